import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Invitation} from '../../../server/contract/invitations.ts';
import type {Attempt} from '../../../server/signup/attempt.ts';
import {ownerOf} from '../../../server/signup/vanished.ts';
import {sweep} from '../../../server/sweeper.ts';
import {minuteMs} from '../../support/clock.ts';
import {readRows} from '../../support/database.ts';
import {callbackPath} from '../../support/fake-graph.ts';
import {eventually} from '../../support/harness.ts';
import {LiveSignups} from '../../support/live-signups.ts';
import {postRaw, sign, webhook} from '../../support/meta-webhooks.ts';

const claiming = {
  META_CLAIM_SHARED: '1',
  META_BUSINESS_ID: '9001',
  META_SYSTEM_USER_TOKEN: 'system user token',
};
const claimCall = 'POST /5001/system_user_access_tokens';

describe('whose a shared account is', () => {
  const sharedAt = 1_790_000_000_000;
  const share = {wabaId: '2001', businessId: '5001', sharedAt};
  const attempt = (id: string, changes: Partial<Attempt> = {}): Attempt => ({
    id,
    invitationId: `inv_${id}`,
    mode: 'live',
    connectionType: 'whatsapp_waba',
    number: 1,
    status: 'running',
    step: 'dialog',
    failureReason: null,
    failureDetail: null,
    stateHash: '',
    returnedAt: null,
    browserHash: '',
    redirectUri: '',
    returnUrl: null,
    locale: null,
    sealedBusinessToken: null,
    sealedPin: null,
    providerUserId: null,
    claimedWabaId: null,
    hints: null,
    options: null,
    account: null,
    pinTries: 0,
    registration: null,
    registrationDetail: null,
    nextRegistrationAt: null,
    startedAt: sharedAt - 5 * minuteMs,
    updatedAt: sharedAt,
    finishedAt: null,
    lockedUntil: null,
    ...changes,
  });
  const own = attempt('own');
  const ended = (status: Attempt['status'], minutesBefore: number): Partial<Attempt> => ({
    status,
    startedAt: sharedAt - (minutesBefore + 5) * minuteMs,
    finishedAt: sharedAt - minutesBefore * minuteMs,
  });

  test.each<[string, Attempt[]]>([
    ['the only one there is', [own]],
    ['that began in the same second', [attempt('own', {startedAt: sharedAt + 999})]],
    ['beside another that connects a Page', [own, attempt('page', {connectionType: 'messenger'})]],
    ['after one that succeeded well before', [own, attempt('other', ended('succeeded', 30))]],
    [
      'after earlier ones of its invitation',
      [own, attempt('b', {...ended('replaced', 1), invitationId: 'inv_own'})],
    ],
    ['after one that failed days ago', [own, attempt('other', ended('failed', 25 * 60))]],
  ])('is the attempt %s', (_what, attempts) => {
    expect(ownerOf(share, [share], attempts)?.id).toBe('own');
  });

  test.each<[string, Attempt[]]>([
    ['there is none', []],
    ['two are open', [own, attempt('other')]],
    ['another is on its way back', [own, attempt('other', {step: 'exchange', returnedAt: sharedAt})]],
    ['it came back itself', [attempt('own', {step: 'exchange', returnedAt: sharedAt})]],
    ['it is past the dialog', [attempt('own', {step: 'choose', returnedAt: sharedAt})]],
    ['it is over', [attempt('own', {status: 'failed'})]],
    ['it connects a Page', [attempt('own', {connectionType: 'messenger'})]],
    ['it began later', [attempt('own', {startedAt: sharedAt + 1_000})]],
    ['it had run out', [attempt('own', {startedAt: sharedAt - 31 * minuteMs})]],
    // Whose dialog may be open still, when we have given them up.
    ['another was abandoned an hour before', [own, attempt('other', ended('failed', 60))]],
    ['another was cancelled', [own, attempt('other', ended('cancelled', 60))]],
    ['another was replaced', [own, attempt('other', ended('replaced', 60))]],
    ['another chooses among its accounts', [own, attempt('other', {step: 'choose'})]],
    // Who may have shared more than the one that they connected.
    ['another succeeded at that time', [own, attempt('other', ended('succeeded', 1))]],
    [
      'another succeeded just after',
      [own, attempt('other', {status: 'succeeded', finishedAt: sharedAt + 60_000})],
    ],
    ['another began just after, by its clock', [own, attempt('other', {startedAt: sharedAt + 60_000})]],
  ])('is not certain when %s', (_what, attempts) => {
    expect(ownerOf(share, [share], attempts)).toBeUndefined();
  });

  test('is not certain when two accounts were shared during the attempt', () => {
    const second = {...share, wabaId: '2002', sharedAt: sharedAt + 1_000};
    expect(ownerOf(share, [share, second], [own])).toBeUndefined();
    const later = {...second, sharedAt: sharedAt + 60 * minuteMs};
    expect(ownerOf(share, [share, later], [own])?.id).toBe('own');
  });
});

