import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {AttemptSummary} from '../../../server/contract/attempts.ts';
import {failureExplanations, failureReasons} from '../../../server/contract/failure-reasons.ts';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {type FailureRow, failureRows, otherEndings} from '../../../server/docs/failure-rows.ts';
import {html} from '../../../server/html.ts';
import {failures} from '../../../widget/locales/en/later.ts';
import {minuteMs} from '../../support/clock.ts';
import {eventually, TestBrowser, TestService} from '../../support/harness.ts';
import {PopupPage} from '../../support/popups.ts';

let techProvider: TestService;
let solutionPartner: TestService;

beforeAll(async () => {
  techProvider = await TestService.start({META_POPUP: '1'});
  solutionPartner = await TestService.start({
    META_ROLE: 'solution_partner',
    META_BUSINESS_ID: '200000000000001',
    META_SYSTEM_USER_ID: '300000000000001',
    META_SYSTEM_USER_TOKEN: 'the token of a system user',
    META_CREDIT_LINE_ID: '600000000000001',
  });
});

afterAll(() => Promise.all([techProvider.stop(), solutionPartner.stop()]));

const serviceOf = ({needs}: FailureRow) => (needs === 'solution_partner' ? solutionPartner : techProvider);

/** One client who comes to the end that a row describes; what they saw last. */
class Client {
  readonly service: TestService;
  readonly row: FailureRow;
  readonly invitation: Invitation;
  #page = '';

  private constructor(service: TestService, row: FailureRow, invitation: Invitation) {
    this.service = service;
    this.row = row;
    this.invitation = invitation;
  }

  static async play(row: FailureRow): Promise<Client> {
    const service = serviceOf(row);
    await service.play(row.scenario);
    if (row.needs === 'second_run') await new TestBrowser(service.url).start(await service.invite());
    const client = new Client(service, row, await service.invite(await fieldsOf(service, row)));
    if (row.needs === 'popup') await client.#throughPopup();
    else await client.#throughDialog();
    return client;
  }

  get page(): string {
    return this.#page;
  }

  ended(): Promise<Invitation> {
    return eventually(
      () => this.service.retrieve(this.invitation.id),
      ({status}) => status === 'failed' || status === 'completed',
    );
  }

  async attempts(): Promise<AttemptSummary[]> {
    const {body} = await this.service.api('GET', `/v1/invitations/${this.invitation.id}/timeline`);
    return body.attempts;
  }

  async #throughDialog(): Promise<void> {
    const {service, row, invitation} = this;
    const browser = new TestBrowser(service.url);
    await browser.start(invitation);
    if (row.needs === 'time') {
      service.clock.advance(31 * minuteMs);
    } else if (row.needs === 'wrong_pin' || row.needs === 'right_pin') {
      await this.#givePins(browser, row.needs === 'right_pin' ? ['424242'] : Array(5).fill('111111'));
    } else if (row.needs === 'choice') {
      await this.#choose(browser);
    }
    await this.ended();
    const [attempt] = await this.attempts();
    this.#page = (await browser.open(`/signup/${attempt?.id}`)).body;
  }

  async #waitFor(step: string): Promise<string> {
    const [attempt] = await eventually(
      () => this.attempts(),
      ([first]) => first?.step === step || first?.status !== 'running',
    );
    return `/signup/${attempt?.id}`;
  }

  async #givePins(browser: TestBrowser, pins: string[]): Promise<void> {
    for (const [tries, pin] of pins.entries()) {
      await browser.open(`${await this.#waitFor('pin')}/pin`, {pin, tries: String(tries)});
    }
  }

  async #choose(browser: TestBrowser): Promise<void> {
    const address = await this.#waitFor('choose');
    const {body} = await browser.open(address);
    const accountId = /name="accountId"[^>]*value="(\d+)"/.exec(body)?.[1] ?? '';
    await browser.open(`${address}/choose`, {accountId});
  }

  /** What the page's script would report of the messages that the window sends. */
  async #throughPopup(): Promise<void> {
    const {service, row, invitation} = this;
    const popup = await PopupPage.open(service, invitation);
    const {popup: modes = {}} = row;
    const told =
      modes['callback'] === 'missing' ? undefined : (await popup.dialog()).searchParams.get('message');
    const heard = told && modes['message'] !== 'missing' ? JSON.parse(told).data : {};
    const left = {
      status: told === undefined ? undefined : (modes['status'] ?? 'unknown'),
      currentStep: heard.current_step,
      errorId: heard.error_id,
      errorMessage: heard.error_message,
      sessionId: heard.session_id,
    };
    expect((await popup.post('left', left)).status).toBe(204);
    this.#page = (await popup.result()).body;
  }
}

