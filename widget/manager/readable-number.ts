const countryAndRest = /^\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})(\d+)$/;

/** An E.164 number in groups, kept left to right: rough, and without the 40 KB of a library that knows every country. */
export function readableNumber(phoneNumber: string): string {
  const groups = phoneNumber.replace(
    countryAndRest,
    (_, country: string, rest: string) => `+${country} ${rest.replace(/\d{3}(?=\d{2})/g, '$& ')}`,
  );
  return `\u2066${groups}\u2069`;
}
