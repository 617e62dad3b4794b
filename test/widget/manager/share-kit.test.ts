/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {sendKeys, setViewport} from '@web/test-runner-commands';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {createShareKit} from '../../../widget/manager/share-kit.ts';
import {until} from '../support/clock.ts';
import {type CaughtFile, catchDownloads} from '../support/downloads.ts';
import {invitationWith} from '../support/invitations.ts';
import {action, announced, text} from '../support/mount.ts';
import {control, type PanelOptions, removeAll, show} from '../support/panel-host.ts';
import {qrCodeIn, readPicture, readQrCode} from '../support/qr-reader.ts';
import {FakeService} from '../support/service.ts';

const {url} = invitationWith();

async function share(fields: Partial<Invitation> = {}, options: PanelOptions = {}): Promise<HTMLElement> {
  const host = show(
    await FakeService.start(),
    (context) => createShareKit(context, invitationWith(fields)),
    options,
  );
  await control(host, 'Link for the client');
  return host;
}

async function openCode(host: HTMLElement): Promise<void> {
  action(host, 'QR code').click();
  await until(() => qrCodeIn(host)?.querySelector('[d^="M"]'));
}

const addressOf = (host: Element, label: string): string => (action(host, label) as HTMLAnchorElement).href;

/** Puts something in the place of what the browser has, or takes it away. */
function replaceInNavigator(name: string, value: unknown): () => void {
  Object.defineProperty(navigator, name, {value, configurable: true});
  return () => delete (navigator as unknown as Record<string, unknown>)[name];
}

