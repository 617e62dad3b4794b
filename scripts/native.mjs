// Compiles better-sqlite3 where `npm ci --ignore-scripts` has left it out. That takes most of a minute on one core, in which CI checks
// what needs no database.
import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const compiled = fileURLToPath(
  new URL('../node_modules/better-sqlite3/build/Release/better_sqlite3.node', import.meta.url),
);
if (!existsSync(compiled)) {
  const {status} = spawnSync('npm', ['rebuild', 'better-sqlite3'], {
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  process.exitCode = status ?? 1;
}
