import {describe, expect, test} from 'vitest';
import {dictionaries as locales} from '../../../server/dictionaries.ts';
import {type FailureReason, failureReasons} from '../../../server/contract/failure-reasons.ts';
import {remedyFor} from '../../../widget/signup-remedies.ts';
import {common, failed, pageOf, start, textOf} from '../../support/signup-views.ts';

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

  test.each([null, 'https://invite.example/signup/att_1'])(
    'beside a way to go on (%s), beginning anew is the second one',
    (continueUrl) => {
      const connection = {
        ...failed('fb_cancelled'),
        status: 'in_progress',
        step: 'choose',
        failureReason: null,
      } as const;
      const page = pageOf({...start, connection: {...connection, continueUrl}});
      expect(elementButton.exec(page)?.[1]).toBe(continueUrl ? 'secondary-button' : 'button');
      expect(mainButton.exec(page)?.[1]?.trim()).toBe(continueUrl ? 'button secondary' : 'button');
    },
  );

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

describe('a failure', () => {
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
});
