/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import type {Connection} from '../../server/contract/connection.ts';
import type {PartnerInviteElement} from '../../widget/partner-invite-element.ts';
import {until} from './support/clock.ts';
import {action, mount, shows, text, unmountAll} from './support/mount.ts';
import {completed, FakeService} from './support/service.ts';

async function show(
  connection: Partial<Connection> = {},
  properties: Partial<PartnerInviteElement> = {},
): Promise<{service: FakeService; element: PartnerInviteElement}> {
  const service = await FakeService.start({...completed, mode: 'test', ...connection});
  const element = mount(service, properties);
  await shows(element, 'connected');
  await until(() => element.shadowRoot?.querySelector('[part="care"]'));
  return {service, element};
}

const dialogOf = (element: Element) => element.shadowRoot?.querySelector('dialog');

describe('an account that is connected', () => {
  afterEach(() => unmountAll());

  const healths: [string, Partial<Connection>, RegExp][] = [
    ['connected', {}, /All is well/],
    ['in review', {health: 'in_review'}, /is checking this account/],
    ['restricted', {health: 'disconnected'}, /has restricted this account/],
    ['without permission', {health: 'disconnected', canReconnect: true}, /Connect again to give it back/],
    ['not registered yet', {registration: 'pending'}, /still preparing this number/],
    ['in live mode', {mode: 'live'}, /write to your number from another phone/],
  ];
  for (const [what, connection, words] of healths) {
    it(`says how it is, accessible: ${what}`, async () => {
      const {element} = await show(connection);
      expect(text(element)).to.match(words);
      await expect(element).to.be.accessible();
    });
  }

  it('is disconnected after a question only; Esc is no, and the focus comes back', async () => {
    const {service, element} = await show();
    action(element, 'Disconnect').focus();
    await sendKeys({press: 'Enter'});
    expect(dialogOf(element)?.open).to.equal(true);
    await sendKeys({press: 'Escape'});
    await until(() => !dialogOf(element)?.open);
    expect((element.shadowRoot?.activeElement as HTMLElement).innerText.trim()).to.equal('Disconnect');
    expect((await service.requests()).map(({route}) => route)).not.to.include('POST connection/disconnect');

    const connection = {...completed, status: 'none', senderId: null, health: null, updatedAt: null};
    const [before] = await service.requests('GET connection');
    expect(before).not.to.equal(undefined);
    await service.answer('POST connection/disconnect', {
      body: {connection: {connectionType: 'whatsapp_waba', projectName: 'Acme', ...connection}},
    });
    await sendKeys({press: 'Enter'});
    dialogOf(element)?.querySelector<HTMLElement>('[part="button"]')?.click();
    await shows(element, 'not-connected');
  });

  it('is connected again after a question too: nothing is taken away before', async () => {
    const {service, element} = await show({health: 'disconnected', canReconnect: true});
    const asked = async () => (await service.requests()).map(({route}) => route);
    action(element, 'Connect again').click();
    expect(dialogOf(element)?.innerText).to.include('This removes the old connection first.');
    await expect(element).to.be.accessible();
    dialogOf(element)?.querySelector<HTMLElement>('[part="secondary-button"]')?.click();
    expect(await asked()).not.to.include('POST connection/disconnect');

    const connection = {...completed, status: 'none', senderId: null, health: null, updatedAt: null};
    await service.answer('POST connection/disconnect', {
      body: {connection: {connectionType: 'whatsapp_waba', projectName: 'Acme', ...connection}},
    });
    action(element, 'Connect again').click();
    dialogOf(element)?.querySelector<HTMLElement>('[part="button"]')?.click();
    await shows(element, 'not-connected');
    expect(await asked()).to.include('POST connection/disconnect');
  });

  it('shows in test mode that a message arrives', async () => {
    const {service, element} = await show();
    const message = {from: '+1', text: 'Hello', receivedAt: '2026-11-22T10:00:00.000Z'};
    await service.answer('POST connection/test-message', {body: {message}});
    action(element, 'Send a test message').click();
    await until(() => text(element).includes('“Hello” has arrived.'));
  });

  it('says when that came to nothing', async () => {
    const {service, element} = await show();
    await service.answer('POST connection/test-message', {status: 503, body: {}});
    action(element, 'Send a test message').click();
    await until(() => text(element).includes('That did not work.'));
  });

  it('is for looking at only with a link', async () => {
    const {element} = await show({}, {token: 'tok', sessionUrl: ''});
    expect(element.shadowRoot?.querySelector('button')).to.equal(null);
  });

  it('says at once when its health changes', async () => {
    const {service, element} = await show();
    await until(() => service.openStreams());
    await service.push({health: 'disconnected', canReconnect: true});
    await until(() => text(element).includes('Connect again'));
  });
});
