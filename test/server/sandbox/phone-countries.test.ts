import {parsePhoneNumberFromString} from 'libphonenumber-js/max';
import {describe, expect, it} from 'vitest';
import {
  findPhoneCountry,
  numberCount,
  NumberSource,
  phoneCountries,
} from '../../../server/sandbox/phone-countries.ts';

describe.each(phoneCountries)('numbers of $country', (country) => {
  it('are valid and belong to the country', () => {
    const numbers = new NumberSource();
    for (let count = 0; count < 2000; count += 1) {
      const text = numbers.next(country);
      const number = parsePhoneNumberFromString(text);
      expect(number?.isValid(), text).toBe(true);
      expect(number?.country, text).toBe(country.country);
    }
  });

  it('are at least 100,000, and none comes twice before all were given', () => {
    expect(numberCount(country)).toBeGreaterThanOrEqual(100_000);
    const numbers = new NumberSource();
    const given = new Set(Array.from({length: 20_000}, () => numbers.next(country)));
    expect(given.size).toBe(20_000);
  });
});

it('two sandboxes begin at different numbers', () => {
  const country = findPhoneCountry('1');
  const firsts = new Set(Array.from({length: 5}, () => new NumberSource().next(country)));
  expect(firsts.size).toBeGreaterThan(1);
});

it('numbers are written the way Meta writes them', () => {
  expect(new NumberSource().next(findPhoneCountry('1'))).toMatch(/^\+1 \d{3}-555-\d{4}$/);
});

it('an unknown calling code gets numbers of the United States', () => {
  expect(findPhoneCountry('999').country).toBe('US');
  expect(findPhoneCountry(undefined).country).toBe('US');
});
