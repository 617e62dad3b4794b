/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {emulateMedia, sendKeys, setViewport} from '@web/test-runner-commands';
import type {Connection} from '../../server/contract/connection.ts';
import {PartnerInviteElement} from '../../widget/partner-invite-element.ts';
import {letThingsHappen, until} from './support/clock.ts';
import {action, announced, mount, shows, stubOpen, text, unmountAll} from './support/mount.ts';
import {completed, FakeService} from './support/service.ts';

interface Scene {
  name: string;
  state: string;
  connection?: Partial<Connection>;
  properties?: Partial<PartnerInviteElement>;
  /** Before the element is there. */
  prepare?: (service: FakeService) => Promise<void>;
  /** After the first card is there. */
  act?: (element: PartnerInviteElement) => void;
  words: RegExp;
  actions: string[];
}

const token = {token: 'tok', sessionUrl: ''};
const running = {status: 'in_progress', continueUrl: 'https://service.example/continue'} as const;

const scenes: Scene[] = [
  {
    name: 'no invitation yet',
    state: 'not-connected',
    connection: {status: 'none'},
    words:
      /Connect WhatsApp Link your WhatsApp Business number with Acme\. You need .* It takes about 3 minutes\./,
    actions: ['Connect WhatsApp'],
  },
  {
    name: 'a test invitation for Messenger',
    state: 'not-connected',
    connection: {status: 'pending', connectionType: 'messenger', mode: 'test'},
    words: /^Test mode Connect Messenger Link your Facebook Page with Acme/,
    actions: ['Connect Messenger'],
  },
  {
    name: 'the click could not be worked on',
    state: 'not-connected',
    prepare: (service) =>
      service.answer('POST connection', {status: 429, body: {code: 'rate_limited', message: '.'}}),
    act: (element) => void element.connect(),
    words: /Too many tries\. Wait a minute, then try again\./,
    actions: ['Connect WhatsApp'],
  },
  {
    name: 'the window is open',
    state: 'waiting',
    act: (element) => void element.connect(),
    words: /Finish in the other window .* updates by itself/,
    actions: ['Open the window again', 'Cancel'],
  },
  {
    name: 'started elsewhere',
    state: 'in-progress',
    connection: {status: 'in_progress', step: 'dialog'},
    words: /A signup was already started Continue it in the window where it was started, or start again here/,
    actions: ['Start again'],
  },
  {
    name: 'several numbers to choose from',
    state: 'in-progress',
    connection: {...running, step: 'choose'},
    words: /Choose your number .* more than one number/,
    actions: ['Open the window', 'Start again'],
  },
  {
    name: 'several numbers to choose from, in this tab',
    state: 'in-progress',
    connection: {...running, step: 'choose'},
    properties: {flow: 'redirect'},
    words: /Choose your number/,
    actions: ['Continue', 'Start again'],
  },
  {
    name: 'a number whose PIN is needed',
    state: 'in-progress',
    connection: {...running, step: 'pin'},
    words: /The number is protected by a PIN .* window where it was started/,
    actions: ['Open the window', 'Start again'],
  },
  {
    name: 'being set up',
    state: 'in-progress',
    connection: {...running, step: 'subscribe'},
    words: /Almost done .* Find account Turn on messages Register number/,
    actions: [],
  },
  {
    name: 'connected',
    state: 'connected',
    connection: completed,
    words: /WhatsApp is connected Acme can now .* Panadería Sol \+34 600 11 12 22/,
    actions: [],
  },
  {
    name: 'failed',
    state: 'failed',
    connection: {status: 'failed', failureReason: 'fb_cancelled'},
    words: /You closed the signup before it was done Nothing was changed/,
    actions: ['Try again'],
  },
  {
    name: 'ready to start, with the number that was assigned',
    state: 'not-connected',
    connection: {status: 'pending', assignedPhoneNumber: '+1 415 555 0134'},
    words: /Connect WhatsApp .* \+1 415 555 0134/,
    actions: ['Connect WhatsApp'],
  },
  {
    name: 'failed with another number than the assigned one',
    state: 'failed',
    connection: {
      status: 'failed',
      failureReason: 'phone_mismatch',
      assignedPhoneNumber: '+1 415 555 0134',
    },
    words: /That was another number .* \+1 415 555 0134/,
    actions: ['Try again'],
  },
  {
    name: 'failed because of the developer',
    state: 'failed',
    connection: {status: 'failed', failureReason: 'configuration_error'},
    words: /You cannot fix this yourself\. Show this message to the support/,
    actions: ['Try again'],
  },
  {
    name: 'failed for a reason that this script does not know',
    state: 'failed',
    connection: {status: 'failed', failureReason: 'from_the_future' as 'internal_error'},
    words: /Something went wrong on our side/,
    actions: ['Try again'],
  },
  {
    name: 'expired, with a session',
    state: 'expired',
    connection: {status: 'expired'},
    words: /has expired You can start again/,
    actions: ['Start again'],
  },
  {
    name: 'expired, with a token',
    state: 'expired',
    connection: {status: 'expired'},
    properties: token,
    words: /has expired Ask Acme to send you a new link/,
    actions: [],
  },
  {
    name: 'cancelled, with a session',
    state: 'cancelled',
    connection: {status: 'cancelled'},
    words: /was cancelled You can start again/,
    actions: ['Start again'],
  },
  {
    name: 'cancelled, with a token',
    state: 'cancelled',
    connection: {status: 'cancelled'},
    properties: token,
    words: /was cancelled Ask Acme/,
    actions: [],
  },
  {
    name: 'the service cannot be reached',
    state: 'offline',
    prepare: (service) => service.answer('GET connection', {hangUp: true}, {hangUp: true}, {hangUp: true}),
    words: /No connection right now .* We keep trying/,
    actions: ['Try now'],
  },
  {
    name: 'the host gives no session',
    state: 'refused',
    prepare: (service) => service.answer('POST session', {status: 403, body: {}}),
    words: /We cannot show this right now Reload the page or sign in again/,
    actions: ['Try again'],
  },
  {
    name: 'the token is unknown',
    state: 'refused',
    properties: token,
    prepare: (service) =>
      service.answer('GET connection', {status: 404, body: {code: 'not_found', message: '.'}}),
    words: /This link does not work/,
    actions: ['Try again'],
  },
];

