import {parsePhoneNumberFromString} from 'libphonenumber-js/max';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {phoneCountries} from '../../../server/sandbox/phone-countries.ts';
import {Play, type GranularScope} from './play.ts';

let play: Play;
beforeEach(async () => {
  play = await Play.start();
});
afterEach(() => play.stop());

const extrasWith = (business: unknown) => ({extras: JSON.stringify({setup: {business}})});

async function countries(token: string): Promise<(string | undefined)[]> {
  return (await play.phones(token)).map(
    (phone) => parsePhoneNumberFromString(phone.display_phone_number)?.country,
  );
}

describe('scenarios in Graph', () => {
  it('complete: one verified number in one account', async () => {
    const token = await play.getToken('complete');
    expect(await play.wabaIds(token)).toHaveLength(1);
    expect(await play.phones(token)).toMatchObject([{code_verification_status: 'VERIFIED'}]);
  });

  it('deny: a valid token without the WhatsApp permissions', async () => {
    const token = await play.getToken('deny');
    const described = await play.debugToken(token);
    expect(described).toMatchObject({is_valid: true, scopes: ['business_management', 'public_profile']});
    expect(described.granular_scopes.map((granted: GranularScope) => granted.scope)).toEqual([
      'business_management',
    ]);
    expect(await play.wabaIds(token)).toEqual([]);
  });

  it('no_phone: an account without numbers', async () => {
    const token = await play.getToken('no_phone');
    const [wabaId] = await play.wabaIds(token);
    expect((await play.graph(`${wabaId}/phone_numbers`, token)).body).toEqual({data: []});
  });

  it('several_numbers: three different numbers in two accounts', async () => {
    const token = await play.getToken('several_numbers');
    expect(await play.wabaIds(token)).toHaveLength(2);
    const phones = await play.phones(token);
    expect(new Set(phones.map((phone) => phone.display_phone_number)).size).toBe(3);
    expect(new Set(phones.map((phone) => phone.verified_name)).size).toBe(3);
  });

  it('wrong_country: Iceland, or New Zealand for a client from Iceland', async () => {
    expect(await countries(await play.getToken('wrong_country'))).toEqual(['IS']);
    const icelandic = extrasWith({phone: {code: 354}});
    expect(await countries(await play.getToken('wrong_country', icelandic))).toEqual(['NZ']);
  });

  it('code_expired: a code that is refused at once', async () => {
    const response = await play.exchange(await play.getCode('code_expired'));
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({error: {code: 100, error_subcode: 36007}});
  });

  describe('meta_down', () => {
    const down = {status: 503, body: {error: {code: 2, is_transient: true}}};
    const read = (token: string) => play.graph('900002000000000', token);

    it('the exchange works, then nothing for 20 seconds', async () => {
      const token = await play.getToken('meta_down');
      expect(await read(token)).toMatchObject(down);
      play.now += 19_999;
      expect(await read(token)).toMatchObject(down);
      play.now += 1;
      expect((await read(token)).status).toBe(400);
      expect(await play.phones(token)).toHaveLength(1);
    });

    it('ends when another scenario is set', async () => {
      const token = await play.getToken('meta_down');
      await play.control('meta_down');
      expect(await read(token)).toMatchObject(down);
      await play.control('complete');
      expect(await play.phones(token)).toHaveLength(1);
    });

    it('is only for the token that met it', async () => {
      const healthy = await play.getToken('complete');
      await play.getToken('meta_down');
      expect(await play.phones(healthy)).toHaveLength(1);
    });
  });

  it('pin_mismatch: the registration is refused', async () => {
    const token = await play.getToken('pin_mismatch');
    const [phone] = await play.phones(token);
    const body = new URLSearchParams({messaging_product: 'whatsapp', pin: '123456'});
    expect(await play.graph(`${phone.id}/register`, token, {method: 'POST', body})).toMatchObject({
      status: 400,
      body: {error: {code: 133005, error_data: {messaging_product: 'whatsapp', details: expect.any(String)}}},
    });
  });

  it('slow: every call waits for 1.2 seconds, in no other scenario any', async () => {
    await play.phones(await play.getToken('complete'));
    expect(play.waits).toEqual([]);
    // The exchange, debug_token and phone_numbers.
    await play.phones(await play.getToken('slow'));
    expect(play.waits).toEqual([1200, 1200, 1200]);
  });
});

describe('hints about the client', () => {
  it.each(phoneCountries)(
    'the calling code $callingCode gives a number of $country',
    async ({country, callingCode}) => {
      const asText = extrasWith({phone: {code: callingCode}});
      expect(await countries(await play.getToken('complete', asText))).toEqual([country]);
      const asNumber = extrasWith({phone: {code: Number(callingCode)}});
      expect(await countries(await play.getToken('complete', asNumber))).toEqual([country]);
    },
  );

  it('the business name becomes the verified name and, marked, that of portfolio and account', async () => {
    const token = await play.getToken('complete', extrasWith({name: ' Café Ñandú <b> '}));
    expect(await play.phones(token)).toMatchObject([{verified_name: 'Café Ñandú <b>'}]);
    const [wabaId] = await play.wabaIds(token);
    expect((await play.graph(`${wabaId}?fields=name,owner_business_info`, token)).body).toMatchObject({
      name: 'Café Ñandú <b> (sandbox)',
      owner_business_info: {name: 'Café Ñandú <b> (sandbox)'},
    });
  });

  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"setup":null}',
    '{"setup":{"business":{"name":7,"phone":{"code":"x"}}}}',
  ])('extras %j are tolerated', async (extras) => {
    expect(await countries(await play.getToken('complete', {extras}))).toEqual(['US']);
  });

  it('two signups do not share an id or a number', async () => {
    const seen = await Promise.all(
      Array.from({length: 50}, async () => play.phones(await play.getToken('complete'))),
    );
    const phones = seen.flat();
    expect(new Set(phones.map((phone) => phone.id)).size).toBe(50);
    expect(new Set(phones.map((phone) => phone.display_phone_number)).size).toBe(50);
  });
});
