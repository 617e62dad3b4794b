import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {PhoneNumber} from '../../../server/contract/phone-numbers.ts';
import {recheckNumbers} from '../../../server/phone-numbers/recheck.ts';
import {sweep} from '../../../server/sweeper.ts';
import {dayMs, minuteMs} from '../../support/clock.ts';
import {eventually, TestBrowser, TestService} from '../../support/harness.ts';
import {askGraph, liveEnvironment, registerApp, setDashboard} from '../../support/play-meta.ts';

let meta: TestService;
let service: TestService;

beforeEach(async () => {
  meta = await TestService.start();
  service = await TestService.start(liveEnvironment(meta));
  await registerApp(meta, service.url);
});

afterEach(async () => {
  await service.stop();
  await meta.stop();
});

const path = '/v1/phone-numbers';
const business = '/200000000000001';
const api = (method: string, address: string, body?: unknown, key = service.keys.live) =>
  service.api(method, address, body, {authorization: `Bearer ${key}`});
const add = (phoneNumber = '+14155550134', key?: string) => api('POST', path, {phoneNumber}, key);
const added = async (phoneNumber?: string) => (await add(phoneNumber)).body.phoneNumber as PhoneNumber;
const askForCode = (id: string) => api('POST', `${path}/${id}/verification`, {method: 'sms'});
const confirm = (id: string, code = '123-456') => api('POST', `${path}/${id}/verification/confirm`, {code});
const read = async (id: string) => (await api('GET', `${path}/${id}`)).body.phoneNumber as PhoneNumber;
const poolIds = async () =>
  ((await askGraph(meta, 'GET', `${business}/preverified_numbers`)).body.data as {id: string}[]).map(
    ({id}) => id,
  );

async function verified(phoneNumber?: string): Promise<PhoneNumber> {
  const {id} = await added(phoneNumber);
  await askForCode(id);
  const {status, body} = await confirm(id);
  if (status !== 200) throw new Error(`confirm answered ${status}: ${JSON.stringify(body)}`);
  return body.phoneNumber;
}

/** Time passes for both, and everything that is due happens. */
async function pass(ms: number): Promise<void> {
  meta.clock.advance(ms);
  service.clock.advance(ms);
  await sweep(service.context);
  await service.context.background.settled();
}

describe('a number that the partner adds', () => {
  test('is in Meta’s pool, and has to be verified before it can be assigned', async () => {
    const {status, body} = await add();
    expect(status).toBe(201);
    expect(body.phoneNumber).toMatchObject({
      phoneNumber: '+14155550134',
      status: 'pending',
      capabilities: [],
      pricing: {monthlyPrice: 0, monthlyCost: 0, upfrontCost: 0, isFreeNumber: true},
      verification: {status: 'unverified', expiresAt: null},
      mode: 'live',
    });
    expect(await poolIds()).toContain('90000614155550134');
    const refused = await api('POST', '/v1/invitations', {phoneNumberId: body.phoneNumber.id});
    expect(refused.status).toBe(400);
    expect(refused.body.message).toContain(
      `Verify it first with POST /v1/phone-numbers/${body.phoneNumber.id}`,
    );
  });

  test('twice, and twenty times at once, is one number', async () => {
    const ids = await Promise.all(Array.from({length: 20}, async () => (await added()).id));
    expect(new Set(ids).size).toBe(1);
    expect((await poolIds()).filter((id) => id.endsWith('14155550134'))).toHaveLength(1);
  });

  test('and that is in the pool already, verified, can be assigned at once', async () => {
    const {phoneNumber, status, verification} = await added('+14155550190');
    expect({phoneNumber, status}).toEqual({phoneNumber: '+14155550190', status: 'active'});
    expect(verification.status).toBe('verified');
  });

  test('by another project is not theirs: 409, without telling whose it is', async () => {
    await add();
    const {key} = await service.makeKey('live', 'Other');
    const {status, body} = await add('+14155550134', key);
    expect([status, body.code]).toEqual([409, 'phone_number_unavailable']);
  });
});

