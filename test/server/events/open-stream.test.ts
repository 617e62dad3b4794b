import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {minuteMs} from '../../support/clock.ts';
import {TestStream} from '../../support/event-stream.ts';
import {eventually, TestBrowser, TestService} from '../../support/harness.ts';
import {createSession} from '../../support/signups.ts';

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
async function tryAndCancel(): Promise<void> {
  await service.play('cancel');
  await new TestBrowser(service.url).start(invitation);
}

const idsOf = (stream: TestStream) => stream.messages.map(({id}) => id);

describe('an open stream', () => {
  test('shows every 15 seconds that it lives', async () => {
    vi.useFakeTimers({toFake: ['setInterval', 'clearInterval']});
    try {
      const stream = await open(invitation.token);
      await stream.received(1);
      expect(stream.comments).toEqual([]);
      vi.advanceTimersByTime(15_000);
      await eventually(
        async () => stream.comments.length,
        (count) => count === 1,
      );
      vi.advanceTimersByTime(30_000);
      await eventually(
        async () => stream.comments.length,
        (count) => count === 3,
      );
      expect(stream.messages).toHaveLength(1);
    } finally {
      vi.useRealTimers();
    }
  });

  test('shows what the project changed about the invitation, and not which of its own fields', async () => {
    const stream = await open(invitation.token);
    await stream.received(1);
    const change = {clientName: 'Bakery Sol', clientEmail: 'sol@example.com', metadata: {tier: 'gold'}};
    await service.api('PATCH', `/v1/invitations/${invitation.id}`, change);
    const [, updated] = await stream.received(2);
    expect(updated?.message.connection.clientName).toBe('Bakery Sol');
    expect(updated?.message.event).toMatchObject({type: 'invitation.updated'});
    expect(updated?.message.event?.data).toEqual({invitationId: invitation.id, externalId: 'client-1'});
  });

  test('ends with its session', async () => {
    const {clientSecret, expiresAt} = await createSession(service, {expiresInMinutes: 1});
    service.clock.advance(Date.parse(expiresAt) - 400 - service.clock.now());
    const stream = await open(clientSecret);
    await stream.received(1);
    await stream.ended();
    expect(service.clock.now()).toBeGreaterThanOrEqual(Date.parse(expiresAt) - 50);
  });

  test('that has just ended with its session is not written to, whatever happens at that moment', async () => {
    await tryAndCancel();
    const [event] = await service.context.store.listEvents({invitationId: invitation.id}, undefined, 1);
    const {clientSecret} = await createSession(service, {expiresInMinutes: 1});
    vi.useFakeTimers({toFake: ['setTimeout', 'clearTimeout']});
    const stream = await open(clientSecret);
    vi.advanceTimersByTime(minuteMs);
    vi.useRealTimers();
    // Writing after the end would be an error that nobody catches, and the end of the process.
    if (event) service.context.events.publish(event);
    await stream.ended();
    expect(idsOf(stream).filter(Boolean)).toEqual([]);
    expect((await service.fetch('GET', '/healthz')).status).toBe(200);
  });

  test('tells nothing more once its session was deleted, and ends', async () => {
    const {id, clientSecret} = await createSession(service);
    const stream = await open(clientSecret);
    await stream.received(1);
    await service.api('DELETE', `/v1/sessions/${id}`);
    await tryAndCancel();
    await stream.ended();
    expect(stream.messages).toHaveLength(1);
  });

  test('whose session was deleted ends within 15 seconds, also when nothing happens', async () => {
    vi.useFakeTimers({toFake: ['setInterval', 'clearInterval']});
    try {
      const {id, clientSecret} = await createSession(service);
      const stream = await open(clientSecret);
      await stream.received(1);
      await service.api('DELETE', `/v1/sessions/${id}`);
      vi.advanceTimersByTime(15_000);
      await stream.ended();
    } finally {
      vi.useRealTimers();
    }
  });

  test('outlives the invitation’s end: the link’s reader is told of it', async () => {
    const stream = await open(invitation.token);
    await stream.received(1);
    await service.api('POST', `/v1/invitations/${invitation.id}/cancel`);
    const [, cancelled] = await stream.received(2);
    expect(cancelled?.message.connection.status).toBe('cancelled');
    service.clock.advance(minuteMs);
    expect(stream.isEnded).toBe(false);
  });

  test('is one of at most 20 for one credential; one that closes makes room', async () => {
    const all = await Promise.all(Array.from({length: 20}, () => open(invitation.token)));
    expect(all.map(({response}) => response.status)).toEqual(Array(20).fill(200));
    await Promise.all(all.map((stream) => stream.received(1)));
    const tooMany = await fetch(`${service.url}/client/v1/events`, {
      headers: {authorization: `Bearer ${invitation.token}`},
    });
    expect(tooMany.status).toBe(429);
    expect(Number(tooMany.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await tooMany.json()).toMatchObject({
      code: 'rate_limited',
      details: {retryAfter: expect.any(Number)},
    });
    const {clientSecret} = await createSession(service);
    expect((await open(clientSecret)).response.status, 'another credential has its own').toBe(200);

    all[0]?.close();
    const next = await eventually(
      () => open(invitation.token),
      ({response}) => response.status === 200,
    );
    await next.received(1);
  });
});
