import type {PhoneNumber as WirePhoneNumber} from '../../server/contract/phone-numbers.ts';
import type {PhoneNumber} from '../../server/phone-numbers/phone-number.ts';
import type {TestService} from './harness.ts';

/** A number of the test project, bought at the sandbox. */
export async function buyNumber(
  service: TestService,
  phoneNumber = '+14155550134',
  headers: Record<string, string> = {},
): Promise<WirePhoneNumber> {
  const {status, body} = await service.api('POST', '/v1/phone-numbers', {phoneNumber}, headers);
  if (status !== 201) throw new Error(`purchase answered ${status}: ${JSON.stringify(body)}`);
  return body.phoneNumber;
}

export async function retrieveNumber(service: TestService, id: string): Promise<WirePhoneNumber> {
  return (await service.api('GET', `/v1/phone-numbers/${id}`)).body.phoneNumber;
}

/** A number as an operator's own tools would put it there, for what no provider here can sell. */
export async function addNumber(
  service: TestService,
  key: string,
  changes: Partial<PhoneNumber> = {},
): Promise<PhoneNumber> {
  const {body} = await service.api('GET', '/v1/me', undefined, {authorization: `Bearer ${key}`});
  const now = service.clock.now();
  const phoneNumber: PhoneNumber = {
    id: service.context.newId('pn'),
    projectId: body.project.id,
    mode: body.isTestMode ? 'test' : 'live',
    phoneNumber: '+16315550100',
    providerNumberId: null,
    name: null,
    countryCode: 'US',
    type: 'local',
    capabilities: ['voice'],
    status: 'active',
    pricing: {monthlyPrice: 1, monthlyCost: 100, upfrontCost: 0, isFreeNumber: false},
    senderId: null,
    verification: 'verified',
    verificationExpiresAt: null,
    nextCheckAt: null,
    invitationId: null,
    nextRenewalAt: null,
    createdAt: now,
    updatedAt: now,
    releasedAt: null,
    ...changes,
  };
  await service.context.store.addPhoneNumber(phoneNumber, now);
  return phoneNumber;
}
