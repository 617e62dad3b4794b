import {z} from 'zod';
import type {MetaConfig} from '../config.ts';
import {subscribedFields} from '../signup/meta/messenger.ts';
import {graphData, type Reply, whyNot} from './ask.ts';
import {fail, type Finding, look, ok} from './finding.ts';
import {callbackUrlOf, challenge} from './meta-answers.ts';
import {parseUrl} from '../url.ts';

const subscriptionsAnswer = z.object({
  data: z.array(
    z.object({
      object: z.string(),
      callback_url: z.string().optional(),
      active: z.boolean().optional(),
      fields: z.array(z.union([z.string(), z.object({name: z.string()})])).optional(),
    }),
  ),
});

interface WantedSubscription {
  name: string;
  object: string;
  /** Where it is set in the App Dashboard. */
  place: string;
  fields: string[];
}

const whatsApp: WantedSubscription = {
  name: 'WhatsApp webhook',
  object: 'whatsapp_business_account',
  place: 'WhatsApp > Configuration > Webhook',
  fields: [
    'messages',
    'account_update',
    'account_review_update',
    'phone_number_name_update',
    'phone_number_quality_update',
    'security',
  ],
};
const page: WantedSubscription = {
  name: 'Messenger webhook',
  object: 'page',
  place: 'Messenger > Messenger API Settings > Webhooks',
  fields: subscribedFields,
};

/** Whether Meta tells the app what happens, all of it, and here. */
export function checkSubscriptions(meta: MetaConfig, publicUrl: string, reply: Reply): Finding[] {
  const wanted = meta.messengerConfigId === null ? [whatsApp] : [whatsApp, page];
  const answer = graphData(reply, subscriptionsAnswer);
  return wanted.map((one) => {
    if (answer.kind !== 'data') {
      return look(one.name, `Meta does not tell (${whyNot(answer)}). Look there yourself: ${one.place}.`);
    }
    return checkSubscription(one, callbackUrlOf(publicUrl), answer.data.data);
  });
}

function checkSubscription(
  {name, object, place, fields}: WantedSubscription,
  callbackUrl: string,
  found: z.infer<typeof subscriptionsAnswer>['data'],
): Finding {
  const subscription = found.find((one) => one.object === object);
  if (!subscription) {
    return fail(
      name,
      `The app is not subscribed to "${object}". Enter ${callbackUrl} and your META_WEBHOOK_VERIFY_TOKEN at ${place}.`,
    );
  }
  if (subscription.callback_url !== callbackUrl) {
    return fail(
      name,
      `Meta sends it to ${shownAddress(subscription.callback_url)}, not to ${callbackUrl}. Change the Callback URL at ${place}, or PUBLIC_URL here.`,
    );
  }
  if (subscription.active === false) {
    return fail(
      name,
      `The subscription is not active: Meta gave up calling ${callbackUrl}. Verify and save it again at ${place}.`,
    );
  }
  const subscribed = new Set(
    (subscription.fields ?? []).map((field) => (typeof field === 'string' ? field : field.name)),
  );
  const missing = fields.filter((field) => !subscribed.has(field));
  if (missing.length > 0) {
    return fail(
      name,
      `Not subscribed to ${missing.join(', ')}. Switch ${missing.length === 1 ? 'it' : 'them'} on at ${place} fields.`,
    );
  }
  return ok(name, `all fields come to ${callbackUrl}`);
}

/** Whether our own address answers Meta's question as Meta wants it. */
export function checkCallback(meta: MetaConfig, publicUrl: string, reply: Reply | null): Finding {
  const name = 'webhook verification';
  const callbackUrl = callbackUrlOf(publicUrl);
  const place = 'WhatsApp > Configuration > Webhook > Verify token';
  if (meta.webhookVerifyToken === null || reply === null) {
    return fail(
      name,
      `META_WEBHOOK_VERIFY_TOKEN is missing: Meta cannot verify ${callbackUrl}. Choose one, and enter it at ${place} too.`,
    );
  }
  if (reply.kind === 'silent') {
    return fail(
      name,
      `${callbackUrl} cannot be reached from here: ${reply.why}. Start the service, and let PUBLIC_URL lead to it.`,
    );
  }
  if (reply.status === 403) {
    return fail(
      name,
      `${callbackUrl} does not take META_WEBHOOK_VERIFY_TOKEN: the service runs with another. Start it again with this one, and enter it at ${place}.`,
    );
  }
  if (reply.status !== 200 || reply.text.trim() !== challenge) {
    return fail(
      name,
      `${callbackUrl} answers ${reply.status} and not what Meta sent. PUBLIC_URL leads to something else, or a proxy changes the answer.`,
    );
  }
  return ok(name, `${callbackUrl} answers Meta’s question`);
}

/** Somebody else's address, without what may be secret in it. */
function shownAddress(address: string | undefined): string {
  const url = parseUrl(address ?? '');
  return url ? url.origin + url.pathname : 'nowhere';
}
