import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {eventually, TestBrowser, TestService} from '../../support/harness.ts';
import {LiveSignups} from '../../support/live-signups.ts';
import {addNumber, buyNumber, retrieveNumber} from '../../support/numbers.ts';

describe('with a pre-assigned number', () => {
  let live: LiveSignups;

  beforeEach(async () => {
    live = await LiveSignups.start();
  });

  afterEach(() => live.stop());

  const phone = (id: string, number: string) => ({id, number, name: 'Bakery Luna'});

  /** A client with this number follows the link to the end; Meta shows what `live.graph.phones` says. */
  async function signUp(
    changes: Parameters<typeof addNumber>[2] = {},
    fields: Record<string, unknown> = {},
  ): Promise<{invitation: Invitation; dialog: URL}> {
    const {id} = await addNumber(live.service, live.service.keys.live, changes);
    const {id: invitationId, token} = await live.invite({phoneNumberId: id, ...fields});
    const [browser, state] = await live.open({token});
    const dialog = new URL(browser.visited.at(-1) ?? '');
    await live.finish(browser, state);
    const invitation = await eventually(
      () => live.retrieve({id: invitationId}),
      ({status}) => status !== 'in_progress',
    );
    return {invitation, dialog};
  }

  test('only that number is connected, and the number is its sender’s from then on', async () => {
    const {invitation} = await signUp();
    expect(invitation).toMatchObject({status: 'completed', connectedAccount: {id: '1001'}});
    const {body} = await live.api('GET', `/v1/phone-numbers/${invitation.phoneNumberId}`);
    expect(body.phoneNumber).toMatchObject({senderId: invitation.senderId, invitationId: null});
  });

  test('another number fails the attempt before anything is subscribed, and the link can be tried again', async () => {
    live.graph.phones = [phone('1002', '+1 631-555-0101')];
    const {invitation} = await signUp();
    expect(invitation).toMatchObject({status: 'failed', failureReason: 'phone_mismatch'});
    expect(live.graph.callsTo('subscribed_apps')).toBe(0);
    expect(await live.senders()).toEqual([]);

    live.graph.phones = [phone('1001', '+1 (631) 555 0100')];
    const [browser, state] = await live.open(invitation);
    await live.finish(browser, state);
    expect((await live.retrieve(invitation)).status).toBe('completed');
  });

  test('several numbers, one of them the assigned: it is taken without asking', async () => {
    live.graph.phones = [
      phone('1002', '+1 631-555-0101'),
      phone('1001', '+1 631-555-0100'),
      phone('1003', '+1 631-555-0102'),
    ];
    const {invitation} = await signUp();
    expect(invitation).toMatchObject({status: 'completed', connectedAccount: {id: '1001'}});
  });

  test('the dialog is told the id under which the provider holds the number, if there is one', async () => {
    const {dialog} = await signUp({providerNumberId: '777'});
    const setupOf = (address: URL) => JSON.parse(address.searchParams.get('extras') ?? '').setup;
    expect(setupOf(dialog).preVerifiedPhone).toEqual({ids: ['777']});
    const without = await signUp({phoneNumber: '+16315550109'});
    expect(setupOf(without.dialog)).not.toHaveProperty('preVerifiedPhone');
  });

  test('the page shows it in live mode, and no code', async () => {
    const {id} = await addNumber(live.service, live.service.keys.live);
    const {token} = await live.invite({phoneNumberId: id});
    const {body} = await live.browser().open(`/invite/${token}`);
    expect(body).toContain('<bdi dir="ltr">+1 631 555 0100</bdi>');
    expect(body).not.toContain('class="code"');
  });
});

