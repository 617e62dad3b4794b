import {inventAccount, type Account, type PhoneNumber} from './account.ts';
import type {DialogRequest} from './dialog-request.ts';
import type {NumberSource} from './phone-countries.ts';
import type {Scenario} from './scenarios.ts';

export const dialogSteps = ['sign_in', 'business', 'phone', 'review'] as const;
export type DialogStep = (typeof dialogSteps)[number];

/** One dialog between two of its pages. The form carries it, sealed. */
export interface Dialog {
  request: DialogRequest;
  scenario: Scenario;
  step: DialogStep;
  /** Everything the person could share. */
  offer: Account;
  /** What is ticked. */
  wabaIds: string[];
  phoneIds: string[];
  openedAt: number;
}

/** A dialog on its first page, with what most people would tick already ticked. */
export function openDialog(
  numbers: NumberSource,
  request: DialogRequest,
  scenario: Scenario,
  openedAt: number,
): Dialog {
  const offer = inventAccount(numbers, scenario, request.hints);
  return withWabas({request, scenario, step: 'sign_in', offer, wabaIds: [], phoneIds: [], openedAt});
}

/** Ticks these WhatsApp Business accounts, and numbers of theirs. */
export function withWabas(dialog: Dialog, wabaIds = defaultWabaIds(dialog)): Dialog {
  const phoneIds = phonesOf(dialog.offer, wabaIds).map((phone) => phone.id);
  return {...dialog, wabaIds, phoneIds: canTickSeveral(dialog) ? phoneIds : phoneIds.slice(0, 1)};
}

/** Whether the pages offer check boxes instead of radio buttons. */
export function canTickSeveral(dialog: Dialog): boolean {
  return dialog.scenario === 'several_numbers';
}

/** The numbers that the third page offers. */
export function offeredPhones(dialog: Dialog): PhoneNumber[] {
  return phonesOf(dialog.offer, dialog.wabaIds);
}

/** What the person shares: the ticked part of the offer. */
export function sharedAccount({offer, wabaIds, phoneIds}: Dialog): Account {
  const wabas = offer.wabas
    .filter((waba) => wabaIds.includes(waba.id))
    .map((waba) => ({
      ...waba,
      phoneNumbers: waba.phoneNumbers.filter((phone) => phoneIds.includes(phone.id)),
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
