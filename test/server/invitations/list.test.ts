import {afterAll, beforeAll, beforeEach, describe, expect, test, vi} from 'vitest';
import type {Page} from '../../../server/contract/fields.ts';
import type {Invitation, InvitationStatus} from '../../../server/contract/invitations.ts';
import {sweep} from '../../../server/sweeper.ts';
import {dayMs} from '../../support/clock.ts';
import {TestBrowser, TestService} from '../../support/harness.ts';
import {connectClient, failClient, openDialog} from '../../support/signups.ts';

let service: TestService;
/** A project of its own for each test, so that nothing else is in its list. */
let headers: Record<string, string>;
let projects = 0;

beforeAll(async () => {
  service = await TestService.start();
});

beforeEach(async () => {
  projects += 1;
  const {key} = await service.makeKey('test', `Project ${projects}`);
  headers = {authorization: `Bearer ${key}`};
});

afterAll(() => service.stop());

async function make(count: number, fields: Record<string, unknown> = {}): Promise<string[]> {
  const ids: string[] = [];
  for (let made = 0; made < count; made += 1) {
    ids.push((await service.api('POST', '/v1/invitations', fields, headers)).body.invitation.id);
  }
  return ids;
}

async function list(query: Record<string, string> = {}): Promise<Page<Invitation>> {
  const {status, body} = await service.api(
    'GET',
    `/v1/invitations?${new URLSearchParams(query).toString()}`,
    undefined,
    headers,
  );
  expect(status).toBe(200);
  return body;
}

const idsOf = (page: Page<Invitation>) => page.items.map(({id}) => id);

describe('GET /v1/invitations', () => {
  test('of a new project is an empty page', async () => {
    expect(await list()).toEqual({items: [], nextCursor: null});
  });

  test('shows the newest first, even those of one millisecond, and each as retrieve shows it', async () => {
    const ids = await make(20);
    const page = await list();
    expect(idsOf(page)).toEqual(ids.reverse());
    expect(page.nextCursor).toBeNull();
    const {body} = await service.api('GET', `/v1/invitations/${ids[3]}`, undefined, headers);
    expect(page.items[3]).toEqual(body.invitation);
  });

  test('shows 50 unless asked for up to 100', async () => {
    await make(101);
    expect((await list()).items).toHaveLength(50);
    expect((await list({limit: '1'})).items).toHaveLength(1);
    const full = await list({limit: '100'});
    expect(full.items).toHaveLength(100);
    expect((await list({limit: '100', cursor: full.nextCursor ?? ''})).items).toHaveLength(1);
  });

  test('has no cursor on a last page that is exactly full', async () => {
    await make(4);
    const first = await list({limit: '2'});
    const second = await list({limit: '2', cursor: first.nextCursor ?? ''});
    expect(second.items).toHaveLength(2);
    expect(second.nextCursor).toBeNull();
  });

  test('shows each invitation once, whatever is created between two pages', async () => {
    const ids = await make(9);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<Invitation> = await list({limit: '2', ...(cursor !== null && {cursor})});
      seen.push(...idsOf(page));
      cursor = page.nextCursor;
      await make(3);
    } while (cursor !== null);
    expect(seen).toEqual(ids.reverse());
  });

  test('takes an empty cursor for the beginning', async () => {
    const [id] = await make(1);
    expect(idsOf(await list({cursor: ''}))).toEqual([id]);
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=-1', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=ten', 'limit'],
    ['limit=', 'limit'],
    ['limit=1&limit=2', 'limit'],
    ['cursor=nonsense', 'cursor'],
    [`cursor=${Buffer.from('snd_1').toString('base64url')}`, 'cursor'],
    [`cursor=${'x'.repeat(201)}`, 'cursor'],
    [`q=${'x'.repeat(101)}`, 'q'],
    ['q=a&q=b', 'q'],
    ['connectionType=sms', 'connectionType'],
    ['externalId=', 'externalId'],
    ['status=done', 'status'],
    ['status=', 'status'],
    ['status=pending,failed', 'status'],
    ['status=pending&status=failed', 'status'],
  ])('refuses %s', async (query, field) => {
    const {status, body} = await service.api('GET', `/v1/invitations?${query}`, undefined, headers);
    expect(status).toBe(400);
    expect(body).toMatchObject({code: 'invalid_request', message: expect.stringContaining('Invalid query')});
    expect(body.details.errors).toContainEqual({path: [field], message: expect.stringMatching(/\S/)});
  });

  test('shows neither another project nor the other mode', async () => {
    await make(1);
    await service.invite();
    const {body} = await service.api('GET', '/v1/invitations', undefined, {
      authorization: `Bearer ${service.keys.live}`,
    });
    expect(body.items).toEqual([]);
    expect((await list()).items).toHaveLength(1);
  });
});

