import {choices} from './dialog-choices.ts';
import {screenPage} from './dialog-layout.ts';
import {personName} from './facebook-pages.ts';
import {messengerSteps, type MessengerDialog, type MessengerStep} from './messenger-dialog.ts';
import {html, type Html, type Page} from './page.ts';

const titles: Record<MessengerStep, string> = {
  sign_in: 'Connect your Facebook Page',
  pages: 'Choose your Pages',
  review: 'Review what you share',
};

/** One screen of the dialog for Pages. `sealed` is the dialog itself, as the form carries it. */
export function messengerPage(dialog: MessengerDialog, sealed: string): Page {
  const {request, scenario, step} = dialog;
  return screenPage({
    request,
    scenario,
    sealed,
    title: titles[step],
    step: {number: messengerSteps.indexOf(step) + 1, of: messengerSteps.length},
    content: content(dialog),
    next: {sign_in: `Continue as ${personName}`, pages: 'Continue', review: 'Confirm'}[step],
  });
}

function content(dialog: MessengerDialog): Html {
  switch (dialog.step) {
    case 'sign_in':
      return html`<p class="person">
          <span class="avatar" aria-hidden="true">SR</span
          ><span>Signed in as <strong>${personName}</strong></span>
        </p>
        <p>
          On the next page you choose which Pages
          <strong>${dialog.request.appHost}</strong> may use. Nothing is shared before you confirm.
        </p>`;
    case 'pages':
      return pagesContent(dialog);
    case 'review':
      return reviewContent(dialog);
  }
}

function pagesContent({account, pages, pageIds}: MessengerDialog): Html {
  if (pages.length === 0) return html`<p>You have no Pages.</p>`;
  const offered = pages.map(({id, name, edge}) => ({
    value: id,
    isTicked: pageIds.includes(id),
    label: name,
    note: edge === null ? `ID ${id}` : `ID ${id}, of ${account.portfolio.name}`,
  }));
  return html`<fieldset>
    <legend>Pages</legend>
    ${choices('checkbox', 'page', offered)}
  </fieldset>`;
}

function reviewContent({pages, pageIds}: MessengerDialog): Html {
  const chosen = pages.filter(({id}) => pageIds.includes(id));
  return html`<dl>
      <div>
        <dt>Pages</dt>
        ${chosen.length > 0 ? chosen.map(({name}) => html`<dd>${name}</dd>`) : html`<dd>None</dd>`}
      </div>
    </dl>
    <p>The app may see your Pages, manage their settings, and send and read messages for them.</p>`;
}
