import {remedyFor} from '../../widget/signup-remedies.ts';
import type {FailureReason} from '../contract/failure-reasons.ts';
import {html, oneLine, withName, type Html} from '../html.ts';
import {utcTime} from '../language.ts';
import {assetUrl} from './page-assets.ts';
import {withElement} from './page-element.ts';
import {
  account,
  asker,
  card,
  type Content,
  message,
  printedLink,
  startAgainForm,
  startForm,
  wayBack,
} from './page-parts.ts';
import type {PageOf, ShownNumber, SignupView} from './page-view.ts';
import {relativeTime, wordsFor, type Words} from './page-words.ts';

/** The whole HTML document for one view. `projectName` may be empty where no invitation is known. */
export function renderSignupPage(view: SignupView): string {
  const shown = {...view, projectName: oneLine(view.projectName) ?? '', clientName: oneLine(view.clientName)};
  const words = wordsFor(view);
  const {title, main} = contentOf(shown, words);
  const isForm = view.page === 'choose' || view.page === 'pin';
  return html`<!doctype html>
    <html lang="${words.tag}" dir="${words.direction}">
      <head>
        <meta charset="utf-8" />
        <title>${shown.projectName ? `${title} · ${shown.projectName}` : title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <meta name="format-detection" content="telephone=no" />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${assetUrl('element.css')}" />
        <link rel="stylesheet" href="${assetUrl('page.css')}" />
        ${isForm && html`<link rel="stylesheet" href="${assetUrl('page-form.css')}" />`}
        ${view.brandColor && html`<link rel="stylesheet" href="/assets/brand/${view.brandColor.slice(1)}.css" />`}
        <script type="module" src="/embed/zavu-partner-invite.js"></script>
        <script type="module" src="${assetUrl('page.js')}"></script>
        ${view.page === 'start' && view.popup && html`<script type="module" src="${assetUrl('page-popup.js')}"></script>`}
        ${view.page === 'progress' && html`<noscript><meta http-equiv="refresh" content="2;url=${view.address}" /></noscript>`}
      </head>
      <body data-page="${view.page}" data-status="${view.connection?.status}">
        <div class="page">
          ${asker(shown, words)}
          <main>${main}</main>
          ${wayBack(shown, words)}
        </div>
      </body>
    </html>`
    .toString()
    .replace(/\n\s+/g, '\n');
}

function contentOf(view: SignupView, words: Words): Content {
  const {texts, element} = words;
  const type = view.connectionType;
  switch (view.page) {
    case 'start':
      return {title: element.introduction(type, view.projectName).heading, main: startPage(view, words)};
    case 'progress':
      return {title: element.finishing.heading, main: progressPage(view, words)};
    case 'choose':
      return {title: element.choose(type).heading, main: choosePage(view, words)};
    case 'pin':
      return {title: texts.pin.heading, main: pinPage(view, words)};
    case 'connected':
      return {title: element.connected(type, view.projectName).heading, main: connectedPage(view, words)};
    case 'failed':
      return {title: words.failures[view.failureReason].title, main: failedPage(view, words)};
    case 'expired':
      return expiredPage(view, words);
    case 'cancelled':
      return message({
        icon: 'cross',
        tone: 'neutral',
        heading: element.cancelled,
        text: withName(element.askForNewLink, view.projectName),
      });
    case 'not_found':
      return problem(element.linkRefused.heading, element.linkRefused.sentence);
    case 'replaced':
      return message({
        icon: 'window',
        tone: 'waiting',
        heading: texts.replacedTitle,
        text: texts.replacedSentence,
        action: startForm(view, texts.startHere),
      });
    case 'wrong_browser':
      return problem(texts.lateTitle, texts.lateSentence, startForm(view, element.startAgain));
    case 'deletion':
      return deletionPage(view, words);
    case 'no_deletion':
      return problem(texts.deletion.unknown, texts.deletion.checkCode);
    case 'error':
      return problem(texts.errorTitle, texts.errors[view.code] ?? texts.errors.other);
    default:
      return view satisfies never;
  }
}

function problem(heading: string, text: string, action: Html | false = false): Content {
  return message({icon: 'alert', tone: 'bad', heading, text, action});
}

