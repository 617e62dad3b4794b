import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {TestService} from '../../support/harness.ts';
import {addNumber, buyNumber, retrieveNumber} from '../../support/numbers.ts';
import {connectClient, createSession, hostOrigin} from '../../support/signups.ts';

let service: TestService;
let foreign: Record<string, string>;
let live: Record<string, string>;

beforeAll(async () => {
  service = await TestService.start();
  foreign = {authorization: `Bearer ${(await service.makeKey('test', 'Foreign')).key}`};
  live = {authorization: `Bearer ${service.keys.live}`};
});

afterAll(() => service.stop());

const path = '/v1/phone-numbers';
const search = (query: string, headers?: Record<string, string>) =>
  service.api('GET', `${path}/available?${query}`, undefined, headers);
const update = (id: string, body: unknown, headers?: Record<string, string>) =>
  service.api('PATCH', `${path}/${id}`, body, headers);
const release = (id: string, headers?: Record<string, string>) =>
  service.api('DELETE', `${path}/${id}`, undefined, headers);
const numbersOf = (items: {phoneNumber: string}[]) => items.map(({phoneNumber}) => phoneNumber);

describe('GET /v1/phone-numbers/available', () => {
  test('offers ten numbers of the country, always the same ones', async () => {
    const {status, body} = await search('countryCode=us');
    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(['items']);
    expect(body.items).toHaveLength(10);
    expect(body.items[0]).toEqual({
      phoneNumber: '+14155550100',
      friendlyName: '+1 415 555 0100',
      locality: 'San Francisco',
      region: 'CA',
      capabilities: {sms: true, voice: true, mms: true},
      pricing: {monthlyPrice: 1, upfrontPrice: 0, isFreeEligible: false},
    });
    expect((await search('countryCode=US')).body).toEqual(body);
  });

  test.each([
    ['a type', 'countryCode=GB&type=tollFree&limit=2', ['+448081570000', '+448081570001']],
    ['digits', 'countryCode=US&contains=2125550107', ['+12125550107']],
    ['digits with the plus', 'countryCode=US&contains=%2B12125550107', ['+12125550107']],
    ['what it can', 'countryCode=DE&capabilities=sms,voice&limit=1', ['+491713920000']],
    ['nothing that there is', 'countryCode=FR&capabilities=mms', []],
    ['a country that is none', 'countryCode=xx&limit=50', []],
  ])('is searched by %s', async (_, query, expected) => {
    const {status, body} = await search(query);
    expect(status).toBe(200);
    expect(numbersOf(body.items)).toEqual(expected);
  });

  test('leaves out what somebody has bought, and offers it again once that is given up', async () => {
    const {id} = await buyNumber(service, '+6495550100');
    const first = async () => numbersOf((await search('countryCode=NZ&limit=1', foreign)).body.items);
    expect(await first()).toEqual(['+6495550101']);
    await release(id);
    expect(await first()).toEqual(['+6495550100']);
  });

  test('has nothing in live mode', async () => {
    expect((await search('countryCode=US', live)).body).toEqual({items: []});
    const requirements = await service.api('GET', `${path}/requirements?countryCode=DE`, undefined, live);
    expect(requirements).toMatchObject({status: 200, body: {items: []}});
  });

  test.each([
    ['', 'countryCode'],
    ['countryCode=USA', 'countryCode'],
    ['countryCode=US&type=satellite', 'type'],
    ['countryCode=US&contains=abc', 'contains'],
    ['countryCode=US&capabilities=sms,fax', 'capabilities'],
    ['countryCode=US&limit=0', 'limit'],
    ['countryCode=US&limit=51', 'limit'],
  ])('refuses "%s"', async (query, field) => {
    const {status, body} = await search(query);
    expect(status).toBe(400);
    expect(body.code).toBe('invalid_request');
    expect(body.details.errors[0].path).toEqual([field]);
  });
});

