import {z} from 'zod';
import type {MetaConfig} from '../../config.ts';
import type {PhoneOption} from '../attempt.ts';
import type {AttemptSecrets, Failure, ReturnQuery, SignupProvider} from '../provider.ts';
import {callGraph, failureOf} from './graph.ts';
import {suggestedSetup} from './setup.ts';

/** More pages than this is not a business with too many numbers but an answer that never ends. */
const pagesMax = 20;

const exchangeAnswer = z.object({access_token: z.string().min(1)});

const debugTokenAnswer = z.object({
  data: z.object({
    app_id: z.coerce.string().optional(),
    is_valid: z.boolean(),
    granular_scopes: z
      .array(z.object({scope: z.string(), target_ids: z.array(z.coerce.string()).optional()}))
      .optional(),
  }),
});

const phoneNumbersAnswer = z.object({
  data: z.array(
    z.object({
      id: z.coerce.string(),
      display_phone_number: z.string(),
      verified_name: z.string().optional(),
      code_verification_status: z.string().optional(),
    }),
  ),
  paging: z
    .object({cursors: z.object({after: z.string().optional()}).optional(), next: z.string().optional()})
    .optional(),
});

const phoneFields = 'id,display_phone_number,verified_name,code_verification_status,platform_type';

/**
 * Meta's Embedded Signup v4 by redirect (Facebook Login for Business, "manual flow"): our own `redirect_uri`, no
 * script of Meta's, nothing believed that came through the browser but the code.
 */
export function createMetaProvider(meta: MetaConfig): SignupProvider {
  return {
    begin(attempt, invitation, state, assignedNumber) {
      const url = new URL(`${meta.dialogUrl}/${meta.graphVersion}/dialog/oauth`);
      url.search = new URLSearchParams({
        client_id: meta.appId,
        redirect_uri: attempt.redirectUri,
        state,
        config_id: meta.configId,
        response_type: 'code',
        override_default_response_type: 'true',
        extras: JSON.stringify(suggestedSetup(meta.extras, invitation, assignedNumber)),
      }).toString();
      return url.href;
    },

    async exchange(attempt, query) {
      if (!query['code']) return refusalOf(query);
      const answer = await callGraph(meta, {
        path: '/oauth/access_token',
        query: {
          client_id: meta.appId,
          client_secret: meta.appSecret,
          code: query['code'],
          redirect_uri: attempt.redirectUri,
        },
        isRepeatable: false,
      });
      if (answer.kind !== 'answer') return failureOf(answer, 'token_exchange_failed');
      const parsed = exchangeAnswer.safeParse(answer.body);
      if (!parsed.success) return {kind: 'failed', reason: 'token_exchange_failed'};
      return {kind: 'token', businessToken: parsed.data.access_token};
    },

    async discover(secrets) {
      const granted = await grantedWabaIds(meta, secrets);
      if (granted.kind === 'failed') return granted;
      const found: FoundPhone[] = [];
      for (const wabaId of granted.wabaIds) {
        const listed = await listPhones(meta, wabaId, secrets);
        if (listed.kind === 'failed') return listed;
        found.push(...listed.phones);
      }
      if (found.length === 0) return {kind: 'failed', reason: 'no_phone_number'};
      const options = found.filter(({isVerified}) => isVerified).map(({option}) => option);
      if (options.length === 0) return {kind: 'failed', reason: 'phone_not_verified'};
      return {kind: 'found', options};
    },

    async subscribe(phone, secrets) {
      const answer = await callGraph(meta, {
        method: 'POST',
        path: `/${phone.wabaId}/subscribed_apps`,
        accessToken: secrets.businessToken,
        isRepeatable: true,
      });
      return answer.kind === 'answer' ? {kind: 'done'} : failureOf(answer, 'webhook_subscription_failed');
    },

    async register(phone, secrets) {
      const answer = await callGraph(meta, {
        method: 'POST',
        path: `/${phone.wabaPhoneNumberId}/register`,
        body: {messaging_product: 'whatsapp', pin: secrets.pin},
        accessToken: secrets.businessToken,
        // Meta allows ten registrations in 72 hours, then locks the number: never repeat blindly.
        isRepeatable: false,
      });
      return answer.kind === 'answer' ? {kind: 'done'} : failureOf(answer, 'internal_error');
    },

    // No "deregister": the number is the client's, it would be cut off from WhatsApp for whoever serves it next, and Meta
    // counts registrations. Without a subscription we hear nothing more, and the token is forgotten.
    async disconnect(phone, secrets) {
      const answer = await callGraph(meta, {
        method: 'DELETE',
        path: `/${phone.wabaId}/subscribed_apps`,
        accessToken: secrets.businessToken,
        isRepeatable: false,
      });
      return answer.kind === 'answer' ? {kind: 'done'} : failureOf(answer, 'internal_error');
    },
  };
}

