import type {Context} from '../context.ts';
import {ApiError, wrongField} from '../errors.ts';
import {asOf, type Invitation} from '../invitations/invitation.ts';
import {changeStatus} from '../invitations/lifecycle.ts';
import type {Scope} from '../projects/project.ts';
import type {NumberRefusal} from '../store/invitation-store.ts';
import {type PhoneNumber, whyNotAssignable, whyWrongCountry} from './phone-number.ts';

/** Each round either ends or takes the number from one that has lapsed: more than this means a bug. */
const triesMax = 10;

type Reserving = Pick<Invitation, 'projectId' | 'mode' | 'phoneNumberId' | 'allowedPhoneCountries'>;

/**
 * Writes an invitation with its pre-assigned number, if it has one. A reservation that has lapsed is written down as
 * expired first. Throws `invalid_request` when the number cannot be assigned, and `phone_number_unavailable` when an
 * open invitation has it.
 */
export async function withNumber<Written extends {result: string}>(
  context: Context,
  invitation: Reserving,
  write: () => Promise<Written | NumberRefusal>,
): Promise<Written> {
  const {phoneNumberId, allowedPhoneCountries} = invitation;
  if (phoneNumberId !== null) {
    const found = await context.store.findPhoneNumber(invitation, phoneNumberId, context.clock.now());
    // Nothing that may change later is judged here: a request that is repeated is answered like the first time.
    const problem = found && whyWrongCountry(found, phoneNumberId, allowedPhoneCountries);
    if (problem !== undefined) throw wrongNumber(problem);
  }
  for (let tries = 0; tries < triesMax; tries += 1) {
    const written = await write();
    if (!isRefusal(written)) return written;
    if (written.result === 'number_taken') await expireLapsed(context, invitation, written.heldBy);
    else await refuseUnusable(context, invitation);
  }
  throw new Error('A phone number kept changing hands while it was assigned.');
}

/**
 * The number that a session would pre-assign. The client's own is fine: reserved by their invitation, or connected by
 * them already. Throws like `withNumber`.
 */
export async function getAssignableNumber(
  context: Context,
  scope: Scope,
  externalId: string | undefined,
  wanted: {phoneNumberId?: string | null | undefined; allowedPhoneCountries?: string[] | null | undefined},
): Promise<PhoneNumber | undefined> {
  const {phoneNumberId, allowedPhoneCountries} = wanted;
  if (phoneNumberId == null) return undefined;
  const {store, clock} = context;
  const found = await store.findPhoneNumber(scope, phoneNumberId, clock.now());
  const own = externalId === undefined ? undefined : await store.findClientConnection(scope, externalId);
  const isConnected = found?.senderId != null && own?.sender?.id === found.senderId;
  const problem = whyNotAssignable(
    found && isConnected ? {...found, senderId: null} : found,
    phoneNumberId,
    allowedPhoneCountries,
  );
  if (problem !== undefined) throw wrongNumber(problem);
  const holder = found?.invitationId ? await store.findInvitation(scope, found.invitationId) : undefined;
  if (holder && (externalId === undefined || holder.externalId !== externalId)) {
    throw takenNumber(phoneNumberId, holder.id);
  }
  return found;
}

/** Frees the number when the time of whoever has it is over; throws when it is not. */
async function expireLapsed(context: Context, {phoneNumberId}: Reserving, heldBy: string): Promise<void> {
  const find = async () => {
    const holder = (await context.store.findConnection(heldBy))?.invitation;
    if (!holder || holder.lapsesAt === null) return undefined;
    if (asOf(holder, context.clock.now()).status !== 'expired') throw takenNumber(phoneNumberId, heldBy);
    return holder;
  };
  await changeStatus(context, find, {to: 'expired'});
}

async function refuseUnusable(context: Context, reserving: Reserving): Promise<void> {
  const {phoneNumberId, allowedPhoneCountries} = reserving;
  if (phoneNumberId === null) return;
  const found = await context.store.findPhoneNumber(reserving, phoneNumberId, context.clock.now());
  const problem = whyNotAssignable(found, phoneNumberId, allowedPhoneCountries);
  // None: it became free between our two looks.
  if (problem !== undefined) throw wrongNumber(problem);
}

function isRefusal(written: {result: string} | NumberRefusal): written is NumberRefusal {
  return written.result === 'number_taken' || written.result === 'number_unusable';
}

function wrongNumber(message: string): ApiError {
  return wrongField('phoneNumberId', message);
}

function takenNumber(phoneNumberId: string | null, invitationId: string): ApiError {
  return new ApiError(
    'phone_number_unavailable',
    `The phone number "${phoneNumberId}" is reserved by the invitation ${invitationId}. Cancel that one, or use another number.`,
    {invitationId},
  );
}
