import type {HTMLAttributes} from 'svelte/elements';
import type {PartnerInviteAttributes, PartnerInviteListeners} from '../jsx-attributes.ts';
import type {PartnerInviteElement} from '../partner-invite-element.ts';

declare module 'svelte/elements' {
  interface SvelteHTMLElements {
    'zavu-partner-invite': HTMLAttributes<PartnerInviteElement> &
      PartnerInviteAttributes &
      PartnerInviteListeners<'on' | 'on:'>;
  }
}
