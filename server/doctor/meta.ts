import type {MetaConfig} from '../config.ts';
import type {Ask} from './ask.ts';
import {type Finding, look} from './finding.ts';
import {askMeta} from './meta-answers.ts';
import {checkCredentials, checkGraph, checkPermissions} from './meta-app.ts';
import {checkDialogs} from './meta-dialog.ts';
import {checkPartner} from './meta-partner.ts';
import {checkCallback, checkSubscriptions} from './meta-webhook.ts';

/** What Meta says about the app and the business, against what is set here. Changes nothing there. */
export async function examineMeta(
  ask: Ask,
  meta: MetaConfig,
  publicUrl: string,
  now: number,
): Promise<Finding[]> {
  const answers = await askMeta(ask, meta, publicUrl);
  const graph = checkGraph(meta, answers.credentials, now);
  const isReachable = graph.every(({name, result}) => name !== 'graph' || result === 'ok');
  const credentials = isReachable ? [checkCredentials(meta, answers.credentials)] : [];
  // Without the app's own token everything else is refused for that reason.
  const isKnown = credentials.some(({result}) => result === 'ok');
  return [
    ...graph,
    ...credentials,
    ...(isKnown ? [checkPermissions(meta, answers.permissions)] : []),
    ...checkDialogs(meta, publicUrl, answers),
    ...(isKnown ? checkSubscriptions(meta, publicUrl, answers.subscriptions) : []),
    checkCallback(meta, publicUrl, answers.callback),
    ...(isKnown ? checkPartner(meta, answers.partner, now) : []),
    ...untold(meta, publicUrl),
  ];
}

/** What Meta shows in its dashboard only. */
function untold({popup}: MetaConfig, publicUrl: string): Finding[] {
  return [
    look(
      'app mode',
      'Meta does not tell whether the app is published. Look there yourself: the switch “App Mode” at the top of the App Dashboard is to say “Live”.',
    ),
    look(
      'login settings',
      'Meta does not tell. Look there yourself: Facebook Login for Business > Settings: Client OAuth login, Web OAuth login, Enforce HTTPS, Embedded Browser OAuth Login and Strict Mode are to be on.',
    ),
    ...(popup
      ? [
          look(
            'popup',
            `META_POPUP=1 needs more, which Meta does not tell. Look there yourself: Facebook Login for Business > Settings: Login with the JavaScript SDK is to be on, and ${new URL(publicUrl).host} among Allowed Domains for the JavaScript SDK.`,
          ),
        ]
      : []),
  ];
}
