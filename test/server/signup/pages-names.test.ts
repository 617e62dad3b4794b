import {describe, expect, test} from 'vitest';
import type {SignupView} from '../../../server/signup/page-view.ts';
import {common, connected, options, pageOf, skeleton, start, textOf} from '../../support/signup-views.ts';

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
