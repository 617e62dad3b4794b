import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {statistics, type Statistics} from '../../../server/contract/statistics.ts';
import {findRange} from '../../../server/invitations/statistics.ts';
import {dayMs} from '../../support/clock.ts';
import {TestBrowser, TestService} from '../../support/harness.ts';
import {connectClient, createSession, failClient, openDialog} from '../../support/signups.ts';

const now = Date.UTC(2026, 10, 22, 15, 30);
const day = (text: string) => Date.parse(text);

describe('the range of a count', () => {
  test.each([
    ['nothing', {}, '2026-10-24', '2026-11-23'],
    ['from a date', {from: '2026-11-20'}, '2026-11-20', '2026-11-23'],
    ['one day', {from: '2026-11-20', to: '2026-11-20'}, '2026-11-20', '2026-11-21'],
    ['up to a date', {to: '2026-03-30'}, '2026-03-01', '2026-03-31'],
    [
      'times',
      {from: '2026-11-20T10:00:00+02:00', to: '2026-11-20T12:00:00Z'},
      '2026-11-20T08:00Z',
      '2026-11-20T12:00Z',
    ],
    ['up to midnight', {to: '2026-11-20T00:00:00Z'}, '2026-10-21', '2026-11-20'],
    ['366 days', {from: '2024-01-01', to: '2024-12-31'}, '2024-01-01', '2025-01-01'],
  ])('with %s', (_, query, from, to) => {
    expect(findRange(query, now)).toEqual({from: day(from), to: day(to)});
  });

  test.each([
    [{from: '2026-11-21', to: '2026-11-20'}, 'from'],
    [{from: '2026-11-23'}, 'from'],
    [{from: '2025-11-20', to: '2026-11-21'}, 'to'],
  ])('is refused when it is empty or too long: %j', (query, field) => {
    expect(() => findRange(query, now)).toThrow(`Invalid query: ${field}: `);
  });
});