describe('the step of an invitation', () => {
  test('is where the client is, or left; that of a whole page is one question to the store', async () => {
    const own = await TestService.start();
    try {
      const steps = async () => {
        const {body} = await own.api('GET', '/v1/invitations');
        return Object.fromEntries((body.items as Invitation[]).map(({id, step}) => [id, step]));
      };
      const pending = await own.invite({expiresInDays: 1});
      const findSteps = vi.spyOn(own.context.store, 'findSteps');
      expect(await steps()).toEqual({[pending.id]: null});
      expect(findSteps, 'nobody has started').not.toHaveBeenCalled();

      const left = await failClient(own, {expiresInDays: 1});
      await own.play('not_verified');
      const unverified = await own.invite({expiresInDays: 1});
      await new TestBrowser(own.url).start(unverified);
      const connected = await connectClient(own);
      const open = await openDialog(own, {expiresInDays: 30});
      findSteps.mockClear();
      expect(await steps()).toEqual({
        [pending.id]: null,
        [left.id]: 'dialog',
        [unverified.id]: 'discover',
        [connected.id]: null,
        [open.id]: 'dialog',
      });
      expect(findSteps).toHaveBeenCalledOnce();
      expect((await own.retrieve(unverified.id)).step).toBe('discover');

      // What is over has no step, whoever has written down that it is.
      own.clock.advance(dayMs);
      expect((await steps())[left.id]).toBeNull();
      const {body} = await own.api('POST', `/v1/invitations/${open.id}/cancel`);
      expect(body.invitation.step).toBeNull();
    } finally {
      await own.stop();
    }
  });
});

describe('GET /v1/invitations, asked for some', () => {
  test('finds a part of name, e-mail, phone or external id, page by page', async () => {
    const luna = await make(3, {clientName: 'Panadería LUNA'});
    await make(2, {clientName: 'Sol'});
    const byMail = await make(1, {clientEmail: 'hola@luna.example'});
    const first = await list({q: 'luna', limit: '3'});
    expect(idsOf(first)).toEqual([...byMail, ...luna.slice(1).reverse()]);
    expect(idsOf(await list({q: 'luna', limit: '3', cursor: first.nextCursor ?? ''}))).toEqual([luna[0]]);
    expect(idsOf(await list({q: '  ría luna '}))).toEqual(luna.reverse());
    expect(idsOf(await list({q: '%'}))).toEqual([]);
    expect((await list({q: ''})).items).toHaveLength(6);
  });

  test('of one client, of one channel, and all of it together', async () => {
    const [whatsapp] = await make(1, {externalId: 'client 1', clientName: 'Luna'});
    const [messenger] = await make(1, {externalId: 'client 1', connectionType: 'messenger'});
    await make(1, {externalId: 'client 10'});
    expect(idsOf(await list({externalId: 'client 1'}))).toEqual([messenger, whatsapp]);
    expect(idsOf(await list({connectionType: 'messenger'}))).toEqual([messenger]);
    const all = {externalId: 'client 1', connectionType: 'whatsapp_waba', status: 'pending', q: 'LUNA'};
    expect(idsOf(await list(all))).toEqual([whatsapp]);
    expect(idsOf(await list({...all, status: 'failed'}))).toEqual([]);
  });
});

describe('GET /v1/invitations?status=', () => {
  test('finds exactly those of each status, an expiry that nobody has written down included', async () => {
    const own = await TestService.start();
    try {
      const long = {expiresInDays: 30};
      const ids: Record<InvitationStatus, string> = {
        pending: (await own.invite(long)).id,
        in_progress: '',
        completed: (await connectClient(own, {expiresInDays: 1})).id,
        failed: (await failClient(own, long)).id,
        expired: (await own.invite({expiresInDays: 1})).id,
        cancelled: (await own.invite({expiresInDays: 1})).id,
      };
      await own.api('POST', `/v1/invitations/${ids.cancelled}/cancel`);
      own.clock.advance(dayMs);
      ids.in_progress = (await openDialog(own, long)).id;

      const found = async () => {
        const entries = Object.keys(ids).map(async (status) => {
          const {body} = await own.api('GET', `/v1/invitations?status=${status}`);
          const items = body.items as Invitation[];
          expect(items.every((item) => item.status === status)).toBe(true);
          return [status, items.map(({id}) => id).join()] as const;
        });
        return Object.fromEntries(await Promise.all(entries));
      };
      expect(await found()).toEqual(ids);
      await sweep(own.context);
      expect(await found(), 'and after the sweeper has written it').toEqual(ids);
    } finally {
      await own.stop();
    }
  });

  test('pages within the status', async () => {
    const ids = await make(6);
    for (const id of ids.filter((_, index) => index % 2 === 0)) {
      await service.api('POST', `/v1/invitations/${id}/cancel`, undefined, headers);
    }
    const first = await list({status: 'cancelled', limit: '2'});
    const second = await list({status: 'cancelled', limit: '2', cursor: first.nextCursor ?? ''});
    expect([...idsOf(first), ...idsOf(second)]).toEqual([ids[4], ids[2], ids[0]]);
    expect(second.nextCursor).toBeNull();
  });
});
