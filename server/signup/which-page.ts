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
        failureReason: invitation.failureReason,
        isRunning: invitation.status === 'in_progress',
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
      if (attempt.step !== 'choose') {
        return {page: 'progress', step: attempt.step, address: `/signup/${attempt.id}`};
      }
      return {
        page: 'choose',
        action: `/signup/${attempt.id}/choose`,
        options: (attempt.options ?? []).map(toOption),
        personName: personOf(attempt.options ?? []),
      };
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

function connectedPage({invitation, sender}: ConnectionState): SignupPage {
  return {
    page: 'connected',
    accountName: invitation.connectedAccount?.name ?? null,
    displayPhoneNumber: sender?.displayPhoneNumber ?? null,
  };
}

function toOption(option: AccountOption, _index: number, all: readonly AccountOption[]) {
  const {accountId, name} = option;
  if (option.channel === 'whatsapp') return {accountId, name, displayPhoneNumber: option.displayPhoneNumber};
  // Two Pages of one name can only be told apart by Meta's id.
  const isNameClear = name !== null && all.filter((other) => other.name === name).length === 1;
  return {accountId, name, displayPhoneNumber: isNameClear ? null : `ID ${accountId}`};
}

function personOf([option]: readonly AccountOption[]): string | null {
  return option?.channel === 'messenger' ? option.personName : null;
}
