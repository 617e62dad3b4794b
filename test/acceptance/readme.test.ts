import {type ChildProcess, spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import type {Browser, Page} from 'playwright-core';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {launchBrowser, visit} from '../support/browser.ts';
import {eventually} from '../support/harness.ts';
import {keepShifts, keptShifts} from '../support/layout-shifts.ts';
import {freePort, runCli, ServiceProcess} from '../support/process.ts';
import {example, readme} from '../support/readme.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Resolves when it is on the screen. */
function putBelow(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const below = document.createElement('p');
    below.textContent = 'What stands below the element';
    document.querySelector('zavu-partner-invite')?.after(below);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}

describe("the README's example, run as it stands", () => {
  let folder: string;
  let service: ServiceProcess;
  let browser: Browser;
  let host: ChildProcess;
  let hostUrl: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'zpi-readme-'));
    const environment = {DATABASE_URL: `file:${join(folder, 'service.db')}`};
    const {stdout} = await runCli(['keys', 'create', '--mode', 'test', '--json'], environment);
    [service, browser] = await Promise.all([ServiceProcess.start(environment), launchBrowser()]);

    const here = (code: string) => code.replaceAll('http://localhost:8787', service.url);
    writeFileSync(join(folder, 'page.html'), here(example('page.html')));
    // Where a host has its own express, this one borrows ours.
    const express = import.meta.resolve('express');
    writeFileSync(
      join(folder, 'host.mjs'),
      here(example('host.mjs')).replace("'express'", JSON.stringify(express)),
    );
    const port = await freePort();
    hostUrl = `http://localhost:${port}`;
    host = spawn(process.execPath, ['host.mjs'], {
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        PORT: String(port),
        INVITE_API_KEY: (JSON.parse(stdout) as {key: string}).key,
      },
      stdio: 'inherit',
    });
    await eventually(
      () =>
        fetch(hostUrl).then(
          (response) => response.ok,
          () => false,
        ),
      (isUp) => isUp,
    );
  });

  afterAll(async () => {
    host.kill();
    await browser.close();
    await service.stop();
    rmSync(folder, {recursive: true, force: true});
  });

  test.each([320, 1280])('moves nothing around it at %d px, however late the script comes', async (width) => {
    const {page, context} = await visit(browser, {viewport: {width, height: 900}});
    let release = (): void => undefined;
    const isReleased = new Promise<void>((resolve) => (release = resolve));
    await page.route('**/embed/zavu-partner-invite.js', async (route) => {
      await isReleased;
      await route.continue();
    });
    await page.goto(hostUrl, {waitUntil: 'commit'});
    await page.locator('zavu-partner-invite').waitFor();
    await putBelow(page);
    await page.evaluate(keepShifts);
    const place = () => page.getByText('What stands below').boundingBox();
    const before = await place();
    release();
    await page.locator('zavu-partner-invite:state(not-connected)').waitFor();
    expect(await keptShifts(page)).toEqual([]);
    expect(await place()).toEqual(before);
    await context.close();
  });

  test('connects a client on a page of another origin', async () => {
    await fetch(`${service.url}/sandbox/control`, {
      method: 'POST',
      headers: {'content-type': 'application/json'},
      body: JSON.stringify({scenario: 'complete', auto: true}),
    });
    const client = await visit(browser);
    await client.page.goto(hostUrl);
    await putBelow(client.page);
    await client.page.evaluate(keepShifts);
    await client.page.getByRole('button', {name: 'Connect WhatsApp'}).click();
    await client.page.getByRole('heading', {name: 'WhatsApp is connected'}).waitFor();
    expect(await keptShifts(client.page), 'from the first card to the last one').toEqual([]);
    expect(client.foreignRequests).toEqual([]);
    expect(client.complaints.filter((line) => !line.includes('favicon'))).toEqual([]);
    await client.context.close();
  });
});

test("the README's commands, settings and outcomes are the ones that exist", async () => {
  const {scripts} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  for (const [, name = ''] of readme.matchAll(/npm (?:run )?(start|test|cli)\b/g))
    expect(scripts).toHaveProperty(name);
  const config = readFileSync(join(root, 'server/settings.ts'), 'utf8');
  const settings = [...config.matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name);
  expect(settings).toContain('PORT');
  for (const name of settings) expect(readme).toContain(`\`${name}\``);
  const contract = readFileSync(join(root, 'server/contract/failure-reasons.ts'), 'utf8');
  const reasons = /failureReasons = \[([^\]]*)\]/.exec(contract)?.[1] ?? '';
  for (const [, reason] of reasons.matchAll(/'(\w+)'/g)) expect(readme).toContain(`\`${reason}\``);
});

describe("the README's commands", () => {
  const commands = [...readme.matchAll(/^npm run cli -- (.+)$|`npm run cli -- ([^`]+)`/gm)].map(
    ([, line, inText]) => line ?? inText ?? '',
  );

  test.each(commands)('%s is one, with these options', async (command) => {
    const words = command.replaceAll(/"[^"]*"/g, 'TEXT').split(' ');
    const options = words.filter((word) => /^--\w/.test(word) && word !== '--help');
    const end = words.findIndex((word) => !/^[a-z][a-z-]*$/.test(word));
    const subject = (end < 0 ? words : words.slice(0, end)).filter((word) => word !== '--help');
    const {code, stdout} = await runCli([...subject, '--help'], {});
    expect(code).toBe(0);
    for (const option of options) expect(stdout).toContain(option);
  });
});
