/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {emulateMedia, resetMouse, sendKeys, sendMouse, setViewport} from '@web/test-runner-commands';
import type {Connection} from '../../server/contract/connection.ts';
import type {Appearance, AppearanceVariable} from '../../widget/appearance.ts';
import type {PartnerInviteElement} from '../../widget/partner-invite-element.ts';
import {until} from './support/clock.ts';
import {action, mount, shows, text, unmountAll} from './support/mount.ts';
import {completed, FakeService} from './support/service.ts';

type Where = 'start' | 'failure' | 'progress' | 'phone' | 'account' | 'hover' | 'focus';
type Property = keyof CSSStyleDeclaration & string;

const red = 'rgb(1, 2, 3)';
const button = '[part="button"]';
const step = (look: string) => `[part~="${look}"]`;

/** Every custom property: a value, where it shows, and as what. */
const variables: Record<AppearanceVariable, [value: string, Where, selector: string, Property]> = {
  colorSurface: [red, 'start', '.card', 'backgroundColor'],
  colorText: [red, 'start', 'h2', 'color'],
  colorMuted: [red, 'start', '[part="description"]', 'color'],
  colorBorder: [red, 'start', '.card', 'borderTopColor'],
  colorPrimary: [red, 'start', button, 'backgroundColor'],
  colorOnPrimary: [red, 'start', button, 'color'],
  colorHover: [red, 'hover', button, 'backgroundColor'],
  colorSoft: [red, 'account', '[part="account"]', 'backgroundColor'],
  colorTint: [red, 'start', '[part="icon"]', 'backgroundColor'],
  colorLink: [red, 'phone', '[part="link"]', 'color'],
  colorBad: [red, 'failure', '[part="icon"]', 'color'],
  colorWaiting: [red, 'progress', '[part="icon"]', 'color'],
  colorBadge: [red, 'start', '[part="badge"]', 'color'],
  colorProgress: [red, 'progress', step('done'), 'borderTopColor'],
  colorTrack: [red, 'progress', 'li:last-child', 'borderTopColor'],
  colorFocus: [red, 'focus', 'summary', 'outlineColor'],
  fontFamily: ['monospace', 'start', '[part="description"]', 'fontFamily'],
  fontSize: ['21px', 'start', '[part="description"]', 'fontSize'],
  lineHeight: ['33px', 'start', '[part="description"]', 'lineHeight'],
  smallSize: ['11px', 'start', '[part="badge"]', 'fontSize'],
  headingFamily: ['monospace', 'start', 'h2', 'fontFamily'],
  headingSize: ['31px', 'start', 'h2', 'fontSize'],
  headingWeight: ['300', 'start', 'h2', 'fontWeight'],
  headingLineHeight: ['44px', 'start', 'h2', 'lineHeight'],
  buttonWeight: ['300', 'start', button, 'fontWeight'],
  buttonRadius: ['7px', 'start', button, 'borderTopLeftRadius'],
  buttonHeight: ['71px', 'start', button, 'minBlockSize'],
  buttonPadding: ['3px 5px', 'start', button, 'padding'],
  buttonBorderWidth: ['6px', 'start', button, 'borderTopWidth'],
  buttonGap: ['13px', 'start', '[part="actions"]', 'columnGap'],
  focusWidth: ['9px', 'focus', 'summary', 'outlineWidth'],
  focusOffset: ['5px', 'focus', 'summary', 'outlineOffset'],
  radius: ['3px', 'start', '.card', 'borderTopLeftRadius'],
  borderWidth: ['5px', 'start', '.card', 'borderTopWidth'],
  shadow: ['none', 'start', '.card', 'boxShadow'],
  padding: ['7px', 'start', '.card', 'paddingLeft'],
  gap: ['29px', 'start', 'h2', 'marginTop'],
  iconSize: ['80px', 'start', '[part="icon"]', 'inlineSize'],
  iconRadius: ['50%', 'start', '[part="icon"]', 'borderTopLeftRadius'],
  progressWidth: ['9px', 'progress', 'li', 'borderTopWidth'],
  qrSize: ['99px', 'phone', '[part="qr-code"]', 'inlineSize'],
  duration: ['2s', 'hover', button, 'transitionDuration'],
  maxWidth: ['222px', 'start', ':host', 'maxInlineSize'],
};

