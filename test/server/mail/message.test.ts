import {describe, expect, test} from 'vitest';
import {type MailView, renderMessage} from '../../../server/mail/message.ts';
import {languages} from '../../../widget/locales/languages.ts';

const view: MailView = {
  kind: 'invitation',
  mode: 'live',
  connectionType: 'whatsapp_waba',
  locale: 'en',
  projectName: 'Luma Desk',
  logoUrl: null,
  brandColor: null,
  clientName: 'Bakery Luna',
  url: 'https://invite.example.com/invite/abc-123_x',
  expiresAt: Date.UTC(2026, 10, 29, 21, 0),
};

/** Every tag with the names of its attributes: what a value may never change. */
function skeleton(html: string): string[] {
  return (html.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/="[^"]*"/g, '').replace(/\s+/g, ' '));
}

function textOf(html: string): string {
  const characters: Record<string, string> = {lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`', amp: '&'};
  return html
    .replace(/<!--.*?-->|<head>.*?<\/head>|<[^>]*>/gs, '')
    .replace(/&(\w+|#\d+);/g, (entity, name: string) => characters[name] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();
}

describe('a message', () => {
  test('says who asks, for whom, what is needed, and until when the link works', () => {
    const {subject, text, html} = renderMessage(view);
    expect(subject).toBe('Luma Desk invites you to connect WhatsApp');
    for (const said of [text.replace(/\s+/g, ' '), textOf(html)]) {
      expect(said).toContain('Luma Desk invites you to connect WhatsApp');
      expect(said).toContain('Invitation for Bakery Luna');
      expect(said).toContain('What you need');
      expect(said).toContain('Your phone at hand');
      expect(said).toContain('The link works until Sunday, November 29 at 9:00 PM UTC.');
      expect(said).toContain('You do not know Luma Desk?');
      expect(said).toContain(view.url);
      expect(said).not.toContain('test');
    }
  });

  test('leads to the link by its button and by the address as text', () => {
    const {html} = renderMessage(view);
    expect(html.match(/href="[^"]*"/g)).toEqual([`href="${view.url}"`, `href="${view.url}"`]);
  });

  test('of a reminder says that it is one', () => {
    expect(renderMessage({...view, kind: 'reminder'}).subject).toBe(
      'Reminder: Luma Desk is waiting for you to connect WhatsApp',
    );
    expect(renderMessage({...view, kind: 'resend'}).subject).toBe(renderMessage(view).subject);
  });

  test('says in test mode that it is a test', () => {
    const {text, html} = renderMessage({...view, mode: 'test'});
    expect(text).toContain('This is a test.');
    expect(textOf(html)).toContain('This is a test.');
  });

  test('for Messenger speaks of the Page and of no number', () => {
    const {subject, text} = renderMessage({...view, connectionType: 'messenger'});
    expect(subject).toContain('connect Messenger');
    expect(text).toContain('your Page');
    expect(text).not.toMatch(/number|WhatsApp|phone/);
  });

  test.each([
    ['es', 'es', 'Luma Desk te invita a conectar WhatsApp', 'domingo, 29 de noviembre, 21:00 UTC'],
    ['es-419', 'es-419', 'Luma Desk te invita a conectar WhatsApp', '29 de noviembre'],
    ['en-GB', 'en-GB', 'Luma Desk invites you to connect WhatsApp', 'Sunday 29 November at 21:00 UTC'],
    ['pt-PT', 'pt-PT', 'Luma Desk convida você a conectar o WhatsApp', '29 de novembro'],
    ['ko', 'en', 'Luma Desk invites you to connect WhatsApp', 'Sunday, November 29 at 9:00 PM UTC'],
    [null, 'en', 'Luma Desk invites you to connect WhatsApp', 'Sunday, November 29 at 9:00 PM UTC'],
  ])('for the language %s speaks %s', (locale, tag, subject, time) => {
    const message = renderMessage({...view, locale});
    expect(message.subject).toBe(subject);
    expect(message.html).toContain(`<html lang="${tag}"`);
    expect(message.text).toContain(time);
    expect(textOf(message.html)).toContain(time);
    expect(skeleton(message.html)).toEqual(skeleton(renderMessage(view).html));
  });

  test.each(languages)('in %s is whole, and reads the right way', (locale) => {
    const direction = /ar|he/.test(locale) ? 'rtl' : 'ltr';
    for (const kind of ['invitation', 'reminder'] as const) {
      for (const connectionType of ['whatsapp_waba', 'messenger'] as const) {
        const {subject, text, html} = renderMessage({...view, kind, connectionType, locale, mode: 'test'});
        expect(html).toContain(`<html lang="${locale}" dir="${direction}"`);
        expect(html.match(/dir="\w+"/g)).toEqual([
          `dir="${direction}"`,
          `dir="${direction}"`,
          // The address.
          'dir="ltr"',
        ]);
        expect(html).toContain(direction === 'rtl' ? 'padding:0 24px 0 0' : 'padding:0 0 0 24px');
        expect(subject).toContain('Luma Desk');
        expect(`${subject}${text}${textOf(html)}`).not.toMatch(/undefined|\bnull\b|\$\{|\[object/);
        expect(text).toContain(view.url);
      }
    }
  });

  test('carries the brand: its picture, and its colour with text that can be read on it', () => {
    const {html} = renderMessage({
      ...view,
      logoUrl: 'https://cdn.example.com/a?b&c="',
      brandColor: '#ffd400',
    });
    expect(html.replace(/\s+/g, ' ')).toContain(
      '<img src="https://cdn.example.com/a?b&amp;c=&quot;" alt="Luma Desk" height="40"',
    );
    expect(html).toContain('background:#ffd400;color:#000000');
    expect(renderMessage(view).html).toContain('background:#0e7a40;color:#ffffff');
    expect(renderMessage(view).html).not.toContain('<img');
  });

  test('has a button with room around its text in Outlook too', () => {
    const comments = renderMessage(view).html.match(/<!--.*?-->/gs) ?? [];
    expect(comments).toHaveLength(2);
    for (const comment of comments) expect(comment).toMatch(/^<!--\[if mso\]>[^\n]*<!\[endif\]-->$/);
  });

  test('asks no other host for anything but the picture, and runs nothing', () => {
    const {html} = renderMessage({...view, logoUrl: 'https://cdn.example.com/logo.png'});
    expect(html.match(/\ssrc="[^"]*"/g)).toEqual([' src="https://cdn.example.com/logo.png"']);
    expect(html).not.toMatch(/<(script|link|style|form|table)|url\(|\son\w+=/i);
  });
});

describe('names that others chose', () => {
  const hostile = {
    script: '<script>alert(1)</script>',
    quotes: `"'\`><img src=x>`,
    'event handler': '" onmouseover="alert(1)" x="',
    bidi: 'Luna\u202Egnp.exe\u2066\u200F',
    newline: 'Luna\r\nBcc: victim@example.com\r\n\r\n<b>x\u2028b\u0085c\0d',
    template: '${7*7}{{7*7}}<%= 7*7 %>$&$1',
    long: '𝓛'.repeat(5000),
  };
  const comments = {'an mso comment': '--><b>x</b><!--[if mso]>'};

  describe.each(['projectName', 'clientName'] as const)('as %s', (field) => {
    test.each(Object.entries({...hostile, ...comments}))('%s comes out as text on one line', (_, name) => {
      const {subject, text, html} = renderMessage({
        ...view,
        [field]: name,
        logoUrl: 'https://cdn.example.com/x',
      });
      const harmless = renderMessage({...view, logoUrl: 'https://cdn.example.com/x'});
      expect(skeleton(html)).toEqual(skeleton(harmless.html));
      expect(text.split('\n')).toHaveLength(harmless.text.split('\n').length);
      expect(subject).not.toMatch(/[\r\n\0]/);
      for (const sink of [subject, text, html]) {
        expect(sink).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200E\u200F\u2028\u0085\0]/);
        expect(sink).not.toContain('𝓛'.repeat(80));
      }
    });
  });
});
