/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {until} from '../support/clock.ts';
import {anInvitation, focused, keep, live, panel, read, rows, says, tell} from '../support/manager.ts';
import {action, announced, listen, unmountAll} from '../support/mount.ts';
import {FakeService} from '../support/service.ts';

describe('the manager', () => {
  let service: FakeService;

  beforeEach(async () => {
    service = await FakeService.start();
  });

  afterEach(unmountAll);

  it('lists who was invited, each with status in words, and how many there are of each', async () => {
    await keep(service, [anInvitation(2, {viewedAt: '2026-11-22T10:00:00.000Z'}), anInvitation(1)]);
    const element = panel(service);
    await says(
      element,
      /All 2 Waiting 2 .* Client 2 Waiting Link opened .* Client 1 Waiting Link not opened yet/,
    );
    expect(read(element)).to.include('Test mode');
    expect(await service.requests('GET connection')).to.have.length(0);
    await expect(element).to.be.accessible();
  });

  it('tells the page that it is ready, once, when the list is shown', async () => {
    await keep(service, [anInvitation(1)]);
    const heard = listen(document);
    const shown: string[] = [];
    const note = ({target}: Event): number =>
      shown.push(rows(target as Element)[0]?.textContent ?? 'nothing');
    document.addEventListener('zavu-ready', note);
    const element = panel(service);
    await live(service, element);
    await service.sendRaw(`data: ${JSON.stringify({event: null, invitation: null})}\n\n`);
    await tell(service, anInvitation(2));
    await says(element, 'Client 2');
    document.removeEventListener('zavu-ready', note);
    expect(heard.names).to.deep.equal(['zavu-ready']);
    expect(heard.details).to.deep.equal([{connection: null}]);
    expect(shown[0]).to.include('Client 1');
  });

  it('shows a new status as it happens, in the row that is there, without taking the focus', async () => {
    await keep(service, [anInvitation(2), anInvitation(1)]);
    const element = panel(service);
    await until(() => rows(element).length === 2);
    await live(service, element);
    const [first] = rows(element);
    first?.focus();
    await tell(
      service,
      anInvitation(2, {
        status: 'completed',
        updatedAt: '2026-11-22T11:00:00.000Z',
        connectedAccount: {channel: 'whatsapp', id: '1', name: 'Panadería Luna'},
      }),
    );
    await says(element, /Client 2 Connected Panadería Luna/);
    expect(rows(element)[0]).to.equal(first);
    // One that is newer goes on top.
    await tell(service, anInvitation(3));
    await until(() => rows(element).length === 3);
    expect(rows(element)[0]?.textContent).to.include('Client 3');
    expect(focused(element)).to.equal(first);
  });

  it('says in a row where the client is, or where and why they left, as it happens', async () => {
    const viewedAt = '2026-11-22T10:00:00.000Z';
    const running = anInvitation(2, {status: 'in_progress', step: 'dialog', viewedAt});
    const failed = anInvitation(1, {status: 'failed', step: 'discover', failureReason: 'no_phone_number'});
    // As it is where Zavu keeps the invitation.
    const unknown = anInvitation(0, {status: 'in_progress', viewedAt});
    await keep(service, [running, failed, unknown]);
    const element = panel(service);
    await says(element, /Client 2 Under way Facebook window /);
    expect(read(element)).to.match(
      /Client 1 Failed Finding the account · Your account has no phone number .* Client 0 Under way Link opened/,
    );
    await live(service, element);
    // A step is no change of the invitation: its time stays.
    await tell(service, {...running, step: 'register'});
    await says(element, /Client 2 Under way Registering the number/);
    const step = 'a_step_of_tomorrow' as Invitation['step'];
    await tell(service, {...running, step});
    await says(element, /Client 2 Under way a_step_of_tomorrow/);
  });

  it('asks for what is typed, and says when nothing fits', async () => {
    await keep(service, [anInvitation(1)]);
    const element = panel(service);
    await until(() => rows(element).length === 1);
    await service.keep({'GET v1/invitations': {items: [], nextCursor: null}});
    rows(element)[0]?.focus();
    await sendKeys({press: '/'});
    expect(focused(element)?.getAttribute('type')).to.equal('search');
    await sendKeys({type: 'luna'});
    await says(element, 'No invitation fits.');
    const queries = (await service.requests('GET v1/invitations')).map(({query}) => query);
    expect(queries.at(-1)).to.equal('q=luna&limit=50');
    await keep(service, [anInvitation(1)]);
    action(element, 'Clear filters').click();
    await says(element, 'Client 1');
  });

  it('shows fifty, and fifty more when asked', async () => {
    const page = (from: number) => Array.from({length: 50}, (_, index) => anInvitation(from - index));
    await keep(service, page(200), 'next');
    const element = panel(service);
    await says(element, 'Show more');
    await live(service, element);
    expect(rows(element)).to.have.length(50);
    await service.keep({'GET v1/invitations': {items: page(150), nextCursor: null}});
    action(element, 'Show more').click();
    await until(() => rows(element).length === 100);
    expect(focused(element)).to.equal(rows(element)[50]);
  });

  it('says what to do first where nothing is yet, and leads there and back by the keyboard alone', async () => {
    await keep(service, []);
    const element = panel(service);
    await says(element, /No invitations yet\. Create the first one/);
    await live(service, element);
    await expect(element).to.be.accessible();
    expect(read(element), 'nothing to look through yet').not.to.include('Waiting');
    const heading = element.shadowRoot?.querySelector('h2');
    const create = action(element, 'New invitation');
    expect(create.parentElement, 'where one is looking').not.to.equal(heading?.parentElement);

    create.focus();
    await sendKeys({press: 'Enter'});
    const form = await until(() => element.shadowRoot?.querySelector('form'));
    form.querySelector<HTMLElement>('[name=clientName]')?.focus();
    await sendKeys({type: 'Client 7'});
    await keep(service, [anInvitation(7)]);
    await service.keep({'POST v1/invitations': {invitation: anInvitation(7)}});
    await sendKeys({press: 'Enter'});
    await says(element, /Client 7 Waiting .* Copy link/);
    const pane = focused(element);
    expect(pane?.className).to.equal('pane');
    expect(pane?.getAttribute('aria-label')).to.equal('Client 7');
    await sendKeys({press: 'Tab'});
    expect(focused(element)?.textContent?.trim()).to.equal('Back to the list');
    await sendKeys({press: 'Enter'});
    await until(() => focused(element) && focused(element) === rows(element)[0]);
    expect(rows(element)[0]?.textContent).to.include('Client 7');
    await says(element, 'Waiting');
    expect(action(element, 'New invitation').parentElement).to.equal(heading?.parentElement);
  });

  it('leads back to the button that a form was opened with', async () => {
    await keep(service, []);
    const element = panel(service);
    await says(element, /No invitations yet/);
    await live(service, element);
    const create = action(element, 'New invitation');
    create.focus();
    await sendKeys({press: 'Enter'});
    await until(() => element.shadowRoot?.querySelector('form'));
    action(element, 'Close').click();
    await until(() => focused(element) === create);
  });

  it('stays as it is while an empty list is read anew', async () => {
    await keep(service, []);
    const element = panel(service);
    await says(element, /No invitations yet/);
    await live(service, element);
    const before = (await service.requests('GET v1/invitations')).length;
    await service.answer('GET v1/invitations', {body: {items: [], nextCursor: null}, waits: true});
    await service.sendRaw(`data: ${JSON.stringify({event: null, invitation: null})}\n\n`);
    await until(() => element.shadowRoot?.querySelector('.list[aria-busy="true"]'));
    await until(async () => (await service.requests('GET v1/invitations')).length > before);
    expect(read(element)).to.include('No invitations yet');
    await service.letGo();
    await live(service, element);
  });

  it('says that the list cannot be loaded, and tries again', async () => {
    const element = panel(service);
    await says(element, /could not be loaded/);
    await keep(service, [anInvitation(1)]);
    action(element, 'Try again').click();
    await says(element, 'Client 1');
  });

  it('with a session that may not see it says so plainly, and to the developer why', async () => {
    const refusal = {
      status: 401,
      body: {code: 'unauthorized', message: 'This session speaks for one client.'},
    };
    for (const route of ['GET v1/invitations', 'GET v1/invitations/counts', 'GET v1/stream'] as const) {
      await service.answer(route, refusal, refusal, refusal, refusal);
    }
    const heard = listen(document);
    const manager = panel(service);
    await until(() => heard.names.includes('zavu-error'));
    expect(heard.details.at(-1)).to.include({code: 'unauthorized'});
    await until(() => manager.shadowRoot?.textContent?.includes('We cannot show this right now'));
    await until(async () => (await service.openStreams()) === 0);
  });

  it('cancels with a dialog, by the keyboard alone', async () => {
    const invitation = anInvitation(1);
    await keep(service, [invitation]);
    const element = panel(service);
    await until(() => rows(element).length === 1);
    rows(element)[0]?.focus();
    await sendKeys({press: 'Enter'});
    await says(element, /Client 1 .* What happened Created/);
    expect(focused(element)?.className).to.equal('pane');
    await expect(element).to.be.accessible();
    const cancel = action(element, 'Cancel invitation');
    cancel.focus();
    await sendKeys({press: 'Enter'});
    const dialog = element.shadowRoot?.querySelector('dialog');
    expect(dialog?.matches(':modal')).to.equal(true);
    await sendKeys({press: 'Escape'});
    await until(() => focused(element) === cancel);
    expect(await service.requests('POST v1/invitations/inv_0001/cancel')).to.have.length(0);

    const cancelled = {...invitation, status: 'cancelled' as const, updatedAt: '2026-11-22T12:00:00.000Z'};
    await service.keep({'POST v1/invitations/inv_0001/cancel': {invitation: cancelled}});
    await sendKeys({press: 'Enter'});
    await sendKeys({press: 'Tab'});
    await sendKeys({press: 'Enter'});
    await says(element, 'The invitation is cancelled.');
    expect(announced(element)).to.equal('The invitation is cancelled.');
    expect(rows(element)[0]?.textContent).to.include('Cancelled');
    await until(() => focused(element)?.className === 'pane');
    action(element, 'Back to the list').click();
    await until(() => focused(element) === rows(element)[0]);
  });

  it('in the width of a phone lets nothing touch, and makes room for what is open', async () => {
    await keep(service, [anInvitation(2), anInvitation(1)]);
    const element = panel(service);
    element.style.inlineSize = '300px';
    await live(service, element);
    const all = (selector: string) => [
      ...(element.shadowRoot?.querySelectorAll<HTMLElement>(selector) ?? []),
    ];
    const chips = all('.chip').map((chip) => chip.getBoundingClientRect().bottom);
    expect((rows(element)[0]?.getBoundingClientRect().top ?? 0) - Math.max(...chips)).to.be.at.least(8);
    expect(action(element, 'Export').checkVisibility()).to.equal(true);

    rows(element)[0]?.click();
    await says(element, 'What happened');
    expect(all('header button').filter((button) => button.checkVisibility())).to.deep.equal([]);
    const facts = all('.facts > div').map((fact) =>
      [...fact.children].map((part) => part.getBoundingClientRect()),
    );
    expect(facts).not.to.deep.equal([]);
    // Each in the same way, however short the value.
    for (const [term, value] of facts) expect(value?.top).to.be.at.least(term?.bottom ?? Infinity);
    action(element, 'Back to the list').click();
    await until(() => action(element, 'Export').checkVisibility());
  });

  it('ends its stream when the element is removed, and begins again when it comes back', async () => {
    await keep(service, [anInvitation(1)]);
    const element = panel(service);
    await until(async () => (await service.openStreams()) === 1);
    element.remove();
    await until(async () => (await service.openStreams()) === 0);
    document.body.append(element);
    await until(async () => (await service.openStreams()) === 1);
    await says(element, 'Client 1');
    element.remove();
  });
});
