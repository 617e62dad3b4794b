import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {dayMs} from '../../support/clock.ts';
import {eventually, type TestBrowser, TestService} from '../../support/harness.ts';
import {LiveSignups} from '../../support/live-signups.ts';
import {freePort} from '../../support/process.ts';
import {connectClient, failClient, openDialog} from '../../support/signups.ts';

describe('every page', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });

  afterAll(() => service.stop());

  const linkOf = async (made: Promise<Invitation>) => `/invite/${(await made).token}`;
  const pages: [string, () => Promise<string>][] = [
    ['the start', () => linkOf(service.invite())],
    ['the start after a failure', () => linkOf(failClient(service))],
    ['the start while one runs', () => linkOf(openDialog(service))],
    ['the result', () => linkOf(connectClient(service))],
    [
      'an expired one',
      async () => {
        const link = await linkOf(service.invite({expiresInDays: 1}));
        service.clock.advance(dayMs);
        return link;
      },
    ],
    [
      'a cancelled one',
      async () => {
        const {id, token} = await service.invite();
        await service.api('POST', `/v1/invitations/${id}/cancel`);
        return `/invite/${token}`;
      },
    ],
    ['a link of nobody', async () => '/invite/unknown'],
    ['a ticket of nobody', async () => '/start/unknown'],
    ['a return of nobody', async () => '/signup/meta/callback?state=x&code=y'],
    ['an attempt of another browser', async () => '/signup/att_unknown'],
  ];

  test.each(pages)(
    '%s is never framed, cached, indexed, sniffed, and tells nobody where it is',
    async (_, make) => {
      const path = await make();
      const {headers, body} = await service.fetch('GET', path, undefined, {origin: 'https://evil.example'});
      expect(Object.fromEntries(headers)).toMatchObject({
        'content-type': 'text/html; charset=utf-8',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-robots-tag': 'noindex',
      });
      const policy = Object.fromEntries(
        (headers.get('content-security-policy') ?? '').split('; ').map((rule) => {
          const [name = '', ...values] = rule.split(' ');
          return [name, values.join(' ')];
        }),
      );
      expect(policy).toEqual({
        'default-src': "'none'",
        'script-src': "'self'",
        'style-src': "'self'",
        'img-src': "'self' data:",
        'connect-src': "'self'",
        'form-action': "'self'",
        'base-uri': "'none'",
        'frame-ancestors': "'none'",
        'require-trusted-types-for': "'script'",
      });
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(body).toMatch(/^<!doctype html>/i);
    },
  );

  test('the redirects of a signup are not cached and tell nobody where they come from', async () => {
    const {token} = await service.invite();
    const {status, headers} = await service.fetch('POST', `/invite/${token}/start`);
    expect(status).toBe(303);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  test('the cookie is for this site’s own requests only, and no script reads it', async () => {
    const {token} = await service.invite();
    const {headers} = await service.fetch('POST', `/invite/${token}/start`);
    const [cookie, ...others] = headers.getSetCookie();
    expect(others).toEqual([]);
    expect(cookie).toMatch(
      /^zpi_browser=[\w-]{32}; Max-Age=1800; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
    );
  });
});

describe('on a public address', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start({
      PORT: String(await freePort()),
      PUBLIC_URL: 'https://invite.example.com',
      SECRET_KEY: 'a key that is only used in this test',
      SIGNUP_PROVIDER: 'meta',
      META_APP_ID: '1234567890',
      META_APP_SECRET: 'never sent anywhere here',
      META_CONFIG_ID: '9876543210',
    });
  });

  afterAll(() => service.stop());

  test('browsers stay on https, the cookie too, and the form may lead to Meta and nowhere else', async () => {
    const {body} = await service.api(
      'POST',
      '/v1/invitations',
      {},
      {authorization: `Bearer ${service.keys.live}`},
    );
    const {token, url} = body.invitation;
    expect(url).toBe(`https://invite.example.com/invite/${token}`);
    const {status, headers} = await service.fetch('POST', `/invite/${token}/start`);
    expect(status).toBe(303);
    expect(headers.get('strict-transport-security')).toMatch(/^max-age=\d{8}/);
    expect(headers.get('content-security-policy')).toContain("form-action 'self' https://www.facebook.com;");
    expect(headers.getSetCookie()[0]).toMatch(
      /^__Host-zpi_browser=[\w-]{32}; .*Path=\/; .*HttpOnly; Secure; SameSite=Lax$/,
    );
    const dialog = new URL(headers.get('location') ?? '');
    expect(dialog.origin + dialog.pathname).toBe('https://www.facebook.com/v25.0/dialog/oauth');
    expect(dialog.searchParams.get('redirect_uri')).toBe('https://invite.example.com/signup/meta/callback');
    expect(dialog.searchParams.get('state')).toMatch(/^[\w-]{32}$/);
  });

  test('a cookie without the prefix that nobody else can set counts for nothing', async () => {
    const {body} = await service.api(
      'POST',
      '/v1/invitations',
      {},
      {authorization: `Bearer ${service.keys.live}`},
    );
    const planted = 'p'.repeat(32);
    const {headers} = await service.fetch('POST', `/invite/${body.invitation.token}/start`, undefined, {
      cookie: `zpi_browser=${planted}`,
    });
    expect(headers.getSetCookie()[0]).not.toContain(planted);
  });
});

