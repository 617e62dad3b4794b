import {describe, expect, test} from 'vitest';
import {dictionaries as locales} from '../../../server/dictionaries.ts';
import type {SignupView} from '../../../server/signup/page-view.ts';
import {choosePage, common, pageOf, start, textOf, views} from '../../support/signup-views.ts';

const {en} = locales;

describe('a page about Messenger', () => {
  const textIn = (view: SignupView, locale: string) => textOf(pageOf({...view, locale}));
  const ofMessenger = (view: SignupView | undefined): SignupView => ({
    ...(view ?? start),
    connectionType: 'messenger',
  });

  test.each(['start', 'start after a failure', 'start while running', 'choose a Page', 'connected Page'])(
    '"%s" speaks of Messenger or the Page, never of WhatsApp, a number or a code',
    (name) => {
      for (const locale of ['en', 'es']) {
        const text = textIn(ofMessenger(views[name]), locale);
        expect(text).toMatch(/Messenger|Page\b|página/);
        expect(text).not.toMatch(/whatsapp|number|número|phone|teléfono|SMS/i);
      }
    },
  );

  test('says what it is about, what is needed and how long it takes', () => {
    const text = textIn({...start, connectionType: 'messenger'}, 'en');
    expect(text).toContain('Acme Desk invites you to connect Messenger');
    expect(text).toContain('You sign in on facebook.com and choose your Page.');
    expect(text).toContain('It takes about 2 minutes.');
    for (const need of en.needed('messenger', false)) expect(text).toContain(need);
  });

  test('lets the person choose a Page, and says who is logged in', () => {
    const text = textIn(choosePage, 'en');
    expect(text).toContain('Choose your Page');
    expect(text).toContain('You are logged in at Facebook as Sam Rivera.');
    expect(text).toContain('Connect this Page');
    expect(textIn({...choosePage, personName: null}, 'en')).not.toContain('logged in');
  });

  test('names the connected Page', () => {
    const text = textIn(views['connected Page'] ?? start, 'en');
    expect(text).toContain('Messenger is connected');
    expect(text).toContain('Bakery Luna');
  });

  test('names each step of a Page without a number', () => {
    for (const step of ['dialog', 'exchange', 'discover', 'choose', 'subscribe', 'complete'] as const) {
      const view = {...common, connectionType: 'messenger', page: 'progress', step, address: '/x'} as const;
      for (const locale of ['en', 'es']) expect(textIn(view, locale)).not.toMatch(/whatsapp|number|número/i);
    }
  });
});
