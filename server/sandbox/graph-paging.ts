import type express from 'express';
import {GraphError} from './graph-error.ts';
import type {Parameters} from './graph-parameters.ts';

/** One page of a Graph edge, with cursors; `nextUrl` makes the link to the page after a cursor. */
export function pageOf<Item extends {id: string}>(
  items: readonly Item[],
  parameters: Parameters,
  nextUrl: (after: string) => string,
): {page: readonly Item[]; paging?: object} {
  const limit = readLimit(parameters.get('limit'));
  const afterIndex = indexOfCursor(items, parameters.get('after'));
  const beforeIndex = indexOfCursor(items, parameters.get('before'));
  const end = beforeIndex ?? (afterIndex === undefined ? 0 : afterIndex + 1) + limit;
  const page = items.slice(Math.max(0, end - limit), end);

  const first = page[0];
  const last = page.at(-1);
  if (!first || !last) return {page};
  const cursors = {before: cursorOf(first), after: cursorOf(last)};
  return {page, paging: {cursors, ...(end < items.length && {next: nextUrl(cursors.after)})}};
}

function readLimit(limit: string | undefined): number {
  if (limit === undefined) return 25;
  const count = Number(limit);
  if (!Number.isInteger(count) || count < 1)
    throw new GraphError(100, '(#100) Param limit must be a positive integer');
  return Math.min(count, 100);
}

function indexOfCursor(items: readonly {id: string}[], cursor: string | undefined): number | undefined {
  if (cursor === undefined) return undefined;
  const index = items.findIndex((item) => cursorOf(item) === cursor);
  if (index === -1) throw new GraphError(100, '(#100) Invalid cursors values');
  return index;
}

function cursorOf(item: {id: string}): string {
  return Buffer.from(item.id).toString('base64url');
}

/** The same call for the next page, on the origin that the caller used, which may be an inner one. */
export function nextUrl(req: express.Request, publicUrl: URL, after: string): string {
  const origin = req.host === publicUrl.host ? publicUrl.origin : `${req.protocol}://${req.host}`;
  const url = new URL(req.originalUrl, origin);
  url.searchParams.delete('before');
  url.searchParams.set('after', after);
  return url.href;
}
