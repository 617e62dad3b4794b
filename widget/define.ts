import {PartnerInviteElement} from './partner-invite-element.ts';

// Types only: what a classic script exports becomes a global.
export type {Connection} from '../server/contract/connection.ts';
export type {FetchClientSecret} from './api-client.ts';
export type {Appearance, AppearanceVariable, Theme} from './appearance.ts';
export type {PartnerInviteEventMap} from './events.ts';
export type {PartnerInviteElement} from './partner-invite-element.ts';
export type {Flow} from './signup-window.ts';

// Two copies of the script may meet on a page, and a server may import it to know the types.
if (typeof customElements !== 'undefined' && !customElements.get('zavu-partner-invite')) {
  customElements.define('zavu-partner-invite', PartnerInviteElement);
}

declare global {
  interface HTMLElementTagNameMap {
    'zavu-partner-invite': PartnerInviteElement;
  }
}
