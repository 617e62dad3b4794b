import {html as template} from 'lit/html.js';
import {renderCard} from '../../widget/card.ts';
import {describeState} from '../../widget/connection-card.ts';
import {settle} from '../../widget/connection-state.ts';
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
  return html`<zavu-partner-invite token="${view.token}" flow="redirect" locale="${words.tag}">
    <template shadowrootmode="open">
      <link rel="stylesheet" href="${assetUrl('element.css')}" />
      ${firstCard(view, view.connection, words)}
    </template>
    ${content}
  </zavu-partner-invite>`;
}

function firstCard(
  {projectName}: SignupView,
  connection: NonNullable<SignupView['connection']>,
  {language, element, failures}: Words,
): Html {
  const account = connection.connectedAccount;
  const shown = {
    ...connection,
    projectName,
    connectedAccount: account && {...account, name: oneLine(account.name)},
  };
  const card = describeState(settle(shown), {
    texts: {language, element, failures},
    hasToken: true,
    opensHere: true,
    isOnPhone: false,
    renderQrCode: undefined,
    ...listeners,
  });
  const badge = connection.mode === 'test' && element.testMode;
  return renderTemplate(
    template`${renderCard(card, {language, theme: 'auto', badge})}<p class="unseen" role="status"></p>`,
  );
}

const nothing = () => undefined;
/** Only the element listens. */
const listeners = {
  connect: nothing,
  connectHere: nothing,
  linkOpened: nothing,
  cancel: nothing,
  refresh: nothing,
  usePhone: nothing,
};
