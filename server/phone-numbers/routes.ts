import {z} from 'zod';
import {pageOf} from '../contract/fields.ts';
import {
  availableNumber,
  availableNumbersQuery,
  confirmVerificationBody,
  listPhoneNumbersQuery,
  numberRequirement,
  numberRequirementsQuery,
  phoneNumber,
  purchaseNumberBody,
  requestVerificationBody,
  updateNumberBody,
} from '../contract/phone-numbers.ts';
import type {RouteGroup} from '../route.ts';
import {
  confirmNumberVerification,
  listAvailableNumbers,
  listNumberRequirements,
  listPhoneNumbers,
  purchasePhoneNumber,
  releasePhoneNumber,
  requestNumberVerification,
  retrievePhoneNumber,
  updatePhoneNumber,
} from './handlers.ts';

const wrapped = z.object({phoneNumber});

export const phoneNumberRoutes: RouteGroup = {
  heading: 'Phone numbers',
  routes: [
    {
      method: 'GET',
      path: '/v1/phone-numbers',
      access: 'manage',
      summary: 'List the numbers that the project owns, newest first',
      query: listPhoneNumbersQuery,
      answer: {status: 200, schema: pageOf(phoneNumber)},
      handler: listPhoneNumbers,
    },
    {
      method: 'POST',
      path: '/v1/phone-numbers',
      access: 'key',
      summary: 'Buy a number, to pre-assign it to an invitation',
      description:
        'Buying again what the project owns answers that. In test mode any E.164 number can be bought. A Solution Partner adds a number of its own to Meta’s pool, or takes one that is there: it has to be verified before it can be assigned.',
      body: purchaseNumberBody,
      answer: {status: 201, schema: wrapped},
      errors: ['phone_number_unavailable', 'meta_refused', 'meta_unavailable'],
      handler: purchasePhoneNumber,
    },
    {
      method: 'GET',
      path: '/v1/phone-numbers/available',
      access: 'key',
      summary: 'Search numbers that can be bought',
      description:
        'In test mode they are made up. For a Solution Partner they are those of Meta’s pool that nobody has here. In live mode there are no others: clients bring their own.',
      query: availableNumbersQuery,
      answer: {status: 200, schema: z.object({items: z.array(availableNumber)})},
      errors: ['meta_refused', 'meta_unavailable'],
      handler: listAvailableNumbers,
    },
    {
      method: 'GET',
      path: '/v1/phone-numbers/requirements',
      access: 'key',
      summary: 'Tell what a country asks of whoever buys a number there',
      query: numberRequirementsQuery,
      answer: {status: 200, schema: z.object({items: z.array(numberRequirement)})},
      handler: listNumberRequirements,
    },
    {
      method: 'GET',
      path: '/v1/phone-numbers/:id',
      access: 'manage',
      summary: 'Retrieve a number',
      answer: {status: 200, schema: wrapped},
      errors: ['not_found'],
      handler: retrievePhoneNumber,
    },
    {
      method: 'PATCH',
      path: '/v1/phone-numbers/:id',
      access: 'key',
      summary: 'Name a number, or say which sender it belongs to',
      body: updateNumberBody,
      answer: {status: 200, schema: wrapped},
      errors: ['not_found', 'phone_number_in_use'],
      handler: updatePhoneNumber,
    },
    {
      method: 'DELETE',
      path: '/v1/phone-numbers/:id',
      access: 'key',
      summary: 'Give a number up',
      description: 'Refused while a sender is connected with it or an open invitation reserves it.',
      answer: {status: 204},
      errors: ['not_found', 'phone_number_in_use'],
      handler: releasePhoneNumber,
    },
    {
      method: 'POST',
      path: '/v1/phone-numbers/:id/verification',
      access: 'key',
      summary: 'Send a code to a number, to show that it is yours',
      description:
        'Only for numbers of Meta’s pool. One that is verified for more than 45 days to come is answered as it is.',
      body: requestVerificationBody,
      answer: {status: 200, schema: wrapped},
      errors: ['not_found', 'phone_number_unavailable', 'meta_refused', 'meta_unavailable'],
      handler: requestNumberVerification,
    },
    {
      method: 'POST',
      path: '/v1/phone-numbers/:id/verification/confirm',
      access: 'key',
      summary: 'Confirm a number with the code that it received',
      description: 'It is verified for 90 days then, and can be assigned.',
      body: confirmVerificationBody,
      answer: {status: 200, schema: wrapped},
      errors: [
        'not_found',
        'phone_number_unavailable',
        'verification_expired',
        'meta_refused',
        'meta_unavailable',
      ],
      handler: confirmNumberVerification,
    },
  ],
};
