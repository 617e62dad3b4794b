import type {RequestHandler} from 'express';
import {apiCallerOf} from '../access/require.ts';
import type {Context} from '../context.ts';
import type {Page} from '../contract/fields.ts';
import {
  type AvailableNumber,
  availableNumbersQuery,
  confirmVerificationBody,
  listPhoneNumbersQuery,
  type NumberRequirement,
  numberRequirementsQuery,
  type PhoneNumber as WirePhoneNumber,
  purchaseNumberBody,
  requestVerificationBody,
  updateNumberBody,
} from '../contract/phone-numbers.ts';
import {ApiError, wrongField} from '../errors.ts';
import {decodeCursor, parseBody, parseQuery, pathParameter, toPage} from '../parse.ts';
import type {Scope} from '../projects/project.ts';
import {type PhoneNumber, toWire} from './phone-number.ts';
import {askProvider} from './provider-trouble.ts';
import {noSuchNumber, purchaseNumber, releaseNumber} from './purchase.ts';
import {confirmVerification, requestVerification} from './verify.ts';

/** `GET /v1/phone-numbers` */
export function listPhoneNumbers(context: Context): RequestHandler {
  return async (req, res) => {
    const {status, limit, cursor} = parseQuery(listPhoneNumbersQuery, req.query);
    const found = await context.store.listPhoneNumbers(apiCallerOf(res), {
      status,
      before: decodeCursor(cursor, 'pn_'),
      limit: limit + 1,
      now: context.clock.now(),
    });
    res.json(toPage(found, limit, toWire) satisfies Page<WirePhoneNumber>);
  };
}

/** `GET /v1/phone-numbers/available`: what nobody has bought yet; nothing where no provider sells numbers. */
export function listAvailableNumbers(context: Context): RequestHandler {
  return async (req, res) => {
    const {limit, ...query} = parseQuery(availableNumbersQuery, req.query);
    const {mode} = apiCallerOf(res);
    const provider = context.numberProviders[mode];
    const offered = provider ? await askProvider(context, () => provider.available(query)) : [];
    const owned = await context.store.listOwnedAmong(
      mode,
      offered.map(({phoneNumber}) => phoneNumber),
    );
    const items: AvailableNumber[] = offered.filter(({phoneNumber}) => !owned.includes(phoneNumber));
    res.json({items: items.slice(0, limit)});
  };
}

/** `GET /v1/phone-numbers/requirements` */
export function listNumberRequirements(context: Context): RequestHandler {
  return async (req, res) => {
    const query = parseQuery(numberRequirementsQuery, req.query);
    const provider = context.numberProviders[apiCallerOf(res).mode];
    const items: NumberRequirement[] = provider
      ? await askProvider(context, () => provider.requirements(query))
      : [];
    res.json({items});
  };
}

/** `POST /v1/phone-numbers` */
export function purchasePhoneNumber(context: Context): RequestHandler {
  return async (req, res) => {
    const {phoneNumber, name} = parseBody(purchaseNumberBody, req.body);
    const bought = await purchaseNumber(context, apiCallerOf(res), phoneNumber, name || null);
    res.status(201).json({phoneNumber: toWire(bought)});
  };
}

/** `GET /v1/phone-numbers/:id` */
export function retrievePhoneNumber(context: Context): RequestHandler {
  return async (req, res) => {
    const found = await getPhoneNumber(context, apiCallerOf(res), pathParameter(req, 'id'));
    res.json({phoneNumber: toWire(found)});
  };
}

/** `PATCH /v1/phone-numbers/:id`: its name, and the sender it belongs to. */
export function updatePhoneNumber(context: Context): RequestHandler {
  return async (req, res) => {
    const scope = apiCallerOf(res);
    const id = pathParameter(req, 'id');
    const {name, senderId} = parseBody(updateNumberBody, req.body);
    const changes = {
      ...(name !== undefined && {name: name || null}),
      ...(senderId !== undefined && {senderId}),
    };
    const before = await getPhoneNumber(context, scope, id);
    const result = await context.store.updatePhoneNumber(scope, id, changes, context.clock.now());
    if (result === 'not_found') throw noSuchNumber();
    const found = await getPhoneNumber(context, scope, id);
    if (result !== 'updated') throw refusalOf(result, found);
    await tellProvider(context, before, changes);
    res.json({phoneNumber: toWire(found)});
  };
}

/** `DELETE /v1/phone-numbers/:id` */
export function releasePhoneNumber(context: Context): RequestHandler {
  return async (req, res) => {
    await releaseNumber(context, apiCallerOf(res), pathParameter(req, 'id'));
    res.status(204).end();
  };
}

/** `POST /v1/phone-numbers/:id/verification` */
export function requestNumberVerification(context: Context): RequestHandler {
  return async (req, res) => {
    const how = parseBody(requestVerificationBody, req.body);
    const number = await requestVerification(context, apiCallerOf(res), pathParameter(req, 'id'), how);
    res.json({phoneNumber: toWire(number)});
  };
}

/** `POST /v1/phone-numbers/:id/verification/confirm` */
export function confirmNumberVerification(context: Context): RequestHandler {
  return async (req, res) => {
    const {code} = parseBody(confirmVerificationBody, req.body);
    const number = await confirmVerification(context, apiCallerOf(res), pathParameter(req, 'id'), code);
    res.json({phoneNumber: toWire(number)});
  };
}

/** What the provider refuses is undone here. */
async function tellProvider(
  {store, numberProviders, clock}: Context,
  before: PhoneNumber,
  changes: {name?: string | null; senderId?: string | null},
): Promise<void> {
  try {
    await numberProviders[before.mode]?.update?.(before, changes);
  } catch (error) {
    const {name, senderId} = before;
    await store.updatePhoneNumber(before, before.id, {name, senderId}, clock.now());
    throw error;
  }
}

async function getPhoneNumber(context: Context, scope: Scope, id: string): Promise<PhoneNumber> {
  const found = await context.store.findPhoneNumber(scope, id, context.clock.now());
  if (!found) throw noSuchNumber();
  return found;
}

function refusalOf(result: 'no_sender' | 'sender_taken' | 'reserved', {invitationId}: PhoneNumber): ApiError {
  if (result === 'reserved') {
    return new ApiError(
      'phone_number_in_use',
      `The invitation ${invitationId} reserves this number. Cancel it first.`,
      {invitationId},
    );
  }
  const message =
    result === 'no_sender'
      ? 'is not a sender of this project'
      : 'has a number already; set the "senderId" of that number to null first';
  return wrongField('senderId', message);
}
