import {make} from './dom.ts';
import type {Message, Party} from './wire.ts';

const names: Record<Party, string> = {
  element: 'Element',
  backend: 'Backend',
  service: 'Service',
  meta: 'Meta',
};

/** A line that opens to headers and bodies. Where there is room, an arrow leads from who speaks to who is spoken to. */
export function renderMessage({kind, from, to, at, name, note, isProblem, parts}: Message): HTMLLIElement {
  const time = make('time', '', new Date(at).toLocaleTimeString('en-GB'));
  time.dateTime = new Date(at).toISOString();
  const arrow = make('span', 'arrow');
  Object.assign(arrow.dataset, {from, to});
  const lanes = make('span', 'lanes', arrow);
  lanes.ariaHidden = 'true';
  const summary = make(
    'summary',
    '',
    time,
    lanes,
    make('span', 'where', from === to ? `${names[from]} fires` : `${names[from]} → ${names[to]}`),
    // Whole ids are in the bodies.
    make('code', 'name', name.replace(/(\/[a-z]+_)\w+(\w{4})/, '$1…$2')),
    make('span', isProblem ? 'note bad' : 'note', note),
  );
  const item = make('li', '', make('details', '', summary));
  Object.assign(item.dataset, {kind, name, at: String(at)});
  // Hundreds of bodies that nobody opens need not be there.
  item.firstElementChild?.addEventListener(
    'toggle',
    () => item.firstElementChild?.append(...renderParts(parts)),
    {
      once: true,
    },
  );
  return item;
}

function renderParts(parts: Message['parts']): HTMLElement[] {
  return parts
    .filter(({value}) => value !== null && JSON.stringify(value) !== '{}')
    .flatMap(({title, value}) => [
      make('p', 'body-title', title),
      make('pre', '', typeof value === 'string' ? value : linesOf(title, value)),
    ]);
}

function linesOf(title: string, value: unknown): string {
  return title.endsWith('headers')
    ? Object.entries(value as Record<string, string>)
        .map((header) => header.join(': '))
        .join('\n')
    : JSON.stringify(value, null, 2);
}

/** Puts a message where it belongs in time. */
export function insertMessage(list: HTMLElement, item: HTMLElement): void {
  const at = Number(item.dataset['at']);
  const later = [...list.children].find((other) => Number((other as HTMLElement).dataset['at']) > at);
  list.insertBefore(item, later ?? null);
}
