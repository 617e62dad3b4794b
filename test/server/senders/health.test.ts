import {afterEach, beforeEach, describe, expect, test} from 'vitest';
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

  test('are told to the client’s pages without what Meta says', async () => {
    const sender = await connectSender(service);
    const {token} = await service.retrieve(sender.invitationId);
    const stream = await TestStream.open(service, token);
    await stream.received(1);
    await post(service, ban(sender.wabaId, 'DISABLE'));
    await service.api('DELETE', `/v1/senders/${sender.id}`);
    const heard = await stream.received(3);
    expect(heard.map(({name}) => name)).toEqual(['snapshot', 'sender.health_changed', 'sender.deleted']);
    const {event, connection} = heard[1]?.message ?? {};
    expect([event?.data, connection?.health]).toEqual([{senderId: sender.id}, 'disconnected']);
    stream.close();
  });
});
