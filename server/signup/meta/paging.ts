import {z} from 'zod';
import type {Failure} from '../provider.ts';
import type {GraphCall, GraphClient, GraphProblem} from './graph.ts';

/** More pages than this is not a business with too much of something but an answer that never ends. */
const pagesMax = 20;

const page = z.object({
  data: z.array(z.unknown()),
  paging: z
    .object({cursors: z.object({after: z.string().optional()}).optional(), next: z.string().optional()})
    .optional(),
});

/** Reads an edge of Graph to its end. An answer of another shape is `internal_error`: Meta changed, or is not Meta. */
export async function readAll<Item>(
  graph: GraphClient,
  {path, query, accessToken}: Pick<GraphCall, 'path' | 'query' | 'accessToken'>,
  item: z.ZodType<Item>,
): Promise<{kind: 'listed'; items: Item[]} | GraphProblem | Failure> {
  const items: Item[] = [];
  let after: string | undefined;
  for (let count = 0; count < pagesMax; count += 1) {
    const answer = await graph.call({
      path,
      query: {limit: '100', ...query, ...(after !== undefined && {after})},
      ...(accessToken !== undefined && {accessToken}),
      isRepeatable: true,
    });
    if (answer.kind !== 'answer') return answer;
    const parsed = page.extend({data: z.array(item)}).safeParse(answer.body);
    if (!parsed.success) return {kind: 'failed', reason: 'internal_error', detail: {unexpected: path}};
    items.push(...parsed.data.data);
    after = parsed.data.paging?.cursors?.after;
    // Only `next` says that there is more: the last page has cursors, too.
    if (!parsed.data.paging?.next || after === undefined) break;
  }
  return {kind: 'listed', items};
}
