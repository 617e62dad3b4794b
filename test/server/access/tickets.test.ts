import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {dump} from '../../support/database.ts';
import {TestBrowser, TestService} from '../../support/harness.ts';
import {callAsClient, createSession, hostOrigin} from '../../support/signups.ts';

let service: TestService;

beforeEach(async () => {
  service = await TestService.start();
});

afterEach(() => service.stop());

/** What the element gets when its button is pressed. */
async function getTicket(): Promise<{startUrl: string; startUrlExpiresAt: string; invitationId: string}> {
  const {clientSecret} = await createSession(service);
  const {body} = await callAsClient<any>(service, clientSecret, 'POST', '/connection');
  return {...body, invitationId: body.connection.invitationId};
}

const pathOf = (url: string) => new URL(url).pathname;
const open = (url: string, method = 'GET', headers: Record<string, string> = {}) =>
  service.fetch(method, pathOf(url), undefined, headers);
const starts = async (invitationId: string) =>
  (await service.context.store.listEvents({invitationId}, undefined, 1_000)).length;

describe('a ticket', () => {
  test('opens the dialog for the window that holds it', async () => {
    const {startUrl, invitationId} = await getTicket();
    expect(startUrl).toMatch(new RegExp(`^${service.url}/start/[\\w-]{32}$`));
    const {status, headers} = await open(startUrl);
    expect(status).toBe(303);
    expect(headers.get('location')).toMatch(/\/dialog\/oauth\?/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect((await service.retrieve(invitationId)).status).toBe('in_progress');
  });

  test('works once: of 200 at the same moment exactly one starts', async () => {
    const {startUrl, invitationId} = await getTicket();
    const answers = await Promise.all(Array.from({length: 200}, () => open(startUrl)));
    const statuses = answers.map(({status}) => status).sort();
    expect(statuses).toEqual([303, ...Array<number>(199).fill(410)]);
    expect(await starts(invitationId)).toBe(1);
  });

  test('works within a minute and not on its second 60', async () => {
    const [first, second] = [await getTicket(), await getTicket()];
    const expiresAt = Date.parse(second.startUrlExpiresAt);
    expect(expiresAt - service.clock.now()).toBeLessThanOrEqual(60_000);
    service.clock.advance(Date.parse(first.startUrlExpiresAt) - 2_000 - service.clock.now());
    expect((await open(first.startUrl)).status).toBe(303);
    service.clock.advance(expiresAt - service.clock.now());
    const late = await open(second.startUrl);
    expect(late.status).toBe(410);
    expect(late.headers.get('content-type')).toMatch(/^text\/html/);
    expect(await starts(second.invitationId)).toBe(1);
  });

  test('is not used up by a look ahead: HEAD, prefetch, prerender', async () => {
    const {startUrl, invitationId} = await getTicket();
    expect((await open(startUrl, 'HEAD')).status).toBe(410);
    expect((await open(startUrl, 'GET', {'sec-purpose': 'prefetch'})).status).toBe(410);
    expect((await open(startUrl, 'GET', {'sec-purpose': 'prefetch;prerender'})).status).toBe(410);
    expect(await starts(invitationId)).toBe(0);
    expect((await open(startUrl)).status).toBe(303);
  });

  test('starts nothing by POST', async () => {
    const {startUrl, invitationId} = await getTicket();
    expect((await open(startUrl, 'POST')).status).toBe(404);
    expect(await starts(invitationId)).toBe(0);
  });

  test('that nobody made starts nothing', async () => {
    for (const ticket of ['x'.repeat(32), 'x', "' OR 1=1 --", '%00']) {
      expect((await service.fetch('GET', `/start/${encodeURIComponent(ticket)}`)).status).toBe(410);
    }
  });

  test('is worth nothing once the invitation is over', async () => {
    const {startUrl, invitationId} = await getTicket();
    await service.api('POST', `/v1/invitations/${invitationId}/cancel`);
    expect((await open(startUrl)).status).toBe(409);
    expect((await service.retrieve(invitationId)).status).toBe('cancelled');
  });

  test('is nowhere in the database', async () => {
    const {startUrl, invitationId} = await getTicket();
    const everything = dump(service);
    expect(everything).toContain(invitationId);
    expect(everything).not.toContain(startUrl.split('/').at(-1));
  });

  test('leads back to the page that the host named, and to no other', async () => {
    await service.play('complete');
    const {clientSecret} = await createSession(service, {returnUrl: `${hostOrigin}/settings`});
    const {body} = await callAsClient<any>(service, clientSecret, 'POST', '/connection');
    const page = await new TestBrowser(service.url).open(body.startUrl, undefined, {
      referer: 'https://evil.example/?returnUrl=https://evil.example',
    });
    expect(page.body).toContain(`href="${hostOrigin}/settings"`);
    expect(page.body).not.toContain('evil.example');
  });
});
