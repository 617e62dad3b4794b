import express from 'express';
import {answerUnreadableBody, type ControlOptions, refuseStrangers, sendError} from './control.ts';
import {accountChange, accountFields, problemOf} from './account-events.ts';
import {type Field, readFields} from './order.ts';
import type {SharedAccounts} from './shared-accounts.ts';
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

/** Numbers, accounts and people by Meta's ids; `phoneNumbers` in E.164. */
export interface Addresses {
  accountIds?: string[];
  wabaIds?: string[];
  phoneNumbers?: string[];
  userIds?: string[];
}

/**
 * `/messages` and `/account-updates`: what play-Meta is to tell the app about a number or an account, in Meta's shapes and
 * with Meta's signature. Answers what it sent and what the app said to it.
 */
export function createWebhooks(options: WebhookOptions & {shared: SharedAccounts}): express.Router {
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
    const problem = problemOf(order);
    if (problem !== undefined) return sendError(res, 400, 'invalid_request', problem);
    const {wabaId = '', phoneNumber, phoneNumberId} = order;
    const addresses = {
      wabaIds: [wabaId],
      ...(phoneNumberId && {accountIds: [phoneNumberId]}),
      ...(phoneNumber && {phoneNumbers: [phoneNumber]}),
    };
    if (!(await options.mayTellOf(req, addresses))) return refuseForeign(res);
    const {id, ...change} = accountChange(
      {...order, wabaId},
      {
        appId: options.app.appId,
        partnerBusinessId: options.app.partner?.businessId ?? '100000000000001',
        ownerBusinessId: options.shared.find(wabaId)?.account.portfolio.id,
      },
    );
    await tell(options, res, ofAccount(options.clock, id, change));
  });

  router.use(paths, answerUnreadableBody);
  return router;
}

function refuseForeign(res: express.Response): void {
  sendError(res, 404, 'not_found', 'No sender of this project has this id.');
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
