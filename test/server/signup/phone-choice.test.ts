import {describe, expect, test} from 'vitest';
import type {WhatsAppOption} from '../../../server/signup/attempt.ts';
import {choosePhone} from '../../../server/signup/phone-choice.ts';

const phone = (accountId: string, phoneNumber: string): WhatsAppOption => ({
  channel: 'whatsapp',
  wabaId: 'waba',
  accountId,
  phoneNumber,
  displayPhoneNumber: phoneNumber,
  name: null,
  isCoexistence: false,
});

const mexican = phone('1', '+525555500100');
const american = phone('2', '+14155550134');
const other = phone('3', '+14155550199');

describe('the number to connect', () => {
  test.each<[string, Parameters<typeof choosePhone>, ReturnType<typeof choosePhone>]>([
    ['the only one', [[american], null, []], {kind: 'one', account: american}],
    ['the only one that is allowed', [[mexican, american], ['US'], []], {kind: 'one', account: american}],
    ['the only one that is free', [[american, other], null, ['2']], {kind: 'one', account: other}],
    ['to be chosen', [[american, other], null, []], {kind: 'several', options: [american, other]}],
    ['not there, all taken', [[american], null, ['2']], {kind: 'failed', reason: 'phone_already_connected'}],
    [
      'the assigned one among several',
      [[other, american], null, [], '+14155550134'],
      {kind: 'one', account: american},
    ],
    [
      'the assigned one, wherever it is from',
      [[american], ['MX'], [], '+14155550134'],
      {kind: 'one', account: american},
    ],
    [
      'not there: the assigned one is missing',
      [[other, mexican], null, [], '+14155550134'],
      {kind: 'failed', reason: 'phone_mismatch', detail: {numbersFound: 2}},
    ],
    [
      'not there: the assigned one is taken',
      [[american, other], null, ['2'], '+14155550134'],
      {kind: 'failed', reason: 'phone_already_connected'},
    ],
  ])('is %s', (_, given, expected) => {
    expect(choosePhone(...given)).toEqual(expected);
  });
});
