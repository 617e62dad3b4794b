import {createHmac} from 'node:crypto';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {readSignedRequest} from '../../../server/inbound/signed-request.ts';
import {sweep} from '../../../server/sweeper.ts';
import {minuteMs} from '../../support/clock.ts';
import {readRows} from '../../support/database.ts';
import {LiveSignups} from '../../support/live-signups.ts';
import {connectSender, secretOf} from '../../support/meta-webhooks.ts';

const appSecret = 'app secret of the tests';
const userId = '7001';
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const mac = (secret: string, text: string) => createHmac('sha256', secret).update(text).digest('base64url');

function signedRequest(changes: Record<string, unknown> = {}, secret = appSecret, now = Date.now()): string {
  const payload = encode({
    algorithm: 'HMAC-SHA256',
    issued_at: Math.floor(now / 1000),
    user_id: userId,
    ...changes,
  });
  return `${mac(secret, payload)}.${payload}`;
}

describe('a signed request', () => {
  const now = 1_790_000_000_000;
  const apps = [
    {mode: 'test', appId: '1', appSecret: 'sandbox secret'},
    {mode: 'live', appId: '2', appSecret},
  ] as const;
  const read = (text: unknown) => readSignedRequest(apps, text, now);
  const request = (changes: Record<string, unknown> = {}, secret = appSecret) =>
    signedRequest(changes, secret, now);

  test('is of the app whose secret signed it', () => {
    expect(read(request())).toEqual({app: apps[1], userId, issuedAt: now});
    expect(read(request({}, 'sandbox secret'))?.app.mode).toBe('test');
    expect(read(request({user_id: 7001, algorithm: 'hmac-sha256', expires: 0}))?.userId).toBe(userId);
    // As some write base64.
    const [signature = '', payload = ''] = request().split('.');
    expect(read(`${signature}=.${payload}`)?.userId).toBe(userId);
  });

  test.each<[string, unknown]>([
    ['nothing', undefined],
    ['a list', [request()]],
    ['empty', ''],
    ['another secret', request({}, 'another secret')],
    ['no secret', request({}, '')],
    ['another algorithm', request({algorithm: 'none'})],
    ['no algorithm', request({algorithm: undefined})],
    ['no user', request({user_id: undefined})],
    ['a user that is no id', request({user_id: '7001 OR 1=1'})],
    ['a user that is a list', request({user_id: ['7001']})],
    ['no time', request({issued_at: undefined})],
    ['a time in milliseconds', request({issued_at: now})],
    ['a week and a bit ago', request({issued_at: now / 1000 - 7 * 86_400 - 1})],
    ['to come', request({issued_at: now / 1000 + 601})],
    ['no signature', `.${request().split('.')[1]}`],
    ['three parts', `${request()}.x`],
    ['too long', request({padding: 'x'.repeat(4_096)})],
    [
      'the signature of the other app',
      `${request({}, 'sandbox secret').split('.')[0]}.${request().split('.')[1]}x`,
    ],
    ['no JSON', `${mac(appSecret, 'eHg')}.eHg`],
    ['a text', `${mac(appSecret, encode('x'))}.${encode('x')}`],
  ])('is none: %s', (_what, text) => {
    expect(read(text)).toBeUndefined();
  });

  test('changed in a thousand ways is none', () => {
    const right = request();
    for (let index = 0; index < 1_000; index += 1) {
      const at = index % right.length;
      const other = 'AbCdEfG-0_'.charAt(index % 10);
      const changed = `${right.slice(0, at)}${right.charAt(at) === other ? 'x' : other}${right.slice(at + 1)}`;
      expect(read(changed)).toBeUndefined();
      expect(read(right.slice(0, at))).toBeUndefined();
    }
  });
});

