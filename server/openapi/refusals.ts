import type {ErrorCode} from '../contract/errors.ts';
import {statusOfCode} from '../errors.ts';
import type {Access, Route} from '../route.ts';

const refusalsOfAccess: Record<Access, readonly ErrorCode[]> = {
  key: ['unauthorized'],
  manage: ['unauthorized', 'session_expired', 'origin_not_allowed'],
  client: ['unauthorized', 'session_expired', 'forbidden', 'origin_not_allowed'],
  anyone: [],
};

/** Every code with which a route may refuse, by its status. */
export function refusalsOf(route: Route): [status: number, codes: ErrorCode[]][] {
  const byStatus = new Map<number, Set<ErrorCode>>();
  for (const code of codesOf(route)) {
    const status = statusOfCode[code];
    byStatus.set(status, (byStatus.get(status) ?? new Set()).add(code));
  }
  return [...byStatus].sort(([a], [b]) => a - b).map(([status, codes]) => [status, [...codes]]);
}

function codesOf({method, path, access, query, body, bodyType, errors}: Route): ErrorCode[] {
  const isJson = body !== undefined && bodyType === undefined;
  const hasBody = body !== undefined || bodyType !== undefined;
  // A path that cannot be decoded is one too.
  const hasInput = hasBody || query !== undefined || path.includes(':');
  return [
    ...(hasInput ? (['invalid_request'] as const) : []),
    ...(isJson ? (['invalid_json'] as const) : []),
    ...refusalsOfAccess[access],
    ...(errors ?? []),
    ...(hasBody ? (['payload_too_large'] as const) : []),
    'rate_limited',
    'internal_error',
    ...(method === 'GET' ? [] : (['storage_unavailable'] as const)),
  ];
}
