import type {Mode} from '../contract/fields.ts';
import type {Sender} from '../senders/sender.ts';
import type {AccountsTold} from '../store/inbound-store.ts';
import type {AccountUpdate} from './updates.ts';

/** A browser that is on its way back is not overtaken. */
export const claimDelayMs = 2 * 60_000;

const shared = ['PARTNER_ADDED', 'PARTNER_APP_INSTALLED'];
const removed = ['PARTNER_REMOVED', 'PARTNER_APP_UNINSTALLED'];

/** What is kept of news of accounts, for senders to come; `undefined` when there is nothing to keep. */
export function accountsTold(
  mode: Mode,
  updates: readonly AccountUpdate[],
  senders: readonly Sender[],
): AccountsTold | undefined {
  const ofAccounts = updates.flatMap((update) =>
    update.wabaId === undefined ? [] : {...update, wabaId: update.wabaId},
  );
  if (ofAccounts.length === 0) return undefined;
  return {
    mode,
    senderIds: senders.map(({id}) => id),
    news: ofAccounts.map(({wabaId, phoneNumber, accountId, news}) => ({
      ...news,
      wabaId,
      target: phoneNumber ?? accountId ?? '',
    })),
    shares: ofAccounts.flatMap(({wabaId, phoneNumber, businessId = null, news: {value, at}}) => {
      // Of a number that left its account the others stay.
      if (phoneNumber !== undefined) return [];
      if (shared.includes(value)) {
        return {wabaId, businessId, sharedAt: at, claimAfter: at + claimDelayMs};
      }
      return removed.includes(value) ? {wabaId, businessId, removedAt: at} : [];
    }),
  };
}
