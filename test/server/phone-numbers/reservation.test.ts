import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {PhoneNumber} from '../../../server/contract/phone-numbers.ts';
import {sweep} from '../../../server/sweeper.ts';
import {dayMs} from '../../support/clock.ts';
import {TestService} from '../../support/harness.ts';
import {addNumber, buyNumber, retrieveNumber} from '../../support/numbers.ts';
import {callAsClient, connectClient, createSession, hostOrigin} from '../../support/signups.ts';

let service: TestService;
let number: PhoneNumber;

beforeEach(async () => {
  service = await TestService.start();
  number = await buyNumber(service);
});

afterEach(() => service.stop());

const create = (fields: Record<string, unknown> = {}, headers?: Record<string, string>) =>
  service.api('POST', '/v1/invitations', {phoneNumberId: number.id, ...fields}, headers);
const cancel = (id: string) => service.api('POST', `/v1/invitations/${id}/cancel`);
const holder = async () => (await retrieveNumber(service, number.id)).invitationId;

describe('an invitation with a pre-assigned number', () => {
  test('reserves it, and says so on both sides', async () => {
    const {status, body} = await create();
    expect(status).toBe(201);
    expect(body.invitation.phoneNumberId).toBe(number.id);
    expect(await holder()).toBe(body.invitation.id);
    expect((await service.api('GET', '/v1/phone-numbers')).body.items).toEqual([
      {...number, invitationId: body.invitation.id},
    ]);
  });

  test('keeps it from any other: 409, which names the one that has it', async () => {
    const {id} = await service.invite({phoneNumberId: number.id});
    const {status, headers, body} = await create();
    expect(status).toBe(409);
    expect(headers.get('x-should-retry')).toBe('false');
    expect(body).toMatchObject({code: 'phone_number_unavailable', details: {invitationId: id}});
    expect(body.message).toContain(id);
  });

  test('of 50 at the same moment exactly one is made', async () => {
    const answers = await Promise.all(Array.from({length: 50}, () => create()));
    const made = answers.filter(({status}) => status === 201);
    expect(made).toHaveLength(1);
    const {id} = made[0]?.body.invitation ?? {};
    const others = answers.filter(({status}) => status !== 201);
    expect(others.map(({status}) => status)).toEqual(Array(49).fill(409));
    for (const {body} of others) expect(body.details).toEqual({invitationId: id});
    expect(await holder()).toBe(id);
    expect((await service.api('GET', '/v1/invitations')).body.items).toHaveLength(1);
  });

  test('gives it back when it is cancelled', async () => {
    const {id} = await service.invite({phoneNumberId: number.id});
    await cancel(id);
    expect(await holder()).toBeNull();
    expect((await create()).status).toBe(201);
  });

  test('gives it back when it expires, swept or not', async () => {
    const first = await service.invite({phoneNumberId: number.id, expiresInDays: 1});
    service.clock.advance(dayMs);
    expect(await holder(), 'not swept yet').toBeNull();
    const second = await service.invite({phoneNumberId: number.id, expiresInDays: 1});
    expect((await service.retrieve(first.id)).status).toBe('expired');
    const events = await service.context.store.listEvents({invitationId: first.id}, undefined, 10);
    expect(events.map(({data}) => data['currentStatus'])).toEqual(['expired']);
    service.clock.advance(dayMs);
    await sweep(service.context);
    expect(await holder()).toBeNull();
    expect((await service.retrieve(second.id)).status).toBe('expired');
    expect((await create()).status).toBe(201);
  });

  test('of 20 that want the number of one that has lapsed exactly one is made', async () => {
    const lapsed = await service.invite({phoneNumberId: number.id, expiresInDays: 1});
    service.clock.advance(dayMs);
    const answers = await Promise.all(Array.from({length: 20}, () => create()));
    expect(answers.filter(({status}) => status === 201)).toHaveLength(1);
    expect(answers.filter(({status}) => status === 409)).toHaveLength(19);
    const events = await service.context.store.listEvents({invitationId: lapsed.id}, undefined, 10);
    expect(events).toHaveLength(1);
  });

  test('passes it on to its sender, until that is deleted', async () => {
    const {senderId, connectedAccount} = await connectClient(service, {phoneNumberId: number.id});
    const sender = (await service.api('GET', `/v1/senders/${senderId}`)).body;
    expect(sender.phoneNumber).toBe(number.phoneNumber);
    expect(sender.whatsapp.phoneNumberId).toBe(connectedAccount?.id);
    expect(await retrieveNumber(service, number.id)).toMatchObject({senderId, invitationId: null});
    const again = await create();
    expect(again.status).toBe(400);
    expect(again.body.message).toContain(senderId);
    await service.api('DELETE', `/v1/senders/${senderId}`);
    expect(await retrieveNumber(service, number.id)).not.toHaveProperty('senderId');
    expect((await create()).status).toBe(201);
  });

  test('repeated with its idempotency key is answered like the first time, whatever became of the number', async () => {
    const headers = {'idempotency-key': 'k'};
    const {body: first} = await create({}, headers);
    const replay = await create({}, headers);
    expect(replay.status).toBe(201);
    expect(replay.headers.get('idempotency-replayed')).toBe('true');
    await cancel(first.invitation.id);
    await service.api('DELETE', `/v1/phone-numbers/${number.id}`);
    const late = await create({}, headers);
    expect(late).toMatchObject({status: 201, body: {invitation: {id: first.invitation.id}}});
  });

  test('is refused when the number is unknown, foreign, of the other mode, given up or suspended', async () => {
    const {key: foreign} = await service.makeKey('test', 'Foreign');
    const released = await buyNumber(service, '+14155550135');
    await service.api('DELETE', `/v1/phone-numbers/${released.id}`);
    const suspended = await addNumber(service, service.keys.test, {status: 'suspended'});
    const answers = [
      await create({phoneNumberId: 'pn_unknown'}),
      await create({}, {authorization: `Bearer ${foreign}`}),
      await create({}, {authorization: `Bearer ${service.keys.live}`}),
      await create({phoneNumberId: released.id}),
      await create({phoneNumberId: suspended.id}),
    ];
    for (const {status, body} of answers) {
      expect(status).toBe(400);
      expect(body.code).toBe('invalid_request');
      expect(body.details.errors[0].path).toEqual(['phoneNumberId']);
    }
    expect(answers[4]?.body.message).toContain('is suspended');
  });

  test('is refused when its country is not among those that are allowed', async () => {
    const {status, body} = await create({allowedPhoneCountries: ['MX', 'ES']});
    expect(status).toBe(400);
    expect(body.details.errors[0]).toMatchObject({path: ['phoneNumberId']});
    expect(body.message).toMatch(/is of US/);
    expect((await create({allowedPhoneCountries: ['US']})).status).toBe(201);
  });
});

