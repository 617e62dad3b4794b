import Database from 'better-sqlite3';
import {existsSync, readFileSync} from 'node:fs';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {dump} from '../../support/database.ts';
import {eventually, TestBrowser, TestService} from '../../support/harness.ts';
import {LiveSignups} from '../../support/live-signups.ts';
import {ZavuChain} from '../../support/zavu-chain.ts';

let service: TestService;

beforeEach(async () => {
  service = await TestService.start();
});

afterEach(() => service.stop());

/** Everything that is on disk: the file, and what has not been moved into it yet. */
function bytesOnDisk(): string {
  return ['', '-wal']
    .map((suffix) => service.databaseFile + suffix)
    .filter((file) => existsSync(file))
    .map((file) => readFileSync(file).toString('latin1'))
    .join('');
}

test('a copy of the database opens nothing: no key, token, client secret, ticket, state, cookie, business token or webhook secret', async () => {
  const planted: Record<string, string> = {'API key': service.keys.test};
  await service.play('complete');
  const {body} = await service.api('POST', '/v1/sessions', {
    externalId: 'client 1',
    origin: service.url,
    clientName: 'Visible In The File',
  });
  planted['client secret'] = body.session.clientSecret;
  const bearer = {authorization: `Bearer ${body.session.clientSecret}`};
  const started = await service.fetch('POST', '/client/v1/connection', {}, bearer);
  planted['ticket'] = started.body.startUrl.split('/').at(-1);

  const browser = new TestBrowser(service.url);
  await browser.open(started.body.startUrl);
  const {connection} = await eventually(
    async () => (await service.fetch('GET', '/client/v1/connection', undefined, bearer)).body,
    (answer) => answer.connection.status === 'completed',
  );
  const invitation = await service.retrieve(connection.invitationId);
  planted['token'] = invitation.token;
  planted['signature of the token'] = invitation.token.slice(-32);
  planted['cookie'] = browser.cookie('zpi_browser') ?? '';
  const dialog = new URL(browser.visited.find((address) => address.includes('/dialog/oauth')) ?? '');
  planted['state'] = dialog.searchParams.get('state') ?? '';
  const callback = new URL(browser.visited.find((address) => address.includes('/callback')) ?? '');
  planted['code'] = callback.searchParams.get('code') ?? '';
  const sender = await service.context.store.findSender(
    {projectId: await projectId(), mode: 'test'},
    invitation.senderId ?? '',
  );
  planted['business token'] = service.context.secrets.open(
    sender?.sealedBusinessToken ?? '',
    `${sender?.id}:business_token`,
  );
  const pin = service.context.secrets.open(sender?.sealedPin ?? '', `${sender?.id}:pin`);
  expect(dump(service)).not.toMatch(asValue(pin));

  const hooked = await service.api('POST', '/v1/invitations/webhook', {url: 'https://hooks.example.com'});
  planted['webhook secret before'] = hooked.body.webhook.secret;
  const rotated = await service.api('POST', '/v1/invitations/webhook/secret');
  planted['webhook secret'] = rotated.body.secret;
  const ofSender = await service.api('PATCH', `/v1/senders/${sender?.id}`, {
    webhookUrl: 'https://hooks.example.com',
  });
  planted["secret of a sender's webhook"] = ofSender.body.webhook.secret;

  const bytes = bytesOnDisk();
  // The search finds what is there, so finding nothing means something.
  expect(bytes).toContain('Visible In The File');
  for (const [name, secret] of Object.entries(planted)) {
    expect(secret.length, `${name} was planted`).toBeGreaterThan(7);
    expect(bytes.includes(secret), `${name} is in the file`).toBe(false);
  }
  expect(bytes, 'not even what every webhook secret begins with').not.toContain('whsec_');
});

/** Six digits are part of many a number: what counts is where they stand alone. */
const asValue = (pin: string) => new RegExp(`(?<!\\d)${pin}(?!\\d)`);

