import type {MetaConfig} from '../../config.ts';
import type {Providers} from '../../context.ts';
import {createWhatsAppProvider} from './whatsapp.ts';

/** Who performs signups with this app of Meta's. */
export function createMetaProviders(meta: MetaConfig): Providers {
  return {whatsapp_waba: createWhatsAppProvider(meta)};
}
