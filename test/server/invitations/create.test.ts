import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {dayMs} from '../../support/clock.ts';
import {TestService} from '../../support/harness.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.stop());

const create = (body?: unknown, headers?: Record<string, string>) =>
  service.api('POST', '/v1/invitations', body, headers);

/** Everything that an invitation has before anything happened to it. */
const untouched = {
  status: 'pending',
  clientName: null,
  clientEmail: null,
  clientPhone: null,
  connectionType: 'whatsapp_waba',
  phoneNumberId: null,
  senderId: null,
  connectedAccount: null,
  viewedAt: null,
  startedAt: null,
  completedAt: null,
  failedAt: null,
  failureReason: null,
  mode: 'test',
  step: null,
  externalId: null,
  metadata: {},
  returnUrl: null,
  locale: null,
  linkRequestedAt: null,
};

describe('POST /v1/invitations', () => {
  test.each([
    ['no body at all', undefined],
    ['an empty body', ''],
    ['null', 'null'],
    ['{}', {}],
    [
      'null in every field',
      {
        clientName: null,
        clientEmail: null,
        clientPhone: null,
        expiresInDays: null,
        connectionType: null,
        allowedPhoneCountries: null,
        phoneNumberId: null,
        externalId: null,
        locale: null,
      },
    ],
  ])('%s means all defaults, and every key is there', async (_, body) => {
    const before = service.clock.now();
    const {status, body: answer} = await create(body);
    expect(status).toBe(201);
    expect(Object.keys(answer)).toEqual(['invitation']);
    const {id, token, url, createdAt, updatedAt, expiresAt, ...rest} = answer.invitation;
    expect(rest).toEqual(untouched);
    expect(id).toMatch(/^inv_[a-z0-9]{24}$/);
    expect(url).toBe(`${service.url}/invite/${token}`);
    expect(createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect(updatedAt).toBe(createdAt);
    expect(Date.parse(createdAt)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(expiresAt) - Date.parse(createdAt)).toBe(7 * dayMs);
  });

  test('takes every field, and answers what retrieve answers later', async () => {
    const fields = {
      clientName: 'Panadería Ñandú & Söhne 🥐',
      clientEmail: 'hola@luna.example',
      clientPhone: '+5215512345678',
      connectionType: 'whatsapp_waba',
      externalId: 'client/42 ü',
    };
    const {status, body} = await create({
      ...fields,
      expiresInDays: 30,
      allowedPhoneCountries: ['mx', 'US'],
      locale: 'pt-BR',
    });
    expect(status).toBe(201);
    const {invitation} = body;
    expect(invitation).toMatchObject(fields);
    expect(Date.parse(invitation.expiresAt) - Date.parse(invitation.createdAt)).toBe(30 * dayMs);
    expect(Object.keys(invitation), 'request-only fields are not echoed').not.toContain(
      'allowedPhoneCountries',
    );
    expect(await service.retrieve(invitation.id)).toEqual(invitation);
  });

  test('takes the limits themselves: 1 day, 100 characters, 254 of an e-mail, an empty list of countries', async () => {
    const clientEmail = `${'a'.repeat(60)}@${'b'.repeat(60)}.${'c'.repeat(60)}.${'d'.repeat(60)}.example`;
    const clientName = 'n'.repeat(100);
    const {status, body} = await create({
      clientName,
      clientEmail,
      expiresInDays: 1,
      allowedPhoneCountries: [],
    });
    expect(status).toBe(201);
    expect(body.invitation).toMatchObject({clientName, clientEmail});
  });

  test('takes a Messenger invitation', async () => {
    const {status, body} = await create({connectionType: 'messenger'});
    expect(status).toBe(201);
    expect(body.invitation).toMatchObject({connectionType: 'messenger', phoneNumberId: null});
  });

  test('ignores fields that it does not know, as Zavu does', async () => {
    const {status, body} = await create({
      clientName: 'Luna',
      status: 'completed',
      senderId: 'snd_x',
      token: 'mine',
    });
    expect(status).toBe(201);
    expect(body.invitation).toMatchObject({...untouched, clientName: 'Luna'});
    expect(body.invitation.token).not.toBe('mine');
  });

  test.each([
    ['a name of 101 characters', {clientName: 'n'.repeat(101)}, ['clientName']],
    ['a name that is a number', {clientName: 7}, ['clientName']],
    ['no e-mail address', {clientEmail: 'luna'}, ['clientEmail']],
    ['an empty e-mail address', {clientEmail: ''}, ['clientEmail']],
    ['an e-mail address with a line break', {clientEmail: 'a@b.example\nBcc: c@d.example'}, ['clientEmail']],
    ['a phone number without +', {clientPhone: '34600111222'}, ['clientPhone']],
    ['a phone number with spaces', {clientPhone: '+34 600 111 222'}, ['clientPhone']],
    ['a phone number that begins with 0', {clientPhone: '+0600111222'}, ['clientPhone']],
    ['a phone number of 16 digits', {clientPhone: '+1234567890123456'}, ['clientPhone']],
    ['0 days', {expiresInDays: 0}, ['expiresInDays']],
    ['31 days', {expiresInDays: 31}, ['expiresInDays']],
    ['a day and a half', {expiresInDays: 1.5}, ['expiresInDays']],
    ['days as text', {expiresInDays: '7'}, ['expiresInDays']],
    ['a country of 3 letters', {allowedPhoneCountries: ['US', 'MEX']}, ['allowedPhoneCountries', '1']],
    ['a country of 1 letter', {allowedPhoneCountries: ['U']}, ['allowedPhoneCountries', '0']],
    ['a country of digits', {allowedPhoneCountries: ['12']}, ['allowedPhoneCountries', '0']],
    ['countries as text', {allowedPhoneCountries: 'US,MX'}, ['allowedPhoneCountries']],
    ['an unknown channel', {connectionType: 'telegram'}, ['connectionType']],
    [
      'Messenger with a number of ours',
      {connectionType: 'messenger', phoneNumberId: 'pn_1'},
      ['phoneNumberId'],
    ],
    [
      'Messenger with countries',
      {connectionType: 'messenger', allowedPhoneCountries: ['US']},
      ['allowedPhoneCountries'],
    ],
    ['a number that is not ours', {phoneNumberId: 'pn_unknown'}, ['phoneNumberId']],
    ['an empty external id', {externalId: ''}, ['externalId']],
    ['an external id of 201 characters', {externalId: 'e'.repeat(201)}, ['externalId']],
    ['no language tag', {locale: 'Español'}, ['locale']],
    ['a list', [], []],
    ['a text', '"hello"', []],
    ['false', 'false', []],
  ])('refuses %s and says where', async (_, body, path) => {
    const {status, body: error} = await create(body);
    expect(status).toBe(400);
    expect(error).toMatchObject({
      code: 'invalid_request',
      message: expect.stringContaining('Invalid request body'),
    });
    expect(error.details.errors).toContainEqual({path, message: expect.stringMatching(/\S/)});
  });

  test('names every wrong field at once', async () => {
    const {body} = await create({clientEmail: 'x', clientPhone: 'y', expiresInDays: 99});
    const paths = body.details.errors.map((error: {path: string[]}) => error.path.join('.'));
    expect(paths.sort()).toEqual(['clientEmail', 'clientPhone', 'expiresInDays']);
  });

  test('a refused body leaves nothing behind', async () => {
    const {key} = await service.makeKey('test', 'Refused');
    const headers = {authorization: `Bearer ${key}`};
    await create({expiresInDays: 0}, headers);
    await create({phoneNumberId: 'pn_unknown'}, headers);
    const {body} = await service.api('GET', '/v1/invitations', undefined, headers);
    expect(body).toEqual({items: [], nextCursor: null});
  });
});

describe('the body of a request', () => {
  test.each(['{"clientName": ', '{clientName: "x"}', 'clientName=Luna', '<a/>', '{}{}'])(
    '%s is no JSON',
    async (body) => {
      const {status, body: error} = await create(body);
      expect(status).toBe(400);
      expect(error).toEqual({code: 'invalid_json', message: expect.stringContaining('not valid JSON')});
    },
  );

  test('that is larger than 16 KB is refused', async () => {
    const fits = JSON.stringify({clientName: 'x'}).padEnd(16 * 1024, ' ');
    expect((await create(fits)).status).toBe(201);
    const {status, body} = await create(`${fits} `);
    expect(status).toBe(413);
    expect(body).toMatchObject({code: 'payload_too_large'});
  });

  test('is read as JSON whatever the content type says, so that no field is lost in silence', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/vnd.api+json']) {
      const {status, body} = await create('{"clientName": "Luna"}', {'content-type': type});
      expect(status).toBe(201);
      expect(body.invitation.clientName).toBe('Luna');
    }
  });

  test.each([
    [{'content-type': 'application/json; charset=klingon'}],
    [{'content-encoding': 'gzip'}],
    [{'content-encoding': 'klingon'}],
  ])('that cannot be decoded is the caller’s mistake: %o', async (headers) => {
    const {status, body} = await create('{"clientName": "Luna"}', headers);
    expect(status).toBe(400);
    expect(body).toMatchObject({code: expect.stringMatching(/^invalid_/), message: expect.any(String)});
  });
});
