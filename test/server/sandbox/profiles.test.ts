import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {Play} from './play.ts';

let play: Play;
let token: string;
let path: string;
beforeEach(async () => {
  play = await Play.start();
  token = await play.getToken('complete');
  path = `${(await play.phones(token))[0].id}/whatsapp_business_profile`;
});
afterEach(() => play.stop());

const update = (fields: Record<string, unknown>) =>
  play.graph(path, token, {
    method: 'POST',
    headers: {'content-type': 'application/json'},
    body: JSON.stringify({messaging_product: 'whatsapp', ...fields}),
  });
const wrong = {status: 400, body: {error: {code: 100}}};

describe('whatsapp_business_profile', () => {
  it('answers the fields that are asked for and set', async () => {
    expect(await update({email: 'a@luna.example', websites: ['https://luna.example']})).toEqual({
      status: 200,
      body: {success: true},
    });
    expect((await play.graph(`${path}?fields=email,websites,vertical`, token)).body).toEqual({
      data: [{email: 'a@luna.example', websites: ['https://luna.example'], messaging_product: 'whatsapp'}],
    });
  });

  it('takes a list in a form too, as Graph does', async () => {
    const body = new URLSearchParams({messaging_product: 'whatsapp', websites: '["https://luna.example"]'});
    await play.graph(path, token, {method: 'POST', body});
    const {body: read} = await play.graph(`${path}?fields=websites`, token);
    expect(read.data[0].websites).toEqual(['https://luna.example']);
  });

  it('refuses what Graph refuses', async () => {
    expect(await update({messaging_product: 'sms'})).toMatchObject(wrong);
    expect(await update({about: ''})).toMatchObject(wrong);
    expect(await update({websites: 'https://luna.example'})).toMatchObject(wrong);
    expect(await update({websites: ['1', '2', '3']})).toMatchObject(wrong);
    expect(await play.graph(`${path}?fields=colour`, token)).toMatchObject(wrong);
  });

  it('is there for numbers only, and for nobody else', async () => {
    const [wabaId] = await play.wabaIds(token);
    expect(await play.graph(`${wabaId}/whatsapp_business_profile`, token)).toMatchObject(wrong);
    const stranger = await play.getToken('complete');
    expect(await play.graph(path, stranger)).toMatchObject({status: 400, body: {error: {error_subcode: 33}}});
  });
});
