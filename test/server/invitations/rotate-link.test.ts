import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {sweep} from '../../../server/sweeper.ts';
import {dayMs} from '../../support/clock.ts';
import {TestStream} from '../../support/event-stream.ts';
import {TestBrowser, TestService} from '../../support/harness.ts';
import {callAsClient, connectClient, createSession, openDialog} from '../../support/signups.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.stop());

const rotate = (id: string, headers?: Record<string, string>) =>
  service.api('POST', `/v1/invitations/${id}/rotate-link`, undefined, headers);

const isAlive = async (token: string) => {
  const answers = await Promise.all([
    service.fetch('GET', `/invite/${token}`),
    callAsClient(service, token, 'GET', '/connection'),
  ]);
  const statuses = answers.map(({status}) => status).join();
  expect(['200,200', '404,401']).toContain(statuses);
  return statuses === '200,200';
};

/** The code for another device that the page of a link shows. */
async function handoverOf(token: string): Promise<string> {
  const {body} = await callAsClient(service, token, 'GET', '/connection');
  return (body.connection.url ?? '').split('/').at(-1) ?? '';
}

describe('POST /v1/invitations/:id/rotate-link', () => {
  test('answers the invitation with another link; the old one and its codes are dead at once', async () => {
    const before = await service.invite({clientName: 'Luna', metadata: {tier: 'gold'}});
    const handover = await handoverOf(before.token);
    expect([await isAlive(before.token), await isAlive(handover)]).toEqual([true, true]);

    const {status, body} = await rotate(before.id);
    expect(status).toBe(200);
    const {token, url, updatedAt}: Invitation = body.invitation;
    expect(token).not.toBe(before.token);
    expect(url).toBe(`${service.url}/invite/${token}`);
    const {viewedAt} = await service.retrieve(before.id);
    expect(body.invitation).toEqual({...before, token, url, updatedAt, viewedAt});
    expect(await service.retrieve(before.id)).toEqual(body.invitation);

    expect([await isAlive(before.token), await isAlive(handover), await isAlive(token)]).toEqual([
      false,
      false,
      true,
    ]);
    expect((await service.fetch('POST', `/invite/${before.token}/start`)).status).toBe(404);
    const events = await service.context.store.listEvents({invitationId: before.id}, undefined, 10);
    expect(events.map(({type, data}) => [type, data])).toEqual([
      ['invitation.link_rotated', {invitationId: before.id, metadata: {tier: 'gold'}}],
    ]);
  });

  test('again and again makes another link each time, also at the same moment', async () => {
    const {id, token} = await service.invite();
    const answers = await Promise.all(Array.from({length: 5}, () => rotate(id)));
    const tokens = new Set([token, ...answers.map(({body}) => body.invitation.token)]);
    expect(tokens.size).toBe(6);
    const alive = await Promise.all([...tokens].map(isAlive));
    expect(alive.filter(Boolean)).toHaveLength(1);
    expect(await isAlive((await service.retrieve(id)).token)).toBe(true);
  });

  test('ends the streams that the old link has open', async () => {
    const {id, token} = await service.invite({clientName: 'Luna'});
    const stream = await TestStream.open(service, token);
    await stream.received(1);
    await rotate(id);
    await stream.ended();
    expect(stream.messages).toHaveLength(1);
  });

  test('lets a client who is in the dialog finish, in the browser that is there', async () => {
    await service.play('abandon');
    const {id, token} = await service.invite();
    const browser = new TestBrowser(service.url);
    await browser.start({token});
    await rotate(id);
    const session = new URL(browser.visited.at(-1) ?? '').search;
    await browser.open(`/signup/meta/callback${callbackOf(session)}&error=access_denied`);
    expect((await service.retrieve(id)).status).toBe('failed');
  });

  test('gives the new link to no browser that began with the old one', async () => {
    await service.play('cancel');
    const {id, token} = await service.invite();
    const browser = new TestBrowser(service.url);
    const before = await browser.start({token});
    expect(before.body).toContain('/start"');
    await rotate(id);
    const after = await browser.open(browser.visited.at(-1) ?? '');
    expect(after.status).toBe(200);
    expect(after.body).not.toContain('/start"');
    expect(after.body).not.toContain(' token=');
  });

  test('leaves the host’s own session as it is', async () => {
    const {clientSecret} = await createSession(service, {externalId: 'client-r'});
    const {body} = await callAsClient(service, clientSecret, 'POST', '/connection');
    await rotate(body.connection.invitationId ?? '');
    const after = await callAsClient(service, clientSecret, 'GET', '/connection');
    expect(after.body.connection.invitationId).toBe(body.connection.invitationId);
    expect(after.body.connection.url).not.toBe(body.connection.url);
  });

  test.each(['completed', 'cancelled', 'expired'] as const)('refuses one that is %s', async (status) => {
    const {id} =
      status === 'completed' ? await connectClient(service) : await service.invite({expiresInDays: 1});
    if (status === 'cancelled') await service.api('POST', `/v1/invitations/${id}/cancel`);
    if (status === 'expired') service.clock.advance(dayMs);
    await sweep(service.context);
    const before = await service.retrieve(id);
    const answer = await rotate(id);
    expect(answer.status).toBe(409);
    expect(answer.body).toMatchObject({code: 'invitation_not_usable', details: {status}});
    expect(await service.retrieve(id)).toEqual(before);
  });

  test('of another project is not there', async () => {
    const {id, token} = await openDialog(service);
    const {key} = await service.makeKey('test', 'Another');
    expect((await rotate(id, {authorization: `Bearer ${key}`})).status).toBe(404);
    expect(await isAlive(token)).toBe(true);
  });
});

function callbackOf(search: string): string {
  return `?state=${new URLSearchParams(search).get('state') ?? ''}`;
}
