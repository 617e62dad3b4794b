import {describe, expect, test} from 'vitest';
import type {InvitationStatus} from '../../../server/contract/invitations.ts';
import {amend, type Changes, rotateLink} from '../../../server/invitations/amendment.ts';
import {attemptLifetimeMs, type Invitation} from '../../../server/invitations/invitation.ts';
import {newInvitation} from '../../../server/invitations/lifecycle.ts';
import {dayMs, minuteMs} from '../../support/clock.ts';

const now = Date.UTC(2026, 10, 22, 12);
const project = {id: 'prj_1', name: 'Platform', settings: {}, createdAt: 1};
const context = {clock: {now: () => now - dayMs}, newId: () => 'inv_1'};
const created = newInvitation(
  context,
  {projectId: 'prj_1', mode: 'test', project},
  {clientName: 'Luna', metadata: {a: '1', b: '2'}, allowedPhoneCountries: ['ES']},
);
const isOver = (status: InvitationStatus) => ['completed', 'expired', 'cancelled'].includes(status);

function invitationWith(status: InvitationStatus, fields: Partial<Invitation> = {}): Invitation {
  return {...created, status, lapsesAt: isOver(status) ? null : created.expiresAt, ...fields};
}

function decide(before: Invitation, changes: Changes) {
  let ids = 0;
  return amend(before, changes, {now, reminderDays: [5, 2], newEventId: () => `evt_${(ids += 1)}`});
}

function amended(before: Invitation, changes: Changes) {
  const result = decide(before, changes);
  if (result.kind !== 'amended') throw new Error(`the change was ${result.kind}`);
  return result;
}

const open = ['pending', 'in_progress', 'failed'] as const;
const over = ['completed', 'cancelled', 'expired'] as const;

describe('which changes are taken', () => {
  test.each(open)('one that is %s may be changed in everything', (status) => {
    const changes: Changes = {
      clientName: 'Sol',
      clientEmail: 'a@example.com',
      clientPhone: '+34600111222',
      locale: 'es',
      allowedPhoneCountries: ['MX'],
      externalId: 'x',
      metadata: {},
      returnUrl: 'https://app.example.com/',
      expiresAt: now + dayMs,
    };
    const {invitation, events} = amended(invitationWith(status), changes);
    expect(invitation).toMatchObject({...changes, status, updatedAt: now, lapsesAt: now + dayMs});
    expect(events.map(({type, data}) => [type, data['changed']])).toEqual([
      ['invitation.updated', Object.keys(changes)],
    ]);
  });

  test.each(over)('one that is %s keeps all but the notes of its host', (status) => {
    const before = invitationWith(status);
    const notes = {metadata: {c: '3'}, externalId: 'y'};
    expect(amended(before, notes).invitation).toMatchObject({...notes, status, lapsesAt: null});
    expect(decide(before, {...notes, clientName: 'Sol', locale: 'es'})).toEqual({
      kind: 'refused',
      fields: ['clientName', 'locale'],
    });
  });

  test.each(['completed', 'cancelled'] as const)('one that is %s gets no more time', (status) => {
    expect(decide(invitationWith(status), {expiresAt: now + dayMs})).toEqual({
      kind: 'refused',
      fields: ['expiresAt'],
    });
  });

  test.each([...open, ...over])('what is the same already changes nothing, also when it is %s', (status) => {
    const same = {
      clientName: 'Luna',
      metadata: {b: '2', a: '1'},
      allowedPhoneCountries: ['ES'],
      locale: null,
    };
    expect(decide(invitationWith(status), same)).toEqual({kind: 'unchanged'});
    expect(decide(invitationWith(status), {})).toEqual({kind: 'unchanged'});
  });
});

describe('what a change does besides', () => {
  test('more time opens an expired one again, and all else may be changed with it', () => {
    const before = invitationWith('expired', {linkRequestedAt: now - 1});
    const expiresAt = now + 3 * dayMs;
    const {invitation, events} = amended(before, {expiresAt, clientName: 'Sol'});
    expect(invitation).toMatchObject({
      status: 'pending',
      clientName: 'Sol',
      expiresAt,
      lapsesAt: expiresAt,
      linkRequestedAt: null,
      linkVersion: before.linkVersion,
    });
    expect(events.map(({type, data}) => [type, data])).toMatchObject([
      [
        'invitation.status_changed',
        {previousStatus: 'expired', currentStatus: 'pending', clientName: 'Sol', metadata: {a: '1', b: '2'}},
      ],
      ['invitation.updated', {changed: ['expiresAt', 'clientName']}],
    ]);
  });

  test.each([
    ['before the new end keeps its 30 minutes', minuteMs, now + 25 * minuteMs],
    ['before a far end lapses with it', 7 * dayMs, now + 7 * dayMs],
  ])('a client who went into the dialog %s', (_, moreMs, lapsesAt) => {
    const startedAt = now - 5 * minuteMs;
    const before = invitationWith('in_progress', {startedAt, lapsesAt: startedAt + attemptLifetimeMs});
    expect(amended(before, {expiresAt: now + moreMs}).invitation.lapsesAt).toBe(lapsesAt);
  });

  test('with another end the next reminder is another; else it stays', () => {
    const before = invitationWith('pending', {nextReminderAt: 7});
    expect(amended(before, {expiresAt: now + 9 * dayMs}).invitation.nextReminderAt).toBe(now + 4 * dayMs);
    expect(amended(before, {expiresAt: now + 4 * dayMs}).invitation.nextReminderAt).toBe(now + 2 * dayMs);
    expect(amended(before, {expiresAt: now + dayMs}).invitation.nextReminderAt).toBeNull();
    expect(amended(before, {clientName: 'Sol'}).invitation.nextReminderAt).toBe(7);
    const expired = invitationWith('expired', {nextReminderAt: null});
    expect(amended(expired, {expiresAt: now + 3 * dayMs}).invitation.nextReminderAt).toBe(now + dayMs);
  });

  test('without an address there is no mail any more; with another there is', () => {
    const before = invitationWith('pending', {clientEmail: 'a@b.example', sendEmail: true});
    expect(amended(before, {clientEmail: null}).invitation.sendEmail).toBe(false);
    expect(amended(before, {clientEmail: 'c@d.example'}).invitation.sendEmail).toBe(true);
  });

  test('the event names what was changed and no value, and knows the new external id', () => {
    const {events} = amended(invitationWith('pending'), {
      clientEmail: 'secret@example.com',
      externalId: 'new',
    });
    expect(events).toMatchObject([
      {
        externalId: 'new',
        subject: 'inv_1',
        data: {changed: ['clientEmail', 'externalId'], externalId: 'new', metadata: {a: '1', b: '2'}},
      },
    ]);
    expect(JSON.stringify(events)).not.toContain('secret@example.com');
  });
});

describe('another link', () => {
  test.each(open)('for one that is %s, in the same status and for the same time', (status) => {
    const before = invitationWith(status);
    const result = rotateLink(before, now, () => 'evt_1');
    expect(result?.invitation).toEqual({...before, linkVersion: 2, updatedAt: now});
    expect(result?.events).toMatchObject([{type: 'invitation.link_rotated', occurredAt: now}]);
  });

  test.each(over)('but not for one that is %s', (status) => {
    expect(rotateLink(invitationWith(status), now, () => 'evt_1')).toBeUndefined();
  });
});
