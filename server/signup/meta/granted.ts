import {z} from 'zod';
import type {MetaConfig} from '../../config.ts';
import type {AttemptSecrets, Failure} from '../provider.ts';
import {callGraph, failureOf} from './graph.ts';

const debugTokenAnswer = z.object({
  data: z.object({
    app_id: z.coerce.string().optional(),
    is_valid: z.boolean(),
    user_id: z.coerce.string().optional(),
    granular_scopes: z
      .array(z.object({scope: z.string(), target_ids: z.array(z.coerce.string()).optional()}))
      .optional(),
  }),
});

export interface Granted {
  kind: 'granted';
  wabaIds: string[];
  providerUserId: string | null;
}

/** WhatsApp accounts that the token was granted, as a set: their order means nothing. */
export async function grantedAccounts(meta: MetaConfig, secrets: AttemptSecrets): Promise<Granted | Failure> {
  const answer = await callGraph(meta, {
    path: '/debug_token',
    query: {input_token: secrets.businessToken},
    accessToken: `${meta.appId}|${meta.appSecret}`,
    isRepeatable: true,
  });
  if (answer.kind !== 'answer') return failureOf(answer, 'token_invalid');
  const parsed = debugTokenAnswer.safeParse(answer.body);
  if (!parsed.success || !parsed.data.data.is_valid || parsed.data.data.app_id !== meta.appId) {
    return {kind: 'failed', reason: 'token_invalid'};
  }
  const {granular_scopes: scopes, user_id: userId} = parsed.data.data;
  const whatsAppScopes = (scopes ?? []).filter(({scope}) => scope.startsWith('whatsapp_business_'));
  if (whatsAppScopes.length === 0) return {kind: 'failed', reason: 'fb_not_authorized'};
  const wabaIds = [...new Set(whatsAppScopes.flatMap((scope) => scope.target_ids ?? []))];
  if (wabaIds.length === 0) return {kind: 'failed', reason: 'waba_not_found'};
  return {kind: 'granted', wabaIds, providerUserId: userId ?? null};
}
