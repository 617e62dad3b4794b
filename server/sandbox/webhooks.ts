import {createHmac} from 'node:crypto';
import express from 'express';
import type {Clock} from '../clock.ts';
import {answerUnreadableBody, type ControlOptions, refuseStrangers, sendError} from './control.ts';
import {accountChange, accountFields, problemOf} from './account-events.ts';
import type {MetaApp} from './app.ts';
import {type Field, readFields} from './order.ts';
import type {SharedAccounts} from './shared-accounts.ts';
import {messageKinds, type MessageOrder, messagesValue, messageStatuses} from './webhook-messages.ts';

export const timeoutMs = 15_000;

export interface WebhookOptions extends ControlOptions {
  clock: Clock;
  app: MetaApp;
  /** Where the app has its webhooks sent. */
  callbackUrl: string;
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
    await tell(options, res, {id: order.wabaId ?? '0', changes: [{field: 'messages', value}]});
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
    await tell(options, res, {id, changes: [change]});
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

async function tell(
  {app, callbackUrl, clock}: WebhookOptions,
  res: express.Response,
  entry: {id: string; changes: unknown[]},
): Promise<void> {
  const time = Math.floor(clock.now() / 1000);
  const webhook = {
    object: 'whatsapp_business_account',
    entry: [{id: entry.id, time, changes: entry.changes}],
  };
  const body = escapeNonAscii(JSON.stringify(webhook));
  const signature = createHmac('sha256', app.appSecret).update(body).digest('hex');
  try {
    const response = await fetch(callbackUrl, {
      method: 'POST',
      headers: {'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}`},
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = {status: response.status, body: await response.text()};
    res.status(response.ok ? 200 : 502).json({webhook, answer});
  } catch {
    sendError(res, 502, 'not_reached', `Nothing answers at ${callbackUrl}.`);
  }
}

/** Meta signs and sends text that is all ASCII. */
function escapeNonAscii(json: string): string {
  return json.replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
