import {describe, expect, test} from 'vitest';
import {dictionaries as locales} from '../../../server/dictionaries.ts';
import {attemptSteps} from '../../../server/contract/attempts.ts';
import {renderSignupPage} from '../../../server/signup/pages.ts';
import {languages} from '../../../widget/locales/languages.ts';
import {
  assignedNumber,
  common,
  connection,
  pageOf,
  skeleton,
  start,
  textOf,
  views,
} from '../../support/signup-views.ts';

describe.each(languages)('in the language %s', (locale) => {
  const {pages, element, mail} = locales[locale];

  test('every page is written, and the right way round', () => {
    for (const view of Object.values(views)) {
      const page = renderSignupPage({...view, locale: `${locale}-ZZ`});
      expect(page).toContain(`<html lang="${locale}-ZZ" dir="${/ar|he/.test(locale) ? 'rtl' : 'ltr'}">`);
      expect(skeleton(page)).toEqual(skeleton(renderSignupPage(view)));
      expect(textOf(page)).not.toMatch(/undefined|\bnull\b|NaN|\$\{|\[object/);
    }
  });

  test('a number keeps its own direction', () => {
    const page = renderSignupPage({...start, assignedNumber, locale});
    expect(page).toContain('<bdi dir="ltr">+1 415 555 0134</bdi>');
  });

  test('sentences carry the names they are made of', () => {
    for (const type of ['whatsapp_waba', 'messenger'] as const) {
      const sentences = [
        pages.invites(type, 'Acme Desk'),
        pages.explanation(type, 'Acme Desk'),
        pages.assigned.sentence('Acme Desk'),
        pages.stranger('Acme Desk'),
        pages.renewalOffer('Acme Desk'),
        pages.renewalComes('Acme Desk'),
        pages.loggedIn('Acme Desk'),
        pages.back('Acme Desk'),
        pages.invitationFor('Acme Desk'),
        mail.invites(type, 'Acme Desk'),
        mail.reminds(type, 'Acme Desk'),
        mail.explanation(type, 'Acme Desk'),
        mail.stranger('Acme Desk'),
        mail.worksUntil('Acme Desk'),
        element.askForNewLink('Acme Desk'),
        element.introduction(type, 'Acme Desk').sentence,
        element.connected(type, 'Acme Desk').sentence,
      ];
      expect(sentences.filter((sentence) => !sentence.includes('Acme Desk'))).toEqual([]);
    }
    expect(pages.expires('soon', 'June')).toMatch(/soon.*June/);
    expect(pages.assigned.code('482910')).toContain('482910');
  });

  test('of each count of accounts something else is said, with the number where it is one', () => {
    const said = [0, 1, 2, 5, 11, 100].map((senders) => pages.deletion.finished('June', senders));
    expect(new Set(said).size).toBe(said.length);
    said.slice(3).forEach((sentence, index) => {
      expect(sentence).toContain(String([5, 11, 100][index]));
    });
  });

  test('what is needed for a Page names no number and no code', () => {
    const type = {connectionType: 'messenger'} as const;
    const view = {...start, ...type, connection: {...connection, ...type}, locale};
    const ofPage = textOf(renderSignupPage(view));
    expect(ofPage).not.toMatch(/whatsapp|واتساب|SMS/i);
  });
});

test('a language with more than two forms uses them', () => {
  const removed = (senders: number) => locales.ar.pages.deletion.finished('', senders);
  expect(removed(2)).toContain('حسابان مربوطان');
  expect(removed(3)).toContain('3 حسابات مربوطة');
  expect(removed(11)).toContain('11 حسابًا مربوطًا');
  expect(removed(100)).toContain('100 حساب مربوط');
  expect(locales.he.pages.deletion.finished('', 2)).toContain('שני חשבונות');
});

describe('texts', () => {
  test.each(attemptSteps)('the step "%s" is named in both languages', (step) => {
    for (const locale of ['en', 'es'] as const) {
      const text = textOf(pageOf({...common, page: 'progress', step, address: '/signup/att_1', locale}));
      expect(text).toContain(locales[locale].pages.steps[step]);
    }
  });

  test.each([
    ['es', undefined, 'es'],
    ['es-419', undefined, 'es-419'],
    ['ES-mx', undefined, 'es-MX'],
    ['en-GB', 'es', 'en-GB'],
    [null, 'es-AR,es;q=0.9,en;q=0.8', 'es-AR'],
    [null, 'ko, en;q=0.4, es;q=0.7', 'es'],
    [null, 'he-IL;q=0.6, de-AT;q=0.7', 'de-AT'],
    ['iw', undefined, 'he'],
    ['in-ID', undefined, 'id-ID'],
    ['pt-PT', undefined, 'pt-PT'],
    [null, 'ko;q=0.9, es;q=0, en;q=0.1', 'en'],
    ['ko', 'es', 'es'],
    ['est', undefined, 'en'],
    ['es-"><script>', undefined, 'es'],
    [null, ';;,q=,-', 'en'],
    [null, undefined, 'en'],
  ])('locale %j with Accept-Language %j speaks %s', (locale, acceptLanguage, expected) => {
    const page = pageOf({...start, locale, ...(acceptLanguage && {acceptLanguage})});
    expect(page).toContain(`<html lang="${expected}"`);
    expect(page).toContain(`locale="${expected}"`);
  });
});
