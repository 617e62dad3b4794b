import {digitsOf, newPhone, persons, type PhoneNumber} from './account.ts';
import {canTickSeveral, offeredPhones, openDialog, stepsOf, withWabas, type Dialog} from './dialog-state.ts';
import {whatsappScopes, type WhatsappScope} from './grants.ts';
import type {NumberSource} from './phone-countries.ts';
import {isScenarioName} from './scenarios.ts';
import type {CodeOfCall} from './verification-call.ts';

/** What follows from a posted page. */
export type DialogAnswer =
  | {type: 'show'; dialog: Dialog; problem?: Problem}
  | {type: 'cancel' | 'report'; dialog: Dialog}
  | {type: 'confirm'; dialog: Dialog; scopes: WhatsappScope[]};

/** What has to be mended on a page before it can go on. */
export interface Problem {
  field: 'portfolio_name' | 'waba' | 'phone_number' | 'code';
  message: string;
}

type Body = Record<string, unknown>;

/** The world outside of the dialog. */
export interface Outside {
  numbers: NumberSource;
  codeOfCall: CodeOfCall;
}

export function readAnswer(shown: Dialog, body: Body, outside: Outside): DialogAnswer {
  const {numbers} = outside;
  const dialog = withScenario(shown, body.scenario, numbers);
  switch (body.action) {
    case 'cancel':
    case 'report':
      return {type: body.action, dialog};
    case 'finish':
      return {type: 'confirm', dialog, scopes: [...whatsappScopes]};
    case 'switch':
      return {type: 'show', dialog: switchPerson(dialog, numbers)};
    case 'back':
      return {type: 'show', dialog: moveBy(-1, dialog)};
    default:
      return dialog === shown ? goOn(dialog, body, outside) : goOnElsewhere(dialog);
  }
}

/** Another scenario is another world: what can be ticked is made anew. */
function withScenario(dialog: Dialog, scenario: unknown, numbers: NumberSource): Dialog {
  if (!isScenarioName(scenario) || scenario === dialog.scenario) return dialog;
  const opened = openDialog(numbers, dialog.request, scenario, dialog.openedAt);
  // Where there is nothing to verify, there is no page for it.
  return {...opened, step: stepsOf(opened).includes(dialog.step) ? dialog.step : 'phone'};
}

/** The ticks on the page were about a world that is gone. */
function goOnElsewhere(dialog: Dialog): DialogAnswer {
  if (dialog.step === 'review') return {type: 'confirm', dialog, scopes: [...whatsappScopes]};
  return {type: 'show', dialog: moveBy(1, dialog)};
}

function goOn(dialog: Dialog, body: Body, {numbers, codeOfCall}: Outside): DialogAnswer {
  switch (dialog.step) {
    case 'sign_in':
      return {type: 'show', dialog: moveBy(1, dialog)};
    case 'business':
      return body.portfolio === 'new' ? createPortfolio(dialog, body, numbers) : chooseWabas(dialog, body);
    case 'phone':
      return choosePhones(dialog, body, numbers);
    case 'code':
      return verify(dialog, body, codeOfCall);
    case 'review':
      return {
        type: 'confirm',
        dialog,
        scopes: whatsappScopes.filter((scope) => texts(body.scope).includes(scope)),
      };
  }
}

function createPortfolio(dialog: Dialog, body: Body, numbers: NumberSource): DialogAnswer {
  const [businessName = ''] = texts(body.portfolio_name).map((name) => name.trim().slice(0, 100));
  if (!businessName) {
    return {
      type: 'show',
      dialog,
      problem: {field: 'portfolio_name', message: 'Give the new portfolio a name.'},
    };
  }
  const request = {...dialog.request, hints: {...dialog.request.hints, businessName}};
  const renamed = openDialog(numbers, request, dialog.scenario, dialog.openedAt);
  return {type: 'show', dialog: moveBy(1, {...renamed, step: dialog.step})};
}

