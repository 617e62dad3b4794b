import {type Config, ConfigError} from '../config.ts';
import {openSqlite} from '../store/sqlite.ts';
import type {Store} from '../store/store.ts';

/** The database itself: who may read the file is the operator. */
export async function withStore<Result>(
  config: Config,
  use: (store: Store) => Promise<Result>,
): Promise<Result> {
  const store = openStore(config.databaseFile);
  try {
    return await use(store);
  } finally {
    await store.close();
  }
}

function openStore(file: string): Store {
  try {
    return openSqlite(file);
  } catch (error) {
    throw new ConfigError(`DATABASE_URL file:${file} cannot be opened: ${messageOf(error)}`);
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
