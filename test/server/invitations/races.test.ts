import fc from 'fast-check';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {InvitationStatus} from '../../../server/contract/invitations.ts';
import {followers} from '../../../server/invitations/invitation.ts';
import {changeStatus} from '../../../server/invitations/lifecycle.ts';
import {startSignup} from '../../../server/signup/signup.ts';
import {sweep} from '../../../server/sweeper.ts';
import {dayMs} from '../../support/clock.ts';
import {eventually} from '../../support/harness.ts';
import {LiveSignups} from '../../support/live-signups.ts';

let live: LiveSignups;

beforeEach(async () => {
  live = await LiveSignups.start();
});

afterEach(() => live.stop());

const find = (id: string) => async () => (await live.service.context.store.findConnection(id))?.invitation;
const cancel = (id: string) => changeStatus(live.service.context, find(id), {to: 'cancelled'});
const patch = (id: string, body: unknown) => live.api('PATCH', `/v1/invitations/${id}`, body);
const start = (id: string) =>
  startSignup(live.service.context, id, {secret: 'x'.repeat(32), returnUrl: null, locale: null}).catch(
    () => undefined,
  );

/** The statuses that the stored events tell of; fails when one does not follow from the one before. */
async function storyOf(id: string): Promise<InvitationStatus[]> {
  const events = await live.service.context.store.listEvents({invitationId: id}, undefined, 1_000);
  const changes = events.filter(({type}) => type === 'invitation.status_changed').map(({data}) => data);
  const story = changes.map((data) => data['currentStatus'] as InvitationStatus);
  expect(changes.map((data) => data['previousStatus'])).toEqual(['pending', ...story].slice(0, story.length));
  for (const [index, status] of story.entries()) {
    expect(followers[story[index - 1] ?? 'pending']).toContain(status);
  }
  return story;
}

describe('at the same moment', () => {
  test('20 who cancel: one does, and there is one event', async () => {
    const {id} = await live.invite();
    const done = await Promise.all(Array.from({length: 20}, () => cancel(id)));
    expect(done.filter((invitation) => invitation !== undefined)).toHaveLength(1);
    expect(await storyOf(id)).toEqual(['cancelled']);
  });

  test('cancelling and expiring: one of them happens', async () => {
    const {id} = await live.invite({expiresInDays: 1});
    live.service.clock.advance(dayMs);
    await Promise.all([cancel(id), sweep(live.service.context), cancel(id), sweep(live.service.context)]);
    expect(await storyOf(id)).toEqual(['expired']);
  });

  test('two who change other things: both apply, and both are told', async () => {
    const {id} = await live.invite();
    const changes = [
      {clientName: 'Sol'},
      {locale: 'es'},
      {metadata: {a: 'b'}},
      {externalId: 'x'},
      {expiresInDays: 3},
    ];
    const answers = await Promise.all(changes.map((change) => patch(id, change)));
    expect(answers.map(({status}) => status)).toEqual(changes.map(() => 200));
    expect(await live.retrieve({id})).toMatchObject(Object.assign({}, ...changes.slice(0, 4)));
    const events = await live.service.context.store.listEvents({invitationId: id}, undefined, 100);
    expect(events).toHaveLength(changes.length);
  });

  test('changing and expiring: it is expired, and opened again only by who gave it more time', async () => {
    const [one, two] = [await live.invite({expiresInDays: 1}), await live.invite({expiresInDays: 1})];
    live.service.clock.advance(dayMs);
    const [named, extended] = await Promise.all([
      patch(one.id, {clientName: 'Sol'}),
      patch(two.id, {expiresInDays: 1}),
      sweep(live.service.context),
      patch(two.id, {expiresInDays: 1}),
      sweep(live.service.context),
    ]);
    expect([named?.status, extended?.status]).toEqual([409, 200]);
    expect(await storyOf(one.id)).toEqual(['expired']);
    expect(await storyOf(two.id)).toEqual(['expired', 'pending']);
  });

  test('changing and finishing: it is connected at once, with what was changed', async () => {
    const invitation = await live.invite();
    const [browser, state] = await live.open(invitation);
    const names = Array.from({length: 8}, (_, number) => `Name ${number}`);
    const [, ...answers] = await Promise.all([
      live.finish(browser, state),
      ...names.map(async (clientName) => patch(invitation.id, {clientName})),
    ]);
    const after = await eventually(
      () => live.retrieve(invitation),
      ({status}) => status === 'completed',
      5_000,
    );
    expect(names).toContain(after.clientName);
    expect(answers.every(({status}) => status === 200 || status === 409)).toBe(true);
    expect(await live.senders()).toHaveLength(1);
    expect(await storyOf(invitation.id)).toEqual(['in_progress', 'completed']);
  });

  test('changing and failing: the failure is written down', async () => {
    const invitation = await live.invite();
    const [browser, state] = await live.open(invitation);
    await Promise.all([
      browser.open(`/signup/meta/callback?error=access_denied&state=${state}`),
      ...Array.from({length: 8}, (_, number) => patch(invitation.id, {clientName: `Name ${number}`})),
    ]);
    expect(await storyOf(invitation.id)).toEqual(['in_progress', 'failed']);
  });

  test('starting and cancelling: the story is whole and ends cancelled', async () => {
    const {id} = await live.invite();
    await Promise.all([start(id), cancel(id), start(id)]);
    const story = await storyOf(id);
    expect(story.at(-1)).toBe('cancelled');
    expect(story.filter((status) => status === 'cancelled')).toHaveLength(1);
  });

  test('20 starts: every attempt but the newest is replaced', async () => {
    const {id} = await live.invite();
    await Promise.all(Array.from({length: 20}, () => start(id)));
    const {attempt} = (await live.service.context.store.findConnection(id)) ?? {};
    expect(attempt).toMatchObject({number: 20, status: 'running'});
    expect(await storyOf(id)).toEqual(['in_progress']);
  });
});

