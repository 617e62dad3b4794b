import * as en from '../../widget/locales/en.ts';
import * as es from '../../widget/locales/es.ts';
import type {AttemptStep} from '../contract/attempts.ts';
import type {ErrorCode} from '../contract/errors.ts';
import type {FailureReason} from '../contract/failure-reasons.ts';
import type {Mode} from '../contract/fields.ts';
import {html, oneLine, withName, type Html} from '../html.ts';
import {chooseLanguage} from './language.ts';

interface PageShell {
  /** The wanted language, as a tag; one we do not speak leaves the choice to `acceptLanguage`. */
  locale: string | null;
  acceptLanguage?: string;
  projectName: string;
  /** The project's picture, instead of its initial. */
  logoUrl: string | null;
  /** `#rrggbb` */
  brandColor: string | null;
  clientName: string | null;
  mode: Mode;
  /** For the element and the forms. */
  token: string | null;
  returnUrl: string | null;
}

/** The number that the client has to connect. */
export interface ShownNumber {
  /** As people write it. */
  phoneNumber: string;
  /** What the call that verifies it would read out; in test mode only. */
  verificationCode: string | null;
}

/** What a signup page is about. Times in epoch ms. */
export type SignupPage =
  | {
      page: 'start';
      expiresAt: number;
      failureReason: FailureReason | null;
      isRunning: boolean;
      now: number;
      assignedNumber: ShownNumber | null;
    }
  /** `address` is the page's own: a refresh without one does nothing behind the `#_=_` that Facebook leaves. */
  | {page: 'progress'; step: AttemptStep; address: string}
  | {
      page: 'choose';
      action: string;
      options: {wabaPhoneNumberId: string; displayPhoneNumber: string; name: string | null}[];
    }
  | {page: 'connected'; accountName: string | null; displayPhoneNumber: string | null}
  | {page: 'failed'; failureReason: FailureReason}
  | {page: 'expired'; renewal: 'offered' | 'requested'}
  | {page: 'cancelled' | 'not_found'}
  /** The client started again elsewhere. */
  | {page: 'replaced'}
  /** Came back from Meta in another browser, or too late. */
  | {page: 'wrong_browser'}
  | {page: 'error'; code: ErrorCode};

/** The page with what every page shows. */
export type SignupView = PageShell & SignupPage;

/** `SignupView` has no connection type yet: the page speaks of WhatsApp. */
const type = 'whatsapp_waba';

type PageOf<Name extends SignupView['page']> = Extract<SignupView, {page: Name}>;

interface Words {
  /** Language and region, for `lang`, dates and the element. */
  tag: string;
  texts: typeof en.pages;
  /** What the element will say; said before it is there, so that nothing changes when it comes. */
  element: typeof en.element;
  failures: typeof en.failures;
}

interface Content {
  title: string;
  main: Html;
}

