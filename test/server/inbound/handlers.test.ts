import Database from 'better-sqlite3';
import {createHmac} from 'node:crypto';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {minuteMs} from '../../support/clock.ts';
import {readRows} from '../../support/database.ts';
import {TestService} from '../../support/harness.ts';
import {
  addEndpoint,
  connectSender,
  messages,
  newsOf,
  post,
  postRaw,
  retrieveSender,
  secretOf,
  sign,
  textMessage,
  webhook,
} from '../../support/meta-webhooks.ts';

const verifyToken = 'the verify token';
const appSecret = 'app secret of the tests';
const live = {
  SIGNUP_PROVIDER: 'meta',
  META_APP_ID: '1234567890',
  META_APP_SECRET: appSecret,
  META_CONFIG_ID: '9876543210',
  META_WEBHOOK_VERIFY_TOKEN: verifyToken,
};

let service: TestService;
afterEach(() => service.stop());

describe('GET /webhooks/meta', () => {
  const ask = (query: Record<string, string> | string) =>
    service.fetch('GET', `/webhooks/meta?${new URLSearchParams(query).toString()}`);
  const question = {'hub.mode': 'subscribe', 'hub.verify_token': verifyToken, 'hub.challenge': '1158201444'};

  test('answers the challenge of whoever knows the verify token', async () => {
    service = await TestService.start(live);
    const {status, body, headers} = await ask(question);
    expect([status, body]).toEqual([200, '1158201444']);
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test.each([
    ['another token', {...question, 'hub.verify_token': 'the verify tokem'}],
    ['no token', {'hub.mode': 'subscribe', 'hub.challenge': '1'}],
    ['another mode', {...question, 'hub.mode': 'unsubscribe'}],
    ['no challenge', {'hub.mode': 'subscribe', 'hub.verify_token': verifyToken}],
    ['two tokens', `hub.mode=subscribe&hub.challenge=1&hub.verify_token=${verifyToken}&hub.verify_token=x`],
    ['nothing', ''],
  ])('refuses %s', async (_what, query) => {
    service = await TestService.start(live);
    const {status, body} = await ask(query);
    expect([status, body.code]).toEqual([403, 'forbidden']);
  });

  test('refuses everything while no verify token is set', async () => {
    service = await TestService.start();
    expect((await ask({...question, 'hub.verify_token': ''})).status).toBe(403);
    expect((await ask({...question, 'hub.verify_token': 'undefined'})).status).toBe(403);
  });
});

describe('the signature', () => {
  beforeEach(async () => {
    service = await TestService.start(live);
  });

  test('of the app decides the mode: what the live app signs is not about test senders', async () => {
    const sender = await connectSender(service);
    const body = webhook([messages(sender, {messages: [textMessage('wamid.1')]})]);
    expect((await postRaw(service, body, sign(appSecret, body))).body).toEqual({received: 1, stored: 0});
    expect(newsOf(service)).toEqual([]);
    expect((await postRaw(service, body, sign(secretOf(service), body))).body).toEqual({
      received: 1,
      stored: 1,
    });
    expect(newsOf(service)).toMatchObject([{mode: 'test', data: {messageId: 'wamid.1'}}]);
  });

  test('missing, wrong, or of other bytes: 403, and nothing is stored', async () => {
    const sender = await connectSender(service);
    const body = webhook([messages(sender, {messages: [textMessage('wamid.1', 'Señor')]})]);
    const right = sign(secretOf(service), body);
    const refused = [
      await postRaw(service, body, null),
      await postRaw(service, body, ''),
      await postRaw(service, body, right.slice('sha256='.length)),
      await postRaw(service, body, right.replace('sha256=', 'sha1=')),
      await postRaw(service, body, `sha256=${'0'.repeat(64)}`),
      await postRaw(service, body, sign('another secret', body)),
      await postRaw(service, body.replace('Hello', 'Hallo').replace('wamid.1', 'wamid.2'), right),
      await postRaw(service, `${body} `, right),
      // The same text, in other bytes.
      await postRaw(service, body.replace('\\u00f1', 'ñ'), right),
    ];
    for (const {status, body: answer} of refused) {
      expect([status, answer.code]).toEqual([403, 'forbidden']);
    }
    expect(newsOf(service)).toEqual([]);
    expect((await postRaw(service, body, right)).status).toBe(200);
    expect(newsOf(service)[0]?.data['text']).toBe('Señor');
  });

  test('of another app, of another time, cut off, or changed in a thousand ways: nothing is stored', async () => {
    const sender = await connectSender(service);
    const account = {id: sender.wabaId, time: Math.floor(service.clock.now() / 1000) + 60};
    const ban = {event: 'DISABLED_UPDATE', ban_info: {waba_ban_state: 'DISABLE'}};
    const body = webhook([
      messages(sender, {messages: [textMessage('wamid.1')]}),
      {...account, field: 'account_update', value: ban},
    ]);
    const right = sign(secretOf(service), body);
    const hex = right.slice('sha256='.length);
    const sha1 = createHmac('sha1', secretOf(service)).update(body).digest('hex');
    const forged = [
      sign(appSecret, webhook([])),
      sign(`${secretOf(service)} `, body),
      sign(secretOf(service), ''),
      `sha1=${sha1}`,
      `sha256=${sha1}`,
      `sha256=${sha1}${sha1}`.slice(0, right.length),
      right.slice(0, -1),
      `${right}0`,
      `${right},${right}`,
      ` sha256= ${hex}`,
      `sha512=${hex}`,
      `SHA256 ${hex}`,
      `sha256=${Buffer.from(hex, 'hex').toString('base64')}`,
      `sha256=${'é'.repeat(64)}`.normalize('NFD').replace(/[^\x20-\x7e]/g, '?'),
      ...Array.from({length: 1_000}, (_, index) => {
        const at = index % hex.length;
        const digit = ((parseInt(hex.charAt(at), 16) + 1 + (index % 15)) % 16).toString(16);
        return `sha256=${hex.slice(0, at)}${digit}${hex.slice(at + 1)}`;
      }),
    ];
    const statuses = new Set<number>();
    for (const header of forged) statuses.add((await postRaw(service, body, header)).status);
    for (let at = 0; at < body.length; at += Math.ceil(body.length / 200)) {
      const changed = `${body.slice(0, at)}${body.charAt(at) === '1' ? '2' : '1'}${body.slice(at + 1)}`;
      statuses.add((await postRaw(service, changed, right)).status);
      statuses.add((await postRaw(service, body.slice(0, at), right)).status);
    }
    // The legacy header proves nothing by itself.
    const legacy = await service.fetch('POST', '/webhooks/meta', body, {'x-hub-signature': `sha1=${sha1}`});
    statuses.add(legacy.status);
    expect([...statuses]).toEqual([403]);
    expect(newsOf(service)).toEqual([]);
    expect(readRows(service, 'SELECT * FROM account_news')).toEqual([]);
    expect((await retrieveSender(service, sender)).health.status).toBe('connected');
    // Hex is hex, in either case.
    expect((await postRaw(service, body, `sha256=${hex.toUpperCase()}`)).body.stored).toBe(2);
  });

  test('is compared on the bytes, however the JSON in them is written', async () => {
    const sender = await connectSender(service);
    const change = messages(sender, {messages: [textMessage('wamid.1', 'Señor 😀')]});
    const raw = JSON.stringify({entry: [{id: '0', time: 1, changes: [change]}]}, null, 2);
    expect((await postRaw(service, raw)).body.stored).toBe(1);
    expect(newsOf(service)[0]?.data['text']).toBe('Señor 😀');
  });

  test('of nobody fits while there is neither a live app nor the sandbox', async () => {
    await service.stop();
    service = await TestService.start({SANDBOX: 'off'});
    expect((await postRaw(service, '{}', sign('', '{}'))).status).toBe(403);
  });

  test('a body of 3 MB is taken, a larger one is not', async () => {
    const padded = (bytes: number) => `{"object":"${'x'.repeat(bytes - 13)}"}`;
    expect((await postRaw(service, padded(3 * 1024 * 1024))).status).toBe(200);
    const {status, body} = await postRaw(service, padded(3 * 1024 * 1024 + 1));
    expect([status, body.code]).toEqual([413, 'payload_too_large']);
    expect(body.message).toContain('3072 KiB');
  });
});

describe('with a limit of 3 requests a minute', () => {
  beforeEach(async () => {
    service = await TestService.start({RATE_LIMIT: '3'});
    service.clock.advance(minuteMs - (service.clock.now() % minuteMs));
  });

  test('Meta has no limit', async () => {
    for (let sent = 0; sent < 10; sent += 1) expect((await postRaw(service, '{}')).status).toBe(200);
  });

  test('strangers with wrong signatures are not read any more until the next minute', async () => {
    const wrong = () => postRaw(service, '{}', `sha256=${'0'.repeat(64)}`);
    for (let sent = 0; sent < 3; sent += 1) expect((await wrong()).status).toBe(403);
    const {status, body, headers} = await wrong();
    expect([status, body.code]).toEqual([429, 'rate_limited']);
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    service.clock.advance(minuteMs);
    expect((await wrong()).status).toBe(403);
  });
});

describe('POST /webhooks/meta', () => {
  beforeEach(async () => {
    service = await TestService.start();
  });

  test('a message reaches the endpoints of its sender and its project, and no other', async () => {
    const [sender, other] = [await connectSender(service), await connectSender(service)];
    const endpoints = [
      addEndpoint(service, sender, ['message.inbound']),
      addEndpoint(service, sender, ['message.inbound'], 'project'),
    ];
    addEndpoint(service, other, ['message.inbound']);
    await post(service, messages(sender, {messages: [textMessage('wamid.1')]}));
    const deliveries = readRows(service, 'SELECT endpoint_id, status, subject FROM deliveries ORDER BY 1');
    expect(deliveries).toEqual(
      endpoints
        .sort()
        .map((endpoint_id) => ({endpoint_id, status: 'pending', subject: `${sender.id} +14155550199`})),
    );
    expect(newsOf(service)).toEqual([
      {
        type: 'message.inbound',
        subject: `${sender.id} +14155550199`,
        projectId: expect.stringMatching(/^prj_/),
        mode: 'test',
        senderId: sender.id,
        invitationId: null,
        data: {
          messageId: 'wamid.1',
          senderId: sender.id,
          from: '+14155550199',
          to: sender.phoneNumber,
          channel: 'whatsapp',
          status: 'received',
          messageType: 'text',
          text: 'Hello',
          providerTimestamp: 1_790_000_000_000,
        },
      },
    ]);
  });

  test('what became of a message that was sent is told once for each status', async () => {
    const sender = await connectSender(service);
    const status = (name: string, more = {}) => ({
      id: 'wamid.out',
      status: name,
      timestamp: '1790000000',
      recipient_id: '14155550199',
      ...more,
    });
    const errors = [{code: 131026, title: 'Undeliverable', error_data: {details: 'Not on WhatsApp'}}];
    const statuses = ['read', 'sent', 'delivered', 'sent', 'read'].map((name) => status(name));
    await post(service, messages(sender, {statuses: [...statuses, status('failed', {errors})]}));
    await post(service, messages(sender, {statuses}));
    expect(newsOf(service).map(({type}) => type)).toEqual([
      'message.read',
      'message.sent',
      'message.delivered',
      'message.failed',
    ]);
    expect(newsOf(service)[3]).toMatchObject({
      subject: `${sender.id} +14155550199`,
      data: {
        messageId: 'wamid.out',
        senderId: sender.id,
        from: sender.phoneNumber,
        to: '+14155550199',
        channel: 'whatsapp',
        status: 'failed',
        errorCode: '131026',
        errorMessage: 'Not on WhatsApp',
        providerTimestamp: 1_790_000_000_000,
      },
    });
  });

  test('a message that is told several times, also at the same moment, is stored once', async () => {
    const sender = await connectSender(service);
    addEndpoint(service, sender, ['message.inbound']);
    const change = messages(sender, {messages: [textMessage('wamid.1'), textMessage('wamid.1')]});
    const answers = await Promise.all(Array.from({length: 8}, () => post(service, change, change)));
    expect(answers.map(({status}) => status)).toEqual(Array(8).fill(200));
    expect(answers.reduce((sum, {body}) => sum + body.stored, 0)).toBe(1);
    expect(newsOf(service)).toHaveLength(1);
    expect(readRows(service, 'SELECT id FROM deliveries')).toHaveLength(1);
  });

  test('the same id under another number is another message', async () => {
    const [one, two] = [await connectSender(service), await connectSender(service)];
    await post(
      service,
      messages(one, {messages: [textMessage('wamid.1')]}),
      messages(two, {messages: [textMessage('wamid.1')]}),
    );
    expect(newsOf(service).map(({senderId}) => senderId)).toEqual([one.id, two.id]);
  });

  test('1,000 messages in one POST are all stored, in their order', async () => {
    const sender = await connectSender(service);
    addEndpoint(service, sender, ['message.inbound']);
    const ids = Array.from({length: 1000}, (_, index) => `wamid.${index}`);
    const {status, body} = await post(
      service,
      messages(sender, {messages: ids.map((id) => textMessage(id))}),
    );
    expect([status, body]).toEqual([200, {received: 1000, stored: 1000}]);
    expect(newsOf(service).map(({data}) => data['messageId'])).toEqual(ids);
    expect(readRows(service, 'SELECT id FROM deliveries')).toHaveLength(1000);
  });

  test('numbers that are not connected, or not any more, are nobody’s', async () => {
    const sender = await connectSender(service);
    const change = messages(sender, {messages: [textMessage('wamid.1')]});
    const stranger = {...sender, whatsapp: {...sender.whatsapp, phoneNumberId: '99'}};
    const {body} = await post(service, messages(stranger, {messages: [textMessage('wamid.2')]}));
    expect(body).toEqual({received: 1, stored: 0});
    await service.api('DELETE', `/v1/senders/${sender.id}`);
    expect((await post(service, change)).body).toEqual({received: 1, stored: 0});
    expect(newsOf(service)).toEqual([]);
  });

  test.each([
    ['no JSON', 'hello'],
    ['nothing', ''],
    ['a list', '[]'],
    ['null', 'null'],
    ['no entries', '{"object":"page"}'],
    ['entries that are none', '{"entry":[null,1,{"changes":7},{"changes":[null,{},{"value":null}]}]}'],
    ['a field of the future', webhook([{field: 'moon_update', value: {phase: 'full'}}])],
    ['a name that is reviewed', webhook([{field: 'phone_number_name_update', value: {decision: 'PENDING'}}])],
    ['messages without a number', webhook([{field: 'messages', value: {messages: [textMessage('1')]}}])],
    ['an account event of the future', webhook([{field: 'account_update', value: {event: 'MOON'}}])],
    ['a prototype’s name', webhook([{field: 'account_update', value: {event: 'constructor'}}])],
    ['a decision of the future', webhook([{field: 'account_review_update', value: {decision: 'MAYBE'}}])],
  ])('signed, but %s: 200, since Meta would send it again for days', async (_what, body) => {
    const answer = await postRaw(service, body);
    expect([answer.status, answer.body.stored]).toEqual([200, 0]);
  });

  test('what is not understood takes nothing of the rest with it', async () => {
    const sender = await connectSender(service);
    const odd = [null, 5, {}, {id: 'wamid.0', type: 'text', text: {body: 'from nobody'}}];
    const change = messages(sender, {
      contacts: 'none',
      messages: [...odd, textMessage('wamid.1')],
      statuses: [null, {id: 'wamid.9', status: 'played', timestamp: '1', recipient_id: '1'}],
      errors: [{code: 1}],
    });
    const {body} = await post(service, {field: 'moon_update', value: {}}, change);
    expect(body.stored).toBe(1);
    expect(newsOf(service)).toMatchObject([{data: {messageId: 'wamid.1'}}]);
  });
});

describe('when nothing can be stored', () => {
  test('503, so that Meta sends it again, and then it is there', async () => {
    service = await TestService.start();
    const sender = await connectSender(service);
    const change = messages(sender, {messages: [textMessage('wamid.1')]});
    // Somebody else holds the file for longer than we wait.
    const db = new Database(service.databaseFile);
    db.exec('BEGIN IMMEDIATE');
    const {status, body, headers} = await post(service, change);
    expect([status, body.code]).toEqual([503, 'storage_unavailable']);
    expect(headers.get('retry-after')).not.toBeNull();
    db.exec('ROLLBACK');
    db.close();
    expect(newsOf(service)).toEqual([]);
    expect((await post(service, change)).body.stored).toBe(1);
  }, 20_000);
});