function startPage(view: PageOf<'start'>, words: Words): Html {
  const {texts, tag} = words;
  const type = view.connectionType;
  const remaining = relativeTime(view.expiresAt - view.now, tag);
  const assigned = view.assignedNumber && assignedNumber(view, view.assignedNumber, words);
  const needed = words.needed(type, Boolean(assigned));
  // Who has been here before knows the introduction.
  const knowsIt = view.connection?.status === 'failed' || view.connection?.status === 'in_progress';
  const intro = html`<div class="intro">
    ${knowsIt && assigned}
    <p>${withName((project) => texts.explanation(type, project), view.projectName)}</p>
    <h2>${words.element.needs}</h2>
    <ul class="needs">
      ${needed.map((need) => html`<li>${need}</li>`)}
    </ul>
    ${!knowsIt && assigned}
  </div>`;
  const action = html`<div class="action">
    ${startCard(view, words)}
    <p class="note">${texts.expires(remaining, utcTime(view.expiresAt, tag))}</p>
    <p class="note">${withName(texts.stranger, view.projectName)}</p>
    ${printedLink(view)}
  </div>`;
  return knowsIt ? html`${action}${intro}` : html`${intro}${action}`;
}

function assignedNumber(
  {mode, projectName}: SignupView,
  {phoneNumber, verificationCode}: ShownNumber,
  {texts}: Words,
): Html {
  const {heading, sentence, code} = texts.assigned;
  return html`<section class="card">
    <h2>${heading}</h2>
    <p class="number"><bdi dir="ltr">${phoneNumber}</bdi></p>
    <p>${withName(sentence, projectName)}</p>
    ${mode === 'test' && verificationCode && html`<p class="note">${withCode(code, verificationCode)}</p>`}
  </section>`;
}

/** The sentence with the code set apart, for eyes and for selecting it. */
function withCode(sentence: (code: string) => string, code: string): Html {
  const [before, after] = sentence('\0').split('\0');
  return html`${before}<strong class="code">${code}</strong>${after}`;
}

function startCard(view: PageOf<'start'>, words: Words): Html {
  const {heading, text} = words.texts.introduction(view.connectionType);
  return (
    withElement(view, words, startContent(view, words)) ?? card({icon: 'chat', tone: 'good', heading, text})
  );
}

/** On a first visit the texts say what a press does; later the element says what has become of it. */
function startContent(view: PageOf<'start'>, words: Words): Html | false {
  const {texts, element} = words;
  const {connection, connectionType} = view;
  if (connection?.status === 'failed') return tryAgainForm(view, words, connection.failureReason);
  // As in the element: where the signup can go on, that is what is asked for.
  if (connection?.status === 'in_progress')
    return startForm(view, element.startAgain, connection.continueUrl ? 'secondary' : undefined);
  const {heading, text} = texts.introduction(connectionType);
  return html`<span slot="heading">${heading}</span>
    <span slot="description">${text}</span> ${startForm(view, texts.continue)}`;
}

/** Where another try at once leads to the same end, it is not what the page asks for: so says the element, too. */
function tryAgainForm(view: SignupView, {element}: Words, reason: FailureReason | null): Html | false {
  return startForm(view, element.tryAgain, remedyFor(reason) === 'try' ? undefined : 'secondary');
}

function progressPage(view: PageOf<'progress'>, words: Words): Html {
  const {texts, element} = words;
  const {heading, sentence} = element.finishing;
  return html`${withElement(view, words) ?? card({icon: 'clock', tone: 'waiting', heading, text: sentence})}
    <noscript><p class="note">${texts.steps[view.step]}</p></noscript>
    <a class="reload" href="">${texts.reload}</a>`;
}

/** The element only where it has the same to say: another attempt may be under way by now. */
function failedPage(view: PageOf<'failed'>, words: Words): Html {
  const {failureReason, connection} = view;
  const form = tryAgainForm(view, words, failureReason);
  const isLatest = connection?.status === 'failed' && connection.failureReason === failureReason;
  const {title, advice} = words.failures[failureReason];
  const look =
    remedyFor(failureReason) === 'wait'
      ? ({icon: 'clock', tone: 'waiting'} as const)
      : ({icon: 'alert', tone: 'bad'} as const);
  return (
    (isLatest && withElement(view, words, form)) ||
    card({...look, heading: title, text: advice, action: form})
  );
}

