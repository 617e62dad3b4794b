import {type ChildProcess, spawn} from 'node:child_process';
import {once} from 'node:events';
import {freePort} from '../process.ts';
import {asJson, type Driver, type LaunchOptions, pressAt, typing} from './driver.ts';

export interface WebKitPaths {
  driverPath: string;
  executablePath: string;
  screenPath: string;
}

/** WebKitGTK by the WebDriver that comes with it, on a screen that nobody sees. */
export async function launchWebKit(
  {driverPath, executablePath, screenPath}: WebKitPaths,
  {hasScripts}: LaunchOptions,
): Promise<Driver> {
  const screen = spawn(
    screenPath,
    ['-displayfd', '3', '-screen', '0', '1280x1024x24', '-nolisten', 'tcp', '-noreset'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const display = await firstLine(screen);
  const port = await freePort();
  const driver = spawn(driverPath, ['-p', String(port)], {
    stdio: 'ignore',
    env: {
      ...process.env,
      DISPLAY: `:${display}`,
      GDK_BACKEND: 'x11',
      LIBGL_ALWAYS_SOFTWARE: '1',
      WEBKIT_DISABLE_COMPOSITING_MODE: '1',
      NO_AT_BRIDGE: '1',
    },
  });
  const stop = async () => {
    for (const child of [driver, screen]) {
      const exited = once(child, 'exit');
      if (child.kill()) await exited;
    }
  };
  const address = `http://127.0.0.1:${port}`;
  const {sessionId, capabilities} = await openSession(address, executablePath, hasScripts).catch(
    async (error: unknown) => {
      await stop();
      throw error;
    },
  );
  const session = `${address}/session/${sessionId}`;
  return {
    version: `WebKitGTK ${capabilities.browserVersion}`,
    goto: (url) => ask('POST', `${session}/url`, {url}),
    call: async (code, args) =>
      JSON.parse(
        await ask<string>('POST', `${session}/execute/sync`, {
          script: `return (${asJson(code)})(arguments[0])`,
          args: [JSON.stringify(args)],
        }),
      ),
    press: (x, y) => ask('POST', `${session}/actions`, {actions: pressAt(x, y)}),
    type: (text) => ask('POST', `${session}/actions`, {actions: typing(text)}),
    windows: () => ask<string[]>('GET', `${session}/window/handles`),
    use: (handle) => ask('POST', `${session}/window`, {handle}),
    async close() {
      await ask('DELETE', session).catch(() => undefined);
      await stop();
    },
  };
}

interface Session {
  sessionId: string;
  capabilities: {browserVersion: string};
}

async function openSession(address: string, binary: string, hasScripts: boolean): Promise<Session> {
  await isUp(address);
  // Without scripts in pages: the driver's own go on working, which they would not with JavaScript off.
  const args = ['--automation', ...(hasScripts ? [] : ['--enable-javascript-markup=false'])];
  return ask('POST', `${address}/session`, {
    capabilities: {alwaysMatch: {'webkitgtk:browserOptions': {binary, args}}},
  });
}

async function ask<Value = void>(method: string, url: string, body?: object): Promise<Value> {
  const response = await fetch(url, {
    method,
    signal: AbortSignal.timeout(30_000),
    ...(body && {body: JSON.stringify(body)}),
  });
  const {value} = (await response.json()) as {value: Value & {error?: string; message?: string}};
  if (!response.ok) throw new Error(`${new URL(url).pathname}: ${value.error}, ${value.message}`);
  return value;
}

async function isUp(address: string): Promise<void> {
  for (const deadline = Date.now() + 10_000; ;) {
    if (
      await fetch(`${address}/status`).then(
        ({ok}) => ok,
        () => false,
      )
    )
      return;
    if (Date.now() > deadline) throw new Error('WebKitWebDriver did not start.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The screen writes its own number there. */
async function firstLine(child: ChildProcess): Promise<string> {
  const [text] = (await Promise.race([
    once(child.stdio[3] as NodeJS.ReadableStream, 'data'),
    once(child, 'exit').then(() => ['']),
  ])) as [Buffer | string];
  if (text.length === 0) throw new Error('Xvfb did not start.');
  return String(text).trim();
}
