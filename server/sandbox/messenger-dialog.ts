import type {DialogEnding} from './dialog-ending.ts';
import type {DialogRequest} from './dialog-request.ts';
import {inventPages, type FacebookPage} from './facebook-pages.ts';
import {pageScopes, type Grants, type MessengerGrant} from './grants.ts';
import type {Account} from './account.ts';
import {isScenarioName, scenarioOf, type ScenarioName} from './scenarios.ts';

export const messengerSteps = ['sign_in', 'pages', 'review'] as const;
export type MessengerStep = (typeof messengerSteps)[number];

/** One dialog for Pages between two of its screens. The form carries it, sealed. */
export interface MessengerDialog {
  request: DialogRequest;
  scenario: ScenarioName;
  step: MessengerStep;
  /** Who is in the dialog, with their portfolio. */
  account: Account;
  /** All that the person could share, and the ids of what is ticked. */
  pages: FacebookPage[];
  pageIds: string[];
  openedAt: number;
}

/** What follows from a posted screen. */
export type MessengerAnswer =
  {type: 'show'; dialog: MessengerDialog} | {type: 'end'; dialog: MessengerDialog; isGranted: boolean};

/** On its first screen, with all Pages ticked, as Meta has them. */
export function openMessengerDialog(
  request: DialogRequest,
  scenario: ScenarioName,
  openedAt: number,
): MessengerDialog {
  const {world = {}, dialog = {}} = scenarioOf(scenario);
  const {account, pages} = inventPages(world);
  const pageIds = dialog.sharesNoPage ? [] : pages.map(({id}) => id);
  return {request, scenario, step: 'sign_in', account, pages, pageIds, openedAt};
}

export function readMessengerAnswer(shown: MessengerDialog, body: Record<string, unknown>): MessengerAnswer {
  const dialog = withScenario(shown, body.scenario);
  switch (body.action) {
    case 'cancel':
    case 'report':
      return {type: 'end', dialog, isGranted: false};
    case 'finish':
      return {type: 'end', dialog, isGranted: true};
    case 'back':
      return {type: 'show', dialog: moveBy(-1, dialog)};
    default:
      return dialog.step === 'review'
        ? {type: 'end', dialog, isGranted: true}
        : {type: 'show', dialog: moveBy(1, dialog === shown ? withTicks(dialog, body.page) : dialog)};
  }
}

export function endMessengerDialog(
  {request, scenario, account, pages, pageIds}: MessengerDialog,
  isGranted: boolean,
  grants: Grants,
): DialogEnding {
  const {end, unticked = [], asksNoBusinesses} = scenarioOf(scenario).dialog ?? {};
  if (!isGranted || end === 'cancel' || end === 'report') return {type: 'cancel', currentStep: 'PAGES'};
  if (end !== undefined) return {type: end};
  const asked = pageScopes.filter((scope) => scope !== 'business_management' || !asksNoBusinesses);
  const grant: MessengerGrant = {
    kind: 'messenger',
    account,
    pages: pages.filter(({id}) => pageIds.includes(id)),
    // All or nothing.
    scopes: unticked.length > 0 ? [] : asked,
    scenario,
  };
  return {type: 'finish', code: grants.issueCode(grant, request.codeRedirectUri), grant};
}

/** Another scenario is another world: what can be ticked is made anew. */
function withScenario(dialog: MessengerDialog, scenario: unknown): MessengerDialog {
  if (!isScenarioName(scenario) || scenario === dialog.scenario) return dialog;
  return {...openMessengerDialog(dialog.request, scenario, dialog.openedAt), step: dialog.step};
}

function withTicks(dialog: MessengerDialog, field: unknown): MessengerDialog {
  if (dialog.step !== 'pages') return dialog;
  const ticked: unknown[] = Array.isArray(field) ? field : [field];
  return {...dialog, pageIds: dialog.pages.map(({id}) => id).filter((id) => ticked.includes(id))};
}

function moveBy(count: number, dialog: MessengerDialog): MessengerDialog {
  const index = messengerSteps.indexOf(dialog.step) + count;
  return {...dialog, step: messengerSteps[Math.max(0, index)] ?? dialog.step};
}
