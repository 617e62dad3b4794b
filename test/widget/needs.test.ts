/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import type {Connection} from '../../server/contract/connection.ts';
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
const itemsOf = (element: Element) =>
  [...(boxOf(element)?.querySelectorAll('li') ?? [])].map((item) => item.textContent?.trim());

async function open(element: Element): Promise<(string | undefined)[]> {
  boxOf(element)?.querySelector('summary')?.click();
  await until(() => !/…$/.test(itemsOf(element)[0] ?? '…'));
  return itemsOf(element);
}

describe('what one needs before the start', () => {
  afterEach(() => unmountAll());

  it('is there from the first moment, closed, and takes the same room when all is known', async () => {
    const service = await FakeService.start();
    const element = mount(service);
    await until(() => boxOf(element));
    expect(element.matches(':state(loading)')).to.equal(true);
    const height = boxOf(element)?.offsetHeight;
    await shows(element, 'not-connected');
    expect(boxOf(element)?.open).to.equal(false);
    expect(boxOf(element)?.offsetHeight).to.equal(height);
  });

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