describe('in the sandbox, without JavaScript', () => {
  let service: TestService;
  let invitation: Invitation;
  let browser: TestBrowser;

  beforeEach(async () => {
    service = await TestService.start();
    const {id} = await buyNumber(service);
    invitation = await service.invite({phoneNumberId: id, clientName: 'Bakery Luna'});
    browser = new TestBrowser(service.url);
  });

  afterEach(() => service.stop());

  const codeOn = (page: string) => /<strong class="code">(\d{6})<\/strong>/.exec(page)?.[1] ?? '';
  const headingOf = (page: string) => /<h1[^>]*>([^<]*)<\/h1>/.exec(page)?.[1]?.trim();

  /** Presses a button of the dialog's page, with these fields of it filled in. */
  const press = (page: string, action: string, fields: Record<string, string> = {}) =>
    browser.open(browser.visited.at(-1) ?? '', {
      dialog: /name="dialog" value="([^"]+)"/.exec(page)?.[1] ?? '',
      scenario: /<option value="(\w+)"\s+selected/.exec(page)?.[1] ?? '',
      action,
      ...fields,
    });

  /** From the link to the page of the dialog on which the number is chosen. */
  async function openNumberPage(): Promise<string> {
    let {body} = await browser.start(invitation);
    ({body} = await press(body, 'continue'));
    const waba = /name="waba" value="(\d+)"/.exec(body)?.[1] ?? '';
    ({body} = await press(body, 'continue', {waba}));
    return body;
  }

  test('the client reads number and code on our page, enters the code in the dialog, and is connected', async () => {
    const start = (await browser.open(`/invite/${invitation.token}`)).body;
    expect(start).toContain('<bdi dir="ltr">+1 415 555 0134</bdi>');
    const code = codeOn(start);
    expect(code).toMatch(/^\d{6}$/);

    let body = await openNumberPage();
    expect(headingOf(body)).toBe('Choose your phone number');
    expect(body).toContain('+1 415-555-0134');
    ({body} = await press(body, 'continue', {phone: 'assigned'}));
    expect(headingOf(body)).toBe('Verify your phone number');

    const wrong = code === '000000' ? '000001' : '000000';
    ({body} = await press(body, 'continue', {code: wrong}));
    expect(headingOf(body)).toBe('Verify your phone number');
    expect(body).toMatch(/role="alert">\s*This is not the code of the call/);

    ({body} = await press(body, 'continue', {code: `${code.slice(0, 3)}-${code.slice(3)}`}));
    expect(headingOf(body)).toBe('Review what you share');
    await press(body, 'finish');
    const done = await eventually(
      () => service.retrieve(invitation.id),
      ({status}) => status === 'completed',
    );
    const number = await retrieveNumber(service, done.phoneNumberId ?? '');
    expect(number.senderId).toBe(done.senderId);
  });

  test('a client who enters another number is told so on our page, with the number to take', async () => {
    let body = await openNumberPage();
    ({body} = await press(body, 'continue', {phone: 'other', phone_number: '+1 212 555 0199'}));
    const code = /Your code is <strong>(\d{6})/.exec(body)?.[1] ?? '';
    ({body} = await press(body, 'continue', {code}));
    expect(body).toContain('+1 212-555-0199');
    await press(body, 'finish');
    const failed = await eventually(
      () => service.retrieve(invitation.id),
      ({status}) => status === 'failed',
    );
    expect(failed.failureReason).toBe('phone_mismatch');
    const page = (await browser.open(`/invite/${invitation.token}`)).body;
    expect(page).toContain('That was another number');
    expect(page).toContain('+1 415 555 0134');
  });

  test.each([
    ['complete', 'completed', null],
    ['several_numbers', 'completed', null],
    ['wrong_number', 'failed', 'phone_mismatch'],
    ['wrong_country', 'failed', 'phone_mismatch'],
    ['no_phone', 'failed', 'no_phone_number'],
  ])('played by itself, %s ends as %s', async (scenario, status, failureReason) => {
    await service.play(scenario);
    await browser.start(invitation);
    const ended = await eventually(
      () => service.retrieve(invitation.id),
      (now) => now.status !== 'in_progress',
    );
    expect(ended).toMatchObject({status, failureReason});
  });

  test('wrong_number without an assigned number connects like complete', async () => {
    await service.play('wrong_number');
    const free = await service.invite();
    await browser.start(free);
    const ended = await eventually(
      () => service.retrieve(free.id),
      (now) => now.status !== 'in_progress',
    );
    expect(ended.status).toBe('completed');
  });

  test('a client who brings a number of their own reads nothing of an assigned one', async () => {
    const {token} = await service.invite();
    const {body} = await browser.open(`/invite/${token}`);
    expect(body).not.toContain('class="assigned"');
    expect(codeOn(body)).toBe('');
  });

  test('the page is shown without the code while the provider does not answer', async () => {
    service.context.numberProviders.test = {
      ...service.context.numberProviders.test,
      verificationCode: () => Promise.reject(new Error('down')),
    } as NonNullable<typeof service.context.numberProviders.test>;
    const {status, body} = await browser.open(`/invite/${invitation.token}`);
    expect(status).toBe(200);
    expect(body).toContain('+1 415 555 0134');
    expect(codeOn(body)).toBe('');
  });
});
