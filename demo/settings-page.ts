import type {Connection} from '../server/contract/connection.ts';
import type {PartnerInviteElement} from '../widget/partner-invite-element.ts';
import {find, say} from './dom.ts';
import {askHost, type ShownInvitation} from './host-api.ts';
import {insertMessage, renderMessage} from './messages.ts';
import {MessengerRow} from './messenger.ts';
import {showSandbox} from './sandbox-setting.ts';
import {showLink} from './send-link.ts';
import {showWebhooks} from './webhooks.ts';
import type {Message, Wire} from './wire.ts';

/** What the platform calls a status, and how it looks. */
const badges: Record<Connection['status'], {text: string; tone: string}> = {
  none: {text: 'Not connected', tone: ''},
  pending: {text: 'Not connected', tone: ''},
  in_progress: {text: 'Connecting', tone: 'waiting'},
  completed: {text: 'Connected', tone: 'good'},
  failed: {text: 'Not connected', tone: 'bad'},
  expired: {text: 'Not connected', tone: ''},
  cancelled: {text: 'Not connected', tone: ''},
};

/** The section "Settings page": what the platform's own page does around the element. */
export function openSettings(wire: Wire, report: (error: unknown) => void): void {
  const element = document.querySelector<PartnerInviteElement>('#settings zavu-partner-invite');
  if (!element) throw new Error('The page embeds no element.');
  /** What the element has told last. */
  let connection: Connection | undefined;

  // The page's part in embedding is no more than this: to listen, and to let its backend look for itself.
  element.addEventListener(
    'zavu-ready',
    ({detail}) => detail.connection && void showConnection(detail.connection),
  );
  element.addEventListener('zavu-status-changed', ({detail}) => void showConnection(detail.connection));

  const link = showLink(() => connection?.invitationId ?? null);
  const webhooks = showWebhooks(report);
  const messenger = new MessengerRow();
  messenger.refresh().catch(report);
  showSandbox(report).catch(report);
  showLatest(wire);
  wire.follow(({kind}) => {
    if (kind !== 'webhook') return;
    webhooks.refresh();
    messenger.refresh().catch(report);
    if (connection && !find('registering', HTMLElement).hidden) void showConnection(connection);
  });

  whenPressed('disconnect', async () => {
    await askHost('disconnect', {invitationId: connection?.invitationId});
    await element.refresh();
  });
  whenPressed('test-message', async () => {
    await askHost('test-message', {invitationId: connection?.invitationId});
    say('Somebody has written to your number. See the webhooks.');
  });
  whenPressed('connect-messenger', () => messenger.connect());
  whenPressed('page-message', () => messenger.receiveMessage());
  whenPressed('start-over', async () => {
    await askHost('reset', {invitationId: connection?.invitationId});
    location.reload();
  });

  async function showConnection(told: Connection): Promise<void> {
    connection = told;
    const {status, invitationId} = told;
    if (isOver(status)) link.forget();
    if (status !== 'completed') {
      show(status);
      return;
    }
    try {
      const {invitation, isRegistering} = await askHost<{
        invitation: ShownInvitation;
        isRegistering: boolean;
      }>('whatsapp-connection', {invitationId});
      if (connection === told) show(invitation.status, invitation.senderId, isRegistering);
    } catch (error) {
      report(error);
    }
  }

  function whenPressed(id: string, act: () => Promise<void>): void {
    const button = find(id, HTMLButtonElement);
    button.addEventListener('click', () => {
      button.disabled = true;
      act()
        .catch(report)
        .finally(() => (button.disabled = false));
    });
  }
}

function show(status: Connection['status'], senderId: string | null = null, isRegistering = false): void {
  const isConnected = status === 'completed';
  const {text, tone} = isRegistering ? {text: 'Waiting for WhatsApp', tone: 'waiting'} : badges[status];
  const badge = find('whatsapp-badge', HTMLSpanElement);
  badge.textContent = text;
  badge.className = `badge ${tone}`;
  find('by-link', HTMLElement).hidden = isConnected;
  find('confirmed', HTMLDivElement).hidden = !isConnected;
  find('sender-id', HTMLElement).textContent = senderId;
  find('registering', HTMLElement).hidden = !isRegistering;
}

/** A link to it does not work any more. */
function isOver(status: Connection['status']): boolean {
  return status === 'completed' || status === 'cancelled' || status === 'expired';
}

const latestMax = 5;

function showLatest(wire: Wire): void {
  const list = find('latest', HTMLOListElement);
  const add = (message: Message) => {
    // What is asked of Meta comes by the dozen.
    if (message.kind === 'meta') return;
    insertMessage(list, renderMessage(message));
    if (list.childElementCount > latestMax) list.firstElementChild?.remove();
  };
  wire.follow(add).forEach(add);
}
