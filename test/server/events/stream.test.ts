import Database from 'better-sqlite3';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {TestStream} from '../../support/event-stream.ts';
import {eventually, TestBrowser, TestService} from '../../support/harness.ts';
import {createSession, hostOrigin} from '../../support/signups.ts';

let service: TestService;
let invitation: Invitation;
let streams: TestStream[];

beforeEach(async () => {
  service = await TestService.start();
  invitation = await service.invite({externalId: 'client-1', clientName: 'Bakery Luna'});
  streams = [];
});

afterEach(async () => {
  for (const stream of streams) stream.close();
  await service.stop();
});

async function open(credential: string, headers?: Record<string, string>): Promise<TestStream> {
  const stream = await TestStream.open(service, credential, headers);
  streams.push(stream);
  return stream;
}

/** The client starts and presses Cancel in the dialog: two events. */
async function tryAndCancel(wanted: Pick<Invitation, 'token'> = invitation): Promise<void> {
  await service.play('cancel');
  await new TestBrowser(service.url).start(wanted);
}

const storedIds = async (invitationId = invitation.id) =>
  (await service.context.store.listEvents({invitationId}, undefined, 10_000)).map(({id}) => id);
const idsOf = (stream: TestStream) => stream.messages.map(({id}) => id);

describe('GET /client/v1/events', () => {
  test('begins with a snapshot, which has no id', async () => {
    const stream = await open(invitation.token);
    const [first] = await stream.received(1);
    expect(first).toMatchObject({
      id: undefined,
      name: 'snapshot',
      message: {event: null, connection: {status: 'pending', invitationId: invitation.id}},
    });
    expect(Object.fromEntries(stream.response.headers)).toMatchObject({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
      'access-control-allow-origin': hostOrigin,
    });
  });

  test.each(['link', 'session'])(
    'then tells a %s every event with the connection as it is then',
    async (by) => {
      const credential = by === 'link' ? invitation.token : (await createSession(service)).clientSecret;
      const stream = await open(credential);
      await stream.received(1);
      await tryAndCancel();
      const [, started, failed] = await stream.received(3);
      expect(started).toMatchObject({
        name: 'invitation.status_changed',
        message: {event: {data: {previousStatus: 'pending', currentStatus: 'in_progress'}}},
      });
      expect(failed).toMatchObject({
        name: 'invitation.status_changed',
        message: {
          event: {
            type: 'invitation.status_changed',
            timestamp: expect.any(Number),
            data: {currentStatus: 'failed', failureReason: 'fb_cancelled'},
          },
          connection: {status: 'failed', failureReason: 'fb_cancelled'},
        },
      });
      expect(failed?.message.event?.id).toBe(failed?.id);
      // What only the project may know of its client.
      expect(failed?.message.event).not.toHaveProperty('projectId');
      expect(failed?.message.event?.data).not.toHaveProperty('clientEmail');
      expect(idsOf(stream)).toEqual([undefined, ...(await storedIds())]);
    },
  );

  test('tells every step of a signup, up to the sender', async () => {
    const stream = await open(invitation.token);
    await service.play('complete');
    await new TestBrowser(service.url).start(invitation);
    const isDone = () => stream.messages.at(-1)?.message.connection.status === 'completed';
    await eventually(async () => isDone(), Boolean);
    const steps = stream.messages.map(({message}) => message.event?.data['step']).filter(Boolean);
    expect(steps).toEqual(['discover', 'subscribe', 'register', 'complete']);
    expect(stream.messages.at(-1)?.message.connection.senderId).toMatch(/^snd_/);
    expect(idsOf(stream).slice(1)).toEqual(await storedIds());
  });

  test('begins for a session whose client has nothing yet, and tells it of its first invitation', async () => {
    const {clientSecret} = await createSession(service, {externalId: 'client-new'});
    const stream = await open(clientSecret);
    const [first] = await stream.received(1);
    expect(first?.message.connection.status).toBe('none');
    await tryAndCancel(await service.invite({externalId: 'client-new'}));
    await stream.received(3);
    expect(stream.messages.at(-1)?.message.connection.status).toBe('failed');
  });

  test('refuses who has no credential, or comes from elsewhere', async () => {
    const {clientSecret} = await createSession(service);
    expect((await open('unknown')).response.status).toBe(401);
    expect((await open(clientSecret, {origin: 'https://evil.example'})).response.status).toBe(403);
  });

  test('never tells of another client', async () => {
    const {clientSecret} = await createSession(service);
    const others = [
      await service.invite({externalId: 'client-2'}),
      await service.invite(),
      (await service.api('POST', '/v1/invitations', {externalId: 'client-1'}, await foreignKey())).body
        .invitation,
    ];
    const [bySession, byLink] = [await open(clientSecret), await open(invitation.token)];
    await Promise.all([bySession.received(1), byLink.received(1)]);
    for (const other of others) await tryAndCancel(other);
    await tryAndCancel();
    for (const stream of [bySession, byLink]) {
      await stream.received(3);
      expect(idsOf(stream).slice(1)).toEqual(await storedIds());
    }
  });
});