describe('verification', () => {
  test('sends a code, takes it with a hyphen, and holds for 90 days', async () => {
    const {id} = await added();
    expect((await askForCode(id)).body.phoneNumber).toMatchObject({
      status: 'pending',
      verification: {status: 'code_sent', expiresAt: null},
    });
    const {status, body} = await confirm(id, '123-456');
    expect(status).toBe(200);
    expect(body.phoneNumber).toMatchObject({status: 'active', verification: {status: 'verified'}});
    const days = (Date.parse(body.phoneNumber.verification.expiresAt) - service.clock.now()) / dayMs;
    expect(days).toBeCloseTo(90, 2);
  });

  test('by voice, in a language', async () => {
    const {id} = await added();
    const {status} = await api('POST', `${path}/${id}/verification`, {method: 'voice', language: 'es_MX'});
    expect(status).toBe(200);
  });

  test('done twice, as by a retry, is done once', async () => {
    const number = await verified();
    expect((await confirm(number.id)).body.phoneNumber).toEqual(number);
    expect((await askForCode(number.id)).body.phoneNumber).toEqual(number);
  });

  test('with a wrong code is refused, and the right one works after that', async () => {
    const {id} = await added();
    await askForCode(id);
    const {status, body} = await confirm(id, '654321');
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.details.errors).toEqual([
      {path: ['code'], message: expect.stringMatching(/^is not the one/)},
    ]);
    expect((await read(id)).verification.status).toBe('code_sent');
    expect((await confirm(id)).status).toBe(200);
  });

  test('with a code that has run out: 422, and a new one is asked for', async () => {
    const {id} = await added();
    await askForCode(id);
    meta.clock.advance(11 * minuteMs);
    const {status, body} = await confirm(id);
    expect([status, body.code]).toEqual([422, 'verification_expired']);
    expect(body.message).toContain(`POST /v1/phone-numbers/${id}/verification`);
    await askForCode(id);
    expect((await confirm(id)).status).toBe(200);
  });

  test('guessed too often: 429, with the time to wait', async () => {
    const {id} = await added();
    await askForCode(id);
    const statuses: number[] = [];
    for (let tries = 0; tries < 6; tries += 1) statuses.push((await confirm(id, '000000')).status);
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429]);
    const {headers, body} = await confirm(id, '000000');
    expect(body.code).toBe('rate_limited');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(3000);
  });

  test.each([
    ['no method', {}, 'method'],
    ['a method that is none', {method: 'pigeon'}, 'method'],
    ['a language that is none', {method: 'sms', language: 'Spanish'}, 'language'],
  ])('refuses %s', async (_, body, field) => {
    const {id} = await added();
    const answer = await api('POST', `${path}/${id}/verification`, body);
    expect(answer.status).toBe(400);
    expect(answer.body.details.errors[0].path).toEqual([field]);
  });

  test.each(['12345', '1234567', 'abcdef', ''])('refuses the code %j without asking Meta', async (code) => {
    const {status, body} = await confirm((await added()).id, code);
    expect(status).toBe(400);
    expect(body.details.errors[0].message).toMatch(/six digits/);
  });

  test('of a number of another project or mode: the same 404', async () => {
    const {id} = await added();
    const {key} = await service.makeKey('live', 'Other');
    for (const other of [key, service.keys.test]) {
      expect((await api('POST', `${path}/${id}/verification`, {method: 'sms'}, other)).status).toBe(404);
      const confirmed = await api('POST', `${path}/${id}/verification/confirm`, {code: '123456'}, other);
      expect(confirmed.status).toBe(404);
    }
  });

  test('of a number that is gone from the pool says so, and the number is suspended', async () => {
    const {id} = await added();
    await askGraph(meta, 'DELETE', '/90000614155550134');
    const {status, body} = await askForCode(id);
    expect([status, body.code]).toEqual([409, 'phone_number_unavailable']);
    expect(await read(id)).toMatchObject({status: 'suspended', verification: {status: 'unverified'}});
    expect((await confirm(id)).status).toBe(409);
  });
});

describe('GET /v1/phone-numbers/available', () => {
  const search = async (query: string) =>
    (await api('GET', `${path}/available?${query}`)).body.items.map(
      ({phoneNumber}: {phoneNumber: string}) => phoneNumber,
    );

  test('lists what is in the pool and nobody has here', async () => {
    expect((await api('GET', `${path}/available?countryCode=US`)).body.items).toEqual([
      {
        phoneNumber: '+14155550190',
        friendlyName: '+1 415 555 0190',
        capabilities: {sms: false, voice: false, mms: false},
        pricing: {monthlyPrice: 0, upfrontPrice: 0, isFreeEligible: true},
      },
    ]);
    expect(await search('countryCode=GB')).toEqual(['+442079460990']);
    expect(await search('countryCode=FR')).toEqual([]);
    expect(await search('countryCode=US&contains=0190')).toEqual(['+14155550190']);
    expect(await search('countryCode=US&type=mobile')).toEqual([]);
    // Meta does not tell what its numbers can.
    expect(await search('countryCode=US&capabilities=sms')).toEqual([]);
    await added('+14155550190');
    expect(await search('countryCode=US')).toEqual([]);
  });

  test('reads all pages of the pool', async () => {
    for (let index = 0; index < 110; index += 1) {
      await askGraph(
        meta,
        'POST',
        `${business}/add_phone_numbers?phone_number=1212555${String(index).padStart(4, '0')}`,
      );
    }
    expect(await search('countryCode=US&contains=12125550109')).toEqual(['+12125550109']);
  });

  test('asks nothing of whoever brings a number', async () => {
    expect((await api('GET', `${path}/requirements?countryCode=DE`)).body).toEqual({items: []});
  });
});

