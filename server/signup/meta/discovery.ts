import {z} from 'zod';
import type {FailureReason} from '../../contract/failure-reasons.ts';
import type {WhatsAppOption} from '../attempt.ts';
import type {AttemptSecrets, Failure} from '../provider.ts';
import {grantedAccounts} from './granted.ts';
import type {GraphClient} from './graph.ts';
import {isFromMeta, isVerified, listPhones, type Phone, toOption} from './phones.ts';
import {readEach} from './read-each.ts';
import {failureOf, isLater} from './reasons.ts';

const waba = z.object({name: z.string().nullish(), account_review_status: z.string().nullish()});

interface ReadAccount {
  kind: 'read';
  id: string;
  name: string | null;
  phones: Phone[];
}

/** Why nothing of what was granted can be connected: the first of these that was met says most. */
const tellingReasons: readonly FailureReason[] = ['account_restricted', 'fb_not_authorized'];

/** The numbers that a token opens. One account that cannot be read does not stand in the way of another. */
export async function discoverNumbers(
  graph: GraphClient,
  {businessToken}: Pick<AttemptSecrets, 'businessToken'>,
): Promise<{kind: 'found'; options: WhatsAppOption[]; providerUserId: string | null} | Failure> {
  const granted = await grantedAccounts(graph, {businessToken});
  if (granted.kind === 'failed') return granted;
  const accounts: ReadAccount[] = [];
  const refused: Failure[] = [];
  const read = await readEach(graph, granted.wabaIds, async (wabaId) => ({
    wabaId,
    account: await readAccount(graph, wabaId, businessToken),
  }));
  if (read.kind === 'failed') return read;
  for (const {wabaId, account} of read.results) {
    if (account.kind === 'read') accounts.push(account);
    else if (isLater(account) || account.reason === 'token_invalid') return account;
    else refused.push({...account, detail: {wabaId, ...account.detail}});
  }
  for (const {reason, detail} of refused) graph.log.info({reason, detail}, 'a granted account is left out');
  const found = accounts.flatMap((account) => account.phones.map((phone) => ({account, phone})));
  if (found.length === 0) return whyNone(accounts, refused);
  const usable = found.filter(({phone}) => isVerified(phone));
  if (usable.length === 0) {
    const statuses = found.map(({phone}) => ({id: phone.id, status: phone.code_verification_status}));
    return {kind: 'failed', reason: 'phone_not_verified', detail: {phones: statuses}};
  }
  for (const {phone} of usable.filter(({phone}) => isFromMeta(phone))) {
    graph.log.info({phone: phone.id}, 'a +1 555 number: it cannot send before Meta has approved its name');
  }
  return {
    kind: 'found',
    options: usable.map(({account, phone}) => toOption(account, phone)),
    providerUserId: granted.providerUserId,
  };
}

async function readAccount(
  graph: GraphClient,
  id: string,
  accessToken: string,
): Promise<ReadAccount | Failure> {
  const listed = await listPhones(graph, id, accessToken);
  if (listed.kind === 'failed') return listed;
  if (listed.kind !== 'listed') return failureOf(listed, 'waba_not_found');
  const answer = await graph.call({
    path: `/${id}`,
    query: {fields: 'name,account_review_status'},
    accessToken,
    isRepeatable: true,
  });
  if (answer.kind !== 'answer') {
    const failure = failureOf(answer, 'waba_not_found');
    // Its numbers can be read, so only its name stays unknown; that it is locked counts all the same.
    const isMinor = !isLater(failure) && failure.reason !== 'account_restricted';
    return isMinor ? {kind: 'read', id, name: null, phones: listed.items} : failure;
  }
  const parsed = waba.safeParse(answer.body).data;
  if (parsed?.account_review_status === 'REJECTED') {
    return {kind: 'failed', reason: 'account_restricted', detail: {reviewStatus: 'REJECTED'}};
  }
  return {kind: 'read', id, name: parsed?.name ?? null, phones: listed.items};
}

function whyNone(accounts: readonly ReadAccount[], refused: readonly Failure[]): Failure {
  const telling = tellingReasons.flatMap((reason) => refused.filter((failure) => failure.reason === reason));
  const isRestricted = telling[0]?.reason === 'account_restricted';
  if (accounts.length > 0 && !isRestricted) return {kind: 'failed', reason: 'no_phone_number'};
  return telling[0] ?? refused[0] ?? {kind: 'failed', reason: 'waba_not_found'};
}
