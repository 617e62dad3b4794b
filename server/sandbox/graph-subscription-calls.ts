import type express from 'express';
import {appName} from './app.ts';
import {GraphError} from './graph-error.ts';
import type {GraphParts} from './graph.ts';

/** `/<waba>/subscribed_apps`: whether the app hears of an account. */
export function addSubscriptionCalls(calls: express.Router, {access, app, onboarding}: GraphParts): void {
  calls.get('/:id/subscribed_apps', (req, res) => {
    const {waba} = access.authorizeForWaba(req, 'subscribed_apps');
    const link = `https://www.facebook.com/games/?app_id=${app.appId}`;
    const subscription = {whatsapp_business_api_data: {id: app.appId, link, name: appName}};
    res.json({data: onboarding.isSubscribed(waba.id) ? [subscription] : []});
  });

  calls.post('/:id/subscribed_apps', (req, res) => {
    const {waba, parameters} = access.authorizeForWaba(req, 'subscribed_apps');
    if (parameters.has('override_callback_uri')) {
      throw new GraphError(100, '(#100) The sandbox does not support override_callback_uri');
    }
    onboarding.subscribe(waba.id);
    res.json({success: true});
  });

  calls.delete('/:id/subscribed_apps', (req, res) => {
    const {waba} = access.authorizeForWaba(req, 'subscribed_apps');
    onboarding.unsubscribe(waba.id);
    res.json({success: true});
  });
}
