import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {Invitation} from '../../../server/contract/invitations.ts';
import type {Timeline} from '../../../server/contract/timeline.ts';
import {sweep} from '../../../server/sweeper.ts';
import {dayMs, minuteMs} from '../../support/clock.ts';
import {TestBrowser, TestService} from '../../support/harness.ts';
import {connectClient} from '../../support/signups.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.stop());

const changeSettings = (settings: object) => service.api('PATCH', '/v1/project', settings);

async function expired(fields: Record<string, unknown> = {}): Promise<Invitation> {
  const invitation = await service.invite({expiresInDays: 1, ...fields});
  service.clock.advance(dayMs);
  return invitation;
}

/** Presses the button of the expired page, in a browser without script. */
const renew = (token: string, headers: Record<string, string> = {}) =>
  new TestBrowser(service.url).open(`/invite/${token}/renew`, {}, headers);

const requestsOf = (invitationId: string) =>
  service.context.store.listEvents({invitationId}, undefined, 100, ['invitation.link_requested']);

describe('the page of an expired link', () => {
  test.each([
    [{}, 'Ask for a new link'],
    [{locale: 'es'}, 'Pedir un enlace nuevo'],
  ])('has a button that asks for a new one: %j', async (fields, label) => {
    const {id, token} = await expired(fields);
    const {status, body} = await service.fetch('GET', `/invite/${token}`);
    expect(status).toBe(200);
    expect(body).toContain(`action="/invite/${token}/renew"`);
    expect(body).toContain(label);
    expect(await requestsOf(id), 'looking asks for nothing').toEqual([]);
  });

  test('asks only by POST: a reload leads back to the page', async () => {
    const {id, token} = await expired();
    for (const method of ['GET', 'HEAD']) {
      const answer = await service.fetch(method, `/invite/${token}/renew`);
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toBe(`/invite/${token}`);
    }
    expect(await requestsOf(id)).toEqual([]);
  });

  test('is refused from another site', async () => {
    const {id, token} = await expired();
    expect((await renew(token, {'sec-fetch-site': 'cross-site'})).status).toBe(403);
    expect((await renew(token, {origin: 'https://evil.example'})).status).toBe(403);
    expect(await requestsOf(id)).toEqual([]);
  });

  test('of nobody is a page that says so', async () => {
    expect((await renew('nobody')).status).toBe(404);
  });
});

describe('asking for a new link', () => {
  beforeEach(() => changeSettings({linkRenewal: 'ask', displayName: 'Acme Desk'}));

  test('tells the project, once for each expiry, and the page says so from then on', async () => {
    const {id, token} = await expired({
      clientName: 'Luna',
      clientEmail: 'hola@luna.example',
      externalId: 'crm-1',
      metadata: {tier: 'gold'},
    });
    const answer = await renew(token);
    expect(answer.status).toBe(200);
    expect(answer.body).toContain('Acme Desk');
    expect(answer.body).toContain('has been told');
    expect(answer.body).not.toContain('<form');
    await Promise.all([renew(token), renew(token)]);
    const {status, linkRequestedAt} = await service.retrieve(id);
    expect(status).toBe('expired');
    const [event, ...more] = await requestsOf(id);
    expect(more).toEqual([]);
    expect(event?.data).toEqual({
      invitationId: id,
      clientName: 'Luna',
      clientEmail: 'hola@luna.example',
      connectionType: 'whatsapp_waba',
      granted: false,
      externalId: 'crm-1',
      metadata: {tier: 'gold'},
    });
    expect(linkRequestedAt).toBe(new Date(event?.occurredAt ?? 0).toISOString());
    const {body} = await service.api('GET', `/v1/invitations/${id}/timeline`);
    const told = (body as Timeline).items.find(({type}) => type === 'invitation.link_requested');
    expect(told).toMatchObject({id: event?.id, granted: false});
  });

  test('is answered by more time: the link works, and after the next expiry it can be asked again', async () => {
    const {id, token} = await expired();
    await renew(token);
    const {body} = await service.api('PATCH', `/v1/invitations/${id}`, {expiresInDays: 1});
    expect(body.invitation).toMatchObject({status: 'pending', linkRequestedAt: null});
    expect((await service.fetch('GET', `/invite/${token}`)).body).toContain('/start"');
    service.clock.advance(dayMs);
    await renew(token);
    expect(await requestsOf(id)).toHaveLength(2);
  });

  test('with a link that works, or that will never work again, asks nothing', async () => {
    const open = await service.invite();
    const cancelled = await service.invite();
    await service.api('POST', `/v1/invitations/${cancelled.id}/cancel`);
    const completed = await connectClient(service);
    for (const {id, token} of [open, cancelled, completed]) {
      const before = await service.retrieve(id);
      const {status, body} = await renew(token);
      expect(status).toBe(200);
      expect(body).not.toContain('/renew"');
      expect({...(await service.retrieve(id)), viewedAt: null}).toEqual({...before, viewedAt: null});
    }
  });
});

