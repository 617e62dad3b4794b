import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {type AccountUpdate, readUpdates} from '../../../server/inbound/updates.ts';
import {readRows} from '../../support/database.ts';
import {TestService} from '../../support/harness.ts';
import {LiveSignups} from '../../support/live-signups.ts';
import {
  type Change,
  connectSender,
  newsOf,
  post,
  postRaw,
  retrieveSender,
  sign,
  webhook,
} from '../../support/meta-webhooks.ts';

const time = 1_790_000_000;
const digits = '15550783881';
const e164 = '+15550783881';

function read(field: string | undefined, value: unknown, id = '2001'): AccountUpdate[] {
  const {updates} = readUpdates(JSON.parse(webhook([{id, time, field: field as string, value}])));
  return updates.filter((update) => update.kind === 'account');
}

describe('what Meta tells of accounts', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>, Record<string, unknown>?]>([
    ['account_update', {event: 'ACCOUNT_DELETED'}, {fact: 'access', value: 'ACCOUNT_DELETED'}],
    ['account_update', {event: 'ACCOUNT_OFFBOARDED'}, {fact: 'access', value: 'ACCOUNT_OFFBOARDED'}],
    ['account_update', {event: 'ACCOUNT_RECONNECTED'}, {fact: 'access', value: 'ACCOUNT_RECONNECTED'}],
    [
      'account_update',
      {event: 'DISABLED_UPDATE', ban_info: {waba_ban_state: 'DISABLE', waba_ban_date: 'April 17, 2025'}},
      {fact: 'ban', value: 'DISABLE'},
    ],
    [
      'account_update',
      {event: 'ACCOUNT_VIOLATION', violation_info: {violation_type: 'SCAM'}},
      {fact: 'violation', value: 'SCAM'},
    ],
    [
      'account_update',
      {event: 'PARTNER_ADDED', waba_info: {waba_id: '7', owner_business_id: '5001', solution_id: '1'}},
      {fact: 'access', value: 'PARTNER_ADDED'},
      {wabaId: '7', businessId: '5001'},
    ],
    [
      'account_update',
      {event: 'PARTNER_APP_UNINSTALLED', waba_info: {waba_id: 7, partner_app_id: 400}},
      {fact: 'access', value: 'PARTNER_APP_UNINSTALLED'},
      {wabaId: '7', appId: '400'},
    ],
    [
      'account_update',
      {event: 'PARTNER_APP_UNINSTALLED'},
      {fact: 'access', value: 'PARTNER_APP_UNINSTALLED'},
    ],
    // Of a number that its owner disconnected in the app, whatever the entry is about.
    [
      'account_update',
      {event: 'PARTNER_REMOVED', phone_number: digits},
      {fact: 'access', value: 'PARTNER_REMOVED'},
      {wabaId: undefined, phoneNumber: e164},
    ],
    [
      'account_update',
      {
        event: 'PARTNER_CLIENT_CERTIFICATION_NEEDED',
        partner_client_certification_needed_info: {client_business_id: '5001'},
      },
      {fact: 'certification', value: 'NEEDED'},
      {businessId: '5001'},
    ],
    [
      'account_update',
      {
        event: 'PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE',
        partner_client_certification_info: {
          client_business_id: '5001',
          status: 'REJECTED',
          rejection_reasons: ['WEBSITE', 7, 'ADDRESS'],
        },
      },
      {fact: 'certification', value: 'REJECTED', detail: 'WEBSITE, ADDRESS'},
      {businessId: '5001'},
    ],
    ['account_review_update', {decision: 'REJECTED'}, {fact: 'review', value: 'REVIEW_REJECTED'}],
    [
      'phone_number_name_update',
      {display_phone_number: digits, decision: 'APPROVED', rejection_reason: null},
      {fact: 'name', value: 'APPROVED'},
      {phoneNumber: e164},
    ],
    [
      'phone_number_name_update',
      {display_phone_number: digits, decision: 'REJECTED', rejection_reason: 'NAME_FORMAT_UNACCEPTABLE'},
      {fact: 'name', value: 'REJECTED', detail: 'NAME_FORMAT_UNACCEPTABLE'},
      {phoneNumber: e164},
    ],
    [
      'phone_number_quality_update',
      {display_phone_number: digits, event: 'FLAGGED', current_limit: 'TIER_1K'},
      {fact: 'quality', value: 'FLAGGED', detail: 'TIER_1K'},
      {phoneNumber: e164},
    ],
    [
      'phone_number_quality_update',
      {display_phone_number: digits, event: 'ONBOARDING', old_limit: 'TIER_250', current_limit: 'TIER_2K'},
      {fact: 'messagingLimit', value: 'TIER_2K', detail: 'ONBOARDING'},
      {phoneNumber: e164},
    ],
    // Without the older limit, which Meta is about to leave out.
    [
      'phone_number_quality_update',
      {display_phone_number: digits, event: 'THROUGHPUT_UPGRADE', max_daily_conversations_per_business: 2000},
      {fact: 'messagingLimit', value: '2000', detail: 'THROUGHPUT_UPGRADE'},
      {phoneNumber: e164},
    ],
    [
      'business_capability_update',
      {max_daily_conversations_per_business: 'TIER_10K', max_phone_numbers_per_business: 20},
      {fact: 'messagingLimit', value: 'TIER_10K'},
    ],
    [
      'account_alerts',
      {
        entity_type: 'PHONE_NUMBER',
        entity_id: 1001,
        alert_info: {
          alert_severity: 'CRITICAL',
          alert_status: 'ACTIVE',
          alert_type: 'INCREASED_CAPABILITIES_ELIGIBILITY_FAILED',
          alert_description: 'Complaints',
        },
      },
      {
        fact: 'alert',
        value: 'INCREASED_CAPABILITIES_ELIGIBILITY_FAILED',
        detail: 'CRITICAL, ACTIVE, Complaints',
      },
      {accountId: '1001'},
    ],
    [
      'security',
      {display_phone_number: digits, event: 'PIN_CHANGED', requester: '1'},
      {fact: 'security', value: 'PIN_CHANGED'},
      {phoneNumber: e164},
    ],
  ])('%s %j is %j', (field, value, news, about = {}) => {
    const update = {
      kind: 'account',
      wabaId: '2001',
      businessId: undefined,
      phoneNumber: undefined,
      accountId: undefined,
      appId: undefined,
      ...about,
    };
    expect(read(field, value)).toEqual([{...update, news: {...news, at: time * 1000}}]);
  });

  test.each<[string, Record<string, unknown>]>([
    ['account_update', {event: 'AD_ACCOUNT_LINKED', waba_info: {waba_id: '7', ad_account_linked: '1'}}],
    ['account_update', {event: 'MM_LITE_TERMS_SIGNED', waba_info: {waba_id: '7'}}],
    ['account_update', {event: 'BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE', country: 'US'}],
    [
      'account_update',
      {event: 'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE', auth_international_rate_eligibility: {}},
    ],
    ['account_update', {event: 'VOLUME_BASED_PRICING_TIER_UPDATE', volume_tier_info: {}}],
    [
      'account_alerts',
      {entity_type: 'BUSINESS', alert_info: {alert_severity: 'INFORMATIONAL', alert_type: 'A'}},
    ],
    ['account_alerts', {entity_type: 'BUSINESS'}],
    ['business_capability_update', {max_phone_numbers_per_business: 20}],
    ['phone_number_quality_update', {display_phone_number: digits, event: 'ONBOARDING'}],
    ['phone_number_name_update', {decision: 'APPROVED'}],
    ['security', {event: 'PIN_CHANGED'}],
    // Words of ours, which only we may say.
    ['account_update', {event: 'TOKEN_ACCEPTED'}],
    ['account_update', {event: 'DEAUTHORIZED'}],
    ['toString', {}],
  ])('%s %j says nothing that concerns a sender', (field, value) => {
    expect(read(field, value)).toEqual([]);
  });

  test('is found where Meta’s samples have misplaced it', () => {
    const value = {event: 'PARTNER_APP_INSTALLED', waba_info: {waba_id: '7'}};
    const field = 'account_update';
    const object = 'whatsapp_business_account';
    const bodies = [
      {object, entry: [{id: '1', time, changes: [{field, value}]}]},
      {entry: [{id: '1', time: String(time), object, changes: [{value: {...value, field}}]}]},
      {entry: [{id: '1', time, field, changes: [{value}]}]},
      {entry: [{id: '1', time, field, value}]},
      {entry: [{id: '1', time: time * 1000, changes: [{field, value: {...value, object}}]}]},
    ];
    for (const body of bodies) {
      expect(readUpdates(body).updates).toMatchObject([
        {wabaId: '7', news: {value: 'PARTNER_APP_INSTALLED', at: time * 1000}},
      ]);
    }
  });

  test('without the time that it happened cannot be put in order, and is left out', () => {
    const changes = [{field: 'account_update', value: {event: 'ACCOUNT_DELETED'}}];
    for (const broken of [undefined, 'soon', -1, Infinity, 1e300]) {
      expect(readUpdates({entry: [{id: '1', time: broken, changes}]}).updates).toEqual([]);
    }
  });
});

