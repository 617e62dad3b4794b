import {z} from 'zod';
import type {AttemptSecrets, Failure, SignupProvider} from '../provider.ts';
import type {GraphClient} from './graph.ts';
import {dialogUrl, exchangeCode} from './oauth.ts';
import {listPages, readPage} from './pages.ts';
import {failureOf} from './reasons.ts';
import {debugToken} from './token.ts';

/** What a person has to grant; Facebook Login for Business lets them grant all of a configuration or nothing. */
const neededScopes = ['pages_show_list', 'pages_messaging', 'pages_manage_metadata'];

/** What we are sent of a Page. The app itself has to be subscribed to the same. */
export const subscribedFields = [
  'messages',
  'messaging_postbacks',
  'message_deliveries',
  'message_reads',
  'messaging_optins',
  'messaging_referrals',
];

const person = z.object({name: z.string().optional()});
const exchangeAnswer = z.object({access_token: z.string().min(1)});
const subscribedAnswer = z.object({success: z.literal(true)});

/** Facebook Login for Business with a configuration for Pages, by redirect. */
export function createMessengerProvider(graph: GraphClient, configId: string): SignupProvider {
  return {
    begin: (attempt, _invitation, state) =>
      dialogUrl(graph.meta, {redirectUri: attempt.redirectUri, state, configId}),

    exchange: (attempt, query) => exchangeCode(graph, attempt, query),

    async discover(secrets) {
      const token = await debugToken(graph, secrets.businessToken);
      if (token.kind === 'failed') return token;
      const granted = [...token.scopes, ...token.targets.keys()];
      const missing = neededScopes.filter((scope) => !granted.includes(scope));
      if (missing.length > 0) return {kind: 'failed', reason: 'fb_not_authorized', detail: {missing}};
      const listed = await listPages(graph, secrets, token);
      if (listed.kind === 'failed') return listed;
      if (listed.pages.length === 0) return {kind: 'failed', reason: 'meta_no_pages'};
      const personName = listed.pages.length === 1 ? null : await nameOfPerson(graph, secrets);
      return {
        kind: 'found',
        options: listed.pages.map(({id, name}) => ({channel: 'messenger', accountId: id, name, personName})),
        providerUserId: token.userId,
      };
    },

    /** From here on the token of the Page is kept, and the person's is forgotten. */
    async subscribe({accountId}, secrets) {
      const lasting = await lastingToken(graph, secrets);
      if (lasting.kind === 'failed') return lasting;
      const page = await readPage(graph, accountId, lasting.token);
      if (page.kind === 'failed') return notSubscribed(page);
      const pageToken = page.node.access_token;
      if (pageToken === undefined) return {kind: 'failed', reason: 'page_subscription_failed'};
      const answer = await graph.call({
        method: 'POST',
        path: `/${accountId}/subscribed_apps`,
        query: {subscribed_fields: subscribedFields.join()},
        accessToken: pageToken,
        isRepeatable: true,
      });
      if (answer.kind !== 'answer') return notSubscribed(failureOf(answer, 'page_subscription_failed'));
      return subscribedAnswer.safeParse(answer.body).success
        ? {kind: 'done', businessToken: pageToken}
        : {kind: 'failed', reason: 'page_subscription_failed'};
    },

    async disconnect({accountId}, secrets) {
      const answer = await graph.call({
        method: 'DELETE',
        path: `/${accountId}/subscribed_apps`,
        accessToken: secrets.businessToken,
        isRepeatable: false,
      });
      return answer.kind === 'answer' ? {kind: 'done'} : failureOf(answer, 'internal_error');
    },
  };
}

/** Only to be shown; the choice works without it. */
async function nameOfPerson(graph: GraphClient, {businessToken}: AttemptSecrets): Promise<string | null> {
  const answer = await graph.call({
    path: '/me',
    query: {fields: 'id,name'},
    accessToken: businessToken,
    isRepeatable: true,
  });
  const body = answer.kind === 'answer' ? answer.body : undefined;
  return person.safeParse(body).data?.name ?? null;
}

/**
 * The person's token, traded for a long-lived one if it ever ends: the token of a Page ends with the short-lived one that it was asked for
 * with, and not by time with a long-lived one. To trade one that is long-lived does no harm.
 */
async function lastingToken(
  graph: GraphClient,
  {businessToken}: AttemptSecrets,
): Promise<{kind: 'lasting'; token: string} | Failure> {
  const token = await debugToken(graph, businessToken);
  if (token.kind === 'failed') return token;
  if (token.expiresAt === 0) return {kind: 'lasting', token: businessToken};
  const answer = await graph.call({
    path: '/oauth/access_token',
    query: {
      grant_type: 'fb_exchange_token',
      client_id: graph.meta.appId,
      client_secret: graph.meta.appSecret,
      fb_exchange_token: businessToken,
    },
    isRepeatable: true,
  });
  if (answer.kind !== 'answer') return failureOf(answer, 'token_exchange_failed');
  const parsed = exchangeAnswer.safeParse(answer.body);
  return parsed.success
    ? {kind: 'lasting', token: parsed.data.access_token}
    : {kind: 'failed', reason: 'token_exchange_failed'};
}

/** The permissions were looked at before: what is refused now is refused for this Page, as to somebody without full control of it. */
function notSubscribed(failure: Failure): Failure {
  const isAboutPage = ['fb_not_authorized', 'meta_no_pages'].includes(failure.reason);
  return isAboutPage ? {...failure, reason: 'page_subscription_failed'} : failure;
}
