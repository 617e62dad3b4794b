/*
 * The browser knows the countries and their names in every language, so no list of them has to be loaded. Left out are
 * codes that it names too, but that are no country.
 */
const noCountry = /^(E[UZ]|UN|ZZ|X[AB]|QO|C[PQ]|DG|EA|IC)$/;

export interface Country {
  code: string;
  name: string;
}

/** In the order of the language's alphabet. */
export function listCountries(language: string): Country[] {
  const names = new Intl.DisplayNames(language, {type: 'region', fallback: 'none'});
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters
    .flatMap((first) => letters.map((second) => first + second))
    .filter((code) => !noCountry.test(code) && isCurrent(code))
    .map((code) => ({code, name: names.of(code) ?? ''}))
    .filter(({name}) => name)
    .sort((one, other) => one.name.localeCompare(other.name, language));
}

/** Of what was called otherwise before, browsers know the code of today. */
function isCurrent(code: string): boolean {
  return new Intl.Locale(`und-${code}`).region === code;
}

/** The country that a text means: its code, its name, or the only name that begins so. */
export function findCountry(countries: Country[], text: string): Country | undefined {
  const wanted = text.trim().toLowerCase();
  const exact = countries.find(({code, name}) => [code, name].some((each) => each.toLowerCase() === wanted));
  const [only, another] = countries.filter(({name}) => name.toLowerCase().startsWith(wanted));
  return exact ?? (wanted && !another ? only : undefined);
}