describe('Meta about a person', () => {
  let live: LiveSignups;
  beforeEach(async () => {
    live = await LiveSignups.start();
    const scopes = [{scope: 'whatsapp_business_management', target_ids: ['2001']}];
    live.graph.answers.set('GET /debug_token', {
      status: 200,
      body: {
        data: {app_id: '1234567890', is_valid: true, granular_scopes: scopes, scopes: [], user_id: userId},
      },
    });
  });
  afterEach(() => live.stop());

  const tell = (what: 'deauthorize' | 'data-deletion', text = signed()) =>
    live.service.fetch(
      'POST',
      `/webhooks/meta/${what}`,
      new URLSearchParams({signed_request: text}).toString(),
      {
        'content-type': 'application/x-www-form-urlencoded',
      },
    );
  const signed = (changes: Record<string, unknown> = {}, secret = appSecret) =>
    signedRequest(changes, secret, live.service.clock.now());
  const connect = async () => {
    const invitation = await live.invite();
    const [browser, state] = await live.open(invitation);
    await live.finish(browser, state);
    const [sender] = (await live.api('GET', '/v1/senders')).body.items;
    return {invitation, sender};
  };
  const rows = (sql: string) => readRows(live.service, sql);
  const settled = () => live.service.context.background.settled();

  describe('who removed the app', () => {
    test('what they connected is disconnected, and its token is forgotten', async () => {
      const {sender} = await connect();
      const {status, body} = await tell('deauthorize');
      expect([status, body]).toEqual([200, {senders: 1}]);
      const now = (await live.api('GET', `/v1/senders/${sender.id}`)).body;
      expect([now.health.status, now.health.reason]).toEqual(['disconnected', 'DEAUTHORIZED']);
      expect(rows('SELECT sealed_business_token AS token FROM senders')).toEqual([{token: ''}]);
      expect(rows("SELECT type FROM events WHERE type = 'sender.health_changed'")).toHaveLength(1);
      await tell('deauthorize');
      expect(rows("SELECT type FROM events WHERE type = 'sender.health_changed'")).toHaveLength(1);
    });

    test('an attempt that waits for them ends, and one that could go on keeps no token', async () => {
      live.graph.phones.push({id: '1002', number: '+1 631-555-0101', name: 'Bakery Sol'});
      const invitation = await live.invite();
      const [browser, state] = await live.open(invitation);
      await live.finish(browser, state);
      expect(rows('SELECT step FROM attempts')).toEqual([{step: 'choose'}]);
      expect((await tell('deauthorize')).body).toEqual({senders: 0});
      expect(await live.retrieve(invitation)).toMatchObject({
        status: 'failed',
        failureReason: 'fb_not_authorized',
      });
      expect(rows('SELECT * FROM attempts WHERE sealed_business_token IS NOT NULL')).toEqual([]);
    });

    test('is not who connects again later: what is told late changes nothing', async () => {
      const before = signed();
      live.service.clock.advance(2_000);
      await connect();
      expect((await tell('deauthorize', before)).body).toEqual({senders: 0});
      expect((await live.api('GET', '/v1/senders')).body.items[0].health.status).toBe('connected');
    });
  });

  describe('who wants their data deleted', () => {
    test('everything that Meta gave us of them is gone, and Meta is told to send no more', async () => {
      const {invitation, sender} = await connect();
      const answer = await tell('data-deletion');
      expect(answer.status).toBe(200);
      const {url, confirmation_code: code} = answer.body;
      expect(code).toMatch(/^[0-9a-f]{48}$/);
      expect(url).toBe(`${live.service.url}/data-deletion/${code}`);
      await settled();
      expect(live.graph.requests).toContain('DELETE /2001/subscribed_apps');
      expect((await live.api('GET', `/v1/senders/${sender.id}`)).status).toBe(404);
      expect(
        rows("SELECT json_extract(data, '$.reason') AS reason FROM events WHERE type = 'sender.deleted'"),
      ).toEqual([{reason: 'data_deletion'}]);
      const kept = [
        'senders',
        'attempts',
        'invitations',
        'events',
        'data_deletions',
        'account_news',
        'shared_accounts',
      ]
        .flatMap((table) => rows(`SELECT * FROM ${table}`))
        .map((row) => JSON.stringify(row))
        .join('\n');
      for (const id of [userId, '1001', '2001']) expect(kept).not.toMatch(new RegExp(`"${id}\\\\?"`));
      for (const theirs of ['6315550100', '631-555', 'Bakery Luna', 'v1.'])
        expect(kept).not.toContain(theirs);
      expect((await live.retrieve(invitation)).status).toBe('completed');
    });

    test('sees what was done and when, in their language, on a page that nobody lists', async () => {
      await connect();
      const {confirmation_code: code} = (await tell('data-deletion')).body;
      await settled();
      const open = (language: string) =>
        live.service.fetch('GET', `/data-deletion/${code}`, undefined, {'accept-language': language});
      const {status, body, headers} = await open('en');
      expect(status).toBe(200);
      expect(body).toContain('Your data is deleted');
      expect(body).toContain('One connected account was removed');
      expect(body).not.toContain(userId);
      expect([headers.get('x-robots-tag'), headers.get('cache-control')]).toEqual(['noindex', 'no-store']);
      expect((await open('es-MX')).body).toContain('Tus datos se han eliminado');
    });

    test.each(['x', '0'.repeat(48), '%27%20OR%201=1'])(
      'a code that is not known is a page that says so: %s',
      async (code) => {
        const {status, body} = await live.service.fetch('GET', `/data-deletion/${code}`);
        expect(status).toBe(404);
        expect(body).toContain('This code is not known');
      },
    );

    test('and connected nothing has an answer, too', async () => {
      const {sender} = await connect();
      const {status, body} = await tell('data-deletion', signed({user_id: '7002'}));
      await settled();
      expect(status).toBe(200);
      const page = await live.service.fetch('GET', `/data-deletion/${body.confirmation_code}`);
      expect(page.body).toContain('You had no connected accounts here.');
      expect((await live.api('GET', `/v1/senders/${sender.id}`)).status).toBe(200);
    });

    test('asked twice has one code; asked anew, another', async () => {
      const text = signed();
      const codes = [await tell('data-deletion', text), await tell('data-deletion', text)].map(
        ({body}) => body.confirmation_code,
      );
      expect(codes[0]).toBe(codes[1]);
      live.service.clock.advance(1_000);
      expect((await tell('data-deletion')).body.confirmation_code).not.toBe(codes[0]);
      await settled();
      expect(rows('SELECT * FROM data_deletions')).toHaveLength(2);
    });

    test('does not lose what is connected after that, however late it is told', async () => {
      const before = signed();
      live.service.clock.advance(2_000);
      const {sender} = await connect();
      await tell('data-deletion', before);
      await settled();
      expect((await live.api('GET', `/v1/senders/${sender.id}`)).status).toBe(200);
      expect(rows('SELECT provider_user_id AS id FROM senders')).toEqual([{id: userId}]);
    });

    test('gets it done though the process died in the middle', async () => {
      await connect();
      const {store, clock} = live.service.context;
      const now = clock.now();
      await store.addDeletion({
        code: 'c0de',
        mode: 'live',
        providerUserId: userId,
        issuedAt: now + 1_000,
        requestedAt: now,
        finishedAt: null,
        senders: 1,
      });
      // Taken by a process that is no more.
      expect(await store.claimDeletions(now, now + minuteMs, 10)).toHaveLength(1);
      await sweep(live.service.context);
      expect((await live.service.fetch('GET', '/data-deletion/c0de')).body).toContain('is being deleted');
      live.service.clock.advance(minuteMs);
      await sweep(live.service.context);
      expect((await live.service.fetch('GET', '/data-deletion/c0de')).body).toContain('Your data is deleted');
      expect(rows('SELECT provider_user_id AS id FROM senders')).toEqual([{id: null}]);
    });
  });

  test.each(['deauthorize', 'data-deletion'] as const)(
    '%s: what nobody signed is refused, and stores nothing',
    async (what) => {
      const {sender} = await connect();
      const refused = [
        await tell(what, signed({}, 'another secret')),
        await tell(what, ''),
        await tell(what, signed({issued_at: 1})),
        await live.service.fetch('POST', `/webhooks/meta/${what}`, {signed_request: signed()}),
        await live.service.fetch(
          'POST',
          `/webhooks/meta/${what}`,
          `signed_request=${signed()}&signed_request=${signed()}`,
          {'content-type': 'application/x-www-form-urlencoded'},
        ),
      ];
      for (const {status, body} of refused) expect([status, body.code]).toEqual([403, 'forbidden']);
      const big = await tell(what, 'x'.repeat(20_000));
      expect([big.status, big.body.code]).toEqual([413, 'payload_too_large']);
      expect((await live.api('GET', `/v1/senders/${sender.id}`)).body.health.status).toBe('connected');
      expect(rows('SELECT * FROM data_deletions')).toEqual([]);
    },
  );

  test('whose secret signs says whose mode it is: live never touches what is of test', async () => {
    const sender = await connectSender(live.service);
    const [{id: testUser} = {id: ''}] = rows(
      "SELECT provider_user_id AS id FROM senders WHERE mode = 'test'",
    ) as {
      id: string;
    }[];
    expect((await tell('deauthorize', signed({user_id: testUser}))).body).toEqual({senders: 0});
    const ofSandbox = signed({user_id: testUser}, secretOf(live.service));
    expect((await tell('deauthorize', ofSandbox)).body).toEqual({senders: 1});
    const {health} = (await live.service.api('GET', `/v1/senders/${sender.id}`)).body;
    expect(health.reason).toBe('DEAUTHORIZED');
  });

  test('a token that Meta refuses disconnects its sender, and one that it takes again connects it', async () => {
    const {sender} = await connect();
    const profile = 'GET /1001/whatsapp_business_profile';
    const health = async () => (await live.api('GET', `/v1/senders/${sender.id}`)).body.health;
    live.graph.answers.set(profile, {
      status: 401,
      body: {error: {code: 190, error_subcode: 467, message: 'Bad'}},
    });
    const refused = await live.api('GET', `/v1/senders/${sender.id}/profile`);
    expect([refused.status, refused.body.details]).toEqual([409, {metaCode: 190, metaSubcode: 467}]);
    expect(await health()).toMatchObject({status: 'disconnected', reason: 'TOKEN_INVALID'});
    live.graph.answers.set(profile, {status: 200, body: {data: [{about: 'Bread'}]}});
    expect((await live.api('GET', `/v1/senders/${sender.id}/profile`)).status).toBe(200);
    expect(await health()).toMatchObject({status: 'connected', reason: null});
    // Any other refusal says nothing about the token.
    live.graph.answers.set(profile, {status: 400, body: {error: {code: 100, message: 'Bad'}}});
    await live.api('GET', `/v1/senders/${sender.id}/profile`);
    expect((await health()).status).toBe('connected');
  });
});
