import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {app, Play, type GranularScope} from './play.ts';

let play: Play;
beforeEach(async () => {
  play = await Play.start();
});
afterEach(() => play.stop());

const notThere = {status: 400, body: {error: {type: 'OAuthException', code: 100, error_subcode: 33}}};

async function firstWaba(token: string): Promise<string> {
  return (await play.wabaIds(token))[0] ?? '';
}

async function firstPhone(token: string): Promise<string> {
  return (await play.phones(token))[0].id;
}

describe('debug_token', () => {
  it('says what was granted', async () => {
    const token = await play.getToken('complete');
    const described = await play.debugToken(token);
    const seconds = play.now / 1000;
    expect(described).toMatchObject({
      app_id: app.appId,
      type: 'SYSTEM_USER',
      is_valid: true,
      issued_at: seconds,
      expires_at: seconds + 5_184_000,
      scopes: [
        'business_management',
        'whatsapp_business_management',
        'whatsapp_business_messaging',
        'public_profile',
      ],
    });
    const targets = Object.fromEntries(
      described.granular_scopes.map((granted: GranularScope) => [granted.scope, granted.target_ids]),
    );
    expect(targets.business_management).toEqual([expect.stringMatching(/^900001\d{11}$/)]);
    expect(targets.whatsapp_business_management).toEqual([expect.stringMatching(/^900002\d{11}$/)]);
    expect(targets.whatsapp_business_messaging).toEqual(targets.whatsapp_business_management);
  });

  it('calls a token it cannot read invalid', async () => {
    expect(await play.debugToken('EAABnonsense')).toMatchObject({
      is_valid: false,
      error: {code: 190},
      scopes: [],
    });
  });

  it("is only for the app's own token", async () => {
    const token = await play.getToken('complete');
    for (const accessToken of [token, `${app.appId}|guess`]) {
      const query = `input_token=${token}&access_token=${encodeURIComponent(accessToken)}`;
      const response = await fetch(`${play.origin}/sandbox/graph/debug_token?${query}`);
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({error: {code: 190}});
    }
  });
});

describe('an access token', () => {
  it('is taken from the header or the query', async () => {
    const token = await play.getToken('complete');
    const response = await fetch(
      `${play.origin}/sandbox/graph/${await firstWaba(token)}?access_token=${token}`,
    );
    expect(response.status).toBe(200);
  });

  it('is refused when missing, changed, or a code', async () => {
    const code = await play.getCode('complete');
    const token = await play.exchangeForToken(code);
    const wabaId = await firstWaba(token);
    expect((await fetch(`${play.origin}/sandbox/graph/${wabaId}`)).status).toBe(400);
    for (const wrong of [`${token}A`, token.replace('EAAB', 'EAAC'), code]) {
      expect(await play.graph(wabaId, wrong)).toMatchObject({status: 401, body: {error: {code: 190}}});
    }
  });

  it('ends after 60 days', async () => {
    const token = await play.getToken('complete');
    const wabaId = await firstWaba(token);
    play.now += 60 * 24 * 60 * 60 * 1000;
    expect(await play.graph(wabaId, token)).toMatchObject({
      status: 401,
      body: {error: {code: 190, error_subcode: 463}},
    });
    expect(await play.debugToken(token)).toMatchObject({is_valid: false, error: {code: 190}});
  });

  it('sees nothing of another portfolio', async () => {
    const [mine, other] = [await play.getToken('complete'), await play.getToken('complete')];
    const [wabaId, phoneId] = [await firstWaba(other), await firstPhone(other)];
    expect(await play.graph(wabaId, mine)).toMatchObject(notThere);
    expect(await play.graph(`${wabaId}/phone_numbers`, mine)).toMatchObject(notThere);
    expect(await play.graph(`${wabaId}/subscribed_apps`, mine, {method: 'POST'})).toMatchObject(notThere);
    expect(await play.graph(phoneId, mine)).toMatchObject(notThere);
    expect(await play.graph(`${phoneId}/register`, mine, {method: 'POST'})).toMatchObject(notThere);
    expect(await play.graph('900002000000000', mine)).toMatchObject(notThere);
  });
});

