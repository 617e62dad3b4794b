import {parsePhoneNumberFromString} from 'libphonenumber-js/max';
import {capabilities, type PhoneNumberType} from '../contract/phone-numbers.ts';
import type {PhoneNumber} from '../phone-numbers/phone-number.ts';
import type {NumberProvider} from '../phone-numbers/provider.ts';
import type {RemoteNumber, ZavuCloud} from './cloud.ts';

/** A list of Zavu's is looked through no further. */
const pagesMax = 20;
type Known = Pick<PhoneNumber, 'phoneNumber' | 'providerNumberId'>;
/** What Zavu sells can be called by Meta at once. */
const verified = {verification: 'verified', verificationExpiresAt: null} as const;

/** Zavu as the company that sells numbers. Throws what Zavu refuses as our caller is to see it. */
export function createZavuNumbers(zavu: ZavuCloud): NumberProvider {
  return {
    available: (query) => zavu.availableNumbers(query),
    requirements: (query) => zavu.numberRequirements(query),
    async purchase(phoneNumber) {
      // Bought by a request whose answer was lost, or in Zavu's dashboard: it is not bought twice.
      const owned = await findNumber(zavu, phoneNumber);
      if (owned && owned.senderId !== null) return {kind: 'unavailable'};
      return {kind: 'bought', ...verified, ...toBought(owned ?? (await zavu.purchaseNumber(phoneNumber)))};
    },
    async release({phoneNumber, providerNumberId}) {
      const id = providerNumberId ?? (await findNumber(zavu, phoneNumber))?.id;
      if (id !== undefined) await zavu.releaseNumber(id);
    },
    async update({providerNumberId}: Known, change) {
      if (providerNumberId !== null) await zavu.updateNumber(providerNumberId, change);
    },
  };
}

async function findNumber(zavu: ZavuCloud, phoneNumber: string): Promise<RemoteNumber | undefined> {
  let cursor: string | undefined;
  for (let pages = 0; pages < pagesMax; pages += 1) {
    const {items, nextCursor} = await zavu.listNumbers(cursor);
    const found = items.find((number) => number.phoneNumber === phoneNumber);
    if (found || nextCursor === undefined) return found;
    cursor = nextCursor;
  }
  return undefined;
}

function toBought({id, phoneNumber, capabilities: able, pricing}: RemoteNumber) {
  return {
    providerNumberId: id,
    countryCode: parsePhoneNumberFromString(phoneNumber)?.country ?? 'ZZ',
    type: typeOf(phoneNumber),
    capabilities: capabilities.filter((capability) => able.includes(capability)),
    pricing,
  };
}

const types: Partial<Record<string, PhoneNumberType>> = {
  TOLL_FREE: 'tollFree',
  MOBILE: 'mobile',
  UAN: 'national',
  SHARED_COST: 'national',
};

/** Zavu does not say what it sold. */
function typeOf(phoneNumber: string): PhoneNumberType {
  return types[parsePhoneNumberFromString(phoneNumber)?.getType() ?? ''] ?? 'local';
}
