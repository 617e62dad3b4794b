import {readFileSync} from 'node:fs';

export const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');

/** The README's example that begins with its own file name. */
export function example(fileName: string): string {
  const blocks = [...readme.matchAll(/```\w+\n([\s\S]*?)```/g)].map(([, code = '']) => code);
  const found = blocks.find((code) => code.split('\n')[0]?.includes(fileName));
  if (!found) throw new Error(`The README has no example called ${fileName}.`);
  return found;
}
