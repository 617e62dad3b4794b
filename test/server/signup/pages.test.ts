import {describe, expect, test} from 'vitest';
import {dictionaries as locales} from '../../../server/dictionaries.ts';
import type {Connection} from '../../../server/contract/connection.ts';
import {attemptSteps} from '../../../server/contract/attempts.ts';
import {type FailureReason, failureReasons} from '../../../server/contract/failure-reasons.ts';
import {html} from '../../../server/html.ts';
import type {SignupView} from '../../../server/signup/page-view.ts';
import {renderSignupPage} from '../../../server/signup/pages.ts';
import {languages} from '../../../widget/locales/languages.ts';
import {remedyFor} from '../../../widget/signup-remedies.ts';

const {en} = locales;
const now = Date.UTC(2026, 10, 22, 21, 0);
const dayMs = 86_400_000;

const connection: Connection = {
  status: 'pending',
  mode: 'test',
  connectionType: 'whatsapp_waba',
  projectName: 'Acme Desk',
  clientName: 'Bakery Luna',
  invitationId: 'inv_1',
  url: 'https://invite.example.com/invite/abc123',
  step: null,
  continueUrl: null,
  failureReason: null,
  connectedAccount: null,
  phoneNumber: null,
  assignedPhoneNumber: null,
  senderId: null,
  health: null,
  registration: null,
  canReconnect: false,
  expiresAt: null,
  updatedAt: null,
};

const failed = (failureReason: FailureReason): Connection => ({
  ...connection,
  status: 'failed',
  failureReason,
});
const running = (step: Connection['step']): Connection => ({...connection, status: 'in_progress', step});
const connected = (name: string | null, phoneNumber: string | null): Connection => ({
  ...connection,
  status: 'completed',
  connectedAccount: {channel: 'whatsapp', id: '1001', name},
  phoneNumber,
});

const common = {
  locale: 'en',
  projectName: 'Acme Desk',
  logoUrl: null,
  brandColor: null,
  clientName: 'Bakery Luna',
  mode: 'test',
  connectionType: 'whatsapp_waba',
  token: 'abc123',
  connection,
  url: null,
  returnUrl: 'https://app.example.com/settings?tab=whatsapp',
} as const;

const start = {
  ...common,
  page: 'start',
  expiresAt: now + 7 * dayMs,
  now,
  assignedNumber: null,
} as const;

const assignedNumber = {phoneNumber: '+1 415 555 0134', verificationCode: '482910'};

const options = [
  {accountId: '1001', displayPhoneNumber: '+34 600 11 12 22', name: 'Bakery Luna', accountName: null},
  {accountId: '1002', displayPhoneNumber: '+52 1 55 1234 5678', name: null, accountName: 'Luna · 2001'},
];

/** The page of an invitation that is what the view says of it. */
function pageOf(view: SignupView): string {
  const {mode, connectionType, projectName} = view;
  return renderSignupPage({
    ...view,
    connection: view.connection && {...view.connection, mode, connectionType, projectName},
  });
}

/** The Pages of whoever is logged in. */
const choosePage: SignupView = {
  ...common,
  connectionType: 'messenger',
  page: 'choose',
  action: '/signup/att_1/choose',
  options: [
    {accountId: '800000000000001', displayPhoneNumber: null, name: 'Bakery Luna', accountName: null},
    {accountId: '800000000000002', displayPhoneNumber: null, name: 'Café Sol', accountName: null},
  ],
  personName: 'Sam Rivera',
};

