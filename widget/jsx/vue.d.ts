import type {DefineComponent} from 'vue';
import type {PartnerInviteAttributes} from '../jsx-attributes.ts';

declare module 'vue' {
  interface GlobalComponents {
    'zavu-partner-invite': DefineComponent<PartnerInviteAttributes>;
  }
}
