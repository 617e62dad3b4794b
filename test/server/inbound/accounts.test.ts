import {expect, test} from 'vitest';
import {accountsTold} from '../../../server/inbound/accounts.ts';
import type {AccountUpdate} from '../../../server/inbound/updates.ts';

const at = 1_790_000_000_000;
const told = (value: string, changes: Partial<AccountUpdate> = {}) =>
  accountsTold(
    'live',
    [
      {
        kind: 'account',
        news: {fact: 'access', value, at},
        wabaId: '2001',
        businessId: '5001',
        phoneNumber: undefined,
        accountId: undefined,
        appId: undefined,
        ...changes,
      },
    ],
    [],
  );

test('an account is shared, and is not any more; a number that left it takes nothing of the others', () => {
  const account = {wabaId: '2001', businessId: '5001'};
  expect(told('PARTNER_ADDED')?.shares).toEqual([{...account, sharedAt: at, claimAfter: at + 120_000}]);
  expect(told('PARTNER_REMOVED')?.shares).toEqual([{...account, removedAt: at}]);
  const ofNumber = told('PARTNER_REMOVED', {phoneNumber: '+16315550100'});
  expect(ofNumber?.shares).toEqual([]);
  expect(ofNumber?.news).toMatchObject([{wabaId: '2001', target: '+16315550100', value: 'PARTNER_REMOVED'}]);
});

test('of what names no account nothing is kept', () => {
  expect(told('PARTNER_REMOVED', {wabaId: undefined})).toBeUndefined();
});
