import express from 'express';
import {answerUnreadableBody, type ControlOptions, refuseStrangers, sendError} from './control.ts';
import {type Webhook, ofAccount, sendWebhook, type WebhookTarget} from './webhook-sending.ts';
import {
  pageMessageKinds,
  pageMessageStatuses,
  pageMessaging,
  type PageMessageOrder,
} from './webhook-page-messages.ts';
import {messageKinds, type MessageOrder, messagesValue, messageStatuses} from './webhook-messages.ts';

export interface WebhookOptions extends ControlOptions, WebhookTarget {
  /** Who may have news told of this number or this account. */
  mayTellOf: (req: express.Request, addresses: Addresses) => Promise<boolean>;
}

/** Numbers and accounts by Meta's ids. */
export interface Addresses {
  accountIds: string[];
  wabaIds: string[];
}

const accountEvents = [
  'PARTNER_ADDED',
  'PARTNER_REMOVED',
  'PARTNER_APP_INSTALLED',
  'PARTNER_APP_UNINSTALLED',
  'ACCOUNT_DELETED',
  'ACCOUNT_OFFBOARDED',
  'ACCOUNT_RECONNECTED',
  'DISABLED_UPDATE',
];
const banStates = ['DISABLE', 'SCHEDULE_FOR_DISABLE', 'REINSTATE'];
const decisions = ['APPROVED', 'REJECTED', 'PENDING', 'DEFERRED'];

/**
 * `/messages` and `/account-updates`: what play-Meta is to tell the app about a number or an account, in Meta's shapes and
 * with Meta's signature. Answers what it sent and what the app said to it.
 */
export function createWebhooks(options: WebhookOptions): express.Router {
  const router = express.Router();
  const paths = ['/messages', '/account-updates'];
  // Any type: curl says "form" of whatever it sends.
  router.use(paths, refuseStrangers(options), express.json({limit: '16kb', type: () => true}));

  router.post('/messages', async (req, res, next) => {
    if (!isOfPage(req.body)) return next();
    const order = readFields(req.body, pageMessageFields);
    if (order instanceof Error) return sendError(res, 400, 'invalid_request', order.message);
    const {pageId = '', ...rest} = order;
    if (!(await options.mayTellOf(req, {accountIds: [pageId], wabaIds: []}))) return refuseForeign(res);
    const now = options.clock.now();
    const entry = {id: pageId, time: now, messaging: [pageMessaging({pageId, ...rest}, now)]};
    await tell(options, res, {object: 'page', entry: [entry]});
  });

  router.post('/messages', async (req, res) => {
    const order = readFields(req.body, messageFields);
    if (order instanceof Error) return sendError(res, 400, 'invalid_request', order.message);
    const {phoneNumberId = '', errorCode, ...rest} = order;
    if (!(await options.mayTellOf(req, {accountIds: [phoneNumberId], wabaIds: []}))) {
      return refuseForeign(res);
    }
    const value = messagesValue(
      {phoneNumberId, ...rest, ...(errorCode && {errorCode: Number(errorCode)})},
      options.clock.now(),
    );
    await tell(options, res, ofAccount(options.clock, order.wabaId ?? '0', {field: 'messages', value}));
  });

  router.post('/account-updates', async (req, res) => {
    const order = readFields(req.body, accountFields);
    if (order instanceof Error) return sendError(res, 400, 'invalid_request', order.message);
    if ((order.event === undefined) === (order.review === undefined)) {
      return sendError(res, 400, 'invalid_request', 'Give either "event" or "review".');
    }
    const {wabaId = '', event, banState = 'DISABLE', review, phoneNumber} = order;
    if (!(await options.mayTellOf(req, {accountIds: [], wabaIds: [wabaId]}))) {
      return refuseForeign(res);
    }
    const change =
      event === undefined
        ? {field: 'account_review_update', value: {decision: review}}
        : {
            field: 'account_update',
            value: {
              event,
              ...(phoneNumber && {phone_number: phoneNumber.replace(/\D/g, '')}),
              ...(event.startsWith('PARTNER_') && {waba_info: {waba_id: wabaId}}),
              ...(event === 'DISABLED_UPDATE' && {
                ban_info: {waba_ban_state: banState, waba_ban_date: 'October 1, 2026'},
              }),
            },
          };
    // As Meta does it: partner events are entries about the partner, who is none of the app's accounts.
    const id = event?.startsWith('PARTNER_') ? '100000000000001' : wabaId;
    await tell(options, res, ofAccount(options.clock, id, change));
  });

  router.use(paths, answerUnreadableBody);
  return router;
}

function refuseForeign(res: express.Response): void {
  sendError(res, 404, 'not_found', 'No sender of this project has this id.');
}

interface Field {
  isRequired?: boolean;
  isOneOf?: readonly string[];
}

const messageFields = {
  phoneNumberId: {isRequired: true},
  wabaId: {},
  displayPhoneNumber: {},
  from: {},
  name: {},
  type: {isOneOf: messageKinds},
  text: {},
  messageId: {},
  replyTo: {},
  status: {isOneOf: messageStatuses},
  errorCode: {},
} satisfies Record<keyof MessageOrder, Field>;

const pageMessageFields = {
  pageId: {isRequired: true},
  from: {},
  type: {isOneOf: pageMessageKinds},
  text: {},
  messageId: {},
  replyTo: {},
  status: {isOneOf: pageMessageStatuses},
} satisfies Record<keyof PageMessageOrder, Field>;

const accountFields = {
  wabaId: {isRequired: true},
  event: {isOneOf: accountEvents},
  banState: {isOneOf: banStates},
  review: {isOneOf: decisions},
  phoneNumber: {},
} satisfies Record<string, Field>;

/** The fields that are known, as texts; an error that says what is wrong otherwise. */
function readFields<Name extends string>(
  body: unknown,
  fields: Record<Name, Field>,
): Partial<Record<Name, string>> | Error {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return new Error('The body must be a JSON object.');
  }
  const given: Partial<Record<string, string>> = {};
  for (const [name, value] of Object.entries(body)) {
    const field: Field | undefined = Object.hasOwn(fields, name) ? fields[name as Name] : undefined;
    if (!field) return new Error(`${name} is not known; allowed are ${Object.keys(fields).join(', ')}.`);
    if (typeof value !== 'string' && typeof value !== 'number') return new Error(`${name} must be a text.`);
    if (field.isOneOf && !field.isOneOf.includes(String(value))) {
      return new Error(`${name} must be one of ${field.isOneOf.join(', ')}.`);
    }
    given[name] = String(value);
  }
  for (const [name, field] of Object.entries<Field>(fields)) {
    if (field.isRequired && !given[name]) return new Error(`${name} is needed.`);
  }
  return given;
}

function isOfPage(body: unknown): boolean {
  return typeof body === 'object' && body !== null && Object.hasOwn(body, 'pageId');
}

async function tell(options: WebhookOptions, res: express.Response, webhook: Webhook): Promise<void> {
  const sent = await sendWebhook(options, webhook);
  if (sent.answer === undefined) {
    return sendError(res, 502, 'not_reached', `Nothing answers at ${options.callbackUrl}.`);
  }
  res.status(sent.isTaken ? 200 : 502).json({webhook: sent.webhook, answer: sent.answer});
}
