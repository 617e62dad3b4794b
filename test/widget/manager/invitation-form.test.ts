/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {sendKeys, setViewport} from '@web/test-runner-commands';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {createInvitationForm} from '../../../widget/manager/invitation-form.ts';
import {managerForms as spanish} from '../../../widget/locales/es/manager-forms.ts';
import {until} from '../support/clock.ts';
import {invitationWith} from '../support/invitations.ts';
import {action, announced, text} from '../support/mount.ts';
import {control, description, type PanelOptions, removeAll, show} from '../support/panel-host.ts';
import {FakeService} from '../support/service.ts';

const free = {
  id: 'pn_1',
  phoneNumber: '+16315550100',
  name: 'Front desk',
  status: 'active',
  invitationId: null,
  verification: {status: 'verified', expiresAt: null},
};

async function open(
  resources: {canSendEmail?: boolean; numbers?: object[]} = {},
  options: PanelOptions = {},
): Promise<{service: FakeService; host: HTMLElement; created: Invitation[]; closed: () => boolean}> {
  const service = await FakeService.start();
  await service.keep({
    'GET v1/project': {project: {canSendEmail: resources.canSendEmail ?? false}},
    'GET v1/phone-numbers': {items: resources.numbers ?? [free], nextCursor: null},
    'POST v1/invitations': {invitation: invitationWith()},
  });
  const created: Invitation[] = [];
  let isClosed = false;
  const host = show(
    service,
    (context) =>
      createInvitationForm(context, {
        created: (invitation) => created.push(invitation),
        close: () => (isClosed = true),
      }),
    options,
  );
  await control(host, options.forms?.clientName ?? 'Client');
  return {service, host, created, closed: () => isClosed};
}

async function fill(host: Element, label: string, value: string): Promise<void> {
  const field = await control<HTMLInputElement | HTMLSelectElement>(host, label);
  field.value = value;
  field.dispatchEvent(new Event('change', {bubbles: true}));
}

const send = (host: Element): void => action(host, 'Create invitation').click();
const focused = (host: Element): HTMLElement => host.shadowRoot?.activeElement as HTMLElement;
const hasField = (host: Element, label: string): boolean => text(host).includes(label);

async function sentBody(service: FakeService): Promise<Record<string, unknown>> {
  const [request] = await until(async () => {
    const requests = await service.requests('POST v1/invitations');
    return requests.length > 0 ? requests : undefined;
  });
  return JSON.parse(request?.body ?? '') as Record<string, unknown>;
}

