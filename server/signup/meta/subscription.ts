import type {AttemptSecrets, Done, Failure} from '../provider.ts';
import {actingFailureOf, actingToken} from './acting.ts';
import type {GraphClient} from './graph.ts';

/**
 * Has the messages and news of an account sent to our app, and to this very service where the app has another address. In this order: Meta
 * refuses an address of its own for an account that the app is not subscribed to, and the first call takes such an address back.
 */
export async function subscribe(
  graph: GraphClient,
  wabaId: string,
  secrets: Pick<AttemptSecrets, 'businessToken'>,
): Promise<Done | Failure> {
  const {isWebhookOverridden, webhookUrl, webhookVerifyToken} = graph.meta;
  const bodies = [
    undefined,
    ...(isWebhookOverridden && webhookVerifyToken !== null
      ? [{override_callback_uri: webhookUrl, verify_token: webhookVerifyToken}]
      : []),
  ];
  for (const body of bodies) {
    const answer = await graph.call({
      method: 'POST',
      path: `/${wabaId}/subscribed_apps`,
      ...(body && {body}),
      accessToken: actingToken(graph, secrets),
      isRepeatable: true,
    });
    if (answer.kind !== 'answer') return actingFailureOf(graph, answer, 'webhook_subscription_failed');
  }
  return {kind: 'done'};
}

/**
 * Without a subscription we hear nothing more. No "deregister": the number is the client's, it would be cut off from WhatsApp for
 * whoever serves it next, and Meta counts registrations.
 */
export async function unsubscribe(
  graph: GraphClient,
  wabaId: string,
  secrets: Pick<AttemptSecrets, 'businessToken'>,
): Promise<Done | Failure> {
  const answer = await graph.call({
    method: 'DELETE',
    path: `/${wabaId}/subscribed_apps`,
    accessToken: actingToken(graph, secrets),
    isRepeatable: false,
  });
  return answer.kind === 'answer' ? {kind: 'done'} : actingFailureOf(graph, answer, 'internal_error');
}