describe('facts of a sender', () => {
  let service: TestService;
  beforeEach(async () => {
    service = await TestService.start();
  });
  afterEach(() => service.stop());

  const seconds = (later = 60) => Math.floor(service.clock.now() / 1000) + later;
  const quality = (sender: {wabaId: string; phoneNumber: string}, event: string, at = seconds()): Change => ({
    id: sender.wabaId,
    time: at,
    field: 'phone_number_quality_update',
    value: {display_phone_number: sender.phoneNumber.slice(1), event, current_limit: 'TIER_1K'},
  });

  test('are shown with their time; what must be acted on is told, the rest is not', async () => {
    const sender = await connectSender(service);
    const told = seconds();
    await post(service, quality(sender, 'ONBOARDING', told), quality(sender, 'FLAGGED', told + 1));
    const toldAt = (later: number) => new Date((told + later) * 1000).toISOString();
    expect((await retrieveSender(service, sender)).facts).toEqual({
      messagingLimit: {value: 'TIER_1K', detail: 'ONBOARDING', toldAt: toldAt(0)},
      quality: {value: 'FLAGGED', detail: 'TIER_1K', toldAt: toldAt(1)},
    });
    await post(service, quality(sender, 'UNFLAGGED', told + 2), quality(sender, 'FLAGGED', told + 1));
    expect((await retrieveSender(service, sender)).facts.quality?.value).toBe('UNFLAGGED');
    expect(newsOf(service)).toMatchObject([
      {
        type: 'sender.updated',
        senderId: sender.id,
        invitationId: sender.invitationId,
        data: {senderId: sender.id, fact: 'quality', currentValue: 'FLAGGED', detail: 'TIER_1K'},
      },
      {type: 'sender.updated', data: {previousValue: 'FLAGGED', currentValue: 'UNFLAGGED'}},
    ]);
    expect((await retrieveSender(service, sender)).health.status).toBe('connected');
  });

  test('are of the number that is named, and of the account that is entered', async () => {
    const [one, other] = [await connectSender(service), await connectSender(service)];
    await post(service, quality({...one, wabaId: other.wabaId}, 'FLAGGED'));
    expect((await retrieveSender(service, one)).facts).toEqual({});
    expect((await retrieveSender(service, other)).facts).toEqual({});
  });

  test('a number that its owner disconnected in the app is found by the number alone', async () => {
    const sender = await connectSender(service);
    const value = {event: 'PARTNER_REMOVED', phone_number: sender.phoneNumber.slice(1)};
    await post(service, {id: '200000000000001', time: seconds(), field: 'account_update', value});
    expect((await retrieveSender(service, sender)).health.reason).toBe('PARTNER_REMOVED');
  });

  test('of a business are those of each account that it shared', async () => {
    const sender = await connectSender(service);
    const update = (value: Record<string, unknown>): Change => ({
      id: '200000000000001',
      time: seconds(),
      field: 'account_update',
      value,
    });
    const waba_info = {waba_id: sender.wabaId, owner_business_id: '5001'};
    await post(service, update({event: 'PARTNER_ADDED', waba_info}));
    const needed = (client_business_id: string) =>
      update({
        event: 'PARTNER_CLIENT_CERTIFICATION_NEEDED',
        partner_client_certification_needed_info: {client_business_id},
      });
    await post(service, needed('5002'));
    expect((await retrieveSender(service, sender)).facts).toEqual({});
    await post(service, needed('5001'));
    expect((await retrieveSender(service, sender)).facts.certification?.value).toBe('NEEDED');
  });

  test('a token that Meta calls dead is forgotten, and so is a PIN that was changed', async () => {
    const sender = await connectSender(service);
    const secrets = () =>
      readRows(service, 'SELECT sealed_business_token AS token, sealed_pin AS pin FROM senders')[0];
    const security = {display_phone_number: sender.phoneNumber.slice(1), event: 'PIN_CHANGED'};
    expect(secrets()?.['pin']).not.toBeNull();
    await post(service, {id: sender.wabaId, time: seconds(), field: 'security', value: security});
    expect(secrets()?.['pin']).toBeNull();
    expect(secrets()?.['token']).not.toBe('');
    const value = {event: 'PARTNER_APP_UNINSTALLED', waba_info: {waba_id: sender.wabaId}};
    await post(service, {id: '1', time: seconds(), field: 'account_update', value});
    expect(secrets()?.['token']).toBe('');
    // Nothing is asked of Meta any more, and disconnecting still works.
    const profile = await service.api('GET', `/v1/senders/${sender.id}/profile`);
    expect([profile.status, profile.body.details]).toEqual([409, {metaCode: 190}]);
    expect((await service.api('DELETE', `/v1/senders/${sender.id}`)).status).toBe(204);
  });

  test('1,000 in one POST are one unit of work, and each changes what it is about', async () => {
    const senders = [await connectSender(service), await connectSender(service)];
    const changes = Array.from({length: 1_000}, (_, index) => {
      const known = senders[index % 4];
      const event = index < 500 ? 'FLAGGED' : 'UNFLAGGED';
      return known
        ? quality(known, event, seconds(60 + index))
        : quality({wabaId: String(index), phoneNumber: '+15550000000'}, event);
    });
    const {status, body} = await post(service, ...changes.toReversed());
    expect([status, body]).toEqual([200, {received: 1_000, stored: 4}]);
    expect(readRows(service, 'SELECT * FROM account_news')).toHaveLength(502);
  });
});

