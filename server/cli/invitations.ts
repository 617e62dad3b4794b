import type {Command, Options} from './command.ts';
import {exportInvitations} from './export-file.ts';
import {importInvitations} from './import-file.ts';
import {pageOptions} from './paging.ts';

const clientOptions: Options = {
  'client-name': {kind: 'text', about: 'who is invited, as they read it'},
  'client-email': {kind: 'text', about: 'where the link is mailed to'},
  'client-phone': {kind: 'text', about: 'E.164, for example +34600111222'},
  days: {kind: 'number', field: 'expiresInDays', about: 'how long the link works, 1 to 30'},
  countries: {
    kind: 'list',
    field: 'allowedPhoneCountries',
    value: 'ES,MX',
    about: 'where the number may be from',
  },
  'external-id': {kind: 'text', value: 'ID', about: 'your own id of the client'},
  locale: {kind: 'text', value: 'es', about: 'language of pages and mail'},
  'return-url': {kind: 'text', value: 'URL', about: 'where the result page offers to go back to'},
  metadata: {kind: 'pairs', about: 'a note of your own; again for more'},
};

const filterOptions: Options = {
  status: {kind: 'text', about: 'pending, in_progress, completed, failed, expired or cancelled'},
  type: {kind: 'text', field: 'connectionType', about: 'whatsapp_waba or messenger'},
  'external-id': {kind: 'text', value: 'ID', about: 'your own id of the client'},
  search: {kind: 'text', field: 'q', about: 'a part of name, e-mail, phone or external id'},
};

export const invitationCommands: Command[] = [
  {
    words: 'invitations create',
    summary: 'invite a client; prints the link',
    method: 'POST',
    path: '/v1/invitations',
    options: {
      ...clientOptions,
      type: {kind: 'text', field: 'connectionType', about: 'whatsapp_waba (default) or messenger'},
      number: {kind: 'text', field: 'phoneNumberId', value: 'ID', about: 'a number of yours to pre-assign'},
      'send-email': {kind: 'flag', about: 'mail the link, and reminders before it ends'},
    },
  },
  {
    words: 'invitations list',
    summary: 'invitations, newest first',
    method: 'GET',
    path: '/v1/invitations',
    options: {...filterOptions, ...pageOptions},
    columns: ['id', 'status', 'clientName', 'clientEmail', 'externalId', 'expiresAt', 'failureReason'],
    nothing: 'No invitations.',
  },
  {
    words: 'invitations show',
    summary: 'one invitation with its link',
    method: 'GET',
    path: '/v1/invitations/:id',
  },
  {
    words: 'invitations update',
    summary: 'correct it, or give it more time; an empty value clears',
    method: 'PATCH',
    path: '/v1/invitations/:id',
    options: {
      ...clientOptions,
      'expires-at': {kind: 'text', value: 'TIME', about: 'instead of --days'},
    },
  },
  {
    words: 'invitations cancel',
    summary: 'its link is dead at once',
    method: 'POST',
    path: '/v1/invitations/:id/cancel',
  },
  {
    words: 'invitations resend',
    summary: 'mail the link again',
    method: 'POST',
    path: '/v1/invitations/:id/resend',
  },
  {
    words: 'invitations rotate-link',
    summary: 'make a new link; the old one is dead at once',
    method: 'POST',
    path: '/v1/invitations/:id/rotate-link',
  },
  {
    words: 'invitations timeline',
    summary: 'what happened, and where the client left',
    method: 'GET',
    path: '/v1/invitations/:id/timeline',
    columns: ['at', 'type', 'currentStatus', 'step', 'failureReason', 'changed', 'kind', 'detail'],
  },
  {
    words: 'invitations counts',
    summary: 'how many there are in each status',
    method: 'GET',
    path: '/v1/invitations/counts',
    options: {
      q: {kind: 'text', value: 'TEXT', about: 'a part of name, e-mail, phone or external id'},
    },
  },
  {
    words: 'invitations stats',
    summary: 'how far clients come, and where they stop',
    method: 'GET',
    path: '/v1/invitations/stats',
    options: {
      from: {kind: 'text', value: 'DATE', about: 'default: 30 days ago'},
      to: {kind: 'text', value: 'DATE', about: 'default: today'},
    },
  },
  {
    words: 'invitations import',
    summary: 'invite all clients of a CSV file ("-": standard input)',
    arguments: [{name: 'FILE', isNeeded: true}],
    options: {'dry-run': {kind: 'flag', about: 'check and count, create nothing'}},
    route: {method: 'POST', path: '/v1/invitations/import'},
    run: importInvitations,
  },
  {
    words: 'invitations export',
    summary: 'all invitations as CSV',
    options: {...filterOptions, out: {kind: 'text', value: 'FILE', about: 'default: standard output'}},
    route: {method: 'GET', path: '/v1/invitations/export'},
    run: exportInvitations(filterOptions),
  },
];
