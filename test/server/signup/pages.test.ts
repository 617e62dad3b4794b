import {describe, expect, test} from 'vitest';
import {dictionaries as locales} from '../../../server/dictionaries.ts';
import {attemptSteps} from '../../../server/contract/attempts.ts';
import {failureReasons} from '../../../server/contract/failure-reasons.ts';
import {html} from '../../../server/html.ts';
import type {SignupView} from '../../../server/signup/page-view.ts';
import {renderSignupPage} from '../../../server/signup/pages.ts';
import {languages} from '../../../widget/locales/languages.ts';

const {en} = locales;
const now = Date.UTC(2026, 10, 22, 21, 0);
const dayMs = 86_400_000;

const common = {
  locale: 'en',
  projectName: 'Acme Desk',
  logoUrl: null,
  brandColor: null,
  clientName: 'Bakery Luna',
  mode: 'test',
  connectionType: 'whatsapp_waba',
  token: 'abc123',
  returnUrl: 'https://app.example.com/settings?tab=whatsapp',
} as const;

const start = {
  ...common,
  page: 'start',
  expiresAt: now + 7 * dayMs,
  failureReason: null,
  isRunning: false,
  now,
  assignedNumber: null,
} as const;

const assignedNumber = {phoneNumber: '+1 415 555 0134', verificationCode: '482910'};

const options = [
  {accountId: '1001', displayPhoneNumber: '+34 600 11 12 22', name: 'Bakery Luna', accountName: null},
  {accountId: '1002', displayPhoneNumber: '+52 1 55 1234 5678', name: null, accountName: 'Luna · 2001'},
];

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
  'start after a failure': {...start, failureReason: 'fb_cancelled'},
  'start while running': {...start, isRunning: true},
  'start with a number': {...start, assignedNumber},
  progress: {...common, page: 'progress', step: 'register', address: '/signup/att_1'},
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
    accountName: 'Bakery Luna',
    displayPhoneNumber: '+34 600 11 12 22',
    isRegistering: true,
  },
  failed: {...common, page: 'failed', failureReason: 'pin_mismatch'},
  'start for a Page': {...start, connectionType: 'messenger'},
  'choose a Page': choosePage,
  'connected Page': {
    ...common,
    connectionType: 'messenger',
    page: 'connected',
    accountName: 'Bakery Luna',
    displayPhoneNumber: null,
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
  const page = renderSignupPage(view);

  test('has one h1, a language, a title and no index', () => {
    expect(page.match(/<h1[ >]/g)).toHaveLength(1);
    expect(page).toMatch(/^<!doctype html>\s*<html lang="en" dir="ltr">/);
    expect(page).toMatch(/<title>\S.*<\/title>/);
    expect(page).toContain('<meta name="robots" content="noindex" />');
    expect(page).toContain('<meta name="referrer" content="no-referrer" />');
    expect(page).toContain('<link rel="stylesheet" href="/assets/page.css" />');
  });

  test('runs under a policy that knows only our own files', () => {
    const scripts = page.match(/<script[^>]*>[^<]*<\/script>/g);
    expect(scripts).toEqual([
      '<script type="module" src="/embed/zavu-partner-invite.js"></script>',
      '<script type="module" src="/assets/page.js"></script>',
    ]);
    expect(skeleton(page).filter((tag) => /^<style|\sstyle\b|\son\w+\b/i.test(tag))).toEqual([]);
  });

  test('says in test mode that it is one, and in live mode nothing of it', () => {
    expect(textOf(page)).toContain('Test mode');
    expect(textOf(renderSignupPage({...view, mode: 'live'}))).not.toContain('Test mode');
  });

  test('speaks Spanish to whom wants it', () => {
    const spanish = renderSignupPage({...view, locale: 'es-MX'});
    expect(spanish).toContain('<html lang="es-MX"');
    expect(skeleton(spanish)).toEqual(skeleton(page));
    expect(textOf(spanish)).not.toBe(textOf(page));
  });
});

