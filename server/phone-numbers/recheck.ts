import type {Context} from '../context.ts';
import {type Mode, modes} from '../contract/fields.ts';
import type {PhoneNumber} from './phone-number.ts';
import type {NumberPool} from './provider.ts';
import {afterCheck, type PooledNumber} from './verification.ts';

/** Longer than a look can take: after that the process that had the numbers is gone. */
const leaseMs = 10 * 60_000;
const batchMax = 100;

/**
 * Asks each pool what became of the numbers whose time has come. Safe to run in several processes at once: each number is in
 * the hands of one. What cannot be asked now is asked after the lease.
 */
export async function recheckNumbers(context: Context): Promise<void> {
  for (const mode of modes) {
    const pool = context.numberProviders[mode]?.pool;
    try {
      if (pool) await recheckPool(context, mode, pool);
    } catch (error) {
      context.log.warn({err: error, mode}, 'the pool of numbers could not be read');
    }
  }
}

async function recheckPool(context: Context, mode: Mode, pool: NumberPool): Promise<void> {
  const now = context.clock.now();
  const due = await context.store.claimNumberChecks(mode, now, now + leaseMs, batchMax);
  if (due.length === 0) return;
  const listed = new Map((await pool.list()).map((number) => [number.id, number]));
  for (const number of due) await recheck(context, number, listed, pool);
}

async function recheck(
  {store, clock, log}: Context,
  number: PhoneNumber,
  listed: Map<string, PooledNumber>,
  pool: NumberPool,
): Promise<void> {
  const {id: phoneNumberId, providerNumberId} = number;
  if (providerNumberId === null) return;
  const found = listed.get(providerNumberId) ?? (await pool.find(providerNumberId));
  const state = afterCheck(number, found, clock.now());
  const isSaved = await store.savePoolState(number, state, clock.now());
  if (!isSaved || (state.status === number.status && state.verification === number.verification)) return;
  const {status, verification} = state;
  log.info(
    {phoneNumberId, status, verification, isInPool: found !== undefined},
    'number changed in its pool',
  );
}
