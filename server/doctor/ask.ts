import {z} from 'zod';

const timeoutMs = 8_000;

/** What came back from somewhere on the network. `why`: no address and no secret is in it. */
export type Reply =
  | {kind: 'reply'; status: number; headers: Headers; text: string; body: unknown}
  | {kind: 'silent'; why: string};

export interface Request {
  url: string;
  token?: string;
  /** Sent as a form by `POST`. */
  form?: Record<string, string>;
}

/** Asks once, for eight seconds at most; follows no redirect. Never throws. */
export type Ask = (request: Request) => Promise<Reply>;

export function createAsk(send: typeof fetch = fetch): Ask {
  return async ({url, token, form}) => {
    try {
      const response = await send(url, {
        method: form ? 'POST' : 'GET',
        headers: {...(token !== undefined && {authorization: `Bearer ${token}`})},
        ...(form && {body: new URLSearchParams(form)}),
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await response.text();
      return {kind: 'reply', status: response.status, headers: response.headers, text, body: readJson(text)};
    } catch (error) {
      return {kind: 'silent', why: reasonOf(error)};
    }
  };
}

/** An answer of Graph: what was asked for, or Meta's number for why not. */
export type GraphData<Data> =
  {kind: 'data'; data: Data} | {kind: 'refused'; code: number | null} | {kind: 'silent'; why: string};

const refusal = z.object({error: z.object({code: z.number()})});

export function graphData<Data>(reply: Reply, schema: z.ZodType<Data>): GraphData<Data> {
  if (reply.kind === 'silent') return reply;
  const parsed = reply.status === 200 ? schema.safeParse(reply.body) : undefined;
  if (parsed?.success) return {kind: 'data', data: parsed.data};
  const refused = refusal.safeParse(reply.body);
  return {kind: 'refused', code: refused.success ? refused.data.error.code : null};
}

/** For a sentence: `Meta refuses with its error 190`. */
export function whyNot(
  answer: {kind: 'refused'; code: number | null} | {kind: 'silent'; why: string},
): string {
  if (answer.kind === 'silent') return `nothing answers (${answer.why})`;
  return answer.code === null ? 'the answer cannot be read' : `Meta refuses with its error ${answer.code}`;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** `ECONNREFUSED`, `CERT_HAS_EXPIRED`, `TimeoutError`: the words of the network, without an address. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason';
  const {cause} = error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  return typeof code === 'string' ? code : error.name === 'TypeError' ? 'no connection' : error.name;
}
