import type {WhatsAppGrant} from './grants.ts';
import {ofAccount, sendWebhook, type WebhookTarget} from './webhook-sending.ts';

/**
 * Tells the app, as Meta does at the end of a signup, which accounts were shared with the partner and that the app may work in
 * them. The entries are about the partner: only `waba_info` says which account it is.
 */
export async function tellOfShared(
  target: WebhookTarget,
  {account}: WhatsAppGrant,
  copies: number,
): Promise<void> {
  const {appId, partner} = target.app;
  const id = partner?.businessId ?? '0';
  for (const waba of account.wabas) {
    const info = {waba_id: waba.id, owner_business_id: account.portfolio.id};
    const values = [
      {event: 'PARTNER_ADDED', waba_info: info},
      {event: 'PARTNER_APP_INSTALLED', waba_info: {...info, partner_app_id: appId}},
    ];
    for (const value of values) {
      for (let copy = 0; copy < copies; copy += 1) {
        await sendWebhook(target, ofAccount(target.clock, id, {field: 'account_update', value}));
      }
    }
  }
}
