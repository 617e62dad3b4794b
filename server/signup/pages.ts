import type {FailureReason} from '../contract/failure-reasons.ts';
import {html, oneLine, withName, type Html} from '../html.ts';
import {utcTime} from '../language.ts';
import {
  account,
  asker,
  type Card,
  type Content,
  message,
  startAgainForm,
  startForm,
  status,
  wayBack,
  withStatus,
} from './page-parts.ts';
import type {PageOf, ShownNumber, SignupView} from './page-view.ts';
import {relativeTime, wordsFor, type Words} from './page-words.ts';

/** The whole HTML document for one view. `projectName` may be empty where no invitation is known. */
export function renderSignupPage(view: SignupView): string {
  const shown = {...view, projectName: oneLine(view.projectName) ?? '', clientName: oneLine(view.clientName)};
  const words = wordsFor(view);
  const {title, main} = contentOf(shown, words);
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
        <link rel="stylesheet" href="/assets/page.css" />
        ${view.brandColor && html`<link rel="stylesheet" href="/assets/brand/${view.brandColor.slice(1)}.css" />`}
        <script type="module" src="/embed/zavu-partner-invite.js"></script>
        <script type="module" src="/assets/page.js"></script>
        ${view.page === 'start' && view.popup && html`<script type="module" src="/assets/page-popup.js"></script>`}
        ${view.page === 'progress' && html`<noscript><meta http-equiv="refresh" content="2;url=${view.address}" /></noscript>`}
      </head>
      <body data-page="${view.page}">
        <div class="page">
          ${asker(shown, words)}
          <main>${main}</main>
          ${wayBack(shown, words)}
        </div>
      </body>
    </html>`.toString();
}

function contentOf(view: SignupView, words: Words): Content {
  const {texts, element} = words;
  const type = view.connectionType;
  switch (view.page) {
    case 'start':
      return {title: element.introduction(type, view.projectName).heading, main: startPage(view, words)};
    case 'progress':
      return withStatus(view, progressCard(view, words));
    case 'choose':
      return {title: element.choose(type).heading, main: choosePage(view, words)};
    case 'pin':
      return {title: texts.pin.heading, main: pinPage(view, words)};
    case 'connected':
      return {title: element.connected(type, view.projectName).heading, main: connectedPage(view, words)};
    case 'failed':
      return withStatus(view, failureCard(view.failureReason, words), element.tryAgain);
    case 'expired':
      return expiredPage(view, words);
    case 'cancelled':
      return message('cross', element.cancelled, withName(element.askForNewLink, view.projectName));
    case 'not_found':
      return message('alert', element.linkRefused.heading, element.linkRefused.sentence);
    case 'replaced':
      return message('window', texts.replacedTitle, texts.replacedSentence, startForm(view, texts.startHere));
    case 'wrong_browser':
      return message('alert', texts.lateTitle, texts.lateSentence, startForm(view, element.startAgain));
    case 'deletion':
      return deletionPage(view, words);
    case 'no_deletion':
      return message('alert', texts.deletion.unknown, texts.deletion.checkCode);
    case 'error':
      return message('alert', texts.errorTitle, texts.errors[view.code] ?? texts.errors.other);
    default:
      return view satisfies never;
  }
}

function startPage(view: PageOf<'start'>, words: Words): Html {
  const {texts, tag} = words;
  const type = view.connectionType;
  const remaining = relativeTime(view.expiresAt - view.now, tag);
  const assigned = view.assignedNumber && assignedNumber(view, view.assignedNumber, words);
  const needed = assigned ? texts.neededWithNumber : texts.needed(type);
  // Who has been here before knows the introduction.
  const knowsIt = view.failureReason !== null || view.isRunning;
  const intro = html`<div class="intro">
    ${knowsIt && assigned}
    <p>${withName((project) => texts.explanation(type, project), view.projectName)}</p>
    <h2>${texts.needs}</h2>
    <ul class="needs">
      ${needed.map((need) => html`<li>${need}</li>`)}
    </ul>
    ${!knowsIt && assigned}
  </div>`;
  const action = html`<div class="action">
    ${startStatus(view, words)}
    <p class="note">${texts.expires(remaining, utcTime(view.expiresAt, tag))}</p>
    <p class="note">${withName(texts.stranger, view.projectName)}</p>
  </div>`;
  return knowsIt ? html`${action}${intro}` : html`${intro}${action}`;
}

function assignedNumber(
  {mode, projectName}: SignupView,
  {phoneNumber, verificationCode}: ShownNumber,
  {texts}: Words,
): Html {
  const {heading, sentence, code} = texts.assigned;
  return html`<section class="assigned">
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

function startStatus(view: PageOf<'start'>, words: Words): Html {
  const {element, texts} = words;
  const details = view.assignedNumber && account(null, view.assignedNumber.phoneNumber);
  if (view.failureReason) {
    return status(view, {...failureCard(view.failureReason, words), details}, element.tryAgain);
  }
  if (view.isRunning) {
    const running: Card = {
      icon: 'window',
      heading: element.elsewhere.heading,
      text: element.elsewhere.sentence,
    };
    return status(view, running, element.startAgain);
  }
  return status(
    view,
    {icon: 'chat', isIntroduction: true, details, ...texts.introduction(view.connectionType)},
    texts.continue,
  );
}

function progressCard({step}: PageOf<'progress'>, {texts, element}: Words): Card {
  // Seen only where the element does not come, and nothing else would move the page on.
  const reload = html`<a class="reload" href="">${texts.reload}</a>`;
  return {icon: 'progress', heading: element.finishing.heading, text: html`${texts.steps[step]} ${reload}`};
}

function failureCard(reason: FailureReason, {failures}: Words): Card {
  const {title, advice} = failures[reason];
  return {icon: 'alert', heading: title, text: advice};
}

function choosePage(view: PageOf<'choose'>, words: Words): Html {
  const {texts, element} = words;
  const type = view.connectionType;
  const personName = oneLine(view.personName);
  return html`<form class="card" method="post" action="${view.action}">
      <fieldset aria-describedby="choose-help">
        <legend><h1>${element.choose(type).heading}</h1></legend>
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
      <button type="submit">${texts.connectChosen(type)}</button>
    </form>
    ${startAgainForm(view, words)}`;
}

function pinPage(view: PageOf<'pin'>, words: Words): Html {
  const {action, displayPhoneNumber, tries, problem} = view;
  const {texts} = words;
  const {pin} = texts;
  const triesField = html`<input type="hidden" name="tries" value="${tries}" />`;
  return html`<form class="card" method="post" action="${action}">
      <h1>${pin.heading}</h1>
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
      <button type="submit">${texts.connectChosen('whatsapp_waba')}</button>
    </form>
    <form class="card" method="post" action="${action}">
      <h2>${pin.unknown}</h2>
      <ol>
        ${pin.turnOff.map((step) => html`<li>${step}</li>`)}
      </ol>
      ${triesField}
      <button type="submit" class="secondary">${pin.turnedOff}</button>
    </form>
    ${startAgainForm(view, words)}`;
}

function connectedPage(view: PageOf<'connected'>, {texts, element}: Words): Html {
  const type = view.connectionType;
  const text = withName((project) => element.connected(type, project).sentence, view.projectName);
  const details = account(view.accountName, view.displayPhoneNumber);
  return html`${status(view, {icon: 'check', heading: element.connected(type, view.projectName).heading, text, details})}
    ${view.isRegistering && html`<p class="note">${texts.stillChecking}</p>`}
    <p class="note">${texts.closeWindow}</p>`;
}

function deletionPage(
  {requestedAt, finishedAt, senders}: PageOf<'deletion'>,
  {texts: {deletion}, tag}: Words,
): Content {
  const asked = deletion.requested(utcTime(requestedAt, tag));
  return finishedAt === null
    ? message('progress', deletion.running, asked)
    : message('check', deletion.done, html`${asked} ${deletion.finished(utcTime(finishedAt, tag), senders)}`);
}

function expiredPage(view: PageOf<'expired'>, {texts, element}: Words): Content {
  const {projectName, token, renewal} = view;
  if (renewal === 'requested') {
    return message('check', texts.renewalRequested, withName(texts.renewalComes, projectName));
  }
  if (token === null) {
    return message('clock', element.expired, withName(element.askForNewLink, projectName));
  }
  const form = html`<form method="post" action="/invite/${encodeURIComponent(token)}/renew">
    <button type="submit">${texts.askForRenewal}</button>
  </form>`;
  return message('clock', element.expired, withName(texts.renewalOffer, projectName), form);
}
