import type {Context} from '../context.ts';
import {ApiError} from '../errors.ts';
import type {Scope} from '../projects/project.ts';
import type {PhoneNumber} from './phone-number.ts';
import {askProvider} from './provider-trouble.ts';
import {pooled} from './verification.ts';

/**
 * Buys a number; one that the project owns already is answered as it is, so that a repeated request buys nothing
 * twice. Throws `phone_number_unavailable`, and what `askProvider` throws.
 */
export async function purchaseNumber(
  context: Context,
  scope: Scope,
  phoneNumber: string,
  name: string | null,
): Promise<PhoneNumber> {
  const {store, clock} = context;
  const owner = await store.findNumberOwner(scope.mode, phoneNumber, clock.now());
  if (owner?.projectId === scope.projectId) return owner;
  const provider = context.numberProviders[scope.mode];
  if (!provider) {
    throw new ApiError(
      'phone_number_unavailable',
      `Numbers cannot be bought here in ${scope.mode} mode. Clients can bring a number of their own: leave "phoneNumberId" out.`,
    );
  }
  const bought = owner ? undefined : await askProvider(context, () => provider.purchase(phoneNumber));
  if (bought?.kind !== 'bought') throw unavailable(phoneNumber);
  const now = clock.now();
  const added = await store.addPhoneNumber(
    {
      id: context.newId('pn'),
      projectId: scope.projectId,
      mode: scope.mode,
      phoneNumber,
      name,
      countryCode: bought.countryCode,
      type: bought.type,
      capabilities: bought.capabilities,
      pricing: bought.pricing,
      senderId: null,
      ...pooled(bought, bought.providerNumberId, now),
      // What is sold outright does not change by itself.
      ...(!provider.pool && {nextCheckAt: null}),
      invitationId: null,
      nextRenewalAt: null,
      createdAt: now,
      updatedAt: now,
      releasedAt: null,
    },
    now,
  );
  if (added.result === 'taken') throw unavailable(phoneNumber);
  if (added.result === 'added') context.log.info({phoneNumberId: added.phoneNumber.id}, 'number bought');
  return added.phoneNumber;
}

/** Gives a number up. Throws `not_found`, and `phone_number_in_use` while somebody needs it. */
export async function releaseNumber(context: Context, scope: Scope, id: string): Promise<void> {
  const {store, clock} = context;
  const owned = await store.findPhoneNumber(scope, id, clock.now());
  const provider = context.numberProviders[scope.mode];
  const isFree = owned?.senderId === null && owned.invitationId === null;
  // It goes on charging otherwise, and somebody who asks again is told that there is no such number.
  if (isFree && provider?.update) await provider.release(owned);
  const result = owned ? await store.releasePhoneNumber(scope, id, clock.now()) : 'not_found';
  if (!owned || result === 'not_found') throw noSuchNumber();
  if (result === 'in_use') throw await inUse(context, scope, id);
  try {
    if (!provider?.update) await provider?.release(owned);
  } catch (error) {
    // It is given up here all the same; the provider goes on charging for it until somebody looks.
    context.log.error({err: error, phoneNumberId: id}, 'a number was not released at its provider');
  }
}

export const noSuchNumber = () => new ApiError('not_found', 'There is no such phone number.');

async function inUse(context: Context, scope: Scope, id: string): Promise<ApiError> {
  const found = await context.store.findPhoneNumber(scope, id, context.clock.now());
  const {senderId, invitationId} = found ?? {senderId: null, invitationId: null};
  if (senderId !== null) {
    const message = `The sender ${senderId} is connected with this number. Delete it first.`;
    return new ApiError('phone_number_in_use', message, {senderId});
  }
  const user = invitationId === null ? 'Someone' : `The invitation ${invitationId}`;
  return new ApiError('phone_number_in_use', `${user} reserves this number. Cancel that first.`, {
    invitationId,
  });
}

function unavailable(phoneNumber: string): ApiError {
  return new ApiError(
    'phone_number_unavailable',
    `The number ${phoneNumber} cannot be bought. Search for one that is available.`,
  );
}
