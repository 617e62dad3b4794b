import express from 'express';
import {GraphError} from './graph-error.ts';
import type {MetaApp} from './app.ts';
import {checkAppToken} from './graph-oauth.ts';
import {readParameters, readToken} from './graph-parameters.ts';
import {rangeOf, searchStock} from './number-stock.ts';
import {findCountryOfNumber} from './phone-countries.ts';
import {preVerifiedId} from './pre-verified.ts';
import type {CodeOfCall} from './verification-call.ts';

export interface NumbersOptions {
  app: MetaApp;
  codeOfCall: CodeOfCall;
}

/** What buyers in these countries have to show. */
const strictCountries = ['AU', 'BR', 'DE', 'ES', 'FR', 'IT'];

const requiredFields = [
  {
    id: 'business_name',
    name: 'Business name',
    description: 'The name under which the business is registered.',
    kind: 'textual',
    example: 'Willow Bakery',
  },
  {
    id: 'business_address',
    name: 'Business address',
    description: 'An address in the country of the number.',
    kind: 'address',
  },
  {
    id: 'registration',
    name: 'Proof of registration',
    description: 'An extract from the register, not older than three months.',
    kind: 'document',
  },
] as const;

/**
 * A company that sells numbers and, with them, Meta's pool of numbers that were verified before. It remembers no
 * orders: any number is had at once, and who has it is the business of whoever asked.
 */
export function createNumbers({app, codeOfCall}: NumbersOptions): express.Router {
  const router = express.Router();
  router.use((req, res, next) => {
    checkAppToken(app, readToken(req, readParameters(req)));
    res.set({'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff'});
    next();
  });

  router.get('/stock', (req, res) => {
    const parameters = readParameters(req);
    const found = searchStock({
      country: parameters.get('country') ?? '',
      type: parameters.get('type'),
      contains: parameters.get('contains'),
      capabilities: parameters.get('capabilities')?.split(','),
    });
    res.json({numbers: found.map(({digits}) => describeNumber(digits))});
  });

  router.get('/requirements', (req, res) => {
    const parameters = readParameters(req);
    const country = parameters.get('country') ?? '';
    const type = parameters.get('type') ?? 'local';
    const isStrict = strictCountries.includes(country) && type !== 'tollFree';
    const id = `req_${country.toLowerCase()}_${type}`;
    res.json({requirements: isStrict ? [{id, country, type, fields: requiredFields}] : []});
  });

  // PUT and DELETE: an order that comes twice is one order.
  router.put('/orders/:digits', (req, res) => {
    const digits = readDigits(req.params.digits);
    res.json({id: preVerifiedId(digits), ...describeNumber(digits)});
  });
  router.delete('/orders/:digits', (req, res) => {
    readDigits(req.params.digits);
    res.json({success: true});
  });

  router.get('/calls/:digits', (req, res) => {
    res.json({code: codeOfCall(readDigits(req.params.digits))});
  });

  router.use(((error: unknown, _req, res, next) => {
    if (error instanceof GraphError) res.status(error.httpStatus).json(error);
    else next(error);
  }) satisfies express.ErrorRequestHandler);
  return router;
}

function describeNumber(digits: string) {
  const stocked = rangeOf(digits);
  return {
    number: `+${digits}`,
    // ZZ is kept free by ISO for "unknown".
    country: stocked?.country ?? findCountryOfNumber(digits)?.country ?? 'ZZ',
    type: stocked?.type ?? 'local',
    locality: stocked?.locality,
    region: stocked?.region,
    capabilities: stocked?.capabilities ?? ['sms', 'voice'],
    monthlyCost: stocked?.monthlyCost ?? 100,
  };
}

function readDigits(text: string): string {
  if (!/^[1-9]\d{6,14}$/.test(text)) throw new GraphError(100, '(#100) Not a phone number');
  return text;
}
