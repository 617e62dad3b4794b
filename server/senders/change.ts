import type {Context} from '../context.ts';
import type {UpdateSenderBody} from '../contract/senders.ts';
import {wrongField} from '../errors.ts';
import type {Scope} from '../projects/project.ts';
import {checkWanted, newEndpoint} from '../webhooks/configure.ts';
import {
  changeEndpoint,
  type Endpoint,
  type EndpointOwner,
  type WantedEndpoint,
} from '../webhooks/endpoint.ts';
import type {Sender} from './sender.ts';

/** Losing a race this often means a bug, not bad luck. */
const triesMax = 10;

const names = {url: 'webhookUrl', signatureVersion: 'webhookSignatureVersion'};
const defaults: Pick<Endpoint, 'eventTypes' | 'signatureVersion'> = {
  eventTypes: ['message.inbound', 'message.sent', 'message.delivered', 'message.read', 'message.failed'],
  signatureVersion: 'v2',
};

/**
 * Changes a sender and its webhook together, as its owner asks; `newSecret` only when one was made. `undefined` when
 * there is no such sender.
 */
export async function changeSender(
  context: Context,
  {projectId, mode}: Scope,
  senderId: string,
  body: UpdateSenderBody,
): Promise<{sender: Sender; endpoint: Endpoint | undefined; newSecret: string | undefined} | undefined> {
  const {store, clock} = context;
  const owner = {projectId, mode, senderId};
  for (let tries = 0; tries < triesMax; tries += 1) {
    if (!(await store.findSender(owner, senderId))) return undefined;
    const before = await store.findEndpoint(owner);
    const {endpoint, newSecret} = decideEndpoint(context, owner, before, body);
    const change = {
      name: body.name ?? undefined,
      setAsDefault: body.setAsDefault === true,
      updatedAt: clock.now(),
    };
    const sender = await store.updateSender(owner, change, {before, after: endpoint});
    if (sender) return {sender, endpoint, newSecret};
  }
  throw new Error('A sender kept changing while it was changed.');
}

/** The sender's endpoint as it is to be; `undefined`: there is to be none. */
function decideEndpoint(
  context: Context,
  owner: EndpointOwner,
  before: Endpoint | undefined,
  body: UpdateSenderBody,
): {endpoint: Endpoint | undefined; newSecret?: string} {
  const {webhookUrl: url} = body;
  if (url === null) return {endpoint: undefined};
  const wanted: WantedEndpoint = {
    url,
    eventTypes: body.webhookEvents,
    isActive: body.webhookActive,
    signatureVersion: body.webhookSignatureVersion,
  };
  if (Object.values(wanted).every((value) => value == null)) return {endpoint: before};
  checkWanted(context, before, wanted, names);
  if (before) return {endpoint: changeEndpoint(before, wanted, context.clock.now())};
  if (url === undefined) throw wrongField('webhookUrl', 'is needed, since this sender has no webhook yet');
  const {endpoint, secret} = newEndpoint(context, owner, {...wanted, url}, defaults);
  return {endpoint, newSecret: secret};
}
