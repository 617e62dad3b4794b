import {describe, expect, test} from 'vitest';
import type {Invitation} from '../../../../server/invitations/invitation.ts';
import {suggestedSetup} from '../../../../server/signup/meta/setup.ts';

type Client = Pick<Invitation, 'clientName' | 'clientEmail' | 'clientPhone' | 'allowedPhoneCountries'>;

const nobody: Client = {
  clientName: null,
  clientEmail: null,
  clientPhone: null,
  allowedPhoneCountries: null,
};
const luna: Client = {
  ...nobody,
  clientName: 'Bakery Luna',
  clientEmail: 'hola@luna.example',
  clientPhone: '+34600111222',
};

function suggest(
  extras: Record<string, unknown>,
  client = luna,
  providerNumberId: string | null = null,
): Record<string, unknown> {
  const number = providerNumberId === null ? undefined : {phoneNumber: '+16315550100', providerNumberId};
  return suggestedSetup(extras, client, number);
}

describe('the extras of the dialog', () => {
  const business = {
    name: 'Bakery Luna',
    email: 'hola@luna.example',
    phone: {code: 34, number: '600111222'},
  };

  test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
    ['hold what we know of the client', {setup: {}}, {setup: {business}}],
    ['get a setup when they have none', {}, {setup: {business}}],
    [
      'keep what the operator says about the business',
      {setup: {business: {id: '5001', name: 'Luna Ltd', website: 'https://luna.example'}}},
      {setup: {business: {...business, id: '5001', name: 'Luna Ltd', website: 'https://luna.example'}}},
    ],
    [
      'keep what we do not know, at every place',
      {version: 'v3', featureType: 'x', features: [{name: 'y'}], setup: {solutionID: '1', more: {z: 1}}},
      {
        version: 'v3',
        featureType: 'x',
        features: [{name: 'y'}],
        setup: {solutionID: '1', more: {z: 1}, business},
      },
    ],
    [
      'complete a profile of the number that the operator began',
      {setup: {phone: {category: 'RETAIL', description: 'Bread'}}},
      {setup: {business, phone: {category: 'RETAIL', description: 'Bread', displayName: 'Bakery Luna'}}},
    ],
    [
      'keep a profile that Meta would not take',
      {setup: {phone: {category: 'RETAIL'}}},
      {setup: {business, phone: {category: 'RETAIL'}}},
    ],
  ])('%s', (_, extras, expected) => {
    expect(suggest(extras)).toEqual(expected);
  });

  test.each([{}, {setup: {}}, {version: 'v3'}])(
    'are what the operator set when nobody is known: %j',
    (extras) => {
      expect(suggest(extras, nobody)).toEqual(extras);
    },
  );

  test('name no version of their own', () => {
    expect(suggest({})).not.toHaveProperty('version');
  });

  test('offer the assigned number, unless the operator offers another', () => {
    expect(suggest({}, nobody, '777')).toEqual({setup: {preVerifiedPhone: {ids: ['777']}}});
    const extras = {setup: {preVerifiedPhone: {ids: ['888']}}};
    expect(suggest(extras, nobody, '777')).toEqual(extras);
  });

  test('take the country from what is allowed when the client’s number is not known', () => {
    const client = {...nobody, allowedPhoneCountries: ['MX', 'ES']};
    expect(suggest({}, client)).toEqual({setup: {business: {phone: {code: 52}}}});
  });
});
