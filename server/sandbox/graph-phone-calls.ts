import type express from 'express';
import type {GraphParts} from './graph.ts';
import {Profiles} from './profiles.ts';

/** What can be done with a number: its registration and its profile. */
export function addPhoneCalls(calls: express.Router, {access, onboarding}: GraphParts): void {
  calls.post('/:id/register', (req, res) => {
    const {phone, parameters} = access.authorizeForPhone(req, 'register');
    onboarding.register(phone, parameters);
    res.json({success: true});
  });

  calls.post('/:id/deregister', (req, res) => {
    const {phone} = access.authorizeForPhone(req, 'deregister');
    onboarding.deregister(phone.id);
    res.json({success: true});
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
