import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {app, Play, type Json} from './play.ts';

let play: Play;
beforeEach(async () => {
  play = await Play.start();
});
afterEach(() => play.stop());

async function errorOf(response: Response): Promise<Json> {
  expect(response.status).toBe(400);
  const {error} = await response.json();
  expect(error).toMatchObject({
    type: 'OAuthException',
    message: expect.any(String),
    fbtrace_id: expect.any(String),
  });
  return error;
}

describe('exchange of a code', () => {
  it('answers a bearer token that lives for 60 days', async () => {
    const response = await play.exchange(await play.getCode('complete'));
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(await response.json()).toEqual({
      access_token: expect.stringMatching(/^EAAB[\w-]+$/),
      token_type: 'bearer',
      expires_in: 5_184_000,
    });
  });

  it('takes parameters from the query, a form and JSON', async () => {
    const url = `${play.origin}/sandbox/graph/oauth/access_token`;
    const parameters = async () => ({
      client_id: app.appId,
      client_secret: app.appSecret,
      redirect_uri: play.redirectUri,
      grant_type: 'authorization_code',
      code: await play.getCode('complete'),
    });
    const form = await fetch(url, {method: 'POST', body: new URLSearchParams(await parameters())});
    expect(form.status).toBe(200);
    const json = await play.post('/sandbox/graph/v25.0/oauth/access_token', await parameters());
    expect(json.status).toBe(200);
    const query = await fetch(`${url}?${new URLSearchParams(await parameters()).toString()}`);
    expect(query.status).toBe(200);
  });

  it('works until 30 seconds after the dialog, and not after', async () => {
    const [code, late] = [await play.getCode('complete'), await play.getCode('complete')];
    play.now += 29_999;
    expect((await play.exchange(code)).status).toBe(200);
    play.now += 1;
    expect(await errorOf(await play.exchange(late))).toMatchObject({code: 100, error_subcode: 36007});
  });

  it('works once', async () => {
    const code = await play.getCode('complete');
    const responses = await Promise.all([play.exchange(code), play.exchange(code)]);
    expect(responses.map((response) => response.status).sort()).toEqual([200, 400]);
    expect(await errorOf(await play.exchange(code))).toMatchObject({code: 100, error_subcode: 36009});
  });

  it('needs the redirect_uri of the dialog, byte for byte', async () => {
    const code = await play.getCode('complete');
    for (const redirectUri of [`${play.redirectUri}/`, play.redirectUri.toUpperCase(), '']) {
      const error = await errorOf(await play.exchange(code, {redirect_uri: redirectUri}));
      expect(error).toMatchObject({code: 100, error_subcode: 36008});
    }
    expect((await play.exchange(code)).status).toBe(200);
  });

  it('refuses a wrong app id or secret before it looks at the code', async () => {
    const code = await play.getCode('complete');
    expect(await errorOf(await play.exchange(code, {client_id: '400000000000002'}))).toMatchObject({
      code: 101,
    });
    expect(await errorOf(await play.exchange(code, {client_secret: 'guess'}))).toMatchObject({code: 1});
    expect((await play.exchange(code)).status).toBe(200);
  });

  it('refuses a code that was changed, a token in its place, and nothing at all', async () => {
    const code = await play.getCode('complete');
    const changed = code.slice(0, -3) + (code.endsWith('AAA') ? 'BBB' : 'AAA');
    for (const wrong of [changed, code.slice(0, 20), await play.getToken('complete'), '', 'AQB']) {
      const error = await errorOf(await play.exchange(wrong));
      expect(error.code).toBe(100);
      expect(error.error_subcode).toBeUndefined();
    }
  });

  it('refuses another grant_type', async () => {
    const error = await errorOf(
      await play.exchange(await play.getCode('complete'), {grant_type: 'password'}),
    );
    expect(error.code).toBe(100);
  });

  it('survives a restart of the service, and so does the token', async () => {
    const code = await play.getCode('complete');
    play.restart();
    const token = await play.exchangeForToken(code);
    const [before] = await play.phones(token);
    play.restart();
    expect(await play.phones(token)).toEqual([before]);
  });
});
