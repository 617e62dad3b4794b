import {z} from 'zod';
import type {MetaConfig} from '../config.ts';
import {type Reply, graphData, whyNot} from './ask.ts';
import {fail, type Finding, look, ok} from './finding.ts';
import {endOfVersion} from './graph-versions.ts';

const skewMaxMs = 60_000;
const dayMs = 24 * 60 * 60_000;
const soonMs = 60 * dayMs;

const tokenAnswer = z.object({access_token: z.string()});
const permissionsAnswer = z.object({
  data: z.array(z.object({permission: z.string(), status: z.string().optional()})),
});

/** Whether Meta is there, tells the same time, and answers by the version that we ask for. */
export function checkGraph(meta: MetaConfig, credentials: Reply, now: number): Finding[] {
  if (credentials.kind === 'silent') {
    const message = `${meta.graphUrl} cannot be reached: ${credentials.why}. Let this machine make https connections to it, or mend META_GRAPH_URL.`;
    return [fail('graph', message)];
  }
  return [
    ok('graph', `${meta.graphUrl} answers`),
    checkClock(credentials.headers, now),
    checkVersion(meta, credentials, now),
  ];
}

function checkClock(headers: Headers, now: number): Finding {
  const theirs = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(theirs))
    return look('clock', 'Meta did not tell the time. Compare this machine’s clock with another.');
  const skewSeconds = Math.round((now - theirs) / 1000);
  if (Math.abs(now - theirs) <= skewMaxMs) return ok('clock', 'is within a minute of Meta’s');
  return fail(
    'clock',
    `This machine is ${Math.abs(skewSeconds)} seconds ${skewSeconds > 0 ? 'ahead of' : 'behind'} Meta. Set its clock by NTP: links, tickets and signatures are judged by it.`,
  );
}

function checkVersion(
  {graphVersion}: MetaConfig,
  {headers, body}: Extract<Reply, {kind: 'reply'}>,
  now: number,
): Finding {
  const name = 'Graph version';
  const change = 'Set META_GRAPH_VERSION to one that Meta’s changelog lists as available, for example v25.0.';
  const answeredBy = headers.get('facebook-api-version');
  if (answeredBy !== null && answeredBy !== graphVersion) {
    return fail(name, `${graphVersion} is dead: Meta answers by ${answeredBy} instead. ${change}`);
  }
  const unknown = z.object({error: z.object({code: z.literal(2500)})}).safeParse(body).success;
  if (unknown) return fail(name, `${graphVersion} is not known to Meta. ${change}`);
  const end = endOfVersion(graphVersion);
  if (end === undefined) return ok(name, graphVersion);
  const day = new Date(end).toISOString().slice(0, 10);
  if (end <= now) return fail(name, `${graphVersion} ended on ${day}. ${change}`);
  if (end - now <= soonMs) return look(name, `${graphVersion} ends on ${day}. ${change}`);
  return ok(name, `${graphVersion}, until ${day}`);
}

/** Whether Meta takes the app's id and secret. */
export function checkCredentials({appId}: MetaConfig, credentials: Reply): Finding {
  const name = 'app id and secret';
  const answer = graphData(credentials, tokenAnswer);
  if (answer.kind === 'data') return ok(name, `Meta takes them for the app ${appId}`);
  if (answer.kind === 'refused' && answer.code === 101) {
    return fail(name, `META_APP_ID: Meta knows no app ${appId}. Copy the id from App settings > Basic.`);
  }
  if (answer.kind === 'refused' && answer.code === 1) {
    return fail(
      name,
      `META_APP_SECRET is not that of the app ${appId}. Copy it from App settings > Basic > App secret; after a reset there the old one is dead.`,
    );
  }
  return fail(
    name,
    `META_APP_ID and META_APP_SECRET could not be tried: ${whyNot(answer)}. See App settings > Basic.`,
  );
}

/** Advanced access: without it only people with a role in the app can share anything. */
export function checkPermissions(meta: MetaConfig, reply: Reply): Finding {
  const name = 'permissions';
  const place = 'App Review > Permissions and Features';
  const answer = graphData(reply, permissionsAnswer);
  if (answer.kind !== 'data') {
    return look(
      name,
      `Meta does not tell (${whyNot(answer)}). Look there yourself: ${place}, for advanced access of ${neededPermissions(meta).join(', ')}.`,
    );
  }
  const statuses = new Map(answer.data.data.map(({permission, status}) => [permission, status ?? 'live']));
  const missing = neededPermissions(meta).filter((permission) => statuses.get(permission) !== 'live');
  if (missing.length === 0) return ok(name, 'all have advanced access');
  const shown = missing.map((permission) => `${permission} (${statuses.get(permission) ?? 'not requested'})`);
  return fail(
    name,
    `Without advanced access only people with a role in the app can connect: ${shown.join(', ')}. Ask for it at ${place}.`,
  );
}

function neededPermissions({messengerConfigId, partner}: MetaConfig): string[] {
  return [
    'whatsapp_business_management',
    'whatsapp_business_messaging',
    ...(partner || messengerConfigId !== null ? ['business_management'] : []),
    ...(messengerConfigId === null ? [] : ['pages_show_list', 'pages_messaging', 'pages_manage_metadata']),
  ];
}
