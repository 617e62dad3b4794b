import {afterAll, beforeAll, expect, test} from 'vitest';
import {eventually} from '../../support/harness.ts';
import {ZavuChain} from '../../support/zavu-chain.ts';

let chain: ZavuChain;

beforeAll(async () => {
  chain = await ZavuChain.start();
});

afterAll(() => chain.stop());

const buy = (phoneNumber: string, headers: Record<string, string> = {}) =>
  chain.api('POST', '/v1/phone-numbers', {phoneNumber, name: 'Front desk'}, headers);
const numbersAtZavu = async () => (await chain.zavu.api('GET', '/v1/phone-numbers')).body.items;

test('numbers are searched and their requirements read at Zavu', async () => {
  const {items} = await chain.sdk().phoneNumbers.searchAvailable({countryCode: 'US', limit: 3});
  expect(items).toHaveLength(3);
  const asked = await chain.api('GET', '/v1/phone-numbers/requirements?countryCode=DE');
  expect(asked.body.items).toEqual(
    (await chain.zavu.api('GET', '/v1/phone-numbers/requirements?countryCode=DE')).body.items,
  );
});

test('a number is bought at Zavu, once, also when the answer is lost', async () => {
  chain.line.lose(/^POST \/v1\/phone-numbers/);
  expect((await buy('+14155550134')).body.code).toBe('provider_unavailable');
  const {status, body} = await buy('+14155550134');
  expect(status).toBe(201);
  expect(body.phoneNumber).toMatchObject({phoneNumber: '+14155550134', name: 'Front desk', mode: 'live'});
  expect(await numbersAtZavu()).toHaveLength(1);
  expect(chain.line.count(/^POST \/v1\/phone-numbers/)).toBe(1);
});

test("what the operator's plan does not include is said", async () => {
  chain.line.answer(/^POST \/v1\/phone-numbers/, 402, {
    code: 'paid_plan_required',
    message: 'Upgrade your plan.',
  });
  const {status, body} = await buy('+14155550177');
  expect(status).toBe(402);
  expect(body).toMatchObject({code: 'paid_plan_required', message: 'Upgrade your plan.'});
});

test('a number of one project is nobody else’s', async () => {
  const {body} = await buy('+14155550135');
  const {key} = await chain.ours.makeKey('live', 'Another platform');
  const headers = {authorization: `Bearer ${key}`};
  const id = body.phoneNumber.id;
  expect((await chain.api('GET', `/v1/phone-numbers/${id}`, undefined, headers)).status).toBe(404);
  expect((await chain.api('DELETE', `/v1/phone-numbers/${id}`, undefined, headers)).status).toBe(404);
  expect((await buy('+14155550135', headers)).body.code).toBe('phone_number_unavailable');
});

test('a number is named there, too, and what Zavu refuses is not changed here', async () => {
  const {body} = await buy('+14155550136');
  const path = `/v1/phone-numbers/${body.phoneNumber.id}`;
  expect((await chain.api('PATCH', path, {name: 'Till'})).body.phoneNumber.name).toBe('Till');
  expect((await numbersAtZavu())[0].name).toBe('Till');
  chain.line.break(/^PATCH \/v1\/phone-numbers/);
  expect((await chain.api('PATCH', path, {name: 'Shop'})).status).toBe(503);
  expect((await chain.api('GET', path)).body.phoneNumber.name).toBe('Till');
});

test('a number is given up there first: while Zavu is down it stays', async () => {
  const {body} = await buy('+14155550137');
  const path = `/v1/phone-numbers/${body.phoneNumber.id}`;
  chain.line.break(/^DELETE \/v1\/phone-numbers/);
  expect((await chain.api('DELETE', path)).body.code).toBe('provider_unavailable');
  expect((await chain.api('GET', path)).status).toBe(200);
  chain.line.lose(/^DELETE \/v1\/phone-numbers/);
  expect((await chain.api('DELETE', path)).status).toBe(503);
  expect((await chain.api('DELETE', path)).status).toBe(204);
  expect((await numbersAtZavu()).map(({phoneNumber}: {phoneNumber: string}) => phoneNumber)).not.toContain(
    '+14155550137',
  );
});

test('an assigned number is assigned at Zavu, and belongs to the sender in the end', async () => {
  const {body} = await buy('+14155550138');
  const phoneNumberId = body.phoneNumber.id;
  const invitation = await chain.invite({phoneNumberId, clientName: 'Assigned'});
  expect(invitation.phoneNumberId).toBe(phoneNumberId);
  const remote = (await chain.atZavu()).find(({clientName}) => clientName === 'Assigned');
  const [atZavu] = await numbersAtZavu();
  expect(remote.phoneNumberId).toBe(atZavu.id);
  const again = await chain.api('POST', '/v1/invitations', {phoneNumberId, clientName: 'Second'});
  expect(again.body.code).toBe('phone_number_unavailable');
  await chain.follow(invitation, 'complete');
  const {senderId} = await eventually(
    () => chain.retrieve(invitation.id),
    ({status}) => status === 'completed',
  );
  expect((await chain.api('GET', `/v1/phone-numbers/${phoneNumberId}`)).body.phoneNumber.senderId).toBe(
    senderId,
  );
});

test('an unknown number is refused before Zavu is asked', async () => {
  const before = chain.line.count(/^POST \/v1\/invitations$/);
  const {status, body} = await chain.api('POST', '/v1/invitations', {phoneNumberId: 'pn_unknown'});
  expect([status, body.details.errors[0].path]).toEqual([400, ['phoneNumberId']]);
  expect(chain.line.count(/^POST \/v1\/invitations$/)).toBe(before);
});
