import {z} from 'zod';
import type {MetaPartner} from '../../config.ts';
import type {Done, Failure} from '../provider.ts';
import {actingFailureOf} from './acting.ts';
import {graphId} from './graph-id.ts';
import type {GraphClient, GraphProblem} from './graph.ts';
import {isLater} from './reasons.ts';

/** What a credit line can be billed in. */
const currencies = ['AUD', 'EUR', 'GBP', 'IDR', 'INR', 'USD'];

const waba = z.object({currency: z.string().nullish(), primary_funding_id: graphId.nullish()});

/**
 * What a Solution Partner adds to a client's account: its system user, with which it works there from then on, and its credit line, which
 * pays. Both with its own token. May be repeated: an account that pays from somewhere is left as it is, since what was attached
 * once cannot be changed.
 */
export async function shareWithPartner(
  graph: GraphClient,
  partner: MetaPartner,
  wabaId: string,
): Promise<Done | Failure> {
  const assigned = await assignSystemUser(graph, partner, wabaId);
  return assigned.kind === 'failed' ? assigned : attachCreditLine(graph, partner, wabaId);
}

async function assignSystemUser(
  graph: GraphClient,
  {systemUserId, systemUserToken}: MetaPartner,
  wabaId: string,
): Promise<Done | Failure> {
  const answer = await graph.call({
    method: 'POST',
    path: `/${wabaId}/assigned_users`,
    query: {user: systemUserId ?? '', tasks: JSON.stringify(['MANAGE'])},
    accessToken: systemUserToken,
    isRepeatable: false,
  });
  return answer.kind === 'answer' ? {kind: 'done'} : sharingFailure(graph, answer, {fix: 'system_user'});
}

async function attachCreditLine(
  graph: GraphClient,
  {creditLineId, systemUserToken}: MetaPartner,
  wabaId: string,
): Promise<Done | Failure> {
  const read = await graph.call({
    path: `/${wabaId}`,
    query: {fields: 'currency,primary_funding_id'},
    accessToken: systemUserToken,
    isRepeatable: true,
  });
  if (read.kind !== 'answer') return sharingFailure(graph, read, {fix: 'system_user'});
  const {currency, primary_funding_id: fundingId} = waba.safeParse(read.body).data ?? {};
  // Meta writes a zero, too, where nothing pays yet.
  if (fundingId != null && fundingId !== '0') return {kind: 'done'};
  if (currency == null || !currencies.includes(currency)) {
    return {kind: 'failed', reason: 'credit_line_failed', detail: {currency: currency ?? null, currencies}};
  }
  const answer = await graph.call({
    method: 'POST',
    path: `/${creditLineId}/whatsapp_credit_sharing_and_attach`,
    query: {waba_currency: currency, waba_id: wabaId},
    accessToken: systemUserToken,
    isRepeatable: false,
  });
  return answer.kind === 'answer' ? {kind: 'done'} : sharingFailure(graph, answer, {fix: 'credit_line'});
}

/**
 * Whatever Meta refuses here is between it and us, so one reason says it, after which a client can go on where they stopped. `fix`: what the
 * operator is to look at.
 */
function sharingFailure(graph: GraphClient, problem: GraphProblem, detail: {fix: string}): Failure {
  const failure = actingFailureOf(graph, problem, 'credit_line_failed');
  if (isLater(failure) || failure.reason === 'account_restricted') return failure;
  return {...failure, reason: 'credit_line_failed', detail: {...detail, ...failure.detail}};
}
