import {copy} from './copy.ts';
import {find, make} from './dom.ts';
import routeSource from './host/session-route.ts?raw';
import webhookSource from './host/verify-webhook.ts?raw';

const tokens = new RegExp(
  [
    /(?<comment>\/\*[\s\S]*?\*\/|\/\/.*)/,
    /(?<text>'[^'\n]*'|"[^"\n]*"|`[^`]*`)/,
    /(?<word>\b(?:import|export|from|type|function|return|async|await|const|if|throw|new|as)\b|<\/?[\w-]+|\/?>(?=\n|$|<))/,
  ]
    .map(({source}) => source)
    .join('|'),
  'g',
);

/** Shows the code that this page consists of: itself, its session route, and how it checks webhooks. */
export function showCode(element: HTMLElement, script: HTMLScriptElement): void {
  const html = find('html-code', HTMLElement);
  const showHtml = () => html.replaceChildren(...colored(htmlOf(element, script)));
  showHtml();
  // The switches for theme and language set attributes.
  new MutationObserver(showHtml).observe(element, {attributes: true});
  find('route-code', HTMLElement).replaceChildren(...colored(routeSource.trim()));
  find('webhook-code', HTMLElement).replaceChildren(...colored(webhookSource.trim()));

  for (const button of document.querySelectorAll<HTMLButtonElement>('[data-copies]')) {
    const code = find(button.dataset['copies'] ?? '', HTMLElement);
    button.addEventListener('click', () => void copy(code.textContent ?? '', button));
  }
}

function htmlOf(element: HTMLElement, script: HTMLScriptElement): string {
  const attributes = [...element.attributes].map(({name, value}) => `\n  ${name}="${value}"`).join('');
  const tag = element.localName;
  return `<script type="module"\n  src="${script.src}"></script>\n\n<${tag}${attributes}\n></${tag}>`;
}

function colored(code: string): (Node | string)[] {
  const pieces: (Node | string)[] = [];
  let end = 0;
  for (const match of code.matchAll(tokens)) {
    const [kind = ''] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? [];
    pieces.push(code.slice(end, match.index), make('span', `token-${kind}`, match[0]));
    end = match.index + match[0].length;
  }
  return [...pieces, code.slice(end)];
}
