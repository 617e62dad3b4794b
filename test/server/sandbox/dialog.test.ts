import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {scenarioNames, scenarioOf, type ScenarioName} from '../../../server/sandbox/scenarios.ts';
import {codeOf, Play} from './play.ts';
import {ShownPage} from './shown-page.ts';

let play: Play;
beforeEach(async () => {
  play = await Play.start();
});
afterEach(() => play.stop());

const cancelled =
  '?error=access_denied&error_code=200&error_description=Permissions+error&error_reason=user_denied&state=the+state#_=_';

/** Opens the dialog for a person, with the scenario preselected. */
async function openPage(
  scenario: ScenarioName = 'complete',
  changes: Record<string, string> = {},
): Promise<ShownPage> {
  await play.control(scenario, false);
  return ShownPage.read(await play.openDialog(changes));
}

/** Presses the main button of every page, up to the answer that is not a page of the wizard. */
async function confirmAll(page: ShownPage): Promise<Response> {
  for (let step = 1; step < 4; step += 1) page = await ShownPage.read(await page.submit('continue'));
  expect(page.heading).toBe('Review what you share');
  return page.submit('continue');
}

describe('a dialog that answers by itself', () => {
  it('goes back with code and state', async () => {
    await play.control('complete');
    const response = await play.openDialog();
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toMatch(
      /\/signup\/meta\/callback\?code=AQB[\w-]+&state=the\+state#_=_$/,
    );
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
  });

  it('keeps the query of the redirect_uri and sends no state where none came', async () => {
    await play.control('complete');
    const redirectUri = `${play.redirectUri}?a=b%20c`;
    await play.post('/sandbox/app', {redirectUris: [redirectUri]});
    const response = await play.openDialog({redirect_uri: redirectUri, state: undefined});
    expect(response.headers.get('location')).toMatch(/callback\?a=b%20c&code=AQB[\w-]+#_=_$/);
  });

  it('cancel goes back without a code', async () => {
    await play.control('cancel');
    expect((await play.openDialog()).headers.get('location')).toBe(play.redirectUri + cancelled);
  });

  it('abandon never goes back', async () => {
    await play.control('abandon');
    const response = await play.openDialog();
    expect([response.status, response.headers.get('location')]).toEqual([200, null]);
    expect(await response.text()).toContain('The client walked away');
  });

  it.each(scenarioNames.filter((scenario) => scenarioOf(scenario).dialog?.end === undefined))(
    '%s goes back with a code',
    async (scenario) => {
      expect(await play.getCode(scenario)).toMatch(/^AQB/);
    },
  );
});

describe('a dialog that was opened wrongly shows its own error page and never goes back', () => {
  const elsewhere = [
    'https://evil.example/signup/meta/callback',
    '//evil.example/',
    '/signup/meta/callback',
    'javascript:alert(1)',
    '',
    undefined,
  ];
  const beside = ['@evil.example/', '.evil.example/', '\\@evil.example', '', '/a#b', '/a b', '/a\nb', '/ü'];

  it.each([
    {client_id: '1'},
    {client_id: undefined},
    {config_id: '1'},
    {config_id: undefined},
    {response_type: 'token'},
    {override_default_response_type: undefined},
    ...elsewhere.map((uri) => ({redirect_uri: uri})),
  ])('%j', async (changes) => {
    for (const auto of [true, false]) {
      await play.control('complete', auto);
      await expectRefusal(await play.openDialog(changes));
    }
  });

  it.each([`?a=b`, '/', '#', '?'])('redirect_uri: the registered one followed by %j', async (rest) => {
    await play.control('complete');
    await expectRefusal(await play.openDialog({redirect_uri: play.redirectUri + rest}));
  });

  it('redirect_uri: one that is registered, but not https', async () => {
    await play.control('complete');
    const redirectUri = 'http://app.example/callback';
    await play.post('/sandbox/app', {redirectUris: [redirectUri]});
    await expectRefusal(await play.openDialog({redirect_uri: redirectUri}));
  });

  it.each(beside)('redirect_uri: our origin followed by %j', async (rest) => {
    await play.control('complete');
    await expectRefusal(await play.openDialog({redirect_uri: play.origin + rest}));
  });

  it('two redirect_uris', async () => {
    await play.control('complete');
    const url = new URL((await play.openDialog()).url);
    url.searchParams.append('redirect_uri', 'https://evil.example/');
    await expectRefusal(await fetch(url, {redirect: 'manual'}));
  });

  async function expectRefusal(response: Response): Promise<void> {
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
    const page = await ShownPage.read(response);
    expect(page.heading).not.toBe('');
    expect(page.text).toContain('nothing here is real');
  }
});

describe('a dialog that a person clicks through', () => {
  it('asks for sign-in, business, number and permissions, then goes back with a code', async () => {
    let page = await openPage('complete', {extras: '{"setup":{"business":{"name":"Tom & Ann"}}}'});
    expect(page.heading).toBe('Connect your WhatsApp account');
    expect(page.text).toContain('Continue as Sam Rivera');

    page = await ShownPage.read(await page.submit('continue'));
    expect(page.heading).toBe('Choose your business');
    expect(page.text).toContain('Tom &#38; Ann (sandbox)');
    const [, secondWaba] = page.choices('waba');

    page = await ShownPage.read(await page.submit('continue', {waba: secondWaba?.value ?? ''}));
    expect(page.heading).toBe('Choose your phone number');
    expect(page.choices('phone').map(({type, isTicked}) => [type, isTicked])).toEqual([
      ['radio', true],
      ['radio', false],
    ]);
    const phoneId = page.choices('phone')[0]?.value;

    page = await ShownPage.read(await page.submit('continue'));
    expect(page.heading).toBe('Review what you share');
    expect(page.choices('scope').every(({isTicked}) => isTicked)).toBe(true);

    const response = await page.submit('continue');
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toContain('&state=the+state#_=_');
    const token = await play.exchangeForToken(codeOf(response));
    expect(await play.wabaIds(token)).toEqual([secondWaba?.value]);
    expect(await play.phones(token)).toMatchObject([{id: phoneId, verified_name: 'Tom & Ann Events'}]);
  });

  it('shows what is needed on pages that nobody can embed, store or script', async () => {
    const {headers} = await openPage();
    expect(headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self' ${play.origin}; base-uri 'none'; frame-ancestors 'none'`,
    );
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('finds its style sheet next to the pages', async () => {
    const page = await openPage();
    const response = await fetch(page.styleSheet);
    expect(response.headers.get('content-type')).toContain('text/css');
    expect(await response.text()).toContain('.card');
  });

  it('creates a portfolio by name, and asks for the name when it is missing', async () => {
    let page = await ShownPage.read(await (await openPage()).submit('continue'));
    page = await ShownPage.read(await page.submit('continue', {portfolio: 'new', portfolio_name: '  '}));
    expect(page.heading).toBe('Choose your business');
    expect(page.text).toMatch(/role="alert">\s*Give the new portfolio a name\./);
    expect(page.choices('portfolio').find(({isTicked}) => isTicked)?.value).toBe('new');

    page = await ShownPage.read(
      await page.submit('continue', {portfolio: 'new', portfolio_name: '<i>New</i> Shop'}),
    );
    expect(page.heading).toBe('Choose your phone number');
    expect(page.text).not.toContain('<i>');
    page = await ShownPage.read(await page.submit('continue'));
    const token = await play.exchangeForToken(codeOf(await page.submit('continue')));
    expect(await play.phones(token)).toMatchObject([{verified_name: '<i>New</i> Shop'}]);
  });

  it('several_numbers lets several accounts and numbers be ticked', async () => {
    let page = await ShownPage.read(await (await openPage('several_numbers')).submit('continue'));
    expect(page.choices('waba').map(({type, isTicked}) => [type, isTicked])).toEqual([
      ['checkbox', true],
      ['checkbox', true],
    ]);
    const none = await ShownPage.read(await page.submit('continue', {waba: []}));
    expect(none.text).toContain('Choose at least one WhatsApp Business account.');

    page = await ShownPage.read(await page.submit('continue'));
    const [first, , third] = page.choices('phone').map(({value}) => value);
    page = await ShownPage.read(await page.submit('continue', {phone: [first ?? '', third ?? '']}));
    const token = await play.exchangeForToken(codeOf(await page.submit('continue')));
    expect((await play.phones(token)).map((phone) => phone.id)).toEqual([first, third]);
  });

  it('can be finished without a number', async () => {
    let page = await ShownPage.read(await (await openPage()).submit('continue'));
    page = await ShownPage.read(await page.submit('continue'));
    page = await ShownPage.read(await page.submit('continue', {phone: 'none'}));
    const token = await play.exchangeForToken(codeOf(await page.submit('continue')));
    expect(await play.wabaIds(token)).toHaveLength(1);
    expect(await play.phones(token)).toEqual([]);
  });

  it('unticking a permission keeps it from the token', async () => {
    let page = await openPage();
    for (let step = 1; step < 4; step += 1) page = await ShownPage.read(await page.submit('continue'));
    const response = await page.submit('continue', {scope: 'whatsapp_business_management'});
    const token = await play.exchangeForToken(codeOf(response));
    const [phone] = await play.phones(token);
    const body = new URLSearchParams({messaging_product: 'whatsapp', pin: '123456'});
    expect(await play.graph(`${phone.id}/register`, token, {method: 'POST', body})).toMatchObject({
      status: 403,
      body: {error: {code: 10}},
    });

    const noManagement = await page.submit('continue', {scope: 'whatsapp_business_messaging'});
    const poorToken = await play.exchangeForToken(codeOf(noManagement));
    expect(await play.graph(phone.id, poorToken)).toMatchObject({status: 403, body: {error: {code: 200}}});
  });

  it('can be cancelled on every page, and goes back a page from all but the first', async () => {
    let page = await openPage();
    const headings = [page.heading];
    for (let step = 1; step <= 4; step += 1) {
      expect((await page.submit('cancel')).headers.get('location')).toBe(play.redirectUri + cancelled);
      if (step === 4) break;
      page = await ShownPage.read(await page.submit('continue'));
      headings.push(page.heading);
    }
    for (const heading of headings.slice(0, 3).reverse()) {
      page = await ShownPage.read(await page.submit('back'));
      expect(page.heading).toBe(heading);
    }
  });
});

describe('the ending that a person chooses', () => {
  it('is preselected as the control says', async () => {
    const page = await openPage('pin_mismatch');
    expect(page.selected).toBe('pin_mismatch');
    expect(page.options).toEqual(scenarioNames.filter((name) => scenarioOf(name).for !== 'messenger'));
  });

  it('cancel and abandon come true at the end', async () => {
    expect((await confirmAll(await openPage('cancel'))).headers.get('location')).toBe(
      play.redirectUri + cancelled,
    );
    const abandoned = await confirmAll(await openPage('abandon'));
    expect([abandoned.status, abandoned.headers.get('location')]).toEqual([200, null]);
  });

  it('deny shows the permissions unticked, and Graph refuses the account', async () => {
    let page = await ShownPage.read(await (await openPage('deny')).submit('continue'));
    const wabaId = page.choices('waba')[0]?.value;
    page = await ShownPage.read(await page.submit('continue'));
    page = await ShownPage.read(await page.submit('continue'));
    expect(page.choices('scope').map(({isTicked}) => isTicked)).toEqual([false, false]);

    const token = await play.exchangeForToken(codeOf(await page.submit('continue')));
    expect(await play.graph(`${wabaId}/phone_numbers`, token)).toMatchObject({
      status: 403,
      body: {error: {code: 200, message: expect.stringContaining('(#200)')}},
    });
  });

  it('can be changed on any page', async () => {
    let page = await ShownPage.read(await (await openPage()).submit('continue'));
    page = await ShownPage.read(await page.submit('continue', {scenario: 'wrong_country'}));
    expect(page.heading).toBe('Choose your phone number');
    expect(page.text).toContain('+354 ');
    page = await ShownPage.read(await page.submit('continue', {scenario: 'no_phone'}));
    const token = await play.exchangeForToken(codeOf(await page.submit('continue')));
    expect(await play.phones(token)).toEqual([]);
  });

  it('can be changed with the last click, from unticked permissions too', async () => {
    let page = await openPage('deny');
    for (let step = 1; step < 4; step += 1) page = await ShownPage.read(await page.submit('continue'));
    const token = await play.exchangeForToken(codeOf(await page.submit('continue', {scenario: 'complete'})));
    expect(await play.phones(token)).toHaveLength(1);
  });

  it.each(scenarioNames)('%s can be reached from the first page at once', async (scenario) => {
    const response = await (await openPage()).submit('finish', {scenario});
    const location = response.headers.get('location');
    const {end} = scenarioOf(scenario).dialog ?? {};
    if (end === 'abandon') expect([response.status, location]).toEqual([200, null]);
    else if (end === 'empty') expect(location).toBe(play.redirectUri);
    else if (end === 'error') expect(location).toContain('?error=server_error&error_code=2&');
    else if (end) expect(location).toBe(play.redirectUri + cancelled);
    else expect(codeOf(response)).toMatch(/^AQB/);
  });

  it('meta_down lasts although the control says otherwise, until that is changed', async () => {
    const response = await (await openPage('complete')).submit('finish', {scenario: 'meta_down'});
    const token = await play.exchangeForToken(codeOf(response));
    expect((await play.graph('1', token)).status).toBe(503);
    await play.control('complete');
    expect((await play.graph('1', token)).status).toBe(400);
  });
});

describe('the form of the dialog', () => {
  it('is refused without going back when it was changed, is missing or is something else', async () => {
    const page = await openPage();
    const code = await play.getCode('complete');
    for (const dialog of [`${page.sealed}A`, page.sealed.replace('D', 'E'), '', code, []]) {
      const response = await page.submit('continue', {dialog});
      expect([response.status, response.headers.get('location')]).toEqual([400, null]);
    }
  });

  it('is refused after an hour', async () => {
    const page = await openPage();
    play.now += 60 * 60 * 1000;
    const response = await page.submit('finish');
    expect([response.status, response.headers.get('location')]).toEqual([400, null]);
  });

  it('still works after a restart of the service', async () => {
    const page = await openPage();
    play.restart();
    expect(codeOf(await confirmAll(page))).toMatch(/^AQB/);
  });
});
