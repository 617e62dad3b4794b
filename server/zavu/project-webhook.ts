import type {Config} from '../config.ts';
import type {Context} from '../context.ts';
import type {RemoteWebhook, ZavuCloud} from './cloud.ts';
import {keep, readKept} from './kept.ts';
import {parseUrl} from '../url.ts';

const eventType = 'invitation.status_changed';

/** What we set up at Zavu: its secret, and under which address we did. */
interface KeptWebhook {
  url: string;
  secret: string;
}

/** Where Zavu is to tell what happens; `undefined` where it could not reach us. */
export function webhookUrlOf({
  publicUrl,
  isLocal,
  webhookAllowPrivate,
}: Pick<Config, 'publicUrl' | 'isLocal' | 'webhookAllowPrivate'>): string | undefined {
  return isLocal && !webhookAllowPrivate ? undefined : `${publicUrl}/webhooks/zavu`;
}

/**
 * Makes sure that Zavu tells us what happens. A project of Zavu's has one webhook: somebody else's is left alone, and what happens is
 * found by asking. Throws `provider_unavailable`.
 */
export async function ensureWebhook(context: Context, zavu: ZavuCloud): Promise<'ours' | 'foreign' | 'none'> {
  const url = webhookUrlOf(context.config);
  if (url === undefined) return 'none';
  const webhook = await zavu.findWebhook();
  const kept = await findKept(context);
  if (webhook && isForeign(webhook, url, kept)) {
    context.log.warn(
      {webhookHost: hostOf(webhook.url)},
      "Zavu's project has a webhook that is not ours, and it has only one: it is left alone, and Zavu is asked instead",
    );
    return 'foreign';
  }
  // Also when it is as it should be: putting it shows the secret, which somebody may have changed.
  const secret = await zavu.putWebhook(url, [...new Set([...(webhook?.events ?? []), eventType])]);
  await keep(context, 'zavu_webhook', JSON.stringify({url, secret} satisfies KeptWebhook));
  return 'ours';
}

/** Not ours, and not ours under an address that we had before. */
export function isForeign(
  webhook: Pick<RemoteWebhook, 'url'>,
  url: string,
  kept: Pick<KeptWebhook, 'url'> | undefined,
): boolean {
  return webhook.url !== url && webhook.url !== kept?.url;
}

/** What Zavu signs with; `undefined` when we have set up no webhook. */
export async function findWebhookSecret(context: Context): Promise<string | undefined> {
  return (await findKept(context))?.secret;
}

async function findKept(context: Context): Promise<KeptWebhook | undefined> {
  const kept = await readKept(context, 'zavu_webhook');
  return kept === undefined ? undefined : (JSON.parse(kept) as KeptWebhook);
}

const hostOf = (url: string) => parseUrl(url)?.host ?? url.slice(0, 100);
