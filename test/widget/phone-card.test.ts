/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {sendKeys, setViewport} from '@web/test-runner-commands';
import type {Connection} from '../../server/contract/connection.ts';
import type {PartnerInviteElement} from '../../widget/partner-invite-element.ts';
import {until} from './support/clock.ts';
import {action, announced, mount, shows, stubOpen, text, unmountAll} from './support/mount.ts';
import {qrCodeIn, readQrCode} from './support/qr-reader.ts';
import {completed, FakeService} from './support/service.ts';

const link = 'https://invite.example.com/invite/k3x9v2m8q7w1z5r4t6y0bnA-Sz_91kfLq0pXw72bVdYc3eRt';
const elsewhere = {status: 'in_progress', step: 'dialog'} as const;

/** Browsers without a screen have no mouse. */
function pretendToHaveAMouse(): () => void {
  const matchMedia = window.matchMedia.bind(window);
  window.matchMedia = (query) => matchMedia(query.replace('pointer: fine', 'min-height: 1px'));
  return () => (window.matchMedia = matchMedia);
}

describe('the way to the phone', () => {
  let open: ReturnType<typeof stubOpen> | undefined;
  let restoreMatchMedia: () => void;
  beforeEach(() => (restoreMatchMedia = pretendToHaveAMouse()));
  afterEach(async () => {
    unmountAll();
    open?.restore();
    open = undefined;
    restoreMatchMedia();
    document.body.removeAttribute('style');
    await setViewport({width: 1280, height: 800});
  });

  async function show(
    connection: Partial<Connection> = elsewhere,
    properties: Partial<PartnerInviteElement> = {},
  ): Promise<{service: FakeService; element: PartnerInviteElement}> {
    const service = await FakeService.start({url: link, ...connection});
    const element = mount(service, properties);
    await shows(element, connection.status === 'none' ? 'not-connected' : 'in-progress');
    await until(() => service.openStreams());
    return {service, element};
  }

  const offers = (element: PartnerInviteElement): boolean => text(element).includes('Use your phone instead');

  async function choosePhone(element: PartnerInviteElement): Promise<void> {
    await until(() => offers(element));
    action(element, 'Use your phone instead').click();
    await until(() => qrCodeIn(element)?.querySelector('path')?.getAttribute('d'), 'the code is drawn');
  }

  it('is offered while a signup is open elsewhere', async () => {
    const {element} = await show();
    await until(() => offers(element));
  });

  for (const [state, isBlocked] of [
    ['waiting', false],
    ['blocked', true],
  ] as const) {
    it(`is offered while ${state}, and leads back`, async () => {
      open = stubOpen(isBlocked);
      const {element} = await show({status: 'none'}, {flow: 'popup'});
      expect(offers(element)).to.equal(false);
      action(element, 'Connect WhatsApp').click();
      await shows(element, state);
      await until(() => offers(element));
      const before = text(element);
      await choosePhone(element);
      expect(text(element)).to.equal(
        `Continue on your phone Scan it with your phone’s camera. This page updates by itself. ${link} Back`,
      );
      action(element, 'Back').click();
      await until(() => text(element) === before);
      expect(element.matches(`:state(${state})`)).to.equal(true);
    });
  }

  it('is not offered on a phone, nor without a link, nor when it would be too late', async () => {
    const {element} = await show({...elsewhere, url: null});
    expect(offers(element)).to.equal(false);
    const {element: chosen} = await show({...elsewhere, step: 'choose'});
    expect(offers(chosen)).to.equal(false);
    await setViewport({width: 600, height: 800});
    const {element: narrow} = await show();
    expect(offers(narrow)).to.equal(false);
    restoreMatchMedia();
    await setViewport({width: 1280, height: 800});
    const {element: withoutMouse} = await show();
    expect(offers(withoutMouse)).to.equal(false);
  });

  it('opens nothing but http', async () => {
    const {element} = await show({...elsewhere, url: 'javascript:alert(1)'});
    expect(offers(element)).to.equal(false);
  });

  for (const theme of ['light', 'dark'] as const) {
    it(`shows a code that a scanner reads, accessible, ${theme}`, async () => {
      document.body.style.background = theme === 'dark' ? '#000' : '#fff';
      const {element} = await show(elsewhere, {theme});
      await choosePhone(element);
      expect(await readQrCode(element)).to.equal(link);
      expect(qrCodeIn(element)?.getAttribute('role')).to.equal('img');
      expect(qrCodeIn(element)?.getAttribute('aria-label')).to.equal('QR code of your link');
      await expect(element).to.be.accessible();
    });
  }

  it('shows a code for the longest address that a service may have', async () => {
    const url = `https://${'a'.repeat(60)}.${'b'.repeat(60)}.example/${'c'.repeat(300)}/invite/${'d'.repeat(56)}`;
    const {element} = await show({...elsewhere, url});
    await choosePhone(element);
    expect(await readQrCode(element)).to.equal(url);
  });

  it('shows the link alone where it is too long for a code', async () => {
    const url = `https://invite.example.com/${'x'.repeat(3000)}`;
    const {element} = await show({...elsewhere, url});
    await until(() => offers(element));
    action(element, 'Use your phone instead').click();
    await until(() => text(element).includes('Open this link there.'));
    expect(qrCodeIn(element)).to.equal(undefined);
    expect((action(element, url) as HTMLAnchorElement).href).to.equal(url);
  });

  it('follows a link that is replaced', async () => {
    const {service, element} = await show();
    await choosePhone(element);
    const url = `${link}2`;
    await service.push({url});
    await until(() => text(element).includes(url));
    expect(await readQrCode(element)).to.equal(url);
  });

  it('makes room for what comes next', async () => {
    const {service, element} = await show();
    await choosePhone(element);
    await service.push({...elsewhere, step: 'register'});
    await until(() => text(element).startsWith('Almost done'));
    await service.push({status: 'failed', failureReason: 'fb_cancelled', step: null});
    await shows(element, 'failed');
    await service.push(elsewhere);
    await shows(element, 'in-progress');
    expect(qrCodeIn(element), 'it is over').to.equal(undefined);
    await choosePhone(element);
    await service.push({...completed, url: null});
    await shows(element, 'connected');
  });

  it('can be used with the keyboard, and is announced', async () => {
    const {element} = await show();
    await until(() => offers(element));
    action(element, 'Use your phone instead').focus();
    await sendKeys({press: 'Enter'});
    await until(() => announced(element).startsWith('Continue on your phone. Scan it'));
    const focused = (): string => (element.shadowRoot?.activeElement as HTMLElement)?.innerText.trim();
    expect(focused()).to.equal('Back');
    await sendKeys({press: 'Enter'});
    await until(() => offers(element));
    expect(focused()).to.equal('Start again');
  });
});
