import {find, make, say} from './dom.ts';
import type {ShownDelivery} from './host/webhook-routes.ts';
import {askHost} from './host-api.ts';

interface Webhooks {
  isDown: boolean;
  deliveries: ShownDelivery[];
}

const refreshMs = 2_000;

/** Shows how webhooks reach the platform's backend, and what happens while it is down. */
export function showWebhooks(onError: (error: unknown) => void): {refresh: () => void} {
  const receiver = find('receiver-down', HTMLInputElement);
  const list = find('deliveries', HTMLUListElement);
  let timer: number | undefined;

  const show = async () => {
    clearTimeout(timer);
    const {isDown, deliveries} = await readWebhooks();
    receiver.checked = isDown;
    receiver.disabled = false;
    const focused = (document.activeElement as HTMLElement | null)?.dataset['retries'];
    list.replaceChildren(...deliveries.map((delivery) => renderDelivery(delivery, retry)));
    list.querySelector<HTMLElement>(`[data-retries="${focused ?? ''}"]`)?.focus();
    // What waits changes without anybody telling this page.
    if (deliveries.some(({status}) => status === 'pending')) timer = window.setTimeout(refresh, refreshMs);
  };
  const refresh = () => {
    if (!document.hidden) show().catch(onError);
  };
  const retry = async (deliveryId: string) => {
    await askHost('retry', {deliveryId});
    say('Tried again.');
    refresh();
  };

  receiver.addEventListener('change', () => {
    askHost('receiver', {isDown: receiver.checked}).catch(onError);
  });
  document.addEventListener('visibilitychange', refresh);
  refresh();
  return {refresh};

  function renderDelivery(delivery: ShownDelivery, onRetry: (id: string) => Promise<void>): HTMLLIElement {
    const {id, title, status, attemptCount, nextAttemptAt} = delivery;
    const words = {
      succeeded: `delivered${attemptCount > 1 ? `, try ${attemptCount}` : ''}`,
      pending:
        attemptCount === 0
          ? 'on its way'
          : `failed ${times(attemptCount)}, again at ${clockTime(nextAttemptAt)}`,
      failed: `given up after ${times(attemptCount)}`,
    };
    const isProblem = status === 'failed' || (status === 'pending' && attemptCount > 0);
    const item = make(
      'li',
      '',
      make('code', '', title),
      make('span', isProblem ? 'note bad' : 'note', words[status]),
    );
    if (isProblem) {
      const button = make('button', 'plain', 'Retry now');
      button.type = 'button';
      button.dataset['retries'] = id;
      button.addEventListener('click', () => {
        button.disabled = true;
        onRetry(id).catch(onError);
      });
      item.append(button);
    }
    return item;
  }
}

async function readWebhooks(): Promise<Webhooks> {
  const response = await fetch('/demo/api/webhooks', {signal: AbortSignal.timeout(10_000)});
  if (!response.ok) throw new Error(`GET /demo/api/webhooks answered ${response.status}`);
  return (await response.json()) as Webhooks;
}

const times = (count: number) => (count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`);
const clockTime = (time: string | null) => (time === null ? '–' : new Date(time).toLocaleTimeString('en-GB'));
