import {z} from 'zod';
import type {MetaConfig} from '../../config.ts';
import type {Failure} from '../provider.ts';
import {callGraph, failureOf} from './graph.ts';

const debugTokenAnswer = z.object({
  data: z.object({
    app_id: z.coerce.string().optional(),
    type: z.string().optional(),
    is_valid: z.boolean(),
    expires_at: z.number().optional(),
    user_id: z.coerce.string().optional(),
    scopes: z.array(z.string()).optional(),
    granular_scopes: z
      .array(z.object({scope: z.string(), target_ids: z.array(z.coerce.string()).optional()}))
      .optional(),
  }),
});

/** What Meta says of a token of ours. */
export interface TokenFacts {
  kind: 'token';
  userId: string | null;
  type: string | null;
  /** Epoch ms; `null`: never. */
  expiresAt: number | null;
  scopes: string[];
  /** By permission, the ids that it is for; `null`: all that the person has. */
  targets: ReadonlyMap<string, string[] | null>;
}

/** Asks Meta what a token is: valid, of our app, and what it grants. Anything else is `token_invalid`. */
export async function debugToken(meta: MetaConfig, token: string): Promise<TokenFacts | Failure> {
  const answer = await callGraph(meta, {
    path: '/debug_token',
    query: {input_token: token},
    accessToken: `${meta.appId}|${meta.appSecret}`,
    isRepeatable: true,
  });
  if (answer.kind !== 'answer') return failureOf(answer, 'token_invalid');
  const parsed = debugTokenAnswer.safeParse(answer.body);
  if (!parsed.success || !parsed.data.data.is_valid || parsed.data.data.app_id !== meta.appId) {
    return {kind: 'failed', reason: 'token_invalid'};
  }
  const {data} = parsed.data;
  const targets = new Map((data.granular_scopes ?? []).map((one) => [one.scope, one.target_ids ?? null]));
  return {
    kind: 'token',
    userId: data.user_id ?? null,
    type: data.type ?? null,
    expiresAt: data.expires_at ? data.expires_at * 1000 : null,
    scopes: [...new Set([...(data.scopes ?? []), ...targets.keys()])],
    targets,
  };
}
