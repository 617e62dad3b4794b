import type {Providers} from '../../context.ts';
import type {GraphClient} from './graph.ts';
import {createMessengerProvider} from './messenger.ts';
import {createWhatsAppProvider} from './whatsapp.ts';

/** Who performs signups with this app of Meta's; Pages only with a configuration of their own. */
export function createMetaProviders(graph: GraphClient): Providers {
  const {messengerConfigId: configId} = graph.meta;
  return {
    whatsapp_waba: createWhatsAppProvider(graph),
    ...(configId !== null && {messenger: createMessengerProvider(graph, configId)}),
  };
}
