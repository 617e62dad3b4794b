import {html, oneLine, withName, type Html} from '../html.ts';
import {icons as firstIcons} from '../../widget/icons.ts';
import {signupIcons} from '../../widget/signup-icons.ts';
import type {SignupView} from './page-view.ts';
import {wordsFor, type Words} from './page-words.ts';
import {parseUrl} from '../url.ts';

/** What differs from page to page. */
export interface Content {
  title: string;
  main: Html;
}

const icons = {...firstIcons, ...signupIcons};

/** A card that the element has no part in. It looks like the element's by the same style sheet. */
export interface PageCard {
  icon: keyof typeof icons;
  tone: 'good' | 'bad' | 'waiting' | 'neutral';
  heading: string;
  text: Html | string;
  action?: Html | false;
}

/** A page that is one card. */
export function message(card: PageCard): Content {
  return {title: card.heading, main: cardOf(card, html`<h1 part="heading">${card.heading}</h1>`)};
}

/** A card below the heading of its page. */
export function card(shown: PageCard): Html {
  return cardOf(shown, html`<h2 part="heading">${shown.heading}</h2>`);
}

function cardOf({icon, tone, text, action}: PageCard, heading: Html): Html {
  return html`<div class="card">
    <span class="icon ${tone}">
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="${icons[icon]}" /></svg>
    </span>
    ${heading}
    <p>${text}</p>
    ${action && html`<div class="actions">${action}</div>`}
  </div>`;
}

/** Where something is asked: the way out for who cannot answer, as one who was in the wrong account. */
export function startAgainForm({token}: SignupView, {element}: Words): Html | false {
  if (token === null) return false;
  return html`<form method="post" action="/invite/${encodeURIComponent(token)}/start">
    <button class="button secondary">${element.startAgain}</button>
  </form>`;
}

/** The button that starts a signup, the page's main one unless it is `secondary`; none on a page without a token. */
export function startForm(view: SignupView, label: string, kind?: 'secondary'): Html | false {
  const {token} = view;
  if (token === null) return false;
  const action = `/invite/${encodeURIComponent(token)}/start`;
  const button = html`<button class="${kind ? `button ${kind}` : 'button'}">${label}</button>`;
  const popup = view.page === 'start' && view.popup;
  if (!popup) return html`<form slot="connect" method="post" action="${action}">${button}</form>`;
  const {popup: texts, sdkLocale} = wordsFor(view).texts;
  return html`<form
    slot="connect"
    method="post"
    action="${action}"
    data-popup="${JSON.stringify({...popup, sdkUrl: `${popup.sdkUrl}/${sdkLocale}/sdk.js`})}"
  >
    ${button}
    <div class="popup" role="status" hidden>
      <p>${texts.waiting}</p>
      <div class="ways" hidden>
        <button type="button" class="button secondary" name="left">${texts.closed}</button>
        <button class="button secondary" name="flow" value="redirect">${texts.redirect}</button>
      </div>
    </div>
  </form>`;
}

/** For paper. Browsers load such a picture only where it is to be seen, which is when the page is printed. */
export function printedLink({token, url}: SignupView): Html | false {
  if (token === null || url === null) return false;
  const code = `/invite/${encodeURIComponent(token)}/qr.svg`;
  return html`<img class="qr-code" loading="lazy" src="${code}" alt="" />
    <p class="address" dir="ltr">${url}</p>`;
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
  const {page, projectName, clientName, logoUrl, mode, connectionType: type} = view;
  const isAsking = ['start', 'progress', 'failed'].includes(page);
  return html`<header>
    <div class="marks">
      ${projectName && mark(view)}
      ${!isAsking && projectName && !logoUrl && html`<p class="project"><bdi>${projectName}</bdi></p>`}
      ${mode === 'test' && html`<span class="badge">${element.testMode}</span>`}
    </div>
    ${!isAsking && logoUrl && html`<p class="project"><bdi>${projectName}</bdi></p>`}
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
  const url = parseUrl(returnUrl ?? '');
  if (!url) return false;
  const {protocol, host, href, username, password} = url;
  if (!/^https?:$/.test(protocol) || username || password) return false;
  return html`<footer><a href="${href}" rel="noreferrer">${texts.back(host)}</a></footer>`;
}

function initial(name: string): string {
  return (Array.from(new Intl.Segmenter().segment(name))[0]?.segment ?? '').toUpperCase();
}
