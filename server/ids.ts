import {customAlphabet} from 'nanoid';
import type {Clock} from './clock.ts';

export type IdPrefix = 'inv' | 'evt' | 'snd' | 'pn' | 'prj' | 'key' | 'ses' | 'att' | 'ep' | 'ml' | 'prc';

/** Makes a public id. Ids name things; they are never credentials (see `secrets.ts` for those). */
export type NewId = (prefix: IdPrefix) => string;

const randomPart = customAlphabet('0123456789abcdefghijklmnopqrstuvwxyz', 12);

/**
 * Ids begin with the time and a counter, so that sorting by id is sorting by creation: keyset pages need no
 * second column, and inserts stay at the warm end of every index.
 */
export function createIds(clock: Clock): NewId {
  let lastMs = 0;
  let countInMs = 0;
  return (prefix) => {
    // A clock that is set back must not make ids that sort before the ones already given out.
    const ms = Math.max(clock.now(), lastMs);
    countInMs = ms === lastMs ? countInMs + 1 : 0;
    lastMs = ms;
    const time = ms.toString(36).padStart(9, '0') + countInMs.toString(36).padStart(3, '0');
    // Zavu's event ids show the milliseconds in the clear; receivers parse them.
    return prefix === 'evt'
      ? `evt_${ms}_${countInMs.toString(36)}${randomPart()}`
      : `${prefix}_${time}${randomPart()}`;
  };
}
