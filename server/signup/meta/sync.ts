import type {AttemptSecrets, Done} from '../provider.ts';
import {actingToken} from './acting.ts';
import type {GraphClient} from './graph.ts';
import {failureOf} from './reasons.ts';

/** Asked for before, or not within the day after the signup. */
const harmlessCodes = [2593107, 2593108];

/**
 * Asks for the contacts and then the history of a number that stays in the WhatsApp Business app; they come as webhooks. The client
 * is connected without them, so nothing that Meta says to this fails a signup.
 */
export async function sync(graph: GraphClient, phoneId: string, secrets: AttemptSecrets): Promise<Done> {
  for (const syncType of ['smb_app_state_sync', 'history']) {
    const answer = await graph.call({
      method: 'POST',
      path: `/${phoneId}/smb_app_data`,
      body: {messaging_product: 'whatsapp', sync_type: syncType},
      accessToken: actingToken(graph, secrets),
      // Each may be asked for once.
      isRepeatable: false,
    });
    if (answer.kind === 'answer') continue;
    const {detail} = failureOf(answer, 'internal_error');
    if (answer.kind === 'error' && harmlessCodes.includes(answer.error.code)) {
      graph.log.info({phoneId, syncType, detail}, 'a number was synchronised before, or is too old for it');
    } else {
      graph.log.warn({phoneId, syncType, detail}, 'a number is connected without what its app knows');
    }
  }
  return {kind: 'done'};
}
