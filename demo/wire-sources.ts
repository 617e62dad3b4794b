import type {PartnerInviteEventMap} from '../widget/events.ts';
import type {Call} from './host/call-log.ts';
import {hideSecretsInPath, shownHeaders, withoutSecrets} from './secrets.ts';
import type {Party, Wire} from './wire.ts';

type ElementEvent = PartnerInviteEventMap[keyof PartnerInviteEventMap];

const eventNames: (keyof PartnerInviteEventMap)[] = [
  'zavu-ready',
  'zavu-connect-start',
  'zavu-status-changed',
  'zavu-connected',
  'zavu-failed',
  'zavu-error',
];

/** What the elements of this page fire. */
export function recordEvents(wire: Wire): void {
  for (const name of eventNames) {
    document.body.addEventListener(name, (event) => {
      const {detail} = event;
      wire.add({
        kind: 'event',
        from: 'element',
        to: 'element',
        at: Date.now(),
        name,
        note: noteOf(detail),
        isProblem: name === 'zavu-failed' || name === 'zavu-error',
        parts: [{title: 'Detail', value: withoutSecrets(JSON.stringify(detail ?? null))}],
      });
    });
  }
}

function noteOf(detail: ElementEvent['detail'] | null): string {
  if (!detail) return '';
  if ('previousStatus' in detail) return `${detail.previousStatus} → ${detail.currentStatus}`;
  if ('failureReason' in detail) return detail.failureReason;
  if ('code' in detail) return detail.code;
  // One that manages has no connection of its own.
  const {connection} = detail as {connection?: {status: string}};
  return connection ? `status: ${connection.status}` : '';
}

/** What the elements ask for. No page has to do this; it is how this one can show it. */
export function recordFetch(wire: Wire): void {
  const send = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const {pathname, search} = new URL(input instanceof Request ? input.url : input, location.href);
    const to = askedBy(pathname);
    if (!to) return send(input, init);
    const at = Date.now();
    const response = await send(input, init);
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream');
    void (isStream ? Promise.resolve(null) : response.clone().text())
      .then((text) =>
        wire.add({
          kind: 'element',
          from: 'element',
          to,
          at,
          name: `${init?.method ?? 'GET'} ${hideSecretsInPath(pathname + search)}`,
          note: isStream ? `${response.status} · stays open` : `${response.status} · ${Date.now() - at} ms`,
          isProblem: !response.ok,
          parts: [
            {title: 'Request headers', value: shownHeaders(new Headers(init?.headers))},
            {title: 'Request body', value: typeof init?.body === 'string' ? withoutSecrets(init.body) : null},
            {title: 'Answer headers', value: shownHeaders(response.headers)},
            {
              title: 'Answer',
              value:
                text === null ? 'Messages follow for as long as the page is open.' : withoutSecrets(text),
            },
          ],
        }),
      )
      // Aborted when the element was removed: nobody waits for it.
      .catch(() => undefined);
    return response;
  };
}

/** The page's own calls are no part of embedding. */
function askedBy(pathname: string): Party | undefined {
  if (/^\/(client\/)?v1\//.test(pathname)) return 'service';
  return /^\/demo\/api\/\w+-session$/.test(pathname) ? 'backend' : undefined;
}

/** What the backend calls, and the webhooks that it gets. */
export function followCalls(wire: Wire): void {
  const seen = new Set<string>();
  let stream: EventSource | undefined;
  const follow = () => {
    // Each stream takes one of the browser's few connections to this host, so a page in the background has none.
    stream?.close();
    if (document.hidden) return;
    stream = new EventSource('/demo/api/calls');
    stream.onmessage = ({data}: MessageEvent<string>) => {
      const call = JSON.parse(data) as Call;
      // Every stream begins with all that has been.
      const key = `${call.startedAt} ${call.number}`;
      if (!seen.has(key)) addCall(wire, call);
      seen.add(key);
    };
  };
  document.addEventListener('visibilitychange', follow);
  follow();
}

function addCall(wire: Wire, call: Call): void {
  const isWebhook = call.kind === 'webhook';
  wire.add({
    kind: isWebhook ? 'webhook' : 'backend',
    from: isWebhook ? 'service' : 'backend',
    to: isWebhook ? 'backend' : 'service',
    at: call.startedAt,
    name: isWebhook ? call.path : `${call.method} ${call.path}`,
    note: isWebhook ? `${call.title} · answered ${call.status}` : `${call.status} · ${call.durationMs} ms`,
    isProblem: call.status >= 400,
    parts: [
      {title: 'Request headers', value: call.requestHeaders},
      {title: 'Request body', value: call.request},
      {title: 'Answer headers', value: call.responseHeaders},
      {title: 'Answer', value: call.response},
    ],
  });
}

interface GraphRequest {
  at: string;
  method: string;
  path: string;
  version: string | null;
  parameters: Record<string, string>;
  status: number;
}

const pauseMs = 200;

/** What the service asks of Meta. Play-Meta tells when it is asked, which is worth it when something else was said. */
export function followMeta(wire: Wire): void {
  const since = Date.now() - pauseMs;
  const seen = new Set<string>();
  let timer: number | undefined;
  const read = async () => {
    const response = await fetch('/sandbox/requests', {signal: AbortSignal.timeout(10_000)});
    if (!response.ok) return;
    const {requests} = (await response.json()) as {requests: GraphRequest[]};
    for (const [index, request] of requests.entries()) {
      const at = Date.parse(request.at);
      const isTwin = requests.slice(0, index).some((other) => keyOf(other) === keyOf(request));
      if (at < since || isTwin || seen.has(keyOf(request))) continue;
      seen.add(keyOf(request));
      wire.add({
        kind: 'meta',
        from: 'service',
        to: 'meta',
        at,
        name: `${request.method} ${request.path}`,
        note: `${request.status} · Graph API ${request.version ?? ''}`,
        isProblem: request.status >= 400,
        parts: [{title: 'Parameters', value: request.parameters}],
      });
    }
  };
  wire.follow(({kind}) => {
    if (kind === 'meta') return;
    clearTimeout(timer);
    // Without it the rest of the wire is still shown.
    timer = window.setTimeout(() => void read().catch(() => undefined), pauseMs);
  });
}

const keyOf = ({at, method, path, parameters}: GraphRequest) =>
  JSON.stringify([at, method, path, parameters]);
