/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {sendKeys} from '@web/test-runner-commands';
import type {Invitation} from '../../../server/contract/invitations.ts';
import type {PartnerInviteElement} from '../../../widget/partner-invite-element.ts';
import {until} from '../support/clock.ts';
import {anInvitation, focused, keep, live, panel, read, rows, says} from '../support/manager.ts';
import {action, announced, listen, unmountAll} from '../support/mount.ts';
import {FakeService} from '../support/service.ts';

const path = 'v1/invitations/inv_0001' as const;
const later = '2026-11-22T12:00:00.000Z';

describe('an invitation that is open in the manager', () => {
  let service: FakeService;

  /** Opens the only invitation there is. */
  async function open(fields: Partial<Invitation> = {}): Promise<PartnerInviteElement> {
    await keep(service, [anInvitation(1, fields)]);
    const element = panel(service);
    await live(service, element);
    rows(element)[0]?.click();
    await says(element, 'What happened Created');
    return element;
  }

  const link = (element: Element) => element.shadowRoot?.querySelector<HTMLTextAreaElement>('.link')?.value;

  beforeEach(async () => {
    service = await FakeService.start();
  });

  afterEach(unmountAll);

  it('is given more time, counted from today, and says until when', async () => {
    const element = await open();
    const expiresAt = '2026-12-06T10:00:00.000Z';
    await service.keep({[`PATCH ${path}`]: {invitation: anInvitation(1, {expiresAt, updatedAt: later})}});
    const button = action(element, '14 days');
    button.focus();
    await sendKeys({press: 'Enter'});
    await says(element, /The link works until Dec 6, 2026/);
    expect(announced(element)).to.match(/^The link works until Dec 6, 2026/);
    expect(read(element)).to.match(/Link ends Dec 6, 2026/);
    const [{body} = {body: ''}] = await service.requests(`PATCH ${path}`);
    expect(JSON.parse(body)).to.deep.equal({expiresInDays: 14});
    expect(focused(element)).to.equal(button);
  });

  it('that has expired is opened again, and can be shared again', async () => {
    const element = await open({status: 'expired'});
    expect(link(element)).to.equal(undefined);
    await service.keep({[`PATCH ${path}`]: {invitation: anInvitation(1, {updatedAt: later})}});
    expect(read(element)).to.include('Open it again, from today');
    action(element, '7 days').click();
    await says(element, 'The link works until');
    expect(link(element)).to.match(/^https:/);
    expect(rows(element)[0]?.textContent).to.include('Waiting');
  });

  it('is mailed again', async () => {
    const element = await open();
    await service.keep({[`POST ${path}/resend`]: {invitation: anInvitation(1), mail: {id: 'mail_1'}}});
    action(element, 'Send the mail again').click();
    await says(element, 'The mail is on its way.');
    expect(announced(element)).to.equal('The mail is on its way.');
    expect(await service.requests(`POST ${path}/resend`)).to.have.length(1);
  });

  it('is not mailed twice by two clicks, nor where that is refused; why is said', async () => {
    const element = await open();
    const heard = listen(element);
    const refusal = {status: 429, body: {code: 'rate_limited', message: 'Too many.'}};
    await service.answer(`POST ${path}/resend`, {...refusal, waits: true});
    action(element, 'Send the mail again').click();
    await until(() => action(element, 'Send the mail again').getAttribute('aria-disabled') === 'true');
    action(element, 'Send the mail again').click();
    action(element, 'Replace the link').click();
    await until(async () => (await service.requests(`POST ${path}/resend`)).length);
    await service.letGo();
    await says(element, 'Too soon. Wait a minute, then try again.');
    expect(announced(element)).to.equal('Too soon. Wait a minute, then try again.');
    expect(await service.requests(`POST ${path}/resend`)).to.have.length(1);
    expect(await service.requests(`POST ${path}/rotate-link`)).to.have.length(0);
    expect(heard.details.at(-1)).to.include({code: 'rate_limited'});
    await until(() => !action(element, 'Send the mail again').hasAttribute('aria-disabled'));
    await expect(element).to.be.accessible();
  });

  it('cannot be mailed without an address, and says so', async () => {
    const element = await open({clientEmail: null});
    expect(read(element)).to.include('No mail: there is no email address.');
    expect(() => action(element, 'Send the mail again')).to.throw();
  });

  it('gets a new link in place of the old one, wherever that was shown', async () => {
    const element = await open();
    const old = link(element);
    action(element, 'QR code').click();
    const code = () => element.shadowRoot?.querySelector('.qr-code path')?.getAttribute('d');
    await until(code);
    const url = 'https://invite.example.com/invite/another';
    await service.keep({
      [`POST ${path}/rotate-link`]: {invitation: anInvitation(1, {url, updatedAt: later})},
    });
    action(element, 'Replace the link').click();
    await says(element, 'There is a new link. The old one no longer works.');
    expect(link(element)).to.equal(url);
    expect(old).not.to.equal(url);
    expect(element.shadowRoot?.querySelector('.qr-code'), 'the code of the old link').to.equal(null);
    const mail = element.shadowRoot?.querySelector<HTMLAnchorElement>('a[href^="mailto:"]');
    expect(decodeURIComponent(mail?.href ?? ''))
      .to.include(url)
      .and.not.include(old ?? '');
  });

  it('that has changed meanwhile says so, and shows what has become of it', async () => {
    const element = await open();
    const refusal = {status: 409, body: {code: 'invitation_not_cancellable', message: 'It is completed.'}};
    await service.answer(`POST ${path}/cancel`, refusal);
    await service.keep({
      [`GET ${path}`]: {invitation: anInvitation(1, {status: 'completed', updatedAt: later})},
    });
    action(element, 'Cancel invitation').click();
    const dialog = element.shadowRoot?.querySelector('dialog');
    expect(dialog?.matches(':modal')).to.equal(true);
    [...(dialog?.querySelectorAll('button') ?? [])].at(-1)?.click();
    await says(element, 'The invitation has changed meanwhile.');
    await says(element, 'This client is connected; there is nothing left to do.');
  });

  it('says when there is no connection, and that can be tried again', async () => {
    const element = await open();
    await service.answer(`POST ${path}/resend`, ...Array.from({length: 9}, () => ({hangUp: true})));
    action(element, 'Send the mail again').click();
    await says(element, 'No connection. Try again.');
    await service.answer(`POST ${path}/resend`);
    await service.keep({[`POST ${path}/resend`]: {invitation: anInvitation(1)}});
    action(element, 'Send the mail again').click();
    await says(element, 'The mail is on its way.');
    expect(read(element)).not.to.include('No connection. Try again.');
  });
});
