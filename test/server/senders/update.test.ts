import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {zavuEventTypes} from '../../../server/contract/events.ts';
import {senderEventTypes} from '../../../server/contract/webhooks.ts';
import {signingSecrets} from '../../../server/webhooks/endpoint.ts';
import {readRows} from '../../support/database.ts';
import {TestService} from '../../support/harness.ts';
import {connectClient} from '../../support/signups.ts';

const url = 'https://hooks.example.com/sender';

let service: TestService;
let id: string;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.stop());

beforeEach(async () => {
  id = (await connectClient(service)).senderId ?? '';
});

const update = (body: unknown, headers?: Record<string, string>) =>
  service.api('PATCH', `/v1/senders/${id}`, body, headers);
const retrieve = async () => (await service.api('GET', `/v1/senders/${id}`)).body;

/** The secrets that sign what this sender's webhook is sent. */
async function secretsOf(senderId: string): Promise<string[]> {
  const {store, secrets, clock} = service.context;
  const [row] = readRows(service, 'SELECT project_id FROM senders WHERE id = ?', senderId);
  const projectId = String(row?.['project_id']);
  const endpoint = await store.findEndpoint({projectId, mode: 'test', senderId});
  return endpoint ? signingSecrets(secrets, endpoint, clock.now()) : [];
}

describe('PATCH /v1/senders/:id', () => {
  test('renames, and answers the sender bare', async () => {
    const before = await retrieve();
    const {status, body} = await update({name: '  Bakery Luna '});
    expect(status).toBe(200);
    expect(body).toEqual({...before, name: 'Bakery Luna', updatedAt: expect.any(String)});
    expect(await retrieve()).toEqual(body);
  });

  test("takes nothing, and leaves Zavu's fields of email and voice alone", async () => {
    const before = await retrieve();
    for (const body of [
      {},
      null,
      undefined,
      {emailReceivingEnabled: true, enableVoice: true, setAsDefault: false},
    ]) {
      const answer = await update(body);
      expect(answer.status).toBe(200);
      expect(answer.body).toEqual({...before, updatedAt: expect.any(String)});
    }
  });

  test('makes it the default instead of the one that was', async () => {
    const {key} = await service.makeKey('test', 'Two senders');
    const headers = {authorization: `Bearer ${key}`};
    expect((await update({setAsDefault: true}, headers)).status, 'of another project').toBe(404);

    await update({setAsDefault: true});
    const list = async () =>
      (await service.api('GET', '/v1/senders')).body.items as {id: string; isDefault: boolean}[];
    expect((await list()).filter(({isDefault}) => isDefault).map((sender) => sender.id)).toEqual([id]);
    await connectClient(service);
    expect((await retrieve()).isDefault, 'a newer one changes nothing').toBe(true);
  });

  test.each([
    [{name: ''}, 'name'],
    [{name: 'x'.repeat(101)}, 'name'],
    [{setAsDefault: 'yes'}, 'setAsDefault'],
    [{webhookUrl: 5}, 'webhookUrl'],
    [{webhookUrl: 'http://hooks.example.com'}, 'webhookUrl'],
    [{webhookUrl: 'https://10.0.0.1/'}, 'webhookUrl'],
    [{webhookUrl: url, webhookEvents: ['message.exploded']}, 'webhookEvents'],
    [{webhookUrl: url, webhookSignatureVersion: 'v3'}, 'webhookSignatureVersion'],
    [{webhookEvents: ['message.inbound']}, 'webhookUrl'],
    [{webhookActive: true}, 'webhookUrl'],
  ])('refuses %j and changes nothing', async (body, field) => {
    const before = await retrieve();
    const answer = await update({name: 'Never', ...body});
    expect(answer.status).toBe(400);
    expect(answer.body.code).toBe('invalid_request');
    expect(answer.body.details.errors[0].path[0]).toBe(field);
    expect(await retrieve()).toEqual(before);
  });

  test('unknown, of another project, of the other mode: the same 404', async () => {
    const {key} = await service.makeKey('test', 'Foreign');
    const answers = [
      await service.api('PATCH', '/v1/senders/snd_unknown', {webhookUrl: url}),
      await update({webhookUrl: url}, {authorization: `Bearer ${key}`}),
      await update({webhookUrl: url}, {authorization: `Bearer ${service.keys.live}`}),
    ];
    for (const {status, body} of answers) {
      expect(status).toBe(404);
      expect(body).toEqual({code: 'not_found', message: 'There is no such sender.'});
    }
    expect(await retrieve()).not.toHaveProperty('webhook');
  });
});

