import type {Context} from '../context.ts';
import type {UpdateInvitationBody} from '../contract/invitations.ts';
import {ApiError, wrongField} from '../errors.ts';
import {whyWrongCountry} from '../phone-numbers/phone-number.ts';
import {type Project, reminderDaysOf, type Scope} from '../projects/project.ts';
import {refuseForZavu} from '../zavu/invitations.ts';
import {amend, type Changes, rotateLink} from './amendment.ts';
import type {Invitation} from './invitation.ts';
import {amendInvitation, getInvitation} from './lifecycle.ts';
import {checkReturnUrl} from './return-url.ts';

const dayMs = 24 * 60 * 60_000;
const expiryMaxMs = 30 * dayMs;

/** What Zavu, where it keeps an invitation, has no part in. The address is for our own mail. */
const ownFields: readonly (keyof Changes)[] = [
  'metadata',
  'externalId',
  'locale',
  'returnUrl',
  'clientEmail',
];

/**
 * Changes what the body names. Throws for a field that cannot be used, and `invitation_not_usable` when the invitation is
 * over and more than the project's own notes would be changed.
 */
export async function changeInvitation(
  context: Context,
  caller: Scope & {project: Project},
  id: string,
  body: UpdateInvitationBody,
): Promise<Invitation> {
  const changes = toChanges(body, context.clock.now());
  checkReturnUrl(caller, changes.returnUrl);
  const reminderDays = reminderDaysOf(caller.project);
  const newEventId = () => context.newId('evt');
  const get = () => getInvitation(context, caller, id);
  await checkCountries(context, await get(), changes);
  return amendInvitation(context, get, (invitation, now) => {
    const result = amend(invitation, changes, {now, reminderDays, newEventId});
    switch (result.kind) {
      case 'amended':
        if (result.fields.some((field) => !ownFields.includes(field))) {
          refuseForZavu(invitation, `change ${result.fields.join(', ')}`);
        }
        return result;
      case 'unchanged':
        return undefined;
      case 'refused':
        throw notUsable(
          invitation,
          `cannot be changed any more, but for metadata and externalId (${result.fields.join(', ')}).`,
        );
      default:
        return result satisfies never;
    }
  });
}

/** Gives it a new link. Throws `invitation_not_usable` when it is over. */
export async function replaceLink(context: Context, scope: Scope, id: string): Promise<Invitation> {
  return amendInvitation(
    context,
    () => getInvitation(context, scope, id),
    (invitation, now) => {
      refuseForZavu(invitation, 'give it another link');
      const rotated = rotateLink(invitation, now, () => context.newId('evt'));
      if (!rotated) throw notUsable(invitation, 'has no link that could be used.');
      return rotated;
    },
  );
}

function notUsable({status}: Invitation, sentence: string): ApiError {
  const advice = status === 'expired' ? ' Give it more time with "expiresInDays" to open it again.' : '';
  return new ApiError('invitation_not_usable', `This invitation is ${status} and ${sentence}${advice}`, {
    status,
  });
}

/** What a PATCH asks for, spelled as an invitation spells it. Throws for an end that is over or too far away. */
function toChanges({expiresInDays, expiresAt, ...fields}: UpdateInvitationBody, now: number): Changes {
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
async function checkCountries(
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