describe('sharing a link', () => {
  let restore: (() => void) | undefined;
  afterEach(async () => {
    removeAll();
    restore?.();
    restore = undefined;
    document.body.removeAttribute('style');
    await setViewport({width: 1280, height: 800});
  });

  it('shows the whole link, to be read and selected', async () => {
    const host = await share();
    const field = await control<HTMLTextAreaElement>(host, 'Link for the client');
    expect(field.value).to.equal(url);
    expect(field.readOnly).to.equal(true);
  });

  it('copies the link, and says so', async () => {
    const copied: string[] = [];
    restore = replaceInNavigator('clipboard', {writeText: async (link: string) => copied.push(link)});
    const host = await share();
    action(host, 'Copy link').focus();
    await sendKeys({press: 'Enter'});
    await until(() => announced(host) === 'Copied.');
    expect(copied).to.deep.equal([url]);
    expect(text(host)).to.include('Copied.');
  });

  it('selects the link where there is no clipboard', async () => {
    restore = replaceInNavigator('clipboard', undefined);
    const host = await share();
    action(host, 'Copy link').click();
    await until(() => announced(host) === 'The link is selected: copy it now.');
    const field = await control<HTMLTextAreaElement>(host, 'Link for the client');
    expect(host.shadowRoot?.activeElement).to.equal(field);
    expect(field.value.slice(field.selectionStart, field.selectionEnd)).to.equal(url);
  });

  it('writes a mail and a chat to the client', async () => {
    const host = await share();
    const mail = new URL(addressOf(host, 'Email'));
    expect(decodeURIComponent(mail.pathname)).to.equal('hola@luna.example');
    expect(mail.searchParams.get('subject')).to.equal('Connect your WhatsApp');
    const body = `Hello Bakery Luna,\n\nplease connect your WhatsApp here:\n${url}\n\nThe link works until November 29, 2026.`;
    expect(mail.searchParams.get('body')).to.equal(body.replaceAll('\n', '\r\n'));
    const chat = new URL(addressOf(host, 'WhatsApp'));
    expect(chat.origin + chat.pathname).to.equal('https://wa.me/34600111222');
    expect(chat.searchParams.get('text')).to.equal(body);
  });

  it('writes in the language of the client', async () => {
    const host = await share({locale: 'es-MX', connectionType: 'messenger'});
    const mail = await until(() => {
      const {searchParams} = new URL(addressOf(host, 'Email'));
      return searchParams.get('subject') === 'Conecta tu Messenger' ? searchParams : undefined;
    });
    expect(mail.get('body')).to.include('hasta el 29 de noviembre de 2026.');
    expect(text(host), 'the panel stays as it is').to.include('Copy link');
  });

  it('can be sent to nobody in particular', async () => {
    const host = await share({clientName: null, clientEmail: null, clientPhone: null, locale: 'tlh'});
    expect(addressOf(host, 'Email')).to.match(/^mailto:\?subject=/);
    const chat = addressOf(host, 'WhatsApp');
    expect(chat).to.match(/^https:\/\/wa\.me\/\?text=Hello%2C%0A/);
  });

  it('does not let what is in a name or an address become something else', async () => {
    const host = await share({clientName: 'Luna & Sol?body=#1', clientEmail: 'a?cc=b&bcc=c@luna.example'});
    const mail = new URL(addressOf(host, 'Email'));
    expect([...mail.searchParams.keys()]).to.deep.equal(['subject', 'body']);
    expect(mail.searchParams.get('body')).to.include('Hello Luna & Sol?body=#1,');
    expect(mail.hash).to.equal('');
  });

  it('uses the system’s sheet where there is one', async () => {
    const shared: ShareData[] = [];
    restore = replaceInNavigator('share', async (content: ShareData) => {
      shared.push(content);
      throw new DOMException('closed', 'AbortError');
    });
    const host = await share();
    action(host, 'Share…').click();
    await until(() => shared.length);
    expect(shared[0]?.title).to.equal('Connect your WhatsApp');
    expect(shared[0]?.text).to.include(url);
  });

  it('offers no sheet where there is none', async () => {
    // Of the prototype; it is put back by taking away what hides it.
    const host = await share();
    expect(text(host).includes('Share…')).to.equal('share' in navigator);
  });

  it('shows a code that a phone reads, and takes it away again', async () => {
    const host = await share();
    const button = action(host, 'QR code');
    expect(button.getAttribute('aria-expanded')).to.equal('false');
    await openCode(host);
    expect(await readQrCode(host)).to.equal(url);
    expect(qrCodeIn(host)?.getAttribute('aria-label')).to.equal('QR code');
    expect(button.getAttribute('aria-expanded')).to.equal('true');
    button.click();
    await until(() => !qrCodeIn(host));
  });

  for (const [kind, type] of [
    ['SVG', 'image/svg+xml'],
    ['PNG', 'image/png'],
  ] as const) {
    it(`gives a ${kind} that a phone reads, and forgets it`, async () => {
      const downloads = catchDownloads();
      restore = downloads.restore;
      const host = await share({clientName: 'Bakery Luna'});
      await openCode(host);
      action(host, `Download ${kind}`).click();
      const file = await until((): CaughtFile | undefined => downloads.files[0]);
      expect(file.name).to.equal(`Bakery Luna.${kind.toLowerCase()}`);
      expect(file.blob.type).to.equal(type);
      expect(await readPicture(file.blob)).to.equal(url);
      await until(() => downloads.isClean());
    });
  }

  it('prints the code, and no buttons', async () => {
    const host = await share();
    await openCode(host);
    const rules = [...(host.shadowRoot?.adoptedStyleSheets ?? [])].flatMap((sheet) => [...sheet.cssRules]);
    const print = rules.find((rule) => rule instanceof CSSMediaRule && rule.conditionText === 'print');
    expect(print?.cssText).to.match(/\.share \.row \{ display: none/);
    expect(host.shadowRoot?.querySelectorAll('.share .row')).to.have.length(2);
  });

  for (const theme of ['light', 'dark'] as const) {
    for (const dir of ['ltr', 'rtl'] as const) {
      it(`is accessible and fits a small screen, ${theme}, ${dir}`, async () => {
        await setViewport({width: 320, height: 700});
        document.body.style.background = theme === 'dark' ? '#000' : '#fff';
        const host = await share({}, {theme, dir});
        await openCode(host);
        expect(await readQrCode(host)).to.equal(url);
        await expect(host).to.be.accessible();
        expect(document.documentElement.scrollWidth).to.be.at.most(320);
      });
    }
  }
});
