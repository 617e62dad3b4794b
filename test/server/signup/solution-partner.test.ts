import {afterEach, beforeEach, expect, test} from 'vitest';
import {eventually} from '../../support/harness.ts';
import {LiveSignups} from '../../support/live-signups.ts';

const environment = {
  META_ROLE: 'solution_partner',
  META_BUSINESS_ID: '3001',
  META_SYSTEM_USER_ID: '4001',
  META_SYSTEM_USER_TOKEN: 'system-user-token',
  META_CREDIT_LINE_ID: '5001',
};

let live: LiveSignups;

beforeEach(async () => {
  live = await LiveSignups.start(environment);
  live.graph.answers.set('GET /2001', {status: 200, body: {id: '2001', name: 'Luna', currency: 'EUR'}});
});

afterEach(() => live.stop());

const attach = 'POST /5001/whatsapp_credit_sharing_and_attach';

test('a client of a Solution Partner is shared with it before anything is subscribed, and the sender keeps the client’s own token', async () => {
  const invitation = await live.invite();
  const [browser, state] = await live.open(invitation);
  await live.finish(browser, state);
  expect((await live.retrieve(invitation)).status).toBe('completed');
  expect(live.graph.requests.filter((request) => request.startsWith('POST'))).toEqual([
    'POST /2001/assigned_users',
    attach,
    'POST /2001/subscribed_apps',
    'POST /1001/register',
  ]);
  const {context} = live.service;
  const [sender] = await context.store.listAddressedSenders('live', {accountIds: ['1001'], wabaIds: []});
  expect(sender && context.secrets.open(sender.sealedBusinessToken, `${sender.id}:business_token`)).toBe(
    'business-token-1',
  );
});

test('a credit line that Meta refuses fails the attempt with nothing subscribed; once it is mended the client goes on without the dialog', async () => {
  live.graph.refused.add(attach);
  const invitation = await live.invite();
  const [browser, state] = await live.open(invitation);
  await live.finish(browser, state);
  expect(await live.retrieve(invitation)).toMatchObject({
    status: 'failed',
    failureReason: 'credit_line_failed',
  });
  expect(live.graph.callsTo('/subscribed_apps')).toBe(0);

  live.graph.refused.clear();
  await browser.start(invitation);
  await eventually(
    () => live.retrieve(invitation),
    ({status}) => status === 'completed',
  );
  expect(live.graph.codes, 'one code was enough').toHaveLength(1);
});
