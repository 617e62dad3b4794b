import {z} from 'zod';

/** As much of Meta's own words as an operator reads. */
const textMax = 500;

/** Meta's error envelope; only the numbers are meant for programs, the words may change at any time. */
const envelopeError = z.object({
  code: z.number(),
  error_subcode: z.number().optional(),
  is_transient: z.boolean().optional(),
  fbtrace_id: z.string().optional(),
  message: z.string().optional(),
  error_user_title: z.string().nullish(),
  error_user_msg: z.string().nullish(),
  error_data: z
    .object({details: z.string().optional()})
    .optional()
    // Not all of Meta's products write an object here.
    .catch(undefined),
});
const envelope = z.object({error: envelopeError});

/** Why Meta refused. The words are for the operator: no token of the call is in them, and no client is to read them. */
export interface GraphError {
  /** Of HTTP. */
  status: number;
  code: number;
  subcode: number | undefined;
  isTransient: boolean;
  traceId: string | undefined;
  message: string | undefined;
  details: string | undefined;
  userTitle: string | undefined;
  userMessage: string | undefined;
  retryAfterSeconds: number | undefined;
}

/** `undefined` when it is not Graph that answered. `secrets`: what is not to be read in the words. */
export function readGraphError(
  status: number,
  body: unknown,
  retryAfterSeconds: number | undefined,
  secrets: readonly string[],
): GraphError | undefined {
  const parsed = envelope.safeParse(body);
  // A limit may be drawn before Graph, by a server that knows no envelope; 4 is Meta's number for it.
  const ofEdge: z.infer<typeof envelopeError> | undefined = status === 429 ? {code: 4} : undefined;
  const error = parsed.success ? parsed.data.error : ofEdge;
  if (!error) return undefined;
  const readable = (text: string | null | undefined) => withoutSecrets(text, secrets);
  return {
    status,
    code: error.code,
    subcode: error.error_subcode,
    isTransient: error.is_transient === true,
    traceId: error.fbtrace_id,
    message: readable(error.message),
    details: readable(error.error_data?.details),
    userTitle: readable(error.error_user_title),
    userMessage: readable(error.error_user_msg),
    retryAfterSeconds,
  };
}

/** Temporarily out of order, by Meta's own word. */
export function isPassing({code, status, isTransient}: GraphError): boolean {
  // 3: the app may not do this; Meta says so with the status of a failure of its own.
  return isTransient || (status >= 500 && code !== 3) || [2, 131000, 131016, 131057, 133004].includes(code);
}

/** Asked too much: of the app, the person, the Page or the WhatsApp account. */
export function isLimit({code, status}: GraphError): boolean {
  return status === 429 || [4, 17, 32, 341, 613, 80007].includes(code);
}

function withoutSecrets(text: string | null | undefined, secrets: readonly string[]): string | undefined {
  if (!text) return undefined;
  return secrets.reduce((left, secret) => left.replaceAll(secret, '…'), text).slice(0, textMax);
}