describe('GET /v1/phone-numbers/requirements', () => {
  const ask = (query: string) => service.api('GET', `${path}/requirements?${query}`);

  test('tells what a strict country asks for', async () => {
    const {status, body} = await ask('countryCode=de&type=mobile');
    expect(status).toBe(200);
    expect(body.items).toEqual([
      {
        id: 'req_de_mobile',
        action: 'ordering',
        countryCode: 'DE',
        phoneNumberType: 'mobile',
        requirementTypes: [
          expect.objectContaining({id: 'business_name', type: 'textual', example: expect.any(String)}),
          expect.objectContaining({id: 'business_address', type: 'address'}),
          expect.objectContaining({id: 'registration', type: 'document'}),
        ],
      },
    ]);
  });

  test.each(['countryCode=US', 'countryCode=xx'])('is empty for %s', async (query) => {
    expect((await ask(query)).body).toEqual({items: []});
  });

  test('refuses what is no country', async () => {
    expect((await ask('')).status).toBe(400);
    expect((await ask('countryCode=US&type=nothing')).status).toBe(400);
  });
});

describe('POST /v1/phone-numbers', () => {
  const buy = (body: unknown, headers?: Record<string, string>) => service.api('POST', path, body, headers);

  test('buys a number, which is shown from then on', async () => {
    const {status, body} = await buy({phoneNumber: '+442079460007', name: ' Front desk '});
    expect(status).toBe(201);
    expect(body).toEqual({
      phoneNumber: {
        id: expect.stringMatching(/^pn_[a-z0-9]+$/),
        phoneNumber: '+442079460007',
        name: 'Front desk',
        capabilities: ['voice'],
        status: 'active',
        pricing: {monthlyPrice: 1.2, monthlyCost: 120, upfrontCost: 0, isFreeNumber: false},
        createdAt: expect.stringMatching(/Z$/),
        updatedAt: expect.stringMatching(/Z$/),
        mode: 'test',
        invitationId: null,
        verification: {status: 'verified', expiresAt: null},
      },
    });
    expect(await retrieveNumber(service, body.phoneNumber.id)).toEqual(body.phoneNumber);
  });

  test('twice, as by a retry, answers the one that is owned; 20 at once own one', async () => {
    const bought = await buyNumber(service, '+15551234567');
    expect(bought).not.toHaveProperty('name');
    const again = await buy({phoneNumber: '+15551234567', name: 'Another name'});
    expect(again).toMatchObject({status: 201, body: {phoneNumber: bought}});
    const many = await Promise.all(Array.from({length: 20}, async () => buyNumber(service, '+33199000101')));
    expect(new Set(many.map(({id}) => id)).size).toBe(1);
  });

  test('refuses what another project owns, without telling who', async () => {
    await buyNumber(service, '+14165550111');
    const {status, headers, body} = await buy({phoneNumber: '+14165550111'}, foreign);
    expect(status).toBe(409);
    expect(headers.get('x-should-retry')).toBe('false');
    expect(body).toEqual({
      code: 'phone_number_unavailable',
      message: 'The number +14165550111 cannot be bought. Search for one that is available.',
    });
  });

  test('says in live mode that clients bring their own', async () => {
    const {status, body} = await buy({phoneNumber: '+14155550101'}, live);
    expect(status).toBe(409);
    expect(body.code).toBe('phone_number_unavailable');
    expect(body.message).toMatch(/live mode.*Clients can bring a number of their own/);
  });

  test.each([
    ['no number', {}, 'phoneNumber'],
    ['a number that is not E.164', {phoneNumber: '020 7946 0007'}, 'phoneNumber'],
    ['a name of 101 characters', {phoneNumber: '+14155550101', name: 'n'.repeat(101)}, 'name'],
  ])('refuses %s', async (_, body, field) => {
    const answer = await buy(body);
    expect(answer.status).toBe(400);
    expect(answer.body.details.errors[0].path).toEqual([field]);
  });
});

