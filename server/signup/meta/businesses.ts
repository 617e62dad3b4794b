import {z} from 'zod';
import type {Failure} from '../provider.ts';
import {graphId} from './graph-id.ts';
import type {GraphClient, GraphProblem} from './graph.ts';
import {readAll} from './paging.ts';
import {failureOf, isLater} from './reasons.ts';

/** Of the accounts that all our clients share with us, only the newest can be of a signup that runs now. */
const newestMax = 10;

const node = z.object({id: graphId});
const me = z.object({client_business_id: graphId});

interface Found {
  kind: 'found';
  ids: string[];
}

/**
 * The accounts that a token may open which names none: those of its businesses, and else those that were shared with us last. A
 * refusal on the way is no failure: not every kind of token may ask all of this.
 */
export async function findAccounts(
  graph: GraphClient,
  businessToken: string,
  namedBusinessIds: readonly string[],
): Promise<Found | Failure> {
  const own = await ownBusiness(graph, businessToken);
  if (own.kind === 'failed') return own;
  const ids = new Set<string>();
  for (const businessId of new Set([...own.ids, ...namedBusinessIds])) {
    for (const edge of ['owned_whatsapp_business_accounts', 'client_whatsapp_business_accounts']) {
      const listed = await accountsOf(graph, businessToken, `/${businessId}/${edge}`);
      if (listed.kind === 'failed') return listed;
      for (const id of listed.ids) ids.add(id);
    }
  }
  return ids.size > 0 ? {kind: 'found', ids: [...ids]} : newestShared(graph);
}

/** The client's portfolio, which a token of their system user knows; one of a person is refused. */
async function ownBusiness(graph: GraphClient, accessToken: string): Promise<Found | Failure> {
  const answer = await graph.call({
    path: '/me',
    query: {fields: 'client_business_id'},
    accessToken,
    isRepeatable: true,
  });
  if (answer.kind !== 'answer') return nothingUnlessLater(answer);
  const id = me.safeParse(answer.body).data?.client_business_id;
  return {kind: 'found', ids: id === undefined ? [] : [id]};
}

async function accountsOf(graph: GraphClient, accessToken: string, path: string): Promise<Found | Failure> {
  const listed = await readAll(graph, {path, query: {fields: 'id'}, accessToken}, node);
  if (listed.kind === 'listed') return {kind: 'found', ids: listed.items.map(({id}) => id)};
  return listed.kind === 'failed' ? listed : nothingUnlessLater(listed);
}

/**
 * Accounts of any client of ours, seen with our own token. They are only candidates: nothing in them is read with this token, so
 * that a client is never offered what is another's.
 */
async function newestShared(graph: GraphClient): Promise<Found | Failure> {
  const {partner} = graph.meta;
  if (!partner) return {kind: 'found', ids: []};
  const answer = await graph.call({
    path: `/${partner.businessId}/client_whatsapp_business_accounts`,
    query: {fields: 'id', sort: 'creation_time_descending', limit: String(newestMax)},
    accessToken: partner.systemUserToken,
    isRepeatable: true,
  });
  if (answer.kind !== 'answer') return nothingUnlessLater(answer);
  const accounts = z.object({data: z.array(node)}).safeParse(answer.body).data?.data ?? [];
  return {kind: 'found', ids: accounts.slice(0, newestMax).map(({id}) => id)};
}

function nothingUnlessLater(problem: GraphProblem): Found | Failure {
  const failure = failureOf(problem, 'waba_not_found');
  return isLater(failure) ? failure : {kind: 'found', ids: []};
}
