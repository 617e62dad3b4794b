// Builds what is missing or older than its sources: the service (dist/node), the element (dist/*.js), the demo page.
import {spawnSync} from 'node:child_process';
import {cpSync, existsSync, readdirSync, statSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

const targets = [
  {
    name: 'service',
    output: 'dist/node/server/main.js',
    sources: ['server', 'demo/host.ts', 'widget/locales', 'tsconfig.json'],
    build() {
      run('tsc', ['-p', 'server']);
      copyFiles('server', 'dist/node/server', /\.(sql|css|js)$/);
    },
  },
  {
    name: 'element',
    output: 'dist/zavu-partner-invite.js',
    sources: ['widget', 'vite.config.ts', 'tsconfig.json'],
    build: () => run('vite', ['build', '--mode', 'element-module', '--logLevel', 'warn']),
  },
  {
    name: 'element for classic scripts',
    output: 'dist/zavu-partner-invite.iife.js',
    sources: ['widget', 'vite.config.ts', 'tsconfig.json'],
    build: () => run('vite', ['build', '--mode', 'element-iife', '--logLevel', 'warn']),
  },
  {
    name: 'demo page',
    output: 'dist/demo/index.html',
    sources: ['demo', 'vite.config.ts'],
    build: () => run('vite', ['build', '--mode', 'demo', '--logLevel', 'warn']),
  },
];

/** Builds the targets that are out of date; says so, since it takes some seconds. */
export function buildMissing() {
  for (const target of targets) {
    if (isFresh(target)) continue;
    console.error(`building the ${target.name} …`);
    target.build();
  }
}

function isFresh({output, sources}) {
  const file = join(root, output);
  return existsSync(file) && statSync(file).mtimeMs >= Math.max(...sources.map((source) => newest(join(root, source))));
}

function newest(path) {
  const stats = statSync(path, {throwIfNoEntry: false});
  if (!stats) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

function copyFiles(from, to, pattern) {
  cpSync(join(root, from), join(root, to), {
    recursive: true,
    filter: (path) => statSync(path).isDirectory() || pattern.test(path),
  });
}

function run(command, args) {
  const {status} = spawnSync(join(root, 'node_modules/.bin', command), args, {cwd: root, stdio: 'inherit'});
  if (status !== 0) {
    console.error(`The build stopped: "${command} ${args.join(' ')}" failed, see above.`);
    process.exit(1);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) buildMissing();
