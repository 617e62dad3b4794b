import {find, say} from './dom.ts';
import {askHost, type ShownInvitation} from './host-api.ts';

/** The row of Messenger: a Page is connected in a tab of its own, by a link, and the row follows. */
export class MessengerRow {
  #invitation: ShownInvitation | null = null;

  async refresh(): Promise<void> {
    const {invitation} = await askHost<{invitation: ShownInvitation | null}>('messenger-connection');
    this.#invitation = invitation;
    const isConnected = invitation?.status === 'completed';
    const name = isConnected && invitation.connectedAccount?.name;
    find('messenger-page', HTMLElement).textContent = name || 'Messages to your Facebook Page';
    find('messenger-badge', HTMLSpanElement).hidden = !isConnected;
    find('connect-messenger', HTMLButtonElement).hidden = isConnected;
    find('page-message', HTMLButtonElement).hidden = !isConnected;
  }

  async connect(): Promise<void> {
    // Opened in the click, since browsers block what opens later.
    const tab = window.open('', '_blank');
    try {
      const {invitation} = await askHost<{invitation: ShownInvitation}>('messenger');
      (tab ?? window).location.href = invitation.url;
    } catch (error) {
      tab?.close();
      throw error;
    }
  }

  async receiveMessage(): Promise<void> {
    await askHost('test-message', {invitationId: this.#invitation?.id});
    say('Somebody has written to your Page. See the webhooks.');
  }
}