test('whatever is done in whatever order: the story is whole, and there is at most one sender', async () => {
  const doings = [
    'view',
    'start',
    'finish',
    'refuse',
    'cancel',
    'sweep',
    'look',
    'rename',
    'extend',
    'rotate',
    'lapse',
  ] as const;
  const rounds = fc.array(fc.array(fc.constantFrom(...doings), {minLength: 1, maxLength: 4}), {
    minLength: 1,
    maxLength: 5,
  });
  let number = 1000;
  await fc.assert(
    fc.asyncProperty(rounds, async (plan) => {
      // A number of its own, so that only this invitation can be in its own way.
      number += 1;
      live.graph.phones = [{id: String(number), number: `+1 631 555 ${number}`, name: 'Bakery Luna'}];
      const invitation = await live.invite();
      const browsers = [await live.open(invitation)];
      const act: Record<(typeof doings)[number], () => Promise<unknown>> = {
        view: () => live.service.fetch('GET', `/invite/${invitation.token}`),
        start: async () => {
          const opened = await live.open(invitation).catch(() => undefined);
          if (opened) browsers.push(opened);
        },
        finish: () => Promise.all(browsers.map(([browser, state]) => live.finish(browser, state))),
        refuse: () =>
          Promise.all(
            browsers.map(([browser, state]) =>
              browser.open(`/signup/meta/callback?error=access_denied&state=${state}`),
            ),
          ),
        cancel: () => live.api('POST', `/v1/invitations/${invitation.id}/cancel`),
        sweep: () => sweep(live.service.context),
        look: () => live.retrieve(invitation),
        rename: () => patch(invitation.id, {clientName: 'Sol'}),
        extend: () => patch(invitation.id, {expiresInDays: 1}),
        rotate: () => live.api('POST', `/v1/invitations/${invitation.id}/rotate-link`),
        lapse: async () => live.service.clock.advance(dayMs),
      };
      for (const round of plan) await Promise.all(round.map((doing) => act[doing]()));

      await sweep(live.service.context);
      const after = await live.retrieve(invitation);
      const story = await storyOf(invitation.id);
      expect(after.status).toBe(story.at(-1) ?? 'pending');
      const senders = (await live.senders()).filter(({invitationId}) => invitationId === invitation.id);
      expect(senders.map(({id}) => id)).toEqual(after.status === 'completed' ? [after.senderId] : []);
      expect(after.failureReason !== null).toBe(after.status === 'failed');
    }),
    {numRuns: 40},
  );
});
