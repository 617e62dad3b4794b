import type {AttemptSecrets, Failure} from '../provider.ts';
import {findAccounts} from './businesses.ts';
import type {GraphClient} from './graph.ts';
import {type DescribedToken, debugToken} from './token.ts';

export interface Granted {
  kind: 'granted';
  wabaIds: string[];
  providerUserId: string | null;
}

/**
 * WhatsApp accounts that the token may give us, as a set: their order means nothing. Which of them it really opens shows
 * when they are read, and not in the names of its permissions: Meta changed those in June 2026.
 */
export async function grantedAccounts(
  graph: GraphClient,
  {businessToken}: Pick<AttemptSecrets, 'businessToken'>,
): Promise<Granted | Failure> {
  const token = await debugToken(graph, businessToken);
  if (token.kind === 'failed') return token;
  const named = namedAccounts(token);
  const found =
    named.length > 0
      ? {kind: 'found' as const, ids: named}
      : await findAccounts(graph, businessToken, token.targets.get('business_management') ?? []);
  if (found.kind === 'failed') return found;
  if (found.ids.length > 0) return {kind: 'granted', wabaIds: found.ids, providerUserId: token.userId};
  const isWhatsApp = token.scopes.some(isOfWhatsApp);
  return {
    kind: 'failed',
    reason: isWhatsApp ? 'waba_not_found' : 'fb_not_authorized',
    detail: {scopes: token.scopes},
  };
}

/** Those that the permissions for WhatsApp name; the targets of `business_management` are businesses. */
function namedAccounts({targets}: DescribedToken): string[] {
  const named = [...targets].filter(([scope]) => isOfWhatsApp(scope)).flatMap(([, ids]) => ids ?? []);
  return [...new Set(named)];
}

function isOfWhatsApp(scope: string): boolean {
  return scope.startsWith('whatsapp_business_');
}