describe('GET /v1/phone-numbers', () => {
  test('lists the newest first, in pages and by status, of the own project and mode only', async () => {
    const own = {authorization: `Bearer ${(await service.makeKey('test', 'Lister')).key}`};
    const list = async (query = '') =>
      (await service.api('GET', `${path}${query}`, undefined, own)).body as {
        items: {id: string}[];
        nextCursor: string | null;
      };
    expect(await list()).toEqual({items: [], nextCursor: null});
    const ids: string[] = [];
    for (const number of ['+525555500100', '+525555500101', '+525555500102']) {
      ids.unshift((await buyNumber(service, number, own)).id);
    }
    expect((await list()).items.map(({id}) => id)).toEqual(ids);
    const page = await list('?limit=2');
    expect(page.items.map(({id}) => id)).toEqual(ids.slice(0, 2));
    const rest = await list(`?limit=2&cursor=${page.nextCursor}`);
    expect(rest).toMatchObject({items: [{id: ids[2]}], nextCursor: null});
    expect((await list('?status=active')).items).toHaveLength(3);
    expect((await list('?status=suspended')).items).toEqual([]);
  });

  test.each(['limit=0', 'limit=101', 'status=lost', 'cursor=aW52XzE'])('refuses %s', async (query) => {
    const {status, body} = await service.api('GET', `${path}?${query}`);
    expect(status).toBe(400);
    expect(body.details.errors[0].path).toEqual([query.split('=')[0]]);
  });

  test('is for the panel too, which may neither buy nor change nor give up', async () => {
    const {id} = await buyNumber(service, '+390655550111');
    const {clientSecret} = await createSession(service, {scope: 'manage', externalId: undefined});
    const panel = {authorization: `Bearer ${clientSecret}`, origin: hostOrigin};
    const status = async (method: string, address: string, body?: unknown) =>
      (await service.api(method, address, body, panel)).status;
    expect(await status('GET', path)).toBe(200);
    expect(await status('GET', `${path}/${id}`)).toBe(200);
    expect(await status('POST', path, {phoneNumber: '+390655550112'})).toBe(401);
    expect(await status('PATCH', `${path}/${id}`, {})).toBe(401);
    expect(await status('DELETE', `${path}/${id}`)).toBe(401);
  });
});

