import type express from 'express';
import {GraphError} from './graph-error.ts';
import type {Parameters} from './graph-parameters.ts';
import type {GraphParts} from './graph.ts';
import {Profiles} from './profiles.ts';

/** What can be done with a number: its verification, registration, settings and profile. */
export function addPhoneCalls(calls: express.Router, {access, onboarding}: GraphParts): void {
  const {appSync, phoneBook, registrations, subscriptions} = onboarding;

  calls.post('/:id/phone_numbers', (req, res) => {
    const {waba, parameters} = access.authorizeForWaba(req, 'phone_numbers');
    res.json({id: phoneBook.add(waba, parameters).id});
  });

  calls.post('/:id/request_code', (req, res) => {
    const {phone, parameters} = access.authorizeForPhone(req, 'request_code');
    phoneBook.requestCode(phone, parameters);
    res.json({success: true});
  });

  calls.post('/:id/verify_code', (req, res) => {
    const {phone, parameters} = access.authorizeForPhone(req, 'verify_code');
    phoneBook.verifyCode(phone, parameters);
    res.json({success: true});
  });

  calls.post('/:id/register', (req, res) => {
    const {phone, parameters} = access.authorizeForPhone(req, 'register');
    if (!phoneBook.isVerified(phone)) {
      throw new GraphError(133006, '(#133006) Phone number needs to be verified before registering');
    }
    registrations.register(phone, parameters);
    res.json({success: true});
  });

  calls.post('/:id/deregister', (req, res) => {
    const {phone} = access.authorizeForPhone(req, 'deregister');
    registrations.deregister(phone);
    res.json({success: true});
  });

  calls.post('/:id', async (req, res) => {
    const {phone, parameters} = access.authorizeForPhone(req, 'settings');
    const webhook = readWebhook(parameters);
    if (!webhook && !parameters.has('pin')) throw new GraphError(100, '(#100) Nothing to change was given');
    if (parameters.has('pin')) registrations.setPin(phone, parameters);
    if (webhook) await subscriptions.setPhoneUrl(phone.id, webhook.url, webhook.verifyToken);
    res.json({success: true});
  });

  calls.post('/:id/smb_app_data', (req, res) => {
    const {phone, token, parameters} = access.authorizeForPhone(req, 'smb_app_data');
    const requestId = appSync.start(phone, token.sharedAt, parameters);
    res.json({messaging_product: 'whatsapp', request_id: requestId});
  });

  const profiles = new Profiles();
  calls.get('/:id/whatsapp_business_profile', (req, res) => {
    const {phone, parameters} = access.authorizeForPhone(req, 'whatsapp_business_profile');
    res.json({data: [profiles.read(phone.id, parameters)]});
  });

  calls.post('/:id/whatsapp_business_profile', (req, res) => {
    const {phone, parameters} = access.authorizeForPhone(req, 'whatsapp_business_profile');
    profiles.update(phone.id, parameters);
    res.json({success: true});
  });
}

function readWebhook(parameters: Parameters): {url: string; verifyToken: string | undefined} | undefined {
  const text = parameters.get('webhook_configuration');
  if (text === undefined) return undefined;
  try {
    const given = JSON.parse(text) as Record<string, unknown>;
    const {override_callback_uri: url, verify_token: verifyToken} = given;
    if (typeof url === 'string') {
      return {url, verifyToken: typeof verifyToken === 'string' ? verifyToken : undefined};
    }
  } catch {
    // Refused below, as another shape is.
  }
  throw new GraphError(100, '(#100) Param webhook_configuration must have an override_callback_uri');
}