const views: Record<string, SignupView> = {
  start,
  'start after a failure': {...start, connection: failed('fb_cancelled')},
  'start while running': {...start, connection: running('dialog')},
  'start with a number': {...start, assignedNumber},
  progress: {
    ...common,
    connection: running('register'),
    page: 'progress',
    step: 'register',
    address: '/signup/att_1',
  },
  choose: {...common, page: 'choose', action: '/signup/att_1/choose', options, personName: null},
  pin: {
    ...common,
    page: 'pin',
    action: '/signup/att_1/pin',
    displayPhoneNumber: '+1 631',
    tries: 0,
    problem: null,
  },
  'pin after a wrong one': {
    ...common,
    page: 'pin',
    action: '/signup/att_1/pin',
    displayPhoneNumber: '+1 631',
    tries: 1,
    problem: 'wrong',
  },
  connected: {
    ...common,
    page: 'connected',
    connection: connected('Bakery Luna', '+34 600 11 12 22'),
    isRegistering: true,
  },
  failed: {...common, connection: failed('pin_mismatch'), page: 'failed', failureReason: 'pin_mismatch'},
  'start for a Page': {...start, connectionType: 'messenger'},
  'choose a Page': choosePage,
  'connected Page': {
    ...common,
    connectionType: 'messenger',
    page: 'connected',
    connection: connected('Bakery Luna', null),
    isRegistering: false,
  },
  expired: {...common, page: 'expired', renewal: 'offered'},
  'expired and asked': {...common, page: 'expired', renewal: 'requested'},
  cancelled: {...common, page: 'cancelled'},
  'not found': {...common, page: 'not_found', projectName: '', clientName: null, token: null},
  replaced: {...common, page: 'replaced'},
  'wrong browser': {...common, page: 'wrong_browser'},
  error: {...common, page: 'error', code: 'rate_limited'},
};

