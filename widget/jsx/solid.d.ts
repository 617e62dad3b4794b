import type {PartnerInviteAttributes, PartnerInviteListeners} from '../jsx-attributes.ts';
import type {PartnerInviteElement} from '../partner-invite-element.ts';

declare module 'solid-js' {
  namespace JSX {
    interface IntrinsicElements {
      'zavu-partner-invite': JSX.HTMLAttributes<PartnerInviteElement> &
        PartnerInviteAttributes &
        PartnerInviteListeners<'on:'>;
    }
  }
}