const connections: Partial<Record<Where, Partial<Connection>>> = {
  failure: {status: 'failed', failureReason: 'fb_cancelled'},
  progress: {status: 'in_progress', step: 'subscribe'},
  phone: {status: 'in_progress', step: 'dialog', url: 'https://invite.example.com/invite/abc'},
  account: completed,
};

const states: Partial<Record<Where, string>> = {
  failure: 'failed',
  progress: 'in-progress',
  phone: 'in-progress',
  account: 'connected',
};

describe('the appearance', () => {
  const matchMedia = window.matchMedia.bind(window);
  afterEach(async () => {
    unmountAll();
    window.matchMedia = matchMedia;
    document.documentElement.removeAttribute('style');
    document.querySelectorAll('style.page').forEach((style) => style.remove());
    await resetMouse();
    await emulateMedia({reducedMotion: 'no-preference'});
    await setViewport({width: 1280, height: 800});
  });

  async function show(where: Where, appearance?: Appearance, content = ''): Promise<PartnerInviteElement> {
    // Browsers without a screen have no mouse.
    window.matchMedia = (query) => matchMedia(query.replace('pointer: fine', 'min-height: 1px'));
    const service = await FakeService.start({mode: 'test', ...connections[where]});
    const element = mount(service, {appearance}, content);
    await shows(element, states[where] ?? 'not-connected');
    if (where === 'phone') {
      await until(() => text(element).includes('Use your phone instead'));
      action(element, 'Use your phone instead').click();
      await until(() => element.shadowRoot?.querySelector('[part="qr-code"]'));
    }
    if (where === 'focus') await sendKeys({press: 'Tab'});
    if (where === 'hover') {
      const {x, y} = action(element, 'Connect WhatsApp').getBoundingClientRect();
      await sendMouse({type: 'move', position: [Math.round(x) + 9, Math.round(y) + 9]});
    }
    return element;
  }

  const within = (element: Element, selector: string): Element =>
    (selector === ':host' ? element : element.shadowRoot?.querySelector(selector)) ?? document.head;

  const look = (element: Element, selector: string, property: Property): string =>
    getComputedStyle(within(element, selector)).getPropertyValue(
      property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    );

  for (const [name, [value, where, selector, property]] of Object.entries(variables)) {
    it(`changes by ${name}, and is as before when that is taken away`, async () => {
      // What changes gradually is not measured half-way.
      if (name !== 'duration') await emulateMedia({reducedMotion: 'reduce'});
      const element = await show(where);
      const before = look(element, selector, property);
      expect(before).not.to.equal(value);
      element.appearance = {variables: {[name]: value}};
      await until(() => look(element, selector, property) === value, `${property} is ${value}`);
      element.appearance = undefined;
      await until(() => look(element, selector, property) === before, `${property} is ${before} again`);
    });
  }

  it('may be set before the element is defined or in the page', async () => {
    const element = await show('start', {variables: {colorPrimary: red}});
    expect(look(element, button, 'backgroundColor')).to.equal(red);
    expect(element.getAttribute('style'), 'the page’s own attribute is left alone').to.equal(null);
  });

  it('goes before what is inherited; the page’s CSS for the element goes before it', async () => {
    document.documentElement.style.setProperty('--zavu-color-primary', 'rgb(9, 9, 9)');
    const element = await show('start', {variables: {colorPrimary: red}});
    expect(look(element, button, 'backgroundColor')).to.equal(red);
    const style = document.createElement('style');
    style.className = 'page';
    style.textContent = 'zavu-partner-invite {--zavu-color-primary: rgb(4, 5, 6)}';
    document.head.append(style);
    expect(look(element, button, 'backgroundColor')).to.equal('rgb(4, 5, 6)');
  });

  it('leaves other elements on the page as they are', async () => {
    const [one, other] = [await show('start', {variables: {colorPrimary: red}}), await show('start')];
    expect(look(one, button, 'backgroundColor')).not.to.equal(look(other, button, 'backgroundColor'));
  });

  it('ignores what is no value: no declaration, rule or selector comes in by one', async () => {
    const usual = await show('start');
    const wrong = {
      colorPrimary: 'red; color: blue',
      colorSurface: 'red} .card {display: none',
      colorText: 'url(https://elsewhere.example/)',
      colorBorder: 'reddish',
      colorHover: undefined,
      padding: '0; display: none',
      radius: '3px !important',
      'x: 1; } * { color': 'red',
      constructor: 'red',
    } as Appearance['variables'];
    const element = await show('start', {variables: wrong});
    const properties = [
      'backgroundColor',
      'color',
      'display',
      'padding',
      'borderRadius',
      'borderColor',
    ] as const;
    for (const selector of ['.card', 'h2', button]) {
      for (const property of properties) {
        expect(look(element, selector, property), `${selector} ${property}`).to.equal(
          look(usual, selector, property),
        );
      }
    }
    const sheets = element.shadowRoot?.adoptedStyleSheets ?? [];
    expect(sheets.at(-1)?.cssRules).to.have.length(1);
  });

  it('sets the theme, which goes before the attribute', async () => {
    const element = await show('start', {theme: 'dark'});
    element.theme = 'light';
    expect(look(element, '.card', 'colorScheme')).to.equal('dark');
    element.appearance = {};
    await until(() => look(element, '.card', 'colorScheme') === 'light');
  });

  for (const where of ['start', 'failure', 'progress', 'account', 'phone'] as const) {
    it(`fits at 320 pixels with text of 200 %: ${where}`, async () => {
      const element = await show(where);
      await setViewport({width: 320, height: 640});
      document.documentElement.style.fontSize = '200%';
      expect(document.documentElement.scrollWidth).to.be.at.most(320);
      const card = within(element, '.card');
      expect(card.scrollWidth).to.be.at.most(card.clientWidth);
    });
  }
});