async function fieldsOf(
  service: TestService,
  {channel, needs}: FailureRow,
): Promise<Record<string, unknown>> {
  if (needs === 'assigned_number') {
    const {body: found} = await service.api('GET', '/v1/phone-numbers/available?countryCode=US');
    const {phoneNumber} = found.items[0];
    const {body} = await service.api('POST', '/v1/phone-numbers', {phoneNumber});
    return {phoneNumberId: body.phoneNumber.id};
  }
  return {
    ...(channel === 'messenger' && {connectionType: 'messenger'}),
    ...(needs === 'allowed_countries' && {allowedPhoneCountries: ['ES']}),
  };
}

const nameOf = ({scenario, ends, what}: FailureRow) => `${ends}: ${scenario}, ${what}`;

describe('every failure', () => {
  test.each(failureRows.map((row) => [nameOf(row), row] as const))('%s', async (_, row) => {
    const {ends} = row;
    if (ends === 'completed') throw new Error('This row is in the wrong list.');
    const client = await Client.play(row);
    expect(await client.ended()).toMatchObject({status: 'failed', failureReason: ends});

    // The client reads what happened and what to do, and nothing of Meta's.
    const {title, advice} = failures[ends];
    expect(client.page).toContain(html`${title}`.toString());
    expect(client.page).toContain(html`${advice}`.toString());
    const [attempt] = await client.attempts();
    if (!attempt) throw new Error('There was no attempt.');
    const {failureDetail: detail, failureAdvice} = attempt;
    expect(failureAdvice).toBe(failureExplanations[ends].advice);
    for (const [name, value] of Object.entries(row.detail)) {
      if (value === true) expect(detail?.[name]).toBeDefined();
      else expect(detail?.[name]).toEqual(value);
    }
    const {token, id} = client.invitation;
    const told = await client.service.fetch('GET', '/client/v1/connection', undefined, {
      authorization: `Bearer ${token}`,
    });
    for (const seen of [client.page, JSON.stringify(told.body), JSON.stringify(await client.ended())]) {
      expect(seen).not.toContain('failureDetail');
      for (const value of [
        detail?.['traceId'],
        detail?.['message'],
        detail?.['errorMessage'],
        detail?.['sessionId'],
      ]) {
        if (typeof value === 'string') expect(seen).not.toContain(html`${value}`.toString());
      }
    }

    // The same link works again.
    await client.service.play('complete');
    await new TestBrowser(client.service.url).start({token});
    await eventually(
      () => client.service.retrieve(id),
      ({status}) => status === 'completed',
    );
  });
});

describe('what ends otherwise, but well', () => {
  test.each(otherEndings.map((row) => [nameOf(row), row] as const))('%s', async (_, row) => {
    const client = await Client.play(row);
    const {status, senderId} = await client.ended();
    expect(status).toBe('completed');
    const {body: sender} = await client.service.api('GET', `/v1/senders/${senderId}`);
    const isPending = row.what.includes('`pending`');
    const isLeftAlone = row.scenario.startsWith('coexistence') || row.channel === 'messenger';
    expect(sender.registration).toBe(isPending ? 'pending' : isLeftAlone ? 'none' : 'registered');
    expect((await client.attempts())[0]).toMatchObject({failureDetail: null, failureAdvice: null});
  });
});

describe('the table', () => {
  test('has every scenario of play-Meta that fails, as play-Meta describes it', async () => {
    const {body} = await techProvider.fetch('GET', '/sandbox/control');
    const listed = body.scenarios as {
      scenario: string;
      description: string;
      expects: string;
      for?: string;
      needs?: string;
    }[];
    const names = listed.map(({scenario}) => scenario);
    for (const {scenario} of [...failureRows, ...otherEndings]) expect(names).toContain(scenario);
    for (const one of listed.filter(({expects}) => expects !== 'completed')) {
      const row = failureRows.find(({what, ends}) => what === one.description && ends === one.expects);
      expect(row, `${one.scenario}: ${one.description}`).toMatchObject({scenario: one.scenario});
      expect(row?.channel).toBe(one.for === 'messenger' ? 'messenger' : undefined);
      if (one.needs) expect(row?.needs).toBe(one.needs);
    }
    expect(failureRows.length).toBeGreaterThanOrEqual(35);
  });

  test('has a row for every reason', () => {
    expect(new Set(failureRows.map(({ends}) => ends))).toEqual(new Set(failureReasons));
  });

  test('is a page, with what everybody reads', async () => {
    const {status, headers, body} = await techProvider.fetch<string>('GET', '/docs/failures');
    expect([status, headers.get('x-frame-options')]).toEqual([200, 'DENY']);
    expect(body.match(/<th scope="row">/g)).toHaveLength(failureRows.length + otherEndings.length);
    for (const reason of failureReasons) {
      expect(body).toContain(`id="${reason}"`);
      expect(body).toContain(html`${failures[reason].advice}`.toString());
    }
    expect(body).not.toMatch(/<script|<style| style="| on\w+="/);
    expect((await techProvider.fetch<string>('GET', '/docs')).body).toContain('href="/docs/failures"');
  });
});
