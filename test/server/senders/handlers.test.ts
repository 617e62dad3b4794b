import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {readRows} from '../../support/database.ts';
import {callbackPath, FakeGraph, stateOf} from '../../support/fake-graph.ts';
import {eventually, TestBrowser, TestService} from '../../support/harness.ts';
import {connectClient} from '../../support/signups.ts';

let service: TestService;

beforeEach(async () => {
  service = await TestService.start();
});

afterEach(() => service.stop());

const retrieve = (id: string | null, headers?: Record<string, string>) =>
  service.api('GET', `/v1/senders/${id}`, undefined, headers);
const remove = (id: string | null, headers?: Record<string, string>) =>
  service.api('DELETE', `/v1/senders/${id}`, undefined, headers);
const list = (query = '') => service.api('GET', `/v1/senders${query}`);

/** Connects so many clients, one after the other; answers the ids of their senders. */
async function connect(count: number): Promise<(string | null)[]> {
  const ids: (string | null)[] = [];
  for (let done = 0; done < count; done += 1) ids.push((await connectClient(service)).senderId);
  return ids;
}

describe('GET /v1/senders/:id', () => {
  test('shows the connected number bare, as Zavu does, and none of its secrets', async () => {
    const invitation = await connectClient(service);
    const {status, body} = await retrieve(invitation.senderId);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: invitation.senderId,
      name: invitation.connectedAccount?.name,
      phoneNumber: expect.stringMatching(/^\+\d{7,15}$/),
      channels: ['whatsapp'],
      isDefault: true,
      whatsapp: {
        phoneNumberId: invitation.connectedAccount?.id,
        displayPhoneNumber: expect.stringMatching(/^\+?\d/),
        paymentStatus: {setupStatus: 'NOT_STARTED', methodStatus: 'NONE', canSendTemplates: false},
      },
      mode: 'test',
      invitationId: invitation.id,
      wabaId: expect.stringMatching(/^\d+$/),
      registration: 'registered',
      facts: {},
      health: {status: 'connected', reason: null, changedAt: null},
      createdAt: expect.stringMatching(/Z$/),
      updatedAt: expect.stringMatching(/Z$/),
    });
  });

  test('unknown, of another project, of the other mode: the same 404, also for deleting', async () => {
    const {senderId} = await connectClient(service);
    const {key: foreign} = await service.makeKey('test', 'Foreign');
    const answers = [
      await retrieve('snd_unknown'),
      await retrieve(senderId, {authorization: `Bearer ${foreign}`}),
      await retrieve(senderId, {authorization: `Bearer ${service.keys.live}`}),
      await remove('snd_unknown'),
      await remove(senderId, {authorization: `Bearer ${foreign}`}),
      await remove(senderId, {authorization: `Bearer ${service.keys.live}`}),
    ];
    for (const {status, body} of answers) {
      expect(status).toBe(404);
      expect(body).toEqual({code: 'not_found', message: 'There is no such sender.'});
    }
    expect((await retrieve(senderId)).status).toBe(200);
  });
});

