import {readdirSync, readFileSync} from 'node:fs';

export interface Migration {
  /** From the file name, counting from 1 without gaps. */
  version: number;
  name: string;
  sql: string;
}

/** The numbered migrations of an engine, in order. */
export function readMigrations(engine: 'sqlite'): Migration[] {
  const folder = new URL(`./migrations/${engine}/`, import.meta.url);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort()
    .map((file, index) => {
      const version = Number.parseInt(file, 10);
      if (version !== index + 1)
        throw new Error(`Migration ${file} is out of order: expected number ${index + 1}.`);
      return {version, name: file, sql: readFileSync(new URL(file, folder), 'utf8')};
    });
}
