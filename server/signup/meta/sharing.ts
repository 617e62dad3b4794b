import {z} from 'zod';
import type {MetaPartner} from '../../config.ts';
import type {Done, Failure} from '../provider.ts';
import {actingFailureOf} from './acting.ts';
import type {GraphClient} from './graph.ts';
import {isLater} from './reasons.ts';

/** What a credit line can be billed in. */
const currencies = ['AUD', 'EUR', 'GBP', 'IDR', 'INR', 'USD'];

const waba = z.object({currency: z.string().nullish(), primary_funding_id: z.coerce.string().nullish()});

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
  if (answer.kind === 'answer') return {kind: 'done'};
  const failure = actingFailureOf(graph, answer, 'configuration_error');
  // It is our system user that may not, not the client.
  if (failure.reason !== 'fb_not_authorized') return failure;
  return {...failure, reason: 'configuration_error', detail: {fix: 'system_user', ...failure.detail}};
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
  if (read.kind !== 'answer') return creditFailure(actingFailureOf(graph, read, 'credit_line_failed'));
  const {currency, primary_funding_id: fundingId} = waba.safeParse(read.body).data ?? {};
  if (fundingId != null) return {kind: 'done'};
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
  if (answer.kind === 'answer') return {kind: 'done'};
  return creditFailure(actingFailureOf(graph, answer, 'credit_line_failed'));
}

function creditFailure(failure: Failure): Failure {
  return isLater(failure) ? failure : {...failure, reason: 'credit_line_failed'};
}