describe('GET /v1/senders', () => {
  test('shows the newest first and pages', async () => {
    const ids = await connect(3);
    const all = await list();
    expect(all.body.items.map(({id}: {id: string}) => id)).toEqual([...ids].reverse());
    expect(all.body.nextCursor).toBeNull();
    expect(all.body.items[0]).toEqual((await retrieve(ids[2] ?? '')).body);

    const first = (await list('?limit=2')).body;
    const second = (await list(`?limit=2&cursor=${first.nextCursor}`)).body;
    expect(first.items).toHaveLength(2);
    expect(second.items.map(({id}: {id: string}) => id)).toEqual([ids[0]]);
    expect(second.nextCursor).toBeNull();
  });

  test('is empty for another project and the other mode', async () => {
    await connectClient(service);
    const {key: foreign} = await service.makeKey('test', 'Foreign');
    for (const key of [foreign, service.keys.live]) {
      const {body} = await service.api('GET', '/v1/senders', undefined, {authorization: `Bearer ${key}`});
      expect(body).toEqual({items: [], nextCursor: null});
    }
  });

  test.each(['limit=0', 'limit=101', 'cursor=aW52XzE'])('refuses %s', async (query) => {
    const {status, body} = await list(`?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({code: 'invalid_request'});
    expect(body.details.errors[0].path).toEqual([query.split('=')[0]]);
  });
});

describe('DELETE /v1/senders/:id', () => {
  test('disconnects: 204, and from then on it is not there', async () => {
    const {id, senderId} = await connectClient(service);
    const {status, body} = await remove(senderId);
    expect(status).toBe(204);
    expect(body).toBe('');
    expect((await remove(senderId)).status).toBe(404);
    expect((await retrieve(senderId)).status).toBe(404);
    expect((await list()).body.items).toEqual([]);
    expect(await service.retrieve(id), 'what happened stays told').toMatchObject({
      status: 'completed',
      senderId,
    });
  });

  test('passes "default" on to the oldest that is left', async () => {
    const [first = null, second = null, third = null] = await connect(3);
    const isDefault = async (id: string | null) => (await retrieve(id)).body.isDefault as boolean;
    expect(await isDefault(second)).toBe(false);
    await remove(first);
    expect([await isDefault(second), await isDefault(third)]).toEqual([true, false]);
    await remove(third);
    expect(await isDefault(second)).toBe(true);
    await remove(second);
    const {senderId} = await connectClient(service);
    expect(await isDefault(senderId)).toBe(true);
  });

  test('forgets the business token and the PIN, also those of the attempts before', async () => {
    // Meta went down in the middle: then the token is kept to go on with.
    await service.play('meta_down');
    const invitation = await service.invite();
    const browser = new TestBrowser(service.url);
    await browser.start(invitation);
    await eventually(
      () => service.retrieve(invitation.id),
      ({status}) => status === 'failed',
    );
    await service.play('complete');
    await browser.start(invitation);
    const {senderId} = await eventually(
      () => service.retrieve(invitation.id),
      ({status}) => status === 'completed',
    );
    const sealed = () => [
      ...readRows(
        service,
        "SELECT id FROM attempts WHERE coalesce(sealed_business_token, sealed_pin, '') <> ''",
      ),
      ...readRows(
        service,
        "SELECT id FROM senders WHERE coalesce(sealed_business_token, sealed_pin, '') <> ''",
      ),
    ];
    expect(sealed(), 'only the sender has them').toEqual([{id: senderId}]);
    await remove(senderId);
    expect(sealed()).toEqual([]);
  });

  test('frees the number: another client can connect it', async () => {
    const graph = await FakeGraph.start();
    const live = await TestService.start(graph.environment);
    try {
      const headers = {authorization: `Bearer ${live.keys.live}`};
      const signUp = async () => {
        const {body} = await live.api('POST', '/v1/invitations', {}, headers);
        const browser = new TestBrowser(live.url);
        await browser.start(body.invitation);
        await browser.open(callbackPath({code: 'c', state: stateOf(browser)}));
        const id: string = body.invitation.id;
        return (await live.api('GET', `/v1/invitations/${id}`, undefined, headers)).body.invitation;
      };
      const first = await signUp();
      expect(first.status).toBe('completed');
      expect(await signUp()).toMatchObject({status: 'failed', failureReason: 'phone_already_connected'});
      expect(graph.callsTo('/subscribed_apps'), 'and Meta was left alone').toBe(1);

      await live.api('DELETE', `/v1/senders/${first.senderId}`, undefined, headers);
      const second = await signUp();
      expect(second).toMatchObject({status: 'completed', connectedAccount: first.connectedAccount});
      expect(second.senderId).not.toBe(first.senderId);
    } finally {
      await live.stop();
      graph.stop();
    }
  });
});