/** Every tag with the names of its attributes: what a value may never change. */
function skeleton(page: string): string[] {
  return (page.match(/<[^>]*>/g) ?? []).map((tag) => tag.replace(/="[^"]*"/g, ''));
}

function textOf(page: string): string {
  const characters: Record<string, string> = {lt: '<', gt: '>', quot: '"', '#39': "'", '#96': '`', amp: '&'};
  return page
    .replace(/<[^>]*>/g, '')
    .replace(/&(\w+|#\d+);/g, (entity, name: string) => characters[name] ?? entity)
    .replace(/\s+/g, ' ')
    .trim();
}

describe.each(Object.entries(views))('the page "%s"', (_, view) => {
  const page = pageOf(view);

  test('has one h1, a language, a title and no index', () => {
    expect(page.match(/<h1[ >]/g)).toHaveLength(1);
    expect(page).toMatch(/^<!doctype html>\s*<html lang="en" dir="ltr">/);
    expect(page).toMatch(/<title>\S.*<\/title>/);
    expect(page).toContain('<meta name="robots" content="noindex" />');
    expect(page).toContain('<meta name="referrer" content="no-referrer" />');
    expect(page).toMatch(/<link rel="stylesheet" href="\/assets\/page.css\?v=[\w-]{8}" \/>/);
  });

  test('runs under a policy that knows only our own files', () => {
    const scripts = page.match(/<script[^>]*>[^<]*<\/script>/g);
    expect(scripts?.map((script) => script.replace(/\?v=[\w-]{8}/, ''))).toEqual([
      '<script type="module" src="/embed/zavu-partner-invite.js"></script>',
      '<script type="module" src="/assets/page.js"></script>',
    ]);
    expect(skeleton(page).filter((tag) => /^<style|\sstyle\b|\son\w+\b/i.test(tag))).toEqual([]);
  });

  test('says in test mode that it is one, and in live mode nothing of it', () => {
    expect(textOf(page)).toContain('Test mode');
    expect(textOf(pageOf({...view, mode: 'live'}))).not.toContain('Test mode');
  });

  test('speaks Spanish to whom wants it', () => {
    const spanish = pageOf({...view, locale: 'es-MX'});
    expect(spanish).toContain('<html lang="es-MX"');
    expect(skeleton(spanish)).toEqual(skeleton(page));
    expect(textOf(spanish)).not.toBe(textOf(page));
  });
});

describe('a page with an assigned number', () => {
  const page = textOf(pageOf({...start, assignedNumber}));

  test('shows it, asks for no other, and says the code of the call', () => {
    expect(page).toContain('Your number +1 415 555 0134 Acme Desk has set it aside for you.');
    expect(page).toContain('The code of the call would be 482910.');
    expect(page).not.toContain('A number that is not used in the WhatsApp app');
  });

  test('says no code in live mode, and none where there is none', () => {
    const live = pageOf({...start, assignedNumber, mode: 'live'});
    const unknown = pageOf({...start, assignedNumber: {...assignedNumber, verificationCode: null}});
    for (const each of [live, unknown]) {
      expect(each).toContain('+1 415 555 0134');
      expect(each).not.toContain('482910');
      expect(each).not.toContain('class="code"');
    }
  });
});

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

describe('the card of the element', () => {
  const declared = (view: SignupView) => /<template.*<\/template>/s.exec(pageOf(view))?.[0] ?? '';

  test.each(['start', 'start after a failure', 'start while running', 'progress', 'connected', 'failed'])(
    'stands on the page "%s" before there is a script, styled by a file',
    (name) => {
      const card = declared(views[name] ?? start);
      expect(card).toMatch(
        /^<template shadowrootmode="open">\s*<link rel="stylesheet" href="\/assets\/element\.css/,
      );
      expect(card).toContain('part="card"');
      expect(card).not.toContain('<form');
    },
  );

  test.each(['choose', 'pin', 'expired', 'cancelled', 'not found', 'replaced', 'wrong browser', 'error'])(
    'does not stand on the page "%s"',
    (name) => {
      expect(pageOf(views[name] ?? start)).not.toContain('<zavu-partner-invite');
    },
  );

  test('says what is asked for, in the words that the element will have', () => {
    const asks = (step: Connection['step']) => textOf(declared({...start, connection: running(step)}));
    expect(asks('dialog')).toContain(en.element.elsewhere.heading);
    expect(asks('pin')).toContain(en.failures.pin_mismatch.title);
    expect(asks('choose')).toContain(en.element.choose('whatsapp_waba').heading);
    expect(asks('register')).toContain(en.element.steps.register);
  });

  test('shows no failure that is not the latest: the element would take it away', () => {
    const view: SignupView = {...common, page: 'failed', failureReason: 'configuration_error'};
    for (const each of [connection, running('dialog'), failed('no_phone_number')]) {
      const page = pageOf({...view, connection: each});
      expect(page).not.toContain('<zavu-partner-invite');
      expect(textOf(page)).toContain(en.failures.configuration_error.title);
      expect(page).toContain('action="/invite/abc123/start"');
    }
  });
});

test('only a link that lasts is there to be printed', () => {
  const url = 'https://invite.example.com/invite/abc123';
  expect(pageOf({...start, url})).toContain(`<p class="address" dir="ltr">${url}</p>`);
  expect(pageOf({...start, url})).toContain('src="/invite/abc123/qr.svg"');
  expect(pageOf(start)).not.toContain('class="address"');
});

describe('what a page asks of the client', () => {
  const startAction = '<form slot="connect" method="post" action="/invite/abc123/start">';

  test.each([
    'start',
    'start after a failure',
    'start while running',
    'start with a number',
    'failed',
    'replaced',
    'wrong browser',
  ])('the page "%s" starts with a POST', (name) => {
    expect(pageOf(views[name] ?? start)).toContain(startAction);
    expect(pageOf({...(views[name] ?? start), token: null})).not.toContain('<form');
  });

  test.each(['progress', 'connected', 'expired and asked', 'cancelled', 'not found', 'error'])(
    'the page "%s" cannot start anything',
    (name) => {
      expect(pageOf(views[name] ?? start)).not.toContain('<form');
    },
  );

  test('an expired link offers to ask for a new one, once; without a link there is nothing to ask with', () => {
    const [offered, requested] = [views['expired'] ?? start, views['expired and asked'] ?? start];
    expect(pageOf(offered)).toContain('<form method="post" action="/invite/abc123/renew">');
    expect(textOf(pageOf(requested))).toContain('Acme Desk has been told');
    expect(pageOf({...offered, token: null})).not.toContain('<form');
    expect(textOf(pageOf({...offered, token: null}))).toContain('Ask Acme Desk to send you a new link');
  });

  test('a token cannot leave its path segment', () => {
    expect(pageOf({...start, token: '../x?y#"z'})).toContain('action="/invite/..%2Fx%3Fy%23%22z/start"');
  });

  test('the button says what a press does', () => {
    const buttonOf = (view: SignupView) =>
      /<form[^>]*>\s*<button[^>]*>(.*?)<\/button>/s.exec(pageOf(view))?.[1];
    expect(buttonOf(start)).toBe('Continue with Facebook');
    expect(buttonOf({...start, connection: failed('fb_cancelled')})).toBe('Try again');
    expect(buttonOf({...start, connection: running('dialog')})).toBe('Start again');
  });

  test('the start page tells who asks, for whom, what is needed and until when', () => {
    const text = textOf(pageOf(start));
    expect(text).toContain('Acme Desk invites you');
    expect(text).toContain('Invitation for Bakery Luna');
    for (const need of en.needed('whatsapp_waba', false)) expect(text).toContain(need);
    expect(text).toContain('expires in 7 days (November 29');
    expect(text).toContain('UTC)');
  });

  test('a client who comes back sees first what went wrong', () => {
    const orderOf = (view: SignupView) => {
      const page = pageOf(view);
      return page.indexOf('<form') - page.indexOf(en.element.needs);
    };
    expect(orderOf(start)).toBeGreaterThan(0);
    expect(orderOf({...start, connection: failed('fb_cancelled')})).toBeLessThan(0);
    expect(orderOf({...start, connection: running('dialog')})).toBeLessThan(0);
  });

  test('the texts of a first visit stay when the element comes', () => {
    expect(pageOf(start)).toContain('<span slot="heading">Ready to start?</span>');
    expect(pageOf({...start, connection: failed('fb_cancelled')})).not.toContain('slot="heading"');
  });

  test.each([
    [30_000, 'in 1 minute'],
    [-5_000, 'in 1 minute'],
    [59 * 60_000, 'in 59 minutes'],
    [90 * 60_000, 'in 2 hours'],
    [47 * 3_600_000, 'in 47 hours'],
    [48 * 3_600_000, 'in 2 days'],
    [30 * dayMs, 'in 30 days'],
  ])('a link with %i ms left expires "%s"', (left, expected) => {
    expect(textOf(pageOf({...start, expiresAt: now + left}))).toContain(`expires ${expected} (`);
  });

  test('each number can be chosen by its label, and none is chosen beforehand', () => {
    const page = pageOf(views['choose'] ?? start);
    expect(page).toContain('method="post" action="/signup/att_1/choose"');
    const radios = page.match(/<label[^>]*>\s*<input type="radio" name="accountId" value="\d+" required/g);
    expect(radios).toHaveLength(2);
    expect(page).not.toContain('checked');
    expect(textOf(page)).toContain('+34 600 11 12 22');
  });

  test('the connected page shows the name and the readable number', () => {
    const text = textOf(pageOf(views['connected'] ?? start));
    expect(text).toContain('Bakery Luna +34 600 11 12 22');
    expect(text).toContain('You can close this window');
  });

  test('a connected account with neither name nor number has no empty lines', () => {
    const page = pageOf({
      ...common,
      page: 'connected',
      connection: connected(null, null),
      isRegistering: false,
    });
    expect(page).not.toContain('class="account"');
  });

  test('only the progress page reloads by itself, and only without script', () => {
    for (const view of Object.values(views)) {
      const reloads = pageOf(view).includes('http-equiv="refresh"');
      expect(reloads).toBe(view.page === 'progress');
    }
    expect(pageOf(views['progress'] ?? start)).toContain(
      '<noscript><meta http-equiv="refresh" content="2;url=/signup/att_1" /></noscript>',
    );
  });
});

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

describe('another try after a failure', () => {
  const mainButton = /<form\s+slot="connect"[^>]*>\s*<button class="([^"]*)"/;
  /** What the element has for the same press, behind the page's form. */
  const elementButton = /<slot name="connect">\s*<button part="([^"]*)"/;

  test.each(failureReasons)('%s: is as much asked for by the page as by the element', (reason) => {
    const isAsked = remedyFor(reason) === 'try';
    for (const view of [
      {...start, connection: failed(reason)},
      {...common, page: 'failed', failureReason: reason, connection: failed(reason)} as const,
    ]) {
      const page = pageOf(view);
      expect(elementButton.exec(page)?.[1]).toBe(isAsked ? 'button' : 'secondary-button');
      expect(mainButton.exec(page)?.[1]?.trim()).toBe(isAsked ? 'button' : 'button secondary');
    }
    // Where the element has no part in it.
    const page = pageOf({...common, page: 'failed', failureReason: reason});
    expect(page).not.toContain('<zavu-partner-invite');
    expect(mainButton.exec(page)?.[1]?.trim()).toBe(isAsked ? 'button' : 'button secondary');
    expect(page.includes('class="icon waiting"')).toBe(remedyFor(reason) === 'wait');
  });

  test('some reasons ask for time or help first, and the window of Meta changes nothing about it', () => {
    const popup = {
      sdkUrl: 'https://connect.facebook.net',
      appId: '1',
      configId: '2',
      graphVersion: 'v25.0',
      extras: {},
      dialogOrigin: 'https://www.facebook.com',
      redirectUri: 'omit',
    } as const;
    const buttonOf = (reason: FailureReason) =>
      mainButton.exec(pageOf({...start, popup, connection: failed(reason)}))?.[1];
    expect(buttonOf('fb_cancelled')).toBe('button');
    expect(buttonOf('meta_unavailable')).toBe('button secondary');
    expect(buttonOf('account_restricted')).toBe('button secondary');
  });
});