describe('news that come before their sender', () => {
  let live: LiveSignups;
  beforeEach(async () => {
    live = await LiveSignups.start();
  });
  afterEach(() => live.stop());

  const tell = (field: string, value: Record<string, unknown>, laterSeconds = 0) => {
    const at = Math.floor(live.service.clock.now() / 1000) + laterSeconds;
    const body = webhook([{id: '2001', time: at, field, value}]);
    return postRaw(live.service, body, sign('app secret of the tests', body));
  };
  const connected = async () => {
    const [sender] = (await live.api('GET', '/v1/senders')).body.items;
    return sender;
  };

  test('are the sender’s when it is made', async () => {
    const [browser, state] = await live.open(await live.invite());
    await tell('account_review_update', {decision: 'PENDING'});
    const ofNumber = {display_phone_number: '16315550100'};
    await tell('phone_number_name_update', {...ofNumber, decision: 'REJECTED', rejection_reason: 'UNKNOWN'});
    await tell('phone_number_name_update', {...ofNumber, decision: 'PENDING'}, -30);
    await tell('phone_number_name_update', {display_phone_number: '16315550199', decision: 'APPROVED'});
    await live.finish(browser, state);
    expect(await connected()).toMatchObject({
      health: {status: 'in_review', reason: 'REVIEW_PENDING'},
      facts: {name: {value: 'REJECTED', detail: 'UNKNOWN'}},
    });
  });

  test('come at the very moment at which it is made', async () => {
    const [browser, state] = await live.open(await live.invite());
    const subscribing = live.graph.hold(/subscribed_apps$/);
    const finished = live.finish(browser, state);
    await subscribing.reached;
    subscribing.release();
    const answers = await Promise.all(
      Array.from({length: 20}, () => tell('account_review_update', {decision: 'PENDING'})),
    );
    await finished;
    await live.service.context.background.settled();
    expect(answers.map(({status}) => status)).toEqual(Array(20).fill(200));
    expect((await connected()).health.reason).toBe('REVIEW_PENDING');
  });

  test('of access are about the connection before, when they are older than the signup; a ban still holds', async () => {
    await tell('account_update', {event: 'PARTNER_REMOVED'}, -10);
    await tell('security', {display_phone_number: '16315550100', event: 'PIN_CHANGED'}, 5);
    await tell(
      'account_update',
      {event: 'DISABLED_UPDATE', ban_info: {waba_ban_state: 'SCHEDULE_FOR_DISABLE'}},
      -10,
    );
    const [browser, state] = await live.open(await live.invite());
    await live.finish(browser, state);
    expect((await connected()).health).toMatchObject({status: 'in_review', reason: 'SCHEDULE_FOR_DISABLE'});
    expect(readRows(live.service, 'SELECT sealed_pin FROM senders')[0]?.['sealed_pin']).not.toBeNull();
  });

  test('are forgotten after two days', async () => {
    await tell('account_review_update', {decision: 'PENDING'});
    await tell('account_update', {event: 'PARTNER_ADDED', waba_info: {waba_id: '2001'}});
    const {store, clock} = live.service.context;
    await store.pruneAccounts(clock.now() + 1_000);
    expect(await store.listAccountNews('live', '2001')).toEqual([]);
    expect(await store.listSharedAccounts('live', 0)).toEqual([]);
  });
});
