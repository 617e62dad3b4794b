import {describe, expect, test} from 'vitest';
import type {Invitation} from '../../../server/invitations/invitation.ts';
import {nextReminderAt} from '../../../server/invitations/reminder.ts';
import {dayMs} from '../../support/clock.ts';

const now = 1_000 * dayMs;
const expiresAt = now + 7 * dayMs;
const open = {status: 'pending', expiresAt, lapsesAt: expiresAt} as Invitation;

describe('the next reminder', () => {
  test.each<[string, number[], number, number | null]>([
    ['the only day', [2], now, expiresAt - 2 * dayMs],
    ['the first of several, in any order', [1, 5, 2], now, expiresAt - 5 * dayMs],
    ['the one after those that are over', [1, 5, 2], now + 3 * dayMs, expiresAt - 2 * dayMs],
    ['not the one that is just due', [5, 2], expiresAt - 5 * dayMs, expiresAt - 2 * dayMs],
    ['none on the day it begins', [7], now, null],
    ['none before it began', [29], now, null],
    ['none when the last is over', [5, 2], expiresAt - 2 * dayMs, null],
    ['none without days', [], now, null],
    ['none after the end', [2], expiresAt, null],
  ])('is %s', (_, days, at, expected) => {
    expect(nextReminderAt(open, days, at)).toBe(expected);
  });

  test.each(['completed', 'expired', 'cancelled'] as const)('is none of one that is %s', (status) => {
    expect(nextReminderAt({...open, status, lapsesAt: null}, [2], now)).toBeNull();
  });

  test.each(['in_progress', 'failed'] as const)('is there for one that is %s', (status) => {
    expect(nextReminderAt({...open, status}, [2], now)).toBe(expiresAt - 2 * dayMs);
  });
});
