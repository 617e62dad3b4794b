import type {Grant, SharedGrant} from './grants.ts';
import {Memory} from './memory.ts';

/**
 * Who shared what with the app's owner, as far as the sandbox was told since it started: with their own token, partners reach
 * what their clients shared, and that token carries nothing.
 */
export class SharedAccounts {
  #grants = new Memory<SharedGrant>(10_000);
  #newestFirst = new Memory<SharedGrant>(1_000);

  remember(grant: SharedGrant): void {
    for (const id of idsOf(grant)) this.#grants.set(id, grant);
    this.#newestFirst.set(grant.grantId, grant);
  }

  /** The grant that has the object with this id. */
  find(id: string): SharedGrant | undefined {
    return this.#grants.get(id);
  }

  list(): SharedGrant[] {
    return this.#newestFirst.values().reverse();
  }
}

function idsOf({account}: Grant): string[] {
  const {portfolio, wabas} = account;
  return [portfolio.id, ...wabas.flatMap(({id, phoneNumbers}) => [id, ...phoneNumbers.map((one) => one.id)])];
}
