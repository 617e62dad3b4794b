import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {accountEvents} from '../../../server/sandbox/account-events.ts';
import {messageKinds} from '../../../server/sandbox/webhook-messages.ts';
import {readRows} from '../../support/database.ts';
import {TestService} from '../../support/harness.ts';
import {connectSender, newsOf, type NumberSender, retrieveSender} from '../../support/meta-webhooks.ts';

let service: TestService;
let sender: NumberSender;
beforeEach(async () => {
  service = await TestService.start();
  sender = await connectSender(service);
});
afterEach(() => service.stop());

const send = (body: unknown, headers: Record<string, string> = {}) =>
  service.fetch('POST', '/sandbox/messages', body, headers);
const sendUpdate = (body: unknown) => service.fetch('POST', '/sandbox/account-updates', body);
const number = () => ({phoneNumberId: sender.whatsapp.phoneNumberId, wabaId: sender.wabaId});

describe('POST /sandbox/messages', () => {
  test('a text and the number are enough: the message is on its way to the sender’s endpoint', async () => {
    const {body: changed} = await service.api('PATCH', `/v1/senders/${sender.id}`, {
      webhookUrl: 'https://example.com/webhooks/whatsapp',
    });
    expect(changed.webhook.events).toContain('message.inbound');
    const {status, body} = await send({...number(), text: 'Señor, 👋'});
    expect(status).toBe(200);
    expect(body.answer.status).toBe(200);
    expect(JSON.parse(body.answer.body)).toEqual({received: 1, stored: 1});
    const [delivery] = readRows(
      service,
      'SELECT sender_id, status, data FROM deliveries JOIN events ON events.id = event_id',
    );
    expect(delivery).toMatchObject({sender_id: sender.id, status: 'pending'});
    expect(JSON.parse(String(delivery?.['data']))).toMatchObject({
      senderId: sender.id,
      to: sender.phoneNumber,
      text: 'Señor, 👋',
      profileName: 'Ana Núñez',
    });
  });

  test.each(messageKinds)('sends a message of kind %s that the service understands', async (type) => {
    const {status, body} = await send({...number(), type, replyTo: 'wamid.0'});
    expect([status, body.webhook.entry[0].id]).toEqual([200, sender.wabaId]);
    const expected = {contacts: 'contact', voice: 'audio', list: 'interactive'}[type] ?? type;
    expect(newsOf(service)[0]?.data['messageType']).toBe(expected);
  });

  test('says what became of a message that was sent', async () => {
    await send({...number(), status: 'delivered', messageId: 'wamid.out', from: '+34 600 111 222'});
    await send({...number(), status: 'failed', messageId: 'wamid.out', errorCode: 131047});
    expect(newsOf(service)).toMatchObject([
      {type: 'message.delivered', data: {messageId: 'wamid.out', to: '+34600111222'}},
      {type: 'message.failed', data: {errorCode: '131047'}},
    ]);
  });

  test('a message id given again is a repetition of Meta’s', async () => {
    await send({...number(), text: 'Hi', messageId: 'wamid.1'});
    await send({...number(), text: 'Hi', messageId: 'wamid.1'});
    expect(newsOf(service)).toHaveLength(1);
  });

  test.each([
    [{text: 'Hi'}, 'phoneNumberId is needed'],
    [{phoneNumberId: '1', type: 'hologram'}, 'type must be one of text, image'],
    [{phoneNumberId: '1', status: 'seen'}, 'status must be one of sent, delivered'],
    [{phoneNumberId: '1', txt: 'Hi'}, 'txt is not known; allowed are phoneNumberId'],
    [{phoneNumberId: '1', text: ['Hi']}, 'text must be a text'],
    [['Hi'], 'must be a JSON object'],
  ])('refuses %j and says what is wrong', async (order, message) => {
    const {status, body} = await send(order);
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.message).toContain(message);
  });

  test('takes JSON of whatever content type, as curl sends it', async () => {
    const type = {'content-type': 'application/x-www-form-urlencoded'};
    expect((await send(JSON.stringify({...number(), text: 'Hi'}), type)).status).toBe(200);
    expect(newsOf(service)).toHaveLength(1);
  });

  test('refuses what is no JSON, and pages of other origins', async () => {
    expect((await send('{"text":')).body.code).toBe('invalid_json');
    const {status} = await send({...number(), text: 'Hi'}, {origin: 'https://evil.example'});
    expect(status).toBe(403);
    expect(newsOf(service)).toEqual([]);
  });
});

