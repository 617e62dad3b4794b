import {make} from './dom.ts';

const tokens = new RegExp(
  [
    /(?<comment>\/\*[\s\S]*?\*\/|\/\/.*|^#.*)/,
    /(?<text>'[^'\n]*'|"[^"\n]*"|`[^`]*`)/,
    /(?<word>\b(?:import|export|from|type|function|return|async|await|const|if|throw|new|as|curl)\b|<\/?[\w-]+|\/?>(?=\n|$|<))/,
  ]
    .map(({source}) => source)
    .join('|'),
  'gm',
);

/** Code with a span around what is worth a colour. */
export function colored(code: string): (Node | string)[] {
  const pieces: (Node | string)[] = [];
  let end = 0;
  for (const match of code.matchAll(tokens)) {
    const [kind = ''] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? [];
    pieces.push(code.slice(end, match.index), make('span', `token-${kind}`, match[0]));
    end = match.index + match[0].length;
  }
  return [...pieces, code.slice(end)];
}