describe('the form for an invitation', () => {
  afterEach(async () => {
    removeAll();
    document.body.removeAttribute('style');
    await setViewport({width: 1280, height: 800});
  });

  it('sends what was filled in, the number in one piece, and hands over what was made', async () => {
    const {service, host, created} = await open();
    await fill(host, 'Client', ' Bakery Luna ');
    await fill(host, 'Email', 'hola@luna.example');
    await fill(host, 'Phone', '0034 600 (111)-222');
    await fill(host, 'Days until it expires', '14');
    await fill(host, 'Language', 'es');
    await fill(host, 'Your own id of the client', 'customer-42');
    send(host);
    await until(() => created.length);
    expect(created).to.deep.equal([invitationWith()]);
    expect(await sentBody(service)).to.deep.equal({
      clientName: 'Bakery Luna',
      clientEmail: 'hola@luna.example',
      clientPhone: '+34600111222',
      connectionType: 'whatsapp_waba',
      expiresInDays: 14,
      locale: 'es',
      externalId: 'customer-42',
    });
  });

  it('needs no more than a name', async () => {
    const {service, host, created} = await open();
    await fill(host, 'Client', 'Bakery Luna');
    send(host);
    await until(() => created.length);
    expect(await sentBody(service)).to.deep.equal({
      clientName: 'Bakery Luna',
      connectionType: 'whatsapp_waba',
      expiresInDays: 7,
    });
  });

  it('can be filled in and sent with the keyboard alone', async () => {
    const {service, host, created} = await open();
    (await control(host, 'Client')).focus();
    await sendKeys({type: 'Bakery Luna'});
    const countries = await control(host, 'Allowed countries');
    countries.focus();
    await sendKeys({type: 'mex'});
    await sendKeys({press: 'Enter'});
    await until(() => announced(host) === 'Mexico: added');
    await sendKeys({type: 'es'});
    await sendKeys({press: 'Enter'});
    await until(() => announced(host) === 'Spain: added');
    await sendKeys({type: 'Oman'});
    await sendKeys({press: 'Enter'});
    await until(() => announced(host) === 'Oman: added');
    await sendKeys({press: 'Backspace'});
    await until(() => announced(host) === 'Oman: removed');
    expect(created, 'Enter in a list does not send').to.deep.equal([]);
    (await control(host, 'Email')).focus();
    await sendKeys({press: 'Enter'});
    await until(() => created.length);
    expect((await sentBody(service))['allowedPhoneCountries']).to.deep.equal(['MX', 'ES']);
  });

  it('takes a country off again, and keeps the place of the keyboard', async () => {
    const {host} = await open();
    await fill(host, 'Allowed countries', 'Mexico');
    const chip = await until(() =>
      host.shadowRoot?.querySelector<HTMLElement>('[aria-label="Remove Mexico"]'),
    );
    chip.focus();
    await sendKeys({press: 'Enter'});
    await until(() => !host.shadowRoot?.querySelector('[aria-label="Remove Mexico"]'));
    expect(focused(host)).to.equal(await control(host, 'Allowed countries'));
    expect(announced(host)).to.equal('Mexico: removed');
  });

  it('takes the country that was picked from the list, but not one that is still being typed', async () => {
    const {host} = await open();
    const field = await control(host, 'Allowed countries');
    const type = (value: string, inputType: string): void => {
      field.value = value;
      field.dispatchEvent(new InputEvent('input', {inputType, bubbles: true}));
    };
    type('Niger', 'insertText');
    type('Nigeria', 'insertReplacementText');
    await until(() => announced(host) === 'Nigeria: added');
    expect(text(host)).not.to.include('Niger ×');
    expect(field.value).to.equal('');
  });

  it('names countries in the language of the reader', async () => {
    const {host} = await open({}, {language: 'es', forms: spanish});
    await fill(host, 'Países permitidos', 'españa');
    await until(() => text(host).includes('España ×'));
    const options = [...(host.shadowRoot?.querySelectorAll('datalist option') ?? [])];
    const names = options.map((option) => option.getAttribute('value') ?? '');
    expect(names).to.include('Alemania');
    expect(names.length).to.be.within(240, 260);
    expect(names).to.deep.equal([...names].sort((one, other) => one.localeCompare(other, 'es')));
  });

  it('offers numbers that are free, as people write them', async () => {
    const taken = [
      {...free, id: 'pn_2', invitationId: 'inv_9'},
      {...free, id: 'pn_3', senderId: 'snd_1'},
    ];
    const {service, host, created} = await open({numbers: [free, ...taken]});
    const field = await control<HTMLSelectElement>(host, 'Number to connect');
    await until(() => field.options.length > 1);
    const labels = [...field.options].map(({text: label}) => label.replace(/[\u2066\u2069]/g, ''));
    expect(labels).to.deep.equal(['The client brings one', '+1 631 555 0100 Front desk']);
    await fill(host, 'Client', 'Bakery Luna');
    await fill(host, 'Number to connect', 'pn_1');
    await until(() => !hasField(host, 'Allowed countries'));
    send(host);
    await until(() => created.length);
    expect((await sentBody(service))['phoneNumberId']).to.equal('pn_1');
  });

  it('looks for free numbers on every page', async () => {
    const service = await FakeService.start();
    await service.answer(
      'GET v1/phone-numbers',
      {body: {items: [{...free, invitationId: 'inv_9'}], nextCursor: 'next page'}},
      {body: {items: [free], nextCursor: null}},
    );
    const host = show(service, (context) =>
      createInvitationForm(context, {created: () => undefined, close: () => undefined}),
    );
    const field = await control<HTMLSelectElement>(host, 'Number to connect');
    await until(() => field.options.length > 1);
    const queries = (await service.requests('GET v1/phone-numbers')).map(({query}) => query);
    expect(queries).to.deep.equal(['status=active&limit=100', 'status=active&limit=100&cursor=next%20page']);
  });

  it('says when no number is free', async () => {
    const {host} = await open({numbers: []});
    const field = await control(host, 'Number to connect');
    await until(() => description(field) === 'None of your numbers is free.');
  });

  it('asks nothing about numbers for Messenger', async () => {
    const {service, host, created} = await open();
    await fill(host, 'Allowed countries', 'Mexico');
    await fill(host, 'Client', 'Bakery Luna');
    await fill(host, 'Channel', 'messenger');
    await until(() => !hasField(host, 'Number to connect') && !hasField(host, 'Allowed countries'));
    send(host);
    await until(() => created.length);
    expect(await sentBody(service)).to.deep.equal({
      clientName: 'Bakery Luna',
      connectionType: 'messenger',
      expiresInDays: 7,
    });
  });

  it('offers mail only where the service sends mail, and then wants an address', async () => {
    const {host: without, service: asked} = await open();
    await until(async () => (await asked.requests('GET v1/project')).length);
    expect(hasField(without, 'Send the link by email')).to.equal(false);

    const {service, host, created} = await open({canSendEmail: true});
    const box = await control(host, 'Send the link by email');
    box.click();
    await fill(host, 'Client', 'Bakery Luna');
    await until(async () => (await control(host, 'Email')).required);
    send(host);
    const email = await control(host, 'Email');
    await until(() => focused(host) === email);
    expect(description(email)).to.equal('Enter a whole email address.');
    await fill(host, 'Email', 'hola@luna.example');
    send(host);
    await until(() => created.length);
    expect((await sentBody(service))['sendEmail']).to.equal(true);
  });

  it('shows what is wrong at its field before it asks the service, and goes to the first', async () => {
    const {service, host} = await open();
    await fill(host, 'Email', 'luna');
    await fill(host, 'Phone', '600 111 222');
    await fill(host, 'Days until it expires', '31');
    await fill(host, 'Allowed countries', 'Atlantis');
    send(host);
    const name = await control(host, 'Client');
    await until(() => focused(host) === name);
    const shown: Record<string, string> = {
      Client: 'Enter a name.',
      Email: 'Enter a whole email address.',
      Phone: 'Begin with + and the country code: +34 600 111 222',
      'Days until it expires': 'Enter 1 to 30.',
      'Allowed countries': 'Any, unless you add some. Choose a country from the list.',
    };
    for (const [label, problem] of Object.entries(shown)) {
      const field = await control(host, label);
      expect(field.getAttribute('aria-invalid'), label).to.equal('true');
      expect(description(field), label).to.equal(problem);
    }
    await fill(host, 'Client', 'Bakery Luna');
    await until(() => !name.hasAttribute('aria-invalid'));
    expect(await service.requests('POST v1/invitations')).to.deep.equal([]);
  });

  it('shows what the service says of a field at that field, also of one that is folded away', async () => {
    const {service, host} = await open();
    await service.answer('POST v1/invitations', {
      status: 400,
      body: {
        code: 'invalid_request',
        message: 'Invalid request body: externalId: is in use',
        details: {errors: [{path: ['externalId'], message: 'is in use'}]},
      },
    });
    await fill(host, 'Client', 'Bakery Luna');
    send(host);
    const field = await control(host, 'Your own id of the client');
    await until(() => focused(host) === field);
    expect(description(field)).to.equal('is in use');
    expect(host.shadowRoot?.querySelector('#externalId-problem [lang="en"]')).not.to.equal(null);
  });

  it('says that a number was taken meanwhile, and offers those that are left', async () => {
    const {service, host} = await open();
    const field = await control<HTMLSelectElement>(host, 'Number to connect');
    await until(() => field.options.length > 1);
    await service.keep({'GET v1/phone-numbers': {items: [], nextCursor: null}});
    await service.answer('POST v1/invitations', {
      status: 409,
      body: {code: 'phone_number_unavailable', message: 'Another invitation has it.'},
    });
    await fill(host, 'Client', 'Bakery Luna');
    await fill(host, 'Number to connect', 'pn_1');
    send(host);
    await until(() => focused(host) === field && field.options.length === 1);
    expect(description(field)).to.include('This number is not free any more. Choose another.');
  });

  it('makes one invitation of two clicks', async () => {
    const {service, host, created} = await open();
    await service.answer('POST v1/invitations', {body: {invitation: invitationWith()}, waits: true});
    await fill(host, 'Client', 'Bakery Luna');
    send(host);
    await until(() => action(host, 'Create invitation').getAttribute('aria-disabled') === 'true');
    expect(announced(host)).to.equal('One moment…');
    send(host);
    await until(async () => (await service.requests('POST v1/invitations')).length);
    await service.letGo();
    await until(() => created.length);
    expect(await service.requests('POST v1/invitations')).to.have.length(1);
  });

  it('asks for the same invitation after a failure, and for another one after a change', async () => {
    const {service, host, created} = await open();
    const broken = {status: 500, body: {code: 'internal_error', message: 'Something went wrong.'}};
    await service.answer('POST v1/invitations', broken, broken);
    await fill(host, 'Client', 'Bakery Luna');
    for (const tries of [1, 2]) {
      send(host);
      await until(async () => (await service.requests('POST v1/invitations')).length === tries);
      await until(() => text(host).includes('Something went wrong.'));
    }
    await fill(host, 'Client', 'Bakery Sol');
    send(host);
    await until(() => created.length);
    const keys = (await service.requests('POST v1/invitations')).map(({idempotencyKey}) => idempotencyKey);
    expect(keys[0]).to.match(/^\d+(-\d+){3}$/);
    expect(keys[1]).to.equal(keys[0]);
    expect(keys[2]).not.to.equal(keys[0]);
  });

  it('says that the service cannot be reached, and keeps what was filled in', async () => {
    const {service, host} = await open();
    // Browsers ask again by themselves when a connection was used before.
    await service.answer('POST v1/invitations', ...Array.from({length: 20}, () => ({hangUp: true})));
    await fill(host, 'Client', 'Bakery Luna');
    send(host);
    await until(() => text(host).includes('The service cannot be reached. Try again.'));
    expect(announced(host)).to.match(/^The service cannot be reached/);
    expect((await control(host, 'Client')).value).to.equal('Bakery Luna');
  });

  it('says in its words what the service refuses as a whole', async () => {
    const {service, host} = await open();
    await service.answer('POST v1/invitations', {
      status: 409,
      body: {code: 'provider_refused', message: 'Zavu refused it.'},
    });
    await fill(host, 'Client', 'Bakery Luna');
    send(host);
    await until(() => text(host).includes('That did not work. Zavu refused it.'));
    expect(announced(host)).to.equal('That did not work. Zavu refused it.');
  });

  it('can be left', async () => {
    const {host, closed} = await open();
    action(host, 'Close').click();
    expect(closed()).to.equal(true);
  });

  for (const theme of ['light', 'dark'] as const) {
    for (const dir of ['ltr', 'rtl'] as const) {
      it(`is accessible and fits a small screen, with and without problems, ${theme}, ${dir}`, async () => {
        await setViewport({width: 320, height: 700});
        document.body.style.background = theme === 'dark' ? '#000' : '#fff';
        const {host} = await open({canSendEmail: true}, {theme, dir});
        await control(host, 'Send the link by email');
        await fill(host, 'Allowed countries', 'Mexico');
        await fill(host, 'Allowed countries', 'Spain');
        await expect(host).to.be.accessible();
        send(host);
        await until(() => text(host).includes('Enter a name.'));
        await expect(host).to.be.accessible();
        expect(document.documentElement.scrollWidth).to.be.at.most(320);
      });
    }
  }
});
