import type {Invitation} from '../../server/contract/invitations.ts';
import {callbackPath, FakeGraph, stateOf} from './fake-graph.ts';
import {type Answer, TestBrowser, TestService} from './harness.ts';

/** The service in live mode, with a Meta whose every call a test can count and stop. */
export class LiveSignups {
  readonly service: TestService;
  readonly graph: FakeGraph;

  private constructor(service: TestService, graph: FakeGraph) {
    this.service = service;
    this.graph = graph;
  }

  static async start(environment: Record<string, string> = {}): Promise<LiveSignups> {
    const graph = await FakeGraph.start();
    return new LiveSignups(await TestService.start({...graph.environment, ...environment}), graph);
  }

  async stop(): Promise<void> {
    await this.service.stop();
    this.graph.stop();
  }

  api<Body = any>(method: string, path: string, body?: unknown): Promise<Answer<Body>> {
    return this.service.api(method, path, body, {authorization: `Bearer ${this.service.keys.live}`});
  }

  async invite(fields: Record<string, unknown> = {}): Promise<Invitation> {
    return (await this.api('POST', '/v1/invitations', fields)).body.invitation;
  }

  async retrieve({id}: Pick<Invitation, 'id'>): Promise<Invitation> {
    return (await this.api('GET', `/v1/invitations/${id}`)).body.invitation;
  }

  async senders(): Promise<{id: string; invitationId: string}[]> {
    return (await this.api('GET', '/v1/senders')).body.items;
  }

  /** A browser that was sent to the dialog, and the state that it was sent with. */
  async open(
    invitation: Pick<Invitation, 'token'>,
    browser = this.browser(),
  ): Promise<[TestBrowser, string]> {
    await browser.start(invitation);
    return [browser, stateOf(browser)];
  }

  browser(): TestBrowser {
    return new TestBrowser(this.service.url);
  }

  /** Meta sends the browser back, as if the client had finished. */
  finish(browser: TestBrowser, state: string, code = 'the-code'): Promise<Answer<string>> {
    return browser.open(callbackPath({code, state}));
  }
}
