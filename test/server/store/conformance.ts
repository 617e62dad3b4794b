import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {ApiKey, Project, Session} from '../../../server/access/credential.ts';
import {createIds} from '../../../server/ids.ts';
import {attemptLifetimeMs, type Invitation, transition} from '../../../server/invitations/invitation.ts';
import type {Sender} from '../../../server/senders/sender.ts';
import {type Attempt, stepEvent} from '../../../server/signup/attempt.ts';
import type {Store} from '../../../server/store/store.ts';
import {TestClock} from '../../support/clock.ts';

export interface StoreHarness {
  /** A store with nothing in it. */
  open(): Promise<Store>;
  /** Called after the store is closed. */
  cleanUp(): Promise<void>;
}

/** What every engine must do. An engine's own test file is only a harness. */
export function describeStore(engine: string, harness: StoreHarness): void {
  describe(`store on ${engine}`, () => {
    const clock = new TestClock();
    const newId = createIds(clock);
    let store: Store;
    let project: Project;

    beforeEach(async () => {
      store = await harness.open();
      project = await store.ensureProject({id: newId('prj'), name: 'Platform', createdAt: clock.now()});
    });

    afterEach(async () => {
      await store.close();
      await harness.cleanUp();
    });

    const scope = () => ({projectId: project.id, mode: 'test' as const});

    const newInvitation = (changes: Partial<Invitation> = {}): Invitation => ({
      id: newId('inv'),
      projectId: project.id,
      mode: 'test',
      status: 'pending',
      clientName: 'Ñandú & Co',
      clientEmail: null,
      clientPhone: null,
      connectionType: 'whatsapp_waba',
      allowedPhoneCountries: ['MX', 'US'],
      phoneNumberId: null,
      externalId: null,
      locale: null,
      linkVersion: 1,
      attemptId: null,
      senderId: null,
      connectedAccount: null,
      createdAt: clock.now(),
      updatedAt: clock.now(),
      expiresAt: clock.now() + 1_000_000,
      lapsesAt: clock.now() + 1_000_000,
      viewedAt: null,
      startedAt: null,
      completedAt: null,
      failedAt: null,
      failureReason: null,
      ...changes,
    });

    const create = async (changes: Partial<Invitation> = {}) => {
      const invitation = newInvitation(changes);
      await store.createInvitation(invitation);
      return invitation;
    };

    const newAttempt = (invitation: Invitation): Attempt => ({
      id: newId('att'),
      invitationId: invitation.id,
      mode: 'test',
      number: 1,
      status: 'running',
      step: 'dialog',
      failureReason: null,
      failureDetail: null,
      stateHash: `state of ${newId('att')}`,
      returnedAt: null,
      browserHash: 'browser',
      redirectUri: 'http://localhost/callback',
      returnUrl: null,
      sealedBusinessToken: null,
      sealedPin: null,
      options: null,
      phone: null,
      startedAt: clock.now(),
      updatedAt: clock.now(),
      finishedAt: null,
      lockedUntil: null,
    });

    const decide = (before: Invitation, change: Parameters<typeof transition>[1]) => {
      const decided = transition(before, change, clock.now(), newId('evt'));
      if (!decided) throw new Error(`${before.status} cannot become ${change.to}`);
      return decided;
    };

    const start = async (before: Invitation) => {
      const attempt = newAttempt(before);
      const {invitation, event} = decide(before, {to: 'in_progress', attemptId: attempt.id});
      const saved = await store.startAttempt(before, invitation, event, attempt);
      return {attempt, invitation, event, saved};
    };

    const newSender = (invitation: Invitation, wabaPhoneNumberId: string): Sender => ({
      id: newId('snd'),
      projectId: project.id,
      mode: invitation.mode,
      invitationId: invitation.id,
      name: 'Shop',
      phoneNumber: '+14155550100',
      displayPhoneNumber: '+1 415-555-0100',
      wabaId: 'waba',
      wabaPhoneNumberId,
      isDefault: false,
      sealedBusinessToken: 'sealed token',
      sealedPin: 'sealed pin',
      createdAt: clock.now(),
      updatedAt: clock.now(),
    });

    const finish = async (invitation: Invitation, attempt: Attempt, wabaPhoneNumberId = newId('evt')) => {
      const sender = newSender(invitation, wabaPhoneNumberId);
      const connectedAccount = {channel: 'whatsapp' as const, id: wabaPhoneNumberId, name: 'Shop'};
      const decided = decide(invitation, {to: 'completed', senderId: sender.id, connectedAccount});
      const ended: Attempt = {...attempt, status: 'succeeded', step: 'done', finishedAt: clock.now()};
      const result = await store.finishAttempt(invitation, decided.invitation, decided.event, ended, sender);
      return {result, sender, ...decided};
    };

    const connect = async (changes: Partial<Invitation> = {}) => {
      const {invitation, attempt} = await start(await create(changes));
      return finish(invitation, attempt);
    };

    const read = async (id: string) => (await store.findConnection(id))?.invitation;

    describe('projects and keys', () => {
      const newKey = (): ApiKey => ({
        id: newId('key'),
        projectId: project.id,
        mode: 'test',
        name: 'a key',
        keyHash: `hash of ${newId('key')}`,
        lastFour: 'abcd',
        createdAt: clock.now(),
        lastUsedAt: null,
        revokedAt: null,
      });

      test('a project is made once for its name, also by two at the same moment', async () => {
        const [a, b] = await Promise.all(
          ['prj_a', 'prj_b'].map((id) => store.ensureProject({id, name: 'Same', createdAt: 1})),
        );
        expect(a).toEqual(b);
        expect((await store.listProjects()).map(({name}) => name)).toEqual(['Platform', 'Same']);
      });

      test('a key is found by its hash until it is revoked', async () => {
        const key = newKey();
        await store.createApiKey(key);
        expect(await store.findApiKey(key.keyHash)).toEqual({apiKey: key, project});
        expect(await store.findApiKey('another hash')).toBeUndefined();
        expect(await store.revokeApiKey(key.id, 5)).toBe(true);
        expect(await store.revokeApiKey(key.id, 6)).toBe(false);
        expect(await store.findApiKey(key.keyHash)).toBeUndefined();
        expect(await store.listApiKeys()).toEqual([{...key, revokedAt: 5, projectName: 'Platform'}]);
      });

      test('remembers when a key was used last', async () => {
        const key = newKey();
        await store.createApiKey(key);
        await store.recordApiKeyUse(key.id, 77);
        expect((await store.findApiKey(key.keyHash))?.apiKey.lastUsedAt).toBe(77);
      });
    });

    describe('sessions and tickets', () => {
      const newSession = (): Session => ({
        id: newId('ses'),
        projectId: project.id,
        mode: 'test',
        secretHash: `hash of ${newId('ses')}`,
        origin: 'https://app.example.com',
        externalId: 'client 1',
        returnUrl: null,
        client: {clientName: 'Luna', allowedPhoneCountries: ['ES']},
        createdAt: clock.now(),
        expiresAt: clock.now() + 1_000,
      });

      test('a session is found by its hash until it is deleted, by its own project only', async () => {
        const session = newSession();
        await store.createSession(session);
        expect(await store.findSession(session.secretHash)).toEqual(session);
        expect(await store.deleteSession({projectId: 'prj_other', mode: 'test'}, session.id)).toBe(false);
        expect(await store.deleteSession({...scope(), mode: 'live'}, session.id)).toBe(false);
        expect(await store.deleteSession(scope(), session.id)).toBe(true);
        expect(await store.findSession(session.secretHash)).toBeUndefined();
      });

      test('a ticket is taken by exactly one of a hundred', async () => {
        const {id: invitationId} = await create();
        const ticket = {ticketHash: 'hash', invitationId, returnUrl: null, expiresAt: 1_000};
        await store.createTicket(ticket);
        const claims = await Promise.all(Array.from({length: 100}, () => store.claimTicket('hash', 999)));
        expect(claims.filter(Boolean)).toEqual([ticket]);
      });

      test('a ticket is of no use from the moment it ends', async () => {
        const {id: invitationId} = await create();
        await store.createTicket({ticketHash: 'hash', invitationId, returnUrl: null, expiresAt: 1_000});
        expect(await store.claimTicket('hash', 1_000)).toBeUndefined();
      });

      test('prune forgets what ended and keeps the rest', async () => {
        const session = newSession();
        await store.createSession(session);
        await store.prune(session.expiresAt - 1);
        expect(await store.findSession(session.secretHash)).toEqual(session);
        await store.prune(session.expiresAt);
        expect(await store.findSession(session.secretHash)).toBeUndefined();
      });
    });

    describe('invitations', () => {
      test('come back as they were written', async () => {
        const invitation = await create();
        expect(await store.findInvitation(scope(), invitation.id)).toEqual(invitation);
      });

      test('are seen by their own project and mode only', async () => {
        const {id} = await create();
        expect(await store.findInvitation({projectId: 'prj_other', mode: 'test'}, id)).toBeUndefined();
        expect(await store.findInvitation({...scope(), mode: 'live'}, id)).toBeUndefined();
      });

      test('an idempotency key answers with the first one, whoever comes at the same moment', async () => {
        const key = {key: 'k', requestHash: 'body', expiresAt: clock.now() + 60_000};
        const answers = await Promise.all(
          Array.from({length: 20}, () => store.createInvitation(newInvitation(), key)),
        );
        const ids = new Set(
          answers.map((answer) => (answer.result === 'key_reused' ? '' : answer.invitation.id)),
        );
        expect(ids.size).toBe(1);
        expect(answers.filter(({result}) => result === 'created')).toHaveLength(1);
        expect(await store.createInvitation(newInvitation(), {...key, requestHash: 'other'})).toEqual({
          result: 'key_reused',
        });
      });

      test('an idempotency key is free again when its time is over', async () => {
        const key = {key: 'k', requestHash: 'body', expiresAt: clock.now()};
        await store.createInvitation(newInvitation(), key);
        expect((await store.createInvitation(newInvitation(), key)).result).toBe('created');
      });

      test('are listed newest first, page by page, without gap or repeat', async () => {
        const created: string[] = [];
        for (let count = 0; count < 7; count += 1) created.push((await create()).id);
        const seen: string[] = [];
        for (let before: string | undefined; ; before = seen.at(-1)) {
          const page = await store.listInvitations(scope(), {before, limit: 3, now: clock.now()});
          if (page.length === 0) break;
          seen.push(...page.map(({id}) => id));
        }
        expect(seen).toEqual(created.reverse());
      });

      test('a filter by status judges as of now: an expiry that nobody wrote down counts', async () => {
        const now = clock.now();
        const open = await create({lapsesAt: now + 1});
        const over = await create({lapsesAt: now});
        const list = async (status: Invitation['status']) =>
          (await store.listInvitations(scope(), {status, limit: 10, now})).map(({id}) => id);
        expect(await list('pending')).toEqual([open.id]);
        expect(await list('expired')).toEqual([over.id]);
      });

      test('the first view counts', async () => {
        const {id, updatedAt} = await create();
        await store.recordView(id, 10);
        await store.recordView(id, 20);
        expect(await read(id)).toMatchObject({viewedAt: 10, updatedAt});
      });

      test('ensuring one for a client makes one, however many ask', async () => {
        const ensured = await Promise.all(
          Array.from({length: 50}, () =>
            store.ensureInvitation({...newInvitation(), externalId: 'client'}, clock.now()),
          ),
        );
        expect(new Set(ensured.map(({id}) => id)).size).toBe(1);
      });

      test('ensuring one keeps a connected client and replaces one whose sender or time is gone', async () => {
        const connected = await connect({externalId: 'client'});
        const ensure = () => store.ensureInvitation({...newInvitation(), externalId: 'client'}, clock.now());
        expect((await ensure()).id).toBe(connected.invitation.id);
        await store.deleteSender(scope(), connected.sender.id, clock.now());
        const next = await ensure();
        expect(next.id).not.toBe(connected.invitation.id);
        expect((await store.findClientConnection(scope(), 'client'))?.invitation.id).toBe(next.id);
        const later = await store.ensureInvitation(
          {...newInvitation(), externalId: 'client'},
          next.lapsesAt ?? 0,
        );
        expect(later.id).not.toBe(next.id);
      });
    });

    describe('changes', () => {
      test('are written with their event when the invitation is as it was', async () => {
        const before = await create();
        const {invitation, event} = decide(before, {to: 'cancelled'});
        expect(await store.saveTransition(before, invitation, event)).toBe(true);
        expect(await read(before.id)).toEqual(invitation);
        expect(await store.listEvents({invitationId: before.id}, undefined, 10)).toEqual([event]);
      });

      test('are refused whole when someone was first: one of two wins, with one event', async () => {
        const before = await create();
        const decisions = [decide(before, {to: 'cancelled'}), decide(before, {to: 'expired'})];
        const saved = await Promise.all(
          decisions.map(({invitation, event}) => store.saveTransition(before, invitation, event)),
        );
        expect(saved.filter(Boolean)).toHaveLength(1);
        expect(await store.listEvents({invitationId: before.id}, undefined, 10)).toHaveLength(1);
      });

      test('cancelling ends the running attempt and forgets its secrets', async () => {
        const {attempt, invitation} = await start(await create());
        await store.saveAttempt({...attempt, step: 'register', sealedBusinessToken: 'x', sealedPin: 'y'});
        const cancelled = decide(invitation, {to: 'cancelled'});
        await store.saveTransition(invitation, cancelled.invitation, cancelled.event);
        expect(await store.findAttempt(attempt.id)).toMatchObject({
          status: 'cancelled',
          sealedBusinessToken: null,
          sealedPin: null,
        });
      });
    });

    describe('attempts', () => {
      test('are numbered; a newer one replaces the one that runs', async () => {
        const first = await start(await create());
        const second = await start(first.invitation);
        expect(second.saved).toBe(true);
        expect(await store.findAttempt(first.attempt.id)).toMatchObject({status: 'replaced', number: 1});
        expect(await store.findAttempt(second.attempt.id)).toMatchObject({status: 'running', number: 2});
      });

      test('of many that start from the same look at the invitation, one is written', async () => {
        const before = await create();
        const started = await Promise.all(Array.from({length: 20}, () => start(before)));
        expect(started.filter(({saved}) => saved)).toHaveLength(1);
      });

      test('a state is taken by exactly one of a hundred', async () => {
        const {attempt} = await start(await create());
        expect(await store.findAttemptByState(attempt.stateHash)).toMatchObject({id: attempt.id});
        const claims = await Promise.all(
          Array.from({length: 100}, () => store.claimReturn(attempt.id, 5, 50)),
        );
        expect(claims.filter(Boolean)).toHaveLength(1);
        expect(await store.findAttempt(attempt.id)).toMatchObject({
          step: 'exchange',
          returnedAt: 5,
          lockedUntil: 50,
        });
      });

      test('a step is written only while the attempt runs', async () => {
        const first = await start(await create());
        const moved: Attempt = {...first.attempt, step: 'discover', sealedBusinessToken: 'sealed'};
        const event = stepEvent(first.invitation, moved, newId('evt'), clock.now());
        expect(await store.saveAttempt(moved, event)).toBe(true);
        expect(await store.findAttempt(moved.id)).toEqual(moved);
        await start(first.invitation);
        expect(await store.saveAttempt({...moved, step: 'register'})).toBe(false);
      });

      test('a process holds an attempt until its lock is over', async () => {
        const {attempt} = await start(await create());
        expect(await store.claimAttempt(attempt.id, 100, 200)).toBe(true);
        expect(await store.claimAttempt(attempt.id, 199, 300)).toBe(false);
        expect(await store.claimAttempt(attempt.id, 200, 300)).toBe(true);
      });

      test('stalled ones are past the dialog, wait for nobody and are in nobody’s hands', async () => {
        const {attempt} = await start(await create());
        const stalled = async (now: number) => (await store.listStalledAttempts(now, 10)).map(({id}) => id);
        expect(await stalled(1_000)).toEqual([]);
        await store.saveAttempt({...attempt, step: 'choose'});
        expect(await stalled(1_000)).toEqual([]);
        await store.saveAttempt({...attempt, step: 'subscribe', lockedUntil: 500});
        expect(await stalled(499)).toEqual([]);
        expect(await stalled(500)).toEqual([attempt.id]);
      });

      test('overdue ones and lapsed invitations are found from their moment on', async () => {
        const {attempt, invitation} = await start(
          await create({expiresAt: clock.now() + 1_000, lapsesAt: clock.now() + 1_000}),
        );
        const at = attempt.startedAt;
        expect(await store.listOverdueAttempts(at - 1, 10)).toEqual([]);
        expect((await store.listOverdueAttempts(at, 10)).map(({id}) => id)).toEqual([attempt.id]);
        expect(await store.listLapsedInvitations(at + attemptLifetimeMs - 1, 10)).toEqual([]);
        expect(await store.listLapsedInvitations((invitation.lapsesAt ?? 0) + 1, 10)).toHaveLength(1);
      });
    });

    describe('completion', () => {
      test('writes sender, invitation, attempt and event together', async () => {
        const {result, invitation, sender, event} = await connect();
        expect(result).toBe('saved');
        const state = await store.findConnection(invitation.id);
        expect(state).toMatchObject({
          project,
          invitation,
          attempt: {status: 'succeeded', step: 'done'},
          sender: {...sender, isDefault: true},
        });
        expect((await store.listEvents({invitationId: invitation.id}, undefined, 10)).at(-1)).toEqual(event);
      });

      test('happens once: of many that finish, one makes a sender', async () => {
        const {invitation, attempt} = await start(await create());
        const finished = await Promise.all(Array.from({length: 20}, () => finish(invitation, attempt)));
        expect(finished.filter(({result}) => result === 'saved')).toHaveLength(1);
        expect(finished.filter(({result}) => result === 'lost')).toHaveLength(19);
        expect(await store.listSenders(scope(), {limit: 10})).toHaveLength(1);
      });

      test('of a replaced attempt is lost', async () => {
        const first = await start(await create());
        await start(first.invitation);
        expect((await finish(first.invitation, first.attempt)).result).toBe('lost');
      });

      test('with a number that has a sender writes nothing, until that sender is deleted', async () => {
        const one = await start(await create());
        const {sender} = await finish(one.invitation, one.attempt, 'number');
        const two = await start(await create());
        expect((await finish(two.invitation, two.attempt, 'number')).result).toBe('phone_taken');
        expect(await read(two.invitation.id)).toEqual(two.invitation);
        expect(await store.listTakenPhones('test', ['number', 'other'])).toEqual(['number']);
        expect(await store.listTakenPhones('live', ['number'])).toEqual([]);
        await store.deleteSender(scope(), sender.id, clock.now());
        expect((await finish(two.invitation, two.attempt, 'number')).result).toBe('saved');
      });
    });

    describe('senders', () => {
      test('the first is the default; when it goes, the oldest that is left takes over', async () => {
        const [first, second, third] = [await connect(), await connect(), await connect()];
        const defaults = async () =>
          (await store.listSenders(scope(), {limit: 10})).filter((s) => s.isDefault).map(({id}) => id);
        expect(await defaults()).toEqual([first.sender.id]);
        expect(await store.deleteSender(scope(), first.sender.id, clock.now())).toBe(true);
        expect(await store.deleteSender(scope(), first.sender.id, clock.now())).toBe(false);
        expect(await defaults()).toEqual([second.sender.id]);
        expect((await store.listSenders(scope(), {limit: 1})).map(({id}) => id)).toEqual([third.sender.id]);
        expect(await store.listSenders(scope(), {before: third.sender.id, limit: 5})).toHaveLength(1);
      });

      test('are seen and deleted by their own project and mode only', async () => {
        const {sender} = await connect();
        const foreign = {projectId: 'prj_other', mode: 'test' as const};
        expect(await store.findSender(foreign, sender.id)).toBeUndefined();
        expect(await store.deleteSender({...scope(), mode: 'live'}, sender.id, 1)).toBe(false);
        expect(await store.findSender(scope(), sender.id)).toMatchObject({id: sender.id});
      });
    });

    describe('events', () => {
      test('are read in the order they were written, after the one that was seen last', async () => {
        const {invitation} = await connect({externalId: 'client'});
        const all = await store.listEvents({invitationId: invitation.id}, undefined, 10);
        expect(all.map(({data}) => data['currentStatus'])).toEqual(['in_progress', 'completed']);
        expect(await store.listEvents({...scope(), externalId: 'client'}, all[0]?.id, 10)).toEqual(
          all.slice(1),
        );
        expect(await store.listEvents({...scope(), externalId: 'client'}, undefined, 1)).toEqual(
          all.slice(0, 1),
        );
        expect(await store.listEvents({...scope(), externalId: 'other'}, undefined, 10)).toEqual([]);
      });
    });

    test('says that it can be written and that its data is sound', async () => {
      await connect();
      await store.checkWritable();
      expect(await store.checkIntegrity()).toEqual([]);
    });
  });
}
