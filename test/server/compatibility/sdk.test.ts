import Zavudev, {AuthenticationError, BadRequestError, ConflictError, NotFoundError} from '@zavudev/sdk';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {eventually, TestBrowser, TestService} from '../../support/harness.ts';

let service: TestService;
let zavu: Zavudev;
/** What really went over the wire. */
const requests: string[] = [];

beforeAll(async () => {
  service = await TestService.start();
  zavu = clientWith(service.keys.test);
});

afterAll(() => service.stop());

function clientWith(apiKey: string): Zavudev {
  return new Zavudev({
    apiKey,
    baseURL: service.url,
    fetch: (input, init) => {
      requests.push(`${init?.method ?? 'GET'} ${new URL(input as string).pathname}`);
      return fetch(input, init);
    },
  });
}

async function errorOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => undefined,
    (error: unknown) => error,
  );
}

describe("Zavu's official SDK", () => {
  test('creates an invitation with every field', async () => {
    const {invitation} = await zavu.invitations.create({
      clientName: 'Bakery Luna',
      clientEmail: 'hola@luna.example',
      clientPhone: '+34600111222',
      connectionType: 'whatsapp_waba',
      expiresInDays: 3,
      allowedPhoneCountries: ['ES', 'MX'],
    });
    expect(invitation).toMatchObject({
      status: 'pending',
      clientName: 'Bakery Luna',
      clientEmail: 'hola@luna.example',
      clientPhone: '+34600111222',
      connectionType: 'whatsapp_waba',
      phoneNumberId: null,
      senderId: null,
      connectedAccount: null,
      viewedAt: null,
    });
    expect(invitation.url).toBe(`${service.url}/invite/${invitation.token}`);
    expect(Date.parse(invitation.expiresAt) - Date.parse(invitation.createdAt)).toBe(3 * 24 * 60 * 60 * 1000);
  });

  test('creates with nothing: create() and create(null)', async () => {
    for (const created of [await zavu.invitations.create(), await zavu.invitations.create(null)]) {
      expect(created.invitation).toMatchObject({status: 'pending', clientName: null});
    }
  });

  test('creates an invitation for Messenger and reads which Page was connected', async () => {
    const {invitation} = await zavu.invitations.create({connectionType: 'messenger', clientName: 'Luna'});
    expect(invitation).toMatchObject({connectionType: 'messenger', phoneNumberId: null});
    await service.play('one_page');
    await new TestBrowser(service.url).start(invitation);
    const connected = await eventually(
      async () => (await zavu.invitations.retrieve(invitation.id)).invitation,
      ({status}) => status === 'completed',
    );
    expect(connected.connectedAccount).toEqual({
      channel: 'messenger',
      id: expect.stringMatching(/^\d+$/),
      name: expect.any(String),
    });
    const sender = await zavu.senders.retrieve(connected.senderId ?? '');
    expect(sender).toMatchObject({channels: ['messenger'], phoneNumber: ''});
    expect(sender.whatsapp).toBeUndefined();
    await zavu.senders.delete(sender.id);
  });

  test('retrieves', async () => {
    const {invitation} = await zavu.invitations.create({clientName: 'Luna'});
    expect(await zavu.invitations.retrieve(invitation.id)).toEqual({invitation});
  });

  test('pages through 250 invitations by itself: each once, newest first', async () => {
    const paging = clientWith(await newProjectKey());
    const created: string[] = [];
    for (let count = 0; count < 250; count += 1) {
      created.push((await paging.invitations.create({clientName: `Client ${count}`})).invitation.id);
    }
    const listed: string[] = [];
    for await (const invitation of paging.invitations.list({limit: 100})) listed.push(invitation.id);
    expect(listed).toEqual(created.reverse());
    expect(await idsOf(paging.invitations.list({status: 'completed'}))).toEqual([]);
  });

  test('cancels, twice with the same answer', async () => {
    const {invitation} = await zavu.invitations.create();
    const cancelled = await zavu.invitations.cancel(invitation.id);
    expect(cancelled.invitation.status).toBe('cancelled');
    expect(await zavu.invitations.cancel(invitation.id)).toEqual(cancelled);
    expect(await idsOf(zavu.invitations.list({status: 'cancelled'}))).toContain(invitation.id);
  });

  test('400, 401 and 404 arrive as its typed errors with our words', async () => {
    const badRequest = await errorOf(zavu.invitations.create({expiresInDays: 31}));
    expect(badRequest).toBeInstanceOf(BadRequestError);
    expect(badRequest).toMatchObject({status: 400, message: expect.stringContaining('expiresInDays')});
    expect(await errorOf(clientWith('zpi_test_wrong').invitations.list())).toBeInstanceOf(
      AuthenticationError,
    );
    expect(await errorOf(zavu.invitations.retrieve('inv_unknown'))).toBeInstanceOf(NotFoundError);
  });

  test('a 409 is sent once, not three times', async () => {
    await service.play('complete');
    const {invitation} = await zavu.invitations.create();
    await new TestBrowser(service.url).start(invitation);
    await eventually(
      () => zavu.invitations.retrieve(invitation.id),
      (answer) => answer.invitation.status === 'completed',
    );
    requests.length = 0;
    const conflict = await errorOf(zavu.invitations.cancel(invitation.id));
    expect(conflict).toBeInstanceOf(ConflictError);
    expect(requests).toEqual([`POST /v1/invitations/${invitation.id}/cancel`]);
  });

  test("sets, changes and removes a sender's webhook", async () => {
    const [sender] = (await zavu.senders.list()).items;
    if (!sender) throw new Error('no sender');
    const created = await zavu.senders.update(sender.id, {
      name: 'Bakery Luna',
      setAsDefault: true,
      webhookUrl: 'https://hooks.example.com/luna',
      webhookEvents: ['message.inbound', 'domain.verified'],
    });
    expect(created).toMatchObject({id: sender.id, name: 'Bakery Luna', isDefault: true});
    const {secret, ...webhook} = created.webhook ?? {};
    expect(secret).toMatch(/^whsec_/);
    expect(webhook).toEqual({
      url: 'https://hooks.example.com/luna',
      active: true,
      events: ['message.inbound', 'domain.verified'],
      signatureVersion: 'v2',
    });
    expect((await zavu.senders.retrieve(sender.id)).webhook).toEqual(webhook);
    const renewed = await zavu.senders.regenerateWebhookSecret(sender.id);
    expect(renewed).toEqual({secret: expect.stringMatching(/^whsec_/)});
    expect(renewed.secret).not.toBe(secret);
    expect((await zavu.senders.update(sender.id, {webhookActive: false})).webhook?.active).toBe(false);
    expect(await zavu.senders.update(sender.id, {webhookUrl: null})).not.toHaveProperty('webhook');
    expect(await errorOf(zavu.senders.update(sender.id, {webhookUrl: 'http://127.0.0.1'}))).toBeInstanceOf(
      BadRequestError,
    );
    expect(await errorOf(zavu.senders.create({name: 'By hand'}))).toBeInstanceOf(BadRequestError);
  });

  test("reads and changes a sender's WhatsApp profile", async () => {
    const [sender] = (await zavu.senders.list()).items;
    if (!sender) throw new Error('no sender');
    const profile: Zavudev.SenderUpdateProfileParams = {
      about: 'Succulent specialists!',
      description: 'We specialize in providing high-quality succulents.',
      email: 'contact@example.com',
      vertical: 'RETAIL',
      websites: ['https://www.example.com'],
    };
    expect(await zavu.senders.updateProfile(sender.id, profile)).toEqual({success: true, profile});
    expect(await zavu.senders.getProfile(sender.id)).toEqual({profile});
    expect(await errorOf(zavu.senders.getProfile('snd_unknown'))).toBeInstanceOf(NotFoundError);
    expect(await errorOf(zavu.senders.updateProfile(sender.id, {about: 'a'.repeat(140)}))).toBeInstanceOf(
      BadRequestError,
    );
    const picture = {imageUrl: 'https://example.com/profile.jpg', mimeType: 'image/jpeg'} as const;
    expect(await errorOf(zavu.senders.uploadProfilePicture(sender.id, picture))).toBeInstanceOf(
      BadRequestError,
    );
  });

  test("sets, changes and removes the project's webhook by its untyped calls", async () => {
    const path = '/v1/invitations/webhook';
    const body = {url: 'https://hooks.example.com/zavu', events: ['invitation.status_changed']};
    expect(await zavu.get(path)).toEqual({webhook: null});
    expect(await errorOf(zavu.patch(path, {body: {active: true}}))).toBeInstanceOf(NotFoundError);
    const created = await zavu.post(path, {body});
    expect(created).toMatchObject({
      webhook: {...body, active: true, secret: expect.stringMatching(/^whsec_/)},
    });
    expect(await zavu.post(path, {body}), 'again: the same secret').toMatchObject({
      webhook: {secret: (created as {webhook: {secret: string}}).webhook.secret},
    });
    expect(await zavu.patch(path, {body: {events: [], active: false}})).toMatchObject({
      webhook: {url: body.url, events: [], active: false},
    });
    expect(await zavu.get(path)).not.toHaveProperty('webhook.secret');
    expect(await zavu.delete(path)).toBeNull();
    expect(await zavu.get(path)).toEqual({webhook: null});
  });

  test('reads and deletes the sender that a completed invitation made, and says whose key it is', async () => {
    const [sender] = (await zavu.senders.list()).items;
    if (!sender) throw new Error('no sender');
    expect(await zavu.senders.retrieve(sender.id)).toEqual(sender);
    expect(sender.channels).toEqual(['whatsapp']);
    expect(await idsOf(zavu.senders.list({limit: 1}))).toEqual([sender.id]);
    await zavu.senders.delete(sender.id);
    expect(await errorOf(zavu.senders.retrieve(sender.id))).toBeInstanceOf(NotFoundError);
    expect(await zavu.me.retrieve()).toMatchObject({isTestMode: true});
  });
});

async function idsOf(list: AsyncIterable<{id: string}>): Promise<string[]> {
  const ids: string[] = [];
  for await (const {id} of list) ids.push(id);
  return ids;
}

async function newProjectKey(): Promise<string> {
  return (await service.makeKey('test', 'Another platform')).key;
}
