import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import type {ScenarioName} from '../../../server/sandbox/scenarios.ts';
import {Play} from './play.ts';

let play: Play;
beforeEach(async () => {
  play = await Play.start();
});
afterEach(() => play.stop());

async function connect(scenario: ScenarioName) {
  const token = await play.getToken(scenario);
  const [wabaId = ''] = await play.wabaIds(token);
  const [phone] = await play.phones(token);
  const post = (path: string, fields: Record<string, string>) =>
    play.graph(path, token, {method: 'POST', body: new URLSearchParams(fields)});
  const codeOfCall = async () => {
    const digits = String(phone.display_phone_number).replace(/\D/g, '');
    return (await play.numbers(`/calls/${digits}`)).body.code as string;
  };
  return {
    token,
    wabaId,
    phoneId: phone.id as string,
    codeOfCall,
    post,
    register: async (pin: string) => {
      const {body} = await post(`${phone.id}/register`, {messaging_product: 'whatsapp', pin});
      return body.error?.code as number | undefined;
    },
  };
}

describe('the registration of a number', () => {
  it('asks for the PIN that the number came with, and locks after eight wrong ones', async () => {
    const {register} = await connect('pin_mismatch');
    for (let count = 1; count < 8; count += 1) expect(await register('111111')).toBe(133005);
    expect(await register('111111')).toBe(133008);
    expect(await register('424242')).toBe(133008);
    play.now += 15 * 60_000;
    expect(await register('424242')).toBeUndefined();
  });

  it('is refused the eleventh time in 72 hours', async () => {
    const {register} = await connect('complete');
    for (let count = 0; count < 10; count += 1) expect(await register('123456')).toBeUndefined();
    expect(await register('123456')).toBe(133016);
    play.now += 72 * 60 * 60_000;
    expect(await register('123456')).toBeUndefined();
  });

  it('needs a PIN anew when it was changed, without the old one', async () => {
    const {phoneId, post, register} = await connect('complete');
    expect(await register('123456')).toBeUndefined();
    expect((await post(phoneId, {pin: '654321'})).body).toEqual({success: true});
    expect(await register('123456')).toBe(133005);
    expect(await register('654321')).toBeUndefined();
    expect((await post(phoneId, {})).body.error.code).toBe(100);
  });

  it('waits for the display name: two refusals, then it works', async () => {
    const {phoneId, post} = await connect('register_pending');
    const fields = {messaging_product: 'whatsapp', pin: '123456'};
    for (let count = 0; count < 2; count += 1) {
      expect((await post(`${phoneId}/register`, fields)).body.error).toMatchObject({error_subcode: 2388001});
    }
    expect((await post(`${phoneId}/register`, fields)).status).toBe(200);
  });

  it('of a number that was deleted a moment ago works after five minutes', async () => {
    const {register} = await connect('recently_deleted');
    expect(await register('123456')).toBe(133015);
    play.now += 5 * 60_000;
    expect(await register('123456')).toBeUndefined();
  });

  it('needs the number to be verified, which a code of the call does', async () => {
    const {phoneId, post, register, codeOfCall} = await connect('not_verified');
    expect(await register('123456')).toBe(133006);
    expect((await post(`${phoneId}/verify_code`, {code: '1'})).body.error.code).toBe(136025);
    expect((await post(`${phoneId}/request_code`, {code_method: 'FAX', language: 'en'})).status).toBe(400);
    await post(`${phoneId}/request_code`, {code_method: 'VOICE', language: 'en'});
    expect((await post(`${phoneId}/verify_code`, {code: 'x'})).body.error.code).toBe(136025);
    expect((await post(`${phoneId}/verify_code`, {code: await codeOfCall()})).body).toEqual({success: true});
    expect(await register('123456')).toBeUndefined();
  });

  it('is not for a number of the WhatsApp Business app, whose chats can be copied once and within a day', async () => {
    const {phoneId, post, register} = await connect('coexistence');
    expect(await register('123456')).toBe(100);
    const sync = (type: string) =>
      post(`${phoneId}/smb_app_data`, {messaging_product: 'whatsapp', sync_type: type});
    expect((await sync('history')).body).toEqual({
      messaging_product: 'whatsapp',
      request_id: expect.any(String),
    });
    expect((await sync('history')).body.error.code).toBe(2593107);
    play.now += 24 * 60 * 60_000;
    expect((await sync('smb_app_state_sync')).body.error.code).toBe(2593108);
    expect((await sync('photos')).body.error.code).toBe(100);
  });

  it('can be of a number that was added by a call', async () => {
    const {token, wabaId, post} = await connect('complete');
    const added = {cc: '1', phone_number: '4155550188', verified_name: 'Willow'};
    const {body} = await post(`${wabaId}/phone_numbers`, added);
    expect((await play.graph(body.id, token)).body).toMatchObject({
      display_phone_number: '+1 415-555-0188',
      code_verification_status: 'NOT_VERIFIED',
    });
    expect((await post(`${wabaId}/phone_numbers`, added)).status).toBe(400);
    expect((await post(`${wabaId}/phone_numbers`, {...added, phone_number: 'x'})).status).toBe(400);
  });
});

describe('the address for messages', () => {
  it('needs a plain subscription first, answers the challenge at once, and is taken away by another plain one', async () => {
    const {token, wabaId, post} = await connect('complete');
    const path = `${wabaId}/subscribed_apps`;
    const override = {override_callback_uri: `${play.origin}/webhooks/meta`, verify_token: 'right'};
    expect((await post(path, override)).body.error).toMatchObject({code: 100});
    await post(path, {});
    expect((await post(path, {...override, verify_token: 'wrong'})).body.error).toMatchObject({
      code: 2200,
      message: expect.stringContaining('HTTP Status Code = 403'),
    });
    expect(
      (await post(path, {...override, override_callback_uri: 'http://127.0.0.1:9/'})).body.error.code,
    ).toBe(2200);
    expect((await post(path, override)).body).toEqual({success: true});
    const [subscribed] = (await play.graph(path, token)).body.data;
    expect(subscribed.override_callback_uri).toBe(override.override_callback_uri);
    await post(path, {});
    expect((await play.graph(path, token)).body.data[0].override_callback_uri).toBeUndefined();
  });

  it('can be that of one number', async () => {
    const {token, phoneId, post} = await connect('complete');
    const url = `${play.origin}/webhooks/meta`;
    const set = (value: object) => post(phoneId, {webhook_configuration: JSON.stringify(value)});
    expect((await set({})).status).toBe(400);
    expect((await set({override_callback_uri: url, verify_token: 'wrong'})).body.error.code).toBe(2200);
    expect((await set({override_callback_uri: url, verify_token: 'right'})).status).toBe(200);
    const read = async () => (await play.graph(phoneId, token)).body.webhook_configuration;
    expect(await read()).toEqual({application: url, phone_number: url});
    await set({override_callback_uri: ''});
    expect(await read()).toEqual({application: url});
  });
});
