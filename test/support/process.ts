import {type ChildProcess, spawn} from 'node:child_process';
import {randomInt} from 'node:crypto';
import {once} from 'node:events';
import {createServer} from 'node:net';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The built service as a process of its own: what a user runs. Build first. */
export class ServiceProcess {
  readonly #child: ChildProcess;
  readonly url: string;
  /** All that it printed. */
  output = '';

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.url = url;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    }
  }

  static async start(environment: Record<string, string>): Promise<ServiceProcess> {
    const port = environment['PORT'] ?? String(await freePort());
    const child = spawn(process.execPath, ['dist/node/server/main.js'], {
      cwd: root,
      env: {
        PATH: process.env['PATH'],
        LOG_LEVEL: 'error',
        RATE_LIMIT: '0',
        PORT: port,
        HOST: '127.0.0.1',
        ...environment,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const service = new ServiceProcess(child, `http://localhost:${port}`);
    const deadline = Date.now() + 20_000;
    for (;;) {
      const isUp = await fetch(`${service.url}/healthz`).then(
        (response) => response.ok,
        () => false,
      );
      if (isUp) return service;
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`The service did not start: ${service.output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exited = once(this.#child, 'exit');
    this.#child.kill(signal);
    await exited;
  }
}

/** Runs the built command line; `input` is what it can read. */
export async function runCli(
  args: string[],
  environment: Record<string, string>,
  input = '',
): Promise<{code: number; stdout: string; stderr: string}> {
  const child = spawn(process.execPath, ['dist/node/server/cli.js', ...args], {
    cwd: root,
    env: {PATH: process.env['PATH'], ...environment},
  });
  child.stdin.end(input);
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const [code] = (await once(child, 'close')) as [number];
  return {code, stdout, stderr};
}

/**
 * A port that stays free until a service takes it, and while that is dead: not one of those that systems give to connections that go
 * out, of which other tests make many.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(12_000, 32_000);
    const server = createServer();
    server.listen(port, '127.0.0.1');
    const isFree = await once(server, 'listening').then(
      () => true,
      () => false,
    );
    if (!isFree) continue;
    server.close();
    await once(server, 'close');
    return port;
  }
}