/** The whole HTML document for one view. `projectName` may be empty where no invitation is known. */
export function renderSignupPage(view: SignupView): string {
  const shown = {...view, projectName: oneLine(view.projectName) ?? '', clientName: oneLine(view.clientName)};
  const words = wordsFor(view);
  const {title, main} = contentOf(shown, words);
  return html`<!doctype html>
    <html lang="${words.tag}" dir="ltr">
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
  switch (view.page) {
    case 'start':
      return {title: element.introduction(type, view.projectName).heading, main: startPage(view, words)};
    case 'progress':
      return withStatus(view, progressCard(view, words));
    case 'choose':
      return {title: element.choose(type).heading, main: choosePage(view, words)};
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
    case 'error':
      return message('alert', texts.errorTitle, texts.errors[view.code] ?? texts.errors.other);
    default:
      return view satisfies never;
  }
}

function startPage(view: PageOf<'start'>, words: Words): Html {
  const {texts, tag} = words;
  const remaining = relativeTime(view.expiresAt - view.now, tag);
  const assigned = view.assignedNumber && assignedNumber(view, view.assignedNumber, words);
  const needed = assigned ? texts.neededWithNumber : texts.needed;
  // Who has been here before knows the introduction.
  const knowsIt = view.failureReason !== null || view.isRunning;
  const intro = html`<div class="intro">
    ${knowsIt && assigned}
    <p>${withName(texts.explanation, view.projectName)}</p>
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
  return status(view, {icon: 'chat', isIntroduction: true, details, ...texts.introduction}, texts.continue);
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

function choosePage(view: PageOf<'choose'>, {texts, element}: Words): Html {
  return html`<form class="card" method="post" action="${view.action}">
    <fieldset aria-describedby="choose-help">
      <legend><h1>${element.choose(type).heading}</h1></legend>
      <p id="choose-help">${element.choose(type).sentence}</p>
      ${view.options.map(
        ({wabaPhoneNumberId, displayPhoneNumber, name}) =>
          html`<label class="option">
            <input type="radio" name="wabaPhoneNumberId" value="${wabaPhoneNumberId}" required />
            ${account(name, displayPhoneNumber)}
          </label>`,
      )}
    </fieldset>
    <button type="submit">${texts.connectNumber}</button>
  </form>`;
}

function connectedPage(view: PageOf<'connected'>, {texts, element}: Words): Html {
  const text = withName((project) => element.connected(type, project).sentence, view.projectName);
  const details = account(view.accountName, view.displayPhoneNumber);
  return html`${status(view, {icon: 'check', heading: element.connected(type, view.projectName).heading, text, details})}
    <p class="note">${texts.closeWindow}</p>`;
}

function account(name: string | null, displayPhoneNumber: string | null): Html | false {
  if (!name && !displayPhoneNumber) return false;
  return html`<span class="account">
    ${name && html`<bdi class="name">${oneLine(name)}</bdi>`}
    ${displayPhoneNumber && html`<bdi dir="ltr">${oneLine(displayPhoneNumber)}</bdi>`}
  </span>`;
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

interface Card {
  icon: Icon;
  heading: string;
  text: Html | string;
  details?: Html | false | null;
  /** Whether the texts stay when the element comes, in its slots. */
  isIntroduction?: boolean;
}

/**
 * What stands where the element will be: complete without script, replaced by the element's own view once that
 * is defined. The form stays, in the place of the element's own button.
 */
function status(
  view: SignupView,
  {icon, heading, text, details, isIntroduction}: Card,
  formLabel?: string,
): Html {
  const texts = isIntroduction
    ? html`<span slot="heading">${heading}</span> <span slot="description">${text}</span>`
    : html`<h2>${heading}</h2>
        <p>${text}</p>`;
  const content = html`${drawingOf(icon)} ${texts} ${details} ${formLabel && startForm(view, formLabel)}`;
  if (view.token === null) return html`<div class="card">${content}</div>`;
  return html`<zavu-partner-invite token="${view.token}" flow="redirect" locale="${wordsFor(view).tag}">
    ${content}
  </zavu-partner-invite>`;
}

function withStatus(view: SignupView, card: Card, formLabel?: string): Content {
  return {title: card.heading, main: status(view, card, formLabel)};
}

function message(icon: Icon, heading: string, text: Html | string, action: Html | false = false): Content {
  const content = html`${drawingOf(icon)}
    <h1>${heading}</h1>
    <p>${text}</p>
    ${action}`;
  return {title: heading, main: html`<div class="card">${content}</div>`};
}

function startForm({token}: SignupView, label: string): Html | false {
  if (token === null) return false;
  return html`<form slot="connect" method="post" action="/invite/${encodeURIComponent(token)}/start">
    <button type="submit">${label}</button>
  </form>`;
}

/** Who asks whom. The client's name is what the project calls them, so it is never shown as ours. */
function asker(view: SignupView, {texts, element}: Words): Html {
  const {page, projectName, clientName, mode} = view;
  const isAsking = ['start', 'progress', 'failed'].includes(page);
  return html`<header>
    <div class="marks">
      ${projectName && mark(view)}
      ${!isAsking && projectName && html`<p class="project"><bdi>${projectName}</bdi></p>`}
      ${mode === 'test' && html`<span class="badge">${element.testMode}</span>`}
    </div>
    ${isAsking && html`<h1>${withName(texts.invites, projectName)}</h1>`}
    ${page === 'connected' && html`<h1>${texts.allDone}</h1>`}
    ${isAsking && clientName && html`<p class="client">${withName(texts.invitationFor, clientName)}</p>`}
  </header>`;
}

function mark({projectName, logoUrl}: SignupView): Html {
  return logoUrl
    ? html`<img
        class="logo"
        src="${logoUrl}"
        alt="${projectName}"
        height="44"
        referrerpolicy="no-referrer"
      />`
    : html`<span class="monogram" aria-hidden="true">${initial(projectName)}</span>`;
}

function wayBack({returnUrl}: SignupView, {texts}: Words): Html | false {
  if (!returnUrl || !URL.canParse(returnUrl)) return false;
  const {protocol, host, href, username, password} = new URL(returnUrl);
  if (!/^https?:$/.test(protocol) || username || password) return false;
  return html`<footer><a href="${href}" rel="noreferrer">${texts.back(host)}</a></footer>`;
}

/** The element's drawings. */
const drawings = {
  chat: 'M4 20l1.2-4A8 8 0 1 1 8.5 19zM9 10.5h6M9 13.5h3.5',
  window: 'M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9',
  progress: 'M12 4a8 8 0 1 0 8 8',
  check: 'M5 12.5l4.5 4.5L19 7.5',
  alert: 'M12 6v8M12 18v.1',
  clock: 'M12 6v6l4 2M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0',
  cross: 'M7 7l10 10M17 7L7 17',
};

type Icon = keyof typeof drawings;

function drawingOf(icon: Icon): Html {
  return html`<svg class="icon ${icon}" viewBox="0 0 24 24" aria-hidden="true">
    <path d="${drawings[icon]}" />
  </svg>`;
}

function initial(name: string): string {
  return (Array.from(new Intl.Segmenter().segment(name))[0]?.segment ?? '').toUpperCase();
}

function utcTime(time: number, tag: string): string {
  return new Intl.DateTimeFormat(tag, {
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: 'UTC',
    timeZoneName: 'short',
  }).format(time);
}

function relativeTime(durationMs: number, tag: string): string {
  const format = new Intl.RelativeTimeFormat(tag);
  const minutes = Math.max(1, Math.round(durationMs / 60_000));
  if (minutes < 90) return format.format(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return hours < 48 ? format.format(hours, 'hour') : format.format(Math.round(hours / 24), 'day');
}

function wordsFor({locale, acceptLanguage}: PageShell): Words {
  const {language, tag} = chooseLanguage([locale ?? '', ...acceptedTags(acceptLanguage ?? '')]);
  const {pages: texts, element, failures} = language === 'es' ? es : en;
  return {tag, texts, element, failures};
}

function acceptedTags(header: string): string[] {
  return header
    .split(',')
    .map((entry) => {
      const [tag = '', quality = 'q=1'] = entry.split(';').map((part) => part.trim());
      return {tag, quality: Number(quality.slice('q='.length))};
    })
    .filter(({quality}) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({tag}) => tag);
}
