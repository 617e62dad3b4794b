import {z} from 'zod';
import {pageOf} from '../contract/fields.ts';
import {
  availableNumber,
  availableNumbersQuery,
  listPhoneNumbersQuery,
  numberRequirement,
  numberRequirementsQuery,
  phoneNumber,
  purchaseNumberBody,
  updateNumberBody,
} from '../contract/phone-numbers.ts';
import type {RouteGroup} from '../route.ts';
import {
  listAvailableNumbers,
  listNumberRequirements,
  listPhoneNumbers,
  purchasePhoneNumber,
  releasePhoneNumber,
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
        'Buying again what the project owns answers that. In test mode any E.164 number can be bought.',
      body: purchaseNumberBody,
      answer: {status: 201, schema: wrapped},
      errors: ['phone_number_unavailable', 'paid_plan_required', 'provider_refused', 'provider_unavailable'],
      handler: purchasePhoneNumber,
    },
    {
      method: 'GET',
      path: '/v1/phone-numbers/available',
      access: 'key',
      summary: 'Search numbers that can be bought',
      description:
        'In test mode they are made up. In live mode Zavu sells them, where it performs the signups; else there are none: clients bring their own.',
      query: availableNumbersQuery,
      answer: {status: 200, schema: z.object({items: z.array(availableNumber)})},
      errors: ['provider_unavailable'],
      handler: listAvailableNumbers,
    },
    {
      method: 'GET',
      path: '/v1/phone-numbers/requirements',
      access: 'key',
      summary: 'Tell what a country asks of whoever buys a number there',
      query: numberRequirementsQuery,
      answer: {status: 200, schema: z.object({items: z.array(numberRequirement)})},
      errors: ['provider_unavailable'],
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
      errors: ['not_found', 'phone_number_in_use', 'provider_refused', 'provider_unavailable'],
      handler: updatePhoneNumber,
    },
    {
      method: 'DELETE',
      path: '/v1/phone-numbers/:id',
      access: 'key',
      summary: 'Give a number up',
      description: 'Refused while a sender is connected with it or an open invitation reserves it.',
      answer: {status: 204},
      errors: ['not_found', 'phone_number_in_use', 'provider_refused', 'provider_unavailable'],
      handler: releasePhoneNumber,
    },
  ],
};
