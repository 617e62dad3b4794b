import type {Logger} from 'pino';
import type {Background} from './background.ts';
import type {Clock} from './clock.ts';
import type {Config} from './config.ts';
import type {ConnectionType, Mode} from './contract/fields.ts';
import type {EventStream} from './events/stream.ts';
import type {NewId} from './ids.ts';
import type {MetaApp} from './inbound/signature.ts';
import type {NumberProvider} from './phone-numbers/provider.ts';
import type {Secrets} from './secrets.ts';
import type {ProfileProvider} from './senders/profile-provider.ts';
import type {SignupProvider} from './signup/provider.ts';
import type {Store} from './store/store.ts';
import type {ZavuCloud} from './zavu/cloud.ts';

/** Who performs signups of each kind; none: this kind cannot be connected. */
export type Providers = Partial<Record<ConnectionType, SignupProvider>>;

/** What every part of the service works with; made once, in `service.ts`. */
export interface Context {
  config: Config;
  store: Store;
  /** Who performs signups in each mode; none: that mode cannot sign anyone up. */
  providers: Partial<Record<Mode, Providers>>;
  /** Who keeps what people see about a sender, in each mode. */
  profileProviders: Partial<Record<Mode, ProfileProvider>>;
  /** Who sells numbers in each mode; none: clients bring their own. */
  numberProviders: Partial<Record<Mode, NumberProvider | undefined>>;
  /** Who keeps live invitations instead of us; none: we do. */
  zavu: ZavuCloud | undefined;
  /** Whose webhooks are believed. */
  metaApps: readonly MetaApp[];
  events: EventStream;
  background: Background;
  clock: Clock;
  newId: NewId;
  secrets: Secrets;
  log: Logger;
}
