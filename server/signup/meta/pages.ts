import {z} from 'zod';
import type {AttemptSecrets, Failure} from '../provider.ts';
import type {GraphClient} from './graph.ts';
import {readAll} from './paging.ts';
import {readEach} from './read-each.ts';
import {failureOf} from './reasons.ts';
import type {DescribedToken} from './token.ts';

/** A person with more portfolios than this chose their Pages in the dialog. */
const businessesMax = 50;

const pageFields = 'id,name,access_token';
const nodeId = z.union([z.string().min(1), z.number()]).transform(String);
const pageNode = z.object({
  id: nodeId,
  name: z.string().optional(),
  // Without one the person has no role at the Page, or did not share it.
  access_token: z.string().min(1).optional(),
});
type PageNode = z.infer<typeof pageNode>;
const businessNode = z.object({id: nodeId});

/** A Facebook Page that the person may connect. */
export interface FoundPage {
  id: string;
  name: string | null;
}

/**
 * Every Page that the token is good for, none twice. Meta's list of "my accounts" leaves out Pages of business portfolios unless
 * `business_management` was granted, so they are also looked for by the ids that were granted and in the portfolios.
 */
export async function listPages(
  graph: GraphClient,
  secrets: AttemptSecrets,
  token: DescribedToken,
): Promise<{kind: 'listed'; pages: FoundPage[]} | Failure> {
  const granted = grantedIds(token);
  const own =
    token.type === 'SYSTEM_USER' && token.userId !== null
      ? `/${token.userId}/assigned_pages`
      : '/me/accounts';
  const mine = await listEdge(graph, secrets, own, pageFields, pageNode);
  if (mine.kind === 'failed' && isLater(mine)) return mine;
  const found = new Map<string, PageNode>();
  const add = (nodes: readonly PageNode[]) => {
    for (const node of nodes)
      if (node.access_token !== undefined && !found.has(node.id)) found.set(node.id, node);
  };
  add(mine.kind === 'listed' ? mine.items : []);
  const missing = granted?.filter((one) => !found.has(one)) ?? [];
  const read = await readEach(graph, missing, (id) => readPage(graph, id, secrets.businessToken));
  if (read.kind === 'failed') return read;
  for (const page of read.results) {
    if (page.kind === 'failed' && isLater(page)) return page;
    if (page.kind === 'page') add([page.node]);
  }
  // Where the ids that were granted led to Pages, there are no others.
  if (granted === undefined || found.size === 0) {
    const ofBusinesses = await listBusinessPages(graph, secrets);
    if (ofBusinesses.kind === 'failed' && isLater(ofBusinesses)) return ofBusinesses;
    add(ofBusinesses.kind === 'listed' ? ofBusinesses.items : []);
  }
  const pages = [...found.values()].filter(({id}) => granted === undefined || granted.includes(id));
  if (pages.length === 0 && mine.kind === 'failed') return mine;
  return {kind: 'listed', pages: pages.map(({id, name}) => ({id, name: name ?? null}))};
}

/** A Page with its token, if this token may have it. */
export async function readPage(
  graph: GraphClient,
  pageId: string,
  accessToken: string,
): Promise<{kind: 'page'; node: PageNode} | Failure> {
  const answer = await graph.call({
    path: `/${pageId}`,
    query: {fields: pageFields},
    accessToken,
    isRepeatable: true,
  });
  if (answer.kind !== 'answer') return failureOf(answer, 'meta_no_pages');
  const parsed = pageNode.safeParse(answer.body);
  return parsed.success
    ? {kind: 'page', node: parsed.data}
    : {kind: 'failed', reason: 'internal_error', detail: {unexpected: 'page'}};
}

/** Those that were chosen in the dialog; `undefined`: all that the person has. */
function grantedIds({targets}: DescribedToken): string[] | undefined {
  const lists = [...targets].filter(([scope]) => scope.startsWith('pages_')).map(([, ids]) => ids);
  const named = lists.filter((ids) => ids !== null);
  return named.length === 0 ? undefined : [...new Set(named.flat())];
}

async function listBusinessPages(
  graph: GraphClient,
  secrets: AttemptSecrets,
): Promise<Listed<PageNode> | Failure> {
  const businesses = await listEdge(graph, secrets, '/me/businesses', 'id', businessNode);
  if (businesses.kind === 'failed') return businesses;
  const items: PageNode[] = [];
  const edges = businesses.items
    .slice(0, businessesMax)
    .flatMap(({id}) => [`/${id}/owned_pages`, `/${id}/client_pages`]);
  const read = await readEach(graph, edges, (edge) => listEdge(graph, secrets, edge, pageFields, pageNode));
  if (read.kind === 'failed') return read;
  for (const pages of read.results) {
    if (pages.kind === 'failed' && isLater(pages)) return pages;
    if (pages.kind === 'listed') items.push(...pages.items);
  }
  return {kind: 'listed', items};
}

interface Listed<Item> {
  kind: 'listed';
  items: Item[];
}

async function listEdge<Item>(
  graph: GraphClient,
  {businessToken: accessToken}: AttemptSecrets,
  path: string,
  fields: string,
  item: z.ZodType<Item>,
): Promise<Listed<Item> | Failure> {
  const read = await readAll(graph, {path, query: {fields}, accessToken}, item);
  return read.kind === 'listed' || read.kind === 'failed' ? read : failureOf(read, 'meta_no_pages');
}

/** Whether to ask again later instead of looking elsewhere: what one list refuses another may have. */
function isLater({reason}: Failure): boolean {
  return ['meta_unavailable', 'meta_rate_limited', 'token_invalid'].includes(reason);
}
