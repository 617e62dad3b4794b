import type {Failure} from '../provider.ts';
import type {GraphClient} from './graph.ts';

/** So many are read side by side. */
const sideBySide = 5;
/** A person looks at the progress page meanwhile. */
const readForMs = 20_000;

/** Reads something of each, in this order. What cannot be read within a time that a person waits is `meta_unavailable`. */
export async function readEach<Item, Result>(
  graph: GraphClient,
  items: readonly Item[],
  read: (item: Item) => Promise<Result>,
): Promise<{kind: 'read'; results: Result[]} | Failure> {
  const startedAt = graph.clock.now();
  const results: Result[] = [];
  while (results.length < items.length) {
    if (graph.clock.now() - startedAt > readForMs) {
      const detail = {slow: `${results.length} of ${items.length} were read`};
      return {kind: 'failed', reason: 'meta_unavailable', detail};
    }
    const next = items.slice(results.length, results.length + sideBySide);
    results.push(...(await Promise.all(next.map(read))));
  }
  return {kind: 'read', results};
}
