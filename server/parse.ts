import type {Request} from 'express';
import type {z} from 'zod';
import {ApiError, wrongQuery} from './errors.ts';

/** A request body that fits the schema. Nothing and `null` mean an empty one: Zavu's SDK sends all three. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.infer<Schema> {
  return parse(schema, body ?? {}, 'Invalid request body');
}

/** A query string that fits the schema. */
export function parseQuery<Schema extends z.ZodType>(schema: Schema, query: unknown): z.infer<Schema> {
  return parse(schema, query, 'Invalid query');
}

/** One segment of the path; routes name theirs once. */
export function pathParameter(req: Request, name: string): string {
  const value = req.params[name];
  return typeof value === 'string' ? value : '';
}

function parse<Schema extends z.ZodType>(schema: Schema, value: unknown, title: string): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const {issues} = parsed.error;
  const errors = issues.map((issue) => ({path: issue.path.map(String), message: issue.message}));
  const [first] = errors;
  const where = first && first.path.length > 0 ? `${first.path.join('.')}: ` : '';
  const allowed = issues.find((issue) => issue.code === 'invalid_value')?.values;
  throw new ApiError('invalid_request', `${title}: ${where}${first?.message ?? 'not usable'}`, {
    errors,
    ...(allowed && {allowed}),
  });
}

/** The id after which a page begins. A cursor is opaque to callers and only ever names a position. */
export function decodeCursor(cursor: string | undefined, idPrefix: string): string | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  const id = Buffer.from(cursor, 'base64url').toString('utf8');
  if (id.startsWith(idPrefix)) return id;
  throw wrongQuery('cursor', 'is not a cursor of this list; use "nextCursor" of the page before, unchanged');
}

/** Makes a page of `limit` from `limit + 1` rows; the extra one only tells that there is more. */
export function toPage<Row extends {id: string}, Item>(
  rows: Row[],
  limit: number,
  toItem: (row: Row) => Item,
): {items: Item[]; nextCursor: string | null} {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(toItem),
    nextCursor: rows.length > limit && last ? Buffer.from(last.id).toString('base64url') : null,
  };
}
