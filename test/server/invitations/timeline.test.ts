import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {timeline, type Timeline, timelineEntry} from '../../../server/contract/timeline.ts';
import {invitationEvent} from '../../../server/events/event.ts';
import {timelineMax, toTimeline} from '../../../server/invitations/timeline.ts';
import {dayMs, minuteMs} from '../../support/clock.ts';
import {TestBrowser, TestService} from '../../support/harness.ts';
import {connectClient, createSession, failClient} from '../../support/signups.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.stop());

async function timelineOf(id: string, headers?: Record<string, string>): Promise<Timeline> {
  const {status, body} = await service.api('GET', `/v1/invitations/${id}/timeline`, undefined, headers);
  expect(status).toBe(200);
  return timeline.parse(body);
}

const shortOf = ({items}: Timeline) =>
  items.map(({type, currentStatus, step, changed}) =>
    [type, currentStatus ?? step ?? changed?.join()].filter(Boolean).join(' '),
  );

describe('GET /v1/invitations/:id/timeline', () => {
  test('of a new one tells that it was created', async () => {
    const {id, createdAt} = await service.invite();
    expect(await timelineOf(id)).toEqual({
      items: [{id: `${id}:invitation.created`, type: 'invitation.created', at: createdAt}],
      attempts: [],
    });
  });

  test('tells the whole story, oldest first, with each attempt and where the client left it', async () => {
    await service.play('cancel');
    const {id, token} = await service.invite({clientName: 'Luna', clientEmail: 'hola@luna.example'});
    service.clock.advance(minuteMs);
    const browser = new TestBrowser(service.url);
    await browser.open(`/invite/${token}`);
    service.clock.advance(minuteMs);
    await browser.start({token});
    await service.api('PATCH', `/v1/invitations/${id}`, {clientName: 'Sol', clientEmail: 'new@luna.example'});
    const {body} = await service.api('POST', `/v1/invitations/${id}/rotate-link`);
    await service.play('complete');
    await new TestBrowser(service.url).start(body.invitation);
    const {senderId} = await service.retrieve(id);
    await service.api('DELETE', `/v1/senders/${senderId ?? ''}`);

    const story = await timelineOf(id);
    expect(shortOf(story)).toEqual([
      'invitation.created',
      'invitation.viewed',
      'invitation.status_changed in_progress',
      'invitation.status_changed failed',
      'invitation.updated clientName,clientEmail',
      'invitation.link_rotated',
      'invitation.status_changed in_progress',
      'attempt.step_changed discover',
      'attempt.step_changed subscribe',
      'attempt.step_changed register',
      'attempt.step_changed complete',
      'invitation.status_changed completed',
      'sender.deleted',
    ]);
    expect(story.items[3]).toMatchObject({previousStatus: 'in_progress', failureReason: 'fb_cancelled'});
    expect(story.items[7]).toMatchObject({attemptNumber: 2, attemptId: story.attempts[1]?.id});
    expect(story.items[11]).toMatchObject({senderId, connectedAccount: {channel: 'whatsapp'}});
    const times = story.items.map(({at}) => Date.parse(at));
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(new Set(story.items.map((item) => item.id)).size).toBe(story.items.length);
    expect(story.attempts).toMatchObject([
      {number: 1, status: 'failed', step: 'dialog', failureReason: 'fb_cancelled'},
      {number: 2, status: 'succeeded', step: 'done', failureReason: null},
    ]);
  });

  test('gives away no token, no secret, no hash and no address of the client', async () => {
    const failed = await failClient(service, {clientEmail: 'hola@luna.example', metadata: {note: 'private'}});
    const done = await connectClient(service, {clientEmail: 'hola@luna.example'});
    for (const {id, token} of [failed, done]) {
      const text = JSON.stringify(await timelineOf(id));
      for (const hidden of [token, 'hola@', 'private', 'Hash', 'sealed', 'redirectUri']) {
        expect(text).not.toContain(hidden);
      }
    }
  });

  test('tells of an expiry and of more time', async () => {
    const {id, expiresAt} = await service.invite({expiresInDays: 1});
    service.clock.advance(2 * dayMs);
    await service.api('PATCH', `/v1/invitations/${id}`, {expiresInDays: 1});
    const story = await timelineOf(id);
    expect(shortOf(story)).toEqual([
      'invitation.created',
      'invitation.status_changed expired',
      'invitation.status_changed pending',
      'invitation.updated expiresAt',
    ]);
    expect(story.items[1]?.at).toBe(expiresAt);
  });

  test('is for the panel; of another project it is not there', async () => {
    const {id} = await service.invite();
    const panel = await createSession(service, {scope: 'manage', externalId: undefined});
    const asPanel = {authorization: `Bearer ${panel.clientSecret}`, origin: 'https://app.example.com'};
    expect((await timelineOf(id, asPanel)).items).toHaveLength(1);
    const {key} = await service.makeKey('test', 'Another');
    const foreign = await service.api('GET', `/v1/invitations/${id}/timeline`, undefined, {
      authorization: `Bearer ${key}`,
    });
    expect(foreign.status).toBe(404);
  });
});

describe('an entry', () => {
  const invitation = {
    id: 'inv_1',
    projectId: 'p',
    mode: 'test',
    externalId: null,
    createdAt: 5,
    viewedAt: null,
  } as const;
  const eventWith = (data: Record<string, unknown>, number = 1) =>
    invitationEvent(invitation, {id: `evt_${number}`, type: 'mail.failed', occurredAt: 9, data});

  test('has only what an entry may have, whatever the event carries', () => {
    const {items} = toTimeline(
      invitation,
      [
        eventWith({
          mailId: 'ml_1',
          detail: 'refused',
          token: 'secret',
          metadata: {a: 'b'},
          clientEmail: 'x',
          kind: null,
        }),
      ],
      [],
    );
    expect(items[1]).toEqual({
      id: 'evt_1',
      type: 'mail.failed',
      at: '1970-01-01T00:00:00.009Z',
      mailId: 'ml_1',
      detail: 'refused',
    });
    expect(timelineEntry.strict().safeParse(items[1]).success).toBe(true);
  });

  test('stands where it happened: the first view between what was before and after it', () => {
    const events = [1, 2, 3].map((number) => ({...eventWith({}, number), occurredAt: number * 10}));
    const idsWith = (viewedAt: number) =>
      toTimeline({...invitation, viewedAt}, events, []).items.map(({id}) => id);
    const viewed = 'inv_1:invitation.viewed';
    expect(idsWith(6).indexOf(viewed)).toBe(1);
    expect(idsWith(20).indexOf(viewed)).toBe(3);
    expect(idsWith(99).indexOf(viewed)).toBe(4);
  });

  test('too many are cut at the end', () => {
    const events = Array.from({length: timelineMax}, (_, number) => eventWith({}, number));
    const {items} = toTimeline(invitation, events, []);
    expect(items).toHaveLength(timelineMax);
    expect(items[0]?.type).toBe('invitation.created');
  });
});