describe('release', () => {
  test('takes the number out of the pool', async () => {
    const {id} = await verified();
    expect((await api('DELETE', `${path}/${id}`)).status).toBe(204);
    expect(await poolIds()).not.toContain('90000614155550134');
    expect((await added()).id).not.toBe(id);
  });

  test('succeeds when it is out already', async () => {
    const {id} = await verified();
    await askGraph(meta, 'DELETE', '/90000614155550134');
    expect((await api('DELETE', `${path}/${id}`)).status).toBe(204);
  });
});

describe('when Meta does not do it', () => {
  test('a token that may not: 409 with Meta’s number', async () => {
    const other = await TestService.start({
      ...liveEnvironment(meta),
      META_SYSTEM_USER_TOKEN: 'another-token',
    });
    const {status, body} = await other.api(
      'POST',
      path,
      {phoneNumber: '+14155550134'},
      {
        authorization: `Bearer ${other.keys.live}`,
      },
    );
    expect([status, body.code, body.details]).toEqual([409, 'meta_refused', {metaCode: 200}]);
    expect(body.message).toContain('META_SYSTEM_USER_TOKEN');
    expect(JSON.stringify(body)).not.toContain('another-token');
    await other.stop();
  });

  test('nobody there: 503, and the number is nobody’s', async () => {
    const other = await TestService.start({...liveEnvironment(meta), META_GRAPH_URL: 'http://127.0.0.1:1'});
    const headers = {authorization: `Bearer ${other.keys.live}`};
    const {status, body} = await other.api('POST', path, {phoneNumber: '+14155550134'}, headers);
    expect([status, body.code]).toEqual([503, 'meta_unavailable']);
    const searched = await other.api('GET', `${path}/available?countryCode=US`, undefined, headers);
    expect(searched.status).toBe(503);
    expect((await other.api('GET', path, undefined, headers)).body.items).toEqual([]);
    await other.stop();
  });

  test('only a Solution Partner has numbers there', async () => {
    const other = await TestService.start({...liveEnvironment(meta), META_ROLE: 'tech_provider'});
    const headers = {authorization: `Bearer ${other.keys.live}`};
    const {status, body} = await other.api('POST', path, {phoneNumber: '+14155550134'}, headers);
    expect([status, body.code]).toEqual([409, 'phone_number_unavailable']);
    await other.stop();
  });
});

