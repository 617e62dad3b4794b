import type {Language} from '../../../widget/locales/languages.ts';

/** An English text of ours in the language of a scene. */
export type Say = (english: string) => string;

const parts = ['element', 'signup', 'later', 'care', 'manager', 'manager-forms', 'pages'];

/** Scenes name what they press in English; the same place in another dictionary has what is pressed there. */
export async function sayIn(language: Language): Promise<Say> {
  const [english, other] = await Promise.all([textsOf('en'), textsOf(language)]);
  return (text) => {
    const places = [...english].flatMap(([place, said]) => (said === text ? [place] : []));
    const [found, ...others] = new Set(places.map((place) => other.get(place)));
    if (found === undefined) throw new Error(`No text says “${text}”.`);
    if (others.length > 0)
      throw new Error(`In ${language}, “${text}” is “${[found, ...others].join('” or “')}”.`);
    return found;
  };
}

/** Every text that is no function, by its place: `manager.statuses.pending`. */
async function textsOf(language: Language): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const collect = (value: unknown, place: string): void => {
    if (typeof value === 'string') texts.set(place, value);
    else if (value && typeof value === 'object')
      for (const [name, part] of Object.entries(value)) collect(part, `${place}.${name}`);
  };
  for (const part of parts) {
    collect(await import(`../../../widget/locales/${language}/${part}.ts`), part);
  }
  return texts;
}
