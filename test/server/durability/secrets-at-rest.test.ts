import Database from 'better-sqlite3';
import {existsSync, readFileSync} from 'node:fs';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {eventually, TestBrowser, TestService} from '../../support/harness.ts';

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
  planted['PIN'] = ` ${service.context.secrets.open(sender?.sealedPin ?? '', `${sender?.id}:pin`)} `;

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