describe('GET /v1/invitations/stats', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });

  afterAll(() => service.stop());

  async function count(query = '', headers?: Record<string, string>): Promise<Statistics> {
    const {status, body} = await service.api('GET', `/v1/invitations/stats${query}`, undefined, headers);
    expect(status).toBe(200);
    return statistics.parse(body);
  }

  const nothing = {sent: 0, opened: 0, started: 0, connected: 0};
  const sumOf = ({byDay}: Statistics, key: 'created' | 'connected' | 'failed') =>
    byDay.reduce((sum, row) => sum + row[key], 0);

  test('of a project with nothing is nothing, with every status and every day', async () => {
    const {key} = await service.makeKey('test', 'Empty');
    const counts = await count('?from=2026-02-27&to=2026-03-02', {authorization: `Bearer ${key}`});
    expect(counts).toEqual({
      from: '2026-02-27T00:00:00.000Z',
      to: '2026-03-03T00:00:00.000Z',
      byStatus: {pending: 0, in_progress: 0, completed: 0, failed: 0, expired: 0, cancelled: 0},
      funnel: nothing,
      dropOff: [],
      reasons: [],
      medianTimeToConnectMs: null,
      byDay: ['2026-02-27', '2026-02-28', '2026-03-01', '2026-03-02'].map((date) => ({
        day: date,
        created: 0,
        connected: 0,
        failed: 0,
      })),
    });
  });

  test('tells how far clients came, where they stopped and why', async () => {
    await service.invite({expiresInDays: 1});
    const opened = await service.invite({expiresInDays: 30});
    await new TestBrowser(service.url).open(`/invite/${opened.token}`);
    const cancelled = await service.invite();
    await service.api('POST', `/v1/invitations/${cancelled.id}/cancel`);
    await failClient(service, {expiresInDays: 30});
    const retried = await failClient(service, {expiresInDays: 30});
    await service.play('cancel');
    await new TestBrowser(service.url).start(retried);
    service.clock.advance(dayMs);
    await openDialog(service);
    const connected = await connectClient(service);

    const counts = await count();
    expect(counts.byStatus).toEqual({
      pending: 1,
      in_progress: 1,
      completed: 1,
      failed: 2,
      expired: 1,
      cancelled: 1,
    });
    expect(counts.funnel).toEqual({sent: 7, opened: 5, started: 4, connected: 1});
    expect(counts.dropOff, 'who cancels in the dialog got no further').toEqual([{step: 'dialog', count: 3}]);
    expect(counts.reasons).toEqual([{failureReason: 'fb_cancelled', count: 3}]);
    const took = Date.parse(connected.completedAt ?? '') - Date.parse(connected.createdAt);
    expect(counts.medianTimeToConnectMs).toBe(took);
    expect([sumOf(counts, 'created'), sumOf(counts, 'connected'), sumOf(counts, 'failed')]).toEqual([
      7, 1, 3,
    ]);
    expect(counts.byDay).toHaveLength(30);
    const today = new Date(service.clock.now()).toISOString().slice(0, 10);
    expect(counts.byDay.at(-1)).toMatchObject({day: today, connected: 1});

    const later = new Date(service.clock.now() + 2 * dayMs).toISOString().slice(0, 10);
    expect((await count(`?from=${later}&to=${later}`)).funnel).toEqual(nothing);
    const {key} = await service.makeKey('test', 'Another');
    const foreign = await count('', {authorization: `Bearer ${key}`});
    expect([foreign.funnel, sumOf(foreign, 'failed'), sumOf(foreign, 'connected')]).toEqual([nothing, 0, 0]);
    const live = await count('', {authorization: `Bearer ${service.keys.live}`});
    expect(live.funnel).toEqual(nothing);
  });

  test.each([
    ['from=yesterday', 'from'],
    ['to=', 'to'],
    ['from=2026-02-30', 'from'],
    ['from=2026-01-02&to=2026-01-01', 'from'],
    ['from=2020-01-01&to=2026-01-01', 'to'],
  ])('refuses ?%s', async (query, field) => {
    const {status, body} = await service.api('GET', `/v1/invitations/stats?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({code: 'invalid_request', message: expect.stringContaining('Invalid query')});
    expect(body.details.errors[0].path).toEqual([field]);
  });

  test('is for the panel and for nobody without a key', async () => {
    const panel = await createSession(service, {scope: 'manage', externalId: undefined});
    const asPanel = {authorization: `Bearer ${panel.clientSecret}`, origin: 'https://app.example.com'};
    expect((await service.api('GET', '/v1/invitations/stats', undefined, asPanel)).status).toBe(200);
    expect((await service.api('GET', '/v1/invitations/stats', undefined, {authorization: ''})).status).toBe(
      401,
    );
  });
});

describe('GET /v1/invitations/counts', () => {
  let service: TestService;

  beforeAll(async () => {
    service = await TestService.start();
  });

  afterAll(() => service.stop());

  const counts = async (query = '', headers?: Record<string, string>) =>
    service.api('GET', `/v1/invitations/counts${query}`, undefined, headers);

  test('counts what the list would show, in every status, whenever it was created', async () => {
    for (const body of [
      {clientName: 'Luna', externalId: 'a'},
      {clientName: 'Luna again', externalId: 'a', connectionType: 'messenger'},
      {clientName: 'Sol', expiresInDays: 1},
    ]) {
      await service.api('POST', '/v1/invitations', body);
    }
    const none = {pending: 0, in_progress: 0, completed: 0, failed: 0, expired: 0, cancelled: 0};
    expect((await counts()).body).toEqual({total: 3, byStatus: {...none, pending: 3}});
    expect((await counts('?q=LUNA')).body.total).toBe(2);
    expect((await counts('?externalId=a&connectionType=messenger')).body.total).toBe(1);
    // Nobody has written the expiry down yet.
    service.clock.advance(2 * dayMs);
    expect((await counts()).body).toEqual({total: 3, byStatus: {...none, pending: 2, expired: 1}});
  });

  test('is for the panel, and knows no status to count by', async () => {
    const panel = await createSession(service, {scope: 'manage', externalId: undefined});
    const asPanel = {authorization: `Bearer ${panel.clientSecret}`, origin: 'https://app.example.com'};
    expect((await counts('', asPanel)).status).toBe(200);
    expect((await counts('', {authorization: ''})).status).toBe(401);
    expect((await counts(`?q=${'x'.repeat(101)}`)).status).toBe(400);
  });
});
