import {z} from 'zod';
import {idempotencyHeaders, pageOf} from '../contract/fields.ts';
import {
  countInvitationsQuery,
  createInvitationBody,
  invitation,
  invitationCounts,
  listInvitationsQuery,
  updateInvitationBody,
} from '../contract/invitations.ts';
import {statistics, statisticsQuery} from '../contract/statistics.ts';
import {timeline} from '../contract/timeline.ts';
import type {RouteGroup} from '../route.ts';
import {
  cancelInvitation,
  createInvitation,
  listInvitations,
  retrieveCounts,
  retrieveInvitation,
  retrieveStatistics,
  retrieveTimeline,
  rotateLink,
  updateInvitation,
} from './handlers.ts';

const wrapped = z.object({invitation});

export const invitationRoutes: RouteGroup = {
  heading: 'Invitations',
  routes: [
    {
      method: 'POST',
      path: '/v1/invitations',
      access: 'manage',
      summary: 'Create an invitation',
      headers: idempotencyHeaders,
      body: createInvitationBody,
      answer: {status: 201, schema: wrapped},
      errors: [
        'idempotency_key_reused',
        'phone_number_unavailable',
        'mail_not_set_up',
        'provider_refused',
        'provider_unavailable',
      ],
      handler: createInvitation,
    },
    {
      method: 'GET',
      path: '/v1/invitations',
      access: 'manage',
      summary: 'List invitations, newest first',
      query: listInvitationsQuery,
      answer: {status: 200, schema: pageOf(invitation)},
      handler: listInvitations,
    },
    {
      method: 'GET',
      path: '/v1/invitations/counts',
      access: 'manage',
      summary: 'Count the invitations of a list by their status',
      query: countInvitationsQuery,
      answer: {status: 200, schema: invitationCounts},
      handler: retrieveCounts,
    },
    {
      method: 'GET',
      path: '/v1/invitations/stats',
      access: 'manage',
      summary: 'Count invitations: how far clients come, where they stop, how long they take',
      query: statisticsQuery,
      answer: {status: 200, schema: statistics},
      handler: retrieveStatistics,
    },
    {
      method: 'GET',
      path: '/v1/invitations/:id',
      access: 'manage',
      summary: 'Retrieve an invitation',
      answer: {status: 200, schema: wrapped},
      errors: ['not_found'],
      handler: retrieveInvitation,
    },
    {
      method: 'PATCH',
      path: '/v1/invitations/:id',
      access: 'manage',
      summary: 'Change an invitation, or give it more time',
      description:
        'What is left out stays, `null` clears. More time opens an expired invitation again: the same link works. One that is completed or cancelled keeps all but `metadata` and `externalId`, and so does an expired one without more time.',
      body: updateInvitationBody,
      answer: {status: 200, schema: wrapped},
      errors: ['not_found', 'invitation_not_usable', 'phone_number_unavailable', 'provider_refused'],
      handler: updateInvitation,
    },
    {
      method: 'POST',
      path: '/v1/invitations/:id/rotate-link',
      access: 'manage',
      summary: 'Give an invitation a new link; the old one is dead at once',
      description:
        'Codes for another device are dead too. A client who is in the dialog at this moment may finish; to end that too, cancel the invitation.',
      answer: {status: 200, schema: wrapped},
      errors: ['not_found', 'invitation_not_usable', 'provider_refused'],
      handler: rotateLink,
    },
    {
      method: 'GET',
      path: '/v1/invitations/:id/timeline',
      access: 'manage',
      summary: 'Tell what happened to an invitation, oldest first, and how far each attempt came',
      answer: {status: 200, schema: timeline},
      errors: ['not_found'],
      handler: retrieveTimeline,
    },
    {
      method: 'POST',
      path: '/v1/invitations/:id/cancel',
      access: 'manage',
      summary: 'Cancel an invitation; its link is dead at once',
      description: 'Cancelling twice is answered like once. A completed one is ended by deleting its sender.',
      answer: {status: 200, schema: wrapped},
      errors: ['not_found', 'invitation_not_cancellable', 'provider_unavailable'],
      handler: cancelInvitation,
    },
  ],
};
