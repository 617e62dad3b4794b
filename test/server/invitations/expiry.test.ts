import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {sweep} from '../../../server/sweeper.ts';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {dayMs, minuteMs} from '../../support/clock.ts';
import {FakeGraph, callbackPath, stateOf} from '../../support/fake-graph.ts';
import {eventually, TestBrowser, TestService} from '../../support/harness.ts';
import {failClient, openDialog} from '../../support/signups.ts';

let service: TestService;

beforeEach(async () => {
  service = await TestService.start();
});

afterEach(() => service.stop());

/** Moves the clock to a moment of this invitation's life. */
const moveTo = (moment: string, offsetMs = 0) =>
  service.clock.advance(Date.parse(moment) + offsetMs - service.clock.now());
const storedEvents = (invitationId: string) =>
  service.context.store.listEvents({invitationId}, undefined, 100);
const stored = async (id: string) => (await service.context.store.findConnection(id))?.invitation;

describe('an invitation expires', () => {
  test('on the second: usable before, over from then on, whoever looks', async () => {
    const {id, token, expiresAt} = await service.invite({expiresInDays: 1});
    moveTo(expiresAt, -2_000);
    expect((await service.retrieve(id)).status).toBe('pending');

    moveTo(expiresAt);
    expect((await service.retrieve(id)).status).toBe('expired');
    expect((await service.api('GET', '/v1/invitations')).body.items[0].status).toBe('expired');
    const {body} = await service.fetch('GET', '/client/v1/connection', undefined, {
      authorization: `Bearer ${token}`,
    });
    expect(body.connection.status).toBe('expired');
    const started = await new TestBrowser(service.url).start({token});
    expect(started.status).toBe(409);
    expect((await service.retrieve(id)).startedAt).toBeNull();
  });

  test('and the sweeper writes it down, with one event stamped with the expiry', async () => {
    const {id, expiresAt} = await service.invite({expiresInDays: 1, clientName: 'Luna'});
    moveTo(expiresAt, 3 * 60 * minuteMs);
    expect((await service.retrieve(id)).status).toBe('expired');

    await sweep(service.context);
    expect((await stored(id))?.status).toBe('expired');
    const [event, ...others] = await storedEvents(id);
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      type: 'invitation.status_changed',
      occurredAt: Date.parse(expiresAt),
      data: {invitationId: id, clientName: 'Luna', previousStatus: 'pending', currentStatus: 'expired'},
    });
  });

  test('once, however many sweep at the same moment', async () => {
    const {id, expiresAt} = await service.invite({expiresInDays: 1});
    moveTo(expiresAt);
    await Promise.all(Array.from({length: 10}, () => sweep(service.context)));
    expect(await storedEvents(id)).toHaveLength(1);
  });

  test('not a millisecond early, however often is swept', async () => {
    const {id, expiresAt} = await service.invite({expiresInDays: 1});
    moveTo(expiresAt, -2_000);
    await sweep(service.context);
    expect((await stored(id))?.status).toBe('pending');
    expect(await storedEvents(id)).toEqual([]);
  });

  test('also after a failure, which then is forgotten', async () => {
    const {id, expiresAt} = await failClient(service, {expiresInDays: 1});
    moveTo(expiresAt);
    expect(await service.retrieve(id)).toMatchObject({
      status: 'expired',
      failureReason: null,
      failedAt: null,
    });
    await sweep(service.context);
    expect((await storedEvents(id)).at(-1)?.data).toMatchObject({
      previousStatus: 'failed',
      currentStatus: 'expired',
    });
  });
});

describe('a client who walks away', () => {
  test('counts as gone after 30 minutes, and the same link works again', async () => {
    const {id, token, startedAt} = await openDialog(service);
    moveTo(startedAt ?? '', 30 * minuteMs - 2_000);
    await sweep(service.context);
    expect((await service.retrieve(id)).status).toBe('in_progress');

    moveTo(startedAt ?? '', 30 * minuteMs);
    await sweep(service.context);
    expect(await service.retrieve(id)).toMatchObject({status: 'failed', failureReason: 'signup_abandoned'});

    await service.play('complete');
    await new TestBrowser(service.url).start({token});
    await eventually(
      () => service.retrieve(id),
      ({status}) => status === 'completed',
    );
  });

  test('after the expiry fails first and then expires, in this order', async () => {
    const {id, token, expiresAt} = await service.invite({expiresInDays: 1});
    moveTo(expiresAt, -minuteMs);
    await service.play('abandon');
    await new TestBrowser(service.url).start({token});
    moveTo(expiresAt, 29 * minuteMs - 2_000);
    await sweep(service.context);
    expect((await service.retrieve(id)).status).toBe('in_progress');

    moveTo(expiresAt, 29 * minuteMs + 5_000);
    await sweep(service.context);
    expect((await service.retrieve(id)).status).toBe('expired');
    const statuses = (await storedEvents(id)).map((event) => event.data['currentStatus']);
    expect(statuses).toEqual(['in_progress', 'failed', 'expired']);
  });
});

describe('a client who is in the dialog when the invitation expires', () => {
  let graph: FakeGraph;
  let invitation: Invitation;
  let browser: TestBrowser;

  beforeEach(async () => {
    graph = await FakeGraph.start();
    await service.stop();
    service = await TestService.start(graph.environment);
    const live = {authorization: `Bearer ${service.keys.live}`};
    invitation = (await service.api('POST', '/v1/invitations', {expiresInDays: 1}, live)).body.invitation;
    moveTo(invitation.expiresAt, -minuteMs);
    browser = new TestBrowser(service.url);
    await browser.start(invitation);
  });

  afterEach(() => graph.stop());

  const retrieve = async (): Promise<Invitation> => {
    const live = {authorization: `Bearer ${service.keys.live}`};
    return (await service.api('GET', `/v1/invitations/${invitation.id}`, undefined, live)).body.invitation;
  };

  test('may finish within the 30 minutes', async () => {
    moveTo(invitation.expiresAt, 28 * minuteMs);
    await sweep(service.context);
    await browser.open(callbackPath({code: 'c', state: stateOf(browser)}));
    expect(await retrieve()).toMatchObject({status: 'completed', senderId: expect.stringMatching(/^snd_/)});
    service.clock.advance(dayMs);
    await sweep(service.context);
    expect((await retrieve()).status).toBe('completed');
  });

  test('is too late after them: no code is exchanged', async () => {
    moveTo(invitation.expiresAt, 29 * minuteMs + 5_000);
    await browser.open(callbackPath({code: 'c', state: stateOf(browser)}));
    expect(graph.calls).toEqual([]);
    expect((await retrieve()).status).toBe('expired');
  });

  test('wins no more time by starting again and again', async () => {
    moveTo(invitation.expiresAt, 20 * minuteMs);
    await browser.start(invitation);
    moveTo(invitation.expiresAt, 29 * minuteMs + 5_000);
    expect((await retrieve()).status).toBe('expired');
    expect((await browser.start(invitation)).status).toBe(409);
    await sweep(service.context);
    expect((await retrieve()).status).toBe('expired');
  });
});
