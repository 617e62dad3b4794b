import type {MetaConfig} from '../config.ts';
import type {Reply} from './ask.ts';
import {fail, type Finding, look, ok} from './finding.ts';
import {redirectUriOf} from './meta-answers.ts';

/** Meta's own words on the pages from which nobody comes back. */
const refusals: {words: RegExp; explain: (dialog: DialogCheck) => string}[] = [
  {
    words: /url blocked|redirect_uri (isn|is not|isn&#)|can&#039;t load url|can't load url/i,
    explain: ({redirectUri}) =>
      `PUBLIC_URL: Meta sends nobody to ${redirectUri}. Enter exactly this address at Facebook Login for Business > Settings > Valid OAuth Redirect URIs.`,
  },
  {
    words: /feature unavailable|invalid config|configuration .*(not|doesn).*(exist|found)/i,
    explain: ({setting, configId}) =>
      `${setting}: the app has no configuration ${configId}, or it may not be used yet. Copy the id from Facebook Login for Business > Configurations.`,
  },
  {
    words: /invalid app id|app id [^.]{0,40}invalid/i,
    explain: () => 'META_APP_ID: the dialog knows no such app. Copy the id from App settings > Basic.',
  },
  {
    words: /app not active|app is not active|development mode|app not set up|isn&#039;t available right now/i,
    explain: () =>
      'The app is in development mode: only people with a role in it can connect. Publish it with the switch “App Mode” at the top of the App Dashboard.',
  },
];

interface DialogCheck {
  name: string;
  setting: 'META_CONFIG_ID' | 'META_MESSENGER_CONFIG_ID';
  configId: string;
  redirectUri: string;
}

/** What the dialog shows to somebody who is not signed in, as far as a page tells. */
export function checkDialogs(
  meta: MetaConfig,
  publicUrl: string,
  replies: {dialog: Reply; messengerDialog: Reply | null},
): Finding[] {
  const redirectUri = redirectUriOf(publicUrl);
  const {configId, messengerConfigId} = meta;
  const findings = [
    checkDialog({name: 'WhatsApp dialog', setting: 'META_CONFIG_ID', configId, redirectUri}, replies.dialog),
  ];
  if (messengerConfigId === null || !replies.messengerDialog) return findings;
  if (messengerConfigId === configId) {
    return [
      ...findings,
      fail(
        'Messenger dialog',
        `META_MESSENGER_CONFIG_ID is the configuration of WhatsApp, too (${configId}). Make another, of the login variation “General”, at Facebook Login for Business > Configurations.`,
      ),
    ];
  }
  const messenger = {
    name: 'Messenger dialog',
    setting: 'META_MESSENGER_CONFIG_ID',
    configId: messengerConfigId,
    redirectUri,
  } as const;
  return [...findings, checkDialog(messenger, replies.messengerDialog)];
}

function checkDialog(dialog: DialogCheck, reply: Reply): Finding {
  const {name, setting, configId, redirectUri} = dialog;
  if (reply.kind === 'silent') {
    return fail(
      name,
      `META_DIALOG_URL: nothing answers there (${reply.why}). Let this machine make https connections to it.`,
    );
  }
  const words = wordsOf(reply.text);
  const refusal = refusals.find((one) => one.words.test(words));
  if (refusal) return fail(name, refusal.explain(dialog));
  const place = `that ${redirectUri} is at Facebook Login for Business > Settings > Valid OAuth Redirect URIs, and that ${setting} (${configId}) is among Facebook Login for Business > Configurations`;
  // Who is not signed in is sent to do that before Meta looks at the rest.
  if (reply.status >= 300 && reply.status < 400) {
    return look(name, `Meta wants somebody to sign in before it tells. Look there yourself: ${place}.`);
  }
  if (reply.status >= 400) return fail(name, `It is refused with the status ${reply.status}. Look ${place}.`);
  return ok(name, 'is shown, and leads back here');
}

function wordsOf(page: string): string {
  return page
    .replace(/<(script|style)[\s\S]*?<\/\1>/gi, ' ')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}
