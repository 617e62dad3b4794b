import {esbuildPlugin} from '@web/dev-server-esbuild';
import {chromeLauncher} from '@web/test-runner-chrome';
import {buildMissing} from './scripts/build.mjs';
import {browserFlags, findBrowser} from './scripts/find-browser.mjs';
import {builtFiles} from './test/widget/support/built-files.mjs';
import {fakeService} from './test/widget/support/fake-service.mjs';

buildMissing(['element', 'element for classic scripts']);
const {executablePath, env} = await findBrowser();

export default {
  files: 'test/widget/**/*.test.ts',
  nodeResolve: {exportConditions: ['production', 'default']},
  plugins: [esbuildPlugin({ts: true, tsconfig: './tsconfig.json', target: 'es2022'})],
  middleware: [fakeService, builtFiles],
  browsers: [
    chromeLauncher({
      launchOptions: {executablePath, args: browserFlags, env: {...process.env, ...env}},
      // Of one context all pages share six connections to a host, and the streams of one test would have those of another wait.
      createPage: async ({browser}) => (await browser.createBrowserContext()).newPage(),
    }),
  ],
  concurrency: 2,
  testFramework: {config: {timeout: 10_000}},
  // Requests and listeners that a test lets fail are reported by the browser; they are what is tested.
  filterBrowserLogs: ({args}) =>
    !args.some((text) => /Failed to load resource|from the host|zavu-partner-invite\] /.test(String(text))),
};
