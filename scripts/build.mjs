// Builds what is missing or older than its sources: the service (dist/node), the element (dist/*.js), the demo page.
import {spawnSync} from 'node:child_process';
import {cpSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const unfinished = `dist/.node-${process.pid}`;

const targets = {
  service: {
    output: 'dist/node/server/main.js',
    sources: ['server', 'demo', 'widget', 'tsconfig.json'],
    build: buildService,
  },
  element: {
    output: 'dist/zavu-partner-invite.js',
    sources: ['widget', 'vite.config.ts', 'tsconfig.json'],
    build: () => viteBuild('element-module'),
  },
  'element for classic scripts': {
    output: 'dist/zavu-partner-invite.iife.js',
    sources: ['widget', 'vite.config.ts', 'tsconfig.json'],
    build: () => viteBuild('element-iife'),
  },
  'types and manifest': {
    output: 'dist/web-types.json',
    sources: ['widget', 'server/contract', 'scripts/manifest.mjs', 'scripts/editor-data.mjs', 'package.json'],
    build: () => run('node', ['scripts/manifest.mjs']),
  },
  'React wrapper': {
    output: 'dist/react.js',
    sources: ['widget/react.ts', 'widget/events.ts', 'vite.config.ts', 'tsconfig.json'],
    build: () => viteBuild('react'),
  },
  // Knows the hash of the element's script, so it comes after it.
  loader: {
    output: 'dist/integrity.json',
    sources: [
      'widget',
      'vite.config.ts',
      'scripts/integrity.mjs',
      'dist/zavu-partner-invite.js',
      'dist/zavu-partner-invite.iife.js',
    ],
    build: buildLoader,
  },
  'demo page': {
    output: 'dist/demo/index.html',
    sources: ['demo', 'vite.config.ts'],
    build: () => viteBuild('demo'),
  },
};

/** Builds those of the named targets that are out of date; says so, since it takes some seconds. */
export function buildMissing(names = Object.keys(targets)) {
  for (const name of names) {
    if (isFresh(targets[name])) continue;
    console.error(`building the ${name} …`);
    targets[name].build();
  }
}

/** Made beside and moved into place, so that a start and a command at the same moment never see half of it. */
function buildService() {
  const made = unfinished;
  run('tsc', ['-p', 'server', '--outDir', made]);
  cpSync(join(root, 'server'), join(root, made, 'server'), {
    recursive: true,
    filter: (path) => statSync(path).isDirectory() || /\.(sql|css|js)$/.test(path),
  });
  // What is JavaScript there already runs in browsers.
  for (const script of readdirSync(join(root, 'server/signup')).filter((name) => name.endsWith('.js'))) {
    const file = join(root, made, 'server/signup', script);
    run('terser', [file, '--module', '--compress', '--mangle', '--output', file]);
  }
  const old = `${made}-old`;
  mkdirSync(join(root, 'dist'), {recursive: true});
  if (existsSync(join(root, 'dist/node'))) renameSync(join(root, 'dist/node'), join(root, old));
  renameSync(join(root, made), join(root, 'dist/node'));
  rmSync(join(root, old), {recursive: true, force: true});
}

function buildLoader() {
  run('node', ['scripts/integrity.mjs']);
  viteBuild('loader');
  run('node', ['scripts/integrity.mjs']);
}

function viteBuild(mode) {
  run('vite', ['build', '--mode', mode, '--logLevel', 'warn']);
}

function isFresh({output, sources}) {
  const file = join(root, output);
  return (
    existsSync(file) &&
    statSync(file).mtimeMs >= Math.max(...sources.map((source) => newest(join(root, source))))
  );
}

function newest(path) {
  const stats = statSync(path, {throwIfNoEntry: false});
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function run(command, args) {
  // All to the error stream: what a command prints on the other one is for scripts to read.
  const program = command === 'node' ? process.execPath : join(root, 'node_modules/.bin', command);
  const {status} = spawnSync(program, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status === 0) return;
  rmSync(join(root, unfinished), {recursive: true, force: true});
  console.error(`The build stopped: "${command} ${args.join(' ')}" failed, see above.`);
  process.exit(1);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildMissing();