describe('POST /sandbox/account-updates', () => {
  test.each([
    [{event: 'DISABLED_UPDATE'}, 'disconnected'],
    [{event: 'DISABLED_UPDATE', banState: 'SCHEDULE_FOR_DISABLE'}, 'in_review'],
    [{event: 'PARTNER_REMOVED'}, 'disconnected'],
    [{event: 'PARTNER_APP_UNINSTALLED'}, 'disconnected'],
    [{event: 'ACCOUNT_OFFBOARDED'}, 'disconnected'],
    [{review: 'PENDING'}, 'in_review'],
    [{review: 'REJECTED'}, 'disconnected'],
    [{event: 'PARTNER_ADDED'}, 'connected'],
  ])('%j: the sender is %s', async (order, expected) => {
    const {status} = await sendUpdate({wabaId: sender.wabaId, ...order});
    expect(status).toBe(200);
    expect((await retrieveSender(service, sender)).health.status).toBe(expected);
  });

  test.each([
    [{event: 'PARTNER_REMOVED'}, 'wabaId is needed'],
    [{wabaId: '1'}, 'exactly one of "event", "review"'],
    [{wabaId: '1', event: 'PARTNER_REMOVED', review: 'PENDING'}, 'exactly one of "event", "review"'],
    [{wabaId: '1', name: 'APPROVED'}, 'phoneNumber is needed'],
    [{wabaId: '1', event: 'MOON'}, 'event must be one of PARTNER_ADDED'],
  ])('refuses %j and says what is wrong', async (order, message) => {
    const {status, body} = await sendUpdate(order);
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.message).toContain(message);
  });
});

describe('what play-Meta tells of accounts', () => {
  test('every event has a shape that the service reads without an error', async () => {
    for (const event of accountEvents) {
      const {status, body} = await sendUpdate({wabaId: sender.wabaId, event});
      expect([event, status, body.answer.status]).toEqual([event, 200, 200]);
    }
  });

  test('what is told of a number or its business is shown on the sender', async () => {
    const {wabaId, phoneNumber} = sender;
    await sendUpdate({wabaId, event: 'PARTNER_ADDED'});
    const orders = [
      {quality: 'FLAGGED', phoneNumber},
      {name: 'REJECTED', phoneNumber, detail: 'NAME_FORMAT_UNACCEPTABLE'},
      {limit: 'TIER_10K'},
      {security: 'PIN_CHANGED', phoneNumber},
      {alert: 'COMPLAINTS', severity: 'WARNING'},
      {event: 'ACCOUNT_VIOLATION', detail: 'ADULT'},
      {event: 'PARTNER_CLIENT_CERTIFICATION_NEEDED'},
    ];
    for (const order of orders) expect((await sendUpdate({wabaId, ...order})).status).toBe(200);
    const {facts} = await retrieveSender(service, sender);
    expect(
      Object.entries(facts)
        .map(([name, fact]) => `${name} ${fact?.value}`)
        .sort(),
    ).toEqual([
      'alert COMPLAINTS',
      'certification NEEDED',
      'messagingLimit TIER_10K',
      'name REJECTED',
      'quality FLAGGED',
      'security PIN_CHANGED',
      'violation ADULT',
    ]);
  });

  test('a number that its owner disconnects in the app is named without its account', async () => {
    const {body} = await sendUpdate({
      wabaId: sender.wabaId,
      event: 'PARTNER_REMOVED',
      phoneNumber: sender.phoneNumber,
    });
    const [entry] = body.webhook.entry;
    expect(entry.changes[0].value).toEqual({
      event: 'PARTNER_REMOVED',
      phone_number: sender.phoneNumber.slice(1),
    });
    expect((await retrieveSender(service, sender)).health.reason).toBe('PARTNER_REMOVED');
  });
});

