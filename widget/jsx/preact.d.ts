import type {HTMLAttributes} from 'preact';
import type {PartnerInviteAttributes, PartnerInviteListeners} from '../jsx-attributes.ts';
import type {PartnerInviteElement} from '../partner-invite-element.ts';

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'zavu-partner-invite': Omit<HTMLAttributes<PartnerInviteElement>, keyof PartnerInviteAttributes> &
        PartnerInviteAttributes &
        PartnerInviteListeners<'on'>;
    }
  }
}
