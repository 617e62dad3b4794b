import type {Logger} from 'pino';
import {setTimeout as sleep} from 'node:timers/promises';
import type {Clock} from '../../clock.ts';
import type {MetaConfig} from '../../config.ts';
import {CircuitBreaker} from './breaker.ts';
import {type GraphError, isLimit, isPassing} from './graph-error.ts';
import {type SentAnswer, sendToGraph} from './graph-request.ts';
import {Usage} from './usage.ts';

/** Waits between the tries of a repeatable call. Short: a person is looking at the progress page. */
const retryDelaysMs = [400, 1_600];
/** No other try after this: Meta is not a moment out of order but silent. */
const retryForMs = 10_000;

export interface GraphCall {
  method?: 'GET' | 'POST' | 'DELETE';
  /** Begins with a slash, without the version. */
  path: string;
  query?: Record<string, string>;
  /** Sent as JSON. */
  body?: Record<string, unknown>;
  /** Sent as a form instead. */
  form?: Record<string, string>;
  accessToken?: string;
  /** The call may be made again when Meta did not answer or said that it will pass, and held back when we asked too much. */
  isRepeatable: boolean;
}

export type GraphAnswer = {kind: 'answer'; body: unknown} | GraphProblem;

export type GraphProblem =
  | {kind: 'error'; error: GraphError}
  | {kind: 'unreachable'}
  /** Not sent: this account, or the app, has used up what Meta allows for now. */
  | {kind: 'limited'; retryAfterSeconds: number};

export interface GraphClientOptions {
  clock: Clock;
  log: Logger;
  /** How it waits between two tries. */
  wait?: (ms: number) => Promise<unknown>;
}

/**
 * Meta's Graph API as one app of ours sees it. A refusal and silence are answers, not exceptions. It remembers for as long as the
 * process lives whether Meta is down, and which accounts were asked too much.
 */
export class GraphClient {
  readonly meta: MetaConfig;
  readonly log: Logger;
  readonly clock: Clock;
  readonly #wait: (ms: number) => Promise<unknown>;
  readonly #breaker: CircuitBreaker;
  readonly #usage: Usage;

  constructor(meta: MetaConfig, {clock, log, wait = sleep}: GraphClientOptions) {
    this.meta = meta;
    this.log = log;
    this.clock = clock;
    this.#wait = wait;
    this.#breaker = new CircuitBreaker(clock, log);
    this.#usage = new Usage(clock, log);
  }

  async call(call: GraphCall): Promise<GraphAnswer> {
    const held = this.#holdOf(call);
    if (held) return held;
    const admission = this.#breaker.admit();
    if (admission === 'refused') return {kind: 'unreachable'};
    const mayRepeat = call.isRepeatable && admission === 'free';
    const answer = await this.#send(call, mayRepeat ? retryDelaysMs : []);
    this.#breaker.settle(isAlive(answer));
    return answer;
  }

  async #send(call: GraphCall, delaysMs: readonly number[]): Promise<GraphAnswer> {
    const startedAt = this.clock.now();
    for (let tries = 0; ; tries += 1) {
      const {answer, usage} = await this.#sendOnce(call);
      if (usage) this.#usage.note(call.path, usage, answer.kind === 'error' && isLimit(answer.error));
      const delayMs = delaysMs[tries];
      // What Meta asks us to wait for minutes does not pass in a second.
      if (!isPassingAnswer(answer) || delayMs === undefined || this.#holdOf(call)) return answer;
      if (this.clock.now() - startedAt > retryForMs) return answer;
      await this.#wait(delayMs * (0.8 + 0.4 * Math.random()));
    }
  }

  async #sendOnce(call: GraphCall): Promise<SentAnswer> {
    const sent = await sendToGraph(this.meta, call);
    // The path only: a query may hold the code, the secret or a token.
    const {method = 'GET', path} = call;
    const code = sent.answer.kind === 'error' ? sent.answer.error.code : undefined;
    this.log.debug({method, path, outcome: sent.answer.kind, code}, 'asked Meta');
    return sent;
  }

  #holdOf(call: GraphCall): GraphProblem | undefined {
    const heldMs = call.isRepeatable ? this.#usage.heldMs(call.path) : 0;
    return heldMs > 0 ? {kind: 'limited', retryAfterSeconds: Math.ceil(heldMs / 1000)} : undefined;
  }
}

function isPassingAnswer(answer: GraphAnswer): boolean {
  if (answer.kind === 'unreachable') return true;
  return answer.kind === 'error' && (isPassing(answer.error) || isLimit(answer.error));
}

/**
 * Somebody is there, even if they refuse. A server error in Graph's own words counts only where Meta says that it is down: some
 * requests break by themselves, and whoever can make those must not shut Meta off for everybody.
 */
function isAlive(answer: GraphAnswer): boolean {
  if (answer.kind !== 'error') return answer.kind === 'answer';
  const {status, code, isTransient} = answer.error;
  return status < 500 || !(isTransient || code === 2);
}
