import {randomBytes} from 'node:crypto';

interface GraphErrorOptions {
  subcode?: number | undefined;
  details?: string | undefined;
  isTransient?: boolean | undefined;
}

/** A refusal in Meta's words: code and subcode are what clients branch on. */
export class GraphError extends Error {
  readonly code: number;
  readonly subcode: number | undefined;
  readonly details: string | undefined;
  readonly isTransient: boolean;

  constructor(code: number, message: string, options: GraphErrorOptions = {}) {
    super(message);
    this.code = code;
    this.subcode = options.subcode;
    this.details = options.details;
    this.isTransient = options.isTransient ?? false;
  }

  get httpStatus(): number {
    return httpStatuses[this.code] ?? 400;
  }

  toJSON(): unknown {
    return {
      error: {
        message: this.message,
        type: 'OAuthException',
        code: this.code,
        ...(this.subcode !== undefined && {error_subcode: this.subcode}),
        ...(this.details !== undefined && {
          error_data: {messaging_product: 'whatsapp', details: this.details},
        }),
        ...(this.isTransient && {is_transient: true}),
        fbtrace_id: `A${randomBytes(16).toString('base64url')}`,
      },
    };
  }
}

/** Every other code comes with 400. */
const httpStatuses: Record<number, number> = {
  0: 401,
  2: 503,
  3: 500,
  10: 403,
  190: 401,
  200: 403,
  368: 403,
  131000: 500,
  131005: 403,
  131016: 500,
  131031: 403,
  131057: 500,
  133000: 500,
  133004: 503,
};
