import {setTimeout as wait} from 'node:timers/promises';
import type {Context} from '../context.ts';
import {ApiError, wrongField} from '../errors.ts';
import type {Invitation} from '../invitations/invitation.ts';
import {sealLink} from '../invitations/link.ts';
import {getAssignableNumber} from '../phone-numbers/reservation.ts';
import type {Scope} from '../projects/project.ts';
import {hashSecret, randomFraction} from '../secrets.ts';
import type {ZavuCloud} from './cloud.ts';
import {unavailable} from './refusal.ts';
import {
  type Intent,
  isBefore,
  mayBeOf,
  type NewRemote,
  nextPollAt,
  type RemoteFields,
  type RemoteInvitation,
} from './remote.ts';

const dayMs = 24 * 60 * 60_000;
/** Longer than looking for a lost answer, through all pages, and making a new one can take. */
const lockMs = 70_000;
/** Whoever has not come back by then has given up. */
const patienceMs = 10 * 60_000;
/** How long a twin of a request waits for the first one. */
const twinWaitMs = 200;
const twinWaits = 50;
/** How far back a lost answer is looked for. */
const pagesMax = 5;
const triesMax = 3;

/** A request for an invitation that Zavu is to keep. */
export interface RemoteRequest<Written> {
  /** Of caller and body: when it is repeated, it goes on where the first one stopped. */
  hash: string;
  /** What this request has made before. With it there is never a second one at the same time. */
  findEarlier?: () => Promise<Written | undefined>;
  /** Stores it; any result but `created` means that it is not needed, and it is withdrawn at Zavu. */
  write: (invitation: Invitation, remote: NewRemote) => Promise<Written>;
}

/** By what a repeated request is known: who asks, for what. */
export function requestHashOf({projectId, mode}: Scope, said: string, key = ''): string {
  return hashSecret(JSON.stringify([projectId, mode, said, key]));
}

/**
 * Has Zavu make an invitation and stores it here. What is meant is written down first, so that neither a crash nor a lost
 * answer makes two of one or loses one. Throws what Zavu refuses, `provider_unavailable`, and what `write` throws.
 */
export async function createRemote<Written extends {result: string}>(
  context: Context,
  zavu: ZavuCloud,
  wanted: Invitation,
  request: RemoteRequest<Written>,
): Promise<Written> {
  const fields = await fieldsOf(context, wanted);
  let candidate = wanted;
  for (let tries = 0; tries < triesMax; tries += 1) {
    const claimed = await claim(context, zavu, candidate, fields, request);
    if (!claimed.intent) return claimed.earlier;
    const {intent} = claimed;
    const remote = await ask(context, zavu, intent, claimed.isAgain);
    if (remote && (await context.store.adoptRemote(intent.invitationId, remote.id))) {
      return write(context, intent, toLocal(context, candidate, intent, remote), remote, request);
    }
    // Its invitation went to a twin, or is over: this one starts anew, under another key.
    await context.store.deleteIntent(intent.invitationId);
    candidate = {...candidate, id: context.newId('inv')};
  }
  throw new Error("Zavu's invitations kept being taken by other requests.");
}

/** Takes back what an intent may have made at Zavu, and forgets the intent. Throws when Zavu is not to be had. */
export async function giveUp(context: Context, zavu: ZavuCloud, intent: Intent): Promise<void> {
  const remoteId = intent.remoteId ?? (await findLost(context, zavu, intent))?.id;
  if (remoteId !== undefined) {
    try {
      await zavu.cancelInvitation(remoteId);
      context.log.info({remoteId}, 'an invitation that nobody came back for was cancelled at Zavu');
    } catch (error) {
      if (!(error instanceof ApiError) || error.code === 'provider_unavailable') throw error;
      context.log.warn(
        {remoteId, reason: error.message},
        'an invitation that nobody came back for is over at Zavu',
      );
    }
  }
  await context.store.deleteIntent(intent.invitationId);
}

async function fieldsOf(context: Context, candidate: Invitation): Promise<RemoteFields> {
  const number = await getAssignableNumber(context, candidate, candidate.externalId ?? undefined, candidate);
  if (number && number.providerNumberId === null) {
    throw wrongField('phoneNumberId', 'is a number that Zavu does not have, so it cannot be connected there');
  }
  const {clientName, clientEmail, clientPhone, connectionType, allowedPhoneCountries} = candidate;
  return {
    ...(clientName !== null && {clientName}),
    ...(clientEmail !== null && {clientEmail}),
    ...(clientPhone !== null && {clientPhone}),
    connectionType,
    expiresInDays: Math.round((candidate.expiresAt - candidate.createdAt) / dayMs),
    ...(allowedPhoneCountries !== null && {allowedPhoneCountries}),
    ...(number?.providerNumberId != null && {phoneNumberId: number.providerNumberId}),
  };
}