async function show(
  scene: Scene,
  properties: Partial<PartnerInviteElement> = {},
): Promise<PartnerInviteElement> {
  const service = await FakeService.start(scene.connection);
  await scene.prepare?.(service);
  const element = mount(service, {...scene.properties, ...properties});
  if (scene.act) {
    await shows(element, 'not-connected');
    scene.act(element);
  }
  await shows(element, scene.state);
  await until(() => scene.words.test(text(element)), `"${text(element)}" says ${scene.words}`);
  return element;
}

function labels(element: Element): string[] {
  const actions = element.shadowRoot?.querySelectorAll<HTMLElement>('[part="actions"] :is(button, a)') ?? [];
  return [...actions].map((each) => each.innerText.trim());
}

function focused(element: Element): string {
  return (element.shadowRoot?.activeElement as HTMLElement | null)?.innerText.trim() ?? '';
}

describe('the card', () => {
  let open: ReturnType<typeof stubOpen>;
  beforeEach(() => (open = stubOpen()));
  afterEach(async () => {
    unmountAll();
    open.restore();
    document.body.removeAttribute('style');
    document.documentElement.removeAttribute('dir');
    await setViewport({width: 1280, height: 800});
    await emulateMedia({forcedColors: 'none', reducedMotion: 'no-preference'});
  });

  for (const scene of scenes) {
    it(`says what is the case and what to do: ${scene.name}`, async () => {
      expect(labels(await show(scene))).to.deep.equal(scene.actions);
    });

    for (const theme of ['light', 'dark'] as const) {
      it(`is accessible, ${theme}: ${scene.name}`, async () => {
        document.body.style.background = theme === 'dark' ? '#000' : '#fff';
        const element = await show(scene, {theme});
        await expect(element).to.be.accessible();
      });
    }

    it(`fits on a small phone, with targets for fingers: ${scene.name}`, async () => {
      await setViewport({width: 320, height: 640});
      document.body.style.margin = '0';
      const element = await show(scene);
      expect(document.documentElement.scrollWidth).to.equal(320);
      for (const each of element.shadowRoot?.querySelectorAll(':is(button, a):not(dialog:not([open]) *)') ??
        []) {
        expect(each.getBoundingClientRect().height).to.be.at.least(44);
      }
    });
  }

  it('is accessible while it loads', async () => {
    const service = await FakeService.start();
    const element = mount(service);
    await letThingsHappen(0);
    expect(element.matches(':state(loading)')).to.equal(true);
    expect(announced(element)).to.equal('Loading…');
    await expect(element).to.be.accessible();
  });

  it('leaves the host’s own content in place and in use until something is known', async () => {
    const content = `<svg id="icon"></svg><b slot="heading">Bring your number</b><i slot="description">Now.</i>
      <form slot="connect"><button>Go</button></form><a href="/fallback">Fallback</a>`;
    let give: (clientSecret: string) => void = () => undefined;
    const fetchClientSecret = (): Promise<string> => new Promise((resolve) => (give = resolve));
    const element = mount(await FakeService.start(), {sessionUrl: '', fetchClientSecret}, content);
    expect(element.matches(':state(loading)'), 'from the first moment').to.equal(true);
    await letThingsHappen(0);
    for (const each of element.children) expect(each.checkVisibility(), each.localName).to.equal(true);
    expect(element.shadowRoot?.querySelector('.card')).to.equal(null);
    let submits = 0;
    element.addEventListener('submit', (event) => {
      event.preventDefault();
      submits += 1;
    });
    element.querySelector('button')?.click();
    expect(submits).to.equal(1);
    await expect(element).to.be.accessible();
    element.querySelector('button')?.focus();

    give('secret');
    await shows(element, 'not-connected');
    expect(element.querySelector('a')?.checkVisibility()).to.equal(false);
    expect(document.activeElement, 'who was about to press it still can').to.equal(
      element.querySelector('button'),
    );
  });

  it('keeps its size when the first card comes', async () => {
    const service = await FakeService.start();
    const element = mount(service);
    await letThingsHappen(0);
    const before = element.getBoundingClientRect().height;
    await shows(element, 'not-connected');
    expect(element.getBoundingClientRect().height).to.equal(before);
  });

  it('is mirrored in a language that is written from right to left', async () => {
    await setViewport({width: 320, height: 640});
    document.body.style.margin = '0';
    const element = mount(await FakeService.start({...running, step: 'register', mode: 'test'}), {
      locale: 'ar',
    });
    await shows(element, 'in-progress');
    const edges = (part: string): DOMRect =>
      (element.shadowRoot?.querySelector(`[part~="${part}"]`) as Element).getBoundingClientRect();
    expect(document.documentElement.scrollWidth).to.equal(320);
    expect(edges('icon').left).to.be.greaterThan(edges('badge').right);
    expect(edges('card').right - edges('icon').right).to.equal(edges('badge').left - edges('card').left);
    expect(edges('step').right, 'the first step').to.equal(edges('icon').right);
    expect(edges('step').left).to.be.greaterThan(edges('card').left + 160);

    const connected = mount(await FakeService.start(completed), {locale: 'ar'});
    await shows(connected, 'connected');
    const number = connected.shadowRoot?.querySelector('[part="phone-number"]');
    expect(getComputedStyle(number as Element).direction, 'digits keep their order').to.equal('ltr');
    expect(document.documentElement.scrollWidth).to.equal(320);
  });

  it('shows names as text, whatever is in them', async () => {
    const name = '<img src=x onerror="window.hacked = true">{{7*7}}';
    const element = mount(
      await FakeService.start({
        ...completed,
        projectName: name,
        connectedAccount: {channel: 'whatsapp', id: '1', name},
      }),
    );
    await shows(element, 'connected');
    expect(text(element)).to.include(`${name} can now`).and.to.include(`${name} +34`);
    expect(element.shadowRoot?.querySelector('img')).to.equal(null);
    expect(window).not.to.have.property('hacked');
  });

  it('follows no address but http', async () => {
    const element = mount(
      await FakeService.start({...running, step: 'choose', continueUrl: 'javascript:alert(1)'}),
    );
    await shows(element, 'in-progress');
    expect(element.shadowRoot?.querySelector('a')).to.equal(null);
  });

  it('speaks the language of the nearest lang', async () => {
    const section = document.createElement('section');
    section.lang = 'es-MX';
    document.body.append(section);
    const element = mount(await FakeService.start({status: 'failed', failureReason: 'no_phone_number'}), {
      locale: '',
    });
    section.append(element);
    await shows(element, 'failed');
    expect(text(element)).to.match(/^Tu cuenta no tiene número de teléfono/);
    section.remove();
  });

  it('changes its language with the attribute', async () => {
    const element = mount(await FakeService.start());
    await shows(element, 'not-connected');
    element.setAttribute('locale', 'es');
    await until(() => text(element).startsWith('Conecta WhatsApp'));
    // What is announced is outside of the card, and needs the right voice, too.
    for (const spoken of ['[part=card]', '[role=status]']) {
      expect(element.shadowRoot?.querySelector(spoken)?.getAttribute('lang')).to.equal('es');
    }
  });

  for (const [pageDirection, locale, direction] of [
    ['ltr', 'he', 'rtl'],
    ['rtl', 'de', 'ltr'],
  ] as const) {
    it(`reads ${direction} in ${locale}, also in a page that reads ${pageDirection}, with numbers left to right`, async () => {
      document.documentElement.dir = pageDirection;
      const service = await FakeService.start({...completed, phoneNumber: '+972 50 123 4567'});
      const element = mount(service, {locale});
      await shows(element, 'connected');
      const part = (name: string) => element.shadowRoot?.querySelector(`[part="${name}"]`) as HTMLElement;
      const edge = (name: string) => {
        const {left, right} = part(name).getBoundingClientRect();
        return direction === 'rtl' ? -right : left;
      };
      expect(getComputedStyle(part('card')).direction).to.equal(direction);
      expect(getComputedStyle(part('phone-number')).direction).to.equal('ltr');
      expect(part('phone-number').innerText).to.equal('+972 50 123 4567');
      expect(edge('icon'), 'all begin at the same side').to.be.closeTo(edge('heading'), 1);
      expect(edge('phone-number')).to.be.closeTo(edge('account-name'), 1);
      await expect(element).to.be.accessible();
    });
  }

  it('takes properties that were set before it was defined', async () => {
    const service = await FakeService.start();
    const element = document.createElement('zavu-early-invite') as PartnerInviteElement;
    const early = {apiUrl: service.url, sessionUrl: `${service.url}/session`, locale: 'es'};
    Object.assign(element, early, {messages: {connect: () => 'Vamos'}});
    document.body.append(element);
    customElements.define('zavu-early-invite', class extends PartnerInviteElement {});
    await shows(element, 'not-connected');
    expect(text(element)).to.match(/^Conecta WhatsApp.*Vamos/);
    element.remove();
  });

  it('lets the host put its own texts and its own way to start', async () => {
    const content = `<b slot="heading">Bring your number</b><i slot="description">Takes a coffee.</i>
      <form slot="connect"><button>Go</button></form><a href="/fallback">Fallback</a>`;
    const service = await FakeService.start();
    const element = mount(service, {}, content);
    await shows(element, 'not-connected');
    expect(element.innerText).to.match(/^Bring your number\s*Takes a coffee\.\s*Go\s*$/);
    expect(element.querySelector('form')?.checkVisibility()).to.equal(true);
    expect(element.querySelector('a')?.checkVisibility()).to.equal(false);
    await expect(element).to.be.accessible();
    await service.push({...running, step: 'choose'});
    await shows(element, 'in-progress');
    expect(action(element, 'Open the window').checkVisibility()).to.equal(true);
    expect(action(element, 'Start again').checkVisibility(), 'has the host’s form in its place').to.equal(
      false,
    );
    expect(element.querySelector('form')?.checkVisibility()).to.equal(true);
    await service.push({status: 'failed', failureReason: 'code_expired'});
    await shows(element, 'failed');
    expect(element.querySelector('form')?.checkVisibility()).to.equal(true);
    expect(element.querySelector('b')?.checkVisibility()).to.equal(false);
    await service.push(completed);
    await shows(element, 'connected');
    expect(element.querySelector('form')?.checkVisibility()).to.equal(false);
  });

  it('says nothing at first, and every change once', async () => {
    const service = await FakeService.start();
    const element = mount(service);
    await shows(element, 'not-connected');
    expect(announced(element)).to.equal('');
    const said: string[] = [];
    const status = element.shadowRoot?.querySelector('.unseen') as HTMLElement;
    new MutationObserver(() => said.push(announced(element))).observe(status, {
      childList: true,
      characterData: true,
      subtree: true,
    });
    await service.push({status: 'in_progress', step: 'register'});
    await shows(element, 'in-progress');
    await service.push({status: 'in_progress', step: 'complete'});
    await service.push(completed);
    await shows(element, 'connected');
    expect(said.map((each) => each.split('.')[0])).to.deep.equal(['Almost done', 'WhatsApp is connected']);
  });

  it('can be used with the keyboard alone, and keeps the focus', async () => {
    const service = await FakeService.start();
    const element = mount(service);
    await shows(element, 'not-connected');
    await sendKeys({press: 'Tab'});
    expect(focused(element)).to.equal('What you need');
    await sendKeys({press: 'Tab'});
    expect(focused(element)).to.equal('Connect WhatsApp');
    expect(getComputedStyle(action(element, 'Connect WhatsApp')).outlineStyle).to.equal('solid');
    await sendKeys({press: 'Enter'});
    await shows(element, 'waiting');
    expect(focused(element)).to.equal('Open the window again');
    await service.push(completed);
    await shows(element, 'connected');
    expect(focused(element)).to.match(/^WhatsApp is connected/);
  });

  it('does not take the focus when it had none', async () => {
    const service = await FakeService.start();
    const element = mount(service);
    await shows(element, 'not-connected');
    await service.push({status: 'failed', failureReason: 'fb_cancelled'});
    await shows(element, 'failed');
    expect(document.activeElement?.tagName).to.equal('BODY');
  });

  it('keeps its outlines with forced colours', async () => {
    await emulateMedia({forcedColors: 'active'});
    const element = mount(await FakeService.start());
    await shows(element, 'not-connected');
    const {borderTopColor, backgroundColor} = getComputedStyle(action(element, 'Connect WhatsApp'));
    expect(borderTopColor).not.to.equal(backgroundColor);
  });

  it('does not move with reduced motion', async () => {
    await emulateMedia({reducedMotion: 'reduce'});
    const element = mount(await FakeService.start({...running, step: 'discover'}));
    await shows(element, 'in-progress');
    expect(element.shadowRoot?.getAnimations()).to.have.length(0);
  });

  it('is themed from outside, by property and by part', async () => {
    const element = mount(await FakeService.start());
    element.style.setProperty('--zavu-color-primary', 'rgb(1, 2, 3)');
    await shows(element, 'not-connected');
    expect(getComputedStyle(action(element, 'Connect WhatsApp')).backgroundColor).to.equal('rgb(1, 2, 3)');
    for (const part of ['card', 'icon', 'heading', 'description', 'actions', 'button']) {
      expect(element.shadowRoot?.querySelector(`[part~="${part}"]`), part).not.to.equal(null);
    }
  });

  it('asks for nothing before it comes near, when lazy', async () => {
    const service = await FakeService.start();
    const spacer = document.createElement('div');
    spacer.style.height = '4000px';
    document.body.prepend(spacer);
    const element = mount(service, {loading: 'lazy'});
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    expect(await service.requests()).to.deep.equal([]);
    element.scrollIntoView();
    await shows(element, 'not-connected');
    spacer.remove();
  });
});