describe('slots', () => {
  afterEach(unmountAll);

  const shown = (element: Element, name: string): boolean =>
    Boolean(element.querySelector(`[slot="${name}"]`)?.checkVisibility());

  const content = [
    'before',
    'icon',
    'heading',
    'description',
    'not-connected',
    'connected',
    'failed',
    'footer',
  ]
    .map((name) => `<p slot="${name}">Own ${name}</p>`)
    .join('');

  for (const [state, connection, names] of [
    ['not-connected', {}, ['before', 'icon', 'heading', 'description', 'not-connected', 'footer']],
    ['connected', completed, ['before', 'connected', 'footer']],
    ['failed', {status: 'failed', failureReason: 'fb_cancelled'}, ['before', 'failed', 'footer']],
    ['expired', {status: 'expired'}, ['before', 'footer']],
  ] as const) {
    it(`carry the host's own content: ${state}`, async () => {
      const element = mount(await FakeService.start(connection), {}, content);
      await shows(element, state);
      const all = [...element.children].map((child) => child.slot);
      expect(all.filter((name) => shown(element, name))).to.deep.equal([...names]);
    });
  }

  it('keep it while a click is worked on', async () => {
    const service = await FakeService.start();
    const element = mount(service, {sessionUrl: '', fetchClientSecret: async () => 'secret'}, content);
    await shows(element, 'not-connected');
    let answer: (secret: string) => void = () => undefined;
    await service.answer('POST connection', {status: 401, body: {code: 'unauthorized', message: '.'}});
    element.fetchClientSecret = () => new Promise((resolve) => (answer = resolve));
    const connecting = element.connect();
    await shows(element, 'opening');
    await until(() => text(element).includes('Opening'));
    expect(shown(element, 'not-connected')).to.equal(true);
    await until(() => service.requests('POST connection').then(({length}) => length));
    answer('secret');
    await connecting;
  });

  it('show it before anything is known', () => {
    const element = mount(
      {url: location.origin} as FakeService,
      {loading: 'lazy'},
      '<a href="/">Connect</a>',
    );
    expect(element.querySelector('a')?.checkVisibility()).to.equal(true);
  });
});
