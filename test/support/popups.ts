import type {Invitation} from '../../server/contract/invitations.ts';
import type {PopupLaunch} from '../../server/signup/provider.ts';
import {type Answer, TestBrowser, type TestService} from './harness.ts';

/** A signup page with a popup, without a browser: does what its script and Meta's would do. */
export class PopupPage {
  readonly #service: TestService;
  readonly browser: TestBrowser;
  readonly launch: PopupLaunch;
  attemptId = '';

  private constructor(service: TestService, browser: TestBrowser, launch: PopupLaunch) {
    this.#service = service;
    this.browser = browser;
    this.launch = launch;
  }

  /** Opens the page and begins an attempt, as a click does. */
  static async open(service: TestService, invitation: Pick<Invitation, 'token'>): Promise<PopupPage> {
    const browser = new TestBrowser(service.url);
    const {body} = await browser.open(`/invite/${invitation.token}`);
    const launch = launchOf(body);
    if (!launch) throw new Error('The page offers no popup.');
    const page = new PopupPage(service, browser, launch);
    const started = await browser.open(`/invite/${invitation.token}/start`, {}, {accept: 'application/json'});
    page.attemptId = (JSON.parse(started.body) as {attemptId: string}).attemptId;
    return page;
  }

  /** Meta's dialog answers at once, see `play`; where it sends the window at its end. */
  async dialog(): Promise<URL> {
    const {origin} = new URL(this.#service.url);
    const relay = `${origin}/sandbox/sdk/xd_arbiter/?version=46#cb=f1&domain=localhost&origin=${origin}/f1&relation=opener&frame=f1`;
    const url = new URL(`/sandbox/dialog/${this.launch.graphVersion}/dialog/oauth`, origin);
    url.search = new URLSearchParams({
      client_id: this.launch.appId,
      config_id: this.launch.configId,
      response_type: 'code',
      override_default_response_type: 'true',
      display: 'popup',
      redirect_uri: relay,
      fallback_redirect_uri: `${origin}/signup/popup`,
      extras: JSON.stringify(this.launch.extras),
    }).toString();
    const {status, headers} = await fetch(url, {redirect: 'manual'});
    const location = headers.get('location');
    if (!location) throw new Error(`The dialog answered ${status}.`);
    return new URL(location);
  }

  /** What the dialog gives Meta's script. */
  async code(): Promise<string> {
    const code = (await this.dialog()).searchParams.get('code');
    if (!code) throw new Error('The dialog gave no code.');
    return code;
  }

  post(what: 'code' | 'left', body: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    return this.#service.fetch('POST', `/signup/${this.attemptId}/${what}`, body, {
      cookie: `zpi_browser=${this.browser.cookie('zpi_browser')}`,
      'sec-fetch-site': 'same-origin',
      ...headers,
    });
  }

  /** The page that the browser is sent to in the end. */
  result(): Promise<Answer<string>> {
    return this.browser.open(`/signup/${this.attemptId}`);
  }
}

/** What a page gives its script to open Meta's dialog with; `undefined`: it offers no popup. */
export function launchOf(page: string): PopupLaunch | undefined {
  const [, attribute] = /data-popup="([^"]*)"/.exec(page) ?? [];
  const named: Record<string, string> = {quot: '"', amp: '&', lt: '<', gt: '>'};
  const json = attribute?.replace(/&(#?)(\w+);/g, (whole, isNumber, name: string) =>
    isNumber ? String.fromCharCode(Number(name)) : (named[name] ?? whole),
  );
  return json === undefined ? undefined : (JSON.parse(json) as PopupLaunch);
}
