import {describe, expect, test} from 'vitest';
import type {WhatsAppOption} from '../../../server/signup/attempt.ts';
import {type ChoiceFacts, choosePhone} from '../../../server/signup/phone-choice.ts';

const phone = (accountId: string, phoneNumber: string, wabaId = 'waba'): WhatsAppOption => ({
  channel: 'whatsapp',
  wabaId,
  accountId,
  phoneNumber,
  displayPhoneNumber: phoneNumber,
  name: null,
  isCoexistence: false,
});

const mexican = phone('1', '+525555500100');
const american = phone('2', '+14155550134');
const other = phone('3', '+14155550199');
/** Of another account of the same client. */
const newer = phone('4', '+14155550177', 'new');
const newest = phone('5', '+14155550188', 'new');
const given = phone('6', '+15550783881');

const facts = (some: Partial<ChoiceFacts> = {}): ChoiceFacts => ({
  allowedCountries: null,
  taken: [],
  ...some,
});

describe('the number to connect', () => {
  test.each<[string, Parameters<typeof choosePhone>, ReturnType<typeof choosePhone>]>([
    ['the only one', [[american], facts()], {kind: 'one', account: american}],
    [
      'the only one that is allowed',
      [[mexican, american], facts({allowedCountries: ['US']})],
      {kind: 'one', account: american},
    ],
    [
      'one that Meta gave away, which counts as American',
      [[mexican, given], facts({allowedCountries: ['US']})],
      {kind: 'one', account: given},
    ],
    ['the only one that is free', [[american, other], facts({taken: ['2']})], {kind: 'one', account: other}],
    ['to be chosen', [[american, other], facts()], {kind: 'several', options: [american, other]}],
    [
      'not there, all taken',
      [[american], facts({taken: ['2']})],
      {kind: 'failed', reason: 'phone_already_connected'},
    ],
    [
      'not there, none from an allowed country, whatever was hinted',
      [[mexican], facts({allowedCountries: ['US'], hints: {accountId: '1'}})],
      {
        kind: 'failed',
        reason: 'phone_country_not_allowed',
        detail: {countries: ['MX'], allowedCountries: ['US']},
      },
    ],
    [
      'the assigned one among several',
      [[other, american], facts({assignedNumber: '+14155550134'})],
      {kind: 'one', account: american},
    ],
    [
      'the assigned one, wherever it is from and whatever was hinted and shared',
      [
        [american, newer],
        facts({
          allowedCountries: ['MX'],
          assignedNumber: '+14155550134',
          hints: {accountId: '4'},
          sharedWabaIds: ['new'],
        }),
      ],
      {kind: 'one', account: american},
    ],
    [
      'not there: the assigned one is missing',
      [[other, mexican], facts({assignedNumber: '+14155550134'})],
      {kind: 'failed', reason: 'phone_mismatch', detail: {numbersFound: 2}},
    ],
    [
      'not there: the assigned one is taken',
      [[american, other], facts({taken: ['2'], assignedNumber: '+14155550134'})],
      {kind: 'failed', reason: 'phone_already_connected'},
    ],

    [
      'the one that the browser named',
      [[american, other, newer], facts({hints: {accountId: '3', wabaId: 'new'}, sharedWabaIds: ['new']})],
      {kind: 'one', account: other},
    ],
    [
      'the one of the account that the browser named',
      [[american, other, newer], facts({hints: {wabaId: 'new'}})],
      {kind: 'one', account: newer},
    ],
    [
      'to be chosen among those of the account that the browser named',
      [[american, newer, newest], facts({hints: {wabaId: 'new'}})],
      {kind: 'several', options: [newer, newest]},
    ],
    [
      'to be chosen: what the browser named is nothing that Meta confirmed',
      [[american, other], facts({hints: {accountId: '99', wabaId: 'foreign'}})],
      {kind: 'several', options: [american, other]},
    ],
    [
      'to be chosen: what the browser named is taken',
      [[american, other, newer], facts({taken: ['4'], hints: {accountId: '4', wabaId: 'new'}})],
      {kind: 'several', options: [american, other]},
    ],

    [
      'the one of the account that Meta said was shared, among others that others shared',
      [[american, other, newer], facts({sharedWabaIds: ['foreign', 'new']})],
      {kind: 'one', account: newer},
    ],
    [
      'to be chosen among those of the account that was shared',
      [[american, newer, newest], facts({sharedWabaIds: ['new']})],
      {kind: 'several', options: [newer, newest]},
    ],
    [
      'to be chosen: two accounts were shared',
      [[american, newer], facts({sharedWabaIds: ['waba', 'new']})],
      {kind: 'several', options: [american, newer]},
    ],
    [
      'the other one: that of the shared account is taken',
      [[american, newer], facts({taken: ['4'], sharedWabaIds: ['new']})],
      {kind: 'one', account: american},
    ],
  ])('is %s', (_, args, expected) => {
    expect(choosePhone(...args)).toEqual(expected);
  });
});
