import {describe, expect, test} from 'vitest';
import {isWorthTelling, learn, type News} from '../../../server/senders/facts.ts';
import {type HealthWord, isHealthWord, troubleOf} from '../../../server/senders/health.ts';
import type {Sender} from '../../../server/senders/sender.ts';

const createdAt = 1_790_000_000_500;
const at = 1_790_000_100_000;

const healthy: Sender = {
  id: 'snd_1',
  projectId: 'prj_1',
  mode: 'live',
  provider: 'meta',
  channel: 'whatsapp',
  invitationId: 'inv_1',
  name: 'Bakery Luna',
  phoneNumber: '+16315550100',
  displayPhoneNumber: '+1 631-555-0100',
  wabaId: '2001',
  accountId: '1001',
  providerUserId: null,
  isCoexistence: false,
  isDefault: true,
  sealedBusinessToken: 'sealed token',
  sealedPin: 'sealed pin',
  registration: 'registered',
  registrationDetail: null,
  nextRegistrationAt: null,
  health: 'connected',
  healthReason: null,
  healthChangedAt: null,
  facts: {},
  createdAt,
  updatedAt: createdAt,
};

const word = (value: HealthWord, later = 0): News => ({fact: troubleOf(value), value, at: at + later});
const learnAll = (news: News[], sender = healthy) =>
  news.reduce((known, one) => learn(known, one) ?? known, sender);
const shown = ({health, healthReason}: Sender) =>
  healthReason === null ? health : `${health} ${healthReason}`;

