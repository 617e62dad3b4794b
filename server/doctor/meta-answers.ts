import type {MetaConfig} from '../config.ts';
import {dialogUrl} from '../signup/meta/oauth.ts';
import type {Ask, Reply} from './ask.ts';

/** What Meta and our own address answered; `null`: not asked, since nothing is set. */
export interface MetaAnswers {
  /** The app's id and secret against a token. */
  credentials: Reply;
  permissions: Reply;
  subscriptions: Reply;
  dialog: Reply;
  messengerDialog: Reply | null;
  /** Our own answer to the question that Meta asks of a callback. */
  callback: Reply | null;
  partner: PartnerAnswers | null;
}

export interface PartnerAnswers {
  /** What Meta says about the system user's token. */
  token: Reply;
  /** Whose it is. */
  me: Reply;
  business: Reply;
  systemUsers: Reply;
  creditLines: Reply;
}

/** What we have our own callback say again. Any text will do. */
export const challenge = '1158201444';

/** Asks everything at once. Changes nothing at Meta. */
export async function askMeta(ask: Ask, meta: MetaConfig, publicUrl: string): Promise<MetaAnswers> {
  const graph = `${meta.graphUrl}/${meta.graphVersion}`;
  const appToken = `${meta.appId}|${meta.appSecret}`;
  const ofApp = (path: string) => ask({url: `${graph}/${meta.appId}${path}`, token: appToken});
  const ofDialog = (configId: string) =>
    ask({
      url: dialogUrl(meta, {redirectUri: redirectUriOf(publicUrl), state: 'doctor', configId}),
    });
  const [credentials, permissions, subscriptions, dialog, messengerDialog, callback, partner] =
    await Promise.all([
      ask({
        url: `${graph}/oauth/access_token`,
        form: {client_id: meta.appId, client_secret: meta.appSecret, grant_type: 'client_credentials'},
      }),
      ofApp('/permissions'),
      ofApp('/subscriptions'),
      ofDialog(meta.configId),
      meta.messengerConfigId === null ? null : ofDialog(meta.messengerConfigId),
      meta.webhookVerifyToken === null
        ? null
        : ask({url: verificationUrl(callbackUrlOf(publicUrl), meta.webhookVerifyToken)}),
      askPartner(ask, meta, graph, appToken),
    ]);
  return {credentials, permissions, subscriptions, dialog, messengerDialog, callback, partner};
}

export const callbackUrlOf = (publicUrl: string) => `${publicUrl}/webhooks/meta`;
export const redirectUriOf = (publicUrl: string) => `${publicUrl}/signup/meta/callback`;

async function askPartner(
  ask: Ask,
  {partner}: MetaConfig,
  graph: string,
  appToken: string,
): Promise<PartnerAnswers | null> {
  if (!partner) return null;
  const {businessId, systemUserToken: token} = partner;
  const business = `${graph}/${businessId}`;
  const [described, me, found, systemUsers, creditLines] = await Promise.all([
    ask({
      url: `${graph}/debug_token?${new URLSearchParams({input_token: token}).toString()}`,
      token: appToken,
    }),
    ask({url: `${graph}/me?fields=id`, token}),
    ask({url: `${business}?fields=id,name,verification_status`, token}),
    ask({url: `${business}/system_users?limit=200`, token}),
    ask({url: `${business}/extendedcredits?limit=200`, token}),
  ]);
  return {token: described, me, business: found, systemUsers, creditLines};
}

function verificationUrl(callbackUrl: string, verifyToken: string): string {
  const query = new URLSearchParams({
    'hub.mode': 'subscribe',
    'hub.challenge': challenge,
    'hub.verify_token': verifyToken,
  });
  return `${callbackUrl}?${query.toString()}`;
}