describe('GET, PATCH and DELETE /v1/phone-numbers/:id', () => {
  test('unknown, of another project, of the other mode: the same 404', async () => {
    const {id} = await buyNumber(service, '+34910550111');
    const retrieve = (of: string, headers?: Record<string, string>) =>
      service.api('GET', `${path}/${of}`, undefined, headers);
    const answers = [
      await retrieve('pn_unknown'),
      await retrieve(id, foreign),
      await retrieve(id, live),
      await update('pn_unknown', {}),
      await update(id, {name: 'Mine'}, foreign),
      await update(id, {name: 'Mine'}, live),
      await release('pn_unknown'),
      await release(id, foreign),
      await release(id, live),
    ];
    for (const {status, body} of answers) {
      expect(status).toBe(404);
      expect(body).toEqual({code: 'not_found', message: 'There is no such phone number.'});
    }
    expect((await retrieve(id)).status).toBe(200);
  });

  test('PATCH changes the name, clears it with null, and leaves what is not named', async () => {
    const {id, ...bought} = await buyNumber(service, '+34910550112');
    expect((await update(id, {name: 'Support'})).body.phoneNumber).toMatchObject({id, name: 'Support'});
    expect(await update(id, {})).toMatchObject({status: 200, body: {phoneNumber: {name: 'Support'}}});
    const cleared = (await update(id, {name: null})).body.phoneNumber;
    expect({...cleared, updatedAt: bought.updatedAt}).toEqual({id, ...bought});
  });

  test('PATCH gives it to a sender of the project that has none, and takes it away', async () => {
    const {senderId} = await connectClient(service);
    const [number, other] = [
      await buyNumber(service, '+34910550113'),
      await buyNumber(service, '+34910550114'),
    ];
    const given = await update(number.id, {senderId});
    expect(given).toMatchObject({status: 200, body: {phoneNumber: {senderId}}});
    const second = await update(other.id, {senderId});
    expect(second.status).toBe(400);
    expect(second.body.details.errors).toEqual([
      {path: ['senderId'], message: expect.stringContaining('has a number already')},
    ]);
    const kept = await release(number.id);
    expect(kept).toMatchObject({status: 409, body: {code: 'phone_number_in_use', details: {senderId}}});
    expect(kept.headers.get('x-should-retry')).toBe('false');
    expect((await update(number.id, {senderId: null})).body.phoneNumber).not.toHaveProperty('senderId');
    expect((await release(number.id)).status).toBe(204);
  });

  test('PATCH refuses a sender that is not of the project, and one whose number is promised to a client', async () => {
    const number = await buyNumber(service, '+34910550115');
    const invitation = await service.invite({phoneNumberId: number.id});
    const unknown = await update((await buyNumber(service, '+34910550116')).id, {senderId: 'snd_unknown'});
    expect(unknown).toMatchObject({status: 400, body: {code: 'invalid_request'}});
    expect(unknown.body.details.errors[0].path).toEqual(['senderId']);
    const {senderId} = await connectClient(service);
    const promised = await update(number.id, {senderId});
    expect(promised).toMatchObject({
      status: 409,
      body: {code: 'phone_number_in_use', details: {invitationId: invitation.id}},
    });
  });

  test('DELETE gives it up: 204, and from then on it is not there, but can be bought again', async () => {
    const {id, phoneNumber} = await buyNumber(service, '+34910550117');
    const {status, body} = await release(id);
    expect([status, body]).toEqual([204, '']);
    expect((await release(id)).status).toBe(404);
    const again = await buyNumber(service, phoneNumber, foreign);
    expect(again.id).not.toBe(id);
  });

  test('DELETE is refused while an open invitation reserves it', async () => {
    const {id} = await buyNumber(service, '+34910550118');
    const invitation = await service.invite({phoneNumberId: id});
    const refused = await release(id);
    expect(refused).toMatchObject({
      status: 409,
      body: {code: 'phone_number_in_use', details: {invitationId: invitation.id}},
    });
    expect(refused.body.message).toContain(invitation.id);
    await service.api('POST', `/v1/invitations/${invitation.id}/cancel`);
    expect((await release(id)).status).toBe(204);
  });

  test('DELETE succeeds where no provider sells numbers', async () => {
    const {id} = await addNumber(service, service.keys.live);
    expect((await release(id, live)).status).toBe(204);
  });
});

describe('POST /v1/phone-numbers/:id/verification', () => {
  test('leaves a number as it is that needs none, again and again', async () => {
    const number = await buyNumber(service, '+34910550120');
    const address = `${path}/${number.id}/verification`;
    for (let tries = 0; tries < 2; tries += 1) {
      const asked = await service.api('POST', address, {method: 'voice'});
      expect(asked).toMatchObject({status: 200, body: {phoneNumber: number}});
      const confirmed = await service.api('POST', `${address}/confirm`, {code: '000000'});
      expect(confirmed).toMatchObject({status: 200, body: {phoneNumber: number}});
    }
  });

  test('of a number that nobody here can verify: 409', async () => {
    const {id} = await addNumber(service, service.keys.live, {
      phoneNumber: '+16315550177',
      status: 'pending',
      verification: 'unverified',
    });
    const {status, body} = await service.api('POST', `${path}/${id}/verification`, {method: 'sms'}, live);
    expect([status, body.code]).toEqual([409, 'phone_number_unavailable']);
  });

  test('is for keys only: the panel can neither ask for codes nor enter them', async () => {
    const {id} = await buyNumber(service, '+34910550121');
    const {clientSecret} = await createSession(service, {scope: 'manage', externalId: undefined});
    const panel = {authorization: `Bearer ${clientSecret}`, origin: hostOrigin};
    const address = `${path}/${id}/verification`;
    expect((await service.api('POST', address, {method: 'sms'}, panel)).status).toBe(401);
    expect((await service.api('POST', `${address}/confirm`, {code: '123456'}, panel)).status).toBe(401);
  });
});
