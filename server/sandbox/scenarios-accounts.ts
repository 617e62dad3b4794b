import type {Scenario} from './scenario.ts';

/** What can be wrong with the client's WhatsApp Business account. */
export const accountScenarios = {
  no_waba: {
    description: 'The client shares a portfolio without a WhatsApp Business account.',
    group: 'Accounts',
    for: 'whatsapp',
    expects: 'waba_not_found',
    dialog: {sharesNoWaba: true},
  },
  waba_unreadable: {
    description: 'The account that the token names cannot be read.',
    group: 'Accounts',
    for: 'whatsapp',
    expects: 'waba_not_found',
    faults: ['GET /:waba', 'GET /:waba/phone_numbers'].map((on) => ({
      on,
      error: {
        code: 100,
        subcode: 33,
        message:
          'Unsupported get request. Object with this ID does not exist, cannot be loaded due to missing permissions, or does not support this operation.',
      },
    })),
  },
  several_accounts: {
    description: 'The client shares two accounts with a number each.',
    group: 'Accounts',
    for: 'whatsapp',
    expects: 'completed',
    world: {phoneCounts: [1, 1]},
    dialog: {ticksSeveral: true},
  },
  account_in_review: {
    description: 'Meta is still reviewing the account.',
    group: 'Accounts',
    for: 'whatsapp',
    expects: 'completed',
    world: {reviewStatus: 'PENDING'},
  },
  account_rejected: {
    description: 'Meta has reviewed the account and refused it.',
    group: 'Accounts',
    for: 'whatsapp',
    expects: 'account_restricted',
    world: {reviewStatus: 'REJECTED'},
  },
  account_locked: {
    description: 'The account is locked when the number is to be registered.',
    group: 'Accounts',
    for: 'whatsapp',
    expects: 'account_restricted',
    faults: [
      {
        on: 'POST /:phone/register',
        error: {
          code: 131031,
          message: '(#131031) Business Account locked',
          details: 'The account has been locked.',
        },
      },
    ],
  },
  policy_block: {
    description: 'The account is blocked for breaking Meta’s rules.',
    group: 'Accounts',
    for: 'whatsapp',
    expects: 'account_restricted',
    faults: [
      {
        on: 'POST /:waba/subscribed_apps',
        error: {
          code: 368,
          message: '(#368) The action attempted has been deemed abusive or is otherwise disallowed',
        },
      },
    ],
  },
} satisfies Record<string, Scenario>;
