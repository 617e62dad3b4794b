import Zavudev, {BadRequestError, ConflictError, NotFoundError} from '@zavudev/sdk';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {TestService} from '../../support/harness.ts';
import {connectClient} from '../../support/signups.ts';

let service: TestService;
let zavu: Zavudev;
/** What really went over the wire. */
const requests: string[] = [];

beforeAll(async () => {
  service = await TestService.start();
  zavu = new Zavudev({
    apiKey: service.keys.test,
    baseURL: service.url,
    fetch: (input, init) => {
      requests.push(`${init?.method ?? 'GET'} ${new URL(input as string).pathname}`);
      return fetch(input, init);
    },
  });
});

afterAll(() => service.stop());

const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe("Zavu's official SDK", () => {
  test('searches, buys, names, reads and releases a number', async () => {
    const {items} = await zavu.phoneNumbers.searchAvailable({
      countryCode: 'US',
      type: 'local',
      contains: '415',
      capabilities: 'sms,voice',
      limit: 50,
    });
    const [offered] = items;
    if (!offered) throw new Error('nothing on offer');
    expect(offered.capabilities).toEqual({sms: true, voice: true, mms: true});
    expect(offered.pricing.isFreeEligible).toBe(false);

    const {phoneNumber} = await zavu.phoneNumbers.purchase({phoneNumber: offered.phoneNumber});
    expect(phoneNumber).toMatchObject({phoneNumber: offered.phoneNumber, status: 'active'});
    expect(phoneNumber.capabilities).toEqual(['sms', 'voice', 'mms']);
    expect(phoneNumber.name).toBeUndefined();
    const renamed = await zavu.phoneNumbers.update(phoneNumber.id, {name: 'Support Line'});
    expect(renamed.phoneNumber.name).toBe('Support Line');
    expect(await zavu.phoneNumbers.retrieve(phoneNumber.id)).toEqual(renamed);
    const cleared = await zavu.phoneNumbers.update(phoneNumber.id, {name: null, senderId: null});
    expect(cleared.phoneNumber.name).toBeUndefined();
    expect(await zavu.phoneNumbers.release(phoneNumber.id)).toBeNull();
    expect(await errorOf(zavu.phoneNumbers.retrieve(phoneNumber.id))).toBeInstanceOf(NotFoundError);
  });

  test('may do what its own tests do: country xx, and one number bought twice', async () => {
    expect(await zavu.phoneNumbers.searchAvailable({countryCode: 'xx', limit: 50})).toEqual({items: []});
    expect(await zavu.phoneNumbers.requirements({countryCode: 'xx', type: 'local'})).toEqual({items: []});
    const first = await zavu.phoneNumbers.purchase({phoneNumber: '+15551234567'});
    const second = await zavu.phoneNumbers.purchase({phoneNumber: '+15551234567', name: 'Primary Line'});
    expect(second).toEqual(first);
    expect((await zavu.phoneNumbers.update(first.phoneNumber.id, {})).phoneNumber.id).toBe(
      first.phoneNumber.id,
    );
  });

  test('reads what a country requires', async () => {
    const {items} = await zavu.phoneNumbers.requirements({countryCode: 'DE'});
    expect(items[0]?.requirementTypes.map(({type}) => type)).toEqual(['textual', 'address', 'document']);
  });

  test('pages through the numbers by itself', async () => {
    const bought: string[] = [];
    for (let count = 0; count < 5; count += 1) {
      const {phoneNumber} = await zavu.phoneNumbers.purchase({phoneNumber: `+52555550010${count}`});
      bought.unshift(phoneNumber.id);
    }
    const listed: string[] = [];
    for await (const {id} of zavu.phoneNumbers.list({limit: 2, status: 'active'})) listed.push(id);
    expect(listed.slice(0, 5)).toEqual(bought);
    expect(new Set(listed).size).toBe(listed.length);
  });

  test('pre-assigns a number; a second invitation is refused once, not three times', async () => {
    const {phoneNumber} = await zavu.phoneNumbers.purchase({phoneNumber: '+14155550177'});
    const {invitation} = await zavu.invitations.create({phoneNumberId: phoneNumber.id});
    expect(invitation.phoneNumberId).toBe(phoneNumber.id);
    requests.length = 0;
    const conflict = await errorOf(zavu.invitations.create({phoneNumberId: phoneNumber.id}));
    expect(conflict).toBeInstanceOf(ConflictError);
    expect(requests).toEqual(['POST /v1/invitations']);
    expect(await errorOf(zavu.phoneNumbers.release(phoneNumber.id))).toBeInstanceOf(ConflictError);
    expect(await errorOf(zavu.invitations.create({phoneNumberId: 'pn_abc123'}))).toBeInstanceOf(
      BadRequestError,
    );
  });

  test('sees which sender has a number', async () => {
    const {phoneNumber} = await zavu.phoneNumbers.purchase({phoneNumber: '+14155550178'});
    const {senderId} = await connectClient(service, {phoneNumberId: phoneNumber.id});
    const connected = await zavu.phoneNumbers.retrieve(phoneNumber.id);
    expect(connected.phoneNumber.senderId).toBe(senderId);
  });
});
