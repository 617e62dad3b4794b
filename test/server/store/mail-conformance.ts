import {describe, expect, test} from 'vitest';
import {expiringEvent, nextReminderAt} from '../../../server/invitations/reminder.ts';
import type {Invitation} from '../../../server/invitations/invitation.ts';
import {newMail, type QueuedMail, settle} from '../../../server/mail/mail.ts';
import type {Project} from '../../../server/projects/project.ts';
import type {Store} from '../../../server/store/store.ts';
import {dayMs, minuteMs} from '../../support/clock.ts';
import type {StoreFixture} from './fixture.ts';

/** The part of the conformance suite about settings, mail and reminders. */
export function describeMailStore(current: () => {store: Store; project: Project; f: StoreFixture}): void {
  const client = {clientEmail: 'luna@example.com'};

  const mailTo = (invitation: Invitation, kind: 'invitation' | 'resend' = 'invitation'): QueuedMail => {
    const {f} = current();
    const ids = {mailId: f.newId('ml'), eventId: f.newId('evt'), now: f.clock.now()};
    return newMail({...invitation, ...client}, kind, ids);
  };

  const createMailed = async () => {
    const {store, f} = current();
    const invitation = f.newInvitation({...client, sendEmail: true});
    const queued = mailTo(invitation);
    await store.createInvitation(invitation, undefined, queued);
    return {invitation, ...queued};
  };

  const eventTypesOf = async ({id}: Invitation) =>
    (await current().store.listEvents({invitationId: id}, undefined, 20)).map(({type}) => type);

  describe('settings', () => {
    test('are changed one by one, and taken away by null', async () => {
      const {store, project} = current();
      await store.changeSettings(project.id, {
        displayName: 'Luma',
        reminderDays: [5, 2],
        brandColor: undefined,
      });
      await Promise.all([
        store.changeSettings(project.id, {brandColor: '#6b2fbf'}),
        store.changeSettings(project.id, {displayName: null, linkRenewal: 'grant'}),
      ]);
      expect((await store.findProject(project.id))?.settings).toEqual({
        reminderDays: [5, 2],
        brandColor: '#6b2fbf',
        linkRenewal: 'grant',
      });
      expect(await store.changeSettings('prj_unknown', {displayName: 'x'})).toBeUndefined();
    });

    test('of reminders decide for open invitations what the noun decides for one', async () => {
      const {store, project, f} = current();
      const now = f.clock.now();
      const invitations = await Promise.all(
        [1, 2, 3, 7, 30].map((days) => {
          const expiresAt = now + days * dayMs;
          return f.create({expiresAt, lapsesAt: expiresAt, nextReminderAt: now + 1});
        }),
      );
      for (const days of [[2], [29, 6, 1], []]) {
        await store.changeSettings(project.id, {reminderDays: days}, {days, now});
        for (const invitation of invitations) {
          expect((await f.read(invitation.id))?.nextReminderAt).toBe(nextReminderAt(invitation, days, now));
        }
      }
    });
  });

  describe('mail', () => {
    test('is queued with its invitation and its event, or not at all', async () => {
      const {store, f} = current();
      const {invitation, mail} = await createMailed();
      expect(await eventTypesOf(invitation)).toEqual(['mail.queued']);
      expect(await store.claimMail(f.clock.now(), f.clock.now() + 1)).toMatchObject({
        id: mail.id,
        attempts: 1,
      });
      await expect(
        store.createInvitation(f.newInvitation(), undefined, {...mailTo(invitation), mail}),
      ).rejects.toThrow();
      expect(await store.listInvitations(f.scope(), {limit: 10, now: f.clock.now()})).toHaveLength(1);
    });

    test('is taken by one of many, and again only when its time with that one is over', async () => {
      const {store, f} = current();
      const {mail} = await createMailed();
      const now = f.clock.now();
      const claims = await Promise.all(Array.from({length: 20}, () => store.claimMail(now, now + minuteMs)));
      expect(claims.filter(Boolean)).toEqual([{...mail, attempts: 1, lockedUntil: now + minuteMs}]);
      expect(await store.claimMail(now + minuteMs - 1, now + 2 * minuteMs)).toBeUndefined();
      expect(await store.claimMail(now + minuteMs, now + 2 * minuteMs)).toMatchObject({attempts: 2});
    });

    test('is finished by whoever has it, and by nobody who had it before', async () => {
      const {store, f} = current();
      const {invitation} = await createMailed();
      const now = f.clock.now();
      const first = await store.claimMail(now, now + 1);
      const second = await store.claimMail(now + 1, now + 2);
      if (!first || !second) throw new Error('it was not due');
      const sent = (mail: typeof first) =>
        settle(mail, {kind: 'sent'}, {invitation, eventId: f.newId('evt'), now: now + 1});
      const late = sent(first);
      expect(await store.finishMail(late.mail, late.event)).toBe(false);
      const done = sent(second);
      expect(await store.finishMail(done.mail, done.event)).toBe(true);
      expect(await store.finishMail(done.mail, done.event)).toBe(false);
      expect(await eventTypesOf(invitation)).toEqual(['mail.queued', 'mail.sent']);
      expect(await store.claimMail(now + dayMs, now + 2 * dayMs)).toBeUndefined();
    });

    test('is queued again once in a while, for an invitation that is as it was, in place of one that waits', async () => {
      const {store, f} = current();
      const {invitation, mail} = await createMailed();
      const now = f.clock.now();
      const again = mailTo(invitation, 'resend');
      const changed = {...invitation, updatedAt: now + 1};
      expect(await store.queueResend(invitation, changed, again, mail.createdAt - 1)).toEqual({
        result: 'too_soon',
        lastAt: mail.createdAt,
      });
      expect(await store.queueResend({...invitation, updatedAt: 1}, changed, again, now)).toEqual({
        result: 'lost',
      });
      expect(await eventTypesOf(invitation)).toEqual(['mail.queued']);
      expect(await store.queueResend(invitation, changed, again, now)).toEqual({result: 'queued'});
      expect(await eventTypesOf(invitation)).toEqual(['mail.queued', 'mail.queued']);
      expect((await f.read(invitation.id))?.updatedAt).toBe(now + 1);
      expect(await store.claimMail(again.mail.createdAt, now + minuteMs)).toMatchObject({id: again.mail.id});
      expect(await store.claimMail(again.mail.createdAt, now + minuteMs)).toBeUndefined();
    });
  });

  describe('reminders', () => {
    test('that are due are those of open invitations', async () => {
      const {store, f} = current();
      const now = f.clock.now();
      const due = await f.create({nextReminderAt: now});
      await f.create({nextReminderAt: now + 1});
      await f.create({nextReminderAt: null});
      await f.create({nextReminderAt: now, lapsesAt: now});
      expect((await store.listDueReminders(now, 10)).map(({id}) => id)).toEqual([due.id]);
      expect(await store.listDueReminders(now, 0)).toEqual([]);
    });

    test('are written once with event, mail and the next one, by one of many', async () => {
      const {store, f} = current();
      const now = f.clock.now();
      const before = await f.create({...client, nextReminderAt: now - 1});
      const saved = await Promise.all(
        Array.from({length: 5}, () =>
          store.saveReminder(before, {
            event: expiringEvent(before, f.newId('evt'), now),
            mail: mailTo(before),
            nextReminderAt: now + 1,
          }),
        ),
      );
      expect(saved.filter(Boolean)).toHaveLength(1);
      expect(await eventTypesOf(before)).toEqual(['invitation.expiring', 'mail.queued']);
      expect((await f.read(before.id))?.nextReminderAt).toBe(now + 1);
    });

    test('are none once the invitation is over', async () => {
      const {store, f} = current();
      const now = f.clock.now();
      const before = await f.create({nextReminderAt: now - 1});
      const {invitation, event} = f.decide(before, {to: 'cancelled'});
      await store.saveTransition(before, invitation, event);
      const reminder = {
        event: expiringEvent(before, f.newId('evt'), now),
        mail: undefined,
        nextReminderAt: null,
      };
      expect(await store.saveReminder(before, reminder)).toBe(false);
      expect(await eventTypesOf(before)).toEqual(['invitation.status_changed']);
    });
  });
}
