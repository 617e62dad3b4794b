import {parsePhoneNumberFromString} from 'libphonenumber-js/max';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {displayNumber} from '../../../server/sandbox/phone-countries.ts';
import {numberRanges, rangeOf, searchStock} from '../../../server/sandbox/number-stock.ts';
import {app, Play} from './play.ts';

let play: Play;
beforeEach(async () => {
  play = await Play.start();
});
afterEach(() => play.stop());

const countries = [...new Set(numberRanges.map(({country}) => country))];
const parserTypes = {
  local: ['FIXED_LINE', 'FIXED_LINE_OR_MOBILE'],
  national: ['UAN'],
  tollFree: ['TOLL_FREE'],
  mobile: ['MOBILE'],
};

describe('the numbers on sale', () => {
  it('are of at least 15 countries and of every type', () => {
    expect(countries.length).toBeGreaterThanOrEqual(15);
    expect(new Set(numberRanges.map(({type}) => type))).toEqual(new Set(Object.keys(parserTypes)));
  });

  it.each(countries)(
    'of %s are valid, of that country and of the type they say; none comes twice',
    (country) => {
      const stock = searchStock({country});
      for (const {digits, range} of stock) {
        const number = parsePhoneNumberFromString(`+${digits}`);
        expect(number?.isValid(), digits).toBe(true);
        expect(number?.country, digits).toBe(country);
        expect(parserTypes[range.type], digits).toContain(number?.getType());
        expect(rangeOf(digits), digits).toBe(range);
      }
      expect(new Set(stock.map(({digits}) => digits)).size).toBe(stock.length);
    },
  );

  it('of North America are those that are kept for fiction', () => {
    for (const {digits} of [...searchStock({country: 'US'}), ...searchStock({country: 'CA'})]) {
      expect(digits).toMatch(/^1\d{3}55501\d\d$/);
    }
  });

  it('are the same after a restart', async () => {
    const before = await play.numbers('/stock?country=BR');
    play.restart();
    expect(await play.numbers('/stock?country=BR')).toEqual(before);
  });

  it('are for the app only', async () => {
    for (const authorization of ['', 'Bearer wrong', `Bearer ${app.appId}|wrong`]) {
      const {status} = await play.numbers('/stock?country=US', {headers: {authorization}});
      expect([400, 401]).toContain(status);
    }
    expect((await play.numbers('/calls/14155550134', {headers: {}})).status).toBe(400);
  });
});

describe('an order', () => {
  const order = (digits: string, method = 'PUT') => play.numbers(`/orders/${digits}`, {method, ...auth});
  const auth = {headers: {authorization: `Bearer ${app.appId}|${app.appSecret}`}};

  it('gives the number an id that holds its digits, however often it comes', async () => {
    const {status, body} = await order('448081570007');
    expect(status).toBe(200);
    expect(body).toMatchObject({id: '900005448081570007', country: 'GB', type: 'tollFree'});
    expect((await order('448081570007')).body).toEqual(body);
    expect((await order('448081570007', 'DELETE')).status).toBe(200);
  });

  it('takes any number, also one that is not on sale', async () => {
    expect((await order('15551234567')).body).toMatchObject({country: 'US', type: 'local'});
    expect((await order('9991234567')).body).toMatchObject({country: 'ZZ'});
  });

  it.each(['0123456789', 'abc', '123', '1234567890123456'])('refuses %s', async (digits) => {
    expect((await order(digits)).status).toBe(400);
  });
});

describe('the code of a verification call', () => {
  it('has six digits, is the same for a number and another for another', async () => {
    const codeOf = async (digits: string) => (await play.numbers(`/calls/${digits}`)).body.code as string;
    const code = await codeOf('14155550134');
    expect(code).toMatch(/^\d{6}$/);
    play.restart();
    expect(await codeOf('14155550134')).toBe(code);
    expect(await codeOf('14155550135')).not.toBe(code);
  });
});

it.each([
  ['14155550134', '+1 415-555-0134'],
  ['34611555100', '+34 611 55 51 00'],
  ['442079460123', '+44 2079 460123'],
  ['35312345', '+35312345'],
  ['9991234567', '+9991234567'],
])('%s is written as %s', (digits, written) => {
  expect(displayNumber(digits)).toBe(written);
});
