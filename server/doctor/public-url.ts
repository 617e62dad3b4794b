import type {Config} from '../config.ts';
import type {Ask, Reply} from './ask.ts';
import {fail, type Finding, ok} from './finding.ts';

/** Whether clients and the provider reach this service where it says it is. */
export async function checkPublicUrl(
  ask: Ask,
  config: Pick<Config, 'publicUrl' | 'isLocal'>,
): Promise<Finding> {
  const reply = await ask({url: `${config.publicUrl}/healthz`});
  return judge(config, reply);
}

function judge({publicUrl, isLocal}: Pick<Config, 'publicUrl' | 'isLocal'>, reply: Reply): Finding {
  const name = 'public address';
  if (isLocal) {
    return fail(
      name,
      `PUBLIC_URL ${publicUrl} is on this machine: nobody else reaches it. Set it to the https origin under which the service is on the internet.`,
    );
  }
  if (reply.kind === 'silent') {
    return fail(
      name,
      `PUBLIC_URL ${publicUrl} cannot be reached from here: ${reply.why}. Start the service, and see to name, certificate and proxy.`,
    );
  }
  if (reply.status !== 200) {
    return fail(
      name,
      `PUBLIC_URL ${publicUrl} answers ${reply.status} at /healthz: it leads to something else, or the service is not well.`,
    );
  }
  return ok(name, `${publicUrl} answers by https`);
}
