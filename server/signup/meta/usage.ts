import type {Logger} from 'pino';
import {z} from 'zod';
import type {Clock} from '../../clock.ts';

/** From here on only what a person waits for is asked, in percent of what Meta allows. */
const percentMax = 95;
/** How long without Meta's word for it. Its window is an hour that moves on. */
const holdMs = 60_000;
const holdMsMax = 24 * 60 * 60_000;

const figures = z.object({
  call_count: z.number().catch(0),
  total_cputime: z.number().catch(0),
  total_time: z.number().catch(0),
  /** Minutes. */
  estimated_time_to_regain_access: z.number().catch(0),
});
const appUsage = figures;
const accountUsage = z.record(z.string(), z.array(figures));

interface Report {
  percent: number;
  regainMs: number;
}

/** What the headers of an answer say about how much we asked. */
export interface UsageReport {
  app: Report | undefined;
  /** By id of a business or of a WhatsApp account. */
  accounts: Map<string, Report>;
  retryAfterSeconds: number | undefined;
}

/** Reads `X-App-Usage`, `X-Business-Use-Case-Usage` and `Retry-After`; what cannot be read is not there. */
export function readUsage(headers: Headers): UsageReport {
  const app = appUsage.safeParse(readJson(headers.get('x-app-usage')));
  const accounts = accountUsage.safeParse(readJson(headers.get('x-business-use-case-usage')));
  const reports = new Map(
    Object.entries(accounts.data ?? {}).map(([id, uses]) => [id, highest(uses.map(toReport))] as const),
  );
  const retryAfter = Number(headers.get('retry-after') ?? 0);
  const waits = [...reports.values()].map(({regainMs}) => regainMs / 1000);
  const seconds = Math.max(Number.isFinite(retryAfter) ? retryAfter : 0, ...waits);
  return {
    app: app.data && toReport(app.data),
    accounts: reports,
    retryAfterSeconds: seconds > 0 ? seconds : undefined,
  };
}

/** Which accounts are not to be asked for a while, or, when the app itself has asked too much, none at all. */
export class Usage {
  readonly #clock: Clock;
  readonly #log: Logger;
  /** Until when, in epoch ms; only what is held is in it. */
  readonly #heldUntil = new Map<string, number>();

  constructor(clock: Clock, log: Logger) {
    this.#clock = clock;
    this.#log = log;
  }

  /** Takes in what an answer said about the app, the accounts that it names, and the object that was asked. */
  note(path: string, {app, accounts, retryAfterSeconds}: UsageReport, isLimit: boolean): void {
    this.#forgetWhatIsOver();
    if (app) this.#hold(wholeApp, app);
    for (const [id, report] of accounts) this.#hold(id, report);
    // The header may name the business while we asked for one of its accounts.
    const asked = objectOf(path);
    if (asked !== undefined && accounts.size > 0) this.#hold(asked, highest([...accounts.values()]));
    if (isLimit && retryAfterSeconds !== undefined) {
      this.#hold(asked ?? wholeApp, {percent: 100, regainMs: retryAfterSeconds * 1000});
    }
  }

  /** How long a call to this path is not to be made. */
  heldMs(path: string): number {
    const untils = [wholeApp, objectOf(path)].map((id) => (id && this.#heldUntil.get(id)) || 0);
    return Math.max(0, Math.max(...untils) - this.#clock.now());
  }

  #hold(id: string, {percent, regainMs}: Report): void {
    if (percent < percentMax && regainMs <= 0) return;
    const forMs = Math.min(regainMs > 0 ? regainMs : holdMs, holdMsMax);
    const wasHeld = this.#heldUntil.has(id);
    this.#heldUntil.set(id, this.#clock.now() + forMs);
    if (wasHeld) return;
    this.#log.warn(
      {account: id, percent, heldSeconds: forMs / 1000},
      'Meta is asked too much and left alone',
    );
  }

  #forgetWhatIsOver(): void {
    const now = this.#clock.now();
    for (const [id, until] of this.#heldUntil) if (until <= now) this.#heldUntil.delete(id);
  }
}

const wholeApp = 'app';

/** `/123/phone_numbers` asks the object 123; `/me` and `/oauth/…` none that could be told apart. */
function objectOf(path: string): string | undefined {
  return /^\/(\d+)/.exec(path)?.[1];
}

function toReport(use: z.infer<typeof figures>): Report {
  return {
    percent: Math.max(use.call_count, use.total_cputime, use.total_time),
    regainMs: use.estimated_time_to_regain_access * 60_000,
  };
}

function highest(reports: Report[]): Report {
  return {
    percent: Math.max(0, ...reports.map(({percent}) => percent)),
    regainMs: Math.max(0, ...reports.map(({regainMs}) => regainMs)),
  };
}

function readJson(text: string | null): unknown {
  try {
    return text === null ? undefined : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
