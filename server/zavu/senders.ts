import type {Context} from '../context.ts';
import type {Profile, UpdateProfileBody} from '../contract/profile.ts';
import type {Sender as WireSender, SenderWebhook, UpdateSenderBody} from '../contract/senders.ts';
import {ApiError} from '../errors.ts';
import {type Sender, toWire} from '../senders/sender.ts';
import type {RemoteSender, ZavuCloud} from './cloud.ts';
import {forgetMissing, forgetSender} from './hear.ts';
import {unavailable} from './refusal.ts';

/** A list of Zavu's is looked through no further; what is not found in it is asked for by itself. */
const pagesMax = 10;

/*
 * Senders that Zavu keeps. Whose they are is known here alone: Zavu's project is that of all of ours. So each function takes a sender
 * that was found among its caller's.
 */

/** What Zavu has now of each of these senders; those that are gone there are gone here, too. */
export async function findRemoteSenders(
  context: Context,
  senders: readonly Sender[],
): Promise<Map<string, RemoteSender>> {
  const wanted = new Map(senders.filter(isAtZavu).map((sender) => [sender.id, sender]));
  const found = new Map<string, RemoteSender>();
  let cursor: string | undefined;
  for (let pages = 0; wanted.size > 1 && pages < pagesMax; pages += 1) {
    const {items, nextCursor} = await cloudOf(context).listSenders(cursor);
    for (const remote of items) if (wanted.delete(remote.id)) found.set(remote.id, remote);
    cursor = nextCursor;
    if (cursor === undefined) break;
  }
  for (const sender of wanted.values()) {
    const remote = await findRemoteSender(context, sender);
    if (remote) found.set(sender.id, remote);
  }
  return found;
}

/** `undefined`: it is gone there, and now here. */
export async function findRemoteSender(context: Context, sender: Sender): Promise<RemoteSender | undefined> {
  const zavu = cloudOf(context);
  const remote = await zavu.findSender(sender.id);
  if (!remote) await forgetMissing(context, zavu, sender);
  return remote;
}

/** Changes it at Zavu; which one is the default is decided here. `undefined` when it is gone. */
export async function changeRemoteSender(
  context: Context,
  sender: Sender,
  {setAsDefault, ...body}: UpdateSenderBody,
): Promise<{sender: Sender; remote: RemoteSender} | undefined> {
  const {store, clock} = context;
  // For Zavu only a webhook's address can be `null`.
  const change = Object.fromEntries(
    Object.entries(body).filter(
      ([name, value]) => value != null || (name === 'webhookUrl' && value === null),
    ),
  );
  const remote =
    Object.keys(change).length === 0
      ? await findRemoteSender(context, sender)
      : await unlessGone(context, sender, () => cloudOf(context).updateSender(sender.id, change));
  if (!remote) return undefined;
  const changed = await store.updateSender(
    {projectId: sender.projectId, mode: sender.mode, senderId: sender.id},
    {name: remote.name || undefined, setAsDefault: setAsDefault === true, updatedAt: clock.now()},
    {before: undefined, after: undefined},
  );
  return changed && {sender: changed, remote};
}

/** Deletes it there, then here: while Zavu is silent nothing is changed. */
export async function deleteRemoteSender(context: Context, sender: Sender): Promise<void> {
  const zavu = cloudOf(context);
  if (!(await zavu.deleteSender(sender.id))) return forgetMissing(context, zavu, sender);
  await forgetSender(context, sender, 'it was deleted here');
}

/** A new secret of its webhook; `undefined` when it is gone. */
export function regenerateRemoteSecret(context: Context, sender: Sender): Promise<string | undefined> {
  // It may be the webhook that is not there.
  return cloudOf(context)
    .regenerateSenderSecret(sender.id)
    .catch((error: unknown) => {
      if (error instanceof ApiError && error.code === 'not_found') return undefined;
      throw error;
    });
}

/** `undefined` when it is gone. */
export function readRemoteProfile(context: Context, sender: Sender): Promise<Profile | undefined> {
  return unlessGone(context, sender, () => cloudOf(context).readProfile(sender.id));
}

/** `undefined` when it is gone. */
export async function changeRemoteProfile(
  context: Context,
  sender: Sender,
  change: UpdateProfileBody,
): Promise<Profile | undefined> {
  return unlessGone(context, sender, async () => {
    await cloudOf(context).updateProfile(sender.id, change);
    return cloudOf(context).readProfile(sender.id);
  });
}

export const isAtZavu = ({provider}: Pick<Sender, 'provider'>): boolean => provider === 'zavu';

/** The sender as it leaves the service: Zavu's facts, and ours about whose it is. */
export function toWireOf(
  sender: Sender,
  remote: RemoteSender | undefined,
  toShown: (webhook: SenderWebhook) => SenderWebhook = (webhook) => webhook,
): WireSender {
  if (!remote) return toWire(sender);
  const {name, phoneNumber, channels, whatsapp, webhook, updatedAt} = remote;
  const ours = toWire(sender, webhook && toShown(webhook));
  return {
    ...ours,
    name: name || ours.name,
    phoneNumber: phoneNumber || ours.phoneNumber,
    channels,
    ...(whatsapp && {whatsapp}),
    ...(updatedAt !== null && {updatedAt: new Date(updatedAt).toISOString()}),
  };
}

function cloudOf({zavu}: Context): ZavuCloud {
  if (zavu) return zavu;
  throw unavailable(
    'Zavu keeps this sender, and this service is not connected to Zavu any more. Set SIGNUP_PROVIDER=zavu.',
  );
}

async function unlessGone<Answer>(
  context: Context,
  sender: Sender,
  call: () => Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== 'not_found') throw error;
    if (await findRemoteSender(context, sender)) throw error;
    return undefined;
  }
}