async function claim<Written>(
  {store, clock}: Context,
  {process}: ZavuCloud,
  candidate: Invitation,
  fields: RemoteFields,
  {hash, findEarlier}: RemoteRequest<Written>,
): Promise<{intent: Intent; isAgain: boolean} | {intent: undefined; earlier: Written}> {
  for (let waits = 0; waits < twinWaits; waits += 1) {
    const earlier = await findEarlier?.();
    if (earlier) return {intent: undefined, earlier};
    const now = clock.now();
    const wanted: Intent = {
      invitationId: candidate.id,
      requestHash: hash,
      fields,
      remoteId: null,
      firstSentAt: now,
      lastSentAt: now,
      abandonedAt: now + patienceMs,
      lockedBy: null,
      lockedUntil: null,
    };
    const taker = {process, now, lockedUntil: now + lockMs};
    const claimed = await store.claimIntent(wanted, taker, findEarlier !== undefined);
    if (claimed.result !== 'busy') return {intent: claimed.intent, isAgain: claimed.result === 'again'};
    await wait(twinWaitMs);
  }
  throw unavailable('The same request is under way. Send it again in some seconds: it goes on where it was.');
}

/** Zavu's invitation for this intent: the one that a lost answer was about, or a new one. `undefined`: that one is over. */
async function ask(
  context: Context,
  zavu: ZavuCloud,
  intent: Intent,
  isAgain: boolean,
): Promise<RemoteInvitation | undefined> {
  try {
    if (intent.remoteId !== null) {
      const remote = await zavu.findInvitation(intent.remoteId);
      return remote?.status === 'cancelled' || remote?.status === 'expired' ? undefined : remote;
    }
    const lost = isAgain ? await findLost(context, zavu, intent) : undefined;
    return lost ?? (await zavu.createInvitation(intent.fields, intent.invitationId));
  } catch (error) {
    const isOpen = !(error instanceof ApiError) || error.code === 'provider_unavailable';
    if (isOpen) await context.store.releaseIntent(intent.invitationId);
    // Refused: there is nothing, neither there nor here.
    else await context.store.deleteIntent(intent.invitationId);
    throw error;
  }
}

/** The newest first, until what is older than the intent: the same fields, and nobody's yet. */
async function findLost(
  {store}: Context,
  zavu: ZavuCloud,
  intent: Intent,
): Promise<RemoteInvitation | undefined> {
  let cursor: string | undefined;
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const {items, nextCursor} = await zavu.listInvitations(cursor);
    const alike = items.filter((remote) => remote.status !== 'cancelled' && mayBeOf(intent, remote));
    const known = await store.listKnownRemotes(alike.map(({id}) => id));
    const lost = alike.find(({id}) => !known.includes(id));
    const last = items.at(-1);
    if (lost || !last || nextCursor === undefined || isBefore(intent, last)) return lost;
    cursor = nextCursor;
  }
  return undefined;
}

function toLocal(
  {secrets}: Context,
  candidate: Invitation,
  {invitationId: id}: Intent,
  remote: RemoteInvitation,
): Invitation {
  const {expiresAt} = remote;
  return {...candidate, id, expiresAt, lapsesAt: expiresAt, sealedLink: sealLink(secrets, {id}, remote)};
}

async function write<Written extends {result: string}>(
  {store, clock}: Context,
  {invitationId}: Intent,
  invitation: Invitation,
  remote: RemoteInvitation,
  request: RemoteRequest<Written>,
): Promise<Written> {
  const now = clock.now();
  const tie: NewRemote = {
    remoteId: remote.id,
    tokenHash: hashSecret(remote.token),
    heardAt: now,
    nextPollAt: nextPollAt(remote.status, 0, {now, fraction: randomFraction()}),
  };
  try {
    const written = await request.write(invitation, tie);
    if (written.result !== 'created') await store.releaseIntent(invitationId, now);
    return written;
  } catch (error) {
    // Refused here: the worker takes it back at Zavu. With anything else, a full disk, whoever repeats the request goes on.
    await store
      .releaseIntent(invitationId, error instanceof ApiError ? now : undefined)
      .catch(() => undefined);
    throw error;
  }
}
