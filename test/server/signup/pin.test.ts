import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {dump} from '../../support/database.ts';
import {type Answer, eventually, TestBrowser, TestService} from '../../support/harness.ts';
import {LiveSignups} from '../../support/live-signups.ts';
import {callAsClient} from '../../support/signups.ts';

let service: TestService;
let invitation: Invitation;
let browser: TestBrowser;
let page: string;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.stop());

beforeEach(async () => {
  await service.play('pin_mismatch');
  invitation = await service.invite();
  browser = new TestBrowser(service.url);
  page = (await browser.start(invitation)).body;
});

const rightPin = '424242';
const attemptPath = () => new URL(browser.visited.at(-1) ?? '').pathname.replace(/\/pin$/, '');
const triesOf = (body: string) => /name="tries" value="(\d+)"/.exec(body)?.[1] ?? '';

/** Sends the form of the page that is shown, and waits for what comes of it. */
async function give(fields: Record<string, string>, tries = triesOf(page)): Promise<Answer<string>> {
  const path = attemptPath();
  await browser.open(`${path}/pin`, {tries, ...fields});
  const answer = await eventually(
    () => browser.open(path),
    ({body}) => !body.includes('data-page="progress"'),
  );
  page = answer.body;
  return answer;
}

const step = async () =>
  (await callAsClient(service, invitation.token, 'GET', '/connection')).body.connection.step;

describe('a number with a PIN of its own', () => {
  test('has its client asked for it, on the page and by the element', async () => {
    expect(page).toContain('data-page="pin"');
    expect(page).toContain('Enter the PIN of your number');
    expect(page).toContain('WhatsApp Manager');
    const {connection} = (await callAsClient(service, invitation.token, 'GET', '/connection')).body;
    expect(connection).toMatchObject({
      status: 'in_progress',
      step: 'pin',
      continueUrl: service.url + attemptPath(),
    });
  });

  test('is connected with the right one, which is kept sealed and shown to nobody', async () => {
    expect((await give({pin: rightPin})).body).toContain('data-page="connected"');
    expect(await service.retrieve(invitation.id)).toMatchObject({status: 'completed'});
    expect(browser.visited.filter((address) => address.includes(rightPin))).toEqual([]);
    expect(dump(service)).not.toContain(rightPin);
    expect(page).not.toContain(rightPin);
    const {senderId} = await service.retrieve(invitation.id);
    const sender = await service.context.store.findSender(
      {
        projectId: (await service.context.store.findConnection(invitation.id))?.project.id ?? '',
        mode: 'test',
      },
      senderId ?? '',
    );
    expect(sender && service.context.secrets.open(sender.sealedPin ?? '', `${sender.id}:pin`)).toBe(rightPin);
  });

  test('has a wrong one told, and the client may try again', async () => {
    const {status, body} = await give({pin: '111111'});
    expect(status).toBe(200);
    expect(body).toContain('WhatsApp did not accept that');
    expect(body).not.toContain('111111');
    expect(await step()).toBe('pin');
    expect((await give({pin: rightPin})).body).toContain('data-page="connected"');
  });

  test('fails once Meta has heard too many wrong ones, and the same link works again', async () => {
    for (const pin of ['000001', '000002', '000003', '000004', '000005']) {
      if ((await step()) === 'pin') await give({pin});
    }
    expect(page).toContain('data-page="failed"');
    expect(await service.retrieve(invitation.id)).toMatchObject({
      status: 'failed',
      failureReason: 'pin_mismatch',
    });
    service.clock.advance(16 * 60_000);
    await service.play('complete');
    await browser.start(invitation);
    expect((await service.retrieve(invitation.id)).status).toBe('completed');
  });

  test('is asked for again when the client says that it is off, and it is not', async () => {
    expect((await give({})).body).toContain('WhatsApp did not accept that');
    expect(await step()).toBe('pin');
  });

  test('asks for six digits, and nothing else is a try', async () => {
    for (const pin of ['', '12345', '1234567', '12345a', '１２３４５６', '<b>123']) {
      const answer = await browser.open(`${attemptPath()}/pin`, {pin, tries: '0'});
      expect(answer.status, pin).toBe(400);
      expect(answer.body).toContain('The PIN has six digits.');
      expect(answer.body).not.toContain('<b>123');
    }
    expect(triesOf((await browser.open(attemptPath())).body)).toBe('0');
  });

  test('takes a form that is sent many times as one try', async () => {
    const path = `${attemptPath()}/pin`;
    await Promise.all(Array.from({length: 10}, () => browser.open(path, {pin: '111111', tries: '0'})));
    const shown = () => browser.open(path.replace(/\/pin$/, ''));
    const asked = await eventually(shown, ({body}) => body.includes('data-page="pin"'));
    await browser.open(path, {pin: '111111', tries: '0'});
    expect(triesOf(asked.body)).toBe('1');
    expect(triesOf((await shown()).body)).toBe('1');
  });
});

describe('the PIN of a number is taken', () => {
  const stillAsked = async () => expect(triesOf((await browser.open(attemptPath())).body)).toBe('0');

  test('from the browser that signs up, and from no other', async () => {
    const stranger = new TestBrowser(service.url);
    const answer = await stranger.open(`${attemptPath()}/pin`, {pin: rightPin, tries: '0'});
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain('PIN');
    await stillAsked();
  });

  test('from its own page: a form on another site does nothing', async () => {
    const headers = {'sec-fetch-site': 'cross-site'};
    expect((await browser.open(`${attemptPath()}/pin`, {pin: rightPin, tries: '0'}, headers)).status).toBe(
      403,
    );
    await stillAsked();
  });

  test('while it is asked for: once connected, a PIN changes nothing', async () => {
    await give({pin: rightPin});
    const done = await service.retrieve(invitation.id);
    await browser.open(`${attemptPath()}/pin`, {pin: '111111', tries: '1'});
    expect(await service.retrieve(invitation.id)).toEqual(done);
  });

  test('within the time of the attempt', async () => {
    service.clock.advance(31 * 60_000);
    const {failureReason} = await eventually(
      () => service.retrieve(invitation.id),
      ({status}) => status === 'failed',
    );
    expect(failureReason).toBe('signup_abandoned');
    await browser.open(`${attemptPath()}/pin`, {pin: rightPin, tries: '0'});
    expect((await service.retrieve(invitation.id)).status).toBe('failed');
  });
});

describe('where Meta lets anybody guess', () => {
  test('the fifth wrong PIN is the last one', async () => {
    const live = await LiveSignups.start();
    const mismatch = {status: 400, body: {error: {code: 133005, message: '(#133005) PIN Mismatch'}}};
    live.graph.answers.set('POST /1001/register', mismatch);
    const guessed = await live.invite();
    const [guesser, state] = await live.open(guessed);
    await live.finish(guesser, state);
    const path = new URL(guesser.visited.at(-1) ?? '').pathname;
    for (const [tries, pin] of ['000001', '000002', '000003', '000004', '000005'].entries()) {
      expect((await guesser.open(path)).body).toContain(`name="tries" value="${tries}"`);
      await guesser.open(`${path}/pin`, {pin, tries: String(tries)});
      await live.service.context.background.settled();
    }
    expect(await live.retrieve(guessed)).toMatchObject({status: 'failed', failureReason: 'pin_mismatch'});
    expect(live.graph.callsTo('/register')).toBe(6);
    await live.stop();
  });
});
