import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {runCli} from '../support/process.ts';

let folder: string;
let environment: Record<string, string>;

beforeAll(() => {
  const script = "import('./scripts/build.mjs').then(({buildMissing}) => buildMissing(['service']))";
  const {status, stderr} = spawnSync(process.execPath, ['-e', script], {encoding: 'utf8'});
  if (status !== 0) throw new Error(`The service could not be built:\n${stderr}`);
}, 120_000);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zpi-cli-'));
  environment = {DATABASE_URL: `file:${join(folder, 'data', 'test.db')}`};
});

afterEach(() => rmSync(folder, {recursive: true, force: true}));

const run = (...args: string[]) => runCli(args, environment);

/** What it printed, which must be one JSON object on one line and nothing else. */
async function runJson(...args: string[]): Promise<any> {
  const {stdout, stderr} = await run(...args, '--json');
  expect(stderr).toBe('');
  expect(stdout).toMatch(/^\{[^\n]*\}\n$/);
  return JSON.parse(stdout);
}

describe('keys', () => {
  test('create makes a test key and shows it, once', async () => {
    const made = await runJson('keys', 'create');
    expect(made).toEqual({
      key: expect.stringMatching(/^zpi_test_[\w-]{32}$/),
      id: expect.stringMatching(/^key_/),
      mode: 'test',
      name: 'made by hand',
      project: {id: expect.stringMatching(/^prj_/), name: expect.stringMatching(/\S/)},
    });
    const {stdout} = await run('keys', 'list');
    expect(stdout).toContain(made.id);
    expect(stdout).not.toContain(made.key);
  });

  test('create takes mode, name and project; the same project is found again', async () => {
    const options = ['--name', 'backend', '--project', 'Acme Desk'];
    const first = await runJson('keys', 'create', '--mode', 'live', ...options);
    const second = await runJson('keys', 'create', ...options);
    expect(first).toMatchObject({
      key: expect.stringMatching(/^zpi_live_/),
      mode: 'live',
      name: 'backend',
      project: {name: 'Acme Desk'},
    });
    expect(second.project).toEqual(first.project);
  });

  test('create says for people which key this is, with the key alone on its line', async () => {
    const {code, stdout} = await run('keys', 'create', '--mode', 'live');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^zpi_live_[\w-]{32}\n\n.*not shown again/);
  });

  test('list shows all of them, revoked ones too', async () => {
    expect(await runJson('keys', 'list')).toEqual({keys: []});
    expect((await run('keys', 'list')).stdout).toMatch(/^No keys yet\..*keys create/);
    const {id, key} = await runJson('keys', 'create', '--name', 'first');
    expect(await runJson('keys', 'revoke', id)).toEqual({id, revoked: true});
    const {keys} = await runJson('keys', 'list');
    expect(keys).toEqual([
      {
        id,
        project: expect.any(String),
        mode: 'test',
        name: 'first',
        ends: `…${key.slice(-4)}`,
        created: expect.stringMatching(/Z$/),
        lastUsed: null,
        revoked: expect.stringMatching(/Z$/),
      },
    ]);
  });

  test.each([
    [['keys', 'create', '--mode', 'both'], /^--mode must be test or live, not "both"\.$/],
    [['keys', 'revoke'], /^keys revoke needs the id of a key/],
    [['keys', 'revoke', 'key_unknown'], /^There is no working key "key_unknown"/],
    [['keys'], /^There is no command "keys /],
    [['keys', 'forge'], /^There is no command "keys forge"/],
  ])('%j is refused in one line', async (args, message) => {
    const {code, stdout, stderr} = await run(...args);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr.trim()).toMatch(message);
    expect(stderr.trim()).not.toContain('\n');
  });

  test('revoke works once', async () => {
    const {id} = await runJson('keys', 'create');
    expect((await run('keys', 'revoke', id)).code).toBe(0);
    expect((await run('keys', 'revoke', id)).code).toBe(2);
  });
});

describe('doctor', () => {
  test('is content before the first start', async () => {
    const {ok, checks} = await runJson('doctor');
    expect(ok).toBe(true);
    expect(checks.map(({name}: {name: string}) => name)).toEqual(['settings', 'file']);
  });

  test('is content with a database and a key, and says so for people too', async () => {
    await run('keys', 'create');
    const {code, stdout} = await run('doctor');
    expect(code).toBe(0);
    const lines = stdout.trim().split('\n');
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'ok    settings',
      'ok    file',
      'ok    integrity',
      'ok    keys',
    ]);
  });

  test('misses a key', async () => {
    const {id} = await runJson('keys', 'create');
    await run('keys', 'revoke', id);
    const {code, stdout} = await run('doctor');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAIL {2}keys: none; make one with/m);
  });

  test('finds a setting that cannot be used', async () => {
    environment['PUBLIC_URL'] = 'http://invite.example.com';
    const {ok, checks} = await runJson('doctor');
    expect(ok).toBe(false);
    expect(checks).toEqual([{name: 'settings', ok: false, message: expect.stringMatching(/^PUBLIC_URL /)}]);
    expect((await run('doctor')).code).toBe(1);
  });

  test('finds a file that is no database', async () => {
    const file = join(folder, 'broken.db');
    writeFileSync(file, 'this is no database '.repeat(500));
    environment['DATABASE_URL'] = `file:${file}`;
    const {code, stdout} = await run('doctor');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAIL {2}file: .*broken\.db/m);
  });
});

describe('the command line', () => {
  test('explains itself when asked, and when nothing was asked', async () => {
    for (const [args, expected] of [
      [['--help'], 0],
      [['-h'], 0],
      [[], 2],
    ] as const) {
      const {code, stdout} = await run(...args);
      expect(code).toBe(expected);
      for (const command of ['serve', 'keys create', 'keys list', 'keys revoke', 'doctor']) {
        expect(stdout).toContain(command);
      }
    }
  });

  test.each([
    [['dance'], /^There is no command "dance"\. See --help\.$/],
    [['--colour'], /--colour.*See --help\.$/],
  ])('%j is refused with 2 and one line', async (args, message) => {
    const {code, stdout, stderr} = await run(...args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.trim()).toMatch(message);
  });

  test('a wrong setting stops a command with one line', async () => {
    environment['PORT'] = 'eighty';
    const {code, stderr} = await run('keys', 'list');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^PORT "eighty" is not usable: .*\n$/);
  });

  test('a database that cannot be opened stops a command with one line', async () => {
    writeFileSync(join(folder, 'in-the-way'), '');
    environment['DATABASE_URL'] = `file:${join(folder, 'in-the-way', 'test.db')}`;
    environment['SECRET_KEY'] = 'only for tests: 32 characters and more';
    const {code, stdout, stderr} = await run('keys', 'list');
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^DATABASE_URL file:.*in-the-way\/test\.db cannot be opened: .*\n$/);
  });
});
