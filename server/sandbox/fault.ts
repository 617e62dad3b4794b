/** Something that goes wrong with a call of Graph. The first rule that fits a call is the one that is played. */
export interface Fault {
  /**
   * Method and path without version: `POST /:phone/register`, `* /oauth/access_token`, `*`. `:id` is any id; `:business`, `:waba`,
   * `:phone` and `:page` are ids of these.
   */
  on: string;
  /** How many calls it befalls; all when absent. */
  times?: number;
  /** Only in so many milliseconds after the token was issued. */
  forMs?: number;
  /** Over as soon as the control is set to something else. */
  untilChanged?: true;
  delayMs?: number;
  /** The connection is cut. */
  reset?: true;
  /** A gateway answers with a page, status 502 unless `status` says otherwise. */
  html?: true;
  error?: FaultError;
  /** Answered with status 200, unless `status` says otherwise, instead of what was asked for. */
  body?: Record<string, unknown>;
  status?: number;
  /** Percent that the usage headers show; the call itself works. */
  usage?: number;
}

export interface FaultError {
  code: number;
  subcode?: number;
  message?: string;
  details?: string;
  isTransient?: boolean;
}

const idStarts: Record<string, string> = {
  ':id': '',
  ':business': '900001',
  ':waba': '900002',
  ':phone': '900003',
  ':page': '900008',
};

/** Whether a rule is about this call. */
export function isAbout({on}: Fault, method: string, path: string): boolean {
  const [onMethod = '*', onPath = '*'] = on.split(' ');
  if (onMethod !== '*' && onMethod !== method) return false;
  if (onPath === '*') return true;
  const [wanted, given] = [onPath.split('/'), path.split('/')];
  return wanted.length === given.length && wanted.every((part, index) => isPart(part, given[index] ?? ''));
}

function isPart(wanted: string, given: string): boolean {
  const start = idStarts[wanted];
  return start === undefined ? wanted === given : /^\d+$/.test(given) && given.startsWith(start);
}
