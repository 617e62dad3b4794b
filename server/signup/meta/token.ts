import {z} from 'zod';
import type {Failure} from '../provider.ts';
import {graphId} from './graph-id.ts';
import type {GraphClient} from './graph.ts';
import {failureOf} from './reasons.ts';

const debugTokenAnswer = z.object({
  data: z.object({
    app_id: graphId.optional(),
    type: z.string().optional(),
    is_valid: z.boolean(),
    expires_at: z.number().optional(),
    user_id: graphId.optional(),
    scopes: z.array(z.string()).optional(),
    granular_scopes: z
      .array(z.object({scope: z.string(), target_ids: z.array(graphId).optional()}))
      .optional(),
    error: z.object({code: z.number().optional(), subcode: z.number().optional()}).optional(),
  }),
});

/** A token that is good and ours, as Meta describes it. */
export interface DescribedToken {
  kind: 'token';
  /** Meta's id for our app of whoever gave it. */
  userId: string | null;
  /** `SYSTEM_USER`, `USER` or `PAGE`. */
  type: string | null;
  /** Epoch seconds; 0: never. */
  expiresAt: number;
  scopes: string[];
  /** For which objects each permission was given; `null`: Meta named none, which means all. */
  targets: Map<string, string[] | null>;
}

/** Asks Meta about a token, with the app's own: one that is not valid or of another app is none. A read; may be repeated. */
export async function debugToken(graph: GraphClient, token: string): Promise<DescribedToken | Failure> {
  const {appId, appSecret} = graph.meta;
  const answer = await graph.call({
    path: '/debug_token',
    query: {input_token: token},
    accessToken: `${appId}|${appSecret}`,
    isRepeatable: true,
  });
  if (answer.kind !== 'answer') return failureOf(answer, 'token_invalid');
  const parsed = debugTokenAnswer.safeParse(answer.body);
  if (!parsed.success) return {kind: 'failed', reason: 'token_invalid', detail: {unexpected: 'debug_token'}};
  const {data} = parsed.data;
  if (!data.is_valid) return {kind: 'failed', reason: 'token_invalid', detail: {...data.error}};
  if (data.app_id !== appId) return {kind: 'failed', reason: 'token_invalid', detail: {appId: data.app_id}};
  const targets = new Map((data.granular_scopes ?? []).map((one) => [one.scope, one.target_ids ?? null]));
  return {
    kind: 'token',
    userId: data.user_id ?? null,
    type: data.type ?? null,
    expiresAt: data.expires_at ?? 0,
    scopes: [...new Set([...(data.scopes ?? []), ...targets.keys()])],
    targets,
  };
}
