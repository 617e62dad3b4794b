import {expect, test} from 'vitest';
import type {MetaConfig} from '../../../server/config.ts';
import {readConfig} from '../../../server/config.ts';
import type {Reply} from '../../../server/doctor/ask.ts';
import {checkDialogs} from '../../../server/doctor/meta-dialog.ts';

const reply = (status: number, text: string, headers: Record<string, string> = {}): Reply => ({
  kind: 'reply',
  status,
  headers: new Headers(headers),
  text,
  body: undefined,
});

const meta = readConfig({
  SIGNUP_PROVIDER: 'meta',
  META_APP_ID: '1234567890',
  META_APP_SECRET: 'a secret of an app',
  META_CONFIG_ID: '9876543210',
  SECRET_KEY: 'k'.repeat(40),
}).meta as MetaConfig;

test.each<[string, Reply, string, RegExp]>([
  [
    'a page to sign in',
    reply(302, '', {location: 'https://www.facebook.com/login.php?next=x'}),
    'look',
    /Valid OAuth Redirect URIs/,
  ],
  ['the dialog itself', reply(200, '<h1>Continue as Sam</h1>'), 'ok', /leads back here/],
  ['URL Blocked', reply(200, '<div>URL Blocked</div> This redirect failed'), 'fail', /^PUBLIC_URL: /],
  [
    'Feature Unavailable',
    reply(200, '<title>Error</title><p>Feature <b></b>Unavailable</p>'),
    'fail',
    /^META_CONFIG_ID: /,
  ],
  [
    'Invalid App ID',
    reply(200, 'Invalid App ID: The provided app ID does not look like a valid app ID.'),
    'fail',
    /^META_APP_ID: /,
  ],
  [
    'App not active',
    reply(200, 'App not active: This app is not accessible right now'),
    'fail',
    /development mode/,
  ],
  ['words of a script, which nobody reads', reply(200, '<script>"URL Blocked"</script>Continue'), 'ok', /./],
  ['an outage', reply(503, ''), 'fail', /status 503/],
  ['nothing', {kind: 'silent', why: 'ENOTFOUND'}, 'fail', /META_DIALOG_URL.*ENOTFOUND/],
])('what it makes of %s', (_, dialog, result, words) => {
  const [finding] = checkDialogs(meta, 'https://invite.example.com', {dialog, messengerDialog: null});
  expect(finding).toMatchObject({name: 'WhatsApp dialog', result, message: expect.stringMatching(words)});
});
