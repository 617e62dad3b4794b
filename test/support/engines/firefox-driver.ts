import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {WebSocket} from 'undici';
import {asJson, type Driver, type LaunchOptions, pressAt, typing} from './driver.ts';

/** Nothing that asks, updates or calls home. */
const preferences = {
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'browser.newtabpage.enabled': false,
  'browser.aboutwelcome.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'toolkit.telemetry.server': '',
  'app.normandy.enabled': false,
  'app.update.disabledForTesting': true,
  'extensions.systemAddon.update.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'services.settings.server': 'data:,',
};

/** Firefox by WebDriver BiDi, which it speaks by itself. */
export async function launchFirefox(executablePath: string, {hasScripts}: LaunchOptions): Promise<Driver> {
  const profile = mkdtempSync(join(tmpdir(), 'zpi-firefox-'));
  const lines = Object.entries({...preferences, 'javascript.enabled': hasScripts}).map(
    ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
  );
  writeFileSync(join(profile, 'user.js'), lines.join('\n'));
  const child = spawn(
    executablePath,
    ['--headless', '--no-remote', '--profile', profile, '--remote-debugging-port', '0', 'about:blank'],
    {stdio: ['ignore', 'ignore', 'pipe']},
  );
  const exited = once(child, 'exit');
  const bidi = await Bidi.connect(await addressIn(child.stderr));
  const {capabilities} = await bidi.send<{capabilities: {browserVersion: string}}>('session.new', {
    capabilities: {},
  });
  const contexts = async () =>
    (await bidi.send<{contexts: {context: string}[]}>('browsingContext.getTree', {maxDepth: 0})).contexts;
  let [current] = (await contexts()).map(({context}) => context);
  return {
    version: `Firefox ${capabilities.browserVersion}`,
    goto: (url) => bidi.send('browsingContext.navigate', {context: current, url, wait: 'complete'}),
    async call(code, args) {
      const {result, exceptionDetails} = await bidi.send<{
        result?: {value: string};
        exceptionDetails?: {text: string};
      }>('script.callFunction', {
        functionDeclaration: asJson(code),
        arguments: [{type: 'string', value: JSON.stringify(args)}],
        // Where pages may run nothing, a sandbox of our own still may.
        target: {context: current, ...(!hasScripts && {sandbox: 'visitor'})},
        awaitPromise: false,
      });
      if (!result) throw new Error(exceptionDetails?.text);
      return JSON.parse(result.value);
    },
    press: (x, y) => bidi.send('input.performActions', {context: current, actions: pressAt(x, y)}),
    type: (text) => bidi.send('input.performActions', {context: current, actions: typing(text)}),
    windows: async () => (await contexts()).map(({context}) => context),
    async use(window) {
      current = window;
      await bidi.send('browsingContext.activate', {context: window});
    },
    async close() {
      child.kill();
      await exited;
      rmSync(profile, {recursive: true, force: true});
    },
  };
}

async function addressIn(stderr: NodeJS.ReadableStream): Promise<string> {
  let printed = '';
  for await (const text of stderr) {
    printed += String(text);
    const [address] = /ws:\/\/\S+(?=\s)/.exec(printed) ?? [];
    if (address) {
      stderr.resume();
      return address;
    }
  }
  throw new Error(`Firefox did not start: ${printed}`);
}

interface BidiAnswer {
  id: number;
  error?: string;
  message?: string;
  result?: unknown;
}

/** Commands and their answers over one socket; events are not asked for. */
class Bidi {
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, (answer: BidiAnswer) => void>();
  #idLast = 0;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.addEventListener('message', ({data}) => {
      const answer = JSON.parse(String(data)) as BidiAnswer;
      this.#waiting.get(answer.id)?.(answer);
      this.#waiting.delete(answer.id);
    });
  }

  static async connect(address: string): Promise<Bidi> {
    const socket = new WebSocket(`${address}/session`);
    await once(socket, 'open');
    return new Bidi(socket);
  }

  async send<Result = void>(method: string, params: object): Promise<Result> {
    const id = (this.#idLast += 1);
    const answered = new Promise<BidiAnswer>((resolve) => this.#waiting.set(id, resolve));
    this.#socket.send(JSON.stringify({id, method, params}));
    const {error, message, result} = await answered;
    if (error) throw new Error(`${method}: ${error}, ${message}`);
    return result as Result;
  }
}
