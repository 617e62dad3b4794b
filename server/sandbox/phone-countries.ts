import {randomInt} from 'node:crypto';

export interface PhoneCountry {
  /** ISO 3166-1 alpha-2. */
  country: string;
  callingCode: string;
  /** How the national part may begin; `rest` follows with a digit for each X. */
  leads: readonly string[];
  rest: string;
}

const usAreas = (
  '201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228 229 231 234 239 240 248 251 252 ' +
  '253 254 256 260 262 267 269 270 276 281 301 302 303 304 305 307 308 309 310 312 313 314 315 316 317 318 319 320 ' +
  '321 323 330 334 336 337 347 351 352 360 361 386 401 402 404 405 406 407 408 409 410 412 413 414 415 417 419 423 ' +
  '425 432 434 435 440 443 469 478 479 480 484 501 502 503 504 505 507 508 509 510 512 513 515 516 517 518 520 530 ' +
  '540 541 551 559 561 562 563 567 570 571 573 574 575 580 585 586 601 602 603 605 606 607 608 609 610 612 614 615'
).split(' ');

/** Mobile ranges, wide enough that signups do not meet. The US ones use 555, the exchange kept for fiction. */
export const phoneCountries: readonly PhoneCountry[] = [
  {country: 'US', callingCode: '1', leads: usAreas, rest: '-555-XXXX'},
  {country: 'AE', callingCode: '971', leads: ['50', '52'], rest: ' XXX XXXX'},
  {country: 'AR', callingCode: '54', leads: ['9 11 5', '9 11 6'], rest: 'XXX-XXXX'},
  {country: 'BR', callingCode: '55', leads: ['11 98', '21 98', '31 98'], rest: 'XXX-XXXX'},
  {country: 'CL', callingCode: '56', leads: ['9 8'], rest: 'XXX XXXX'},
  {country: 'CO', callingCode: '57', leads: ['310', '311', '312'], rest: ' XXXXXXX'},
  {country: 'DE', callingCode: '49', leads: ['1512', '1515'], rest: ' XXXXXXX'},
  {country: 'ES', callingCode: '34', leads: ['61', '62', '63', '64', '65'], rest: 'X XX XX XX'},
  {country: 'FR', callingCode: '33', leads: ['6 1', '6 2', '6 6', '6 7'], rest: 'X XX XX XX'},
  {country: 'GB', callingCode: '44', leads: ['740', '741', '742'], rest: 'X XXXXXX'},
  {country: 'ID', callingCode: '62', leads: ['812', '813'], rest: '-XXXX-XXXX'},
  {country: 'IL', callingCode: '972', leads: ['50-2', '52-3', '54-4'], rest: 'XX-XXXX'},
  {country: 'IN', callingCode: '91', leads: ['98', '99'], rest: 'XXX XXXXX'},
  {
    country: 'IS',
    callingCode: '354',
    leads: ['69', '76', '77', '78', '79', '83', '84', '85', '86', '89'],
    rest: 'X XXXX',
  },
  {country: 'IT', callingCode: '39', leads: ['347', '348'], rest: ' XXX XXXX'},
  {country: 'JP', callingCode: '81', leads: ['90-1', '80-1'], rest: 'XXX-XXXX'},
  {country: 'MX', callingCode: '52', leads: ['55', '33', '81'], rest: ' XXXX XXXX'},
  {country: 'NG', callingCode: '234', leads: ['803', '806'], rest: ' XXX XXXX'},
  {country: 'NZ', callingCode: '64', leads: ['21', '22'], rest: ' XXX XXXX'},
  {country: 'PE', callingCode: '51', leads: ['9'], rest: 'XX XXX XXX'},
  {country: 'SA', callingCode: '966', leads: ['50', '55'], rest: ' XXX XXXX'},
  {country: 'TR', callingCode: '90', leads: ['532', '542'], rest: ' XXX XX XX'},
  {country: 'ZA', callingCode: '27', leads: ['82', '83'], rest: ' XXX XXXX'},
];

/** The country with this calling code; the United States when there is none. */
export function findPhoneCountry(callingCode: string | undefined): PhoneCountry {
  const [unitedStates] = phoneCountries as [PhoneCountry, ...PhoneCountry[]];
  return phoneCountries.find((country) => country.callingCode === callingCode) ?? unitedStates;
}

/** The country that a number seems to be of; +1 counts as the United States. */
export function findCountryOfNumber(digits: string): PhoneCountry | undefined {
  return phoneCountries.find(({callingCode}) => digits.startsWith(callingCode));
}

/** A number in Meta's notation, where the country's is known; else only with its plus. */
export function displayNumber(digits: string): string {
  const country = findCountryOfNumber(digits);
  const national = digits.slice(country?.callingCode.length ?? 0);
  const shape = country && `${country.leads[0]}${country.rest}`;
  if (!country || shape?.replace(/[^\dX]/g, '').length !== national.length) return `+${digits}`;
  let index = 0;
  return `+${country.callingCode} ${shape.replace(/[\dX]/g, () => national.charAt(index++))}`;
}

/** Iceland, where hardly any platform has clients; New Zealand for those that do. */
export function findUnexpectedCountry(callingCode: string | undefined): PhoneCountry {
  return findPhoneCountry(callingCode === '354' ? '64' : '354');
}

/** Numbers in Meta's notation, such as "+1 415-555-0134". */
export class NumberSource {
  #positions = new Map<string, number>();

  /**
   * Steps through all numbers of the country from a random start instead of rolling dice, because with dice a
   * load test of some thousand signups would meet the same number twice.
   */
  next(country: PhoneCountry): string {
    const size = numberCount(country);
    const position = ((this.#positions.get(country.country) ?? randomInt(size)) + stride(size)) % size;
    this.#positions.set(country.country, position);

    const lead = country.leads[position % country.leads.length] ?? '';
    const digits = String(Math.floor(position / country.leads.length)).padStart(digitCount(country), '0');
    let index = 0;
    return `+${country.callingCode} ${lead}${country.rest.replace(/X/g, () => digits.charAt(index++))}`;
  }

  /** A number that Meta itself hands out, with which nobody can be called. */
  next555(): string {
    return this.next({country: '555', callingCode: '1', leads: ['555'], rest: '-XXX-XXXX'});
  }
}

/** How many different numbers the country has here. */
export function numberCount(country: PhoneCountry): number {
  return country.leads.length * 10 ** digitCount(country);
}

function digitCount(country: PhoneCountry): number {
  return country.rest.split('X').length - 1;
}

/** A step of about the golden section that visits every number before it comes round. */
function stride(size: number): number {
  let step = Math.floor(size * 0.618_033_988_75) | 1;
  while (greatestCommonDivisor(step, size) !== 1) step += 2;
  return step;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
