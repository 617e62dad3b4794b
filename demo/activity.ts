import type {PartnerInviteEventMap} from '../widget/events.ts';
import {find, make} from './dom.ts';
import type {Call} from './host/call-log.ts';

interface Entry {
  source: 'element' | 'backend' | 'webhook';
  /** Epoch ms. */
  at: number;
  name: string;
  note: string;
  isProblem: boolean;
  bodies: {title: string; value: unknown}[];
}

type ElementEvent = PartnerInviteEventMap[keyof PartnerInviteEventMap];

const eventNames: (keyof PartnerInviteEventMap)[] = [
  'zavu-ready',
  'zavu-connect-start',
  'zavu-status-changed',
  'zavu-connected',
  'zavu-failed',
  'zavu-error',
];

/** Lists the element's events, the backend's calls and the webhooks that it gets, newest first. */
export function showActivity(onWebhook: () => void): void {
  const list = find('activity', HTMLOListElement);
  const add = (entry: Entry) => {
    const item = renderEntry(entry);
    // A call is told when it has ended, so an event may have come between.
    const older = [...list.children].find(
      (other) => Number((other as HTMLElement).dataset['at']) <= entry.at,
    );
    list.insertBefore(item, older ?? null);
  };

  for (const name of eventNames) {
    document.body.addEventListener(name, (event) => add(entryOfEvent(name, event)));
  }
  followCalls((call) => {
    add(entryOfCall(call));
    if (call.kind === 'webhook') onWebhook();
  });
  for (const filter of document.getElementsByName('filter') as NodeListOf<HTMLInputElement>) {
    filter.addEventListener('change', () => (list.dataset['filter'] = filter.value));
  }
}

/** Each stream takes one of the browser's few connections to this host, so a page in the background has none. */
function followCalls(tell: (call: Call) => void): void {
  const seen = new Set<string>();
  let stream: EventSource | undefined;
  const follow = () => {
    stream?.close();
    if (document.hidden) return;
    stream = new EventSource('/demo/api/calls');
    stream.onmessage = ({data}: MessageEvent<string>) => {
      const call = JSON.parse(data) as Call;
      // Every stream begins with all that has been.
      const key = `${call.startedAt} ${call.number}`;
      if (!seen.has(key)) tell(call);
      seen.add(key);
    };
  };
  document.addEventListener('visibilitychange', follow);
  follow();
}

function entryOfEvent(name: string, event: ElementEvent): Entry {
  const {detail} = event;
  return {
    source: 'element',
    at: Date.now(),
    name,
    note: noteOf(detail),
    isProblem: name === 'zavu-failed' || name === 'zavu-error',
    bodies: [{title: 'detail', value: detail}],
  };
}

function noteOf(detail: ElementEvent['detail']): string {
  if ('previousStatus' in detail) return `${detail.previousStatus} → ${detail.currentStatus}`;
  if ('failureReason' in detail) return detail.failureReason;
  if ('code' in detail) return detail.code;
  return `status: ${detail.connection.status}`;
}

function entryOfCall(call: Call): Entry {
  const isWebhook = call.kind === 'webhook';
  return {
    source: isWebhook ? 'webhook' : 'backend',
    at: call.startedAt,
    name: isWebhook ? call.path : `${call.method} ${call.path}`,
    note: isWebhook ? `${call.title} · answered ${call.status}` : `${call.status} · ${call.durationMs} ms`,
    isProblem: call.status >= 400,
    bodies: [
      {title: 'request', value: call.request},
      {title: 'response', value: call.response},
    ],
  };
}

function renderEntry({source, at, name, note, isProblem, bodies}: Entry): HTMLLIElement {
  const time = make('time', '', new Date(at).toLocaleTimeString('en-GB'));
  time.dateTime = new Date(at).toISOString();
  const summary = make(
    'summary',
    '',
    make('span', `where ${source}`, source === 'element' ? 'page' : source),
    // Whole ids are in the bodies.
    make('code', 'name', name.replace(/(\/[a-z]+_)\w+(\w{4})/, '$1…$2')),
    make('span', isProblem ? 'note bad' : 'note', note),
    time,
  );
  const parts = bodies
    .filter(({value}) => value !== null)
    .flatMap(({title, value}) => [
      make('p', 'body-title', title),
      make('pre', '', JSON.stringify(value, null, 2)),
    ]);
  const item = make('li', '', make('details', '', summary, ...parts));
  Object.assign(item.dataset, {source, name, at: String(at)});
  return item;
}
