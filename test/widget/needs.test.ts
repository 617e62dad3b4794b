/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import type {Connection} from '../../server/contract/connection.ts';
import {loadPart} from '../../widget/localize.ts';
import type {PartnerInviteElement} from '../../widget/partner-invite-element.ts';
import {until} from './support/clock.ts';
import {mount, shows, text, unmountAll} from './support/mount.ts';
import {FakeService} from './support/service.ts';

const account = 'The Facebook account that manages your business';

async function show(
  connection: Partial<Connection> = {},
  properties: Partial<PartnerInviteElement> = {},
): Promise<PartnerInviteElement> {
  const element = mount(await FakeService.start(connection), properties);
  await shows(element, 'not-connected');
  return element;
}

const boxOf = (element: Element) => element.shadowRoot?.querySelector('details') ?? undefined;
const heightOf = (element: Element, selector: string) =>
  element.shadowRoot?.querySelector<HTMLElement>(selector)?.offsetHeight;
const itemsOf = (element: Element) =>
  [...(boxOf(element)?.querySelectorAll('li') ?? [])].map((item) => item.textContent?.trim());

async function open(element: Element): Promise<(string | undefined)[]> {
  boxOf(element)?.querySelector('summary')?.click();
  await until(() => !/…$/.test(itemsOf(element)[0] ?? '…'));
  return itemsOf(element);
}

describe('what one needs before the start', () => {
  afterEach(() => unmountAll());

  it('is closed at first', async () => {
    expect(boxOf(await show())?.open).to.equal(false);
  });

  for (const locale of ['en', 'de', 'hi', 'ja', 'ar'] as const) {
    for (const inlineSize of [256, 320, 600]) {
      it(`has its room before the connection is loaded, in ${locale} at ${inlineSize} px`, async () => {
        await loadPart(locale, 'element');
        const element = mount(await FakeService.start({projectName: '…………'}), {locale});
        element.style.inlineSize = `${inlineSize}px`;
        const height = await until(() => heightOf(element, `.skeleton:lang(${locale})`));
        await shows(element, 'not-connected');
        expect(heightOf(element, '.card')).to.equal(height);
      });
    }
  }

  const lists: [string, Partial<Connection>, number][] = [
    ['a number of one’s own', {}, 3],
    ['a number that was assigned', {assignedPhoneNumber: '+34 600 111 222'}, 1],
    ['a Page', {connectionType: 'messenger'}, 1],
  ];
  for (const [what, connection, count] of lists) {
    it(`is a list of ${count} for ${what}, accessible`, async () => {
      const element = await show(connection);
      expect(await open(element)).to.have.length(count);
      await expect(element).to.be.accessible();
    });
  }

  it('opens by keyboard, and stays open when news come', async () => {
    const service = await FakeService.start();
    const element = mount(service);
    await shows(element, 'not-connected');
    await until(() => service.openStreams());
    boxOf(element)?.querySelector('summary')?.focus();
    await sendKeys({press: 'Enter'});
    await until(() => itemsOf(element)[0] === account);
    await service.push({projectName: 'Acme Ltd'});
    await until(() => text(element).includes('Acme Ltd'));
    expect(boxOf(element)?.open).to.equal(true);
    expect(itemsOf(element)[0]).to.equal(account);
  });

  it('speaks the language of the element, the new one too when that changes', async () => {
    const element = await show({}, {locale: 'es'});
    expect((await open(element))[0]).to.equal('La cuenta de Facebook que administra tu empresa');
    element.locale = 'en';
    await until(() => itemsOf(element)[0] === account);
  });

  it('is what the host says instead', async () => {
    const element = await show({}, {messages: {needs: 'Before you start', needed: () => ['Coffee']}});
    expect(text(element)).to.include('Before you start');
    expect(await open(element)).to.deep.equal(['Coffee']);
  });

  it('is not said on the signup page, which has a list of its own', async () => {
    const element = await show({status: 'pending'}, {token: 'tok', sessionUrl: '', flow: 'redirect'});
    expect(boxOf(element)).to.equal(undefined);
  });
});
