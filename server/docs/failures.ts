import {failures} from '../../widget/locales/en/later.ts';
import {type FailureReason, failureExplanations, failureReasons} from '../contract/failure-reasons.ts';
import {html, type Html} from '../html.ts';
import {type FailureRow, failureRows, otherEndings, setup} from './failure-rows.ts';
import {prose} from './fields.ts';

/** When the client can try the same link again. It stays good after every failure. */
const again: Partial<Record<FailureReason, string>> = {
  account_restricted: 'Yes, once Meta has lifted it.',
  configuration_error: 'Yes, once it is mended.',
  credit_line_failed: 'Yes, once it is mended, without the dialog.',
  meta_rate_limited: 'Yes, after a while, without the dialog.',
  meta_unavailable: 'Yes, where it stopped.',
  phone_already_connected: 'Yes, with another number.',
  registration_rate_limited: 'Yes, after 72 hours.',
  webhook_subscription_failed: 'Yes, once it is mended, without the dialog.',
};

/** Every failure as a page: how it is tried out, what the client reads, what the operator sees. Needs no script. */
export function renderFailuresPage(address: string): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Why a signup fails</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/docs.css" />
      </head>
      <body>
        <a class="skip" href="#top">To the content</a>
        <nav aria-label="Contents">
          <p class="name"><a href="/docs">All of the API</a></p>
          <details class="contents">
            <summary>Contents</summary>
            <ul>
              ${reasonsWithRows().map(
                (reason) =>
                  html`<li>
                    <a href="#${reason}"><code>${reason}</code></a>
                  </li>`,
              )}
              <li><a href="#completed">Not a failure</a></li>
            </ul>
          </details>
        </nav>
        <main id="top">
          <header>
            <h1>Why a signup fails</h1>
            <p class="lead">Every <code>failureReason</code>, how to try it out, and who is told what.</p>
          </header>
          <p>
            In test mode, tell play-Meta what to do, and then open the <code>url</code> of a test invitation.
            Without <code>"auto": true</code> you click through the dialog yourself. What the operator sees is
            in <code>attempts[]</code> of <code>GET /v1/invitations/:id/timeline</code>; clients, pages,
            webhooks and streams never carry it.
          </p>
          ${reasonsWithRows().map((reason) => reasonSection(reason, address))}
          <section id="completed">
            <h2>Not a failure</h2>
            <p>These complete, but otherwise than a number that is registered at once.</p>
            ${rowTable(otherEndings, address)}
          </section>
        </main>
      </body>
    </html>`.toString();
}

function reasonsWithRows(): FailureReason[] {
  return failureReasons.filter((reason) => failureRows.some(({ends}) => ends === reason));
}

function reasonSection(reason: FailureReason, address: string): Html {
  const {meaning, advice} = failureExplanations[reason];
  const {title, advice: clientAdvice} = failures[reason];
  return html`<section id="${reason}">
    <h2><code>${reason}</code></h2>
    <p>${prose(meaning)}</p>
    <dl>
      <dt>The client reads</dt>
      <dd><strong>${title}</strong>. ${clientAdvice}</dd>
      <dt>The operator reads</dt>
      <dd>${prose(advice)}</dd>
      <dt>The same link again?</dt>
      <dd>${again[reason] ?? 'Yes, at once.'}</dd>
    </dl>
    ${rowTable(
      failureRows.filter(({ends}) => ends === reason),
      address,
    )}
  </section>`;
}

function rowTable(rows: readonly FailureRow[], address: string): Html {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">What happens</th>
        <th scope="col">How to play it, and what the operator sees</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        (row) =>
          html`<tr>
            <th scope="row"><code>${row.scenario}</code> ${prose(row.what)}</th>
            <td>
              <pre><code>${commandsOf(row, address)}</code></pre>
              ${needsOf(row)} ${detailOf(row)}
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
}

function commandsOf({scenario, popup}: FailureRow, address: string): string {
  const post = (path: string, body: unknown) =>
    `curl -X POST "${address}${path}" \\\n  -H 'Content-Type: application/json' \\\n  -d '${JSON.stringify(body)}'`;
  const commands = [post('/sandbox/control', {scenario, auto: true})];
  if (popup) commands.push(post('/sandbox/control/popup', popup));
  return commands.join('\n');
}

function needsOf({needs, channel}: FailureRow): Html | false {
  const all = [
    ...(channel ? ['an invitation with `connectionType: "messenger"`'] : []),
    ...(needs ? [setup[needs]] : []),
  ];
  return all.length > 0 && html`<p>Takes ${prose(all.join(' and '))}.</p>`;
}

function detailOf({detail}: FailureRow): Html | false {
  const entries = Object.entries(detail);
  return (
    entries.length > 0 &&
    html`<p>
      <code>failureDetail</code>:
      ${entries.map(([name, value], index) => html`${index > 0 && ', '}<code>${name}${value !== true && `: ${value}`}</code>`)}
    </p>`
  );
}
