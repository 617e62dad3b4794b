import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import {LiveSignups} from '../../support/live-signups.ts';

let live: LiveSignups;
beforeEach(async () => {
  live = await LiveSignups.start();
});
afterEach(() => live.stop());

const unsubscribe = 'DELETE /2001/subscribed_apps';

/** Connects one client; Meta grants the number with this id. */
async function connect(id: string): Promise<string> {
  live.graph.phones = [{id, number: `+1 631-555-${id}`, name: 'Bakery Luna'}];
  const invitation = await live.invite();
  const [browser, state] = await live.open(invitation);
  await live.finish(browser, state);
  const {senderId} = await live.retrieve(invitation);
  if (senderId === null) throw new Error('not connected');
  return senderId;
}

const remove = (senderId: string) => live.api('DELETE', `/v1/senders/${senderId}`);
const told = () => live.graph.requests.filter((request) => !/^(GET|POST \/2001)/.test(request));

describe('disconnecting a sender', () => {
  test('ends the subscription of its account at Meta, and does not deregister the client’s number', async () => {
    const senderId = await connect('1001');
    const before = told().length;
    expect((await remove(senderId)).status).toBe(204);
    expect(told().slice(before)).toEqual([unsubscribe]);
  });

  test('leaves the subscription while another number of the account is connected', async () => {
    const [first, second] = [await connect('1001'), await connect('1002')];
    await remove(first);
    expect(live.graph.requests).not.toContain(unsubscribe);
    await remove(second);
    expect(live.graph.requests.filter((request) => request === unsubscribe)).toHaveLength(1);
  });

  test('happens all the same when Meta refuses', async () => {
    const senderId = await connect('1001');
    live.graph.refused.add(unsubscribe);
    const warned = vi.spyOn(live.service.context.log, 'warn');
    expect((await remove(senderId)).status).toBe(204);
    expect(warned.mock.calls).toMatchObject([
      [{senderId, wabaId: '2001', reason: 'fb_not_authorized'}, expect.any(String)],
    ]);
    expect(JSON.stringify(warned.mock.calls), 'and no token is logged').not.toContain('business-token');
    expect(live.graph.requests).toContain(unsubscribe);
    expect(await live.senders()).toEqual([]);
  });

  test('happens all the same when Meta is down', async () => {
    const senderId = await connect('1001');
    live.graph.stop();
    expect((await remove(senderId)).status).toBe(204);
    expect(await live.senders()).toEqual([]);
  });

  test('that is not there asks nothing of Meta', async () => {
    const senderId = await connect('1001');
    await remove(senderId);
    const asked = live.graph.requests.length;
    expect((await remove(senderId)).status).toBe(404);
    expect(live.graph.requests).toHaveLength(asked);
  });
});
