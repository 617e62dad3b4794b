import {GraphError} from './graph-error.ts';
import {requireParameter, type Parameters} from './graph-parameters.ts';
import {Memory} from './memory.ts';

const currencies = ['AUD', 'EUR', 'GBP', 'IDR', 'INR', 'USD'];

/** Which accounts pay by the partner's credit line, and who may work in them. Lost on a restart. */
export class Credit {
  #allocations = new Memory<string>(10_000);
  #users = new Memory<string[]>(10_000);

  /** The id of what pays for an account. */
  allocationOf(wabaId: string): string | undefined {
    return this.#allocations.get(wabaId);
  }

  /** Once attached, a line cannot be changed. */
  attach(wabaId: string, creditLineId: string, parameters: Parameters): string {
    const currency = requireParameter(parameters, 'waba_currency');
    if (!currencies.includes(currency)) {
      throw new GraphError(100, `(#100) Param waba_currency must be one of {${currencies.join(', ')}}`);
    }
    if (this.#allocations.get(wabaId) !== undefined) {
      throw new GraphError(100, '(#100) A credit line is attached to this account already.');
    }
    const allocationId = `${creditLineId}${wabaId.slice(-4)}`;
    this.#allocations.set(wabaId, allocationId);
    return allocationId;
  }

  assign(wabaId: string, userId: string): void {
    this.#users.set(wabaId, [...new Set([...this.usersOf(wabaId), userId])]);
  }

  usersOf(wabaId: string): string[] {
    return this.#users.get(wabaId) ?? [];
  }
}
