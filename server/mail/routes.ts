import {z} from 'zod';
import {invitation} from '../contract/invitations.ts';
import {mail} from '../contract/mails.ts';
import type {RouteGroup} from '../route.ts';
import {resendInvitation} from './handlers.ts';

export const mailRoutes: RouteGroup = {
  heading: 'Mail',
  routes: [
    {
      method: 'POST',
      path: '/v1/invitations/:id/resend',
      access: 'manage',
      summary: 'Mail the link to the client once more',
      description:
        'The client is mailed reminders from then on. One mail a minute at most; how it went is on the timeline.',
      answer: {status: 202, schema: z.object({invitation, mail})},
      errors: ['not_found', 'mail_not_set_up', 'invitation_not_usable'],
      handler: resendInvitation,
    },
  ],
};