describe('reading', () => {
  it('answers an account with its owner', async () => {
    const token = await play.getToken('complete');
    const wabaId = await firstWaba(token);
    const fields = 'name,currency,timezone_id,owner_business_info{id,name},account_review_status';
    const {status, body} = await play.graph(`${wabaId}?fields=${fields}`, token);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: wabaId,
      name: expect.stringContaining('(sandbox)'),
      currency: 'USD',
      timezone_id: '1',
      account_review_status: 'APPROVED',
      owner_business_info: {id: expect.stringMatching(/^900001/), name: expect.stringContaining('(sandbox)')},
    });
    const {owner_business_info: owner} = body;
    expect((await play.graph(owner.id, token)).body).toEqual(owner);
  });

  it('answers a number with the documented fields', async () => {
    const token = await play.getToken('complete');
    const [phone] = await play.phones(token);
    expect(phone).toEqual({
      id: expect.stringMatching(/^900003\d{11}$/),
      display_phone_number: expect.stringMatching(/^\+1 \d{3}-555-\d{4}$/),
      verified_name: expect.any(String),
      code_verification_status: 'VERIFIED',
      quality_rating: 'UNKNOWN',
      platform_type: 'NOT_APPLICABLE',
      throughput: {level: 'NOT_APPLICABLE'},
      last_onboarded_time: '2026-10-01T10:00:00+0000',
      webhook_configuration: {application: `${play.origin}/webhooks/meta`},
    });
    expect((await play.graph(phone.id, token)).body).toEqual(phone);
    const {body} = await play.graph(`${phone.id}?fields=status,account_mode`, token);
    expect(body).toEqual({id: phone.id, status: 'PENDING', account_mode: 'SANDBOX'});
  });

  it('pages by limit and cursor', async () => {
    const token = await play.getToken('several_numbers');
    const wabaId = await firstWaba(token);
    const all = (await play.graph(`${wabaId}/phone_numbers?fields=id`, token)).body;
    expect(all.data).toHaveLength(2);
    expect(all.paging.next).toBeUndefined();

    const first = (await play.graph(`${wabaId}/phone_numbers?fields=id&limit=1`, token)).body;
    expect(first.data).toEqual([all.data[0]]);
    const next = new URL(first.paging.next);
    expect(next.origin + next.pathname).toBe(`${play.origin}/sandbox/graph/v24.0/${wabaId}/phone_numbers`);
    expect(next.searchParams.get('after')).toBe(first.paging.cursors.after);
    const second = await (await fetch(next, {headers: {authorization: `Bearer ${token}`}})).json();
    expect(second.data).toEqual([all.data[1]]);
    expect(second.paging.next).toBeUndefined();

    const back = (
      await play.graph(`${wabaId}/phone_numbers?fields=id&before=${second.paging.cursors.before}`, token)
    ).body;
    expect(back.data).toEqual([all.data[0]]);
    expect((await play.graph(`${wabaId}/phone_numbers?limit=0`, token)).body).toMatchObject({
      error: {code: 100},
    });
    expect((await play.graph(`${wabaId}/phone_numbers?after=x`, token)).body).toMatchObject({
      error: {code: 100},
    });
  });

  it('refuses fields and edges that a node does not have', async () => {
    const token = await play.getToken('complete');
    const [wabaId, phoneId] = [await firstWaba(token), await firstPhone(token)];
    const messages = await Promise.all(
      [`${phoneId}/phone_numbers`, `${wabaId}?fields=verified_name`].map(async (path) => {
        const {status, body} = await play.graph(path, token);
        expect([status, body.error.code]).toEqual([400, 100]);
        return body.error.message;
      }),
    );
    expect(messages[0]).toContain(
      'nonexisting field (phone_numbers) on node type (WhatsAppBusinessPhoneNumber)',
    );
    expect(messages[1]).toContain('nonexisting field (verified_name) on node type (WhatsAppBusinessAccount)');
    const {status, body} = await play.graph(`${wabaId}/register`, token, {method: 'POST'});
    expect([status, body.error.code]).toEqual([400, 100]);
  });

  it('answers an unknown path in the same envelope', async () => {
    const token = await play.getToken('complete');
    expect(await play.graph('a/b/c', token)).toMatchObject({
      status: 400,
      body: {error: {type: 'OAuthException'}},
    });
  });
});

describe('onboarding', () => {
  it('subscribes and unsubscribes the app, as often as it is asked', async () => {
    const token = await play.getToken('complete');
    const path = `${await firstWaba(token)}/subscribed_apps`;
    expect((await play.graph(path, token)).body).toEqual({data: []});
    for (let count = 0; count < 2; count += 1) {
      expect((await play.graph(path, token, {method: 'POST'})).body).toEqual({success: true});
    }
    expect((await play.graph(path, token)).body).toMatchObject({
      data: [{whatsapp_business_api_data: {id: app.appId}}],
    });
    expect((await play.graph(path, token, {method: 'DELETE'})).body).toEqual({success: true});
    expect((await play.graph(path, token)).body).toEqual({data: []});
  });

  it('registers a number with a PIN that has to be the same from then on', async () => {
    const token = await play.getToken('complete');
    const phoneId = await firstPhone(token);
    const register = (pin: string, init: RequestInit = {}) =>
      play.graph(`${phoneId}/register`, token, {
        method: 'POST',
        body: new URLSearchParams({messaging_product: 'whatsapp', pin}),
        ...init,
      });

    expect(await register('123456')).toEqual({status: 200, body: {success: true}});
    const fields = 'status,platform_type,throughput';
    expect((await play.graph(`${phoneId}?fields=${fields}`, token)).body).toEqual({
      id: phoneId,
      status: 'CONNECTED',
      platform_type: 'CLOUD_API',
      throughput: {level: 'STANDARD'},
    });
    const json = {
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({messaging_product: 'whatsapp', pin: '123456'}),
    };
    expect((await register('', json)).status).toBe(200);
    expect(await register('654321')).toMatchObject({status: 400, body: {error: {code: 133005}}});

    const deregister = () => play.graph(`${phoneId}/deregister`, token, {method: 'POST'});
    expect((await deregister()).body).toEqual({success: true});
    expect((await play.graph(`${phoneId}?fields=status`, token)).body.status).toBe('PENDING');
    expect((await deregister()).body).toMatchObject({error: {code: 133010}});
    expect(await register('654321')).toMatchObject({body: {error: {code: 133005}}});
  });

  it('refuses to register without product or with a PIN that is none', async () => {
    const token = await play.getToken('complete');
    const phoneId = await firstPhone(token);
    for (const body of [
      'pin=123456',
      'messaging_product=whatsapp',
      'messaging_product=whatsapp&pin=12345x',
    ]) {
      const answer = await play.graph(`${phoneId}/register`, token, {
        method: 'POST',
        body: new URLSearchParams(body),
      });
      expect(answer).toMatchObject({status: 400, body: {error: {code: 100}}});
    }
  });

  it('refuses a body that cannot be read in the same envelope', async () => {
    const token = await play.getToken('complete');
    const init = {method: 'POST', headers: {'content-type': 'application/json'}, body: '{'};
    expect(await play.graph('1/register', token, init)).toMatchObject({
      status: 400,
      body: {error: {code: 100}},
    });
  });
});
