import {z} from 'zod';
import {type AvailableNumber, capabilities, phoneNumberTypes} from '../contract/phone-numbers.ts';
import type {NumberProvider} from './provider.ts';
import {readableNumber} from './readable.ts';

const timeoutMs = 5_000;

const stock = z.object({
  number: z.string(),
  country: z.string(),
  type: z.enum(phoneNumberTypes),
  locality: z.string().optional(),
  region: z.string().optional(),
  capabilities: z.array(z.enum(capabilities)),
  /** In cents. */
  monthlyCost: z.number(),
});
const stockAnswer = z.object({numbers: z.array(stock)});
const requirementsAnswer = z.object({
  requirements: z.array(
    z.object({
      id: z.string(),
      country: z.string(),
      type: z.string(),
      fields: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          description: z.string(),
          kind: z.enum(['textual', 'address', 'document']),
          example: z.string().optional(),
        }),
      ),
    }),
  ),
});
const boughtAnswer = stock.extend({id: z.string()});
const codeAnswer = z.object({code: z.string()});

/** The sandbox's simulated inventory, over HTTP like any company that sells numbers. */
export function createSandboxNumbers({url, accessToken}: {url: string; accessToken: string}): NumberProvider {
  const call = async <Answer extends z.ZodType>(
    answer: Answer,
    path: string,
    query: Record<string, string | undefined> = {},
    method = 'GET',
  ): Promise<z.infer<Answer>> => {
    const address = new URL(`${url}${path}`);
    for (const [name, value] of Object.entries(query)) if (value) address.searchParams.set(name, value);
    const response = await fetch(address, {
      method,
      headers: {authorization: `Bearer ${accessToken}`},
      signal: AbortSignal.timeout(timeoutMs),
    });
    if (!response.ok) throw new Error(`The sandbox's numbers answered ${response.status}.`);
    return answer.parse(await response.json());
  };
  const digitsOf = (phoneNumber: string) => phoneNumber.replace('+', '');

  return {
    async available({countryCode, type, contains, capabilities: wanted}) {
      const query = {country: countryCode, type, contains: contains?.replace('+', ''), capabilities: wanted};
      return (await call(stockAnswer, '/stock', query)).numbers.map(toAvailable);
    },
    async requirements({countryCode, type}) {
      const {requirements} = await call(requirementsAnswer, '/requirements', {country: countryCode, type});
      return requirements.map(({id, country, type: phoneNumberType, fields}) => ({
        id,
        action: 'ordering',
        countryCode: country,
        phoneNumberType,
        requirementTypes: fields.map(({kind, ...field}) => ({...field, type: kind})),
      }));
    },
    async purchase(phoneNumber) {
      const bought = await call(boughtAnswer, `/orders/${digitsOf(phoneNumber)}`, {}, 'PUT');
      return {
        kind: 'bought',
        providerNumberId: bought.id,
        countryCode: bought.country,
        type: bought.type,
        capabilities: bought.capabilities,
        pricing: {
          monthlyPrice: bought.monthlyCost / 100,
          monthlyCost: bought.monthlyCost,
          upfrontCost: 0,
          isFreeNumber: false,
        },
        verification: 'verified',
        verificationExpiresAt: null,
      };
    },
    async release({phoneNumber}) {
      await call(z.unknown(), `/orders/${digitsOf(phoneNumber)}`, {}, 'DELETE');
    },
    async verificationCode(phoneNumber) {
      return (await call(codeAnswer, `/calls/${digitsOf(phoneNumber)}`)).code;
    },
  };
}

function toAvailable(number: z.infer<typeof stock>): AvailableNumber {
  const can = (capability: (typeof capabilities)[number]) => number.capabilities.includes(capability);
  return {
    phoneNumber: number.number,
    friendlyName: readableNumber(number.number),
    ...(number.locality !== undefined && {locality: number.locality}),
    ...(number.region !== undefined && {region: number.region}),
    capabilities: {sms: can('sms'), voice: can('voice'), mms: can('mms')},
    pricing: {monthlyPrice: number.monthlyCost / 100, upfrontPrice: 0, isFreeEligible: false},
  };
}
