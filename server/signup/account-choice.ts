import type {Context} from '../context.ts';
import type {ConnectionState} from '../store/invitation-store.ts';
import type {AccountOption, Attempt} from './attempt.ts';
import {choosePage, type PageChoice} from './page-choice.ts';
import {choosePhone, type PhoneChoice} from './phone-choice.ts';

/** Which of the found ones is connected, as far as that needs nobody to be asked. */
export async function chooseAccount(
  {store}: Context,
  attempt: Attempt,
  options: readonly AccountOption[],
  {invitation, assignedNumber}: ConnectionState,
): Promise<PhoneChoice | PageChoice> {
  if (attempt.connectionType === 'messenger') return choosePage(options);
  const {claimedWabaId} = attempt;
  const whatsApp = options
    .filter((option) => option.channel === 'whatsapp')
    .filter(({wabaId}) => claimedWabaId === null || wabaId === claimedWabaId);
  if (claimedWabaId !== null && whatsApp.length === 0) {
    return {kind: 'failed', reason: 'waba_not_found', detail: {claimedWabaId}};
  }
  const taken = await store.listTakenAccounts(
    attempt.mode,
    whatsApp.map((option) => option.accountId),
  );
  // Meta counts in whole seconds.
  const shared = await store.listSharedAccounts(attempt.mode, Math.floor(attempt.startedAt / 1000) * 1000);
  return choosePhone(whatsApp, {
    allowedCountries: invitation.allowedPhoneCountries,
    taken,
    assignedNumber: assignedNumber?.phoneNumber,
    hints: attempt.hints,
    sharedWabaIds: shared.map(({wabaId}) => wabaId),
  });
}
