import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {Play} from './play.ts';

let play: Play;
beforeEach(async () => {
  play = await Play.start();
});
afterEach(() => play.stop());

const setFaults = async (...faults: object[]) => {
  expect((await play.post('/sandbox/control', {faults})).status).toBe(200);
};
const getControl = async () => (await fetch(`${play.origin}/sandbox/control`)).json();

describe('a fault', () => {
  it('befalls as many calls as it says, of what it is about', async () => {
    const token = await play.getToken('complete');
    const [wabaId = ''] = await play.wabaIds(token);
    await setFaults({
      on: 'GET /:waba/phone_numbers',
      times: 2,
      error: {code: 80007, details: 'Too many', isTransient: true},
    });
    const read = () => play.graph(`${wabaId}/phone_numbers`, token);
    const limited = {
      status: 400,
      body: {error: {code: 80007, is_transient: true, error_data: {details: 'Too many'}}},
    };
    expect(await read()).toMatchObject(limited);
    expect((await getControl()).faults).toMatchObject([{times: 1}]);
    expect((await play.graph(wabaId, token)).status).toBe(200);
    expect(await read()).toMatchObject(limited);
    expect((await read()).status).toBe(200);
    expect((await getControl()).faults).toEqual([]);
  });

  it('is played one after the other when several fit', async () => {
    const token = await play.getToken('complete');
    await setFaults({on: 'GET /me', times: 1, error: {code: 2}}, {on: 'GET /me', times: 1, error: {code: 4}});
    const codes = [];
    for (let count = 0; count < 3; count += 1) codes.push((await play.graph('me', token)).body.error?.code);
    expect(codes).toEqual([2, 4, undefined]);
  });

  it('can be a page, a cut connection, another answer, a delay, or usage only', async () => {
    const token = await play.getToken('complete');
    const url = `${play.origin}/sandbox/graph/v25.0/me?access_token=${token}`;
    await setFaults({on: '*', html: true});
    const page = await fetch(url);
    expect([page.status, page.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
    await setFaults({on: '*', reset: true});
    await expect(fetch(url)).rejects.toThrow();
    await setFaults({on: '*', body: {odd: true}, status: 201});
    expect(await play.graph('me', token)).toEqual({status: 201, body: {odd: true}});
    await setFaults({on: '*', delayMs: 700});
    expect((await fetch(url)).status).toBe(200);
    expect(play.waits).toEqual([700]);
    await setFaults({on: '*', usage: 95});
    const used = await fetch(url);
    expect(JSON.parse(used.headers.get('x-app-usage') ?? '')).toMatchObject({call_count: 95});
    expect(used.status).toBe(200);
  });

  it('of a scenario befalls only what was shared in it', async () => {
    const [busy, healthy] = [await play.getToken('register_busy'), await play.getToken('complete')];
    const register = async (token: string) => {
      const [phone] = await play.phones(token);
      const body = new URLSearchParams({messaging_product: 'whatsapp', pin: '123456'});
      return (await play.graph(`${phone.id}/register`, token, {method: 'POST', body})).status;
    };
    expect(await register(healthy)).toBe(200);
    expect(await register(busy)).toBe(503);
    expect(await register(busy)).toBe(200);
  });

  it('ends with a reset, as every other setting does', async () => {
    await play.control('cancel');
    await setFaults({on: '*', reset: true});
    expect((await play.post('/sandbox/control', {reset: true})).status).toBe(200);
    expect(await getControl()).toMatchObject({
      scenario: 'complete',
      auto: false,
      webhooks: 'off',
      faults: [],
    });
  });
});

describe('GET /sandbox/requests', () => {
  const list = async () => (await (await fetch(`${play.origin}/sandbox/requests`)).json()).requests;

  it('lists what was asked of Graph, every secret masked', async () => {
    const token = await play.getToken('complete');
    await play.graph('me?fields=id', token);
    const requests = await list();
    expect(requests).toMatchObject([
      {
        method: 'GET',
        path: '/oauth/access_token',
        version: 'v24.0',
        status: 200,
        parameters: {client_secret: '***', code: '***', redirect_uri: play.redirectUri},
        secretsInAddress: [],
      },
      {path: '/me', parameters: {fields: 'id'}, secretsInAddress: []},
    ]);
    expect(JSON.stringify(requests)).not.toMatch(/EAAB|AQB|app-secret/);
  });

  it('tells of a secret that stood in an address where Meta does not ask for it', async () => {
    const token = await play.getToken('complete');
    await fetch(`${play.origin}/sandbox/graph/me?access_token=${token}&note=${token}`);
    await fetch(`${play.origin}/sandbox/graph/900003000/register?pin=123456`, {method: 'POST'});
    const flags = (await list()).map((one: {secretsInAddress: string[]}) => one.secretsInAddress);
    expect(flags).toEqual([[], ['access_token', 'note'], ['pin']]);
  });

  it('remembers 500 of them, and is for those who may control the sandbox', async () => {
    for (let count = 0; count < 510; count += 1) await fetch(`${play.origin}/sandbox/graph/me?n=${count}`);
    const requests = await list();
    expect(requests).toHaveLength(500);
    expect(requests[0].parameters).toEqual({n: '10'});
    play.isControlAllowed = false;
    expect((await fetch(`${play.origin}/sandbox/requests`)).status).toBe(401);
  });
});
