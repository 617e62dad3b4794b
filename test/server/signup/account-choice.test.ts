import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {change, readRows} from '../../support/database.ts';
import {LiveSignups} from '../../support/live-signups.ts';

let live: LiveSignups;

beforeEach(async () => {
  live = await LiveSignups.start();
});

afterEach(() => live.stop());

const answer = (request: string, body: unknown) => live.graph.answers.set(request, {status: 200, body});

/** The client shares these accounts, each with its numbers. */
function shareAccounts(accounts: Record<string, {name: string; phones: Record<string, unknown>[]}>): void {
  const scope = {scope: 'whatsapp_business_management', target_ids: Object.keys(accounts)};
  answer('GET /debug_token', {
    data: {
      app_id: '1234567890',
      is_valid: true,
      user_id: '77',
      scopes: [scope.scope],
      granular_scopes: [scope],
    },
  });
  for (const [id, {name, phones}] of Object.entries(accounts)) {
    answer(`GET /${id}`, {id, name, account_review_status: 'APPROVED'});
    answer(`GET /${id}/phone_numbers`, {data: phones});
  }
}

const phone = (id: string, number: string, more: Record<string, unknown> = {}) => ({
  id,
  display_phone_number: number,
  verified_name: 'Bakery Luna',
  code_verification_status: 'VERIFIED',
  ...more,
});

describe('a client with two accounts of the same business', () => {
  const first = phone('1001', '+1 631-555-0100');
  const second = phone('1002', '+1 631-555-0101');

  beforeEach(() =>
    shareAccounts({'2001': {name: 'Luna', phones: [first]}, '2002': {name: 'Luna', phones: [second]}}),
  );

  const finish = async (before: () => void = () => {}) => {
    const invitation = await live.invite();
    const [browser, state] = await live.open(invitation);
    before();
    const {body} = await live.finish(browser, state);
    return {body, invitation: await live.retrieve(invitation)};
  };
  const tellShared = (wabaId: string, agoMs = 0) =>
    change(
      live.service,
      "INSERT INTO shared_accounts (mode, waba_id, business_id, shared_at) VALUES ('live', ?, '5001', ?)",
      wabaId,
      live.service.clock.now() - agoMs,
    );

  test('is asked, and can tell the accounts apart', async () => {
    const {body, invitation} = await finish();
    expect(body).toContain('data-page="choose"');
    expect(body).toContain('Luna · 2001');
    expect(body).toContain('Luna · 2002');
    expect(invitation.status).toBe('in_progress');
  });

  test('is not asked when Meta said which one was shared just now', async () => {
    const {invitation} = await finish(() => tellShared('2002'));
    expect(invitation).toMatchObject({status: 'completed', connectedAccount: {id: '1002'}});
  });

  test('is asked when Meta said it of both, or of one long ago', async () => {
    const both = await finish(() => ['2001', '2002'].forEach((wabaId) => tellShared(wabaId)));
    expect(both.body).toContain('data-page="choose"');
    change(live.service, 'DELETE FROM shared_accounts');
    const long = await finish(() => tellShared('2002', 60_000));
    expect(long.body).toContain('data-page="choose"');
  });

  test('is not asked when the browser named one of those that Meta confirmed', async () => {
    const hint = (hints: Record<string, string>) => () =>
      change(live.service, "UPDATE attempts SET hints = ? WHERE status = 'running'", JSON.stringify(hints));
    const forged = await finish(hint({wabaId: '2999', accountId: '1999'}));
    expect(forged.body).toContain('data-page="choose"');
    const {invitation} = await finish(hint({accountId: '1002'}));
    expect(invitation).toMatchObject({status: 'completed', connectedAccount: {id: '1002'}});
  });

  test('is not offered what is connected already', async () => {
    const {invitation} = await finish(() => tellShared('2002'));
    expect(invitation.status).toBe('completed');
    change(live.service, 'DELETE FROM shared_accounts');
    expect((await finish()).invitation).toMatchObject({status: 'completed', connectedAccount: {id: '1001'}});
    expect((await finish()).invitation).toMatchObject({failureReason: 'phone_already_connected'});
  });
});

describe('a number', () => {
  const connect = async (fields: Record<string, unknown> = {}) => {
    const invitation = await live.invite(fields);
    await live.finish(...(await live.open(invitation)));
    return live.retrieve(invitation);
  };

  test('that stays in the WhatsApp Business app is synchronised and not registered', async () => {
    const inApp = phone('1001', '+1 631-555-0100', {is_on_biz_app: true, platform_type: 'CLOUD_API'});
    shareAccounts({'2001': {name: 'Luna', phones: [inApp]}});
    expect(await connect()).toMatchObject({status: 'completed'});
    expect(live.graph.callsTo('/register')).toBe(0);
    expect(live.graph.callsTo('/smb_app_data')).toBe(2);
    const columns = 'is_coexistence, registration, next_registration_at, provider_user_id';
    expect(readRows(live.service, `SELECT ${columns} FROM senders`)).toEqual([
      {is_coexistence: 1, registration: 'none', next_registration_at: null, provider_user_id: '77'},
    ]);
  });

  test('that Meta gave away counts as American', async () => {
    const given = phone('1001', '+1 555-078-3881', {code_verification_status: 'NOT_VERIFIED'});
    shareAccounts({'2001': {name: 'Luna', phones: [given]}});
    expect(await connect({allowedPhoneCountries: ['MX']})).toMatchObject({
      failureReason: 'phone_country_not_allowed',
    });
    expect(live.graph.callsTo('/subscribed_apps')).toBe(0);
    expect(await connect({allowedPhoneCountries: ['US']})).toMatchObject({status: 'completed'});
  });
});

describe('trying again after an operator has mended what was wrong', () => {
  test('with the subscription goes on in the same browser, without the dialog', async () => {
    live.graph.answers.set('POST /2001/subscribed_apps', {
      status: 400,
      body: {error: {code: 2200, message: '(#2200) Callback verification failed'}},
    });
    const invitation = await live.invite();
    const [browser, state] = await live.open(invitation);
    await live.finish(browser, state);
    expect(await live.retrieve(invitation)).toMatchObject({failureReason: 'webhook_subscription_failed'});
    live.graph.answers.delete('POST /2001/subscribed_apps');
    browser.visited.length = 0;
    await browser.start(invitation);
    await live.service.context.background.settled();
    expect(await live.retrieve(invitation)).toMatchObject({status: 'completed'});
    expect(browser.visited.filter((address) => address.includes('/dialog/'))).toEqual([]);
    expect(live.graph.codes).toHaveLength(1);
  });
});
