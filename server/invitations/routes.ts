import {z} from 'zod';
import {pageOf} from '../contract/fields.ts';
import {createInvitationBody, invitation, listInvitationsQuery} from '../contract/invitations.ts';
import type {RouteGroup} from '../route.ts';
import {cancelInvitation, createInvitation, listInvitations, retrieveInvitation} from './handlers.ts';

const wrapped = z.object({invitation});

export const invitationRoutes: RouteGroup = {
  heading: 'Invitations',
  routes: [
    {
      method: 'POST',
      path: '/v1/invitations',
      access: 'manage',
      summary: 'Create an invitation',
      description:
        'With an `Idempotency-Key` the same request again answers what was created the first time.',
      body: createInvitationBody,
      answer: {status: 201, schema: wrapped},
      errors: ['idempotency_key_reused', 'phone_number_unavailable', 'mail_not_set_up'],
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
      path: '/v1/invitations/:id',
      access: 'manage',
      summary: 'Retrieve an invitation',
      answer: {status: 200, schema: wrapped},
      errors: ['not_found'],
      handler: retrieveInvitation,
    },
    {
      method: 'POST',
      path: '/v1/invitations/:id/cancel',
      access: 'manage',
      summary: 'Cancel an invitation; its link is dead at once',
      description: 'Cancelling twice is answered like once. A completed one is ended by deleting its sender.',
      answer: {status: 200, schema: wrapped},
      errors: ['not_found', 'invitation_not_cancellable'],
      handler: cancelInvitation,
    },
  ],
};