test('nor the PINs that a client gave, neither before nor after the number is registered', async () => {
  await service.play('pin_mismatch');
  const invitation = await service.invite();
  const browser = new TestBrowser(service.url);
  await browser.start(invitation);
  const path = new URL(browser.visited.at(-1) ?? '').pathname;
  for (const [tries, pin] of ['135790', '424242'].entries()) {
    await eventually(
      () => browser.open(path),
      ({body}) => body.includes(`name="tries" value="${tries}"`),
    );
    await browser.open(`${path}/pin`, {pin, tries: String(tries)});
    expect(dump(service)).not.toMatch(asValue(pin));
  }
  await eventually(
    () => service.retrieve(invitation.id),
    ({status}) => status === 'completed',
  );
  expect(dump(service)).not.toMatch(/(?<!\d)(135790|424242)(?!\d)/);
});

test('nor the token of a Page, nor that of the person who connected it', async () => {
  await service.play('one_page');
  const invitation = await service.invite({connectionType: 'messenger'});
  await new TestBrowser(service.url).start(invitation);
  const {senderId} = await eventually(
    () => service.retrieve(invitation.id),
    ({status}) => status === 'completed',
  );
  const scope = {projectId: await projectId(), mode: 'test'} as const;
  const sender = await service.context.store.findSender(scope, senderId ?? '');
  const token = service.context.secrets.open(
    sender?.sealedBusinessToken ?? '',
    `${sender?.id}:business_token`,
  );
  expect(token).toMatch(/^EAAB/);
  expect(bytesOnDisk()).not.toContain(token);
  expect(bytesOnDisk(), 'what every token begins with').not.toContain('EAAB');
});

test('nor what a Solution Partner works with: the token of its system user and that of its client', async () => {
  const live = await LiveSignups.start({
    META_ROLE: 'solution_partner',
    META_BUSINESS_ID: '3001',
    META_SYSTEM_USER_ID: '4001',
    META_SYSTEM_USER_TOKEN: 'system-user-token',
    META_CREDIT_LINE_ID: '5001',
  });
  try {
    live.graph.answers.set('GET /2001', {status: 200, body: {id: '2001', name: 'Luna', currency: 'EUR'}});
    const invitation = await live.invite();
    const [browser, state] = await live.open(invitation);
    await live.finish(browser, state);
    expect((await live.retrieve(invitation)).status).toBe('completed');
    for (const secret of ['system-user-token', 'business-token-1', 'app secret of the tests', 'the-code']) {
      expect(dump(live.service), secret).not.toContain(secret);
    }
  } finally {
    await live.stop();
  }
});

test('nor what leads to Zavu: the API key, the links and tokens of its invitations, the secret of its webhook', async () => {
  const chain = await ZavuChain.start();
  try {
    const {token, url} = await chain.invite();
    const [atZavu] = await chain.atZavu();
    const secret = await eventually(
      () => chain.ours.context.store.findProviderSecret('zavu_webhook'),
      (sealed) => sealed !== undefined,
    );
    const kept = JSON.parse(chain.ours.context.secrets.open(secret ?? '', 'zavu_webhook'));
    expect(kept.secret).toMatch(/^whsec_/);
    for (const planted of [chain.zavu.keys.test, token, url, atZavu.token, atZavu.url, kept.secret]) {
      expect(planted.length).toBeGreaterThan(7);
      expect(dump(chain.ours), planted).not.toContain(planted);
    }
  } finally {
    await chain.stop();
  }
});

test('a sealed token opens in no other row and no other column', async () => {
  const {secrets} = service.context;
  const sealed = secrets.seal('token', 'snd_1:business_token');
  expect(secrets.open(sealed, 'snd_1:business_token')).toBe('token');
  expect(() => secrets.open(sealed, 'snd_2:business_token')).toThrow();
  expect(() => secrets.open(sealed, 'snd_1:pin')).toThrow();
});

async function projectId(): Promise<string> {
  const db = new Database(service.databaseFile, {readonly: true});
  try {
    return db.prepare('SELECT id FROM projects').pluck().get() as string;
  } finally {
    db.close();
  }
}
