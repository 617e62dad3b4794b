import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {esbuildPlugin} from '@web/dev-server-esbuild';
import {chromeLauncher} from '@web/test-runner-chrome';
import {browserFlags, findBrowser} from './scripts/find-browser.mjs';
import {fakeService} from './test/widget/support/fake-service.mjs';

for (const [mode, file] of [
  ['element-module', 'dist/zavu-partner-invite.js'],
  ['element-iife', 'dist/zavu-partner-invite.iife.js'],
]) {
  if (!existsSync(file)) execFileSync('npx', ['vite', 'build', '--mode', mode], {stdio: 'inherit'});
}

const {executablePath, env} = await findBrowser();

export default {
  files: 'test/widget/**/*.test.ts',
  nodeResolve: {exportConditions: ['production', 'default']},
  plugins: [esbuildPlugin({ts: true, tsconfig: './tsconfig.json', target: 'es2022'})],
  middleware: [fakeService],
  browsers: [
    chromeLauncher({
      launchOptions: {executablePath, args: browserFlags, env: {...process.env, ...env}},
    }),
  ],
  concurrency: 2,
  testFramework: {config: {timeout: 10_000}},
  // Requests that a test lets fail are reported by the browser; they are what is tested.
  filterBrowserLogs: ({args}) => !args.some((text) => String(text).includes('Failed to load resource')),
};