describe('Last-Event-ID', () => {
  test('brings everything that was missed, in order, once', async () => {
    const stream = await open(invitation.token);
    await stream.received(1);
    await tryAndCancel();
    const lastId = (await stream.received(3)).at(-1)?.id ?? '';
    stream.close();
    for (let missed = 0; missed < 3; missed += 1) await tryAndCancel();

    const resumed = await open(invitation.token, {'last-event-id': lastId});
    await resumed.received(6);
    await tryAndCancel();
    await resumed.received(8);
    expect(idsOf(resumed)).toEqual((await storedIds()).slice(2));
  });

  test('brings an event once, though another process tells of it a moment later', async () => {
    await tryAndCancel();
    const events = await service.context.store.listEvents({invitationId: invitation.id}, undefined, 10);
    const resumed = await open(invitation.token, {'last-event-id': events[0]?.id ?? ''});
    await resumed.received(1);
    for (const event of events.slice(1)) service.context.events.publish(event);
    await tryAndCancel();
    await resumed.received(3);
    expect(idsOf(resumed)).toEqual((await storedIds()).slice(1));
  });

  test('that is the newest brings a snapshot', async () => {
    await tryAndCancel();
    const lastId = (await storedIds()).at(-1) ?? '';
    const [first] = await (await open(invitation.token, {'last-event-id': lastId})).received(1);
    expect(first).toMatchObject({id: undefined, message: {connection: {status: 'failed'}}});
  });

  test('that is not known brings how things are; another client’s brings one’s own events since', async () => {
    await tryAndCancel();
    const other = await service.invite({externalId: 'client-2'});
    await tryAndCancel(other);
    await tryAndCancel();
    const own = await storedIds();
    const unknown = await open(invitation.token, {'last-event-id': 'evt_unknown'});
    await unknown.received(1);
    expect(unknown.messages).toMatchObject([{message: {event: null}}]);
    const foreignId = (await storedIds(other.id)).at(-1) ?? '';
    const foreign = await open(invitation.token, {'last-event-id': foreignId});
    await foreign.received(2);
    expect(idsOf(foreign)).toEqual(own.slice(2));
  });

  test('with more missed than are worth telling ends with how things are, and keeps the others waiting for none', async () => {
    const db = new Database(service.databaseFile);
    const insert = db.prepare(
      `INSERT INTO events (id, type, occurred_at, project_id, mode, subject, invitation_id, data)
       SELECT ?, 'attempt.step_changed', 1, project_id, mode, id, id, '{}' FROM invitations WHERE id = ?`,
    );
    db.transaction(() => {
      for (let count = 0; count < 3_000; count += 1) insert.run(`evt_${count}`, invitation.id);
    })();
    db.close();
    const stream = await open(invitation.token, {'last-event-id': 'evt_0'});
    await stream.received(1_000);
    await tryAndCancel();
    await eventually(
      async () => stream.messages.at(-1),
      (last) => last?.message.connection.status === 'failed',
    );
    expect(stream.isEnded).toBe(false);
  });

  test('asked about by HEAD ends at once', async () => {
    const head = await service.fetch('HEAD', '/client/v1/events', undefined, {
      authorization: `Bearer ${invitation.token}`,
    });
    expect(head.status).toBe(200);
  });

  test('loses nothing and repeats nothing, however often the line breaks while things happen', async () => {
    // An id to resume from: without one, what happens before the first stream is open is not told.
    await tryAndCancel();
    const seen = await storedIds();
    let isOver = false;
    const happening = (async () => {
      for (let round = 0; round < 25; round += 1) await tryAndCancel();
      isOver = true;
    })();
    const isComplete = async () => isOver && seen.length === (await storedIds()).length;
    const deadline = Date.now() + 10_000;
    while (!(await isComplete()) && Date.now() < deadline) {
      const stream = await open(invitation.token, {'last-event-id': seen.at(-1) ?? ''});
      await stream.received(1);
      stream.close();
      await stream.ended();
      seen.push(...idsOf(stream).filter((id) => id !== undefined));
    }
    await happening;
    expect(seen).toEqual(await storedIds());
    expect(seen).toHaveLength(52);
  });
});

async function foreignKey(): Promise<Record<string, string>> {
  const {key} = await service.makeKey('test', 'Foreign');
  return {authorization: `Bearer ${key}`};
}
