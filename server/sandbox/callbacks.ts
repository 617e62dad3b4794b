import {createHmac} from 'node:crypto';
import express from 'express';
import {answerUnreadableBody, refuseStrangers, sendError} from './control.ts';
import {readFields} from './order.ts';
import type {SharedAccounts} from './shared-accounts.ts';
import {timeoutMs} from './webhook-sending.ts';
import type {WebhookOptions} from './webhooks.ts';

const paths = {deauthorize: 'deauthorize', data_deletion: 'data-deletion'} as const;

const fields = {
  kind: {isRequired: true, isOneOf: Object.keys(paths)},
  accountId: {isRequired: true},
};

/**
 * `POST /callbacks`: play-Meta tells the app that the person who connected an account has removed it, or wants their data deleted.
 * `accountId` is Meta's id of the number, the account or the Page. Answers what it sent and what the app said to it.
 */
export function createCallbacks(options: WebhookOptions & {shared: SharedAccounts}): express.Router {
  const router = express.Router();
  router.use('/callbacks', refuseStrangers(options), express.json({limit: '16kb', type: () => true}));

  router.post('/callbacks', async (req, res) => {
    const order = readFields(req.body, fields);
    if (order instanceof Error) return sendError(res, 400, 'invalid_request', order.message);
    const {kind, accountId = ''} = order;
    const userId = options.shared.find(accountId)?.account.userId;
    // By the person: they may have connected something elsewhere, which is not the caller's.
    if (userId === undefined || !(await options.mayTellOf(req, {userIds: [userId]}))) {
      return sendError(res, 404, 'not_found', 'Nobody is known who connected this account, or not to you.');
    }
    await tell(options, res, paths[kind as keyof typeof paths], userId);
  });

  router.use('/callbacks', answerUnreadableBody);
  return router;
}

async function tell(
  {app, callbackUrl, clock}: WebhookOptions,
  res: express.Response,
  path: string,
  userId: string,
): Promise<void> {
  const issuedAt = Math.floor(clock.now() / 1000);
  const said = {algorithm: 'HMAC-SHA256', issued_at: issuedAt, user_id: userId};
  const payload = Buffer.from(JSON.stringify(said)).toString('base64url');
  const signature = createHmac('sha256', app.appSecret).update(payload).digest('base64url');
  const url = `${callbackUrl}/${path}`;
  try {
    const response = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({signed_request: `${signature}.${payload}`}),
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    const answer = {status: response.status, body: await response.text()};
    res.status(response.ok ? 200 : 502).json({said, answer});
  } catch {
    sendError(res, 502, 'not_reached', `Nothing answers at ${url}.`);
  }
}