describe('a browser that vanished in the dialog', () => {
  let live: LiveSignups;
  afterEach(() => live.stop());

  const tell = (event: string, wabaId = '2001', owner_business_id = '5001') => {
    const body = webhook([
      {
        id: '9001',
        time: Math.floor(live.service.clock.now() / 1000),
        field: 'account_update',
        value: {event, waba_info: {waba_id: wabaId, owner_business_id}},
      },
    ]);
    return postRaw(live.service, body, sign('app secret of the tests', body));
  };
  const start = async (environment: Record<string, string> = claiming) => {
    live = await LiveSignups.start(environment);
    live.graph.answers.set(claimCall, {status: 200, body: {access_token: 'claimed-token'}});
  };
  /** Two minutes later, and everything done that can be done then. */
  const waitAndSweep = async (minutes = 2.1) => {
    live.service.clock.advance(minutes * minuteMs);
    await sweep(live.service.context);
    await live.service.context.background.settled();
  };
  const claims = () => live.graph.requests.filter((request) => request === claimCall).length;
  const stepOf = (invitation: Invitation) =>
    readRows(
      live.service,
      'SELECT step, status, claimed_waba_id FROM attempts WHERE invitation_id = ?',
      invitation.id,
    );

  describe('where the service may claim', () => {
    beforeEach(() => start());

    test('is finished without it, once, with the account that Meta told of', async () => {
      const invitation = await live.invite();
      await live.open(invitation);
      await tell('PARTNER_ADDED');
      await tell('PARTNER_APP_INSTALLED');
      await waitAndSweep();
      await eventually(
        () => live.retrieve(invitation),
        ({status}) => status === 'completed',
      );
      await waitAndSweep();
      expect(claims()).toBe(1);
      expect(live.graph.codes).toEqual([]);
      expect(await live.senders()).toHaveLength(1);
      const stored = JSON.stringify(readRows(live.service, 'SELECT * FROM attempts, senders'));
      expect(stored).not.toContain('claimed-token');
    });

    test('is left alone for two minutes: it may be on its way', async () => {
      const invitation = await live.invite();
      await live.open(invitation);
      await tell('PARTNER_ADDED');
      await waitAndSweep(1.9);
      expect([claims(), (await live.retrieve(invitation)).status]).toEqual([0, 'in_progress']);
    });

    test('exchanges nothing any more when it comes back late, and sees the result', async () => {
      const invitation = await live.invite();
      const [browser, state] = await live.open(invitation);
      await tell('PARTNER_ADDED');
      await waitAndSweep();
      await eventually(
        () => live.retrieve(invitation),
        ({status}) => status === 'completed',
      );
      const page = await browser.open(callbackPath({code: 'late', state}));
      expect(page.body).toContain('data-page="connected"');
      expect(live.graph.codes).toEqual([]);
    });

    test('that comes back while Meta is asked goes first', async () => {
      const invitation = await live.invite();
      const [browser, state] = await live.open(invitation);
      await tell('PARTNER_ADDED');
      live.service.clock.advance(2.1 * minuteMs);
      const asked = live.graph.hold(/system_user_access_tokens$/);
      await sweep(live.service.context);
      await asked.reached;
      await live.finish(browser, state);
      asked.release();
      await live.service.context.background.settled();
      expect(live.graph.codes).toEqual(['the-code']);
      expect((await live.retrieve(invitation)).status).toBe('completed');
      expect(stepOf(invitation)).toMatchObject([{claimed_waba_id: null}]);
      expect(await live.senders()).toHaveLength(1);
    });

    test('gets no other account of that business', async () => {
      const scopes = [{scope: 'whatsapp_business_management', target_ids: ['2002', '2001']}];
      live.graph.answers.set('GET /debug_token', {
        status: 200,
        body: {data: {app_id: '1234567890', is_valid: true, granular_scopes: scopes, scopes: []}},
      });
      live.graph.answers.set('GET /2002/phone_numbers', {
        status: 200,
        body: {
          data: [{id: '1002', display_phone_number: '+1 631-555-0199', code_verification_status: 'VERIFIED'}],
        },
      });
      const invitation = await live.invite();
      await live.open(invitation);
      await tell('PARTNER_ADDED');
      await waitAndSweep();
      const {connectedAccount} = await eventually(
        () => live.retrieve(invitation),
        ({status}) => status === 'completed',
      );
      expect(connectedAccount?.id).toBe('1001');
    });

    test('of two invitations, neither gets it: who waits for somebody else’s account waits in vain', async () => {
      const [waiting, victim] = [await live.invite(), await live.invite()];
      await live.open(waiting);
      const [browser, state] = await live.open(victim);
      await tell('PARTNER_ADDED');
      await waitAndSweep();
      expect(claims()).toBe(0);
      // Nor when the other is given up meanwhile.
      await browser.open(callbackPath({error: 'access_denied', state}));
      expect((await live.retrieve(victim)).status).toBe('failed');
      await waitAndSweep(20);
      expect([claims(), (await live.retrieve(waiting)).status]).toEqual([0, 'in_progress']);
    });

    test('gets no account of a business that another invitation connected: a client who shares a second one', async () => {
      const [browser, state] = await live.open(await live.invite());
      await tell('PARTNER_ADDED', '2001', '5001');
      await live.finish(browser, state);
      live.service.clock.advance(25 * 60 * minuteMs);
      const waiting = await live.invite();
      await live.open(waiting);
      await tell('PARTNER_ADDED', '2006', '5001');
      await waitAndSweep();
      expect([claims(), (await live.retrieve(waiting)).status]).toEqual([0, 'in_progress']);
      // Of a business that nobody knows it would be theirs.
      live.service.clock.advance(30 * minuteMs);
      await live.open(waiting);
      live.graph.answers.set('POST /5002/system_user_access_tokens', {
        status: 400,
        body: {error: {code: 200}},
      });
      await tell('PARTNER_ADDED', '2007', '5002');
      await waitAndSweep();
      expect(live.graph.requests).toContain('POST /5002/system_user_access_tokens');
    });

    test('gets nothing that was shared before it began, was taken back, has a sender, or is one of two', async () => {
      await tell('PARTNER_ADDED');
      live.service.clock.advance(2_000);
      const invitation = await live.invite();
      await live.open(invitation);
      await waitAndSweep();
      expect(claims()).toBe(0);
      await tell('PARTNER_ADDED', '2003');
      live.service.clock.advance(1_000);
      await tell('PARTNER_REMOVED', '2003');
      await waitAndSweep();
      expect(claims()).toBe(0);
      await tell('PARTNER_ADDED', '2004');
      await tell('PARTNER_ADDED', '2005');
      await waitAndSweep();
      expect([claims(), (await live.retrieve(invitation)).status]).toEqual([0, 'in_progress']);
    });

    test('is asked for again when Meta is down, and not when Meta refuses', async () => {
      live.graph.answers.set(claimCall, {status: 503, body: {error: {code: 2, message: 'later'}}});
      const invitation = await live.invite();
      await live.open(invitation);
      await tell('PARTNER_ADDED');
      await waitAndSweep();
      await waitAndSweep();
      expect(claims()).toBe(2);
      live.graph.answers.set(claimCall, {status: 400, body: {error: {code: 200, message: 'no'}}});
      await waitAndSweep();
      await waitAndSweep();
      expect(claims()).toBe(3);
      expect(stepOf(invitation)).toMatchObject([{step: 'dialog', status: 'running'}]);
    });
  });

  test('stays where it is unless the operator allowed claiming', async () => {
    await start({...claiming, META_CLAIM_SHARED: '0'});
    const invitation = await live.invite();
    await live.open(invitation);
    await tell('PARTNER_ADDED');
    await waitAndSweep();
    expect([claims(), (await live.retrieve(invitation)).status]).toEqual([0, 'in_progress']);
    // The share is kept for whoever chooses among accounts.
    const {context} = live.service;
    const shared = await context.store.listSharedAccounts('live', context.clock.now() - 10 * minuteMs);
    expect(shared).toMatchObject([{wabaId: '2001', businessId: '5001'}]);
  });
});
