import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {dayMs} from '../../support/clock.ts';
import {TestBrowser, TestService} from '../../support/harness.ts';
import {connectClient, failClient, openDialog} from '../../support/signups.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.stop());

const cancel = (id: string, headers?: Record<string, string>) =>
  service.api('POST', `/v1/invitations/${id}/cancel`, undefined, headers);
const storedEvents = (invitationId: string) =>
  service.context.store.listEvents({invitationId}, undefined, 100);

describe('POST /v1/invitations/:id/cancel', () => {
  test.each<[string, () => Promise<Invitation>]>([
    ['pending', () => service.invite()],
    ['in_progress', () => openDialog(service)],
    ['failed', () => failClient(service)],
  ])('cancels one that is %s, and tells so once', async (status, make) => {
    const before = await make();
    expect(before.status).toBe(status);
    const {status: answered, body} = await cancel(before.id);
    expect(answered).toBe(200);
    expect(body.invitation).toMatchObject({
      id: before.id,
      status: 'cancelled',
      failureReason: null,
      failedAt: null,
      url: before.url,
    });
    expect(await service.retrieve(before.id)).toEqual(body.invitation);
    const last = (await storedEvents(before.id)).at(-1);
    expect(last?.data).toMatchObject({previousStatus: status, currentStatus: 'cancelled'});
  });

  test('answers the second time like the first, with no second event', async () => {
    const {id} = await service.invite();
    const first = await cancel(id);
    const second = await cancel(id);
    expect(second.status).toBe(200);
    expect(second.body).toEqual(first.body);
    expect(await storedEvents(id)).toHaveLength(1);
  });

  test('20 at the same moment are all answered, with one event', async () => {
    const {id} = await service.invite();
    const answers = await Promise.all(Array.from({length: 20}, () => cancel(id)));
    expect(answers.map(({status}) => status)).toEqual(Array(20).fill(200));
    expect(await storedEvents(id)).toHaveLength(1);
  });

  test('ends the attempt that runs: the client in the dialog comes back to nothing', async () => {
    const {id} = await openDialog(service);
    const running = (await service.context.store.findConnection(id))?.attempt;
    expect(running?.status).toBe('running');
    await cancel(id);
    expect((await service.context.store.findAttempt(running?.id ?? ''))?.status).toBe('cancelled');
  });

  test('kills the link: it can be opened, but not started', async () => {
    const invitation = await service.invite();
    await cancel(invitation.id);
    const answer = await new TestBrowser(service.url).start(invitation);
    expect(answer.status).toBe(409);
    expect((await service.retrieve(invitation.id)).status).toBe('cancelled');
  });

  test('refuses a completed one, which keeps its sender', async () => {
    const {id, senderId} = await connectClient(service);
    const {status, headers, body} = await cancel(id);
    expect(status).toBe(409);
    expect(headers.get('x-should-retry')).toBe('false');
    expect(body).toEqual({
      code: 'invitation_not_cancellable',
      message: expect.stringMatching(/completed.*Delete its sender/),
      details: {status: 'completed'},
    });
    expect(await service.retrieve(id)).toMatchObject({status: 'completed', senderId});
  });

  test('refuses an expired one, also before the sweeper has come by', async () => {
    const {id} = await service.invite({expiresInDays: 1});
    service.clock.advance(dayMs);
    const {status, headers, body} = await cancel(id);
    expect(status).toBe(409);
    expect(headers.get('x-should-retry')).toBe('false');
    expect(body).toMatchObject({code: 'invitation_not_cancellable', details: {status: 'expired'}});
    expect((await service.retrieve(id)).status).toBe('expired');
  });

  test('needs no body and takes any', async () => {
    const {id} = await service.invite();
    const json = {'content-type': 'application/json'};
    expect((await service.api('POST', `/v1/invitations/${id}/cancel`, '{broken', json)).status).toBe(200);
  });
});

describe('an invitation that is not yours is not there', () => {
  test('unknown, of another project, of the other mode: the same 404', async () => {
    const {id} = await service.invite();
    const {key: foreign} = await service.makeKey('test', 'Foreign');
    const callers: [string, string][] = [
      [service.keys.test, 'inv_0000000000000000unknown'],
      [foreign, id],
      [service.keys.live, id],
      [service.keys.test, '..%2F..%2Fetc'],
    ];
    for (const [key, wanted] of callers) {
      const headers = {authorization: `Bearer ${key}`};
      const found = [
        await service.api('GET', `/v1/invitations/${wanted}`, undefined, headers),
        await cancel(wanted, headers),
      ];
      for (const {status, body} of found) {
        expect(status).toBe(404);
        const shown = decodeURIComponent(wanted);
        expect(body).toEqual({code: 'not_found', message: `There is no invitation "${shown}".`});
      }
    }
    expect((await service.retrieve(id)).status, 'and a stranger changed nothing').toBe('pending');
  });
});
