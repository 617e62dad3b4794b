import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {dayMs} from '../../support/clock.ts';
import {dump} from '../../support/database.ts';
import {eventually} from '../../support/harness.ts';
import {createSession} from '../../support/signups.ts';
import {ZavuChain} from '../../support/zavu-chain.ts';

let chain: ZavuChain;

beforeEach(async () => {
  chain = await ZavuChain.start();
});

afterEach(() => chain.stop());

async function connect(fields: Record<string, unknown> = {}) {
  const invitation = await chain.invite(fields);
  await chain.follow(invitation, 'complete');
  await eventually(
    () => chain.retrieve(invitation.id),
    ({status}) => status === 'completed',
  );
  return (await chain.retrieve(invitation.id)).senderId as string;
}

describe('senders that Zavu keeps', () => {
  test('are read from Zavu, with what only we know', async () => {
    const id = await connect({externalId: 'luna'});
    const remote = (await chain.zavu.api('GET', `/v1/senders/${id}`)).body;
    const {body} = await chain.api('GET', `/v1/senders/${id}`);
    expect(body).toMatchObject({
      id,
      name: remote.name,
      phoneNumber: remote.phoneNumber,
      channels: ['whatsapp'],
      whatsapp: remote.whatsapp,
      isDefault: true,
      mode: 'live',
      wabaId: null,
    });
    expect((await chain.api('GET', '/v1/senders')).body).toEqual({items: [body], nextCursor: null});
    const typed = await chain.sdk().senders.retrieve(id);
    expect(typed.phoneNumber).toBe(remote.phoneNumber);
  });

  test('are listed newest first, page by page, whatever their ids look like', async () => {
    const ids: string[] = [];
    for (const name of ['one', 'two', 'three']) ids.push(await connect({clientName: name}));
    const listed: string[] = [];
    for await (const {id} of chain.sdk().senders.list({limit: 1})) listed.push(id);
    expect(listed).toEqual(ids.reverse());
  });

  test('are renamed there; which one is the default is decided here', async () => {
    const first = await connect();
    const second = await connect();
    const {status, body} = await chain.api('PATCH', `/v1/senders/${second}`, {
      name: 'Front desk',
      setAsDefault: true,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({name: 'Front desk', isDefault: true});
    expect((await chain.zavu.api('GET', `/v1/senders/${second}`)).body).toMatchObject({
      name: 'Front desk',
      isDefault: false,
    });
    expect((await chain.api('GET', `/v1/senders/${first}`)).body.isDefault).toBe(false);
  });

  test("a webhook is Zavu's: its secret is shown once and kept nowhere here", async () => {
    const id = await connect();
    const {body} = await chain.api('PATCH', `/v1/senders/${id}`, {
      webhookUrl: 'https://hooks.example.com/luna?key=hidden',
      webhookEvents: ['message.inbound'],
    });
    const {secret, ...webhook} = body.webhook;
    expect(secret).toMatch(/^whsec_/);
    expect((await chain.zavu.api('GET', `/v1/senders/${id}`)).body.webhook).toEqual(webhook);
    expect((await chain.api('GET', `/v1/senders/${id}`)).body.webhook).toEqual(webhook);
    const renewed = await chain.api('POST', `/v1/senders/${id}/webhook/secret`);
    expect(renewed.body.secret).toMatch(/^whsec_/);
    for (const shown of [secret, renewed.body.secret, chain.zavu.keys.test]) {
      expect(dump(chain.ours)).not.toContain(shown);
    }
    const {clientSecret} = await createSession(
      chain.ours,
      {scope: 'manage', externalId: undefined},
      chain.ours.keys.live,
    );
    const seen = await chain.ours.fetch('GET', `/v1/senders/${id}`, undefined, {
      authorization: `Bearer ${clientSecret}`,
      origin: 'https://app.example.com',
    });
    expect(seen.body.webhook.url).toBe('https://hooks.example.com/luna');
    expect((await chain.api('PATCH', `/v1/senders/${id}`, {webhookUrl: null})).body).not.toHaveProperty(
      'webhook',
    );
    const none = await chain.api('POST', `/v1/senders/${id}/webhook/secret`);
    expect([none.status, none.body.code]).toEqual([404, 'not_found']);
  });

  test('what Zavu refuses is refused here', async () => {
    const id = await connect();
    const {status, body} = await chain.api('PATCH', `/v1/senders/${id}`, {webhookUrl: 'ftp://nowhere'});
    expect([status, body.code]).toEqual([400, 'invalid_request']);
  });

  test('their profile is read and changed there', async () => {
    const id = await connect();
    const change = {about: 'Fresh bread', websites: ['https://luna.example/']};
    expect((await chain.api('PATCH', `/v1/senders/${id}/profile`, change)).body).toMatchObject({
      success: true,
      profile: change,
    });
    expect((await chain.api('GET', `/v1/senders/${id}/profile`)).body.profile).toMatchObject(change);
    expect((await chain.zavu.api('GET', `/v1/senders/${id}/profile`)).body.profile).toMatchObject(change);
  });

  test('another project does not see them, though one key of Zavu serves both', async () => {
    const id = await connect();
    const {key} = await chain.ours.makeKey('live', 'Another platform');
    const headers = {authorization: `Bearer ${key}`};
    const before = chain.line.requests.length;
    const refused = await Promise.all([
      chain.api('GET', `/v1/senders/${id}`, undefined, headers),
      chain.api('PATCH', `/v1/senders/${id}`, {name: 'Mine'}, headers),
      chain.api('DELETE', `/v1/senders/${id}`, undefined, headers),
      chain.api('GET', `/v1/senders/${id}/profile`, undefined, headers),
      chain.api('PATCH', `/v1/senders/${id}/profile`, {about: 'Mine'}, headers),
      chain.api('POST', `/v1/senders/${id}/webhook/secret`, undefined, headers),
    ]);
    expect(refused.map(({status}) => status)).toEqual([404, 404, 404, 404, 404, 404]);
    expect((await chain.api('GET', '/v1/senders', undefined, headers)).body.items).toEqual([]);
    expect(chain.line.requests.slice(before).filter(({request}) => request.includes('senders'))).toEqual([]);
  });

  test('deleting one deletes it there, and the client may connect anew', async () => {
    const id = await connect({externalId: 'luna'});
    expect((await chain.api('DELETE', `/v1/senders/${id}`)).status).toBe(204);
    expect((await chain.zavu.api('GET', `/v1/senders/${id}`)).status).toBe(404);
    expect((await chain.api('GET', `/v1/senders/${id}`)).status).toBe(404);
    const {clientSecret} = await createSession(chain.ours, {externalId: 'luna'}, chain.ours.keys.live);
    const headers = {authorization: `Bearer ${clientSecret}`, origin: 'https://app.example.com'};
    const {body} = await chain.ours.fetch('GET', '/client/v1/connection', undefined, headers);
    expect(body.connection.status).toBe('none');
  });

  test('one that was deleted at Zavu is gone here when it is read, and without that once a day', async () => {
    const [read, unread] = [await connect(), await connect()];
    await chain.zavu.api('DELETE', `/v1/senders/${read}`);
    await chain.zavu.api('DELETE', `/v1/senders/${unread}`);
    expect((await chain.api('GET', `/v1/senders/${read}`)).status).toBe(404);
    chain.ours.clock.advance(dayMs);
    const deleted = await eventually(
      async () => (await chain.api('GET', '/v1/events?type=sender.deleted')).body.items,
      (events) => events.length === 2,
    );
    expect(deleted.map(({data}: {data: {senderId: string}}) => data.senderId).sort()).toEqual(
      [read, unread].sort(),
    );
  });

  test.each<[string, unknown]>([
    ['a gateway that knows no such address', '<html>404 Not Found</html>'],
    ['a project of Zavu’s that has none of them', {code: 'not_found', message: 'There is no such thing.'}],
  ])('are not forgotten for %s: neither when they are read or deleted, nor once a day', async (_, body) => {
    const id = await connect();
    chain.line.answer(/^(GET|DELETE|PATCH) \/v1\/(senders|invitations)\/[^w]/, 404, body, {}, Infinity);
    chain.line.answer(/^GET \/v1\/senders(\?|$)/, 200, {items: [], nextCursor: null}, {}, Infinity);
    const before = chain.line.requests.length;
    chain.ours.clock.advance(dayMs);
    await eventually(
      async () => chain.line.requests.slice(before).map(({request}) => request),
      (requests) => requests.includes(`GET /v1/senders/${id}`),
    );
    const answers = await Promise.all([
      chain.api('GET', `/v1/senders/${id}`),
      chain.api('PATCH', `/v1/senders/${id}`, {name: 'Front desk'}),
      chain.api('DELETE', `/v1/senders/${id}`),
    ]);
    expect(answers.map(({status}) => status)).toEqual([503, 503, 503]);
    expect((await chain.ours.context.store.listRemoteSenders()).map((sender) => sender.id)).toEqual([id]);
    expect((await chain.api('GET', '/v1/events?type=sender.deleted')).body.items).toEqual([]);
  });

  test('while Zavu is down each call says so, and nothing is changed', async () => {
    const id = await connect();
    chain.line.isDown = true;
    const answers = await Promise.all([
      chain.api('GET', '/v1/senders'),
      chain.api('GET', `/v1/senders/${id}`),
      chain.api('PATCH', `/v1/senders/${id}`, {name: 'Front desk'}),
      chain.api('DELETE', `/v1/senders/${id}`),
      chain.api('GET', `/v1/senders/${id}/profile`),
      chain.api('PATCH', `/v1/senders/${id}/profile`, {about: 'Fresh bread'}),
      chain.api('POST', `/v1/senders/${id}/webhook/secret`),
    ]);
    expect(answers.map(({status, body}) => `${status} ${body.code}`)).toEqual(
      answers.map(() => '503 provider_unavailable'),
    );
    chain.line.isDown = false;
    expect((await chain.api('GET', `/v1/senders/${id}`)).body.name).not.toBe('Front desk');
  });

  test.each([
    ['another sender', () => 'sender_made_anew'],
    ['the sender it had', (id: string) => id],
  ])('an account that is connected anew as %s: the newest connection counts', async (_, newId) => {
    const id = await connect({clientName: 'First'});
    const first = (await chain.atZavu())[0];
    const second = await chain.invite({clientName: 'Second'});
    const remote = (await chain.atZavu())[0];
    const completed = {
      ...remote,
      ...{status: 'completed', senderId: newId(id), connectedAccount: first.connectedAccount},
    };
    chain.line.answer(new RegExp(`^GET /v1/invitations/${remote.id}`), 200, {invitation: completed}, {}, 2);
    chain.ours.clock.advance(5_000);
    const now = await chain.retrieve(second.id);
    expect(now).toMatchObject({status: 'completed', senderId: newId(id)});
    const senders = (await chain.ours.context.store.listRemoteSenders()).map((sender) => sender.invitationId);
    expect(senders).toEqual([second.id]);
    const {items} = (await chain.api('GET', '/v1/events?type=sender.deleted')).body;
    expect(items).toHaveLength(1);
    expect(await chain.ours.context.store.checkIntegrity()).toEqual([]);
  });
});
