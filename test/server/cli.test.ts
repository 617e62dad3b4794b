import {spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {readRows} from '../support/database.ts';
import {TestService} from '../support/harness.ts';
import {freePort, runCli} from '../support/process.ts';
import {connectClient} from '../support/signups.ts';

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

test('--version tells which release this is', async () => {
  const {code, stdout} = await run('--version');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
});

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
    [['keys'], /^"keys" is not complete\. It goes on with one of: create, list, revoke\.$/],
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

  test('asks the provider what it says, unless it is told to ask nobody', async () => {
    await run('keys', 'create');
    environment = {
      ...environment,
      SECRET_KEY: 'k'.repeat(40),
      PUBLIC_URL: 'https://127.0.0.1:2',
      SIGNUP_PROVIDER: 'meta',
      META_APP_ID: '1234567890',
      META_APP_SECRET: 'the secret of an app',
      META_CONFIG_ID: '9876543210',
      META_GRAPH_URL: 'http://127.0.0.1:2',
      META_DIALOG_URL: 'http://127.0.0.1:2',
    };
    const {code, stdout, stderr} = await run('doctor');
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^FAIL {2}graph: http:\/\/127\.0\.0\.1:2 cannot be reached: ECONNREFUSED\..*META_GRAPH_URL/m,
    );
    expect(stdout).toMatch(/^look {2}app mode: .*App Dashboard/m);
    expect(stdout + stderr).not.toContain('the secret of an app');
    const {ok, checks} = await runJson('doctor');
    expect(ok).toBe(false);
    expect(checks).toContainEqual({name: 'app mode', ok: true, look: true, message: expect.any(String)});
    expect((await run('doctor', '--offline')).code).toBe(0);
  });

  test('asks Zavu where Zavu performs the signups', async () => {
    await run('keys', 'create');
    environment = {
      ...environment,
      SECRET_KEY: 'k'.repeat(40),
      PUBLIC_URL: 'https://127.0.0.1:2',
      SIGNUP_PROVIDER: 'zavu',
      ZAVUDEV_API_KEY: 'zv_live_of_the_tests',
      ZAVUDEV_BASE_URL: 'http://127.0.0.1:2',
    };
    const {code, stdout} = await run('doctor');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^FAIL {2}Zavu key: ZAVUDEV_BASE_URL/m);
    expect(stdout).not.toContain('zv_live_of_the_tests');
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

describe('commands that speak to the service', () => {
  let service: TestService;

  beforeEach(async () => {
    service = await TestService.start();
    environment = {DATABASE_URL: `file:${service.databaseFile}`, PUBLIC_URL: service.url};
  });

  afterEach(() => service.stop());

  test('whoever can read the database needs no key; the one that is made runs out and is not listed', async () => {
    const {invitation} = await runJson('invitations', 'create', '--client-name', 'Ana');
    expect((await service.retrieve(invitation.id)).clientName).toBe('Ana');
    expect((await runJson('keys', 'list')).keys.map(({name}: {name: string}) => name)).toEqual([
      'test',
      'test',
    ]);
    const [made] = readRows(service, "SELECT * FROM api_keys WHERE name = 'command line'");
    const lifetimeMs = Number(made?.['expires_at']) - Number(made?.['created_at']);
    expect(Math.round(lifetimeMs / 60_000)).toBe(5);
  });

  test('the key is of the project and mode that are asked for, and no project is made for it', async () => {
    const {key} = await service.makeKey('live', 'Other');
    await runJson('invitations', 'create', '--project', 'Other', '--mode', 'live', '--client-name', 'theirs');
    const {body} = await service.api('GET', '/v1/invitations', undefined, {authorization: `Bearer ${key}`});
    expect(body.items.map(({clientName}: {clientName: string}) => clientName)).toEqual(['theirs']);
    expect(await runJson('invitations', 'list')).toEqual({items: [], nextCursor: null});
    expect(await run('invitations', 'list', '--project', 'Nobody')).toEqual({
      code: 2,
      stdout: '',
      stderr: 'There is no project "Nobody". There is "Example Platform", "Other".\n',
    });
    expect((await run('invitations', 'list', '--mode', 'both')).stderr).toMatch(
      /^--mode must be test or live/,
    );
    expect(readRows(service, 'SELECT id FROM projects')).toHaveLength(2);
  });

  test('with an address and a key, by option or environment, no database is looked at', async () => {
    environment = {DATABASE_URL: `file:${join(folder, 'none', 'test.db')}`};
    await service.invite({clientName: 'Ana'});
    const byOption = await run('invitations', 'list', '--url', service.url, '--key', service.keys.test);
    expect(byOption.stdout).toContain('Ana');
    environment = {...environment, INVITE_URL: `${service.url}/`, INVITE_API_KEY: service.keys.live};
    expect((await run('invitations', 'list')).stdout).toBe('No invitations.\n');
    expect(existsSync(join(folder, 'none'))).toBe(false);
  });

  test('a service that does not answer, or another one, is told in one line', async () => {
    environment['PUBLIC_URL'] = `http://localhost:${await freePort()}`;
    const {code, stdout, stderr} = await run('invitations', 'list');
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(
      /^The service at http:\/\/localhost:\d+ does not answer .* Start it with "npm start".*\n$/,
    );
    expect(readRows(service, "SELECT * FROM api_keys WHERE name = 'command line'")).toEqual([]);
    environment = {DATABASE_URL: `file:${join(folder, 'none', 'test.db')}`, PUBLIC_URL: service.url};
    expect((await run('invitations', 'list')).stderr).toMatch(
      /^There is no database at .*none\/test\.db .*--key\.\n$/,
    );
  });

  test('an invitation is made, found, shown and cancelled', async () => {
    const options = [
      '--client-name',
      'Ana\u202e',
      '--days',
      '3',
      '--countries',
      'es,MX',
      '--metadata',
      'plan=a=b',
    ];
    const created = await run('invitations', 'create', ...options, '--metadata', 'note=\u001b[2Jx');
    expect(created.code).toBe(0);
    expect(created.stdout).toMatch(/^url +http:\/\/127\.0\.0\.1:\d+\/invite\/\S+$/m);
    expect(created.stdout).toMatch(/^metadata\.plan +a=b$/m);
    expect(created.stdout).toMatch(/^metadata\.note + \[2Jx$/m);
    const [, id = ''] = /^id +(\S+)$/m.exec(created.stdout) ?? [];
    await runJson('invitations', 'create', '--client-name', 'Ben', '--type', 'messenger');
    const {stdout: list} = await run('invitations', 'list', '--limit', '1');
    expect(list.split('\n')[0]).toMatch(/^id +status +clientName/);
    expect(list).toContain('Ben');
    expect(list).not.toContain('Ana');
    const [, cursor = ''] = /^There are more: --cursor (\S+)$/m.exec(list) ?? [];
    expect((await run('invitations', 'list', '--cursor', cursor)).stdout).toContain(id);
    const {invitation} = await runJson('invitations', 'show', id);
    expect(invitation).toMatchObject({clientName: 'Ana', metadata: {plan: 'a=b'}});
    expect((await runJson('invitations', 'cancel', id)).invitation.status).toBe('cancelled');
    expect((await runJson('invitations', 'list', '--status', 'cancelled')).items).toHaveLength(1);
  });

  test('what the API refuses is said in its words, all of it, with exit code 1', async () => {
    const refused = await run('invitations', 'create', '--client-email', 'x', '--days', '99');
    expect(refused).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'Invalid request body: clientEmail: Invalid email address\nexpiresInDays: must be a whole number of days from 1 to 30\n',
    });
    expect(await run('invitations', 'show', '../senders')).toMatchObject({
      code: 1,
      stderr: 'There is no invitation "../senders".\n',
    });
    expect((await run('senders', 'list', '--key', 'wrong')).stderr).toMatch(/^Invalid or missing API key/);
  });

  test('a sender is listed, shown and deleted', async () => {
    expect((await run('senders', 'list')).stdout).toMatch(/^No senders yet/);
    const {senderId} = await connectClient(service);
    const id = String(senderId);
    expect((await run('senders', 'list')).stdout).toMatch(new RegExp(`^${id} `, 'm'));
    expect(await runJson('senders', 'show', id)).toMatchObject({id});
    expect((await run('senders', 'profile', 'set', id, '--about', 'Fresh bread')).stdout).toMatch(
      'Fresh bread',
    );
    expect(await runJson('senders', 'profile', 'show', id)).toEqual({profile: {about: 'Fresh bread'}});
    expect((await run('senders', 'delete', id)).stdout).toBe('The sender is disconnected.\n');
    expect(await run('senders', 'delete', id)).toMatchObject({code: 1});
  });

  test('a file is imported: progress, result, errors by line; rows that failed make exit code 1', async () => {
    const file = join(folder, 'clients.csv');
    const lines = Array.from({length: 1_500}, (_, index) => `Client ${index},`);
    writeFileSync(file, ['clientName,clientEmail', ...lines, 'Ana,wrong'].join('\n'));
    const dry = await run('invitations', 'import', file, '--dry-run');
    expect(dry.stdout).toMatch(/^rows +1501\nnew +1500\n/);
    const first = await run('invitations', 'import', file);
    expect(first.code).toBe(1);
    expect(first.stderr).toBe('1000 rows: 1000 created, 0 there already, 0 with errors\n');
    expect(first.stdout).toMatch(/^rows +1501\ncreated +1500\nexisting +0\nfailed +1\n/);
    expect(first.stdout).toMatch(/^1502 +clientEmail +Invalid email address$/m);
    const input = readFileSync(file, 'utf8').replace('wrong', 'ana@example.com');
    const again = await runCli(['invitations', 'import', '-', '--json'], environment, input);
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout)).toMatchObject({created: 1, existing: 1_500, errors: []});
  });

  test('a file that the service cannot read is told in one line', async () => {
    const file = join(folder, 'clients.csv');
    writeFileSync(file, 'colour\nred\n');
    const {code, stdout, stderr} = await run('invitations', 'import', file);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(/^Line 1: there is no column "colour"\..*\n$/);
    writeFileSync(file, `clientName\n${'Ana\n'.repeat(600)}"`);
    expect((await run('invitations', 'import', file)).stderr).toMatch(
      /^The file is not valid CSV\. Line 602: .*\n$/,
    );
  });

  test('invitations are exported to the screen, or to a file that nobody else can read', async () => {
    const {url} = await service.invite({clientName: 'Ana'});
    await service.invite({clientName: 'Ben', connectionType: 'messenger'});
    expect((await run('invitations', 'export', '--status', 'pending')).stdout).toContain(url);
    const out = join(folder, 'all.csv');
    expect(await runJson('invitations', 'export', '--out', out)).toEqual({out});
    expect(readFileSync(out, 'utf8').split('\r\n')).toHaveLength(4);
    expect(statSync(out).mode & 0o077).toBe(0);
    const refused = await run('invitations', 'export', '--out', join(folder, 'none', 'all.csv'));
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringMatching(/could not be written: .*\n$/)]);
  });
});