describe('POST /sandbox/callbacks', () => {
  const callBack = (body: unknown) => service.fetch('POST', '/sandbox/callbacks', body);

  test('the person who connected a number removes the app: the sender is disconnected', async () => {
    const {status, body} = await callBack({kind: 'deauthorize', accountId: sender.whatsapp.phoneNumberId});
    expect([status, JSON.parse(body.answer.body)]).toEqual([200, {senders: 1}]);
    expect((await retrieveSender(service, sender)).health.reason).toBe('DEAUTHORIZED');
  });

  test('they have their data deleted: the sender is gone, and a page says so', async () => {
    const {body} = await callBack({kind: 'data_deletion', accountId: sender.wabaId});
    const {url} = JSON.parse(body.answer.body);
    await service.context.background.settled();
    expect((await service.api('GET', `/v1/senders/${sender.id}`)).status).toBe(404);
    expect((await service.fetch('GET', new URL(url).pathname)).body).toContain('Your data is deleted');
  });

  test.each([
    [{kind: 'deauthorize'}, 400, 'accountId is needed'],
    [{kind: 'moon', accountId: '1'}, 400, 'kind must be one of'],
    [{kind: 'deauthorize', accountId: '1'}, 404, 'Nobody is known'],
  ])('refuses %j', async (order, expected, message) => {
    const {status, body} = await callBack(order);
    expect(status).toBe(expected);
    expect(body.message).toContain(message);
  });
});

describe('on a service that is not local', () => {
  let there: TestService;
  const bearer = (key: string) => ({authorization: `Bearer ${key}`});
  beforeEach(async () => {
    // On the same database, since its dialogs would be at the public address.
    there = await TestService.start({
      PUBLIC_URL: 'https://invite.example.com',
      SECRET_KEY: 'x'.repeat(32),
      DATABASE_URL: `file:${service.databaseFile}`,
    });
  });
  afterEach(() => there.stop());

  test('only a test key has webhooks sent', async () => {
    const order = {...number(), text: 'Hi'};
    const sendThere = (headers = {}) => there.fetch('POST', '/sandbox/messages', order, headers);
    expect((await sendThere()).status).toBe(401);
    expect((await sendThere(bearer(service.keys.live))).status).toBe(401);
    expect((await sendThere(bearer(service.keys.test))).status).toBe(200);
  });

  test("nothing is told of another project's sender, as if it were not there", async () => {
    const {key} = await there.makeKey('test', 'Stranger');
    const before = await retrieveSender(service, sender);
    const orders: [string, object][] = [
      ['messages', {...number(), text: 'Pay to this account'}],
      ['messages', {phoneNumberId: '1', text: 'Hi'}],
      ['account-updates', {wabaId: sender.wabaId, event: 'ACCOUNT_DELETED'}],
      ['account-updates', {wabaId: '1', event: 'ACCOUNT_DELETED'}],
      ['account-updates', {wabaId: '1', event: 'PARTNER_REMOVED', phoneNumber: sender.phoneNumber}],
    ];
    for (const [path, order] of orders) {
      const {status, body} = await there.fetch('POST', `/sandbox/${path}`, order, bearer(key));
      expect([status, body]).toEqual([
        404,
        {code: 'not_found', message: 'No sender of this project has this id.'},
      ]);
    }
    expect(newsOf(service)).toEqual([]);
    expect(await retrieveSender(service, sender)).toEqual(before);
  });
});
