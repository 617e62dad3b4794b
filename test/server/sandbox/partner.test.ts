import {createHmac} from 'node:crypto';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {app, Play} from './play.ts';

let play: Play;
beforeEach(async () => {
  play = await Play.start();
});
afterEach(() => play.stop());

const {businessId, systemUserId, systemUserToken, creditLineId} = app.partner;
const proof = createHmac('sha256', app.appSecret).update(systemUserToken).digest('hex');

async function connect() {
  const token = await play.getToken('complete');
  const [wabaId = ''] = await play.wabaIds(token);
  const {client_business_id: clientId} = (await play.graph('me?fields=client_business_id', token)).body;
  return {token, wabaId, clientId: clientId as string};
}
const post = (path: string, fields: Record<string, string>, token = systemUserToken) =>
  play.graph(path, token, {method: 'POST', body: new URLSearchParams(fields)});

describe('the partner', () => {
  it('lists the accounts of its clients; a client lists their own', async () => {
    const [first, second] = [await connect(), await connect()];
    const clients = (await play.graph(`${businessId}/client_whatsapp_business_accounts`, systemUserToken))
      .body;
    expect(clients.data.map(({id}: {id: string}) => id)).toEqual([second.wabaId, first.wabaId]);
    const own = (await play.graph(`${first.clientId}/owned_whatsapp_business_accounts`, first.token)).body;
    expect(own.data).toMatchObject([{id: first.wabaId}]);
    const foreign = await play.graph(`${second.clientId}/owned_whatsapp_business_accounts`, first.token);
    expect(foreign.body.error).toMatchObject({code: 100, error_subcode: 33});
  });

  it('adds its system user and pays with its credit line, once', async () => {
    const {token, wabaId} = await connect();
    const user = {user: systemUserId, tasks: '["MANAGE"]'};
    expect((await post(`${wabaId}/assigned_users`, user, token)).body.error.code).toBe(200);
    expect((await post(`${wabaId}/assigned_users`, {...user, user: '1'})).body.error.code).toBe(100);
    expect((await post(`${wabaId}/assigned_users`, user)).body).toEqual({success: true});

    const line = `${creditLineId}/whatsapp_credit_sharing_and_attach`;
    const fields = {waba_id: wabaId, waba_currency: 'USD'};
    expect((await post(line, {...fields, waba_currency: 'XXX'})).body.error.code).toBe(100);
    expect((await post(line, fields, token)).body.error.code).toBe(200);
    expect((await post(line, fields)).body).toMatchObject({waba_id: wabaId});
    expect((await post(line, fields)).body.error.code).toBe(100);
    const {primary_funding_id: paid} = (await play.graph(`${wabaId}?fields=primary_funding_id`, token)).body;
    expect(paid).not.toBe('0');
  });

  it('does a client’s work with its own token, and nobody else’s', async () => {
    const {wabaId} = await connect();
    expect((await post(`${wabaId}/subscribed_apps`, {})).body).toEqual({success: true});
    expect((await post('90000200000000000/subscribed_apps', {})).body.error).toMatchObject({
      error_subcode: 33,
    });
    expect((await play.graph(wabaId, `${systemUserToken}x`)).status).toBe(401);
  });

  it('gets a token for a client whose browser never came back, with a proof', async () => {
    const {wabaId, clientId} = await connect();
    const path = `${clientId}/system_user_access_tokens`;
    const fields = {fetch_only: 'true', appsecret_proof: proof};
    const {access_token: token} = (await post(path, fields)).body;
    expect((await play.graph(wabaId, token)).status).toBe(200);
    expect((await post(path, {fetch_only: 'true'})).status).toBe(400);
    expect((await post(path, {...fields, appsecret_proof: 'x'})).body.error.message).toMatch(
      /appsecret_proof/,
    );
    expect((await post('90000100000000000/system_user_access_tokens', fields)).status).toBe(400);
    expect((await post(path, fields, token)).status).toBe(400);
  });
});

it('a call without a proof is refused where Meta asks for one', async () => {
  const token = await play.getToken('proof_required');
  expect((await play.graph('me', token)).body.error.code).toBe(100);
  const given = createHmac('sha256', app.appSecret).update(token).digest('hex');
  expect((await play.graph(`me?appsecret_proof=${given}`, token)).status).toBe(200);
});