describe('once a day the pool is read again', () => {
  test('what has run out is expired, may be assigned all the same, and can be verified again', async () => {
    const {id} = await verified();
    await pass(46 * dayMs);
    expect((await read(id)).verification.status).toBe('verified');
    await pass(45 * dayMs);
    const expired = await read(id);
    expect(expired).toMatchObject({status: 'active', verification: {status: 'expired'}});
    const {status} = await api('POST', '/v1/invitations', {phoneNumberId: id});
    expect(status).toBe(201);
    expect((await askForCode(id)).body.phoneNumber.verification.status).toBe('expired');
    expect((await confirm(id)).body.phoneNumber.verification.status).toBe('verified');
  });

  test('in the last 45 days it can be verified anew', async () => {
    const {id} = await verified();
    await pass(50 * dayMs);
    await askForCode(id);
    const renewed = (await confirm(id)).body.phoneNumber as PhoneNumber;
    expect((Date.parse(renewed.verification.expiresAt ?? '') - service.clock.now()) / dayMs).toBeCloseTo(
      90,
      1,
    );
  });

  test('what was verified in Meta’s dashboard is active here', async () => {
    const {id} = await added();
    await askGraph(meta, 'POST', '/90000614155550134/request_code?code_method=SMS&language=en_US');
    await askGraph(meta, 'POST', '/90000614155550134/verify_code?code=123456');
    await pass(dayMs + minuteMs);
    expect(await read(id)).toMatchObject({status: 'active', verification: {status: 'verified'}});
  });

  test('what was not verified for 90 days is dropped by Meta and suspended here', async () => {
    const {id} = await added();
    await pass(91 * dayMs);
    expect(await read(id)).toMatchObject({
      status: 'suspended',
      verification: {status: 'unverified', expiresAt: null},
    });
    const refused = await api('POST', '/v1/invitations', {phoneNumberId: id});
    expect(refused.body.message).toContain('is suspended');
    // It is not read any more, and can be given up and added again.
    await pass(2 * dayMs);
    expect((await api('DELETE', `${path}/${id}`)).status).toBe(204);
    expect((await added()).status).toBe('pending');
  });

  const tokenIsValid = async (isValid: boolean) => {
    const {systemToken} = (await meta.fetch('GET', '/sandbox/app')).body;
    await setDashboard(meta, {systemToken: {...systemToken, isValid}});
  };

  test('when Meta does not tell, nothing is changed, and it is asked again after a while', async () => {
    const {id} = await verified();
    await tokenIsValid(false);
    await pass(91 * dayMs);
    expect((await read(id)).verification.status).toBe('verified');
    await tokenIsValid(true);
    await pass(9 * minuteMs);
    expect((await read(id)).verification.status).toBe('verified');
    await pass(2 * minuteMs);
    expect((await read(id)).verification.status).toBe('expired');
  });

  test('in several processes at once each number is looked at by one', async () => {
    const {id} = await verified();
    meta.clock.advance(91 * dayMs);
    service.clock.advance(91 * dayMs);
    await Promise.all(Array.from({length: 5}, () => recheckNumbers(service.context)));
    expect((await read(id)).verification.status).toBe('expired');
    expect(await service.context.store.claimNumberChecks('live', service.clock.now(), 0, 10)).toEqual([]);
  });
});

describe('a client who takes the number', () => {
  async function signUp(phoneNumberId: string) {
    const {body} = await api('POST', '/v1/invitations', {phoneNumberId});
    await meta.play('complete');
    const browser = new TestBrowser(service.url);
    await browser.start(body.invitation);
    const invitation = await eventually(
      async () => (await api('GET', `/v1/invitations/${body.invitation.id}`)).body.invitation,
      ({status}) => status !== 'in_progress',
    );
    return {invitation, browser};
  }

  test('is offered it by its id in the pool, and it is theirs: the id is gone, the sender has another', async () => {
    const {id} = await verified();
    const {invitation, browser} = await signUp(id);
    expect(invitation).toMatchObject({status: 'completed', connectedAccount: {name: expect.any(String)}});
    const dialog = new URL(browser.visited.find((address) => address.includes('/dialog/oauth')) ?? '');
    expect(JSON.parse(dialog.searchParams.get('extras') ?? '').setup.preVerifiedPhone).toEqual({
      ids: ['90000614155550134'],
    });
    expect(await poolIds()).not.toContain('90000614155550134');
    expect(await read(id)).toMatchObject({
      senderId: invitation.senderId,
      status: 'active',
      verification: {status: 'verified', expiresAt: null},
    });
    expect(invitation.connectedAccount.id).not.toBe('90000614155550134');
    const stored = await service.context.store.findNumberOwner('live', '+14155550134', service.clock.now());
    expect(stored).toMatchObject({providerNumberId: null, nextCheckAt: null});
    // The round has nothing to say about it.
    await pass(100 * dayMs);
    expect(await read(id)).toMatchObject({status: 'active', senderId: invitation.senderId});
  });
});

test('a Solution Partner rehearses it in test mode, at play-Meta', async () => {
  const rehearsal = await TestService.start({META_ROLE: 'solution_partner'});
  const {body} = await rehearsal.api('POST', path, {phoneNumber: '+14155550134'});
  const {id, status} = body.phoneNumber as PhoneNumber;
  expect(status).toBe('pending');
  await rehearsal.api('POST', `${path}/${id}/verification`, {method: 'sms'});
  const confirmed = await rehearsal.api('POST', `${path}/${id}/verification/confirm`, {code: '123456'});
  expect(confirmed.body.phoneNumber).toMatchObject({status: 'active', verification: {status: 'verified'}});
  await rehearsal.play('complete');
  const invitation = await rehearsal.invite({phoneNumberId: id});
  await new TestBrowser(rehearsal.url).start(invitation);
  const completed = await eventually(
    () => rehearsal.retrieve(invitation.id),
    (one) => one.status !== 'in_progress',
  );
  expect(completed.status).toBe('completed');
  expect((await rehearsal.api('GET', `${path}/${id}`)).body.phoneNumber.senderId).toBe(completed.senderId);
  await rehearsal.stop();
});
