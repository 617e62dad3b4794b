import {errorBody} from '../contract/errors.ts';
import {pageOf} from '../contract/fields.ts';
import {profileAnswer, updatedProfileAnswer, updateProfileBody} from '../contract/profile.ts';
import {listSendersQuery, sender, updateSenderBody} from '../contract/senders.ts';
import type {RouteGroup} from '../route.ts';
import {deleteSender, listSenders, refuseSender, retrieveSender, updateSender} from './handlers.ts';
import {refuseProfilePicture, retrieveProfile, updateProfile} from './profile-handlers.ts';

/** Like Zavu's, not wrapped. */
export const senderRoutes: RouteGroup = {
  heading: 'Senders',
  routes: [
    {
      method: 'GET',
      path: '/v1/senders',
      access: 'manage',
      summary: 'List senders, newest first',
      query: listSendersQuery,
      answer: {status: 200, schema: pageOf(sender)},
      errors: ['provider_unavailable'],
      handler: listSenders,
    },
    {
      method: 'GET',
      path: '/v1/senders/:id',
      access: 'manage',
      summary: 'Retrieve a sender',
      answer: {status: 200, schema: sender},
      errors: ['not_found', 'provider_unavailable'],
      handler: retrieveSender,
    },
    {
      method: 'POST',
      path: '/v1/senders',
      access: 'key',
      summary: 'Create a sender: refused, since a client does it by completing an invitation',
      answer: {status: 400, schema: errorBody},
      handler: refuseSender,
    },
    {
      method: 'PATCH',
      path: '/v1/senders/:id',
      access: 'key',
      summary: 'Rename a sender, make it the default, set its webhook',
      description: "Fields of Zavu's that mean nothing here, of email or voice, are left alone.",
      body: updateSenderBody,
      answer: {status: 200, schema: sender},
      errors: ['not_found', 'provider_refused', 'provider_unavailable'],
      handler: updateSender,
    },
    {
      method: 'DELETE',
      path: '/v1/senders/:id',
      access: 'key',
      summary: 'Disconnect a sender: its number or Page is free again and its token forgotten',
      answer: {status: 204},
      errors: ['not_found', 'provider_refused', 'provider_unavailable'],
      handler: deleteSender,
    },
    {
      method: 'GET',
      path: '/v1/senders/:id/profile',
      access: 'key',
      summary: 'Retrieve the WhatsApp Business profile, as Meta has it now',
      answer: {status: 200, schema: profileAnswer},
      errors: ['not_found', 'meta_refused', 'meta_unavailable', 'provider_unavailable'],
      handler: retrieveProfile,
    },
    {
      method: 'PATCH',
      path: '/v1/senders/:id/profile',
      access: 'key',
      summary: 'Change the WhatsApp Business profile',
      description:
        'What is left out stays, `null` clears. The change goes through to Meta; repeating it does no harm.',
      body: updateProfileBody,
      answer: {status: 200, schema: updatedProfileAnswer},
      errors: ['not_found', 'meta_refused', 'meta_unavailable', 'provider_unavailable'],
      handler: updateProfile,
    },
    {
      method: 'POST',
      path: '/v1/senders/:id/profile/picture',
      access: 'key',
      summary: 'Refused: a profile picture is set in the WhatsApp Manager',
      answer: {status: 400, schema: errorBody},
      handler: refuseProfilePicture,
    },
  ],
};
