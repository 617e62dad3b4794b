import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {healthAfter, type HealthWord, isHealthWord} from '../../../server/senders/health.ts';
import {readRows} from '../../support/database.ts';
import {TestStream} from '../../support/event-stream.ts';
import {TestService} from '../../support/harness.ts';
import {
  addEndpoint,
  type Change,
  connectSender,
  newsOf,
  post,
  postRaw,
  retrieveSender,
  sign,
  webhook,
} from '../../support/meta-webhooks.ts';

const createdAt = 1_790_000_000_500;
const at = 1_790_000_100_000;
const healthy = {health: 'connected', healthReason: null, healthChangedAt: null, createdAt} as const;

/** The health after these words, one after the other. */
function after(...words: HealthWord[]): string {
  let sender: Parameters<typeof healthAfter>[0] = healthy;
  words.forEach((word, index) => {
    sender = {...sender, ...healthAfter(sender, {word, at: at + index})};
  });
  return sender.healthReason === null ? sender.health : `${sender.health} ${sender.healthReason}`;
}

describe('the health after a word of Meta’s', () => {
  test.each<[HealthWord[], string]>([
    [['PARTNER_REMOVED'], 'disconnected PARTNER_REMOVED'],
    [['PARTNER_APP_UNINSTALLED'], 'disconnected PARTNER_APP_UNINSTALLED'],
    [['ACCOUNT_DELETED'], 'disconnected ACCOUNT_DELETED'],
    [['ACCOUNT_OFFBOARDED'], 'disconnected ACCOUNT_OFFBOARDED'],
    [['DISABLE'], 'disconnected DISABLE'],
    [['SCHEDULE_FOR_DISABLE'], 'in_review SCHEDULE_FOR_DISABLE'],
    [['REVIEW_REJECTED'], 'disconnected REVIEW_REJECTED'],
    [['REVIEW_PENDING'], 'in_review REVIEW_PENDING'],
    [['REVIEW_DEFERRED'], 'in_review REVIEW_DEFERRED'],
    [['PARTNER_ADDED'], 'connected'],
    [['PARTNER_REMOVED', 'PARTNER_ADDED'], 'connected'],
    [['PARTNER_APP_UNINSTALLED', 'PARTNER_APP_INSTALLED'], 'connected'],
    [['ACCOUNT_OFFBOARDED', 'ACCOUNT_RECONNECTED'], 'connected'],
    [['DISABLE', 'REINSTATE'], 'connected'],
    [['SCHEDULE_FOR_DISABLE', 'DISABLE'], 'disconnected DISABLE'],
    [['REVIEW_PENDING', 'REVIEW_APPROVED'], 'connected'],
    [['REVIEW_REJECTED', 'REVIEW_APPROVED'], 'connected'],
    // Good news ends only trouble of its own kind.
    [['PARTNER_REMOVED', 'REINSTATE'], 'disconnected PARTNER_REMOVED'],
    [['PARTNER_REMOVED', 'REVIEW_APPROVED'], 'disconnected PARTNER_REMOVED'],
    [['DISABLE', 'REVIEW_APPROVED'], 'disconnected DISABLE'],
    [['DISABLE', 'PARTNER_ADDED'], 'disconnected DISABLE'],
    // The worse trouble is what is shown.
    [['PARTNER_REMOVED', 'DISABLE'], 'disconnected PARTNER_REMOVED'],
    [['DISABLE', 'REVIEW_PENDING'], 'disconnected DISABLE'],
    [['REVIEW_PENDING', 'PARTNER_REMOVED'], 'disconnected PARTNER_REMOVED'],
    [['PARTNER_REMOVED', 'ACCOUNT_DELETED'], 'disconnected ACCOUNT_DELETED'],
  ])('%j: %s', (words, expected) => {
    expect(after(...words)).toBe(expected);
  });

  test('the same word again changes nothing', () => {
    const disconnected = {...healthy, health: 'disconnected', healthReason: 'DISABLE', healthChangedAt: at};
    expect(healthAfter({...disconnected, health: 'disconnected'}, {word: 'DISABLE', at})).toBeUndefined();
  });

  test('an older word does not overwrite a newer one', () => {
    const known = {...healthy, healthReason: 'DISABLE', healthChangedAt: at};
    const disconnected = {...known, health: 'disconnected' as const};
    expect(healthAfter(disconnected, {word: 'REINSTATE', at: at - 1000})).toBeUndefined();
    expect(healthAfter(disconnected, {word: 'REINSTATE', at})).toMatchObject({health: 'connected'});
  });

  test('words from before the connection are not about it; those of the same second are', () => {
    const second = Math.floor(createdAt / 1000) * 1000;
    expect(healthAfter(healthy, {word: 'PARTNER_REMOVED', at: second - 1000})).toBeUndefined();
    expect(healthAfter(healthy, {word: 'PARTNER_REMOVED', at: second})).toBeDefined();
  });

  test('only words of Meta’s are words', () => {
    expect(['DISABLE', 'toString', '', 'DISABLED_UPDATE'].map(isHealthWord)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('news of accounts', () => {
  let service: TestService;
  beforeEach(async () => {
    service = await TestService.start();
  });
  afterEach(() => service.stop());

  /** So many seconds from now, as Meta counts. */
  const seconds = (later = 60) => Math.floor(service.clock.now() / 1000) + later;
  const update = (id: string, value: Record<string, unknown>, time = seconds()): Change => ({
    id,
    time,
    field: 'account_update',
    value,
  });
  const ban = (id: string, state: string, time?: number) =>
    update(id, {event: 'DISABLED_UPDATE', ban_info: {waba_ban_state: state}}, time);

  test('are shown on the sender and told to its endpoints', async () => {
    const sender = await connectSender(service);
    addEndpoint(service, sender, ['sender.health_changed']);
    const time = seconds();
    expect((await post(service, ban(sender.wabaId, 'DISABLE', time))).body).toEqual({received: 1, stored: 1});
    expect(await retrieveSender(service, sender)).toMatchObject({
      channels: [],
      health: {status: 'disconnected', reason: 'DISABLE', changedAt: new Date(time * 1000).toISOString()},
    });
    expect(newsOf(service)).toMatchObject([
      {
        type: 'sender.health_changed',
        subject: sender.invitationId,
        senderId: sender.id,
        invitationId: sender.invitationId,
        data: {
          senderId: sender.id,
          previousHealth: 'connected',
          currentHealth: 'disconnected',
          reason: 'DISABLE',
        },
      },
    ]);
    expect(readRows(service, 'SELECT id FROM deliveries')).toHaveLength(1);

    await post(service, ban(sender.wabaId, 'REINSTATE', time + 1));
    expect(await retrieveSender(service, sender)).toMatchObject({
      channels: ['whatsapp'],
      health: {status: 'connected', reason: null},
    });
    expect(newsOf(service)[1]?.data).toMatchObject({currentHealth: 'connected', reason: 'REINSTATE'});
  });

  test('of a partner name the account inside; the entry is about the partner', async () => {
    const [sender, other] = [await connectSender(service), await connectSender(service)];
    const value = {event: 'PARTNER_REMOVED', waba_info: {waba_id: sender.wabaId}};
    await post(service, update(other.wabaId, value));
    expect((await retrieveSender(service, sender)).health.status).toBe('disconnected');
    expect((await retrieveSender(service, other)).health.status).toBe('connected');
  });

  test('without an account inside are about that of the entry', async () => {
    const sender = await connectSender(service);
    await post(service, update(sender.wabaId, {event: 'PARTNER_REMOVED'}));
    expect((await retrieveSender(service, sender)).health.reason).toBe('PARTNER_REMOVED');
  });

  test('about one number are about no other of its account', async () => {
    const sender = await connectSender(service);
    await post(service, update(sender.wabaId, {event: 'PARTNER_REMOVED', phone_number: '15550009999'}));
    expect((await retrieveSender(service, sender)).health.status).toBe('connected');
    const phone_number = sender.phoneNumber.slice(1);
    await post(service, update(sender.wabaId, {event: 'PARTNER_REMOVED', phone_number}));
    expect((await retrieveSender(service, sender)).health.status).toBe('disconnected');
  });

  test('about another app of the account are not ours', async () => {
    const sender = await connectSender(service);
    const uninstalled = (partner_app_id: string) =>
      update('1', {event: 'PARTNER_APP_UNINSTALLED', waba_info: {waba_id: sender.wabaId, partner_app_id}});
    await post(service, uninstalled('5'));
    expect((await retrieveSender(service, sender)).health.status).toBe('connected');
    await post(service, uninstalled(service.context.metaApps[0]?.appId ?? ''));
    expect((await retrieveSender(service, sender)).health.status).toBe('disconnected');
  });

  test('of its review put a sender into review and back', async () => {
    const sender = await connectSender(service);
    const decided = (decision: string, time: number) => ({
      id: sender.wabaId,
      time,
      field: 'account_review_update',
      value: {decision},
    });
    await post(service, decided('PENDING', seconds(1)));
    expect((await retrieveSender(service, sender)).health).toMatchObject({
      status: 'in_review',
      reason: 'REVIEW_PENDING',
    });
    await post(service, decided('APPROVED', seconds(2)));
    expect((await retrieveSender(service, sender)).health.status).toBe('connected');
  });

  test('told twice, in any order, and at the same moment: each change is written once', async () => {
    const sender = await connectSender(service);
    const first = ban(sender.wabaId, 'DISABLE', seconds(10));
    const second = ban(sender.wabaId, 'REINSTATE', seconds(20));
    const third = ban(sender.wabaId, 'DISABLE', seconds(30));
    await Promise.all(Array.from({length: 6}, () => post(service, third, second, first)));
    await post(service, second);
    await post(service, first);
    expect((await retrieveSender(service, sender)).health.status).toBe('disconnected');
    expect(newsOf(service).map(({data}) => data['reason'])).toEqual(['DISABLE', 'REINSTATE', 'DISABLE']);
  });

  test('of the other mode, of an unknown account, or from before the connection change nothing', async () => {
    await service.stop();
    service = await TestService.start({
      SIGNUP_PROVIDER: 'meta',
      META_APP_ID: '1',
      META_APP_SECRET: 'live secret',
      META_CONFIG_ID: '2',
    });
    const sender = await connectSender(service);
    const body = webhook([ban(sender.wabaId, 'DISABLE')]);
    expect((await postRaw(service, body, sign('live secret', body))).body.stored).toBe(0);
    expect((await post(service, ban('1', 'DISABLE'))).body.stored).toBe(0);
    expect((await post(service, ban(sender.wabaId, 'DISABLE', seconds(-60)))).body.stored).toBe(0);
    expect((await retrieveSender(service, sender)).health.status).toBe('connected');
  });

  test('are not told to browsers', async () => {
    const sender = await connectSender(service);
    const {token} = await service.retrieve(sender.invitationId);
    const stream = await TestStream.open(service, token);
    await stream.received(1);
    await post(service, ban(sender.wabaId, 'DISABLE'));
    await service.api('DELETE', `/v1/senders/${sender.id}`);
    const heard = await stream.received(2);
    expect(heard.map(({name}) => name)).toEqual(['snapshot', 'sender.deleted']);
    stream.close();
  });
});
