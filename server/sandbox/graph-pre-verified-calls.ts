import type express from 'express';
import type {GraphParts} from './graph.ts';
import {missingNode} from './graph-access.ts';
import {checkSystemToken} from './graph-app-calls.ts';
import {GraphError} from './graph-error.ts';
import {isSameText} from './graph-oauth.ts';
import {nextUrl, pageOf} from './graph-paging.ts';
import {type Parameters, readParameters, readToken} from './graph-parameters.ts';
import {displayNumber, findCountryOfNumber} from './phone-countries.ts';
import {type PreVerifiedNumber, PreVerifiedPool, verifiedUntil} from './pre-verified-pool.ts';

/**
 * A Solution Partner's pool of pre-verified numbers: `add_phone_numbers`, `preverified_numbers`, `request_code`,
 * `verify_code`, `share_preverified_numbers`, and the numbers themselves. Only with the partner's own token.
 */
export function addPreVerifiedCalls(calls: express.Router, parts: GraphParts): void {
  const {app, dashboard, pool} = parts;

  const authorize = (req: express.Request): Parameters => {
    const parameters = readParameters(req);
    const token = readToken(req, parameters);
    if (!app.partner || !isSameText(token, app.partner.systemUserToken)) {
      throw new GraphError(200, '(#200) Requires business_management permission to manage the object');
    }
    checkSystemToken(dashboard);
    return parameters;
  };
  const authorizeForBusiness = (req: express.Request<{id: string}>): Parameters => {
    const parameters = authorize(req);
    if (req.params.id !== app.partner?.businessId) throw missingNode(req.params.id);
    return parameters;
  };
  const getNumber = (id: string): PreVerifiedNumber => {
    const number = pool.find(id);
    if (!number) throw missingNode(id);
    return number;
  };

  calls.post('/:id/add_phone_numbers', (req, res) => {
    const parameters = authorizeForBusiness(req);
    res.json({id: pool.add((parameters.get('phone_number') ?? '').replace(/\D/g, '')).id});
  });

  calls.get('/:id/preverified_numbers', (req, res) => {
    const parameters = authorizeForBusiness(req);
    const fitting = pool
      .list()
      .map((number) => describeNumber(pool, number))
      .filter((described) => fits(described, parameters));
    const {page, paging} = pageOf(fitting, parameters, (after) => nextUrl(req, parts.publicUrl, after));
    res.json({
      data: page.map((described) => select(described, parameters.get('fields'), listFields)),
      paging,
    });
  });

  calls.all('/:id/share_preverified_numbers', (req, res, next) => {
    if (req.method !== 'POST' && req.method !== 'DELETE') return next();
    const parameters = authorizeForBusiness(req);
    const {partners} = getNumber(parameters.get('preverified_id') ?? '');
    const partner = parameters.get('partner_business_id');
    if (!partner) throw new GraphError(100, '(#100) The parameter partner_business_id is required.');
    if (req.method === 'POST') partners.add(partner);
    else partners.delete(partner);
    res.json({success: true});
  });

  // Of what else has such calls, others take care.
  const ofNumbers = (
    answer: (number: PreVerifiedNumber, parameters: Parameters, res: express.Response) => void,
  ): express.RequestHandler<{id: string}> => {
    return (req, res, next) => {
      if (!PreVerifiedPool.isId(req.params.id)) return next();
      answer(getNumber(req.params.id), authorize(req), res);
    };
  };
  calls.post(
    '/:id/request_code',
    ofNumbers((number, parameters, res) => {
      pool.sendCode(number, parameters.get('code_method'), parameters.get('language'));
      res.json({success: true});
    }),
  );
  calls.post(
    '/:id/verify_code',
    ofNumbers((number, parameters, res) => {
      pool.verify(number, parameters.get('code'));
      res.json({success: true});
    }),
  );
  calls.delete(
    '/:id',
    ofNumbers((number, _parameters, res) => {
      pool.delete(number.id);
      res.json({success: true});
    }),
  );
  calls.get('/:id', (req, res, next) => {
    const {id} = req.params;
    if (!PreVerifiedPool.isId(id)) return next();
    const parameters = authorize(req);
    const number = pool.find(id);
    res.json(
      number
        ? select(describeNumber(pool, number), parameters.get('fields'), nodeFields)
        : {id, error_msg: 'The id is not that of a pre-verified phone number.', is_input_id_valid: false},
    );
  });
}

/** What is answered when nobody asks for fields. */
const listFields =
  'id,display_phone_number,country_prefix,country_code,verification_status,availability_status';
const nodeFields = 'id,display_phone_number,country_prefix,is_input_id_valid';

function describeNumber(pool: PreVerifiedPool, number: PreVerifiedNumber) {
  const country = findCountryOfNumber(number.digits);
  const status = pool.isVerified(number) ? 'VERIFIED' : 'UNVERIFIED';
  const until = verifiedUntil(number);
  return {
    id: number.id,
    display_phone_number: displayNumber(number.digits),
    phone_number: displayNumber(number.digits),
    country_prefix: country && Number(country.callingCode),
    country_code: country?.country,
    verification_status: status,
    code_verification_status: status,
    availability_status: 'AVAILABLE',
    created_time: graphTime(number.addedAt),
    last_updated: graphTime(number.verifiedAt ?? number.addedAt),
    code_verification_time: number.verifiedAt === null ? undefined : graphTime(number.verifiedAt),
    verification_expiry_time: until === null ? undefined : graphTime(until),
    is_input_id_valid: true,
    partners: [...number.partners],
  };
}

type Described = ReturnType<typeof describeNumber>;

const filters = [
  'verification_status',
  'code_verification_status',
  'availability_status',
  'country_code',
] as const;

function fits(described: Described, parameters: Parameters): boolean {
  return filters.every((name) => !parameters.has(name) || parameters.get(name) === described[name]);
}

function select(described: Described, fields: string | undefined, otherwise: string) {
  return Object.fromEntries(
    [...new Set(['id', ...(fields ?? otherwise).split(',')])].map((name) => {
      if (!Object.hasOwn(described, name)) {
        throw new GraphError(
          100,
          `(#100) Tried accessing nonexisting field (${name}) on node type (WhatsAppBusinessPreVerifiedPhoneNumber)`,
        );
      }
      return [name, described[name as keyof Described]];
    }),
  );
}

function graphTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, '+0000');
}
