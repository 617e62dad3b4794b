import {afterAll, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {BuiltService} from '../support/built-service.ts';
import type {Driver} from '../support/engines/driver.ts';
import {findEngines} from '../support/engines/engines.ts';
import {Visitor} from '../support/engines/visitor.ts';
import {HostPage} from '../support/host-page.ts';

let service: BuiltService;
let host: HostPage;
let clients = 0;

beforeAll(async () => {
  service = await BuiltService.start();
  host = await HostPage.start(service);
});

afterAll(async () => {
  host.stop();
  await service.stop();
});

const found = findEngines();
for (const {name} of found.filter(({launch}) => !launch)) {
  console.log(`${name}: not on this machine, its tests did not run`);
}

describe.each(found.flatMap(({name, launch}) => (launch ? [{name, launch}] : [])))('in $name', ({launch}) => {
  describe('with scripts', () => {
    let driver: Driver;
    let visitor: Visitor;

    beforeAll(async () => {
      driver = await launch({hasScripts: true});
      console.log(`tests run in ${driver.version}`);
    });

    afterAll(() => driver.close());

    beforeEach(async () => {
      visitor = await Visitor.arrive(driver);
    });

    /** A client who was never here before, on the host's page. */
    async function visitHost(lang = 'en'): Promise<void> {
      await visitor.goto(host.address(`client ${(clients += 1)}`, {lang}));
    }

    const blockWindows = () => visitor.call(() => void (window.open = () => null));

    test('the client connects in a window, and the page shows it live', async () => {
      await service.play('complete', false);
      await visitHost();
      await visitor.press('Connect WhatsApp');
      await visitor.nextWindow();
      await visitor.clickThrough();
      await visitor.firstWindow();
      expect(await visitor.reads('WhatsApp is connected')).toContain('+1 ');
    });

    test('with the window blocked, a link in a new tab does the same', async () => {
      await service.play('complete', false);
      await visitHost();
      await visitor.reads('Connect WhatsApp');
      await blockWindows();
      await visitor.press('Connect WhatsApp');
      await visitor.press('Open in a new tab');
      await visitor.nextWindow();
      await visitor.clickThrough();
      await visitor.firstWindow();
      await visitor.reads('WhatsApp is connected');
    });

    test('with the window blocked, going on in this tab leads there and back', async () => {
      await service.play('complete', true);
      await visitHost();
      await visitor.reads('Connect WhatsApp');
      await blockWindows();
      await visitor.press('Connect WhatsApp');
      await visitor.press('Continue in this tab');
      await visitor.waitForPath(/^\/signup\/att_/);
      await visitor.press('Back to');
      await visitor.reads('WhatsApp is connected');
    });

    test('a failure says what to do, and trying again succeeds', async () => {
      await service.play('deny', true);
      await visitHost();
      await visitor.press('Connect WhatsApp');
      await visitor.firstWindow();
      await visitor.reads('Try again');
      await service.play('complete', true);
      await visitor.press('Try again');
      await visitor.firstWindow();
      await visitor.reads('WhatsApp is connected');
    });

    test('the element speaks the language of the page', async () => {
      await visitHost('es');
      await visitor.reads('Conectar WhatsApp');
    });

    test('the page of a link connects, and shows the result by itself', async () => {
      await service.play('slow', true);
      const invitation = await service.invite();
      await visitor.goto(invitation.url);
      await visitor.press('Continue with Facebook');
      await visitor.waitForPath(/^\/signup\/att_/);
      await visitor.reads('All done, thank you');
      await service.becomes(invitation, 'completed');
    });
  });

  test('without scripts, a link leads to the connected number all the same', async () => {
    const driver = await launch({hasScripts: false});
    try {
      const visitor = await Visitor.arrive(driver);
      await service.play('pin_mismatch', false);
      const invitation = await service.invite();
      await visitor.goto(invitation.url);
      await visitor.press('Continue with Facebook');
      await visitor.clickThrough();
      await visitor.fill('input[name=pin]', '424242');
      await visitor.press('Connect this number');
      expect(await visitor.reads('All done, thank you')).toContain('+1 ');
      await service.becomes(invitation, 'completed');
      expect(await visitor.call(() => Boolean(customElements.get('zavu-partner-invite')))).toBe(false);
    } finally {
      await driver.close();
    }
  });
});
