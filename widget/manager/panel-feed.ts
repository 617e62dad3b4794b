import type {PanelMessage} from '../../server/contract/invitations.ts';
import type {ApiClient} from '../api-client.ts';

const pollEveryMs = 5_000;
const reconnectMs = 1_000;
const reconnectMaxMs = 30_000;
const hiddenGraceMs = 30_000;

export interface FeedListener {
  message(message: PanelMessage): void;
  /** There is no stream that would tell: ask. Also at the very beginning, and when the page is in front again. */
  poll(): void;
}

/** Follows what happens in the project until `signal` is aborted; asks for nothing while the page is hidden. */
export async function follow(client: ApiClient, signal: AbortSignal, on: FeedListener): Promise<void> {
  let stream: AbortController | undefined;
  let isLive = false;
  let lastEventId = '';
  let retryMs = reconnectMs;
  let failures = 0;
  /** Came while the page was hidden: what is made of them may need requests. */
  let unseen: PanelMessage[] = [];
  let nextPoll: ReturnType<typeof setTimeout> | undefined;
  let nextTry: ReturnType<typeof setTimeout> | undefined;
  let hiddenGrace: ReturnType<typeof setTimeout> | undefined;
  let wake: () => void = () => undefined;

  const poll = (): void => {
    clearTimeout(nextPoll);
    if (document.hidden) return;
    if (!isLive) on.poll();
    nextPoll = setTimeout(poll, pollEveryMs);
  };
  const goOn = (): void => {
    if (document.hidden) return;
    const messages = unseen;
    unseen = [];
    for (const message of messages) on.message(message);
    if (isLive) on.poll();
    wake();
    poll();
  };
  const onVisibilityChange = (): void => {
    clearTimeout(hiddenGrace);
    // A glance at another tab is not worth a new connection.
    if (document.hidden) hiddenGrace = setTimeout(() => stream?.abort(), hiddenGraceMs);
    else goOn();
  };
  const onOnline = (): void => {
    // It went over a network that is gone, and may be silent for long before anybody notices.
    stream?.abort();
    isLive = false;
    goOn();
  };
  document.addEventListener('visibilitychange', onVisibilityChange, {signal});
  addEventListener('online', onOnline, {signal});
  signal.addEventListener('abort', () => {
    for (const timer of [nextPoll, nextTry, hiddenGrace]) clearTimeout(timer);
    stream?.abort();
    wake();
  });

  /** Until somebody wakes it, at the latest after `ms`. */
  const rest = (ms?: number): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      if (ms !== undefined) nextTry = setTimeout(resolve, ms);
    });

  poll();
  for (;;) {
    while (document.hidden && !signal.aborted) await rest();
    if (signal.aborted) return;
    stream = new AbortController();
    failures += 1;
    try {
      for await (const {id, ...received} of client.events('v1/stream', {
        signal: stream.signal,
        lastEventId,
      })) {
        isLive = true;
        failures = 0;
        lastEventId = id || lastEventId;
        retryMs = received.retryMs ?? retryMs;
        const message = received.message as PanelMessage;
        if (document.hidden) unseen.push(message);
        else on.message(message);
      }
    } catch {
      // Polling finds out why, and tells.
    }
    isLive = false;
    if (signal.aborted) return;
    const pauseMs = Math.min(retryMs * 2 ** failures, reconnectMaxMs) * (0.75 + Math.random() / 2);
    await rest(pauseMs);
    clearTimeout(nextTry);
  }
}
