import {setImmediate} from 'node:timers/promises';
import type {Context} from '../../server/context.ts';
import {webhookEventTypes} from '../../server/contract/events.ts';
import type {Event} from '../../server/events/event.ts';
import {newWebhookSecret} from '../../server/secrets.ts';
import {type Endpoint, secretIdentity} from '../../server/webhooks/endpoint.ts';
import type {DeliveryWorker} from '../../server/webhooks/worker.ts';
import {readRows} from './database.ts';
import type {TestService} from './harness.ts';

/** An endpoint of the project of the test key, or of another one, for every event. */
export async function addEndpoint(
  context: Pick<Context, 'store' | 'newId' | 'secrets' | 'clock'>,
  url: string,
  fields: Partial<Endpoint> = {},
): Promise<{endpoint: Endpoint; secret: string}> {
  const {store, newId, secrets, clock} = context;
  const [project] = await store.listProjects();
  if (!project) throw new Error('There is no project.');
  const id = newId('ep');
  const secret = newWebhookSecret();
  const endpoint: Endpoint = {
    id,
    projectId: project.id,
    mode: 'test',
    senderId: null,
    url,
    eventTypes: [...webhookEventTypes],
    isActive: true,
    signatureVersion: 'v1+v2',
    sealedSecret: secrets.seal(secret, secretIdentity(id)),
    sealedPreviousSecret: null,
    previousSecretExpiresAt: null,
    failingSince: null,
    disabledReason: null,
    disabledAt: null,
    createdAt: clock.now(),
    updatedAt: clock.now(),
    ...fields,
  };
  if (!(await store.saveEndpoint(undefined, endpoint))) throw new Error('The project has an endpoint.');
  return {endpoint, secret};
}

/** An event that is of nothing, for what only sends. */
export const testEvent: Event = {
  id: 'evt_1760000000000_k3x9qa',
  type: 'webhook.test',
  occurredAt: 1_760_000_000_000,
  projectId: 'prj_demo',
  mode: 'test',
  subject: 'ep_demo',
  invitationId: null,
  senderId: null,
  externalId: null,
  data: {},
  originId: null,
};

/** An invitation that is cancelled: one event. */
export async function cancelOne(service: TestService, key = service.keys.test): Promise<string> {
  const headers = {authorization: `Bearer ${key}`};
  const {body} = await service.api('POST', '/v1/invitations', {}, headers);
  await service.api('POST', `/v1/invitations/${body.invitation.id}/cancel`, undefined, headers);
  return body.invitation.id;
}

/** Lets the worker go on until nothing is due at the clock's time and nothing is on its way. */
export async function drain(service: TestService, worker: DeliveryWorker): Promise<void> {
  do {
    await worker.look();
    await worker.idle();
    // The service's own worker may have something in hand.
    await setImmediate();
  } while (isBusy(service));
}

function isBusy(service: TestService): boolean {
  const now = service.clock.now();
  const [row] = readRows(
    service,
    `SELECT EXISTS (SELECT 1 FROM deliveries JOIN endpoints ON endpoints.id = endpoint_id AND is_active = 1
       WHERE status = 'pending' AND (next_attempt_at <= @now OR locked_until > @now)) AS busy`,
    {now},
  );
  return row?.['busy'] === 1;
}
