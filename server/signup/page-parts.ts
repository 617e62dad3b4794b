import {html, oneLine, withName, type Html} from '../html.ts';
import type {SignupView} from './page-view.ts';
import {wordsFor, type Words} from './page-words.ts';

/** What differs from page to page. */
export interface Content {
  title: string;
  main: Html;
}

/** What stands in the middle of a page. */
export interface Card {
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
export function status(
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

/** A page of which the element is the middle. */
export function withStatus(view: SignupView, card: Card, formLabel?: string): Content {
  return {title: card.heading, main: status(view, card, formLabel)};
}

/** A page that the element has no part in. */
export function message(
  icon: Icon,
  heading: string,
  text: Html | string,
  action: Html | false = false,
): Content {
  const content = html`${drawingOf(icon)}
    <h1>${heading}</h1>
    <p>${text}</p>
    ${action}`;
  return {title: heading, main: html`<div class="card">${content}</div>`};
}

/** Where something is asked: the way out for who cannot answer, as one who was in the wrong account. */
export function startAgainForm({token}: SignupView, {element}: Words): Html | false {
  if (token === null) return false;
  return html`<form method="post" action="/invite/${encodeURIComponent(token)}/start">
    <button type="submit" class="secondary">${element.startAgain}</button>
  </form>`;
}

/** The button that starts a signup; none on a page without a token. */
export function startForm(view: SignupView, label: string): Html | false {
  const {token} = view;
  if (token === null) return false;
  const action = `/invite/${encodeURIComponent(token)}/start`;
  const popup = view.page === 'start' && view.popup;
  if (!popup) {
    return html`<form slot="connect" method="post" action="${action}">
      <button type="submit">${label}</button>
    </form>`;
  }
  const {popup: texts, sdkLocale} = wordsFor(view).texts;
  return html`<form
    slot="connect"
    method="post"
    action="${action}"
    data-popup="${JSON.stringify({...popup, sdkUrl: `${popup.sdkUrl}/${sdkLocale}/sdk.js`})}"
  >
    <button type="submit">${label}</button>
    <div class="popup" role="status" hidden>
      <p>${texts.waiting}</p>
      <div class="ways" hidden>
        <button type="button" name="left">${texts.closed}</button>
        <button type="submit" name="flow" value="redirect">${texts.redirect}</button>
      </div>
    </div>
  </form>`;
}

/** An account as its owner knows it; nothing where neither name nor number is known. */
export function account(
  name: string | null,
  displayPhoneNumber: string | null,
  accountName: string | null = null,
): Html | false {
  if (!name && !displayPhoneNumber) return false;
  return html`<span class="account">
    ${name && html`<bdi class="name">${oneLine(name)}</bdi>`}
    ${displayPhoneNumber && html`<bdi dir="ltr">${oneLine(displayPhoneNumber)}</bdi>`}
    ${accountName && html`<bdi class="note">${oneLine(accountName)}</bdi>`}
  </span>`;
}

/** Who asks whom. The client's name is what the project calls them, so it is never shown as ours. */
export function asker(view: SignupView, {texts, element}: Words): Html {
  const {page, projectName, clientName, mode, connectionType: type} = view;
  const isAsking = ['start', 'progress', 'failed'].includes(page);
  return html`<header>
    <div class="marks">
      ${projectName && mark(view)}
      ${!isAsking && projectName && html`<p class="project"><bdi>${projectName}</bdi></p>`}
      ${mode === 'test' && html`<span class="badge">${element.testMode}</span>`}
    </div>
    ${isAsking && html`<h1>${withName((project) => texts.invites(type, project), projectName)}</h1>`}
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

/** The link back to the host, where there is an address that a link may have. */
export function wayBack({returnUrl}: SignupView, {texts}: Words): Html | false {
  if (!returnUrl || !URL.canParse(returnUrl)) return false;
  const {protocol, host, href, username, password} = new URL(returnUrl);
  if (!/^https?:$/.test(protocol) || username || password) return false;
  return html`<footer><a href="${href}" rel="noreferrer">${texts.back(host)}</a></footer>`;
}

/** The element's drawings. */
const drawings = {
  chat: 'M4 20l1.2-4A8 8 0 1 1 8.5 19zM8.5 12v.1M12 12v.1M15.5 12v.1',
  window: 'M4 5h16v14H4zM4 9.5h16',
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
