import type {ReadUpdates} from './updates.ts';

/** What Meta tells of Facebook Pages: none can be connected yet. */
export function readPageUpdates(body: unknown): ReadUpdates {
  return {updates: [], skipped: body === undefined ? [] : ['object page']};
}
