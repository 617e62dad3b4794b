import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Connection} from '../../../server/contract/connection.ts';
import {TestStream} from '../../support/event-stream.ts';
import {TestService} from '../../support/harness.ts';
import {callAsClient, connectClient, createSession} from '../../support/signups.ts';

let service: TestService;

beforeEach(async () => {
  service = await TestService.start();
});

afterEach(() => service.stop());

const client = {externalId: 'client-1', clientName: 'Bakery Luna'};
const secretOf = async (fields: Record<string, unknown> = client, key?: string) =>
  (await createSession(service, fields, key)).clientSecret;
const look = async (credential: string): Promise<Connection> =>
  (await callAsClient(service, credential, 'GET', '/connection')).body.connection;

describe('what is connected', () => {
  test('is shown with its health, and with whether connecting anew would help', async () => {
    const invitation = await connectClient(service, client);
    const secret = await secretOf();
    expect(await look(secret)).toMatchObject({health: 'connected', canReconnect: false});
    const {body: sender} = await service.api('GET', `/v1/senders/${invitation.senderId}`);
    const tell = (event: object) =>
      service.fetch('POST', '/sandbox/account-updates', {wabaId: sender.wabaId, ...event});

    await tell({review: 'PENDING'});
    expect(await look(secret)).toMatchObject({status: 'completed', health: 'in_review', canReconnect: false});
    await tell({event: 'DISABLED_UPDATE', banState: 'DISABLE'});
    expect(await look(secret)).toMatchObject({health: 'disconnected', canReconnect: false});
    await tell({event: 'DISABLED_UPDATE', banState: 'REINSTATE'});
    await tell({event: 'PARTNER_REMOVED'});
    expect(await look(secret)).toMatchObject({health: 'disconnected', canReconnect: true});
  });

  test('nothing connected has no health', async () => {
    expect(await look(await secretOf())).toMatchObject({
      health: null,
      registration: null,
      canReconnect: false,
    });
  });
});

describe('POST /client/v1/connection/disconnect', () => {
  const disconnect = (credential: string, headers: Record<string, string> = {}) =>
    callAsClient(service, credential, 'POST', '/connection/disconnect', undefined, headers);

  test('deletes the sender and answers that nothing is connected; a second time changes nothing', async () => {
    const {senderId} = await connectClient(service, client);
    const secret = await secretOf();
    for (const time of ['once', 'twice']) {
      const {status, body} = await disconnect(secret);
      expect(status, time).toBe(200);
      expect(body.connection).toMatchObject({status: 'none', senderId: null, health: null});
    }
    expect((await service.api('GET', `/v1/senders/${senderId}`)).status).toBe(404);
  });

  test('leaves the sender of another client alone', async () => {
    const {senderId} = await connectClient(service, client);
    const other = await secretOf({externalId: 'client-2'});
    expect((await disconnect(other)).body.connection.status).toBe('none');
    expect((await service.api('GET', `/v1/senders/${senderId}`)).status).toBe(200);
  });

  test('is not for a link, nor for a page of another origin', async () => {
    const {senderId, token} = await connectClient(service, client);
    const withLink = await service.fetch('POST', '/client/v1/connection/disconnect', undefined, {
      authorization: `Bearer ${token}`,
    });
    expect([withLink.status, withLink.body.code]).toEqual([403, 'forbidden']);
    const foreign = await disconnect(await secretOf(), {origin: 'https://evil.example'});
    expect([foreign.status, foreign.body]).toMatchObject([403, {code: 'origin_not_allowed'}]);
    expect((await service.api('GET', `/v1/senders/${senderId}`)).status).toBe(200);
  });
});

describe('POST /client/v1/connection/test-message', () => {
  const send = (credential: string, headers: Record<string, string> = {}) =>
    callAsClient<any>(service, credential, 'POST', '/connection/test-message', undefined, headers);

  test('a message arrives as one of a person would: once each time, for the platform to see', async () => {
    const {senderId} = await connectClient(service, client);
    const secret = await secretOf();
    const {status, body} = await send(secret);
    expect(status).toBe(200);
    expect(body.message).toMatchObject({text: expect.any(String), from: expect.stringMatching(/^\+/)});
    await send(secret);
    const {body: events} = await service.api('GET', '/v1/events?type=message.inbound');
    expect(events.items).toHaveLength(2);
    expect(events.items[0]).toMatchObject({
      senderId,
      data: {from: body.message.from, text: body.message.text},
    });
  });

  test('is not for a link, a page of another origin, or a client who is not connected', async () => {
    const {token} = await connectClient(service, client);
    const withLink = await service.fetch('POST', '/client/v1/connection/test-message', undefined, {
      authorization: `Bearer ${token}`,
    });
    expect([withLink.status, withLink.body.code]).toEqual([403, 'forbidden']);
    const foreign = await send(await secretOf(), {origin: 'https://evil.example'});
    expect([foreign.status, foreign.body.code]).toEqual([403, 'origin_not_allowed']);
    const other = await send(await secretOf({externalId: 'client-2'}));
    expect([other.status, other.body.code]).toEqual([404, 'not_found']);
  });

  test('is not for live mode', async () => {
    const {status, body} = await send(await secretOf(client, service.keys.live));
    expect([status, body.code]).toEqual([403, 'forbidden']);
  });
});

test('the stream tells when health changes and when the sender is gone', async () => {
  const {senderId} = await connectClient(service, client);
  const {body: sender} = await service.api('GET', `/v1/senders/${senderId}`);
  const secret = await secretOf();
  const stream = await TestStream.open(service, secret);
  await stream.received(1);
  await service.fetch('POST', '/sandbox/account-updates', {wabaId: sender.wabaId, event: 'PARTNER_REMOVED'});
  await callAsClient(service, secret, 'POST', '/connection/disconnect');
  const [, unhealthy, gone] = await stream.received(3);
  stream.close();
  expect(unhealthy).toMatchObject({
    name: 'sender.health_changed',
    message: {connection: {health: 'disconnected', canReconnect: true}},
  });
  expect(gone).toMatchObject({name: 'sender.deleted', message: {connection: {status: 'none'}}});
});
