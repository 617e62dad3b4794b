/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {until} from './support/clock.ts';
import {action, mount, shows, text, unmountAll} from './support/mount.ts';
import {completed, FakeService} from './support/service.ts';

describe('messages of the host', () => {
  afterEach(() => unmountAll());

  it('are heard in every language, and also when they come later', async () => {
    const service = await FakeService.start();
    const element = mount(service, {messages: {connect: () => 'Link your number'}});
    await shows(element, 'not-connected');
    expect(action(element, 'Link your number').checkVisibility()).to.equal(true);
    element.locale = 'es';
    await until(() => text(element).startsWith('Conecta WhatsApp'));
    expect(text(element)).to.include('Link your number');
    element.messages = {connect: () => 'Vamos', failures: {fb_cancelled: {title: 'Otra vez'}}};
    await until(() => text(element).includes('Vamos'));
    await service.push({status: 'failed', failureReason: 'fb_cancelled'});
    await shows(element, 'failed');
    await until(() => text(element).startsWith('Otra vez No se ha cambiado nada.'));
    element.messages = undefined;
    await until(() => text(element).startsWith('Cerraste el registro'));
  });

  it('are heard in the care for a connected account, also when they come later', async () => {
    const element = mount(await FakeService.start(completed), {
      messages: {care: {health: {connected: 'Up and running.'}}},
    });
    await shows(element, 'connected');
    expect(text(element)).to.include('Up and running.');
    element.messages = {care: {disconnect: 'Take it away'}};
    await until(() => text(element).includes('All is well.'));
    expect(text(element)).to.include('Take it away');
  });

  it('are heard in the panel of all invitations', async () => {
    const element = mount(await FakeService.start(), {
      mode: 'manage',
      messages: {manager: {heading: 'Our clients'}, managerForms: {create: 'Invite somebody'}},
    });
    await until(() => element.shadowRoot?.querySelector('h2')?.textContent?.includes('Our clients'));
    expect(action(element, 'Invite somebody').checkVisibility()).to.equal(true);
  });
});
