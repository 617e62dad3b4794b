import type {MetaConfig} from '../../config.ts';
import type {Providers} from '../../context.ts';
import {createMessengerProvider} from './messenger.ts';
import {createWhatsAppProvider} from './whatsapp.ts';

/** Who performs signups with this app of Meta's; Pages only with a configuration of their own. */
export function createMetaProviders(meta: MetaConfig): Providers {
  return {
    whatsapp_waba: createWhatsAppProvider(meta),
    ...(meta.messengerConfigId !== null && {
      messenger: createMessengerProvider(meta, meta.messengerConfigId),
    }),
  };
}
