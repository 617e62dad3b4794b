import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {PanelMessage} from '../../../server/contract/invitations.ts';
import {TestStream} from '../../support/event-stream.ts';
import {eventually, TestService} from '../../support/harness.ts';
import {connectClient, createSession, failClient} from '../../support/signups.ts';

let service: TestService;
let streams: TestStream[];

beforeEach(async () => {
  service = await TestService.start();
  streams = [];
});

afterEach(async () => {
  for (const stream of streams) stream.close();
  await service.stop();
});

async function open(credential: string, headers?: Record<string, string>): Promise<TestStream> {
  const stream = await TestStream.open(service, credential, headers, '/v1/stream');
  streams.push(stream);
  return stream;
}

const openPanel = (key?: string) => createSession(service, {scope: 'manage', externalId: undefined}, key);
/** Of the panel, though the support reads them as those of a client. */
const messagesOf = (stream: TestStream) =>
  stream.messages.map(({message}) => message as unknown as PanelMessage);
const idsOf = (stream: TestStream) => stream.messages.flatMap(({id}) => id ?? []);

describe('GET /v1/stream', () => {
  test('begins with a snapshot, and then tells of every client with the invitation as it is', async () => {
    const {clientSecret} = await openPanel();
    const stream = await open(clientSecret);
    await stream.received(1);
    expect(stream.messages[0]).toEqual({
      id: undefined,
      name: 'snapshot',
      message: {event: null, invitation: null},
    });
    const failed = await failClient(service, {clientName: 'Bakery Luna', externalId: 'luna'});
    const connected = await connectClient(service, {clientName: 'Café Sol'});
    const messages = await eventually(
      async () => messagesOf(stream),
      (all) => all.some(({invitation}) => invitation?.status === 'completed'),
    );
    const last = (id: string) => messages.filter(({invitation}) => invitation?.id === id).at(-1);
    expect(last(failed.id)).toMatchObject({
      event: {
        type: 'invitation.status_changed',
        data: {previousStatus: 'in_progress', currentStatus: 'failed'},
      },
      invitation: {clientName: 'Bakery Luna', failureReason: 'fb_cancelled', url: failed.url},
    });
    expect(last(connected.id)?.invitation).toEqual(connected);
    expect(last(failed.id)?.invitation?.step).toBe('dialog');
    const moves = messages.filter(({event}) => event?.type === 'attempt.step_changed');
    expect(moves).not.toEqual([]);
    // As it is when it is told; by then it may have come further.
    for (const {invitation} of moves)
      expect(invitation?.step === null).toBe(invitation?.status === 'completed');
  });

  test('says that the lists are to be read anew when invitations were made, one or a file of them, or opened', async () => {
    const {clientSecret} = await openPanel();
    const stream = await open(clientSecret);
    await stream.received(1);
    const again = {event: null, invitation: null};
    const {token} = await service.invite({clientName: 'Bakery Luna'});
    await stream.received(2);
    const file = 'clientName\nSol\nMar\n';
    await service.api('POST', '/v1/invitations/import', file, {'content-type': 'text/csv'});
    await stream.received(3);
    for (let times = 0; times < 2; times += 1) await service.fetch('GET', `/invite/${token}`);
    await stream.received(4);
    expect(messagesOf(stream)).toEqual([again, again, again, again]);
    const {key} = await service.makeKey('test', 'Another');
    await service.api('POST', '/v1/invitations', {}, {authorization: `Bearer ${key}`});
    const failed = await failClient(service);
    await eventually(
      async () => messagesOf(stream),
      (all) => all.some(({invitation}) => invitation?.status === 'failed'),
    );
    expect(messagesOf(stream).filter(({event}) => !event)).toHaveLength(5);
    expect(failed.status).toBe('failed');
  });

  test('is of one project and mode', async () => {
    const {key: foreign} = await service.makeKey('test', 'Foreign');
    const others = [
      await open((await openPanel(foreign)).clientSecret),
      await open((await openPanel(service.keys.live)).clientSecret),
      await open(foreign),
    ];
    for (const stream of others) await stream.received(1);
    const own = await open(service.keys.test);
    await own.received(1);
    await failClient(service);
    await own.received(3);
    for (const stream of others) expect(stream.messages).toHaveLength(1);
  });

  test('resumes after the last event that was read, and repeats nothing', async () => {
    const first = await open(service.keys.test);
    await first.received(1);
    await failClient(service);
    const [, , known] = await first.received(3);
    first.close();
    await failClient(service);
    await failClient(service);
    const again = await open(service.keys.test, {'last-event-id': known?.id ?? ''});
    await again.received(4);
    const stored = await service.context.store.listEvents(
      {projectId: (await service.api('GET', '/v1/me')).body.project.id, mode: 'test'},
      known?.id,
      100,
    );
    expect(idsOf(again)).toEqual(stored.map(({id}) => id));
    expect(again.messages.map(({name}) => name)).not.toContain('snapshot');
  });

  test('says so when it does not know where the reader was', async () => {
    await failClient(service);
    const stream = await open(service.keys.test, {'last-event-id': 'evt_unknown'});
    await stream.received(1);
    expect(stream.messages.map(({name}) => name)).toEqual(['snapshot']);
  });

  test('ends when its session is deleted, before anything more is told', async () => {
    const {id, clientSecret} = await openPanel();
    const stream = await open(clientSecret);
    await stream.received(1);
    await service.api('DELETE', `/v1/sessions/${id}`);
    await failClient(service);
    await stream.ended();
    expect(stream.messages).toHaveLength(1);
  });

  test('ends when its key is revoked, before anything more is told', async () => {
    const {key: revoked, apiKey} = await service.makeKey('test', 'Foreign');
    const {key: other} = await service.makeKey('test', 'Foreign');
    const streams = [await open(revoked), await open(other)];
    for (const stream of streams) await stream.received(1);
    await service.context.store.revokeApiKey(apiKey.id, service.clock.now());
    const headers = {authorization: `Bearer ${other}`};
    const {body} = await service.fetch('POST', '/v1/invitations', {}, headers);
    await service.fetch('POST', `/v1/invitations/${body.invitation.id}/cancel`, undefined, headers);
    await streams[0]?.ended();
    await streams[1]?.received(2);
    expect(streams.map(({messages}) => messages.length)).toEqual([1, 2]);
  });
});