describe('a session with a pre-assigned number', () => {
  const session = (fields: Record<string, unknown> = {}) =>
    service.api('POST', '/v1/sessions', {
      externalId: 'client-1',
      origin: hostOrigin,
      phoneNumberId: number.id,
      ...fields,
    });
  const secretOf = async (fields: Record<string, unknown> = {}) =>
    (await createSession(service, {phoneNumberId: number.id, ...fields})).clientSecret;
  const shown = async (secret: string) =>
    (await callAsClient(service, secret, 'GET', '/connection')).body.connection.assignedPhoneNumber;

  test('shows it before there is an invitation, and reserves it for the one it makes', async () => {
    const secret = await secretOf();
    expect(await shown(secret)).toBe('+1 415 555 0134');
    expect(await holder()).toBeNull();
    const {status, body} = await callAsClient(service, secret, 'POST', '/connection');
    expect(status).toBe(200);
    expect(await holder()).toBe(body.connection.invitationId);
    expect(await shown(secret)).toBe('+1 415 555 0134');
    const other = await createSession(service, {externalId: 'client-2'});
    expect(await shown(other.clientSecret)).toBeNull();
  });

  test('can be made again for the same client, while it is reserved and once it is connected', async () => {
    await connectClient(service, {phoneNumberId: number.id, externalId: 'client-1'});
    expect((await session()).status).toBe(201);
    const {externalId} = await service.invite({
      phoneNumberId: (await buyNumber(service, '+14155550136')).id,
      externalId: 'client-3',
    });
    const second = await session({externalId, phoneNumberId: number.id});
    expect(second.status, 'connected by another client').toBe(400);
  });

  test('is refused for another client: 409 while it is reserved', async () => {
    const {id} = await service.invite({phoneNumberId: number.id, externalId: 'client-1'});
    expect((await session()).status).toBe(201);
    for (const fields of [{externalId: 'client-2'}, {externalId: undefined, scope: 'manage'}]) {
      expect(await session(fields)).toMatchObject({
        status: 409,
        body: {code: 'phone_number_unavailable', details: {invitationId: id}},
      });
    }
  });

  test('is refused with a number that is not to be had, or of the wrong country', async () => {
    for (const fields of [{phoneNumberId: 'pn_unknown'}, {allowedPhoneCountries: ['MX']}]) {
      const {status, body} = await session(fields);
      expect(status).toBe(400);
      expect(body.details.errors[0].path).toEqual(['phoneNumberId']);
    }
  });

  test('of two clients who start with one number, the second is told that it is gone', async () => {
    const [one, two] = [await secretOf(), await secretOf({externalId: 'client-2'})];
    const answers = await Promise.all(
      [one, two].map((secret) => callAsClient<any>(service, secret, 'POST', '/connection')),
    );
    expect(answers.map(({status}) => status).sort()).toEqual([200, 409]);
    const refused = answers.find(({status}) => status === 409);
    expect(refused?.body.code).toBe('phone_number_unavailable');
    const winner = answers[0]?.status === 200 ? one : two;
    expect((await callAsClient(service, winner, 'POST', '/connection')).status).toBe(200);
  });
});