describe('the health after words of Meta’s', () => {
  test.each<[HealthWord[], string]>([
    [['PARTNER_REMOVED'], 'disconnected PARTNER_REMOVED'],
    [['PARTNER_APP_UNINSTALLED'], 'disconnected PARTNER_APP_UNINSTALLED'],
    [['ACCOUNT_DELETED'], 'disconnected ACCOUNT_DELETED'],
    [['ACCOUNT_OFFBOARDED'], 'disconnected ACCOUNT_OFFBOARDED'],
    [['DEAUTHORIZED'], 'disconnected DEAUTHORIZED'],
    [['DISABLE'], 'disconnected DISABLE'],
    [['SCHEDULE_FOR_DISABLE'], 'in_review SCHEDULE_FOR_DISABLE'],
    [['REVIEW_REJECTED'], 'disconnected REVIEW_REJECTED'],
    [['REVIEW_PENDING'], 'in_review REVIEW_PENDING'],
    [['REVIEW_DEFERRED'], 'in_review REVIEW_DEFERRED'],
    [['PARTNER_ADDED'], 'connected'],
    [['TOKEN_INVALID', 'TOKEN_ACCEPTED'], 'connected'],
    [['ACCOUNT_OFFBOARDED', 'ACCOUNT_RECONNECTED'], 'connected'],
    [['DISABLE', 'REINSTATE'], 'connected'],
    [['SCHEDULE_FOR_DISABLE', 'DISABLE'], 'disconnected DISABLE'],
    [['REVIEW_PENDING', 'REVIEW_APPROVED'], 'connected'],
    [['REVIEW_REJECTED', 'REVIEW_APPROVED'], 'connected'],
    // Good news ends only trouble of its own kind, and what is left is shown.
    [['PARTNER_REMOVED', 'REINSTATE'], 'disconnected PARTNER_REMOVED'],
    [['DISABLE', 'REVIEW_APPROVED'], 'disconnected DISABLE'],
    [['DISABLE', 'PARTNER_ADDED'], 'disconnected DISABLE'],
    [['ACCOUNT_OFFBOARDED', 'DISABLE', 'ACCOUNT_RECONNECTED'], 'disconnected DISABLE'],
    // The worse trouble is what is shown.
    [['PARTNER_REMOVED', 'DISABLE'], 'disconnected PARTNER_REMOVED'],
    [['DISABLE', 'REVIEW_PENDING'], 'disconnected DISABLE'],
    [['REVIEW_PENDING', 'PARTNER_REMOVED'], 'disconnected PARTNER_REMOVED'],
    [['SCHEDULE_FOR_DISABLE', 'REVIEW_REJECTED'], 'disconnected REVIEW_REJECTED'],
    [['PARTNER_REMOVED', 'ACCOUNT_DELETED'], 'disconnected ACCOUNT_DELETED'],
    // The token is dead: sharing the account again does not bring it back.
    [['PARTNER_REMOVED', 'PARTNER_ADDED'], 'disconnected PARTNER_REMOVED'],
    [['PARTNER_APP_UNINSTALLED', 'PARTNER_APP_INSTALLED'], 'disconnected PARTNER_APP_UNINSTALLED'],
  ])('%j: %s', (words, expected) => {
    expect(shown(learnAll(words.map((one, index) => word(one, index * 1_000))))).toBe(expected);
  });

  test('is the same in whatever order they come', () => {
    const told = [
      word('DISABLE'),
      word('REINSTATE', 1_000),
      word('DISABLE', 2_000),
      word('REVIEW_PENDING', 500),
    ];
    const orders = [told, told.toReversed(), [...told.slice(2), ...told.slice(0, 2)]];
    for (const order of orders) expect(shown(learnAll(order))).toBe('disconnected DISABLE');
    const calm = [word('REINSTATE', 1_000), word('DISABLE')];
    for (const order of [calm, calm.toReversed()]) expect(shown(learnAll(order))).toBe('connected');
    // Uninstalled, then installed anew, told the wrong way round: the token is of the second time.
    const again = learnAll([word('PARTNER_APP_INSTALLED', 1_000), word('PARTNER_APP_UNINSTALLED')]);
    expect([shown(again), again.sealedBusinessToken]).toEqual(['connected', 'sealed token']);
  });

  test('that was written down before there were facts counts like one', () => {
    const known: Sender = {
      ...healthy,
      health: 'disconnected',
      healthReason: 'DISABLE',
      healthChangedAt: at,
    };
    expect(learn(known, word('REINSTATE', -1_000))).toBeUndefined();
    expect(learn(known, word('REINSTATE'))).toMatchObject({health: 'connected', healthReason: null});
    expect(learn(known, word('REVIEW_PENDING', 1_000))).toMatchObject({healthReason: 'DISABLE'});
  });

  test('only words of Meta’s are words', () => {
    expect(['DISABLE', 'toString', '', 'DISABLED_UPDATE'].map(isHealthWord)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('a fact', () => {
  const quality = (value: string, later = 0): News => ({fact: 'quality', value, at: at + later});

  test('that is told twice, or late, changes nothing', () => {
    const known = learnAll([quality('FLAGGED')]);
    expect(known.facts.quality).toEqual({value: 'FLAGGED', at});
    expect(learn(known, quality('FLAGGED'))).toBeUndefined();
    expect(learn(known, quality('UNFLAGGED', -1_000))).toBeUndefined();
    expect(learn(known, quality('UNFLAGGED'))?.facts.quality).toEqual({value: 'UNFLAGGED', at});
  });

  test('from before the connection is not about it; one of the same second is', () => {
    const second = Math.floor(createdAt / 1000) * 1000;
    expect(learn(healthy, {fact: 'quality', value: 'FLAGGED', at: second - 1_000})).toBeUndefined();
    expect(learn(healthy, {fact: 'quality', value: 'FLAGGED', at: second})).toBeDefined();
  });

  test('says nothing of health', () => {
    expect(learnAll([quality('RED'), {fact: 'name', value: 'REJECTED', at}])).toMatchObject({
      health: 'connected',
      healthChangedAt: null,
    });
  });

  test.each<[HealthWord, string]>([
    ['PARTNER_REMOVED', ''],
    ['PARTNER_APP_UNINSTALLED', ''],
    ['DEAUTHORIZED', ''],
    // These may pass.
    ['ACCOUNT_OFFBOARDED', 'sealed token'],
    ['TOKEN_INVALID', 'sealed token'],
    ['DISABLE', 'sealed token'],
    ['REVIEW_REJECTED', 'sealed token'],
  ])('%s leaves the token %j', (value, expected) => {
    expect(learnAll([word(value)]).sealedBusinessToken).toBe(expected);
  });

  test('of a new PIN makes us forget ours, unless it is still to be tried', () => {
    const changed: News = {fact: 'security', value: 'PIN_CHANGED', at};
    expect(learnAll([changed]).sealedPin).toBeNull();
    expect(learnAll([{...changed, value: 'PIN_RESET_REQUEST'}]).sealedPin).toBe('sealed pin');
    expect(learnAll([changed], {...healthy, registration: 'pending'}).sealedPin).toBe('sealed pin');
  });

  test.each<[News['fact'], string | undefined, string, boolean]>([
    ['quality', undefined, 'FLAGGED', true],
    ['quality', 'FLAGGED', 'FLAGGED', false],
    ['quality', 'FLAGGED', 'UNFLAGGED', true],
    ['quality', undefined, 'UNFLAGGED', false],
    ['quality', 'GREEN', 'YELLOW', false],
    ['quality', 'GREEN', 'RED', true],
    ['name', undefined, 'PENDING', false],
    ['name', 'PENDING', 'REJECTED', true],
    ['name', 'REJECTED', 'APPROVED', true],
    ['name', 'PENDING', 'APPROVED', false],
    ['violation', undefined, 'SPAM', true],
    ['alert', undefined, 'OBA_APPROVED', true],
    ['certification', undefined, 'NEEDED', true],
    ['certification', 'NEEDED', 'APPROVED', true],
    ['messagingLimit', 'TIER_1K', 'TIER_10K', false],
    ['security', undefined, 'PIN_CHANGED', false],
  ])('%s from %j to %j is told: %j', (fact, before, after, expected) => {
    expect(
      isWorthTelling(fact, before === undefined ? undefined : {value: before, at}, {value: after, at}),
    ).toBe(expected);
  });
});