/** What a return without a code means. A refusal by Meta itself looks like one by the person. */
function refusalOf(query: ReturnQuery): Failure {
  // From the address, so anyone's words: only the beginning is kept.
  const short = (name: string) => query[name]?.slice(0, 100);
  const detail = {error: short('error'), reason: short('error_reason'), code: short('error_code')};
  if (query['error'] === undefined) return {kind: 'failed', reason: 'signup_abandoned'};
  return {
    kind: 'failed',
    reason: query['error'] === 'access_denied' ? 'fb_cancelled' : 'token_exchange_failed',
    detail,
  };
}

/** WhatsApp accounts that the token was granted, as a set: their order means nothing. */
async function grantedWabaIds(
  meta: MetaConfig,
  secrets: AttemptSecrets,
): Promise<{kind: 'granted'; wabaIds: string[]} | Failure> {
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
  const whatsAppScopes = (parsed.data.data.granular_scopes ?? []).filter(({scope}) =>
    scope.startsWith('whatsapp_business_'),
  );
  if (whatsAppScopes.length === 0) return {kind: 'failed', reason: 'fb_not_authorized'};
  const wabaIds = [...new Set(whatsAppScopes.flatMap((scope) => scope.target_ids ?? []))];
  return wabaIds.length === 0 ? {kind: 'failed', reason: 'waba_not_found'} : {kind: 'granted', wabaIds};
}

interface FoundPhone {
  option: PhoneOption;
  isVerified: boolean;
}

async function listPhones(
  meta: MetaConfig,
  wabaId: string,
  secrets: AttemptSecrets,
): Promise<{kind: 'listed'; phones: FoundPhone[]} | Failure> {
  const phones: FoundPhone[] = [];
  let after: string | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const answer = await callGraph(meta, {
      path: `/${wabaId}/phone_numbers`,
      query: {fields: phoneFields, limit: '100', ...(after !== undefined && {after})},
      accessToken: secrets.businessToken,
      isRepeatable: true,
    });
    if (answer.kind !== 'answer') return failureOf(answer, 'waba_not_found');
    const parsed = phoneNumbersAnswer.safeParse(answer.body);
    if (!parsed.success)
      return {kind: 'failed', reason: 'internal_error', detail: {unexpected: 'phone_numbers'}};
    phones.push(...parsed.data.data.map((phone) => toFoundPhone(wabaId, phone)));
    after = parsed.data.paging?.cursors?.after;
    if (!parsed.data.paging?.next || after === undefined) break;
  }
  return {kind: 'listed', phones};
}

function toFoundPhone(wabaId: string, phone: z.infer<typeof phoneNumbersAnswer>['data'][number]): FoundPhone {
  return {
    option: {
      wabaId,
      wabaPhoneNumberId: phone.id,
      phoneNumber: `+${phone.display_phone_number.replace(/\D/g, '')}`,
      displayPhoneNumber: phone.display_phone_number,
      name: phone.verified_name ?? null,
    },
    isVerified: phone.code_verification_status === 'VERIFIED',
  };
}
