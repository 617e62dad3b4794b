import {z} from 'zod';
import type {MetaConfig, MetaPartner} from '../config.ts';
import {graphId} from '../signup/meta/graph-id.ts';
import {graphData, type Reply, whyNot} from './ask.ts';
import {fail, type Finding, look, ok} from './finding.ts';
import type {PartnerAnswers} from './meta-answers.ts';

const dayMs = 24 * 60 * 60_000;
const tokenAnswer = z.object({
  data: z.object({
    is_valid: z.boolean(),
    app_id: graphId.optional(),
    scopes: z.array(z.string()).optional(),
    /** Epoch seconds; 0: never. */
    expires_at: z.number().optional(),
  }),
});
const nodeAnswer = z.object({id: graphId, verification_status: z.string().optional()});
const listAnswer = z.object({data: z.array(z.object({id: graphId}))});

const systemUsersPlace = 'Business settings > Users > System users';
const securityPlace = 'Business settings > Security Center';
const limits =
  'Unverified, 10 new clients can be connected in 7 days; after business verification, app review and access verification 200';

/** Our own side at Meta: the portfolio, its system user, and its credit line. */
export function checkPartner(meta: MetaConfig, answers: PartnerAnswers | null, now: number): Finding[] {
  const {partner} = meta;
  if (!partner || !answers) {
    const message = `Without META_BUSINESS_ID and META_SYSTEM_USER_TOKEN Meta does not tell. Look there yourself: ${securityPlace}. ${limits}.`;
    return [look('business verification', message)];
  }
  const token = checkToken(meta, answers.token, now);
  if (token.result === 'fail') return [token];
  return [
    token,
    checkSystemUser(partner, answers),
    checkVerification(partner, answers.business),
    ...(meta.role === 'solution_partner' ? [checkCreditLine(partner, answers.creditLines)] : []),
  ];
}

function checkToken(meta: MetaConfig, reply: Reply, now: number): Finding {
  const name = 'system user token';
  const renew = `Make a new META_SYSTEM_USER_TOKEN at ${systemUsersPlace} > Generate token`;
  const answer = graphData(reply, tokenAnswer);
  if (answer.kind !== 'data')
    return fail(name, `META_SYSTEM_USER_TOKEN could not be looked at: ${whyNot(answer)}. ${renew}.`);
  const {is_valid: isValid, app_id: appId, scopes = [], expires_at: expiresAt = 0} = answer.data.data;
  if (!isValid) return fail(name, `META_SYSTEM_USER_TOKEN is not valid any more. ${renew}.`);
  if (appId !== meta.appId) {
    return fail(
      name,
      `META_SYSTEM_USER_TOKEN was made for the app ${appId ?? 'of somebody else'}, not for ${meta.appId}. ${renew}, with this app chosen.`,
    );
  }
  const missing = missingScopes(scopes);
  if (missing.length > 0)
    return fail(name, `META_SYSTEM_USER_TOKEN lacks ${missing.join(', ')}. ${renew}, with these ticked.`);
  if (expiresAt === 0) return ok(name, 'is valid, for ever, with all it needs');
  const days = Math.floor((expiresAt * 1000 - now) / dayMs);
  if (days < 14)
    return look(name, `META_SYSTEM_USER_TOKEN runs out in ${days} days. ${renew} that never does.`);
  return ok(name, `is valid for ${days} days, with all it needs`);
}

/** Tokens of 2026 carry one of two names for the same. */
function missingScopes(scopes: string[]): string[] {
  const wanted = [
    ['business_management'],
    ['whatsapp_business_management', 'whatsapp_business_manage_events'],
    ['whatsapp_business_messaging'],
  ];
  return wanted.filter((names) => !names.some((one) => scopes.includes(one))).map(([first = '']) => first);
}

function checkSystemUser({systemUserId, businessId}: MetaPartner, answers: PartnerAnswers): Finding {
  const name = 'system user';
  const me = graphData(answers.me, nodeAnswer);
  const id = systemUserId ?? (me.kind === 'data' ? me.data.id : undefined);
  if (me.kind === 'data' && systemUserId !== null && me.data.id !== systemUserId) {
    return fail(
      name,
      `META_SYSTEM_USER_ID is ${systemUserId}, but META_SYSTEM_USER_TOKEN is that of ${me.data.id}. Copy both from the same user at ${systemUsersPlace}.`,
    );
  }
  const users = graphData(answers.systemUsers, listAnswer);
  if (users.kind !== 'data' || id === undefined) {
    const why = users.kind === 'data' ? 'it names no user' : whyNot(users);
    return look(
      name,
      `Meta does not tell (${why}). Look there yourself: ${systemUsersPlace} of the portfolio ${businessId}.`,
    );
  }
  if (users.data.data.some((user) => user.id === id))
    return ok(name, `${id} belongs to the portfolio ${businessId}`);
  return fail(
    name,
    `META_SYSTEM_USER_ID: ${id} is none of the system users of META_BUSINESS_ID ${businessId}. See ${systemUsersPlace}.`,
  );
}

function checkVerification({businessId}: MetaPartner, reply: Reply): Finding {
  const name = 'business verification';
  const answer = graphData(reply, nodeAnswer);
  if (answer.kind === 'refused') {
    return fail(
      name,
      `META_BUSINESS_ID: the portfolio ${businessId} cannot be read, ${whyNot(answer)}. Copy the id from Business settings > Business info.`,
    );
  }
  if (answer.kind === 'silent')
    return look(name, `Meta did not answer. Look there yourself: ${securityPlace}.`);
  const {verification_status: status} = answer.data;
  if (status === 'verified')
    return ok(name, `the portfolio ${businessId} is verified: up to 200 new clients in 7 days`);
  return look(
    name,
    `The portfolio ${businessId} is ${status ?? 'not known to be verified'}. ${limits}. Start it at ${securityPlace}.`,
  );
}

function checkCreditLine({creditLineId, businessId}: MetaPartner, reply: Reply): Finding {
  const name = 'credit line';
  const place = 'Business settings > Billing & payments';
  const answer = graphData(reply, listAnswer);
  if (answer.kind !== 'data') {
    return fail(
      name,
      `META_CREDIT_LINE_ID could not be looked at: ${whyNot(answer)}. The system user needs the role of an admin or a finance editor: ${systemUsersPlace}.`,
    );
  }
  const ids = answer.data.data.map(({id}) => id);
  if (creditLineId !== null && ids.includes(creditLineId))
    return ok(name, `${creditLineId} is there to be shared`);
  const instead = ids.length === 0 ? 'it has none' : `it has ${ids.join(', ')}`;
  return fail(
    name,
    `META_CREDIT_LINE_ID: the portfolio ${businessId} has no credit line ${creditLineId ?? ''}; ${instead}. See ${place}.`,
  );
}
