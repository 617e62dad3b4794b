import {z} from 'zod';
import type {ZavuConfig} from '../config.ts';
import type {Ask, Reply} from './ask.ts';
import {fail, type Finding, look, ok} from './finding.ts';
import {parseUrl} from '../url.ts';

const eventType = 'invitation.status_changed';
const meAnswer = z.object({
  project: z.object({id: z.string(), name: z.string().nullish()}),
  isTestMode: z.boolean(),
});
const webhook = z.object({
  url: z.string(),
  events: z.array(z.string()).optional(),
  active: z.boolean().optional(),
});
const webhookAnswer = z.object({webhook: webhook.nullable()});

/** What Zavu's cloud says about the key and the project's one webhook, against what is set here. Changes nothing there. */
export async function examineZavu(ask: Ask, zavu: ZavuConfig, publicUrl: string): Promise<Finding[]> {
  const {baseUrl, apiKey: token} = zavu;
  const [me, found] = await Promise.all([
    ask({url: `${baseUrl}/v1/me`, token}),
    ask({url: `${baseUrl}/v1/invitations/webhook`, token}),
  ]);
  const key = checkKey(zavu, me);
  return key.result === 'fail' ? [key] : [key, checkWebhook(found, `${publicUrl}/webhooks/zavu`)];
}

function checkKey({baseUrl}: ZavuConfig, reply: Reply): Finding {
  const name = 'Zavu key';
  const place = 'Zavu’s dashboard > API keys';
  if (reply.kind === 'silent') {
    return fail(
      name,
      `ZAVUDEV_BASE_URL ${baseUrl} cannot be reached: ${reply.why}. Let this machine make https connections to it.`,
    );
  }
  if (reply.status === 401 || reply.status === 403) {
    return fail(name, `Zavu does not take ZAVUDEV_API_KEY (${reply.status}). Make a live key at ${place}.`);
  }
  const parsed = meAnswer.safeParse(reply.body);
  if (reply.status !== 200 || !parsed.success) {
    return fail(
      name,
      `ZAVUDEV_BASE_URL ${baseUrl} does not answer as Zavu does (${reply.status}). Leave it out for Zavu’s own.`,
    );
  }
  const {project, isTestMode} = parsed.data;
  if (isTestMode) {
    return fail(
      name,
      `ZAVUDEV_API_KEY is a test key: no client would connect anything real. Make a live key at ${place}.`,
    );
  }
  return ok(name, `is a live key of the project ${project.name ?? project.id}`);
}

function checkWebhook(reply: Reply, wanted: string): Finding {
  const name = 'Zavu webhook';
  const place = `PATCH /v1/invitations/webhook of Zavu’s API`;
  const parsed =
    reply.kind === 'reply' && reply.status === 200 ? webhookAnswer.safeParse(reply.body) : undefined;
  if (!parsed?.success) {
    const why = reply.kind === 'silent' ? reply.why : `status ${reply.status}`;
    return look(
      name,
      `Zavu does not tell (${why}). Look there yourself: GET /v1/invitations/webhook is to name ${wanted}.`,
    );
  }
  const {webhook: found} = parsed.data;
  if (!found)
    return look(
      name,
      `There is none yet; the service sets ${wanted} up when it starts. Until then it asks Zavu every so often.`,
    );
  if (found.url !== wanted) {
    return look(
      name,
      `The project’s one webhook goes to ${hostOf(found.url)}, not to ${wanted}: it is left alone, and the service asks Zavu every so often. To hear at once, change it with ${place}.`,
    );
  }
  if (found.active === false)
    return fail(
      name,
      `The webhook to ${wanted} is switched off. Switch it on with ${place} {"active": true}.`,
    );
  if (found.events && !found.events.includes(eventType)) {
    return fail(
      name,
      `The webhook to ${wanted} does not hear of "${eventType}". Add it with ${place} {"events": ["${eventType}"]}.`,
    );
  }
  return ok(name, `tells ${wanted}`);
}

const hostOf = (url: string) => parseUrl(url)?.host ?? 'somewhere else';
