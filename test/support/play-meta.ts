import type {TestService} from './harness.ts';

/** The ids that play-Meta gives its app and its partner. */
const appId = '400000000000001';
const partner = {
  businessId: '200000000000001',
  systemUserId: '300000000000001',
  creditLineId: '600000000000001',
};

/** Settings with which another service signs up live at the play-Meta of this one, as a Solution Partner. */
export function liveEnvironment(meta: TestService): Record<string, string> {
  const {secrets} = meta.context;
  return {
    SIGNUP_PROVIDER: 'meta',
    META_APP_ID: appId,
    META_APP_SECRET: secrets.sign('sandbox app secret'),
    META_CONFIG_ID: '900000000000001',
    META_MESSENGER_CONFIG_ID: '900000000000002',
    META_GRAPH_URL: `${meta.url}/sandbox/graph`,
    META_DIALOG_URL: `${meta.url}/sandbox/dialog`,
    META_ROLE: 'solution_partner',
    META_BUSINESS_ID: partner.businessId,
    META_SYSTEM_USER_ID: partner.systemUserId,
    META_SYSTEM_USER_TOKEN: secrets.sign('sandbox system user token'),
    META_CREDIT_LINE_ID: partner.creditLineId,
    META_WEBHOOK_VERIFY_TOKEN: 'the verify token of the tests',
  };
}

/** Enters a service in the dashboard of play-Meta's app: where browsers come back to, and where webhooks go. */
export async function registerApp(meta: TestService, publicUrl: string): Promise<void> {
  const {subscriptions} = (await meta.fetch('GET', '/sandbox/app')).body as {subscriptions: object[]};
  await setDashboard(meta, {
    redirectUris: [`${publicUrl}/signup/meta/callback`],
    subscriptions: subscriptions.map((one) => ({...one, callbackUrl: `${publicUrl}/webhooks/meta`})),
  });
}

export async function setDashboard(meta: TestService, settings: Record<string, unknown>): Promise<void> {
  const {status, body} = await meta.fetch('POST', '/sandbox/app', settings);
  if (status !== 200) throw new Error(`/sandbox/app answered ${status}: ${JSON.stringify(body)}`);
}

/** Calls play-Meta's Graph as the partner does. */
export async function askGraph(
  meta: TestService,
  method: string,
  path: string,
  token = meta.context.secrets.sign('sandbox system user token'),
): Promise<{status: number; body: any}> {
  const response = await fetch(`${meta.url}/sandbox/graph/v25.0${path}`, {
    method,
    headers: {authorization: `Bearer ${token}`},
  });
  return {status: response.status, body: await response.json()};
}
