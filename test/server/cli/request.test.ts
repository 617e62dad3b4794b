import {describe, expect, test} from 'vitest';
import {commands} from '../../../server/cli/commands.ts';
import type {ApiCommand, OptionValues} from '../../../server/cli/command.ts';
import {toRequest} from '../../../server/cli/request.ts';

function requestOf(words: string, given: string[] = [], options: OptionValues = {}) {
  const command = commands.find((candidate) => candidate.words === words);
  return toRequest(command as ApiCommand, given, options);
}

describe('a command line stands for a request', () => {
  test.each<[string, string[], OptionValues, string, string, unknown?]>([
    ['invitations list', [], {}, 'GET', '/v1/invitations'],
    [
      'invitations list',
      [],
      {status: 'failed', type: 'messenger', search: 'a b', limit: '5', cursor: 'c', 'external-id': 'e'},
      'GET',
      '/v1/invitations?status=failed&connectionType=messenger&externalId=e&q=a+b&limit=5&cursor=c',
    ],
    ['invitations create', [], {}, 'POST', '/v1/invitations', {}],
    [
      'invitations create',
      [],
      {days: '9', number: 'pn_1', 'send-email': true, 'return-url': 'https://x.example'},
      'POST',
      '/v1/invitations',
      {expiresInDays: 9, phoneNumberId: 'pn_1', sendEmail: true, returnUrl: 'https://x.example'},
    ],
    ['invitations show', ['a/../b'], {}, 'GET', '/v1/invitations/a%2F..%2Fb'],
    [
      'invitations update',
      ['inv_1'],
      {'client-email': '', countries: ['ES', 'MX,FR'], metadata: ['a=1', 'b=2=3'], locale: 'es'},
      'PATCH',
      '/v1/invitations/inv_1',
      {
        clientEmail: null,
        allowedPhoneCountries: ['ES', 'MX', 'FR'],
        metadata: {a: '1', b: '2=3'},
        locale: 'es',
      },
    ],
    ['invitations resend', ['inv_1'], {}, 'POST', '/v1/invitations/inv_1/resend', {}],
    ['invitations rotate-link', ['inv_1'], {}, 'POST', '/v1/invitations/inv_1/rotate-link', {}],
    ['invitations timeline', ['inv_1'], {}, 'GET', '/v1/invitations/inv_1/timeline'],
    ['invitations stats', [], {from: '2026-01-01'}, 'GET', '/v1/invitations/stats?from=2026-01-01'],
    [
      'webhook set',
      ['https://x.example/hook'],
      {events: ['a,b'], signature: 'v1+v2'},
      'POST',
      '/v1/invitations/webhook',
      {url: 'https://x.example/hook', events: ['a', 'b'], signatureVersion: 'v1+v2'},
    ],
    ['webhook off', [], {}, 'PATCH', '/v1/invitations/webhook', {active: false}],
    ['webhook remove', [], {}, 'DELETE', '/v1/invitations/webhook'],
    [
      'webhook rotate-secret',
      [],
      {overlap: '0'},
      'POST',
      '/v1/invitations/webhook/secret',
      {overlapHours: 0},
    ],
    ['webhook delivery', ['dlv_1'], {}, 'GET', '/v1/invitations/webhook/deliveries/dlv_1'],
    ['webhook retry', ['dlv_1'], {}, 'POST', '/v1/invitations/webhook/deliveries/dlv_1/retry', {}],
    [
      'webhook replay',
      [],
      {from: 'f', to: 't'},
      'POST',
      '/v1/invitations/webhook/replay',
      {from: 'f', to: 't'},
    ],
    ['senders profile show', ['snd_1'], {}, 'GET', '/v1/senders/snd_1/profile'],
    [
      'senders profile set',
      ['snd_1'],
      {about: 'Bread', address: '', website: ['https://a.example', 'https://b.example']},
      'PATCH',
      '/v1/senders/snd_1/profile',
      {about: 'Bread', address: null, websites: ['https://a.example', 'https://b.example']},
    ],
    ['senders update', ['snd_1'], {default: true}, 'PATCH', '/v1/senders/snd_1', {setAsDefault: true}],
    [
      'senders webhook set',
      ['snd_1', 'https://x.example'],
      {signature: 'v2'},
      'PATCH',
      '/v1/senders/snd_1',
      {webhookUrl: 'https://x.example', webhookSignatureVersion: 'v2'},
    ],
    ['senders webhook remove', ['snd_1'], {}, 'PATCH', '/v1/senders/snd_1', {webhookUrl: null}],
    [
      'senders webhook retry',
      ['snd_1', 'dlv_1'],
      {},
      'POST',
      '/v1/senders/snd_1/webhook/deliveries/dlv_1/retry',
      {},
    ],
    ['numbers available', [], {country: 'ES'}, 'GET', '/v1/phone-numbers/available?countryCode=ES'],
    ['numbers buy', ['+34600'], {name: 'x'}, 'POST', '/v1/phone-numbers', {phoneNumber: '+34600', name: 'x'}],
    ['numbers assign', ['pn_1', 'snd_1'], {}, 'PATCH', '/v1/phone-numbers/pn_1', {senderId: 'snd_1'}],
    ['numbers release', ['pn_1'], {}, 'DELETE', '/v1/phone-numbers/pn_1'],
    [
      'project set',
      [],
      {
        'display-name': 'Luma',
        'allow-origin': ['https://a.example', 'https://b.example'],
        'reminder-days': ['7,2'],
        logo: '',
      },
      'PATCH',
      '/v1/project',
      {
        displayName: 'Luma',
        allowedOrigins: ['https://a.example', 'https://b.example'],
        reminderDays: [7, 2],
        logoUrl: null,
      },
    ],
    ['events list', [], {invitation: 'inv_1'}, 'GET', '/v1/events?invitationId=inv_1'],
  ])('%s %j %j', (words, given, options, method, path, body) => {
    expect(requestOf(words, given, options)).toEqual({method, path, body});
  });

  test.each([
    ['invitations create', {days: 'x'}, /^--days must be a number, not "x"\.$/],
    ['project set', {'reminder-days': ['7,x']}, /^--reminder-days must be a number, not "x"\.$/],
    ['invitations update', {}, /^invitations update needs at least one option that says what to change\./],
    ['project set', {json: true}, /^project set needs at least one option/],
    ['invitations create', {metadata: ['plan']}, /^--metadata must be NAME=VALUE, not "plan"\.$/],
  ])('%s refuses %j', (words, options, message) => {
    expect(() => requestOf(words, [], options)).toThrow(message);
  });
});
