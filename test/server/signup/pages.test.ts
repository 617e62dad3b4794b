import {describe, expect, test} from 'vitest';
import {dictionaries as locales} from '../../../server/dictionaries.ts';
import type {Connection} from '../../../server/contract/connection.ts';
import type {SignupView} from '../../../server/signup/page-view.ts';
import {
  assignedNumber,
  common,
  connected,
  connection,
  dayMs,
  failed,
  now,
  pageOf,
  running,
  skeleton,
  start,
  textOf,
  views,
} from '../../support/signup-views.ts';

const {en} = locales;

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