describe('the command line', () => {
  test('explains a group of commands, and each of them', async () => {
    const group = await run('senders', '--help');
    expect(group.code).toBe(0);
    for (const command of ['senders list', 'senders webhook set ID URL'])
      expect(group.stdout).toContain(command);
    expect(group.stdout).not.toContain('invitations');
    const one = await run('invitations', 'update', '--help');
    expect(one.stdout).toMatch(/^zavu-partner-invite invitations update ID \[options\]$/m);
    for (const option of ['--days N', '--json', '--mode test|live']) expect(one.stdout).toContain(option);
  });

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
    [['doctor', '--colour'], /^Unknown option '--colour'\. See --help\.$/],
    [['doctor', 'now'], /^"now" is too much\. See --help\.$/],
    [['keys', 'list', '--events', 'a'], /^--events is no option of "keys list"\. See "keys list --help"\.$/],
    [['senders', 'webhook'], /^"senders webhook" is not complete\. It goes on with one of: show, set, on, /],
    [['invitations', 'show'], /^invitations show needs ID\. See --help\.$/],
    [['webhook', 'delivery', ''], /^webhook delivery needs DELIVERY\. See --help\.$/],
    [['webhook', 'replay'], /^webhook replay needs --from\. See --help\.$/],
    [['invitations', 'create', '--days', 'many'], /^--days must be a number, not "many"\.$/],
    [['invitations', 'import', 'no-such-file.csv'], /^no-such-file\.csv cannot be read: .*ENOENT/],
    [['invitations', 'list', '--url', 'localhost'], /^--url must be an address like http:/],
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
