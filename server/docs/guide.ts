import {readFileSync} from 'node:fs';
import {errorCodes, errorMeanings} from '../contract/errors.ts';
import {statusOfCode} from '../errors.ts';
import {html, type Html} from '../html.ts';
import type {Credential, OpenApi, PathItem} from '../openapi/document.ts';
import {refName} from '../openapi/schemas.ts';
import {retryDelaysMs} from '../webhooks/retry.ts';
import {fieldTable, prose} from './fields.ts';
import {credentialNames} from './operation.ts';

/** The sections beside the routes, in the order of the page: id, title, content. */
export interface Section {
  id: string;
  title: string;
  content: (document: OpenApi, address: string) => Html;
}

export const sectionsBefore: readonly Section[] = [
  {id: 'begin', title: 'First call', content: (_, address) => firstCall(address)},
  {id: 'credentials', title: 'Credentials', content: credentials},
  {id: 'conventions', title: 'Conventions', content: () => conventions},
  {id: 'errors', title: 'Errors', content: () => errors()},
];

export const sectionsAfter: readonly Section[] = [
  {id: 'webhooks', title: 'Webhooks', content: webhooks},
  {id: 'objects', title: 'Objects', content: objects},
];

function firstCall(address: string): Html {
  return html`<p>
      Make a test key, and invite somebody. Test keys sign up against a play-Meta inside this service: nothing
      leaves it, and every outcome can be tried.
    </p>
    <pre><code>npm run cli -- keys create --mode test
export INVITE_API_KEY=zpi_test_…   # the key that it shows

curl -sS -X POST "${address}/v1/invitations" \\
  -H "Authorization: Bearer $INVITE_API_KEY" \\
  -H 'Content-Type: application/json' \\
  --data-binary '{"clientName": "Bakery Luna"}'</code></pre>
    <p>
      Open the <code>url</code> of the answer to see what your client sees. The examples below name ids as
      shell variables: <code>export INVITATION_ID=inv_…</code>. Zavu’s own SDK works here too: give it
      <code>${address}</code> as <code>baseURL</code>.
    </p>`;
}

function credentials({components}: OpenApi): Html {
  const rows = Object.entries(components.securitySchemes) as [
    Credential,
    OpenApi['components']['securitySchemes'][Credential],
  ][];
  return html`<p>
      Every call carries one of them as <code>Authorization: Bearer …</code>; each route says which it takes.
    </p>
    <dl>
      ${rows.map(
        ([name, {bearerFormat, description}]) =>
          html`<dt>${credentialNames[name]} <code>${bearerFormat}</code></dt>
            <dd>${prose(description)}</dd>`,
      )}
    </dl>`;
}

const conventions = html`<ul>
  <li>Times are ISO 8601 in UTC with milliseconds; in events, Unix milliseconds. Phone numbers are E.164.</li>
  <li>
    Lists are pages, newest first: pass <code>nextCursor</code> of one page as <code>cursor</code> of the
    next; <code>null</code> is the end.
  </li>
  <li>
    Answers may get new keys, and sets of values (reasons, event types) new members: leave out what you do not
    know.
  </li>
  <li>
    Creating twice by accident: send an <code>Idempotency-Key</code>, and a repeat within 24 hours answers
    what was created the first time.
  </li>
  <li>
    Each credential has a number of requests a minute: <code>X-RateLimit-Limit</code>,
    <code>X-RateLimit-Remaining</code>, <code>X-RateLimit-Reset</code> (Unix milliseconds). Beyond it:
    <code>429</code> with <code>Retry-After</code> in seconds.
  </li>
  <li>Keys, projects and modes see only their own: what is not yours is answered as if it were not there.</li>
</ul>`;

function errors(): Html {
  const codes = [...errorCodes].sort((a, b) => statusOfCode[a] - statusOfCode[b]);
  return html`<p>
      Everything that is not a success is <code>{"code", "message", "details"?}</code>. Branch on
      <code>code</code>; show or log <code>message</code>, which says what is wrong, where, and what to do. A
      wrong request has <code>details.errors: [{"path", "message"}]</code>. A <code>409</code> carries
      <code>x-should-retry: false</code>; a <code>503</code> changed nothing and may be repeated. A signup
      that fails is no error: <a href="/docs/failures">why it does, and how to try each of it out</a>.
    </p>
    <table>
      <thead>
        <tr>
          <th scope="col">Code</th>
          <th scope="col">Status</th>
          <th scope="col">Meaning</th>
        </tr>
      </thead>
      <tbody>
        ${codes.map(
          (code) =>
            html`<tr id="error-${code}">
              <th scope="row"><code>${code}</code></th>
              <td>${statusOfCode[code]}</td>
              <td>${prose(errorMeanings[code])}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
}

