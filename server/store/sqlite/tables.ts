import type {ApiKey, Session, Ticket} from '../../access/credential.ts';
import type {Event} from '../../events/event.ts';
import type {Invitation} from '../../invitations/invitation.ts';
import type {PhoneNumber} from '../../phone-numbers/phone-number.ts';
import type {Mail} from '../../mail/mail.ts';
import type {Sender} from '../../senders/sender.ts';
import type {Project} from '../../projects/project.ts';
import type {Attempt} from '../../signup/attempt.ts';
import type {DataDeletion} from '../user-data-store.ts';
import type {Delivery, DeliveryAttempt} from '../../webhooks/delivery.ts';
import type {Endpoint} from '../../webhooks/endpoint.ts';
import type {Intent, Remote} from '../../zavu/remote.ts';
import {describeTable} from './rows.ts';

export const projects = describeTable<Project>('projects', {
  columns: ['id', 'name', 'settings', 'createdAt'],
  json: ['settings'],
});

export const apiKeys = describeTable<ApiKey>('api_keys', {
  columns: [
    'id',
    'projectId',
    'mode',
    'name',
    'keyHash',
    'lastFour',
    'createdAt',
    'lastUsedAt',
    'revokedAt',
    'expiresAt',
  ],
});

export const sessions = describeTable<Session>('sessions', {
  columns: [
    'id',
    'projectId',
    'mode',
    'scope',
    'secretHash',
    'origin',
    'externalId',
    'returnUrl',
    'client',
    'createdAt',
    'expiresAt',
  ],
  json: ['client'],
});

export const tickets = describeTable<Ticket>('tickets', {
  columns: ['ticketHash', 'invitationId', 'returnUrl', 'locale', 'expiresAt'],
});

export const invitations = describeTable<Invitation>('invitations', {
  columns: [
    'id',
    'projectId',
    'mode',
    'status',
    'clientName',
    'clientEmail',
    'clientPhone',
    'connectionType',
    'allowedPhoneCountries',
    'phoneNumberId',
    'externalId',
    'locale',
    'linkVersion',
    'attemptId',
    'senderId',
    'connectedAccount',
    'createdAt',
    'updatedAt',
    'expiresAt',
    'lapsesAt',
    'viewedAt',
    'startedAt',
    'completedAt',
    'failedAt',
    'failureReason',
    'metadata',
    'returnUrl',
    'sendEmail',
    'nextReminderAt',
    'linkRequestedAt',
    'sealedLink',
  ],
  json: ['allowedPhoneCountries', 'connectedAccount', 'metadata'],
  boolean: ['sendEmail'],
});

export const attempts = describeTable<Attempt>('attempts', {
  columns: [
    'id',
    'invitationId',
    'mode',
    'connectionType',
    'number',
    'status',
    'step',
    'failureReason',
    'failureDetail',
    'stateHash',
    'returnedAt',
    'browserHash',
    'redirectUri',
    'returnUrl',
    'locale',
    'sealedBusinessToken',
    'sealedPin',
    'providerUserId',
    'claimedWabaId',
    'hints',
    'options',
    'account',
    'pinTries',
    'registration',
    'registrationDetail',
    'nextRegistrationAt',
    'startedAt',
    'updatedAt',
    'finishedAt',
    'lockedUntil',
  ],
  json: ['failureDetail', 'hints', 'options', 'account'],
});

export const senders = describeTable<Sender>('senders', {
  columns: [
    'id',
    'projectId',
    'mode',
    'provider',
    'channel',
    'invitationId',
    'name',
    'phoneNumber',
    'displayPhoneNumber',
    'wabaId',
    'accountId',
    'providerUserId',
    'isCoexistence',
    'isDefault',
    'sealedBusinessToken',
    'sealedPin',
    'registration',
    'registrationDetail',
    'nextRegistrationAt',
    'health',
    'healthReason',
    'healthChangedAt',
    'facts',
    'createdAt',
    'updatedAt',
  ],
  json: ['facts'],
  boolean: ['isDefault', 'isCoexistence'],
});

export const phoneNumbers = describeTable<PhoneNumber>('phone_numbers', {
  columns: [
    'id',
    'projectId',
    'mode',
    'phoneNumber',
    'providerNumberId',
    'name',
    'countryCode',
    'type',
    'capabilities',
    'status',
    'pricing',
    'senderId',
    'verification',
    'verificationExpiresAt',
    'nextCheckAt',
    'nextRenewalAt',
    'createdAt',
    'updatedAt',
    'releasedAt',
  ],
  json: ['capabilities', 'pricing'],
});

export const events = describeTable<Event>('events', {
  columns: [
    'id',
    'type',
    'occurredAt',
    'projectId',
    'mode',
    'subject',
    'invitationId',
    'senderId',
    'externalId',
    'data',
    'originId',
  ],
  json: ['data'],
});

export const endpoints = describeTable<Endpoint>('endpoints', {
  columns: [
    'id',
    'projectId',
    'mode',
    'senderId',
    'url',
    'eventTypes',
    'isActive',
    'signatureVersion',
    'sealedSecret',
    'sealedPreviousSecret',
    'previousSecretExpiresAt',
    'failingSince',
    'disabledReason',
    'disabledAt',
    'createdAt',
    'updatedAt',
  ],
  json: ['eventTypes'],
  boolean: ['isActive'],
});

export const deliveries = describeTable<Delivery>('deliveries', {
  columns: [
    'id',
    'endpointId',
    'eventId',
    'eventSeq',
    'subject',
    'status',
    'attempts',
    'firstAttemptAt',
    'lastAttemptAt',
    'nextAttemptAt',
    'trigger',
    'holdUntil',
    'lockedUntil',
    'createdAt',
    'finishedAt',
  ],
});

export const deliveryAttempts = describeTable<DeliveryAttempt>('delivery_attempts', {
  columns: ['deliveryId', 'number', 'trigger', 'outcome', 'statusCode', 'detail', 'startedAt', 'durationMs'],
});

export const dataDeletions = describeTable<DataDeletion>('data_deletions', {
  columns: ['code', 'mode', 'providerUserId', 'issuedAt', 'requestedAt', 'finishedAt', 'senders'],
});

export const mails = describeTable<Mail>('mails', {
  columns: [
    'id',
    'projectId',
    'mode',
    'invitationId',
    'kind',
    'recipient',
    'status',
    'attempts',
    'nextAttemptAt',
    'lockedUntil',
    'detail',
    'createdAt',
    'finishedAt',
  ],
});

export const remotes = describeTable<Remote>('remote_invitations', {
  columns: ['invitationId', 'remoteId', 'tokenHash', 'heardAt', 'nextPollAt', 'polls', 'lockedUntil'],
});

export const intents = describeTable<Intent>('remote_intents', {
  columns: [
    'invitationId',
    'requestHash',
    'fields',
    'remoteId',
    'firstSentAt',
    'lastSentAt',
    'abandonedAt',
    'lockedBy',
    'lockedUntil',
  ],
  json: ['fields'],
});
