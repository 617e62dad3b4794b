import type {Problem} from './dialog-answer.ts';
import {choices, tickType, type Choice} from './dialog-choices.ts';
import {sandboxStrip, screenPage} from './dialog-layout.ts';
import {codeContent, phoneContent} from './dialog-phone-pages.ts';
import type {DialogRefusal} from './dialog-request.ts';
import {canTickSeveral, sharedAccount, stepsOf, type Dialog, type DialogStep} from './dialog-state.ts';
import type {WhatsappScope} from './grants.ts';
import {html, type Html, type Page} from './page.ts';
import {scenarioOf} from './scenarios.ts';
import type {CodeOfCall} from './verification-call.ts';

const titles: Record<DialogStep, string> = {
  sign_in: 'Connect your WhatsApp account',
  business: 'Choose your business',
  phone: 'Choose your phone number',
  code: 'Verify your phone number',
  review: 'Review what you share',
};

const nextLabels: Record<DialogStep, string> = {
  sign_in: 'Continue as Sam Rivera',
  business: 'Continue',
  phone: 'Continue',
  code: 'Verify',
  review: 'Confirm',
};

/** One page of the dialog. `sealed` is the dialog itself, as the form carries it. */
export function dialogPage(dialog: Dialog, sealed: string, codeOfCall: CodeOfCall, problem?: Problem): Page {
  const {request, scenario, step} = dialog;
  const steps = stepsOf(dialog);
  return screenPage({
    request,
    scenario,
    sealed,
    title: titles[step],
    step: {number: steps.indexOf(step) + 1, of: steps.length},
    problem: problem?.message,
    content: content(dialog, codeOfCall, problem),
    next: nextLabels[step],
  });
}

/** The dialog's own error page: as with Meta, the browser is never sent back from here. */
export function refusalPage(refusal: DialogRefusal): Page {
  return messagePage(400, refusal.title, refusal.message);
}

export function abandonedPage(): Page {
  return messagePage(
    200,
    'The client walked away',
    'Nothing was sent back, just as when somebody closes the window. The service finds out when the time for the signup is over.',
  );
}

/** Where a signup on Meta's own page ends: there is nothing to go back to. */
export function hostedEndPage(isFinished: boolean): Page {
  return isFinished
    ? messagePage(
        200,
        'Your account is connected',
        'You can close this page. The app hears of it by webhook only.',
      )
    : messagePage(200, 'Nothing was connected', 'You can close this page, or open the link again.');
}

function messagePage(status: number, title: string, message: string): Page {
  return {
    status,
    title,
    body: html`<main>
      ${sandboxStrip}
      <section class="card" aria-labelledby="title">
        <h1 id="title">${title}</h1>
        <p>${message}</p>
      </section>
    </main>`,
  };
}

function content(dialog: Dialog, codeOfCall: CodeOfCall, problem: Problem | undefined): Html {
  switch (dialog.step) {
    case 'sign_in':
      return signInContent(dialog);
    case 'business':
      return businessContent(dialog, problem);
    case 'phone':
      return phoneContent(dialog, problem);
    case 'code':
      return codeContent(dialog, codeOfCall, problem);
    case 'review':
      return reviewContent(dialog);
  }
}

function signInContent(dialog: Dialog): Html {
  return html`<p class="person">
      <span class="avatar" aria-hidden="true">SR</span><span>Signed in as <strong>Sam Rivera</strong></span>
    </p>
    <p>
      On the next pages you choose which business account and which phone number
      <strong>${dialog.request.appHost}</strong> may use. Nothing is shared before you confirm.
    </p>`;
}

function businessContent(dialog: Dialog, problem: Problem | undefined): Html {
  const {portfolio, wabas} = dialog.offer;
  const isNew = problem?.field === 'portfolio_name';
  const portfolios: Choice[] = [
    {value: portfolio.id, isTicked: !isNew, label: portfolio.name, note: `ID ${portfolio.id}`},
    {
      value: 'new',
      isTicked: isNew,
      label: 'Create a new portfolio',
      note: 'With a new WhatsApp Business account',
    },
  ];
  const accounts = wabas.map(({id, name}): Choice => {
    return {value: id, isTicked: dialog.wabaIds.includes(id), label: name, note: `ID ${id}`};
  });
  return html`<fieldset>
      <legend>Business portfolio</legend>
      ${choices('radio', 'portfolio', portfolios)}
      <label class="field" for="portfolio-name">Name of the new portfolio</label>
      <input
        id="portfolio-name"
        name="portfolio_name"
        type="text"
        maxlength="100"
        ${isNew && html`aria-invalid="true" aria-describedby="problem"`}
      />
    </fieldset>
    <fieldset ${problem?.field === 'waba' && html`aria-describedby="problem"`}>
      <legend>WhatsApp Business account${canTickSeveral(dialog) && 's'}</legend>
      ${choices(tickType(dialog), 'waba', accounts)}
    </fieldset>`;
}

function reviewContent(dialog: Dialog): Html {
  const {portfolio, wabas} = sharedAccount(dialog);
  const phones = wabas.flatMap((waba) => waba.phoneNumbers);
  const {unticked = []} = scenarioOf(dialog.scenario).dialog ?? {};
  const isTicked = (scope: WhatsappScope) => !unticked.includes(scope);
  const permissions: (Choice & {value: WhatsappScope})[] = [
    {
      value: 'whatsapp_business_management',
      isTicked: isTicked('whatsapp_business_management'),
      label: 'Manage your WhatsApp Business account',
    },
    {
      value: 'whatsapp_business_messaging',
      isTicked: isTicked('whatsapp_business_messaging'),
      label: 'Send and read messages of your number',
    },
  ];
  return html`<dl>
      <div>
        <dt>Business portfolio</dt>
        <dd>${portfolio.name}</dd>
      </div>
      <div>
        <dt>WhatsApp Business account</dt>
        ${wabas.map((waba) => html`<dd>${waba.name}</dd>`)}
      </div>
      <div>
        <dt>Phone number</dt>
        ${phones.length > 0 ? phones.map((phone) => html`<dd>${phone.displayPhoneNumber}</dd>`) : html`<dd>None</dd>`}
      </div>
    </dl>
    <fieldset>
      <legend>What the app may do</legend>
      ${choices('checkbox', 'scope', permissions)}
    </fieldset>`;
}
