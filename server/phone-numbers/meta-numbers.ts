import type {MetaPartner} from '../config.ts';
import type {AvailableNumber} from '../contract/phone-numbers.ts';
import type {GraphCall, GraphClient} from '../signup/meta/graph.ts';
import {readAll} from '../signup/meta/paging.ts';
import {
  addedAnswer,
  countryOf,
  digitsOf,
  isAboutTheCode,
  isGone,
  type ListedNumber,
  nodeAnswer,
  parse,
  poolNumber,
  toListed,
  toPooled,
  troubleOf,
  typeOf,
} from './meta-pool-answers.ts';
import {NumberProviderError, type NumberProvider} from './provider.ts';
import {readableNumber} from './readable.ts';
import type {PooledNumber} from './verification.ts';

const nodeFields = 'id,phone_number,code_verification_status,verification_expiry_time';

/** What it costs is between the partner and whoever it has the number from. */
const pricing = {monthlyPrice: 0, monthlyCost: 0, upfrontCost: 0, isFreeNumber: true};

/**
 * Meta's pool of numbers that a Solution Partner has verified before (`/{business}/preverified_numbers`). The partner
 * brings the numbers: one that is not in the pool is added to it.
 */
export function createMetaNumbers(graph: GraphClient, partner: MetaPartner): NumberProvider {
  const ask = (call: Omit<GraphCall, 'accessToken'>) =>
    graph.call({...call, accessToken: partner.systemUserToken});

  const listAll = async (): Promise<ListedNumber[]> => {
    const path = `/${partner.businessId}/preverified_numbers`;
    const read = await readAll(graph, {path, accessToken: partner.systemUserToken}, poolNumber);
    if (read.kind === 'failed') throw new NumberProviderError('silent');
    if (read.kind !== 'listed') throw troubleOf(read);
    return read.items.map(toListed);
  };
  const findById = async (id: string): Promise<PooledNumber | undefined> => {
    const answer = await ask({path: `/${id}`, query: {fields: nodeFields}, isRepeatable: true});
    if (answer.kind !== 'answer') {
      if (isGone(answer)) return undefined;
      throw troubleOf(answer);
    }
    const node = parse(nodeAnswer, answer.body);
    return node.is_input_id_valid === false ? undefined : toPooled(node);
  };
  const findByNumber = async (phoneNumber: string) =>
    (await listAll()).find((listed) => listed.phoneNumber === phoneNumber);

  return {
    async available({countryCode, type, contains, capabilities}) {
      // Meta does not tell what else its numbers are good for.
      if (capabilities !== undefined) return [];
      return (await listAll())
        .filter(
          (listed) =>
            !listed.isClaimed &&
            listed.countryCode === countryCode &&
            (type === undefined || typeOf(listed.phoneNumber) === type) &&
            listed.phoneNumber.includes(contains ?? ''),
        )
        .map(toAvailable);
    },

    requirements: async () => [],

    async purchase(phoneNumber) {
      const before = await findByNumber(phoneNumber);
      if (before?.isClaimed) return {kind: 'unavailable'};
      if (before) return toBought(phoneNumber, before);
      const answer = await ask({
        method: 'POST',
        path: `/${partner.businessId}/add_phone_numbers`,
        body: {phone_number: digitsOf(phoneNumber)},
        isRepeatable: false,
      });
      if (answer.kind === 'answer') {
        const {id} = parse(addedAnswer, answer.body);
        return toBought(phoneNumber, {id, verification: 'unverified', verificationExpiresAt: null});
      }
      // Somebody else may have added it just now, or our answer to that got lost.
      const added = await findByNumber(phoneNumber);
      if (added && !added.isClaimed) return toBought(phoneNumber, added);
      throw troubleOf(answer);
    },

    async release({providerNumberId: id}) {
      // Without an id it is a client's by now.
      if (id === null) return;
      const answer = await ask({method: 'DELETE', path: `/${id}`, isRepeatable: true});
      if (answer.kind !== 'answer' && !isGone(answer)) throw troubleOf(answer);
    },

    pool: {
      async requestCode(id, {method, language}) {
        const body = {code_method: method.toUpperCase(), language};
        // Not again by itself: a person may be holding the phone.
        const answer = await ask({method: 'POST', path: `/${id}/request_code`, body, isRepeatable: false});
        if (answer.kind === 'answer') return {kind: 'sent'};
        if (isGone(answer)) return {kind: 'gone'};
        throw troubleOf(answer);
      },

      async confirmCode(id, code) {
        const answer = await ask({
          method: 'POST',
          path: `/${id}/verify_code`,
          body: {code},
          isRepeatable: false,
        });
        if (answer.kind === 'answer') return {kind: 'verified'};
        if (isGone(answer)) return {kind: 'gone'};
        if (answer.kind === 'error' && answer.error.status === 422) return {kind: 'code_expired'};
        const trouble = troubleOf(answer);
        if (trouble.kind === 'refused' && isAboutTheCode(answer)) return {kind: 'wrong_code'};
        throw trouble;
      },

      list: listAll,
      find: findById,
    },
  };
}

function toBought(phoneNumber: string, {id, verification, verificationExpiresAt}: PooledNumber) {
  return {
    kind: 'bought' as const,
    providerNumberId: id,
    countryCode: countryOf(phoneNumber),
    type: typeOf(phoneNumber),
    capabilities: [],
    pricing,
    verification,
    verificationExpiresAt,
  };
}

function toAvailable({phoneNumber}: ListedNumber): AvailableNumber {
  return {
    phoneNumber,
    friendlyName: readableNumber(phoneNumber),
    capabilities: {sms: false, voice: false, mms: false},
    pricing: {monthlyPrice: 0, upfrontPrice: 0, isFreeEligible: true},
  };
}
