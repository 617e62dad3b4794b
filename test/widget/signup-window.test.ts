/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {sendMouse, setViewport} from '@web/test-runner-commands';
import {chooseFlow} from '../../widget/signup-window.ts';
import {Clock, letThingsHappen, until} from './support/clock.ts';
import {action, listen, mount, shows, stubOpen, text, unmountAll} from './support/mount.ts';
import {completed, FakeService} from './support/service.ts';

function pretendToBe(userAgent: string): void {
  Object.defineProperty(navigator, 'userAgent', {configurable: true, get: () => userAgent});
}

const popup = {flow: 'popup'} as const;

describe('the way to the signup', () => {
  let open: ReturnType<typeof stubOpen> | undefined;
  let clock: Clock | undefined;
  afterEach(async () => {
    unmountAll();
    open?.restore();
    clock?.uninstall();
    open = clock = undefined;
    Reflect.deleteProperty(navigator, 'userAgent');
    await setViewport({width: 1280, height: 800});
  });

  it('is chosen by what the browser can do', async () => {
    // Browsers without a screen have no mouse.
    const matchMedia = window.matchMedia.bind(window);
    window.matchMedia = (query) => matchMedia(query.replace('pointer: fine', 'min-height: 1px'));
    const wide = chooseFlow('auto');
    await setViewport({width: 400, height: 800});
    const narrow = chooseFlow('auto');
    window.matchMedia = matchMedia;
    expect([wide, narrow]).to.deep.equal(['popup', 'tab']);
    for (const inApp of [
      '[FBAN/FBIOS]',
      'Instagram 300',
      'Line/13',
      'WhatsApp/2.24',
      'Android 14; wv) Chrome',
    ]) {
      pretendToBe(inApp);
      expect(chooseFlow('auto'), inApp).to.equal('redirect');
      expect(chooseFlow('popup'), inApp).to.equal('popup');
    }
    pretendToBe('Mozilla/5.0 (X11; Linux x86_64) Offline/1.0');
    expect(chooseFlow('auto')).to.equal('tab');
  });

  it('a window is opened in the task of the click, and then sent to the signup', async () => {
    const service = await FakeService.start();
    const element = mount(service, popup);
    open = stubOpen();
    await shows(element, 'not-connected');
    action(element, 'Connect WhatsApp').click();
    expect(open.calls).to.have.length(1);
    expect(open.calls[0]?.slice(0, 2)).to.deep.equal(['about:blank', 'zavu-signup']);
    expect(String(open.calls[0]?.[2]))
      .to.match(/^popup,width=640,/)
      .and.not.to.match(/noopener/);
    expect(open.frame.contentDocument?.body.textContent).to.equal('Opening…');
    const {frame} = open;
    await until(() => frame.contentDocument?.title === 'Signup');
    await shows(element, 'waiting');
    expect((await service.requests('POST connection'))[0]?.body).to.equal('{"locale":"en"}');
  });

  it('a real click opens a real window, without a way back into the page', async () => {
    const service = await FakeService.start();
    const element = mount(service, popup);
    const windows: (Window | null)[] = [];
    const native = window.open.bind(window);
    window.open = (...call) => {
      const opened = native(...call);
      windows.push(opened);
      return opened;
    };
    await shows(element, 'not-connected');
    const {left, top} = action(element, 'Connect WhatsApp').getBoundingClientRect();
    await sendMouse({type: 'click', position: [Math.round(left) + 20, Math.round(top) + 20]});
    await shows(element, 'waiting');
    window.open = native;
    const [opened] = windows;
    expect(opened?.opener).to.equal(null);
    await until(() => opened?.document.title === 'Signup');
    opened?.close();
    await letThingsHappen(50);
    expect(element.matches(':state(waiting)'), 'a closed window says nothing').to.equal(true);
  });

  it('a second click while the first is worked on does nothing', async () => {
    const service = await FakeService.start();
    const element = mount(service, popup);
    open = stubOpen();
    await shows(element, 'not-connected');
    const button = action(element, 'Connect WhatsApp');
    button.click();
    button.click();
    await shows(element, 'waiting');
    expect(open.calls).to.have.length(1);
    expect(await service.requests('POST connection')).to.have.length(1);
  });

  it('the host can stop it', async () => {
    const service = await FakeService.start();
    const element = mount(service, popup);
    open = stubOpen();
    await shows(element, 'not-connected');
    element.addEventListener('zavu-connect-start', (event) => event.preventDefault());
    action(element, 'Connect WhatsApp').click();
    await letThingsHappen(30);
    expect(open.calls).to.deep.equal([]);
    expect(await service.requests('POST connection')).to.deep.equal([]);
  });

  it('a host’s own button starts it too', async () => {
    const service = await FakeService.start();
    const element = mount(service, popup);
    open = stubOpen();
    await shows(element, 'not-connected');
    void element.connect();
    expect(open.calls).to.have.length(1);
    await shows(element, 'waiting');
  });

  for (const [how, isThrowing] of [
    ['answers nothing', false],
    ['throws', true],
  ] as const) {
    it(`when the browser ${how}, there are a link for a new tab and a way in this tab`, async () => {
      const service = await FakeService.start();
      const element = mount(service, popup);
      open = stubOpen(true);
      if (isThrowing) {
        window.open = () => {
          throw new DOMException('no', 'InvalidAccessError');
        };
      }
      await shows(element, 'not-connected');
      action(element, 'Connect WhatsApp').click();
      await shows(element, 'blocked');
      const link = action(element, 'Open in a new tab') as HTMLAnchorElement;
      expect(link.href).to.equal(`${service.url}/start`);
      expect(link.target).to.equal('_blank');
      expect(link.rel).to.equal('noopener');
      expect(action(element, 'Continue in this tab').tagName).to.equal('BUTTON');
      link.addEventListener('click', (event) => event.preventDefault());
      link.click();
      await shows(element, 'waiting');
    });
  }

  it('the link is renewed before it is 60 seconds old', async () => {
    const service = await FakeService.start();
    const element = mount(service, {...popup, locale: 'es-MX'});
    open = stubOpen(true);
    await shows(element, 'not-connected');
    clock = Clock.install();
    action(element, 'Conectar WhatsApp').click();
    await shows(element, 'blocked');
    await service.answer('POST connection', {
      body: {connection: {status: 'pending', projectName: 'Acme'}, startUrl: `${service.url}/start?second`},
    });
    clock.tick(50_000);
    await until(() =>
      (action(element, 'Abrir en otra pestaña') as HTMLAnchorElement).href.endsWith('?second'),
    );
    const bodies = (await service.requests('POST connection')).map(({body}) => body);
    expect(bodies).to.deep.equal(['{"locale":"es"}', '{"locale":"es"}']);
  });

  it('the link that was used elsewhere is taken away', async () => {
    const service = await FakeService.start();
    const element = mount(service, popup);
    open = stubOpen(true);
    await shows(element, 'not-connected');
    await until(() => service.openStreams());
    action(element, 'Connect WhatsApp').click();
    await shows(element, 'blocked');
    await service.push({status: 'in_progress', step: 'dialog'});
    await shows(element, 'waiting');
  });

  it('when the service refuses, the empty window is closed and the person is told', async () => {
    const service = await FakeService.start();
    await service.answer('POST connection', {status: 500, body: {code: 'internal_error', message: 'Oh.'}});
    const element = mount(service, popup);
    const heard = listen(element);
    let closed = 0;
    open = stubOpen();
    const {frame} = open;
    window.open = () =>
      Object.assign(Object.create(frame.contentWindow) as Window, {close: () => (closed += 1)});
    await shows(element, 'not-connected');
    action(element, 'Connect WhatsApp').click();
    await until(() => text(element).includes('That did not work. Please try again in a moment.'));
    expect(closed).to.equal(1);
    expect(heard.details.at(-1)).to.deep.equal({code: 'internal_error', message: 'Oh.'});
    expect(action(element, 'Connect WhatsApp')).not.to.equal(null);
  });

  it('an invitation that ended meanwhile is shown as it is', async () => {
    const service = await FakeService.start({status: 'pending'});
    const element = mount(service, {...popup, token: 'tok', sessionUrl: ''});
    open = stubOpen();
    await shows(element, 'not-connected');
    // A stream that opens later would tell it before the click.
    await until(() => service.openStreams());
    await service.set({status: 'expired', updatedAt: '2026-11-22T12:00:00.000Z'});
    await service.answer('POST connection', {
      status: 409,
      body: {code: 'invitation_not_usable', message: '.'},
    });
    action(element, 'Connect WhatsApp').click();
    await shows(element, 'expired');
  });

  it('an account that was connected meanwhile needs no window', async () => {
    const service = await FakeService.start();
    const element = mount(service, popup);
    const heard = listen(element);
    open = stubOpen();
    await shows(element, 'not-connected');
    await service.answer('POST connection', {
      body: {
        connection: {...completed, projectName: 'Acme', connectionType: 'whatsapp_waba'},
        startUrl: null,
      },
    });
    action(element, 'Connect WhatsApp').click();
    await shows(element, 'connected');
    expect(heard.names).to.include('zavu-connected');
  });

  it('follows no start address but http', async () => {
    const service = await FakeService.start();
    await service.answer('POST connection', {
      body: {connection: {status: 'pending', projectName: 'Acme'}, startUrl: 'javascript:top.hacked=1'},
    });
    const element = mount(service, popup);
    open = stubOpen();
    await shows(element, 'not-connected');
    action(element, 'Connect WhatsApp').click();
    await letThingsHappen(100);
    expect(window).not.to.have.property('hacked');
  });

  it('the failure of before is not taken for the result of now', async () => {
    const service = await FakeService.start({status: 'failed', failureReason: 'fb_cancelled'});
    const element = mount(service, popup);
    const heard = listen(element);
    open = stubOpen();
    await shows(element, 'failed');
    await until(() => service.openStreams());
    action(element, 'Try again').click();
    await shows(element, 'waiting');
    await element.refresh();
    expect(element.matches(':state(waiting)')).to.equal(true);
    await service.push({status: 'failed', failureReason: 'code_expired'});
    await shows(element, 'failed');
    expect(heard.details.at(-1)).to.include({failureReason: 'code_expired'});
  });

  it('is given up with Cancel', async () => {
    const service = await FakeService.start();
    const element = mount(service, popup);
    open = stubOpen();
    await shows(element, 'not-connected');
    action(element, 'Connect WhatsApp').click();
    await shows(element, 'waiting');
    action(element, 'Cancel').click();
    await shows(element, 'cancelled');
    expect(await service.requests('POST connection/cancel')).to.have.length(1);
    action(element, 'Start again').click();
    expect(open.calls).to.have.length(2);
  });
});
