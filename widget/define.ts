import {PartnerInviteElement} from './partner-invite-element.ts';

// Two copies of the script may meet on a page, and a server may import it to know the types.
if (typeof customElements !== 'undefined' && !customElements.get('zavu-partner-invite')) {
  customElements.define('zavu-partner-invite', PartnerInviteElement);
}

declare global {
  interface HTMLElementTagNameMap {
    'zavu-partner-invite': PartnerInviteElement;
  }
}
