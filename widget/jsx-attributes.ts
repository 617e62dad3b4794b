import type {PartnerInviteEventMap} from './events.ts';
import type {Theme} from './appearance.ts';
import type {Mode} from './partner-invite-element.ts';
import type {Flow} from './signup-window.ts';

/** The attributes of `<zavu-partner-invite>` in templates that are typed. */
export interface PartnerInviteAttributes {
  'session-url'?: string | undefined;
  'api-url'?: string | undefined;
  token?: string | undefined;
  mode?: Mode | undefined;
  flow?: Flow | undefined;
  locale?: string | undefined;
  theme?: Theme | undefined;
  loading?: 'eager' | 'lazy' | undefined;
}

/** Its listeners where they are written `<Prefix>zavu-connected`. */
export type PartnerInviteListeners<Prefix extends string> = {
  [Name in keyof PartnerInviteEventMap as `${Prefix}${Name}`]?:
    ((event: PartnerInviteEventMap[Name]) => void) | undefined;
};
