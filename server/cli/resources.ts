import type {Command} from './command.ts';
import {pageOptions} from './paging.ts';

export const senderCommands: Command[] = [
  {
    words: 'senders list',
    summary: 'connected numbers and Pages, newest first',
    method: 'GET',
    path: '/v1/senders',
    options: pageOptions,
    columns: [
      'id',
      'name',
      'phoneNumber',
      'messenger.pageId',
      'isDefault',
      'wabaId',
      'invitationId',
      'createdAt',
    ],
    nothing: 'No senders yet: no client has completed an invitation.',
  },
  {words: 'senders show', summary: 'one sender', method: 'GET', path: '/v1/senders/:id'},
  {
    words: 'senders update',
    summary: 'rename it, or make it the default',
    method: 'PATCH',
    path: '/v1/senders/:id',
    options: {
      name: {kind: 'text', about: 'its new name'},
      default: {kind: 'flag', field: 'setAsDefault', about: 'use it where no sender is named'},
    },
  },
  {
    words: 'senders profile show',
    summary: 'what people see in WhatsApp about the business',
    method: 'GET',
    path: '/v1/senders/:id/profile',
    part: 'profile',
    nothing: 'Nothing is set.',
  },
  {
    words: 'senders profile set',
    summary: 'change what people see; an empty value clears a field',
    method: 'PATCH',
    path: '/v1/senders/:id/profile',
    part: 'profile',
    options: {
      about: {kind: 'text', about: 'the short line under the name; cannot be cleared'},
      address: {kind: 'text', about: 'where the business is'},
      description: {kind: 'text', about: 'what it does'},
      email: {kind: 'text', about: 'where people can write to'},
      vertical: {kind: 'text', value: 'RETAIL', about: 'its category, in Meta’s word'},
      website: {kind: 'list', field: 'websites', value: 'URL', about: 'two at most; again for the second'},
    },
  },
  {
    words: 'senders delete',
    summary: 'disconnect the number or Page',
    method: 'DELETE',
    path: '/v1/senders/:id',
    nothing: 'The sender is disconnected.',
  },
];

export const numberCommands: Command[] = [
  {
    words: 'numbers list',
    summary: 'numbers that you own, newest first',
    method: 'GET',
    path: '/v1/phone-numbers',
    options: {status: {kind: 'text', about: 'active, suspended or pending'}, ...pageOptions},
    columns: ['id', 'phoneNumber', 'name', 'status', 'verification.status', 'senderId', 'invitationId'],
    nothing: 'You own no numbers. Find one with: numbers available --country ES',
  },
  {words: 'numbers show', summary: 'one number', method: 'GET', path: '/v1/phone-numbers/:id'},
  {
    words: 'numbers available',
    summary: 'numbers that can be bought',
    method: 'GET',
    path: '/v1/phone-numbers/available',
    options: {
      country: {kind: 'text', field: 'countryCode', value: 'ES', about: 'where', isNeeded: true},
      type: {kind: 'text', about: 'local, national, tollFree or mobile'},
      contains: {kind: 'text', value: 'DIGITS', about: 'digits that it has'},
      capabilities: {kind: 'text', value: 'sms,voice', about: 'what it must be good for'},
      limit: {kind: 'number', about: 'how many, 1 to 50'},
    },
    columns: ['phoneNumber', 'locality', 'region', 'pricing.monthlyPrice', 'pricing.upfrontPrice'],
    nothing: 'None can be bought there.',
  },
  {
    words: 'numbers requirements',
    summary: 'what a country asks of whoever buys one',
    method: 'GET',
    path: '/v1/phone-numbers/requirements',
    options: {
      country: {kind: 'text', field: 'countryCode', value: 'ES', about: 'where', isNeeded: true},
      type: {kind: 'text', about: 'local, national, tollFree or mobile'},
    },
    nothing: 'Nothing is asked.',
  },
  {
    words: 'numbers buy',
    summary: 'buy a number, to pre-assign it to an invitation',
    method: 'POST',
    path: '/v1/phone-numbers',
    arguments: [{name: 'NUMBER', field: 'phoneNumber'}],
    options: {name: {kind: 'text', about: 'for yourself'}},
  },
  {
    words: 'numbers verify',
    summary: 'send a code to a number of yours that is new in Meta’s pool',
    method: 'POST',
    path: '/v1/phone-numbers/:id/verification',
    options: {
      method: {kind: 'text', value: 'sms|voice', about: 'how the code comes', isNeeded: true},
      language: {kind: 'text', value: 'en_US', about: 'of the message or call'},
    },
  },
  {
    words: 'numbers confirm',
    summary: 'enter the code that the number received',
    method: 'POST',
    path: '/v1/phone-numbers/:id/verification/confirm',
    arguments: [{name: 'CODE', field: 'code'}],
  },
  {
    words: 'numbers update',
    summary: 'name a number',
    method: 'PATCH',
    path: '/v1/phone-numbers/:id',
    options: {name: {kind: 'text', about: 'an empty one clears it'}},
  },
  {
    words: 'numbers assign',
    summary: 'say which sender it belongs to',
    method: 'PATCH',
    path: '/v1/phone-numbers/:id',
    arguments: [{name: 'SENDER', field: 'senderId'}],
  },
  {
    words: 'numbers release',
    summary: 'give a number up',
    method: 'DELETE',
    path: '/v1/phone-numbers/:id',
    nothing: 'The number is released.',
  },
];

export const projectCommands: Command[] = [
  {words: 'project show', summary: 'the project and its settings', method: 'GET', path: '/v1/project'},
  {
    words: 'project set',
    summary: 'change settings, in both modes; an empty value is the default again',
    method: 'PATCH',
    path: '/v1/project',
    options: {
      'display-name': {kind: 'text', value: 'NAME', about: 'what clients read'},
      logo: {kind: 'text', field: 'logoUrl', value: 'URL', about: 'shown on pages and in mail'},
      color: {kind: 'text', field: 'brandColor', value: '#0e7a40', about: 'of buttons'},
      'allow-origin': {
        kind: 'list',
        field: 'allowedOrigins',
        value: 'ORIGIN',
        about: 'where sessions may be used; again for more',
      },
      'return-origin': {
        kind: 'list',
        field: 'returnOrigins',
        value: 'ORIGIN',
        about: 'where a returnUrl may lead; again for more',
      },
      'reminder-days': {
        kind: 'numbers',
        value: '7,2',
        about: 'how many days before the end clients are reminded',
      },
      'link-renewal': {kind: 'text', about: 'ask or grant: who asks for a new link after the end'},
    },
  },
];

export const eventCommands: Command[] = [
  {
    words: 'events list',
    summary: 'what happened, newest first',
    method: 'GET',
    path: '/v1/events',
    options: {
      type: {kind: 'text', about: 'for example invitation.status_changed'},
      invitation: {kind: 'text', field: 'invitationId', value: 'ID', about: 'those of one invitation'},
      ...pageOptions,
    },
    columns: ['id', 'type', 'timestamp', 'data.invitationId', 'senderId', 'data.currentStatus'],
    nothing: 'No events.',
  },
];
