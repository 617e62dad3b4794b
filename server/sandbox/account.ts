import {randomInt} from 'node:crypto';
import {
  displayNumber,
  findPhoneCountry,
  findUnexpectedCountry,
  type NumberSource,
} from './phone-countries.ts';
import type {World} from './scenario.ts';

export interface PhoneNumber {
  id: string;
  /** As Meta shows it: "+1 415-555-0134". */
  displayPhoneNumber: string;
  verifiedName: string;
  facts: PhoneFacts;
}

/** What is special about a number. */
export interface PhoneFacts {
  /** The code of the call or text has not been entered. */
  isUnverified?: true;
  /** The two-step PIN that it came with. */
  pin?: string;
  /** It stays in the WhatsApp Business app. */
  isOnBusinessApp?: true;
  /** One of Meta's own +1 555 numbers, which has a display name only. */
  is555?: true;
  nameStatus?: 'PENDING_REVIEW' | 'DECLINED';
}

export interface Waba {
  id: string;
  name: string;
  phoneNumbers: PhoneNumber[];
  reviewStatus: 'APPROVED' | 'PENDING' | 'REJECTED';
}

/** What one person owns and may share: a portfolio with its WhatsApp Business accounts and their numbers. */
export interface Account {
  /** What a number that is added is verified as. */
  businessName: string;
  portfolio: {id: string; name: string};
  userId: string;
  wabas: Waba[];
}

/** What the dialog was told about the client (`extras.setup.business`). */
export interface ClientHints {
  businessName?: string;
  /** Digits, without the plus. */
  callingCode?: string;
}

export const firstWords = [
  'Willow',
  'Harbour',
  'Juniper',
  'Copper',
  'Maple',
  'Saffron',
  'Lantern',
  'Meadow',
  'Orchid',
  'Cedar',
];
export const secondWords = [
  'Bakery',
  'Dental',
  'Books',
  'Flowers',
  'Coffee',
  'Cycles',
  'Optics',
  'Studio',
  'Kitchen',
  'Garden',
];

const branches = ['', 'Events', 'Online'];

/** Makes up everything the person could choose from: unless the world says otherwise, two WhatsApp Business accounts with three numbers. */
export function inventAccount(numbers: NumberSource, world: World, hints: ClientHints): Account {
  const {phoneCounts = [2, 1], phones: facts = {}, reviewStatus = 'APPROVED', isSame = false} = world;
  const name = isSame ? sameClient.name : (hints.businessName ?? `${pick(firstWords)} ${pick(secondWords)}`);
  const makeId = isSame ? sameIds() : newId;
  const country =
    world.country === 'unexpected'
      ? findUnexpectedCountry(hints.callingCode)
      : findPhoneCountry(hints.callingCode);
  const inventDigits = (): string => {
    if (isSame) return sameClient.number;
    return facts.is555 ? numbers.next555() : numbers.next(country);
  };
  const inventNumber = (verifiedName: string): PhoneNumber => ({
    id: makeId('phone'),
    displayPhoneNumber: inventDigits(),
    verifiedName,
    facts,
  });
  const inventWaba = (phoneCount: number, index: number): Waba => {
    const wabaName = index === 0 ? name : `${name} ${branches[index % branches.length]}`;
    const verifiedNames = [wabaName, `${wabaName} Support`].slice(0, phoneCount);
    return {
      id: makeId('waba'),
      name: `${wabaName} (sandbox)`,
      phoneNumbers: verifiedNames.map(inventNumber),
      reviewStatus,
    };
  };
  return {
    businessName: name,
    portfolio: {id: makeId('portfolio'), name: `${name} (sandbox)`},
    userId: makeId('user'),
    wabas: (isSame ? [1] : phoneCounts).map(inventWaba),
  };
}

const sameClient = {name: 'Harbour Coffee', number: '+1 202-555-0199'};

/** The same ids each time that somebody counts through them. */
function sameIds(): (kind: keyof typeof kindDigits) => string {
  let count = 0;
  return (kind) => `90000${kindDigits[kind]}${String((count += 1)).padStart(11, '0')}`;
}

/** A number that is added to what somebody owns. Its id is new, as Meta gives a claimed number a new one. */
export function newPhone(digits: string, verifiedName: string, facts: PhoneFacts = {}): PhoneNumber {
  return {id: newId('phone'), displayPhoneNumber: displayNumber(digits), verifiedName, facts};
}

export const digitsOf = ({displayPhoneNumber}: PhoneNumber) => displayPhoneNumber.replace(/\D/g, '');

const kindDigits = {portfolio: '1', waba: '2', phone: '3', user: '4', page: '8'} as const;

/** Digits, as Meta's ids are; but all of them begin with 90000, so that nobody takes one for a real account. */
export function newId(kind: keyof typeof kindDigits): string {
  return `90000${kindDigits[kind]}${String(randomInt(10 ** 11)).padStart(11, '0')}`;
}

export function pick(words: readonly string[]): string {
  return words[randomInt(words.length)] ?? '';
}
