import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {TestService} from '../../support/harness.ts';
import {connectClient} from '../../support/signups.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.stop());

const list = (query = '', headers?: Record<string, string>) =>
  service.api('GET', `/v1/events${query}`, undefined, headers);

describe('GET /v1/events', () => {
  test('tells what happened, newest first, as a webhook is told it', async () => {
    const {id, senderId} = await connectClient(service, {clientName: 'Bakery Luna'});
    await service.api('DELETE', `/v1/senders/${senderId}`);
    const {status, body} = await list();
    expect(status).toBe(200);
    expect(body.nextCursor).toBeNull();
    const [newest] = body.items;
    const {project} = (await service.api('GET', '/v1/me')).body;
    expect(newest).toEqual({
      id: expect.stringMatching(/^evt_\d{13}_/),
      type: 'sender.deleted',
      timestamp: expect.any(Number),
      projectId: project.id,
      senderId,
      data: expect.objectContaining({senderId, invitationId: id}),
    });
    const completed = body.items.find(
      ({data}: {data: {currentStatus?: string}}) => data.currentStatus === 'completed',
    );
    expect(completed).not.toHaveProperty('senderId');
    expect(completed.data).toMatchObject({invitationId: id, clientName: 'Bakery Luna', senderId});
  });

  test('pages, and filters by type and by invitation', async () => {
    const {id} = await connectClient(service);
    const all = (await list(`?invitationId=${id}`)).body.items as {id: string; type: string}[];
    expect(all.length).toBeGreaterThan(2);
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const {body} = await list(`?invitationId=${id}&limit=1&cursor=${cursor}`);
      seen.push(...body.items.map((event: {id: string}) => event.id));
      cursor = body.nextCursor;
    }
    expect(seen).toEqual(all.map((event) => event.id));

    const type = 'invitation.status_changed';
    const ofType = (await list(`?invitationId=${id}&type=${type}`)).body.items;
    expect(ofType).toEqual(all.filter((event) => event.type === type));
    expect((await list(`?type=${type}&limit=1`)).body.items).toEqual(ofType.slice(0, 1));
    expect((await list('?type=webhook.disabled')).body).toEqual({items: [], nextCursor: null});
  });

  test('another project and the other mode see nothing of it', async () => {
    const {id} = await connectClient(service);
    const {key} = await service.makeKey('test', 'Foreign');
    for (const foreign of [key, service.keys.live]) {
      for (const query of ['', `?invitationId=${id}`]) {
        const {body} = await list(query, {authorization: `Bearer ${foreign}`});
        expect(body).toEqual({items: [], nextCursor: null});
      }
    }
  });

  test.each(['limit=0', 'type=nothing', 'cursor=aW52XzE'])('refuses %s', async (query) => {
    const {status, body} = await list(`?${query}`);
    expect(status).toBe(400);
    expect(body.details.errors[0].path).toEqual([query.split('=')[0]]);
  });

  test('is for backends with a key', async () => {
    expect((await service.fetch('GET', '/v1/events')).status).toBe(401);
  });
});