function choosePage(view: PageOf<'choose'>, words: Words): Html {
  const {texts, element} = words;
  const type = view.connectionType;
  const personName = oneLine(view.personName);
  return html`<form class="card" method="post" action="${view.action}">
      <fieldset aria-describedby="choose-help">
        <legend><h1 part="heading">${element.choose(type).heading}</h1></legend>
        <p id="choose-help">${element.choose(type).sentence}</p>
        ${view.options.map(
          ({accountId, displayPhoneNumber, name, accountName}) =>
            html`<label class="option">
              <input type="radio" name="accountId" value="${accountId}" required />
              ${account(name, displayPhoneNumber, accountName)}
            </label>`,
        )}
      </fieldset>
      ${personName && html`<p class="note">${withName(texts.loggedIn, personName)}</p>`}
      <button class="button">${texts.connectChosen(type)}</button>
    </form>
    ${startAgainForm(view, words)}`;
}

function pinPage(view: PageOf<'pin'>, words: Words): Html {
  const {action, displayPhoneNumber, tries, problem} = view;
  const {texts} = words;
  const {pin} = texts;
  const triesField = html`<input type="hidden" name="tries" value="${tries}" />`;
  return html`<form class="card" method="post" action="${action}">
      <h1 part="heading">${pin.heading}</h1>
      ${account(null, displayPhoneNumber)}
      ${problem && html`<p class="problem" id="pin-problem" role="alert">${pin.problems[problem]}</p>`}
      <p id="pin-help">${pin.explanation}</p>
      ${triesField}
      <label class="field">
        <span>${pin.label}</span>
        <input
          name="pin"
          inputmode="numeric"
          pattern="[0-9]{6}"
          maxlength="6"
          autocomplete="off"
          required
          ${problem && html`aria-invalid="true" autofocus`}
          aria-describedby="${problem ? 'pin-problem pin-help' : 'pin-help'}"
        />
      </label>
      <button class="button">${texts.connectChosen('whatsapp_waba')}</button>
    </form>
    <form class="card" method="post" action="${action}">
      <h2 part="heading">${pin.unknown}</h2>
      <ol>
        ${pin.turnOff.map((step) => html`<li>${step}</li>`)}
      </ol>
      ${triesField}
      <button class="button secondary">${pin.turnedOff}</button>
    </form>
    ${startAgainForm(view, words)}`;
}

function connectedPage(view: PageOf<'connected'>, words: Words): Html {
  const {texts, element} = words;
  const {heading, sentence} = element.connected(view.connectionType, view.projectName);
  return html`${withElement(view, words) ?? card({icon: 'check', tone: 'good', heading, text: sentence})}
    ${view.isRegistering && html`<p class="note">${texts.stillChecking}</p>`}
    <p class="note screen">${texts.closeWindow}</p>`;
}

function deletionPage(
  {requestedAt, finishedAt, senders}: PageOf<'deletion'>,
  {texts: {deletion}, tag}: Words,
): Content {
  const asked = deletion.requested(utcTime(requestedAt, tag));
  return finishedAt === null
    ? message({icon: 'clock', tone: 'waiting', heading: deletion.running, text: asked})
    : message({
        icon: 'check',
        tone: 'good',
        heading: deletion.done,
        text: html`${asked} ${deletion.finished(utcTime(finishedAt, tag), senders)}`,
      });
}

function expiredPage(view: PageOf<'expired'>, {texts, element}: Words): Content {
  const {projectName, token, renewal} = view;
  const expired = {icon: 'clock', tone: 'neutral', heading: element.expired} as const;
  if (renewal === 'requested') {
    return message({
      icon: 'check',
      tone: 'good',
      heading: texts.renewalRequested,
      text: withName(texts.renewalComes, projectName),
    });
  }
  if (token === null) return message({...expired, text: withName(element.askForNewLink, projectName)});
  const form = html`<form method="post" action="/invite/${encodeURIComponent(token)}/renew">
    <button class="button">${texts.askForRenewal}</button>
  </form>`;
  return message({...expired, text: withName(texts.renewalOffer, projectName), action: form});
}