describe('a project that has granted it beforehand', () => {
  beforeEach(() => changeSettings({linkRenewal: 'grant'}));

  test.each([true, false])(
    'opens the same link again at once, for 7 days (written down before: %s)',
    async (isSwept) => {
      const {id, token} = await expired();
      if (isSwept) await sweep(service.context);
      const {status, body} = await renew(token);
      expect(status).toBe(200);
      expect(body).toContain(`action="/invite/${token}/start"`);
      const after = await service.retrieve(id);
      expect(after).toMatchObject({status: 'pending', token, linkRequestedAt: null});
      expect(Math.abs(Date.parse(after.expiresAt) - service.clock.now() - 7 * dayMs)).toBeLessThan(minuteMs);
      const events = await service.context.store.listEvents({invitationId: id}, undefined, 10);
      expect(events.map(({type, data}) => [type, data['granted'] ?? data['currentStatus']])).toEqual([
        ['invitation.status_changed', 'expired'],
        ['invitation.link_requested', true],
        ['invitation.status_changed', 'pending'],
      ]);
      await service.play('complete');
      await new TestBrowser(service.url).start({token});
      expect((await service.retrieve(id)).status).toBe('completed');
    },
  );

  test('does so once, however often it is pressed at the same moment', async () => {
    const {id, token} = await expired();
    await Promise.all(Array.from({length: 10}, () => renew(token)));
    expect((await service.retrieve(id)).status).toBe('pending');
    expect(await requestsOf(id)).toHaveLength(1);
  });

  test('does so three times; then it is asked like any other', async () => {
    const {id, token} = await expired();
    for (let grants = 1; grants <= 3; grants += 1) {
      await renew(token);
      expect((await service.retrieve(id)).status).toBe('pending');
      service.clock.advance(7 * dayMs);
    }
    expect((await renew(token)).body).toContain('has been told');
    expect(await service.retrieve(id)).toMatchObject({
      status: 'expired',
      linkRequestedAt: expect.any(String),
    });
    expect((await requestsOf(id)).map(({data}) => data['granted'])).toEqual([true, true, true, false]);
  });

  test.each([
    [30 * dayMs - minuteMs, 'pending'],
    [30 * dayMs + minuteMs, 'expired'],
  ])('does so within 30 days of the expiry: after %i ms it is %s', async (ms, status) => {
    const {id, token} = await expired();
    service.clock.advance(ms);
    await renew(token);
    expect((await service.retrieve(id)).status).toBe(status);
    expect(await requestsOf(id)).toHaveLength(1);
  });
});

test('asking too often is refused like any page', async () => {
  const own = await TestService.start({RATE_LIMIT: '5'});
  try {
    const {token} = await own.invite();
    const statuses: number[] = [];
    for (let count = 0; count < 6; count += 1) {
      statuses.push((await own.fetch('POST', `/invite/${token}/renew`)).status);
    }
    expect(statuses).toEqual([303, 303, 303, 303, 303, 429]);
  } finally {
    await own.stop();
  }
});