function chooseWabas(dialog: Dialog, body: Body): DialogAnswer {
  const ids = keepTicked(dialog, dialog.offer.wabas, body.waba);
  if (ids.length === 0) {
    return {
      type: 'show',
      dialog,
      problem: {field: 'waba', message: 'Choose at least one WhatsApp Business account.'},
    };
  }
  return {type: 'show', dialog: moveBy(1, withWabas(dialog, ids))};
}

function choosePhones(dialog: Dialog, body: Body, numbers: NumberSource): DialogAnswer {
  const ticked = texts(body.phone);
  const [isOther, isInApp] = [ticked.includes('other'), ticked.includes('app')];
  const entered = isOther || isInApp ? readNumber(body.phone_number) : null;
  if ((isOther || isInApp) && entered === null) {
    const message = 'Enter the number with its country code, for example +1 415 555 0134.';
    return {type: 'show', dialog, problem: {field: 'phone_number', message}};
  }
  const phoneIds = keepTicked(dialog, offeredPhones(dialog), body.phone);
  const added = addedPhone(dialog, ticked, entered, numbers);
  return {type: 'show', dialog: moveBy(1, {...dialog, phoneIds, added, wrongCodes: 0})};
}

function addedPhone(
  {offer, request}: Dialog,
  ticked: readonly string[],
  entered: string | null,
  numbers: NumberSource,
): PhoneNumber | null {
  const name = offer.businessName;
  if (entered !== null) {
    return newPhone(entered, name, ticked.includes('app') ? {isOnBusinessApp: true} : {});
  }
  if (ticked.includes('meta')) {
    const facts = {is555: true, nameStatus: 'PENDING_REVIEW'} as const;
    return {...newPhone('1', name, facts), displayPhoneNumber: numbers.next555()};
  }
  if (request.assignedNumber === null || !ticked.includes('assigned')) return null;
  return newPhone(request.assignedNumber, name);
}

const wrongCodesMax = 5;

function verify(dialog: Dialog, body: Body, codeOfCall: CodeOfCall): DialogAnswer {
  const [code = ''] = texts(body.code).map((text) => text.replace(/[\s-]/g, ''));
  const problem = (message: string): Problem => ({field: 'code', message});
  if (dialog.wrongCodes >= wrongCodesMax) return {type: 'show', dialog, problem: problem(tooManyCodes)};
  if (dialog.added && code === codeOfCall(digitsOf(dialog.added))) {
    return {type: 'show', dialog: moveBy(1, {...dialog, wrongCodes: 0})};
  }
  const wrongCodes = dialog.wrongCodes + 1;
  const message =
    wrongCodes >= wrongCodesMax
      ? tooManyCodes
      : 'This is not the code of the call. Listen again, and enter all six digits.';
  return {type: 'show', dialog: {...dialog, wrongCodes}, problem: problem(message)};
}

const tooManyCodes =
  'Too many wrong codes. This number can be verified again in 12 hours; go back and choose another one.';

/** Somebody else signs in, who owns something else. */
function switchPerson(dialog: Dialog, numbers: NumberSource): Dialog {
  const opened = openDialog(numbers, dialog.request, dialog.scenario, dialog.openedAt);
  const personName = persons.find((name) => name !== dialog.offer.personName) ?? dialog.offer.personName;
  return {...opened, offer: {...opened.offer, personName}};
}

function readNumber(field: unknown): string | null {
  const [text = ''] = texts(field);
  const digits = text.replace(/[\s().-]/g, '').replace(/^(\+|00)/, '');
  return /^[1-9]\d{6,14}$/.test(digits) ? digits : null;
}

function keepTicked(dialog: Dialog, offered: readonly {id: string}[], field: unknown): string[] {
  const ids = offered.map(({id}) => id).filter((id) => texts(field).includes(id));
  return canTickSeveral(dialog) ? ids : ids.slice(0, 1);
}

function moveBy(count: number, dialog: Dialog): Dialog {
  const steps = stepsOf(dialog);
  const index = steps.indexOf(dialog.step) + count;
  return {...dialog, step: steps[Math.max(0, index)] ?? dialog.step};
}

function texts(field: unknown): string[] {
  return (Array.isArray(field) ? field : [field]).filter((value) => typeof value === 'string');
}
