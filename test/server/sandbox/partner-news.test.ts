import {createHmac} from 'node:crypto';
import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {eventually} from '../../support/harness.ts';
import {app, Play} from './play.ts';
import {ShownPage} from './shown-page.ts';

let play: Play;
beforeEach(async () => {
  play = await Play.start();
});
afterEach(() => play.stop());

const values = () => play.webhooks.map(({body}) => JSON.parse(body).entry[0]);
const set = (setting: object) =>
  play.post('/sandbox/control', {scenario: 'complete', auto: true, ...setting});

describe('webhooks of what was shared', () => {
  it('do not come unless they are asked for', async () => {
    await play.getToken('complete');
    expect(play.webhooks).toEqual([]);
  });

  it('come before the browser goes back: signed, about the partner, and naming the account', async () => {
    await set({webhooks: 'before'});
    const token = await play.exchangeForToken(
      new URL((await play.openDialog()).headers.get('location') ?? '').searchParams.get('code') ?? '',
    );
    const [wabaId] = await play.wabaIds(token);
    expect(values()).toMatchObject([
      {
        id: app.partner.businessId,
        changes: [{field: 'account_update', value: {event: 'PARTNER_ADDED', waba_info: {waba_id: wabaId}}}],
      },
      {changes: [{value: {event: 'PARTNER_APP_INSTALLED', waba_info: {partner_app_id: app.appId}}}]},
    ]);
    for (const {body, signature} of play.webhooks) {
      expect(signature).toBe(`sha256=${createHmac('sha256', app.appSecret).update(body).digest('hex')}`);
    }
  });

  it('come after it, and as often as is wished', async () => {
    await set({webhooks: 'after', webhookCopies: 2});
    await play.openDialog();
    await eventually(
      async () => play.webhooks.length,
      (count) => count === 4,
    );
  });

  it('do not come of a dialog that was cancelled', async () => {
    await set({scenario: 'cancel', webhooks: 'before'});
    await play.openDialog();
    expect(play.webhooks).toEqual([]);
  });
});

describe('the page of Meta’s own', () => {
  const open = (query = `app_id=${app.appId}&config_id=${app.configId}&extras={}`) =>
    fetch(`${play.origin}/sandbox/messaging/whatsapp/onboard/?${query}`, {redirect: 'manual'});

  it('goes through the same pages and ends there: only the webhook tells', async () => {
    let page = await ShownPage.read(await open());
    expect((await fetch(page.styleSheet)).status).toBe(200);
    for (let step = 1; step < 5; step += 1) page = await ShownPage.read(await page.submit('continue'));
    expect(page.heading).toBe('Your account is connected');
    await eventually(
      async () => values(),
      (entries) => entries.some(({changes}) => changes[0].value.event === 'PARTNER_ADDED'),
    );
  });

  it('can be left without a word to anybody', async () => {
    const page = await ShownPage.read(await open());
    const end = await page.submit('cancel');
    expect([end.status, end.headers.get('location')]).toEqual([200, null]);
    expect(await end.text()).toContain('Nothing was connected');
    expect(play.webhooks).toEqual([]);
  });

  it('is for the app and its configuration only', async () => {
    expect((await open(`app_id=1&config_id=${app.configId}`)).status).toBe(400);
    expect((await open(`app_id=${app.appId}&config_id=1`)).status).toBe(400);
  });
});
