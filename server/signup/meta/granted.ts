import type {AttemptSecrets, Failure} from '../provider.ts';
import type {GraphClient} from './graph.ts';
import {debugToken} from './token.ts';

export interface Granted {
  kind: 'granted';
  wabaIds: string[];
  providerUserId: string | null;
}

/** WhatsApp accounts that the token was granted, as a set: their order means nothing. */
export async function grantedAccounts(
  graph: GraphClient,
  secrets: AttemptSecrets,
): Promise<Granted | Failure> {
  const token = await debugToken(graph, secrets.businessToken);
  if (token.kind === 'failed') return token;
  const whatsAppScopes = [...token.targets].filter(([scope]) => scope.startsWith('whatsapp_business_'));
  if (whatsAppScopes.length === 0) return {kind: 'failed', reason: 'fb_not_authorized'};
  const wabaIds = [...new Set(whatsAppScopes.flatMap(([, ids]) => ids ?? []))];
  if (wabaIds.length === 0) return {kind: 'failed', reason: 'waba_not_found'};
  return {kind: 'granted', wabaIds, providerUserId: token.userId};
}
