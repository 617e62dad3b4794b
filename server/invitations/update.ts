import type {Context} from '../context.ts';
import type {UpdateInvitationBody} from '../contract/invitations.ts';
import {wrongField} from '../errors.ts';
import {whyWrongCountry} from '../phone-numbers/phone-number.ts';
import type {Changes} from './amendment.ts';
import type {Invitation} from './invitation.ts';

const dayMs = 24 * 60 * 60_000;
const expiryMaxMs = 30 * dayMs;

/** What a PATCH asks for, spelled as an invitation spells it. Throws for an end that is over or too far away. */
export function toChanges({expiresInDays, expiresAt, ...fields}: UpdateInvitationBody, now: number): Changes {
  const changes: Changes = Object.fromEntries(
    Object.entries({
      ...fields,
      // As on creation: nothing that could be read is no name, and an empty list allows what no list allows.
      ...(fields.clientName === '' && {clientName: null}),
      ...(fields.allowedPhoneCountries?.length === 0 && {allowedPhoneCountries: null}),
      ...(fields.metadata === null && {metadata: {}}),
    }).filter(([, value]) => value !== undefined),
  );
  if (expiresInDays !== undefined) return {...changes, expiresAt: now + expiresInDays * dayMs};
  if (expiresAt !== undefined) return {...changes, expiresAt: checkedEnd(Date.parse(expiresAt), now)};
  return changes;
}

/** Channel and number are known only once the invitation is found. */
export async function checkCountries(
  {store, clock}: Pick<Context, 'store' | 'clock'>,
  invitation: Invitation,
  {allowedPhoneCountries}: Changes,
): Promise<void> {
  const {connectionType, phoneNumberId} = invitation;
  if (!allowedPhoneCountries) return;
  if (phoneNumberId !== null) {
    const assigned = await store.findPhoneNumber(invitation, phoneNumberId, clock.now());
    const problem = assigned && whyWrongCountry(assigned, phoneNumberId, allowedPhoneCountries);
    if (problem !== undefined) throw wrongField('allowedPhoneCountries', problem);
  }
  if (connectionType === 'messenger') {
    throw wrongField('allowedPhoneCountries', 'cannot be used with connectionType "messenger"');
  }
}

function checkedEnd(expiresAt: number, now: number): number {
  if (expiresAt <= now)
    throw wrongField('expiresAt', 'must be in the future; to end an invitation, cancel it');
  if (expiresAt > now + expiryMaxMs) throw wrongField('expiresAt', 'must be at most 30 days ahead');
  return expiresAt;
}
