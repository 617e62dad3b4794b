// A built service of its own for a bench, with a test key.
import {execFileSync, spawn} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const dist = fileURLToPath(new URL('../dist/node/server/', import.meta.url));

export async function startService() {
  const folder = mkdtempSync(join(tmpdir(), 'zpi-bench-'));
  const port = await freePort();
  const env = {
    ...process.env,
    PORT: String(port),
    DATABASE_URL: `file:${join(folder, 'bench.db')}`,
    RATE_LIMIT: '0',
    LOG_LEVEL: 'error',
  };
  const {key} = JSON.parse(
    execFileSync(process.execPath, [`${dist}cli.js`, 'keys', 'create', '--json'], {env}),
  );
  const startedAt = performance.now();
  const child = spawn(process.execPath, [`${dist}main.js`], {env, stdio: 'ignore'});
  const url = `http://localhost:${port}`;
  while (
    !(await fetch(`${url}/healthz`).then(
      ({ok}) => ok,
      () => false,
    ))
  ) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return {
    url,
    key,
    startMs: performance.now() - startedAt,
    pid: child.pid,
    stop() {
      child.kill();
      rmSync(folder, {recursive: true, force: true});
    },
  };
}

/** Smallest, middle and largest of some figures. */
export function spread(figures) {
  const sorted = [...figures].sort((a, b) => a - b);
  const at = (part) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] * 10) / 10;
  return `min ${at(0)}  median ${at(0.5)}  p95 ${at(0.95)}  max ${at(1)}`;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const {port} = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}
