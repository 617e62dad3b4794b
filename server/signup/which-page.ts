import type {Context} from '../context.ts';
import {asOf} from '../invitations/invitation.ts';
import {readableNumber} from '../phone-numbers/readable.ts';
import type {ConnectionState} from '../store/invitation-store.ts';
import type {AccountOption, Attempt} from './attempt.ts';
import type {ShownNumber, SignupPage} from './page-view.ts';

/** What the page of an invitation shows now. */
export async function pageOfInvitation(context: Context, state: ConnectionState): Promise<SignupPage> {
  const now = context.clock.now();
  const invitation = asOf(state.invitation, now);
  switch (invitation.status) {
    case 'pending':
    case 'in_progress':
    case 'failed':
      return {
        page: 'start',
        expiresAt: invitation.expiresAt,
        now,
        assignedNumber: await shownNumber(context, state),
      };
    case 'completed':
      return state.sender ? connectedPage(state) : {page: 'cancelled'};
    case 'expired':
      return {page: 'expired', renewal: invitation.linkRequestedAt === null ? 'offered' : 'requested'};
    case 'cancelled':
      return {page: 'cancelled'};
    default:
      return invitation.status satisfies never;
  }
}

/** What the page of an attempt shows now. Once it is over, that is what has become of its invitation. */
export async function pageOfAttempt(
  context: Context,
  attempt: Attempt,
  state: ConnectionState,
): Promise<SignupPage> {
  switch (attempt.status) {
    case 'running':
      if (attempt.step === 'dialog') return pageOfInvitation(context, state);
      if (attempt.step === 'choose') return choosePage(attempt);
      if (attempt.step === 'pin') return pinPage(attempt, attempt.pinTries > 0 ? 'wrong' : null);
      return {page: 'progress', step: attempt.step, address: `/signup/${attempt.id}`};
    case 'failed':
      return {page: 'failed', failureReason: attempt.failureReason ?? 'internal_error'};
    case 'replaced':
      return state.invitation.status === 'in_progress'
        ? {page: 'replaced'}
        : pageOfInvitation(context, state);
    case 'succeeded':
    case 'cancelled':
      return pageOfInvitation(context, state);
    default:
      return attempt.status satisfies never;
  }
}

/** The number to connect and, where calls are play, what the call would say. */
async function shownNumber(
  context: Context,
  {assignedNumber, invitation}: ConnectionState,
): Promise<ShownNumber | null> {
  if (!assignedNumber) return null;
  const {phoneNumber} = assignedNumber;
  return {
    phoneNumber: readableNumber(phoneNumber),
    verificationCode: invitation.mode === 'test' ? await verificationCode(context, phoneNumber) : null,
  };
}

/** The page is shown without it when the provider does not answer: the dialog says the code, too. */
async function verificationCode(context: Context, phoneNumber: string): Promise<string | null> {
  try {
    return (await context.numberProviders.test?.verificationCode?.(phoneNumber)) ?? null;
  } catch (error) {
    context.log.error({err: error}, 'the code of a verification call was not to be had');
    return null;
  }
}

function connectedPage({sender}: ConnectionState): SignupPage {
  return {
    page: 'connected',
    isRegistering: sender?.registration === 'pending' && sender.nextRegistrationAt !== null,
  };
}

function choosePage(attempt: Attempt): SignupPage {
  const options = attempt.options ?? [];
  const accounts = options.map(accountNameOf);
  const isSeveral = new Set(accounts).size > 1;
  const [first] = options;
  return {
    page: 'choose',
    action: `/signup/${attempt.id}/choose`,
    options: options.map((option, index) => ({
      accountId: option.accountId,
      name: option.name,
      displayPhoneNumber: displayPhoneNumberOf(option),
      accountName: (isSeveral && accounts[index]) || null,
    })),
    personName: first?.channel === 'messenger' ? first.personName : null,
  };
}

/** What tells accounts of one name apart; the id is what WhatsApp Manager and the settings of a Page show, too. */
function accountNameOf(option: AccountOption, _index: number, all: readonly AccountOption[]): string | null {
  if (option.channel === 'whatsapp') return [option.wabaName, option.wabaId].filter(Boolean).join(' · ');
  const isNameClear = option.name !== null && all.filter(({name}) => name === option.name).length === 1;
  return isNameClear ? null : `ID ${option.accountId}`;
}

/** Asks for the PIN of the number that this attempt is about. */
export function pinPage(attempt: Attempt, problem: 'wrong' | 'format' | null): SignupPage {
  return {
    page: 'pin',
    action: `/signup/${attempt.id}/pin`,
    displayPhoneNumber: attempt.account && displayPhoneNumberOf(attempt.account),
    tries: attempt.pinTries,
    problem,
  };
}

const displayPhoneNumberOf = (option: AccountOption) =>
  option.channel === 'whatsapp' ? option.displayPhoneNumber : null;
