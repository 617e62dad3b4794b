import type {Context} from '../context.ts';
import {wrongField} from '../errors.ts';
import {newWebhookSecret} from '../secrets.ts';
import {checkWebhookUrl, demoReceiverOf} from './address.ts';
import {
  canMoveSignature,
  changeEndpoint,
  type Endpoint,
  type EndpointOwner,
  rotateSecret,
  secretIdentity,
  type WantedEndpoint,
} from './endpoint.ts';

/** Losing a race this often means a bug, not bad luck. */
const triesMax = 10;

/** How an owner's fields are called where they were sent. */
export interface FieldNames {
  url: string;
  signatureVersion: string;
}

/** Refuses what an owner may not ask for, in words that name its field. */
export function checkWanted(
  {config}: Context,
  before: Endpoint | undefined,
  {url, signatureVersion}: WantedEndpoint,
  names: FieldNames,
): void {
  if (url != null) {
    const demoReceiver = demoReceiverOf(config);
    const reason = checkWebhookUrl(url, config.webhookAllowPrivate, demoReceiver);
    const isPrivate = reason !== undefined && checkWebhookUrl(url, true, demoReceiver) === undefined;
    const advice = isPrivate ? '. For development, start the service with WEBHOOK_ALLOW_PRIVATE=1' : '';
    if (reason !== undefined) throw wrongField(names.url, reason + advice);
  }
  if (before && signatureVersion != null && !canMoveSignature(before.signatureVersion, signatureVersion)) {
    throw wrongField(
      names.signatureVersion,
      `cannot go from "${before.signatureVersion}" to "${signatureVersion}" at once; set "v1+v2" first, change the receiver, then go on`,
    );
  }
}

/** A new endpoint, not stored yet, and its secret. What is left out of `wanted` is as in `defaults`. */
export function newEndpoint(
  {clock, newId, secrets}: Context,
  owner: EndpointOwner,
  wanted: WantedEndpoint & {url: string},
  defaults: Pick<Endpoint, 'eventTypes' | 'signatureVersion'>,
): {endpoint: Endpoint; secret: string} {
  const now = clock.now();
  const id = newId('ep');
  const secret = newWebhookSecret();
  const {projectId, mode, senderId} = owner;
  const blank: Endpoint = {
    id,
    projectId,
    mode,
    senderId,
    url: wanted.url,
    ...defaults,
    isActive: true,
    sealedSecret: secrets.seal(secret, secretIdentity(id)),
    sealedPreviousSecret: null,
    previousSecretExpiresAt: null,
    failingSince: null,
    disabledReason: null,
    disabledAt: null,
    createdAt: now,
    updatedAt: now,
  };
  return {endpoint: changeEndpoint(blank, wanted, now), secret};
}

/** Decides on the endpoint as it is now, and anew when someone else was first. `undefined`: nothing was to be written. */
export async function saveDecided(
  {store}: Context,
  owner: EndpointOwner,
  decide: (before: Endpoint | undefined) => Endpoint | undefined,
): Promise<Endpoint | undefined> {
  for (let tries = 0; tries < triesMax; tries += 1) {
    const before = await store.findEndpoint(owner);
    const endpoint = decide(before);
    if (!endpoint || (await store.saveEndpoint(before, endpoint))) return endpoint;
  }
  throw new Error('An endpoint kept changing while it was changed.');
}

/** Gives the endpoint a new secret; the old one signs too for `overlapMs`. `undefined` when there is no endpoint. */
export async function renewSecret(
  context: Context,
  owner: EndpointOwner,
  overlapMs: number,
): Promise<{endpoint: Endpoint; secret: string} | undefined> {
  const {clock, secrets} = context;
  const secret = newWebhookSecret();
  const endpoint = await saveDecided(context, owner, (before) => {
    if (!before) return undefined;
    const sealedSecret = secrets.seal(secret, secretIdentity(before.id));
    return rotateSecret(before, sealedSecret, overlapMs, clock.now());
  });
  return endpoint && {endpoint, secret};
}
