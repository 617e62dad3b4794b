import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {build, type Rolldown} from 'vite';
import type {PartnerInviteProps} from '../../widget/react.ts';
import {launchBrowser} from '../support/browser.ts';
import {freshConnection} from '../support/connections.ts';

interface Host {
  show: (props: PartnerInviteProps) => void;
  hide: () => void;
  ref: {current: Element | null};
  heard: string[];
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const origin = 'http://localhost:1';
const reacts = {
  '17': {react: 'react-17', dom: 'react-dom-17', render: 'dom.render(element, root)'},
  '18': {react: 'react-18', dom: 'react-dom-18', render: 'root.render(element)'},
  '19': {react: 'react', dom: 'react-dom', render: 'root.render(element)'},
};

/** A host's page with one component in it, put together by a bundler as hosts do it. */
async function bundle(version: keyof typeof reacts): Promise<string> {
  const {react, dom, render} = reacts[version];
  const isOld = version === '17';
  const folder = mkdtempSync(join(root, 'node_modules/.react-'));
  const entry = join(folder, 'host.js');
  writeFileSync(
    entry,
    `import {createElement, createRef} from 'react';
    import * as dom from '${dom}${isOld ? '' : '/client'}';
    import {PartnerInvite} from '${join(root, 'dist/react.js')}';
    const place = document.querySelector('#root');
    const root = ${isOld ? 'place' : 'dom.createRoot(place)'};
    const ref = createRef();
    const heard = [];
    const show = (props) => {
      const element = props && createElement(PartnerInvite, {...props, ref, onReady: ({type}) => heard.push(type)});
      ${render};
    };
    window.host = {show, hide: () => show(null), ref, heard};`,
  );
  try {
    const results = (await build({
      configFile: false,
      logLevel: 'silent',
      define: {'process.env.NODE_ENV': '"production"'},
      resolve: {alias: [{find: /^react$/, replacement: join(root, 'node_modules', react)}]},
      build: {
        write: false,
        rolldownOptions: {input: entry, output: {codeSplitting: false}},
        modulePreload: false,
      },
    })) as Rolldown.RolldownOutput;
    return results.output[0].code;
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

describe.each(['17', '18', '19'] as const)('the component in React %s', (version) => {
  let browser: Browser;
  let page: Page;
  let asked: string[];

  beforeAll(async () => {
    const [script, launched] = await Promise.all([bundle(version), launchBrowser()]);
    browser = launched;
    page = await browser.newPage();
    asked = [];
    await page.route('**/*', (route) => {
      const {pathname} = new URL(route.request().url());
      const json = (body: object) =>
        route.fulfill({contentType: 'application/json', body: JSON.stringify(body)});
      if (pathname === '/')
        return route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><title>Host</title><div id="root"></div><script type="module" src="/host.js"></script>',
        });
      if (pathname === '/host.js') return route.fulfill({contentType: 'text/javascript', body: script});
      // The stream, which is tried again and again.
      if (pathname.endsWith('/events')) return route.abort();
      asked.push(pathname);
      if (pathname === '/session') return json({clientSecret: 'secret'});
      if (pathname === '/client/v1/connection') return json({connection: freshConnection});
      return route.abort();
    });
    await page.goto(`${origin}/`);
  });

  afterAll(() => browser.close());

  const host = <Result>(run: (host: Host) => Result) =>
    page.evaluate<Result>(`(${String(run)})(window.host)`);

  test('sets what an attribute cannot say, fires its events and is the ref', async () => {
    await host(({show}) =>
      show({
        sessionUrl: '/session',
        apiUrl: location.origin,
        className: 'wide',
        locale: 'en',
        messages: {connect: () => 'Link your number'},
        appearance: {variables: {colorPrimary: 'rgb(1, 2, 3)'}},
      }),
    );
    await page.locator('zavu-partner-invite:state(not-connected)').waitFor();
    const button = page.getByRole('button', {name: 'Link your number'});
    expect(await button.evaluate((node) => getComputedStyle(node).backgroundColor)).toBe('rgb(1, 2, 3)');
    expect(await page.locator('zavu-partner-invite.wide').count()).toBe(1);
    expect(await host(({ref}) => ref.current?.localName)).toBe('zavu-partner-invite');
    expect(await host(({heard}) => heard)).toEqual(['zavu-ready']);
  });

  test('asks nobody anew when the host renders again', async () => {
    const before = [...asked];
    await host(({show}) =>
      show({
        sessionUrl: '/session',
        apiUrl: location.origin,
        locale: 'en',
        messages: {connect: () => 'Link it now'},
      }),
    );
    await page.getByRole('button', {name: 'Link it now'}).waitFor();
    expect(asked).toEqual(before);
    expect(await host(({heard}) => heard)).toEqual(['zavu-ready']);
  });

  test('is the panel of all invitations with mode', async () => {
    await host(({show}) =>
      show({sessionUrl: '/session', apiUrl: location.origin, locale: 'en', mode: 'manage'}),
    );
    await page.locator('zavu-partner-invite[mode=manage] [part~=manager]').waitFor();
  });

  test('leaves nothing', async () => {
    await host(({hide}) => hide());
    await page.locator('zavu-partner-invite').waitFor({state: 'detached'});
  });
});