/** A file of its own, so that it runs as it stands. */
const zavuVerification = readFileSync(new URL('verify-webhook.js', import.meta.url), 'utf8').trimEnd();

const standardVerification = `import {Webhook} from 'standardwebhooks';

// Throws unless the message is ours and fresh.
const event = new Webhook(secret).verify(rawBody, headers);`;

const eventExample = {
  id: 'evt_0mia2n9f6b3x8q1z5c4h',
  type: 'invitation.status_changed',
  timestamp: 1795341600000,
  projectId: 'prj_0mia1z8y7w6v5u4t3s2r',
  data: {
    invitationId: 'inv_0mia2k7c9x4t1b8w5q3z',
    clientName: 'Bakery Luna',
    clientEmail: 'hola@luna.example',
    connectionType: 'whatsapp_waba',
    previousStatus: 'in_progress',
    currentStatus: 'completed',
    senderId: 'snd_0mia2m1d4r8k6n0v2y7p',
    connectedAccount: {channel: 'whatsapp', id: '106540352242922', name: 'Bakery Luna'},
  },
};

function webhooks(document: OpenApi): Html {
  return html`<p>
      The service posts each event to your endpoint as JSON. Answer with any 2xx within 15 seconds: take the
      event, and do the work afterwards. An event can come twice, and then has the same <code>id</code>: leave
      out what you have seen.
    </p>
    <h3 id="webhook-events">Events</h3>
    <table>
      <thead>
        <tr>
          <th scope="col">Type</th>
          <th scope="col">Sent when</th>
        </tr>
      </thead>
      <tbody>
        ${Object.entries(document.webhooks).map(
          ([type, item]) =>
            html`<tr>
              <th scope="row"><code>${type}</code></th>
              <td>${prose(item.post?.summary ?? '')}. ${dataLink(item)}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    <h3 id="webhook-envelope">Envelope</h3>
    <p>Every body is an <a href="#object-Event">Event</a>:</p>
    <pre><code>${JSON.stringify(eventExample, null, 2)}</code></pre>
    <h3 id="webhook-signature">Verify that it is ours</h3>
    <p>
      <code>X-Zavu-Signature: t=…,v2=…</code> is what Zavu sends: <code>t</code> in Unix seconds, and
      <code>v2</code> the HMAC-SHA256 of <code>t.body</code> as hex, keyed with the whole secret,
      <code>whsec_</code> included. (<code>v1</code>, where it is still sent, signs the body alone and can be
      replayed.)
    </p>
    <pre><code>${zavuVerification}</code></pre>
    <p>
      The same request carries <code>webhook-id</code>, <code>webhook-timestamp</code> and
      <code>webhook-signature</code> of <a href="https://www.standardwebhooks.com/">Standard Webhooks</a>, so
      that its libraries work with the same secret. While a secret is rotated, there is a signature of each.
    </p>
    <pre><code>${standardVerification}</code></pre>
    <h3 id="webhook-retries">When your endpoint does not answer</h3>
    <p>
      It is tried ${retryDelaysMs.length + 1} times: again after
      ${new Intl.ListFormat('en').format(retryDelaysMs.map(durationText))}, each a little spread.
      <code>Retry-After</code> makes a wait longer. Redirects are not followed. Every try is signed anew, with
      the same <code>id</code> and body. A webhook that fails for five days, or answers <code>410</code>, is
      switched off; what it missed can be sent again.
    </p>`;
}

function dataLink({post}: PathItem): Html | false {
  const data = post?.requestBody?.content['application/json']?.schema.properties?.['data'];
  const name = data && refName(data);
  return name !== undefined && html`<code>data</code> is <a href="#object-${name}">${name}</a>.`;
}

const units = [
  [60 * 60_000, 'hour'],
  [60_000, 'minute'],
  [1_000, 'second'],
] as const;

function durationText(durationMs: number): string {
  const [unitMs, unit] = units.find(([ms]) => durationMs >= ms) ?? [1_000, 'second'];
  const count = durationMs / unitMs;
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

function objects({components}: OpenApi): Html {
  return html`${Object.entries(components.schemas).map(
    ([name, schema]) =>
      html`<details>
        <summary>${name}</summary>
        <div id="object-${name}">
          ${schema.description !== undefined && html`<p>${prose(schema.description)}</p>`}
          ${fieldTable(schema, components.schemas, 'answer')}
        </div>
      </details>`,
  )}`;
}
