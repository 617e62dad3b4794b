import {execFile, spawnSync} from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {brotliCompressSync} from 'node:zlib';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
// @ts-expect-error -- a script without types
import {buildMissing} from '../../scripts/build.mjs';
import {PartnerInviteElement} from '../../widget/partner-invite-element.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const json = (file: string) => JSON.parse(read(file));
const name = 'zavu-partner-invite';

beforeAll(() => buildMissing());

describe('the manifest says what is in the code', () => {
  const sources = readdirSync(join(root, 'widget'), {recursive: true, encoding: 'utf8'})
    .filter((file) => file.endsWith('.ts') && !file.startsWith('locales'))
    .map((file) => read(join('widget', file)));
  const element = () => json('dist/custom-elements.json').modules[0].declarations[0];
  const names = (list: {name: string}[]): string[] => list.map((entry) => entry.name).sort();
  const found = (pattern: RegExp): string[] => [
    ...new Set(sources.flatMap((source) => [...source.matchAll(pattern)].map(([, text = '']) => text))),
  ];

  test('every attribute, with the property that it is', () => {
    const {attributes, members} = element();
    expect(names(attributes)).toEqual([...PartnerInviteElement.observedAttributes, 'loading'].sort());
    const fields = names(members.filter(({kind}: {kind: string}) => kind === 'field'));
    for (const {fieldName, type, description} of attributes) {
      expect(fields).toContain(fieldName);
      expect(type.text).toMatch(/^string$|^"\w+"( \| "\w+")+$/);
      expect(description).toMatch(/\.$/);
    }
    expect(fields).toEqual(expect.arrayContaining(['appearance', 'fetchClientSecret']));
  });

  test('each of them typed in templates, and a prop of the React component', () => {
    const {attributes, members} = element();
    const typed = [...read('widget/jsx-attributes.ts').matchAll(/^ {2}'?([\w-]+)'?\?:/gm)].map(
      ([, key]) => key,
    );
    expect(typed.sort()).toEqual(names(attributes));
    const props = [...read('widget/react.ts').matchAll(/^ {2}'(\w+)',$/gm)].map(([, key]) => key);
    expect(props.sort()).toEqual(names(members.filter(({kind}: {kind: string}) => kind === 'field')));
  });

  test('every method and every event', () => {
    const {members, events} = element();
    const methods = members.filter(({kind}: {kind: string}) => kind === 'method');
    expect(names(methods)).toEqual(['cancel', 'connect', 'refresh']);
    const declared = [...read('widget/events.ts').matchAll(/^ {2}'(zavu-[\w-]+)'/gm)].map(([, type]) => type);
    expect(names(events)).toEqual(declared.sort());
    for (const {type} of events) expect(type.text).toMatch(/^CustomEvent<\{.*\}>$/);
  });

  test('every custom property that a style reads, and as a variable of `appearance`', () => {
    const properties = names(element().cssProperties);
    expect(properties).toEqual(found(/var\((--zavu-[\w-]+)/g).sort());
    expect(properties.length).toBeGreaterThanOrEqual(30);
    const variables = [...read('widget/appearance.ts').matchAll(/^ {2}\| '(\w+)'/gm)].map(
      ([, variable = '']) => `--zavu-${variable.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    );
    expect(variables.sort()).toEqual(properties);
  });

  test('every part and every slot of a template', () => {
    const parts = found(/\bpart="([^"$]+)/g).flatMap((text) => text.trim().split(' '));
    const chosen = ['button', 'secondary-button', 'done', 'current'];
    expect(names(element().cssParts)).toEqual([...new Set([...parts, ...chosen])].sort());
    const states = names(element().cssStates).filter((state) => !/loading|opening/.test(state));
    const slots = ['', 'icon', ...found(/<slot name="([\w-]+)"/g), ...states];
    expect(names(element().slots)).toEqual([...new Set(slots)].sort());
  });

  test('every state', () => {
    const declared = read('widget/connection-state.ts').matchAll(/^(?: {2}\| \{| {2})name: ('[^;}]+)/gm);
    const states = [...declared].flatMap(([, union = '']) =>
      [...union.matchAll(/'([\w-]+)'/g)].map(([, one]) => one),
    );
    expect(names(element().cssStates)).toEqual([...new Set(states)].sort());
  });

  test('to editors as well', () => {
    const {tags} = json('dist/vscode.html-custom-data.json');
    expect(names(tags[0].attributes)).toEqual(names(element().attributes));
    expect(names(json('dist/vscode.css-custom-data.json').properties)).toEqual(
      names(element().cssProperties),
    );
    const [inWebTypes] = json('dist/web-types.json').contributions.html.elements;
    expect(names(inWebTypes.js.events)).toEqual(names(element().events));
  });
});

describe('the package', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'zpi-package-'));
    mkdirSync(join(folder, 'node_modules'));
    for (const dependency of ['lit', 'lit-html', 'zod', 'react', 'react-dom', '@types', 'csstype'])
      symlinkSync(join(root, 'node_modules', dependency), join(folder, 'node_modules', dependency));
    symlinkSync(root, join(folder, 'node_modules', name));
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  });
  afterAll(() => rmSync(folder, {recursive: true, force: true}));

  test('holds every file that it names', async () => {
    const {stdout} = await promisify(execFile)('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
      maxBuffer: 2 ** 24,
    });
    const packed = new Set(JSON.parse(stdout)[0].files.map(({path}: {path: string}) => path));
    const {exports, types, customElements, bin, 'web-types': webTypes} = json('package.json');
    const targets = Object.entries(exports)
      .filter(([subpath]) => !subpath.includes('*'))
      .flatMap(([, target]) => (typeof target === 'string' ? [target] : Object.values(target as object)));
    const named = [...targets, types, customElements, webTypes, bin[name]].map((path) =>
      path.replace('./', ''),
    );
    expect(named.filter((path) => !packed.has(path))).toEqual([]);
    for (const framework of ['react', 'preact', 'solid', 'svelte', 'vue'])
      expect(packed).toContain(`dist/types/widget/jsx/${framework}.d.ts`);
    expect([...packed].filter((path) => /^(test|server|widget|bench|data)\//.test(String(path)))).toEqual([]);
  });

  test.each([
    [`import '${name}'`],
    [`import {PartnerInvite} from '${name}/react'; if (!PartnerInvite) throw 1`],
    [`import '${name}/loader'`],
    [
      `import manifest from '${name}/custom-elements.json' with {type: 'json'}; if (!manifest.modules) throw 1`,
    ],
    [`import {createRequire} from 'node:module'; createRequire(import.meta.url)('${name}')`],
  ])('can be imported on a server: %s', (code) => {
    const {status, stderr} = spawnSync(process.execPath, ['--input-type=module', '-e', code], {cwd: folder});
    expect([status, stderr.toString().replace(/.*ExperimentalWarning.*\n.*\n/g, '')]).toEqual([0, '']);
  });

  test('renders on a server as its tag, with what was put into it', () => {
    const code = `
      import {createElement} from 'react';
      import {renderToString} from 'react-dom/server';
      import {PartnerInvite} from '${name}/react';
      console.log(renderToString(createElement(PartnerInvite, {className: 'wide', onConnected() {}}, 'Connect')));`;
    const {stdout, stderr} = spawnSync(process.execPath, ['--input-type=module', '-e', code], {cwd: folder});
    expect(stderr.toString()).toBe('');
    expect(stdout.toString()).toBe('<zavu-partner-invite class="wide">Connect</zavu-partner-invite>\n');
  });

  test('has types that a host’s compiler accepts, and that refuse mistakes', () => {
    writeFileSync(join(folder, 'host.tsx'), hostCode);
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          target: 'ES2022',
          lib: ['ES2023', 'DOM', 'DOM.Iterable'],
          module: 'NodeNext',
          jsx: 'react-jsx',
          strict: true,
          noEmit: true,
          skipLibCheck: true,
          types: [],
        },
        files: ['host.tsx'],
      }),
    );
    const {stdout} = spawnSync(join(root, 'node_modules/.bin/tsc'), ['-p', '.'], {cwd: folder});
    expect(stdout.toString()).toBe('');
  });

  test('has a loader that is a fraction of the element', () => {
    expect(brotliCompressSync(readFileSync(join(root, 'dist/loader.js'))).length).toBeLessThan(1.2 * 1024);
  });

  test('has the hash of each of its scripts', () => {
    const {version, files} = json('dist/integrity.json');
    expect(version).toMatch(/^\d+\.\d+\.\d+-[0-9a-f]{8}$/);
    expect(Object.keys(files)).toEqual(
      expect.arrayContaining(['loader.js', `${name}.js`, `${name}.iife.js`]),
    );
    for (const file of Object.keys(files)) expect(existsSync(join(root, 'dist', file)), file).toBe(true);
    expect(read('dist/loader.js')).toContain(files[`${name}.js`]);
    expect(read('dist/loader.js')).toContain(version);
    expect(dirname(`${version}/${name}.js`)).toBe(version);
  });
});

const hostCode = `
import {createRef} from 'react';
import type {Appearance, Connection, PartnerInviteElement} from '${name}';
import '${name}';
import '${name}/jsx';
import {PartnerInvite} from '${name}/react';

const element = document.createElement('${name}');
element.fetchClientSecret = async () => 'secret';
element.appearance = {theme: 'dark', variables: {colorPrimary: '#5b3df5'}} satisfies Appearance;
// @ts-expect-error -- no such variable
element.appearance = {variables: {colourPrimary: 'red'}};
// @ts-expect-error -- no such theme
element.theme = 'dim';
element.addEventListener('zavu-connected', ({detail}) => {
  const connection: Connection = detail.connection;
  const status: 'completed' | string = connection.status;
  // @ts-expect-error -- no such field
  connection.state;
  return status;
});
const connecting: Promise<void> = document.querySelector('${name}')!.connect();

const ref = createRef<PartnerInviteElement>();
export const page = (
  <main>
    <${name} session-url="/session" theme="light" onzavu-connected={({detail}) => detail.connection.senderId} />
    <PartnerInvite
      ref={ref}
      className="wide"
      sessionUrl="/session"
      appearance={{variables: {radius: '4px'}}}
      onConnected={({detail}) => detail.connection.senderId}
      onError={({detail}) => detail.code}
    >
      <a href="/help">Help</a>
    </PartnerInvite>
    {/* @ts-expect-error -- no such theme */}
    <PartnerInvite theme="dim" />
  </main>
);
export {connecting};
`;
