import type {MetaConfig} from '../../config.ts';
import type {SignupProvider} from '../provider.ts';
import {callGraph, failureOf} from './graph.ts';
import {grantedAccounts} from './granted.ts';
import {dialogUrl, exchangeCode} from './oauth.ts';
import {type FoundPhone, listPhones} from './phones.ts';
import {popupLaunch} from './popup.ts';
import {suggestedSetup} from './setup.ts';

/** Meta's Embedded Signup v4 of a WhatsApp number, by redirect. */
export function createWhatsAppProvider(meta: MetaConfig): SignupProvider {
  return {
    begin(attempt, invitation, state, assignedNumber) {
      const extras = suggestedSetup(meta.extras, invitation, assignedNumber);
      return dialogUrl(meta, {redirectUri: attempt.redirectUri, state, configId: meta.configId, extras});
    },

    popup(invitation, assignedNumber) {
      return meta.popup && popupLaunch(meta, suggestedSetup(meta.extras, invitation, assignedNumber));
    },

    exchange: (attempt, query) => exchangeCode(meta, attempt, query),

    async discover(secrets) {
      const granted = await grantedAccounts(meta, secrets);
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
      return {kind: 'found', options, providerUserId: granted.providerUserId};
    },

    async subscribe(account, secrets) {
      if (account.channel !== 'whatsapp') return {kind: 'failed', reason: 'internal_error'};
      const answer = await callGraph(meta, {
        method: 'POST',
        path: `/${account.wabaId}/subscribed_apps`,
        accessToken: secrets.businessToken,
        isRepeatable: true,
      });
      return answer.kind === 'answer' ? {kind: 'done'} : failureOf(answer, 'webhook_subscription_failed');
    },

    async register(account, secrets) {
      const answer = await callGraph(meta, {
        method: 'POST',
        path: `/${account.accountId}/register`,
        body: {messaging_product: 'whatsapp', pin: secrets.pin},
        accessToken: secrets.businessToken,
        // Meta allows ten registrations in 72 hours, then locks the number: never repeat blindly.
        isRepeatable: false,
      });
      return answer.kind === 'answer' ? {kind: 'done'} : failureOf(answer, 'internal_error');
    },

    // No "deregister": the number is the client's, it would be cut off from WhatsApp for whoever serves it next, and Meta
    // counts registrations. Without a subscription we hear nothing more, and the token is forgotten.
    async disconnect({wabaId}, secrets) {
      const answer = await callGraph(meta, {
        method: 'DELETE',
        path: `/${wabaId}/subscribed_apps`,
        accessToken: secrets.businessToken,
        isRepeatable: false,
      });
      return answer.kind === 'answer' ? {kind: 'done'} : failureOf(answer, 'internal_error');
    },
  };
}
