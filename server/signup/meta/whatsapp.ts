import type {AccountOption, WhatsAppOption} from '../attempt.ts';
import type {Failure, SignupProvider} from '../provider.ts';
import {claimToken} from './claim.ts';
import {discoverNumbers} from './discovery.ts';
import type {GraphClient} from './graph.ts';
import {dialogUrl, exchangeCode} from './oauth.ts';
import {popupLaunch} from './popup.ts';
import {register} from './registration.ts';
import {suggestedSetup} from './setup.ts';
import {shareWithPartner} from './sharing.ts';
import {subscribe, unsubscribe} from './subscription.ts';
import {sync} from './sync.ts';

/** Meta's Embedded Signup v4 of a WhatsApp number, by redirect. */
export function createWhatsAppProvider(graph: GraphClient): SignupProvider {
  const {meta} = graph;
  const {partner} = meta;
  return {
    begin(attempt, invitation, state, assignedNumber) {
      const extras = suggestedSetup(meta.extras, invitation, assignedNumber);
      return dialogUrl(meta, {redirectUri: attempt.redirectUri, state, configId: meta.configId, extras});
    },

    popup(invitation, assignedNumber) {
      return meta.popup && popupLaunch(meta, suggestedSetup(meta.extras, invitation, assignedNumber));
    },

    exchange: (attempt, query) => exchangeCode(graph, attempt, query),

    discover: (secrets) => discoverNumbers(graph, secrets),

    ...(partner && {claim: ({businessId}) => claimToken(graph, partner, businessId)}),

    ...(partner &&
      meta.role === 'solution_partner' && {
        share: (account) => ofNumber(account, ({wabaId}) => shareWithPartner(graph, partner, wabaId)),
      }),

    subscribe: (account, secrets) => ofNumber(account, ({wabaId}) => subscribe(graph, wabaId, secrets)),

    register: (account, secrets, takeCall) =>
      ofNumber(account, ({accountId}) => register(graph, accountId, secrets, takeCall)),

    sync: (account, secrets) => ofNumber(account, ({accountId}) => sync(graph, accountId, secrets)),

    disconnect: ({wabaId}, secrets) =>
      wabaId === null ? Promise.resolve({kind: 'done'}) : unsubscribe(graph, wabaId, secrets),
  };
}

/** A Page never comes here; should one, nothing is done with it. */
function ofNumber<Result>(
  account: AccountOption,
  run: (number: WhatsAppOption) => Promise<Result>,
): Promise<Result | Failure> {
  if (account.channel === 'whatsapp') return run(account);
  return Promise.resolve({kind: 'failed', reason: 'internal_error', detail: {channel: account.channel}});
}
