import type {DetailedHTMLProps, HTMLAttributes} from 'react';
import type {PartnerInviteAttributes, PartnerInviteListeners} from '../jsx-attributes.ts';
import type {PartnerInviteElement} from '../partner-invite-element.ts';

declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
      'zavu-partner-invite': DetailedHTMLProps<HTMLAttributes<PartnerInviteElement>, PartnerInviteElement> &
        PartnerInviteAttributes &
        PartnerInviteListeners<'on'>;
    }
  }
}
