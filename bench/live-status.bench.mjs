// How long after a signup is completed does the element in the host's page show it? The service's own time of
// completion against the time at which the element has rendered, on one machine with one clock.
import {chromium} from 'playwright-core';
import {browserFlags, findBrowser} from '../scripts/find-browser.mjs';
import {spread, startService} from './service.mjs';

const rounds = 20;

export async function run() {
  const service = await startService();
  const {executablePath, env} = await findBrowser();
  const browser = await chromium.launch({
    executablePath,
    args: browserFlags,
    env: {...process.env, ...env},
    chromiumSandbox: false,
  });
  const api = async (method, path, body) => {
    const response = await fetch(service.url + path, {
      method,
      headers: {authorization: `Bearer ${service.key}`, 'content-type': 'application/json'},
      ...(body && {body: JSON.stringify(body)}),
    });
    return response.json();
  };
  await api('POST', '/sandbox/control', {scenario: 'complete', auto: true});

  const delays = [];
  for (let round = 0; round < rounds; round += 1) {
    const {session} = await api('POST', '/v1/sessions', {externalId: `client ${round}`, origin: service.url});
    const page = await browser.newPage();
    await page.goto(`${service.url}/healthz`);
    const shownAt = page.evaluate(async (clientSecret) => {
      await import('/embed/zavu-partner-invite.js');
      const element = document.createElement('zavu-partner-invite');
      element.fetchClientSecret = async () => clientSecret;
      document.body.replaceChildren(element);
      await new Promise((resolve) => element.addEventListener('zavu-ready', resolve, {once: true}));
      window.isReady = true;
      await new Promise((resolve) => element.addEventListener('zavu-connected', resolve, {once: true}));
      await element.updateComplete;
      return Date.now();
    }, session.clientSecret);
    await page.waitForFunction(() => window.isReady);
    const started = await fetch(`${service.url}/client/v1/connection`, {
      method: 'POST',
      headers: {authorization: `Bearer ${session.clientSecret}`},
    });
    const {startUrl} = await started.json();
    const client = await browser.newPage();
    await client.goto(startUrl);
    const {items} = await api('GET', '/v1/invitations?limit=1');
    delays.push((await shownAt) - Date.parse(items[0].completedAt));
    await Promise.all([page.close(), client.close()]);
  }
  console.log(`completed → shown, ms over ${rounds} signups: ${spread(delays)}`);
  await browser.close();
  service.stop();
}
