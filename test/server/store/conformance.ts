import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {ApiKey, Session} from '../../../server/access/credential.ts';
import type {Invitation} from '../../../server/invitations/invitation.ts';
import type {Project} from '../../../server/projects/project.ts';
import type {Store} from '../../../server/store/store.ts';
import {describeBulkStore} from './bulk-conformance.ts';
import {describeRemoteStore} from './remote-conformance.ts';
import {describeAmendmentStore} from './amendment-conformance.ts';
import {createFixture, type StoreFixture} from './fixture.ts';
import {describeMailStore} from './mail-conformance.ts';
import {describeNumberStore} from './number-conformance.ts';
import {describeInboundStore} from './inbound-conformance.ts';
import {describeRegistrationStore} from './registration-conformance.ts';
import {describeSignupStore} from './signup-conformance.ts';
import {describeUserDataStore} from './user-data-conformance.ts';
import {describeWebhookStore} from './webhook-conformance.ts';

export interface StoreHarness {
  /** A store with nothing in it. */
  open(): Promise<Store>;
  /** Called after the store is closed. */
  cleanUp(): Promise<void>;
}

/** What every engine must do. An engine's own test file is only a harness. */
export function describeStore(engine: string, harness: StoreHarness): void {
  describe(`store on ${engine}`, () => {
    let store: Store;
    let project: Project;
    let f: StoreFixture;

    beforeEach(async () => {
      store = await harness.open();
      project = await store.ensureProject({id: 'prj_0', name: 'Platform', settings: {}, createdAt: 1});
      f = createFixture(store, project);
    });

    afterEach(async () => {
      await store.close();
      await harness.cleanUp();
    });

    describeSignupStore(() => ({store, project, f}));
    describeAmendmentStore(() => ({store, project, f}));
    describeMailStore(() => ({store, project, f}));
    describeWebhookStore(() => ({store, project, f}));
    describeNumberStore(() => ({store, project, f}));
    describeInboundStore(() => ({store, f}));
    describeRegistrationStore(() => ({store, f}));
    describeUserDataStore(() => ({store, f}));
    describeBulkStore(() => ({store, f}));
    describeRemoteStore(() => ({store, f}));

    describe('projects and keys', () => {
      const newKey = (): ApiKey => ({
        id: f.newId('key'),
        projectId: project.id,
        mode: 'test',
        name: 'a key',
        keyHash: `hash of ${f.newId('key')}`,
        lastFour: 'abcd',
        createdAt: f.clock.now(),
        lastUsedAt: null,
        revokedAt: null,
        expiresAt: null,
      });

      test('a project is made once for its name, also by two at the same moment', async () => {
        const [a, b] = await Promise.all(
          ['prj_a', 'prj_b'].map((id) => store.ensureProject({id, name: 'Same', settings: {}, createdAt: 1})),
        );
        expect(a).toEqual(b);
        expect((await store.listProjects()).map(({name}) => name)).toEqual(['Platform', 'Same']);
      });

      test('a key that runs out by itself works until then, is not listed, and is forgotten', async () => {
        const expiresAt = f.clock.now() + 1_000;
        const key = {...newKey(), expiresAt};
        await store.createApiKey(key);
        expect(await store.findApiKey(key.keyHash, expiresAt - 1)).toMatchObject({apiKey: {id: key.id}});
        expect(await store.findApiKey(key.keyHash, expiresAt)).toBeUndefined();
        expect(await store.listApiKeys()).toEqual([]);
        await store.prune(expiresAt);
        expect(await store.findApiKey(key.keyHash, expiresAt - 1)).toBeUndefined();
      });

      test('a key is found by its hash until it is revoked', async () => {
        const key = newKey();
        await store.createApiKey(key);
        expect(await store.findApiKey(key.keyHash, 0)).toEqual({apiKey: key, project});
        expect(await store.findApiKey('another hash', 0)).toBeUndefined();
        expect(await store.revokeApiKey(key.id, 5)).toBe(true);
        expect(await store.revokeApiKey(key.id, 6)).toBe(false);
        expect(await store.findApiKey(key.keyHash, 0)).toBeUndefined();
        expect(await store.listApiKeys()).toEqual([{...key, revokedAt: 5, projectName: 'Platform'}]);
      });

      test('remembers when a key was used last', async () => {
        const key = newKey();
        await store.createApiKey(key);
        await store.recordApiKeyUse(key.id, 77);
        expect((await store.findApiKey(key.keyHash, 0))?.apiKey.lastUsedAt).toBe(77);
      });
    });

    describe('sessions and tickets', () => {
      const newSession = (): Session => ({
        id: f.newId('ses'),
        projectId: project.id,
        mode: 'test',
        scope: 'connect',
        secretHash: `hash of ${f.newId('ses')}`,
        origin: 'https://app.example.com',
        externalId: 'client 1',
        returnUrl: null,
        client: {clientName: 'Luna', allowedPhoneCountries: ['ES']},
        createdAt: f.clock.now(),
        expiresAt: f.clock.now() + 1_000,
      });

      test('a session is found by its hash until it is deleted, by its own project only', async () => {
        const session = newSession();
        await store.createSession(session);
        expect(await store.findSession(session.secretHash)).toEqual(session);
        expect(await store.deleteSession({projectId: 'prj_other', mode: 'test'}, session.id)).toBe(false);
        expect(await store.deleteSession({...f.scope(), mode: 'live'}, session.id)).toBe(false);
        expect(await store.deleteSession(f.scope(), session.id)).toBe(true);
        expect(await store.findSession(session.secretHash)).toBeUndefined();
      });

      test('a ticket is taken by exactly one of a hundred', async () => {
        const {id: invitationId} = await f.create();
        const ticket = {ticketHash: 'hash', invitationId, returnUrl: null, locale: null, expiresAt: 1_000};
        await store.createTicket(ticket);
        const claims = await Promise.all(Array.from({length: 100}, () => store.claimTicket('hash', 999)));
        expect(claims.filter(Boolean)).toEqual([ticket]);
      });

      test('a ticket is of no use from the moment it ends', async () => {
        const {id: invitationId} = await f.create();
        await store.createTicket({
          ticketHash: 'hash',
          invitationId,
          returnUrl: null,
          locale: null,
          expiresAt: 1_000,
        });
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
        const invitation = await f.create();
        expect(await store.findInvitation(f.scope(), invitation.id)).toEqual(invitation);
      });

      test('are seen by their own project and mode only', async () => {
        const {id} = await f.create();
        expect(await store.findInvitation({projectId: 'prj_other', mode: 'test'}, id)).toBeUndefined();
        expect(await store.findInvitation({...f.scope(), mode: 'live'}, id)).toBeUndefined();
      });

      test('an idempotency key answers with the first one, whoever comes at the same moment', async () => {
        const key = {key: 'k', requestHash: 'body', expiresAt: f.clock.now() + 60_000};
        const answers = await Promise.all(
          Array.from({length: 20}, () => store.createInvitation(f.newInvitation(), key)),
        );
        const ids = new Set(answers.map((answer) => ('invitation' in answer ? answer.invitation.id : '')));
        expect(ids.size).toBe(1);
        expect(answers.filter(({result}) => result === 'created')).toHaveLength(1);
        expect(await store.createInvitation(f.newInvitation(), {...key, requestHash: 'other'})).toEqual({
          result: 'key_reused',
        });
      });

      test('an idempotency key is free again when its time is over', async () => {
        const key = {key: 'k', requestHash: 'body', expiresAt: f.clock.now()};
        await store.createInvitation(f.newInvitation(), key);
        expect((await store.createInvitation(f.newInvitation(), key)).result).toBe('created');
      });

      test('are listed newest first, page by page, without gap or repeat', async () => {
        const created: string[] = [];
        for (let count = 0; count < 7; count += 1) created.push((await f.create()).id);
        const seen: string[] = [];
        for (let before: string | undefined; ; before = seen.at(-1)) {
          const page = await store.listInvitations(f.scope(), {before, limit: 3, now: f.clock.now()});
          if (page.length === 0) break;
          seen.push(...page.map(({id}) => id));
        }
        expect(seen).toEqual(created.reverse());
      });

      test('a filter by status judges as of now: an expiry that nobody wrote down counts', async () => {
        const now = f.clock.now();
        const open = await f.create({lapsesAt: now + 1});
        const over = await f.create({lapsesAt: now});
        const list = async (status: Invitation['status']) =>
          (await store.listInvitations(f.scope(), {status, limit: 10, now})).map(({id}) => id);
        expect(await list('pending')).toEqual([open.id]);
        expect(await list('expired')).toEqual([over.id]);
      });

      test('the first view counts', async () => {
        const {id, updatedAt} = await f.create();
        await store.recordView(id, 10);
        await store.recordView(id, 20);
        expect(await f.read(id)).toMatchObject({viewedAt: 10, updatedAt});
      });

      test('ensuring one for a client makes one, however many ask', async () => {
        const ensured = await Promise.all(Array.from({length: 50}, () => f.ensure('client')));
        expect(new Set(ensured.map(({id}) => id)).size).toBe(1);
      });

      test('ensuring one keeps a connected client and replaces one whose sender or time is gone', async () => {
        const connected = await f.connect({externalId: 'client'});
        expect((await f.ensure('client')).id).toBe(connected.invitation.id);
        await f.remove(connected.sender);
        const next = await f.ensure('client');
        expect(next.id).not.toBe(connected.invitation.id);
        expect((await store.findClientConnection(f.scope(), 'client'))?.invitation.id).toBe(next.id);
        const later = await f.ensure('client', {}, next.lapsesAt ?? 0);
        expect(later.id).not.toBe(next.id);
      });
    });

    test('the invitation that counts for a client is the connected one, else the newest', async () => {
      const counts = async () => (await store.findClientConnection(f.scope(), 'client'))?.invitation.id;
      const connected = await f.connect({externalId: 'client'});
      const newer = await f.create({externalId: 'client'});
      expect(await counts()).toBe(connected.invitation.id);
      await f.remove(connected.sender);
      expect(await counts()).toBe(newer.id);
    });

    describe('senders', () => {
      test('the first is the default; when it goes, the oldest that is left takes over', async () => {
        const [first, second, third] = [await f.connect(), await f.connect(), await f.connect()];
        const defaults = async () =>
          (await store.listSenders(f.scope(), {limit: 10})).filter((s) => s.isDefault).map(({id}) => id);
        expect(await defaults()).toEqual([first.sender.id]);
        expect(await f.remove(first.sender)).toBe(true);
        expect(await f.remove(first.sender)).toBe(false);
        expect(await defaults()).toEqual([second.sender.id]);
        const told = await store.listEvents({invitationId: first.invitation.id}, undefined, 10);
        expect(told.at(-1)).toMatchObject({type: 'sender.deleted', data: {senderId: first.sender.id}});
        expect((await store.listSenders(f.scope(), {limit: 1})).map(({id}) => id)).toEqual([third.sender.id]);
        expect(await store.listSenders(f.scope(), {before: third.sender.id, limit: 5})).toHaveLength(1);
      });

      test('are seen and deleted by their own project and mode only', async () => {
        const {sender} = await f.connect();
        const foreign = {projectId: 'prj_other', mode: 'test' as const};
        expect(await store.findSender(foreign, sender.id)).toBeUndefined();
        expect(await f.remove(sender, {...f.scope(), mode: 'live'})).toBe(false);
        expect(await store.findSender(f.scope(), sender.id)).toMatchObject({id: sender.id});
      });
    });

    describe('events', () => {
      test('are read in the order they were written, after the one that was seen last', async () => {
        const {invitation} = await f.connect({externalId: 'client'});
        const all = await store.listEvents({invitationId: invitation.id}, undefined, 10);
        expect(all.map(({data}) => data['currentStatus'])).toEqual(['in_progress', 'completed']);
        expect(await store.listEvents({...f.scope(), externalId: 'client'}, all[0]?.id, 10)).toEqual(
          all.slice(1),
        );
        expect(await store.listEvents({...f.scope(), externalId: 'client'}, undefined, 1)).toEqual(
          all.slice(0, 1),
        );
        expect(await store.listEvents({...f.scope(), externalId: 'other'}, undefined, 10)).toEqual([]);
        expect(await store.listEvents({invitationId: invitation.id}, 'evt_unknown', 10)).toEqual([]);
      });

      test('are read of a whole project and mode, and of no other', async () => {
        const first = await f.connect({externalId: 'one'});
        const second = await f.connect({externalId: 'two'});
        const all = await store.listEvents(f.scope(), undefined, 10);
        expect(all.map(({invitationId}) => invitationId)).toEqual([
          first.invitation.id,
          first.invitation.id,
          second.invitation.id,
          second.invitation.id,
        ]);
        expect(await store.listEvents(f.scope(), all[1]?.id, 1, ['invitation.status_changed'])).toEqual([
          all[2],
        ]);
        expect(await store.listEvents(f.scope(), undefined, 10, ['mail.sent'])).toEqual([]);
        expect(await store.listEvents({...f.scope(), mode: 'live'}, undefined, 10)).toEqual([]);
        expect(await store.listEvents({projectId: 'prj_other', mode: 'test'}, undefined, 10)).toEqual([]);
      });
    });

    test('says that it can be written and that its data is sound', async () => {
      await f.connect();
      await store.checkWritable();
      expect(await store.checkIntegrity()).toEqual([]);
    });
  });
}
