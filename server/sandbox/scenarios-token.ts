import type {Fault, FaultError} from './fault.ts';
import type {Scenario} from './scenario.ts';

const exchangeRefused = (error: FaultError): readonly Fault[] => [{on: '* /oauth/access_token', error}];

/** What can happen to the code and to the token that comes of it. */
export const tokenScenarios = {
  code_used: {
    description: 'Somebody has used the code before.',
    group: 'Code and token',
    expects: 'code_already_used',
    faults: exchangeRefused({
      code: 100,
      subcode: 36009,
      message: 'This authorization code has been used.',
    }),
  },
  redirect_mismatch: {
    description: 'The exchange names another address than the dialog did.',
    group: 'Code and token',
    expects: 'configuration_error',
    faults: exchangeRefused({
      code: 100,
      subcode: 36008,
      message:
        'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
    }),
  },
  app_secret_wrong: {
    description: 'The secret of the app is wrong.',
    group: 'Code and token',
    expects: 'configuration_error',
    faults: exchangeRefused({code: 1, message: 'Error validating client secret.'}),
  },
  app_id_wrong: {
    description: 'The id of the app is wrong.',
    group: 'Code and token',
    expects: 'configuration_error',
    faults: exchangeRefused({code: 101, message: 'Error validating application.'}),
  },
  exchange_refused: {
    description: 'The code is refused for a reason of Meta’s own.',
    group: 'Code and token',
    expects: 'token_exchange_failed',
    faults: exchangeRefused({code: 100, message: 'Invalid verification code format.'}),
  },
  exchange_down: {
    description: 'The connection breaks while the code is exchanged.',
    group: 'Code and token',
    expects: 'meta_unavailable',
    faults: [{on: '* /oauth/access_token', reset: true}],
  },
  token_invalid: {
    description: 'The token has been taken back by the time it is looked at.',
    group: 'Code and token',
    expects: 'token_invalid',
    token: {state: 'invalid'},
  },
  token_expired: {
    description: 'The token has ended by the time it is looked at.',
    group: 'Code and token',
    expects: 'token_invalid',
    token: {state: 'expired'},
  },
  token_foreign_app: {
    description: 'The token belongs to another app.',
    group: 'Code and token',
    expects: 'token_invalid',
    token: {state: 'foreign_app'},
  },
  token_revoked: {
    description: 'The client removes the app while it is being set up.',
    group: 'Code and token',
    for: 'whatsapp',
    expects: 'token_invalid',
    faults: [
      {
        on: 'GET /:waba/phone_numbers',
        error: {
          code: 190,
          subcode: 458,
          message: 'Error validating access token: The user has not authorized application.',
        },
      },
    ],
  },
  proof_required: {
    description: 'Meta takes calls only with a proof that they come from the app.',
    group: 'Code and token',
    expects: 'completed',
    token: {needsProof: true},
  },
  token_june_2026: {
    description: 'The token names other permissions, as some do since June 2026.',
    group: 'Code and token',
    for: 'whatsapp',
    expects: 'completed',
    token: {scopes: 'june2026'},
  },
  token_of_a_person: {
    description: 'The token is that of a person and knows no portfolio.',
    group: 'Code and token',
    for: 'whatsapp',
    expects: 'completed',
    token: {type: 'USER'},
  },
  target_ids_absent: {
    description: 'The token does not say which accounts it is for.',
    group: 'Code and token',
    for: 'whatsapp',
    expects: 'completed',
    token: {targetIds: 'absent'},
  },
  target_ids_shuffled: {
    description: 'The token names two accounts, the older one first.',
    group: 'Code and token',
    for: 'whatsapp',
    expects: 'completed',
    world: {phoneCounts: [1, 1]},
    dialog: {ticksSeveral: true},
    token: {targetIds: 'shuffled'},
  },
  target_ids_with_business: {
    description: 'The token names the portfolio among the accounts.',
    group: 'Code and token',
    for: 'whatsapp',
    expects: 'completed',
    token: {targetIds: 'with_business'},
  },
} satisfies Record<string, Scenario>;
