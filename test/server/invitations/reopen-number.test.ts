import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Invitation} from '../../../server/contract/invitations.ts';
import type {PhoneNumber} from '../../../server/contract/phone-numbers.ts';
import {dayMs} from '../../support/clock.ts';
import {TestBrowser, TestService} from '../../support/harness.ts';
import {buyNumber, retrieveNumber} from '../../support/numbers.ts';

let service: TestService;
let number: PhoneNumber;
let expired: Invitation;

beforeEach(async () => {
  service = await TestService.start();
  number = await buyNumber(service);
  expired = await service.invite({phoneNumberId: number.id, expiresInDays: 1});
  service.clock.advance(dayMs);
});

afterEach(() => service.stop());

const extend = (body: unknown = {expiresInDays: 1}) =>
  service.api('PATCH', `/v1/invitations/${expired.id}`, body);
const holder = async () => (await retrieveNumber(service, number.id)).invitationId;

describe('an expired invitation with a pre-assigned number', () => {
  test('that gets more time reserves the number again', async () => {
    expect((await extend()).status).toBe(200);
    expect(await holder()).toBe(expired.id);
  });

  test('is not opened while another has the number, which it names, and is left alone', async () => {
    const other = await service.invite({phoneNumberId: number.id});
    const {status, body} = await extend();
    expect(status).toBe(409);
    expect(body).toMatchObject({code: 'phone_number_unavailable', details: {invitationId: other.id}});
    expect((await service.retrieve(expired.id)).status).toBe('expired');
    expect(await holder()).toBe(other.id);
  });

  test('gets the number from one whose time is over, though nobody has written that down', async () => {
    const other = await service.invite({phoneNumberId: number.id, expiresInDays: 1});
    service.clock.advance(dayMs);
    expect((await extend()).status).toBe(200);
    expect(await holder()).toBe(expired.id);
    expect((await service.retrieve(other.id)).status).toBe('expired');
  });

  test('is not opened when the number was given back', async () => {
    await service.api('DELETE', `/v1/phone-numbers/${number.id}`);
    const {status, body} = await extend();
    expect(status).toBe(409);
    expect(body.code).toBe('phone_number_unavailable');
  });

  test('of which only one can have it: of two that are opened at once one is refused', async () => {
    const other = await service.invite({phoneNumberId: number.id, expiresInDays: 1});
    service.clock.advance(dayMs);
    const answers = await Promise.all([
      extend(),
      service.api('PATCH', `/v1/invitations/${other.id}`, {expiresInDays: 1}),
    ]);
    expect(answers.map(({status}) => status).sort()).toEqual([200, 409]);
    expect([expired.id, other.id]).toContain(await holder());
  });

  test('cannot be granted a new link without its number: the project is asked instead', async () => {
    await service.api('PATCH', '/v1/project', {linkRenewal: 'grant'});
    await service.invite({phoneNumberId: number.id});
    const answer = await new TestBrowser(service.url).open(`/invite/${expired.token}/renew`, {});
    expect(answer.body).toContain('has been told');
    expect(await service.retrieve(expired.id)).toMatchObject({
      status: 'expired',
      linkRequestedAt: expect.any(String) as string,
    });
  });

  test('takes no countries that its number is not of', async () => {
    const {status, body} = await extend({expiresInDays: 1, allowedPhoneCountries: ['MX']});
    expect(status).toBe(400);
    expect(body.details.errors[0].path).toEqual(['allowedPhoneCountries']);
    expect((await extend({expiresInDays: 1, allowedPhoneCountries: ['MX', 'US']})).status).toBe(200);
  });
});
