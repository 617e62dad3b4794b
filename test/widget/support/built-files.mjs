import {spawnSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {brotliCompressSync} from 'node:zlib';

/** What a test in a browser cannot find out about the built files: their sizes, and whether Node can import them. */
export async function builtFiles(ctx, next) {
  if (ctx.path === '/sizes') {
    const names = ['', 'locales'].flatMap((folder) =>
      readdirSync(path.join('dist', folder))
        .filter((name) => name.endsWith('.js'))
        .map((name) => path.posix.join(folder, name)),
    );
    ctx.body = Object.fromEntries(
      names.map((name) => [name, brotliCompressSync(readFileSync(path.join('dist', name))).length]),
    );
    return;
  }
  if (ctx.path === '/import-on-server') {
    const {stdout, stderr, status} = spawnSync(process.execPath, [
      '--input-type=module',
      '-e',
      "await import('./dist/zavu-partner-invite.js')",
    ]);
    ctx.body = status === 0 ? `${stdout}${stderr}` : `exit code ${status}: ${stderr}`;
    return;
  }
  await next();
}
