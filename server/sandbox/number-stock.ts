/** What a number is good for. */
export type Capability = 'sms' | 'voice' | 'mms';

/** One row of numbers that differ in their last digits only. */
export interface NumberRange {
  /** ISO 3166-1 alpha-2. */
  country: string;
  type: 'local' | 'national' | 'tollFree' | 'mobile';
  locality?: string;
  region?: string;
  /** Digits with the calling code; the count follows. */
  prefix: string;
  first: number;
  count: number;
  /** How many digits follow the prefix. */
  digits: number;
  capabilities: readonly Capability[];
  /** In cents of a US dollar. */
  monthlyCost: number;
}

const all: readonly Capability[] = ['sms', 'voice', 'mms'];
const textsAndCalls: readonly Capability[] = ['sms', 'voice'];
const calls: readonly Capability[] = ['voice'];

const american = (locality: string, region: string, area: string, country = 'US'): NumberRange => ({
  country,
  type: 'local',
  locality,
  region,
  prefix: `1${area}555`,
  first: 100,
  count: 100,
  digits: 4,
  capabilities: all,
  monthlyCost: 100,
});

const range = (
  country: string,
  type: NumberRange['type'],
  locality: string | undefined,
  [prefix, first, count, digits]: [string, number, number, number],
  capabilities: readonly Capability[],
  monthlyCost: number,
): NumberRange => ({
  country,
  type,
  ...(locality !== undefined && {locality}),
  prefix,
  first,
  count,
  digits,
  capabilities,
  monthlyCost,
});

/*
 * Where a country keeps numbers for films and books, these are they: 555-01XX in North America, the drama numbers of
 * Ofcom, ACMA, ARCEP, the Bundesnetzagentur and PTS. The others have none; theirs are valid and nobody is called.
 */
export const numberRanges: readonly NumberRange[] = [
  american('San Francisco', 'CA', '415'),
  american('New York', 'NY', '212'),
  american('Austin', 'TX', '512'),
  american('Miami', 'FL', '305'),
  range('US', 'tollFree', undefined, ['1800555', 100, 100, 4], textsAndCalls, 200),
  range('US', 'tollFree', undefined, ['1888555', 100, 100, 4], textsAndCalls, 200),
  american('Toronto', 'ON', '416', 'CA'),
  american('Ottawa', 'ON', '613', 'CA'),
  range('GB', 'local', 'London', ['442079460', 0, 100, 3], calls, 120),
  range('GB', 'local', 'Manchester', ['441614960', 0, 100, 3], calls, 120),
  range('GB', 'national', undefined, ['443069990', 0, 100, 3], calls, 150),
  range('GB', 'tollFree', undefined, ['448081570', 0, 100, 3], calls, 250),
  range('AU', 'local', 'Sydney', ['6125550', 0, 100, 4], calls, 300),
  range('AU', 'local', 'Sydney', ['6127010', 0, 100, 4], calls, 300),
  range('AU', 'mobile', undefined, ['6149157015', 6, 4, 1], textsAndCalls, 600),
  range('FR', 'local', 'Paris', ['331990', 100, 100, 5], calls, 150),
  range('DE', 'local', 'Berlin', ['493023125', 0, 100, 3], calls, 150),
  range('DE', 'local', 'Munich', ['498999998', 0, 100, 3], calls, 150),
  range('DE', 'mobile', undefined, ['491713920', 0, 100, 3], textsAndCalls, 700),
  range('SE', 'local', 'Stockholm', ['46846500', 400, 100, 3], calls, 200),
  range('SE', 'mobile', undefined, ['46701740', 605, 95, 3], textsAndCalls, 400),
  range('ES', 'local', 'Madrid', ['3491055', 100, 100, 4], calls, 200),
  range('ES', 'mobile', undefined, ['3461155', 100, 100, 4], textsAndCalls, 500),
  range('ES', 'tollFree', undefined, ['34900555', 100, 100, 3], calls, 900),
  range('MX', 'local', 'Mexico City', ['52555550', 100, 100, 4], calls, 300),
  range('MX', 'tollFree', undefined, ['52800555', 100, 100, 4], calls, 1200),
  range('BR', 'local', 'São Paulo', ['55115550', 100, 100, 4], calls, 300),
  range('BR', 'mobile', undefined, ['5511955550', 100, 100, 3], textsAndCalls, 800),
  range('AR', 'local', 'Buenos Aires', ['54115263', 5100, 100, 4], calls, 400),
  range('CO', 'local', 'Bogotá', ['57601555', 100, 100, 4], calls, 400),
  range('CL', 'local', 'Santiago', ['5622555', 100, 100, 4], calls, 400),
  range('PE', 'local', 'Lima', ['511555', 100, 100, 4], calls, 400),
  range('IN', 'local', 'Bengaluru', ['91804555', 100, 100, 4], calls, 500),
  range('IT', 'local', 'Rome', ['39065555', 100, 100, 4], calls, 200),
  range('PT', 'local', 'Lisbon', ['35121155', 5100, 100, 4], calls, 200),
  range('NL', 'local', 'Amsterdam', ['3120555', 100, 100, 4], calls, 200),
  range('PL', 'local', 'Warsaw', ['4822555', 100, 100, 4], calls, 200),
  range('CH', 'local', 'Zurich', ['4144555', 100, 100, 4], calls, 300),
  range('JP', 'local', 'Tokyo', ['8135555', 100, 100, 4], calls, 600),
  range('HK', 'local', undefined, ['8522555', 100, 100, 4], calls, 600),
  range('IL', 'local', 'Jerusalem', ['9722555', 100, 100, 4], calls, 400),
  range('ZA', 'local', 'Cape Town', ['2721555', 100, 100, 4], calls, 400),
  range('NZ', 'local', 'Auckland', ['649555', 100, 100, 4], calls, 400),
];

export interface StockQuery {
  country: string;
  type?: string | undefined;
  /** Digits that the number must have in a row. */
  contains?: string | undefined;
  capabilities?: readonly string[] | undefined;
}

/** One number on offer, without the plus. */
export interface StockedNumber {
  digits: string;
  range: NumberRange;
}

/** Numbers that fit, always the same in the same order: the places take turns. */
export function searchStock({country, type, contains = '', capabilities = []}: StockQuery): StockedNumber[] {
  const fitting = numberRanges.filter(
    (candidate) =>
      candidate.country === country &&
      (type === undefined || candidate.type === type) &&
      capabilities.every((capability) => candidate.capabilities.some((one) => one === capability)),
  );
  const longest = Math.max(0, ...fitting.map(({count}) => count));
  const rounds = Array.from({length: longest}, (_, index) =>
    fitting.filter(({count}) => index < count).map((one) => ({digits: digitsOf(one, index), range: one})),
  );
  return rounds.flat().filter(({digits}) => digits.includes(contains));
}

/** The range that a number is of; `undefined` for one that was brought along. */
export function rangeOf(digits: string): NumberRange | undefined {
  return numberRanges.find((one) => {
    const rest = digits.startsWith(one.prefix) ? digits.slice(one.prefix.length) : '';
    const position = Number(rest) - one.first;
    return rest.length === one.digits && position >= 0 && position < one.count;
  });
}

function digitsOf({prefix, first, digits}: NumberRange, index: number): string {
  return prefix + String(first + index).padStart(digits, '0');
}
