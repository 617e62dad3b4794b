import type {Providers} from '../../context.ts';
import type {GraphClient} from './graph.ts';
import {createWhatsAppProvider} from './whatsapp.ts';

/** Who performs signups with this app of Meta's. */
export function createMetaProviders(graph: GraphClient): Providers {
  return {whatsapp_waba: createWhatsAppProvider(graph)};
}
