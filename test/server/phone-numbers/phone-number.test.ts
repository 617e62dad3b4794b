import {describe, expect, test} from 'vitest';
import {type PhoneNumber, whyNotAssignable} from '../../../server/phone-numbers/phone-number.ts';

const free: Pick<PhoneNumber, 'id' | 'status' | 'senderId' | 'countryCode'> = {
  id: 'pn_1',
  status: 'active',
  senderId: null,
  countryCode: 'US',
};

describe('a number can be pre-assigned', () => {
  test.each<[string, string[] | null | undefined]>([
    ['without a rule about countries', null],
    ['when the rule was left out', undefined],
    ['when the rule is empty', []],
    ['when its country is allowed', ['MX', 'US']],
  ])('%s', (_, countries) => {
    expect(whyNotAssignable(free, 'pn_1', countries)).toBeUndefined();
  });
});

describe('a number cannot be pre-assigned', () => {
  test.each<[string, Partial<typeof free>, RegExp]>([
    ['while it is suspended', {status: 'suspended'}, /is suspended/],
    ['while it is pending', {status: 'pending'}, /is pending/],
    ['while a sender has it', {senderId: 'snd_1'}, /connected as the sender snd_1/],
    ['when its country is not allowed', {countryCode: 'CA'}, /is of CA.*allowedPhoneCountries/],
  ])('%s', (_, changes, words) => {
    expect(whyNotAssignable({...free, ...changes}, 'pn_1', ['US'])).toMatch(words);
  });

  test('when there is none', () => {
    expect(whyNotAssignable(undefined, 'pn_1', null)).toMatch(/has no phone number "pn_1"/);
  });
});