describe('texts', () => {
  test.each(failureReasons.flatMap((reason) => [['en', reason] as const, ['es', reason] as const]))(
    'in %s, %s says what happened and what to do',
    (locale, reason) => {
      const {title, advice} = locales[locale].failures[reason];
      for (const view of [
        {...start, connection: failed(reason)},
        {...common, page: 'failed', failureReason: reason} as const,
      ]) {
        const text = textOf(pageOf({...view, locale}));
        expect(text).toContain(title);
        expect(text).toContain(advice);
      }
    },
  );

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

describe('names that others chose', () => {
  const hostile = {
    script: '<script>alert(1)</script>',
    quotes: `"'\`><img src=x>`,
    'event handler': '" onmouseover="alert(1)" x="',
    bidi: 'Luna\u202Egnp.exe\u2066\u200F',
    newline: 'Luna\r\nSet-Cookie: a\u2028b\u0085c\0d',
    template: '${7*7}{{7*7}}<%= 7*7 %>$&$1',
    long: '𝓛'.repeat(5000),
  };
  const sinks: Record<string, (name: string) => SignupView> = {
    'start projectName': (name) => ({...start, projectName: name}),
    'start clientName': (name) => ({...start, clientName: name}),
    'expired projectName': (name) => ({...common, page: 'expired', renewal: 'offered', projectName: name}),
    'choose name': (name) => ({
      ...common,
      page: 'choose',
      action: '/x',
      options: [{accountId: '1', displayPhoneNumber: '+1', name, accountName: null}],
      personName: null,
    }),
    'choose accountName': (accountName) => ({
      ...common,
      page: 'choose',
      action: '/x',
      options: [{accountId: '1', displayPhoneNumber: '+1', name: null, accountName}],
      personName: null,
    }),
    'choose personName': (personName) => ({...common, page: 'choose', action: '/x', options, personName}),
    'connected accountName': (name) => ({
      ...common,
      page: 'connected',
      connection: connected(name, null),
      isRegistering: false,
    }),
  };

  describe.each(Object.entries(sinks))('%s', (_, viewWith) => {
    test.each(Object.entries(hostile))('%s comes out as text', (_, name) => {
      const page = pageOf(viewWith(name));
      expect(skeleton(page)).toEqual(skeleton(pageOf(viewWith('Luna'))));
      expect(page).not.toMatch(/[\u202A-\u202E\u2066-\u2069\u200E\u200F\u2028\u0085\0]/);
      const visible = name.replace(/[\s\0\u0085\u200F\u202E\u2066]+/g, ' ').trim();
      const expected = name.length > 80 ? '𝓛'.repeat(79) + '…' : visible;
      expect(textOf(page)).toContain(expected);
      expect(textOf(page)).not.toContain('𝓛'.repeat(80));
    });
  });

  test.each(Object.entries(hostile))(
    '%s in ids, numbers, messages and addresses comes out as text',
    (_, value) => {
      const withValue = (text: string): SignupView[] => [
        {...common, page: 'error', code: 'rate_limited'},
        {
          ...common,
          page: 'choose',
          action: text,
          options: [{accountId: text, displayPhoneNumber: text, name: null, accountName: null}],
          personName: null,
        },
        {...common, page: 'pin', action: text, displayPhoneNumber: text, tries: 0, problem: null},
        {...start, token: text === '' ? null : encodeURI(text)},
      ];
      const harmless = withValue('x');
      withValue(value).forEach((view, index) => {
        expect(skeleton(pageOf(view))).toEqual(skeleton(pageOf(harmless[index] ?? view)));
      });
    },
  );

  test('a client without a visible name is not mentioned', () => {
    expect(textOf(pageOf({...start, clientName: ' \u202E\n'}))).not.toContain('Invitation for');
  });
});

describe('a brand', () => {
  const branded = {...start, logoUrl: 'https://cdn.example.com/logo.svg?a=1&b="', brandColor: '#6b2fbf'};

  test('gives the page its colours by a style sheet of its own, after ours', () => {
    const page = pageOf(branded);
    const addresses = [...page.matchAll(/href="\/assets\/([^"?]*)/g)].map(([, name]) => name);
    expect(addresses).toEqual(['element.css', 'page.css', 'brand/6b2fbf.css', 'element.css']);
    expect(pageOf(start)).not.toContain('/assets/brand/');
  });

  test('gives the page its picture instead of the initial, and tells its host nothing', () => {
    const page = pageOf(branded).replace(/\s+/g, ' ');
    expect(page).toContain(
      '<img class="logo" src="https://cdn.example.com/logo.svg?a=1&amp;b=&quot;" alt="Acme Desk" height="44" referrerpolicy="no-referrer" />',
    );
    expect(page).not.toContain('class="monogram"');
    expect(pageOf(start)).not.toContain('<img');
  });
});

describe('the way back', () => {
  const linkOf = (returnUrl: string | null) =>
    /<footer>.*<\/footer>/s.exec(pageOf({...start, returnUrl}))?.[0];

  test('names the host it leads to', () => {
    const link = linkOf(common.returnUrl) ?? '';
    expect(link).toContain('href="https://app.example.com/settings?tab=whatsapp" rel="noreferrer"');
    expect(textOf(link)).toBe('Back to app.example.com');
  });

  test.each([
    null,
    '',
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    '/settings',
    'https://app.example.com@evil.example/',
    'https://user:secret@evil.example/',
  ])('%j is not offered', (returnUrl) => {
    expect(linkOf(returnUrl)).toBeUndefined();
  });

  test('a quote in the address stays in it', () => {
    expect(linkOf('https://app.example.com/"onclick="x')).toContain(
      'href="https://app.example.com/%22onclick=%22x"',
    );
  });
});

test('the html tag escapes all it did not make', () => {
  const list = ['<b>', html`<i>${'&'}</i>`];
  expect(html`<p title="${`"'\``}">${list}${0}${null}${undefined}${false}</p>`.toString()).toBe(
    '<p title="&quot;&#39;&#96;">&lt;b&gt;<i>&amp;</i>0</p>',
  );
});