describe('a page with an assigned number', () => {
  const page = textOf(renderSignupPage({...start, assignedNumber}));

  test('shows it, asks for no other, and says the code of the call', () => {
    expect(page).toContain('Your number +1 415 555 0134 Acme Desk has set it aside for you.');
    expect(page).toContain('The code of the call would be 482910.');
    expect(page).not.toContain('A number that is not used in the WhatsApp app');
  });

  test('says no code in live mode, and none where there is none', () => {
    const live = renderSignupPage({...start, assignedNumber, mode: 'live'});
    const unknown = renderSignupPage({...start, assignedNumber: {...assignedNumber, verificationCode: null}});
    for (const each of [live, unknown]) {
      expect(each).toContain('+1 415 555 0134');
      expect(each).not.toContain('482910');
      expect(each).not.toContain('class="code"');
    }
  });
});

describe('a page about Messenger', () => {
  const textIn = (view: SignupView, locale: string) => textOf(renderSignupPage({...view, locale}));
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
    for (const need of en.pages.needed('messenger')) expect(text).toContain(need);
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
    expect(renderSignupPage(views[name] ?? start)).toContain(startAction);
    expect(renderSignupPage({...(views[name] ?? start), token: null})).not.toContain('<form');
  });

  test.each(['progress', 'connected', 'expired and asked', 'cancelled', 'not found', 'error'])(
    'the page "%s" cannot start anything',
    (name) => {
      expect(renderSignupPage(views[name] ?? start)).not.toContain('<form');
    },
  );

  test('an expired link offers to ask for a new one, once; without a link there is nothing to ask with', () => {
    const [offered, requested] = [views['expired'] ?? start, views['expired and asked'] ?? start];
    expect(renderSignupPage(offered)).toContain('<form method="post" action="/invite/abc123/renew">');
    expect(textOf(renderSignupPage(requested))).toContain('Acme Desk has been told');
    expect(renderSignupPage({...offered, token: null})).not.toContain('<form');
    expect(textOf(renderSignupPage({...offered, token: null}))).toContain(
      'Ask Acme Desk to send you a new link',
    );
  });

  test('a token cannot leave its path segment', () => {
    expect(renderSignupPage({...start, token: '../x?y#"z'})).toContain(
      'action="/invite/..%2Fx%3Fy%23%22z/start"',
    );
  });

  test('the button says what a press does', () => {
    const buttonOf = (view: SignupView) => /<button[^>]*>(.*?)<\/button>/s.exec(renderSignupPage(view))?.[1];
    expect(buttonOf(start)).toBe('Continue with Facebook');
    expect(buttonOf({...start, failureReason: 'fb_cancelled'})).toBe('Try again');
    expect(buttonOf({...start, isRunning: true})).toBe('Start again');
  });

  test('the start page tells who asks, for whom, what is needed and until when', () => {
    const text = textOf(renderSignupPage(start));
    expect(text).toContain('Acme Desk invites you');
    expect(text).toContain('Invitation for Bakery Luna');
    for (const need of en.pages.needed('whatsapp_waba')) expect(text).toContain(need);
    expect(text).toContain('expires in 7 days (November 29');
    expect(text).toContain('UTC)');
  });

  test('a client who comes back sees first what went wrong', () => {
    const orderOf = (view: SignupView) => {
      const page = renderSignupPage(view);
      return page.indexOf('<form') - page.indexOf(en.pages.needs);
    };
    expect(orderOf(start)).toBeGreaterThan(0);
    expect(orderOf({...start, failureReason: 'fb_cancelled'})).toBeLessThan(0);
    expect(orderOf({...start, isRunning: true})).toBeLessThan(0);
  });

  test('the texts of a first visit stay when the element comes', () => {
    expect(renderSignupPage(start)).toContain('<span slot="heading">Ready to start?</span>');
    expect(renderSignupPage({...start, failureReason: 'fb_cancelled'})).not.toContain('slot="heading"');
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
    expect(textOf(renderSignupPage({...start, expiresAt: now + left}))).toContain(`expires ${expected} (`);
  });

  test('each number can be chosen by its label, and none is chosen beforehand', () => {
    const page = renderSignupPage(views['choose'] ?? start);
    expect(page).toContain('method="post" action="/signup/att_1/choose"');
    const radios = page.match(/<label[^>]*>\s*<input type="radio" name="accountId" value="\d+" required/g);
    expect(radios).toHaveLength(2);
    expect(page).not.toContain('checked');
    expect(textOf(page)).toContain('+34 600 11 12 22');
  });

  test('the connected page shows the name and the readable number', () => {
    const text = textOf(renderSignupPage(views['connected'] ?? start));
    expect(text).toContain('Bakery Luna +34 600 11 12 22');
    expect(text).toContain('You can close this window');
  });

  test('a connected account with neither name nor number has no empty lines', () => {
    const page = renderSignupPage({
      ...common,
      page: 'connected',
      accountName: null,
      displayPhoneNumber: null,
      isRegistering: false,
    });
    expect(page).not.toContain('class="account"');
  });

  test('only the progress page reloads by itself, and only without script', () => {
    for (const view of Object.values(views)) {
      const reloads = renderSignupPage(view).includes('http-equiv="refresh"');
      expect(reloads).toBe(view.page === 'progress');
    }
    expect(renderSignupPage(views['progress'] ?? start)).toContain(
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
    const ofPage = textOf(renderSignupPage({...start, connectionType: 'messenger', locale}));
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
  test.each(failureReasons.flatMap((reason) => [['en', reason] as const, ['es', reason] as const]))(
    'in %s, %s says what happened and what to do',
    (locale, reason) => {
      const {title, advice} = locales[locale].failures[reason];
      for (const view of [
        {...start, failureReason: reason},
        {...common, page: 'failed', failureReason: reason} as const,
      ]) {
        const text = textOf(renderSignupPage({...view, locale}));
        expect(text).toContain(title);
        expect(text).toContain(advice);
      }
    },
  );

  test.each(attemptSteps)('the step "%s" is named in both languages', (step) => {
    for (const locale of ['en', 'es'] as const) {
      const text = textOf(
        renderSignupPage({...common, page: 'progress', step, address: '/signup/att_1', locale}),
      );
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
    const page = renderSignupPage({...start, locale, ...(acceptLanguage && {acceptLanguage})});
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
      accountName: name,
      displayPhoneNumber: null,
      isRegistering: false,
    }),
  };

  describe.each(Object.entries(sinks))('%s', (_, viewWith) => {
    test.each(Object.entries(hostile))('%s comes out as text', (_, name) => {
      const page = renderSignupPage(viewWith(name));
      expect(skeleton(page)).toEqual(skeleton(renderSignupPage(viewWith('Luna'))));
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
        expect(skeleton(renderSignupPage(view))).toEqual(skeleton(renderSignupPage(harmless[index] ?? view)));
      });
    },
  );

  test('a client without a visible name is not mentioned', () => {
    expect(textOf(renderSignupPage({...start, clientName: ' \u202E\n'}))).not.toContain('Invitation for');
  });
});

describe('a brand', () => {
  const branded = {...start, logoUrl: 'https://cdn.example.com/logo.svg?a=1&b="', brandColor: '#6b2fbf'};

  test('gives the page its colours by a style sheet of its own, after ours', () => {
    const page = renderSignupPage(branded);
    expect(page.match(/href="\/assets\/[^"]*"/g)).toEqual([
      'href="/assets/page.css"',
      'href="/assets/brand/6b2fbf.css"',
    ]);
    expect(renderSignupPage(start)).not.toContain('/assets/brand/');
  });

  test('gives the page its picture instead of the initial, and tells its host nothing', () => {
    const page = renderSignupPage(branded).replace(/\s+/g, ' ');
    expect(page).toContain(
      '<img class="logo" src="https://cdn.example.com/logo.svg?a=1&amp;b=&quot;" alt="Acme Desk" height="44" referrerpolicy="no-referrer" />',
    );
    expect(page).not.toContain('class="monogram"');
    expect(renderSignupPage(start)).not.toContain('<img');
  });
});

describe('the way back', () => {
  const linkOf = (returnUrl: string | null) =>
    /<footer>.*<\/footer>/s.exec(renderSignupPage({...start, returnUrl}))?.[0];

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
