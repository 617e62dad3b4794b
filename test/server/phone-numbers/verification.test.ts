import {describe, expect, test} from 'vitest';
import type {PhoneNumber} from '../../../server/phone-numbers/phone-number.ts';
import {
  afterCheck,
  codeSent,
  gone,
  needsVerification,
  type PoolState,
  pooled,
} from '../../../server/phone-numbers/verification.ts';
import {dayMs} from '../../support/clock.ts';

const now = Date.parse('2026-10-01T00:00:00Z');
const at = (days: number) => now + days * dayMs;

const state = (changes: Partial<PoolState> = {}): PoolState => ({
  status: 'active',
  verification: 'verified',
  verificationExpiresAt: at(80),
  providerNumberId: '9001',
  nextCheckAt: now,
  ...changes,
});
// Of the rest of a number only its sender is looked at.
const number = (changes: Partial<PhoneNumber> = {}) =>
  ({...state(), senderId: null, ...changes}) as PhoneNumber;

test.each<[string, Partial<PoolState>, boolean]>([
  ['for long', {}, false],
  ['for ever', {verificationExpiresAt: null}, false],
  ['for 46 days more', {verificationExpiresAt: at(46)}, false],
  ['for 45 days more', {verificationExpiresAt: at(45)}, true],
  ['until before now', {verificationExpiresAt: at(-1)}, true],
])('what is verified %s: is a code of use?', (_, changes, expected) => {
  expect(needsVerification(state(changes), now)).toBe(expected);
});

test.each(['unverified', 'code_sent', 'expired'] as const)('what is %s needs a code', (verification) => {
  expect(needsVerification(state({verification}), now)).toBe(true);
});

test.each<[PoolState['verification'], number | null, PoolState['status'], number]>([
  ['verified', null, 'active', at(1)],
  ['verified', at(80), 'active', at(1)],
  // It is looked at when it runs out.
  ['verified', at(0.5), 'active', at(0.5)],
  ['expired', at(-1), 'active', at(1)],
  ['unverified', null, 'pending', at(1)],
])(
  'a number of the pool that is %s until %d is %s',
  (verification, verificationExpiresAt, status, nextCheckAt) => {
    expect(pooled({verification, verificationExpiresAt}, '9001', now)).toMatchObject({status, nextCheckAt});
  },
);

test('a code on its way takes nothing from a number that may be assigned', () => {
  expect(codeSent(state({status: 'pending', verification: 'unverified'})).verification).toBe('code_sent');
  expect(codeSent(state({verification: 'expired'}))).toMatchObject({
    status: 'active',
    verification: 'expired',
  });
});

describe('what the pool says', () => {
  const found = (
    verification: 'verified' | 'unverified' | 'expired',
    verificationExpiresAt: number | null = null,
  ) => ({
    id: '9001',
    verification,
    verificationExpiresAt,
  });

  test.each<[string, Partial<PhoneNumber>, ReturnType<typeof found>, Partial<PoolState>]>([
    [
      'verified: as before, when Meta names no time',
      {},
      found('verified'),
      {status: 'active', verification: 'verified', verificationExpiresAt: at(80)},
    ],
    ['verified: until when Meta says', {}, found('verified', at(60)), {verificationExpiresAt: at(60)}],
    [
      'verified, though it had run out: nobody knows until when',
      {verification: 'expired', verificationExpiresAt: at(-3)},
      found('verified'),
      {verification: 'verified', verificationExpiresAt: null},
    ],
    [
      'unverified after it was verified: expired',
      {verificationExpiresAt: at(-1)},
      found('unverified'),
      {status: 'active', verification: 'expired', verificationExpiresAt: at(-1)},
    ],
    [
      'expired, though it was never seen verified',
      {status: 'pending', verification: 'unverified', verificationExpiresAt: null},
      found('expired', at(-9)),
      {status: 'active', verification: 'expired', verificationExpiresAt: at(-9)},
    ],
    [
      'unverified with a code on its way: still on its way',
      {status: 'pending', verification: 'code_sent', verificationExpiresAt: null},
      found('unverified'),
      {status: 'pending', verification: 'code_sent'},
    ],
  ])('%s', (_, changes, answer, expected) => {
    expect(afterCheck(number(changes), answer, now)).toMatchObject({...expected, providerNumberId: '9001'});
  });

  test('nothing: it is suspended, unless a client of ours has it', () => {
    const lost = {providerNumberId: null, nextCheckAt: null, verificationExpiresAt: null};
    expect(afterCheck(number(), undefined, now)).toEqual({
      ...lost,
      status: 'suspended',
      verification: 'unverified',
    });
    expect(gone({senderId: 'snd_1'})).toEqual({...lost, status: 'active', verification: 'verified'});
  });
});
