import type express from 'express';
import {appName} from './app.ts';
import type {GraphParts} from './graph.ts';

/** `/<waba>/subscribed_apps`: whether the app hears of an account. */
export function addSubscriptionCalls(calls: express.Router, {access, app, onboarding}: GraphParts): void {
  const {subscriptions} = onboarding;

  calls.get('/:id/subscribed_apps', (req, res) => {
    const {waba} = access.authorizeForWaba(req, 'subscribed_apps');
    const link = `https://www.facebook.com/games/?app_id=${app.appId}`;
    const {whatsapp_business_account: override} = subscriptions.addressesOf(waba.id, '');
    const subscription = {
      whatsapp_business_api_data: {id: app.appId, link, name: appName},
      ...(override !== undefined && {override_callback_uri: override}),
    };
    res.json({data: subscriptions.isSubscribed(waba.id) ? [subscription] : []});
  });

  calls.post('/:id/subscribed_apps', async (req, res) => {
    const {waba, parameters} = access.authorizeForWaba(req, 'subscribed_apps');
    await subscriptions.subscribe(waba.id, parameters);
    res.json({success: true});
  });

  calls.delete('/:id/subscribed_apps', (req, res) => {
    const {waba} = access.authorizeForWaba(req, 'subscribed_apps');
    subscriptions.unsubscribe(waba.id);
    res.json({success: true});
  });
}
