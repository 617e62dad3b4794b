import {html as template} from 'lit/html.js';
import {renderCard} from '../../widget/card.ts';
import {describeState} from '../../widget/connection-card.ts';
import {settle} from '../../widget/connection-state.ts';
import {describeSignup} from '../../widget/signup-card.ts';
import {html, oneLine, type Html} from '../html.ts';
import {assetUrl} from './page-assets.ts';
import type {SignupView} from './page-view.ts';
import type {Words} from './page-words.ts';
import {renderTemplate} from './render-template.ts';

/**
 * The element with its first card in a declared shadow root: what it will show when its script is there, from the same
 * templates, so that nothing moves then. `content` is what goes into its slots. Nothing without a token: then there is
 * nothing that the element may show.
 */
export function withElement(view: SignupView, words: Words, content: Html | false = false): Html | undefined {
  if (!view.token || !view.connection) return undefined;
  const {state, markup} = firstCard(view, view.connection, words);
  const isFirst = state === 'not-connected' || state === 'connected';
  return html`<zavu-partner-invite token="${view.token}" flow="redirect" locale="${words.tag}">
    <template shadowrootmode="open">
      <link rel="stylesheet" href="${assetUrl('element.css')}" />
      ${!isFirst && html`<link rel="stylesheet" href="${assetUrl('signup-card.css')}" />`} ${markup}
    </template>
    ${content}
  </zavu-partner-invite>`;
}

function firstCard(
  {projectName}: SignupView,
  connection: NonNullable<SignupView['connection']>,
  {language, element, failures, phone}: Words,
): {state: string; markup: Html} {
  const account = connection.connectedAccount;
  const shown = {
    ...connection,
    projectName,
    connectedAccount: account && {...account, name: oneLine(account.name)},
  };
  const state = settle(shown);
  const card = describeState(state, {
    texts: {language, element, signup: element, failures, phone},
    describeSignup,
    renderCare: null,
    needed: undefined,
    loadNeeded: undefined,
    hasToken: true,
    opensHere: true,
    phone: {},
    ...listeners,
  });
  if (!card) throw new TypeError(`There is no card for ${state.name}.`);
  const badge = connection.mode === 'test' && element.testMode;
  const options = {language, theme: 'auto', badge, slot: state.name} as const;
  const whole = template`${renderCard(card, options)}<p class="unseen" role="status" lang=${language}></p>`;
  return {state: state.name, markup: renderTemplate(whole)};
}

const nothing = () => undefined;
/** Only the element listens. */
const listeners = {
  connect: nothing,
  connectHere: nothing,
  linkOpened: nothing,
  cancel: nothing,
  refresh: nothing,
  requestUpdate: nothing,
};
