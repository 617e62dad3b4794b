/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {languages} from '../../widget/locales/languages.ts';
import {until} from './support/clock.ts';
import {anInvitation, keep, says} from './support/manager.ts';
import {action, listen, shows, text} from './support/mount.ts';
import {qrCodeIn, readQrCode} from './support/qr-reader.ts';
import {FakeService} from './support/service.ts';

type HostWindow = typeof globalThis & {problems: string[]; before: string[]};

/** A strict host page with the built script in it, twice. */
async function openPage(
  service: FakeService,
  query: Record<string, string>,
): Promise<{host: HostWindow; element: Element}> {
  const frame = document.createElement('iframe');
  frame.title = 'host';
  frame.style.cssText = 'inline-size: 600px; block-size: 500px';
  frame.src = `${service.url}/page?${new URLSearchParams(query)}`;
  document.body.append(frame);
  const host = (): HostWindow => frame.contentWindow as unknown as HostWindow;
  const element = await until(() => {
    const found = host().document.querySelector('zavu-partner-invite');
    return found?.shadowRoot ? found : undefined;
  }, 'the element is defined');
  return {host: host(), element};
}

describe('the built script', () => {
  afterEach(() => document.querySelectorAll('iframe').forEach((frame) => frame.remove()));

  for (const kind of ['module', 'iife']) {
    describe(kind, () => {
      it('works under a strict content security policy with trusted types, loaded twice', async () => {
        const service = await FakeService.start();
        const {host, element} = await openPage(service, {kind});
        await shows(element, 'not-connected');
        expect(text(element)).to.match(/^Connect WhatsApp/);
        const button = action(element, 'Connect WhatsApp');
        expect(host.getComputedStyle(button).backgroundColor).to.equal('rgb(14, 122, 64)');
        await service.push({status: 'failed', failureReason: 'pin_mismatch'});
        await shows(element, 'failed');
        await until(() => text(element).includes('protected by a PIN'));
        expect(host.problems).to.deep.equal([]);
      });

      it('asks the service that it came from, and nobody else', async () => {
        const service = await FakeService.start();
        const {host, element} = await openPage(service, {kind});
        await shows(element, 'not-connected');
        expect((await service.requests()).map(({route}) => route)).to.include('GET connection');
        const addresses = host.performance.getEntriesByType('resource').map(({name}) => name);
        for (const address of addresses) expect(address).to.match(new RegExp(`^${service.url}/`));
      });

      it('gets another language from a file of its own', async () => {
        const service = await FakeService.start();
        const {host, element} = await openPage(service, {kind, lang: 'es'});
        await shows(element, 'not-connected');
        expect(text(element)).to.match(/^Conecta WhatsApp/);
        const files = host.performance.getEntriesByType('resource').map(({name}) => name);
        expect(
          files.filter((name) => name.includes('/locales/')).map((name) => name.split('/').pop()),
        ).to.deep.equal(['es-element.js']);
        expect(host.problems).to.deep.equal([]);
      });

      for (const isMissing of [false, true]) {
        it(`with the manager's file ${isMissing ? 'missing says so, and to the developer what' : 'there shows the manager'}`, async () => {
          const service = await FakeService.start();
          await keep(service, [anInvitation(1)]);
          if (isMissing) await service.missFiles('manager.js');
          const session = new URL(`${service.url}/session`).pathname;
          const attributes = `mode="manage" session-url="${session}"`;
          const {host, element} = await openPage(service, {kind, attributes});
          if (isMissing) {
            await shows(element, 'refused');
            expect(text(element)).to.include('Reload the page');
            const heard = listen(host.document);
            action(element, 'Try again').click();
            await until(() => heard.names.length);
            expect(heard.names).to.deep.equal(['zavu-error']);
            expect(heard.details[0]).to.include({code: 'network_error'});
            expect(heard.details[0]?.['message']).to.include('manager.js');
          } else {
            await says(element, 'Client 1');
          }
          expect(host.problems).to.deep.equal([]);
        });
      }

      for (const isMissing of [false, true]) {
        it(`shows the way to the phone, ${isMissing ? 'without' : 'with'} the file that draws the code`, async () => {
          const url = 'https://invite.example.com/invite/abc';
          const service = await FakeService.start({status: 'in_progress', step: 'dialog', url});
          if (isMissing) await service.missFiles('qr-code.js');
          const {host, element} = await openPage(service, {kind});
          host.matchMedia = () => matchMedia('all');
          await shows(element, 'in-progress');
          await until(() => text(element).includes('Use your phone instead'));
          action(element, 'Use your phone instead').click();
          await until(() => text(element).includes(isMissing ? 'Open this link there.' : 'Scan it'));
          await until(() => isMissing || qrCodeIn(element)?.querySelector('[d^="M"]'));
          expect(text(element)).to.include(url);
          expect(await readQrCode(element)).to.equal(isMissing ? undefined : url);
          expect(host.problems).to.deep.equal([]);
        });
      }

      it('leaves no globals', async () => {
        const service = await FakeService.start();
        const {host, element} = await openPage(service, {kind});
        await shows(element, 'not-connected');
        const own = Object.keys(host).filter((name) => !host.before.includes(name));
        expect(
          own.filter(
            (name) =>
              !/^(problems|before|lit\w+Versions|reactiveElementVersions|litPropertyMetadata)$/.test(name),
          ),
        ).to.deep.equal([]);
      });
    });
  }

  it('lives beside another version: the one that came first is the element, the other one says nothing', async () => {
    const service = await FakeService.start();
    const {host, element} = await openPage(service, {kind: 'versions'});
    await shows(element, 'not-connected');
    const scripts = host.performance.getEntriesByType('resource').map(({name}) => name.split('/').pop());
    expect(scripts).to.include.members(['zavu-partner-invite.js', 'zavu-partner-invite.iife.js']);
    await service.push({status: 'failed', failureReason: 'pin_mismatch'});
    await shows(element, 'failed');
    expect(host.problems).to.deep.equal([]);
    expect((await service.requests('POST session')).length).to.equal(1);
  });

  it('leaves the page for the signup where no window is wanted, and says where to come back to', async () => {
    const service = await FakeService.start();
    const attributes = `session-url="${service.url}/session" flow="redirect"`;
    const {host, element} = await openPage(service, {attributes});
    await shows(element, 'not-connected');
    const address = host.location.href;
    action(element, 'Connect WhatsApp').click();
    await until(() => host.document.title === 'Signup');
    const [request] = await service.requests('POST connection');
    expect(JSON.parse(request?.body ?? '')).to.deep.equal({locale: 'en', returnUrl: address});
  });

  it('leaves the page as well when the browser opens no window and the person wants it so', async () => {
    const service = await FakeService.start();
    const attributes = `session-url="${service.url}/session" flow="tab"`;
    const {host, element} = await openPage(service, {attributes});
    host.open = () => null;
    await shows(element, 'not-connected');
    action(element, 'Connect WhatsApp').click();
    await shows(element, 'blocked');
    action(element, 'Continue in this tab').click();
    await until(() => host.document.title === 'Signup');
  });

  it('is as small as it is meant to be', async () => {
    const response = await fetch('/sizes');
    const sizes = (await response.json()) as Record<string, number>;
    expect(sizes['zavu-partner-invite.js']).to.be.below(12 * 1024);
    expect(sizes['zavu-partner-invite.iife.js']).to.be.below(12 * 1024);
    expect(sizes['qr-code.js']).to.be.below(3.3 * 1024);
    const locales = Object.entries(sizes).filter(([file]) => file.startsWith('locales/'));
    for (const [file, size] of locales) expect(size, file).to.be.at.most(1_536);
    // English speaks from the script itself.
    for (const language of languages) {
      const parts = language === 'en' ? ['later'] : ['element', 'later'];
      const files = parts.map((part) => `locales/${language}-${part}.js`);
      expect(locales.map(([file]) => file)).to.include.members(files);
    }
  });

  it('may be imported on a server', async () => {
    const response = await fetch('/import-on-server');
    expect(await response.text()).to.equal('');
  });
});
