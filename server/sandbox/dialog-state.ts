import {digitsOf, inventAccount, newPhone, type Account, type PhoneNumber} from './account.ts';
import type {DialogRequest} from './dialog-request.ts';
import type {NumberSource} from './phone-countries.ts';
import {scenarioOf, type ScenarioName} from './scenarios.ts';

const dialogSteps = ['sign_in', 'business', 'phone', 'code', 'review'] as const;
export type DialogStep = (typeof dialogSteps)[number];

/** One dialog between two of its pages. The form carries it, sealed. */
export interface Dialog {
  request: DialogRequest;
  scenario: ScenarioName;
  step: DialogStep;
  /** Everything the person could share. */
  offer: Account;
  /** What is ticked. */
  wabaIds: string[];
  phoneIds: string[];
  /** The number that the person adds to it: the assigned one, or another. */
  added: PhoneNumber | null;
  openedAt: number;
}

/** A dialog on its first page, with what most people would tick already ticked. */
export function openDialog(
  numbers: NumberSource,
  request: DialogRequest,
  scenario: ScenarioName,
  openedAt: number,
): Dialog {
  const {world = {}, dialog = {}} = scenarioOf(scenario);
  const offer = inventAccount(numbers, world, request.hints);
  const added =
    request.assignedNumber === null || dialog.keepsOwnNumber
      ? null
      : newPhone(request.assignedNumber, offer.businessName);
  return withWabas({request, scenario, step: 'sign_in', offer, wabaIds: [], phoneIds: [], added, openedAt});
}

/** The pages of this dialog: a number that is added has to be verified, unless it was before. */
export function stepsOf({added, request}: Dialog): readonly DialogStep[] {
  const isVerified =
    added === null || (request.isAssignedVerified && digitsOf(added) === request.assignedNumber);
  return dialogSteps.filter((step) => step !== 'code' || !isVerified);
}

/** Meta's word for a page that a person leaves. */
export function currentStepOf(step: DialogStep): string {
  return {
    sign_in: 'BUSINESS_ACCOUNT_SELECTION',
    business: 'BUSINESS_ACCOUNT_SELECTION',
    phone: 'WABA_PHONE_PROFILE_PICKER',
    code: 'PHONE_NUMBER_VERIFICATION',
    review: 'PERMISSIONS',
  }[step];
}

/** Ticks these WhatsApp Business accounts, and numbers of theirs. */
export function withWabas(dialog: Dialog, wabaIds = defaultWabaIds(dialog)): Dialog {
  const phoneIds = phonesOf(dialog.offer, wabaIds).map((phone) => phone.id);
  if (canTickSeveral(dialog)) return {...dialog, wabaIds, phoneIds};
  return {...dialog, wabaIds, phoneIds: dialog.added ? [] : phoneIds.slice(0, 1)};
}

/** Whether the pages offer check boxes instead of radio buttons. */
export function canTickSeveral(dialog: Dialog): boolean {
  return scenarioOf(dialog.scenario).dialog?.ticksSeveral ?? false;
}

/** The person's own numbers, as the third page offers them. */
export function offeredPhones(dialog: Dialog): PhoneNumber[] {
  return phonesOf(dialog.offer, dialog.wabaIds);
}

/** What the person shares: the ticked part of the offer, and the added number in the first account of it. */
export function sharedAccount({offer, wabaIds, phoneIds, added, scenario}: Dialog): Account {
  if (scenarioOf(scenario).dialog?.sharesNoWaba) return {...offer, wabas: []};
  const wabas = offer.wabas
    .filter((waba) => wabaIds.includes(waba.id))
    .map((waba, index) => ({
      ...waba,
      phoneNumbers: [
        ...(index === 0 && added ? [added] : []),
        ...waba.phoneNumbers.filter((phone) => phoneIds.includes(phone.id)),
      ],
    }));
  return {...offer, wabas};
}

function defaultWabaIds(dialog: Dialog): string[] {
  const ids = dialog.offer.wabas.map((waba) => waba.id);
  return canTickSeveral(dialog) ? ids : ids.slice(0, 1);
}

function phonesOf(account: Account, wabaIds: readonly string[]): PhoneNumber[] {
  return account.wabas.filter((waba) => wabaIds.includes(waba.id)).flatMap((waba) => waba.phoneNumbers);
}
