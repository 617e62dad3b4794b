import {expect, test} from 'vitest';
import {launchBrowser} from '../support/browser.ts';
import {eventually, TestService} from '../support/harness.ts';
import {HostPage} from '../support/host-page.ts';
import {OpenStreams} from '../support/open-streams.ts';

test('ten elements on a page share one stream, and what comes by it reaches each of them', async () => {
  const [service, browser] = await Promise.all([TestService.start(), launchBrowser()]);
  const host = await HostPage.start({url: service.url, key: service.keys.test});
  const streams = new OpenStreams(host.url);
  try {
    const page = await browser.newPage();
    await page.goto(host.address('ten', {count: 10}));
    await page.locator('zavu-partner-invite:state(not-connected)').nth(9).waitFor();
    await eventually(
      async () => streams.size,
      (open) => open === 1,
    );
    await service.play('complete');
    await page.getByRole('button', {name: 'Connect WhatsApp'}).first().click();
    await page.getByRole('heading', {name: 'WhatsApp is connected'}).nth(9).waitFor();
    expect(streams.mostAtOnce).toBe(1);
    await page.close();
    await eventually(
      async () => streams.size,
      (open) => open === 0,
    );
  } finally {
    streams.stop();
    await browser.close();
    host.stop();
    await service.stop();
  }
});
