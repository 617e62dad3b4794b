import {parsePhoneNumberFromString} from 'libphonenumber-js/max';

/** An E.164 number as people write it: `+1 631 555 0100`. */
export function readableNumber(phoneNumber: string): string {
  return parsePhoneNumberFromString(phoneNumber)?.formatInternational() ?? phoneNumber;
}