describe('a client who shares several numbers', () => {
  let live: LiveSignups;
  let invitation: Invitation;
  let browser: TestBrowser;
  let page: string;

  beforeEach(async () => {
    live = await LiveSignups.start();
    live.graph.phones = [
      {id: '1001', number: '+1 631-555-0100', name: 'Bakery Luna'},
      {id: '1002', number: '+52 55 1234 5678', name: 'Bakery Sol'},
      {id: '1003', number: '+34 600 11 12 22', name: 'Bakery Mar'},
    ];
    invitation = await live.invite({allowedPhoneCountries: ['US', 'MX']});
    const [opened, state] = await live.open(invitation);
    browser = opened;
    page = (await live.finish(browser, state)).body;
  });

  afterEach(() => live.stop());

  const attemptPath = () => new URL(browser.visited.at(-1) ?? '').pathname;
  const choose = (accountId: string, who = browser, headers?: Record<string, string>) =>
    who.open(`${attemptPath()}/choose`, {accountId}, headers);

  async function expectStillWaiting(): Promise<void> {
    expect((await live.retrieve(invitation)).status).toBe('in_progress');
    expect(await live.senders()).toEqual([]);
    expect(live.graph.callsTo('/subscribed_apps')).toBe(0);
  }

  test('is shown those that may be connected, and nothing is done before the choice', async () => {
    expect(page).toContain('Bakery Luna');
    expect(page).toContain('Bakery Sol');
    expect(page).not.toContain('Bakery Mar');
    expect(page).toContain(`action="${attemptPath()}/choose"`);
    await expectStillWaiting();
  });

  test('chooses one, and that one is connected', async () => {
    await choose('1002');
    const done = await eventually(
      () => live.retrieve(invitation),
      ({status}) => status === 'completed',
    );
    expect(done.connectedAccount).toEqual({channel: 'whatsapp', id: '1002', name: 'Bakery Sol'});
    expect(live.graph.calls).not.toContain('/1001/register');
    expect(await live.senders()).toHaveLength(1);
  });

  test('cannot choose what was not offered: an unknown number, one of a wrong country, nothing', async () => {
    for (const foreign of ['9999', '1003', '']) {
      expect((await choose(foreign)).body).toContain('Bakery Luna');
    }
    expect((await browser.open(`${attemptPath()}/choose`, {})).body).toContain('Bakery Luna');
    await browser.open(attemptPath());
    await expectStillWaiting();
  });

  test('is the only one who sees and chooses: another browser does nothing', async () => {
    const path = attemptPath();
    const stranger = live.browser();
    for (const answer of [await choose('1001', stranger), await stranger.open(path)]) {
      expect(answer.status).toBe(403);
      expect(answer.body).not.toContain('Bakery Luna');
    }
    await expectStillWaiting();
  });

  test('chooses on the page itself: a form on another site does nothing', async () => {
    expect((await choose('1001', browser, {'sec-fetch-site': 'cross-site'})).status).toBe(403);
    await expectStillWaiting();
  });

  test('may press twice, or two different ones: one is connected', async () => {
    await Promise.all(['1001', '1002', '1001', '1002'].map((id) => choose(id)));
    await eventually(
      () => live.retrieve(invitation),
      ({status}) => status === 'completed',
    );
    expect(await live.senders()).toHaveLength(1);
    expect(live.graph.callsTo('/register')).toBe(1);
  });

  test('and comes back to the link later finds the choice again', async () => {
    const again = await browser.open(`/invite/${invitation.token}`);
    expect(again.body).toContain('Bakery Sol');
    expect(await live.retrieve(invitation)).toMatchObject({status: 'in_progress'});
  });
});
