import {isoTime} from '../clock.ts';
import type {Context} from '../context.ts';
import type {Mode} from '../contract/fields.ts';
import {invitationEvent} from '../events/event.ts';
import type {AttemptSecrets, RegisterResult} from '../signup/provider.ts';
import type {RegistrationBudget} from '../store/registration-store.ts';
import {noteToken} from './news.ts';
import type {Sender} from './sender.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/**
 * Meta takes ten calls in 72 hours and then locks the number for as long. One is left alone: those that others made, whom the
 * client was with before, are in Meta's count and not in ours, and with the last one a person can still register it by hand.
 */
const budget: RegistrationBudget = {callsMax: 9, windowMs: 72 * hourMs};
/** Longer than a call takes: who has a sender for longer is dead. */
const claimMs = minuteMs;
const batchMax = 20;

/** After this Meta wants a new signup. */
const deadlineMs = 14 * dayMs;
/** Moments counted from the signup: soon, since most wait for minutes, then once a day. */
const momentsMs = [
  10 * minuteMs,
  hourMs,
  6 * hourMs,
  ...Array.from({length: 14}, (_, day) => (day + 1) * dayMs),
];

/** Reasons that time does not mend. */
const finalReasons = ['pin_mismatch', 'token_invalid', 'fb_not_authorized'];

/** When a number that Meta is not ready for is tried again; `null`: not any more. `since`: when it was signed up. Epoch ms. */
export function nextRegistrationAt(since: number, now: number): number | null {
  const moment = momentsMs.find((momentMs) => since + momentMs > now);
  return moment === undefined ? null : since + moment;
}

/** The calls of one number. Once `take` has answered false, `freeAt` says when there is one again. */
export interface RegistrationCalls {
  take: () => Promise<boolean>;
  freeAt: number;
}

export function registrationCalls(context: Context, mode: Mode, accountId: string): RegistrationCalls {
  const calls: RegistrationCalls = {
    freeAt: 0,
    async take() {
      const freeAt = await context.store.takeRegistrationCall(mode, accountId, context.clock.now(), budget);
      calls.freeAt = freeAt ?? 0;
      return freeAt === null;
    },
  };
  return calls;
}

/** Tries those whose time has come. Safe in several processes: each sender is claimed before its call. */
export async function registerDue(context: Context): Promise<void> {
  const now = context.clock.now();
  for (const sender of await context.store.claimDueRegistrations(now, now + claimMs, batchMax)) {
    // Not waited for: Meta may be slow.
    void context.background.run(registerAgain(context, sender));
  }
}

async function registerAgain(context: Context, claimed: Sender): Promise<void> {
  const {store, clock, newId, events, log} = context;
  try {
    const calls = registrationCalls(context, claimed.mode, claimed.accountId);
    const result = await callProvider(context, claimed, calls);
    const now = clock.now();
    const sender = {...afterTry(claimed, result, calls.freeAt, now), updatedAt: now};
    const isNews = sender.registration !== 'pending' || sender.nextRegistrationAt === null;
    const state = await store.findConnection(claimed.invitationId);
    const event = state && isNews ? changedEvent(sender, state.invitation, newId('evt'), now) : undefined;
    if (!(await store.saveRegistration(claimed, sender, event))) return;
    const {id: senderId, registration, registrationDetail: detail, nextRegistrationAt: next} = sender;
    const level = sender.registration === 'pending' && next === null ? 'warn' : 'info';
    log[level]({senderId, registration, detail, nextRegistrationAt: next}, 'a registration was tried again');
    if (event) events.publish(event);
    if (result.kind === 'failed' && result.reason === 'token_invalid')
      await noteToken(context, sender, false);
  } catch (error) {
    // Due again when the claim is over.
    log.error({err: error, senderId: claimed.id}, 'a registration broke');
  }
}

async function callProvider(
  context: Context,
  sender: Sender,
  calls: RegistrationCalls,
): Promise<RegisterResult> {
  const provider = context.providers[sender.mode]?.whatsapp_waba;
  if (!provider?.register || sender.wabaId === null) return {kind: 'failed', reason: 'configuration_error'};
  // Forgotten when Meta said that they do not hold any more.
  if (sender.sealedBusinessToken === '') return {kind: 'failed', reason: 'token_invalid'};
  if (sender.sealedPin === null) return {kind: 'failed', reason: 'pin_mismatch'};
  const secrets = openSecrets(context, sender, sender.sealedPin);
  if (!secrets) return {kind: 'failed', reason: 'internal_error'};
  const account = {
    channel: 'whatsapp',
    accountId: sender.accountId,
    wabaId: sender.wabaId,
    phoneNumber: sender.phoneNumber ?? '',
    displayPhoneNumber: sender.displayPhoneNumber ?? '',
    name: sender.name,
    isCoexistence: sender.isCoexistence,
  } as const;
  return provider.register(account, secrets, calls.take);
}

function openSecrets(
  {secrets, log}: Context,
  {id, sealedBusinessToken}: Sender,
  sealedPin: string,
): AttemptSecrets | undefined {
  try {
    return {
      businessToken: secrets.open(sealedBusinessToken, `${id}:business_token`),
      pin: secrets.open(sealedPin, `${id}:pin`),
    };
  } catch (error) {
    log.error({err: error, senderId: id}, 'the secrets of a sender cannot be opened');
    return undefined;
  }
}

/** How the registration stands after this try. */
export function afterTry(sender: Sender, result: RegisterResult, freeAt: number, now: number): Sender {
  const next = nextRegistrationAt(sender.createdAt, now);
  const notBefore = (at: number) => (at < sender.createdAt + deadlineMs ? at : null);
  switch (result.kind) {
    case 'done':
      return {...sender, registration: 'registered', registrationDetail: null, nextRegistrationAt: null};
    case 'pending':
      return {...sender, registrationDetail: result.detail, nextRegistrationAt: next};
    case 'spent':
      return {...sender, nextRegistrationAt: notBefore(freeAt)};
    case 'pin_needed':
      return {...sender, registrationDetail: 'pin_mismatch', nextRegistrationAt: null};
    case 'failed': {
      const {reason} = result;
      const isLocked = reason === 'registration_rate_limited';
      const again = isLocked ? notBefore(now + budget.windowMs) : next;
      return {
        ...sender,
        registrationDetail: reason,
        nextRegistrationAt: finalReasons.includes(reason) ? null : again,
      };
    }
    default:
      return result satisfies never;
  }
}

function changedEvent(
  sender: Sender,
  invitation: Parameters<typeof invitationEvent>[0],
  eventId: string,
  now: number,
) {
  const data = {
    senderId: sender.id,
    previousRegistration: 'pending',
    currentRegistration: sender.registration,
    reason: sender.registrationDetail,
    nextRegistrationAt: isoTime(sender.nextRegistrationAt),
  };
  const event = {id: eventId, type: 'sender.registration_changed', occurredAt: now, data} as const;
  return {...invitationEvent(invitation, event), senderId: sender.id};
}
