import {randomBytes} from 'node:crypto';
import type {RequestHandler, Response} from 'express';
import type {CallLog} from './call-log.ts';

/** What the platform was set up with. */
export interface Platform {
  /** Where its backend reaches the service. */
  serviceUrl: string;
  apiKey: string;
  /** Where browsers see the platform's own pages. */
  origin: string;
}

/** A business that uses the platform. */
export interface Customer {
  id: string;
  company: string;
  /** Where it may have its numbers. */
  countries: string[];
}

/** What we call a customer's Page: another channel of theirs is a connection of its own. */
export const messengerIdOf = ({id}: Customer) => `${id}-messenger`;

/** And what they only try out. */
export const trialIdOf = ({id}: Customer) => `${id}-trial`;

/** Whose connection it is, of whatever channel. */
export const customerIdOf = (externalId: string) => externalId.replace(/-(messenger|trial)$/, '');

/** What every route of the platform finds in `res.locals`. */
export interface SignedIn {
  customer: Customer;
  /** The global `fetch`, which also writes down each call for the page to show. */
  fetch: typeof globalThis.fetch;
}

const cookieName = 'demo_customer';

/** Stands in for a real sign-in: every browser is a customer of its own. */
export function signIn(calls: CallLog): RequestHandler {
  return (req, res, next) => {
    const known = /(?:^|; *)demo_customer=(cus_[\w-]{32})(?:;|$)/.exec(req.get('cookie') ?? '')?.[1];
    const id = known ?? newCustomerId();
    if (!known) rememberCustomer(res, id);
    const customer: Customer = {id, company: 'Harbor Bakery', countries: ['US', 'CA', 'MX', 'BR', 'ES']};
    Object.assign(res.locals, {customer, fetch: calls.recordingFetch(id)} satisfies SignedIn);
    next();
  };
}

/** From now on this browser is somebody else. */
export function signInAnew(res: Response): void {
  rememberCustomer(res, newCustomerId());
}

function newCustomerId(): string {
  return `cus_${randomBytes(24).toString('base64url')}`;
}

function rememberCustomer(res: Response, id: string): void {
  res.cookie(cookieName, id, {httpOnly: true, sameSite: 'lax', path: '/demo'});
}

/** Browsers name the origin of the page in every POST. One that is not ours must not act for who is signed in. */
export function refuseOtherSites({origin}: Pick<Platform, 'origin'>): RequestHandler {
  return (req, res, next) => {
    const site = req.get('sec-fetch-site') ?? 'same-origin';
    if (req.method === 'GET' || (req.get('origin') === origin && site === 'same-origin')) {
      next();
      return;
    }
    res.status(403).json({message: `Only pages of ${origin} may ask for this.`});
  };
}