describe("a sender's webhook", () => {
  test('is shown to the panel without its query, which may carry a secret of the receiver', async () => {
    await update({webhookUrl: 'https://hooks.example.com/in?key=hush'});
    const origin = 'https://panel.example.com';
    const {session} = (await service.api('POST', '/v1/sessions', {scope: 'manage', origin})).body;
    const headers = {authorization: `Bearer ${session.clientSecret}`, origin};
    const one = await service.fetch('GET', `/v1/senders/${id}`, undefined, headers);
    const all = await service.fetch('GET', '/v1/senders', undefined, headers);
    expect(one.body.webhook.url).toBe('https://hooks.example.com/in');
    expect(JSON.stringify([one.body, all.body])).not.toContain('hush');
    expect((await retrieve()).webhook.url).toBe('https://hooks.example.com/in?key=hush');
  });

  test('is there once it is set: v2, all messages, with a secret that is shown this once', async () => {
    expect(await retrieve()).not.toHaveProperty('webhook');
    const {body} = await update({webhookUrl: url});
    const shown = {
      url,
      active: true,
      events: ['message.inbound', 'message.sent', 'message.delivered', 'message.read', 'message.failed'],
      signatureVersion: 'v2',
    };
    expect(body.webhook).toEqual({...shown, secret: expect.stringMatching(/^whsec_/)});
    expect(await secretsOf(id)).toEqual([body.webhook.secret]);
    expect((await retrieve()).webhook).toEqual(shown);
    const {items} = (await service.api('GET', '/v1/senders')).body;
    expect(items[0].webhook).toEqual(shown);

    const again = await update({
      webhookUrl: `${url}/2`,
      webhookEvents: ['message.inbound'],
      webhookActive: false,
    });
    expect(again.body.webhook, 'the secret is kept and not shown again').toEqual({
      ...shown,
      url: `${url}/2`,
      events: ['message.inbound'],
      active: false,
    });
    expect(await secretsOf(id)).toEqual([body.webhook.secret]);
  });

  test("takes each of Zavu's 18 events and each of ours, and says which there are", async () => {
    const {body} = await update({webhookUrl: url, webhookEvents: zavuEventTypes});
    expect(zavuEventTypes).toHaveLength(18);
    expect(body.webhook.events).toEqual(zavuEventTypes);
    expect((await update({webhookEvents: senderEventTypes})).status).toBe(200);
    expect((await update({webhookEvents: ['nothing']})).body.details.allowed).toEqual(senderEventTypes);
  });

  test('moves its signature step by step', async () => {
    const first = await update({webhookUrl: url, webhookSignatureVersion: 'v1'});
    expect(first.body.webhook.signatureVersion, 'a new one begins with any').toBe('v1');
    const refused = await update({webhookSignatureVersion: 'v2'});
    expect(refused.status).toBe(400);
    expect(refused.body.message).toMatch(/webhookSignatureVersion: .*"v1\+v2" first/);
    expect((await update({webhookSignatureVersion: 'v1+v2'})).status).toBe(200);
    expect((await update({webhookSignatureVersion: 'v2'})).body.webhook.signatureVersion).toBe('v2');
  });

  test('null takes it away with its secret; the next one has a new secret', async () => {
    const first = (await update({webhookUrl: url})).body.webhook.secret;
    const {status, body} = await update({webhookUrl: null, webhookActive: false});
    expect(status).toBe(200);
    expect(body).not.toHaveProperty('webhook');
    expect(await secretsOf(id)).toEqual([]);
    expect((await update({webhookUrl: null})).status, 'twice').toBe(200);
    const second = (await update({webhookUrl: url})).body.webhook.secret;
    expect(second).toMatch(/^whsec_/);
    expect(second).not.toBe(first);
  });

  test('goes with its sender', async () => {
    await update({webhookUrl: url, webhookEvents: ['sender.deleted']});
    await service.api('DELETE', `/v1/senders/${id}`);
    expect(await secretsOf(id)).toEqual([]);
    expect(readRows(service, 'SELECT id FROM endpoints WHERE sender_id = ?', id)).toEqual([]);
  });
});

describe('POST /v1/senders/:id/webhook/secret', () => {
  const renew = (senderId: string, headers?: Record<string, string>) =>
    service.api('POST', `/v1/senders/${senderId}/webhook/secret`, undefined, headers);

  test('answers a new secret; the old one is invalid at once', async () => {
    const old = (await update({webhookUrl: url})).body.webhook.secret;
    const {status, body} = await renew(id);
    expect(status).toBe(200);
    expect(body).toEqual({secret: expect.stringMatching(/^whsec_/)});
    expect(body.secret).not.toBe(old);
    expect(await secretsOf(id)).toEqual([body.secret]);
  });

  test('without a webhook, unknown, or of another project: 404', async () => {
    expect((await renew(id)).status).toBe(404);
    expect((await renew('snd_unknown')).status).toBe(404);
    await update({webhookUrl: url});
    const {key} = await service.makeKey('test', 'Foreign');
    expect((await renew(id, {authorization: `Bearer ${key}`})).status).toBe(404);
    const {status, body} = await renew(id, {authorization: `Bearer ${service.keys.live}`});
    expect(status).toBe(404);
    expect(body).toMatchObject({code: 'not_found', message: expect.stringContaining('"webhookUrl"')});
  });
});

describe('POST /v1/senders', () => {
  test('is refused, and says where senders come from', async () => {
    const {status, body} = await service.api('POST', '/v1/senders', {name: 'Shop'});
    expect(status).toBe(400);
    expect(body).toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('POST /v1/invitations'),
    });
  });

  test('and so is all of this without a key', async () => {
    for (const [method, path] of [
      ['POST', '/v1/senders'],
      ['PATCH', `/v1/senders/${id}`],
      ['POST', `/v1/senders/${id}/webhook/secret`],
    ] as const) {
      expect((await service.fetch(method, path, {})).status, path).toBe(401);
    }
  });
});
