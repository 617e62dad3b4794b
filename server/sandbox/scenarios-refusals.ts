import type {Scenario} from './scenario.ts';

/** What Meta can refuse or fail to do, whatever is connected. */
export const refusalScenarios = {
  permission_missing: {
    description: 'The app lacks the permission to read the account.',
    group: 'Meta says no',
    for: 'whatsapp',
    expects: 'fb_not_authorized',
    faults: [
      {
        on: 'GET /:waba/phone_numbers',
        error: {
          code: 200,
          message: '(#200) You do not have the necessary permissions required to read this account',
        },
      },
    ],
  },
  access_denied: {
    description: 'The app may not register the number.',
    group: 'Meta says no',
    for: 'whatsapp',
    expects: 'fb_not_authorized',
    faults: [{on: 'POST /:phone/register', error: {code: 131005, message: '(#131005) Access denied'}}],
  },
  subscribe_refused: {
    description: 'The app cannot be subscribed to the account.',
    group: 'Meta says no',
    for: 'whatsapp',
    expects: 'webhook_subscription_failed',
    faults: [
      {
        on: 'POST /:waba/subscribed_apps',
        error: {code: 100, message: '(#100) The app cannot be subscribed'},
      },
    ],
  },
  webhook_unreachable: {
    description: 'Meta cannot reach the address that messages are to be sent to.',
    group: 'Meta says no',
    for: 'whatsapp',
    expects: 'webhook_subscription_failed',
    faults: [
      {
        on: 'POST /:waba/subscribed_apps',
        error: {
          code: 2200,
          message:
            '(#2200) Callback verification failed with the following errors: HTTP Status Code = 403; HTTP Message = Forbidden',
        },
      },
    ],
  },
  app_rate_limited: {
    description: 'The app has made too many calls.',
    group: 'Meta says no',
    for: 'whatsapp',
    expects: 'meta_rate_limited',
    faults: [{on: 'GET /debug_token', error: {code: 4, message: '(#4) Application request limit reached'}}],
  },
  account_rate_limited: {
    description: 'There were too many calls about the account.',
    group: 'Meta says no',
    for: 'whatsapp',
    expects: 'meta_rate_limited',
    faults: [
      {
        on: 'GET /:waba/phone_numbers',
        status: 429,
        error: {code: 80007, message: '(#80007) There have been too many calls to this account.'},
      },
    ],
  },
  usage_high: {
    description: 'Meta says that the app has used 70 % of its allowance.',
    group: 'Meta has trouble',
    expects: 'completed',
    faults: [{on: '*', usage: 70}],
  },
  passing_trouble: {
    description: 'Meta fails twice and then works.',
    group: 'Meta has trouble',
    for: 'whatsapp',
    expects: 'completed',
    faults: [
      {
        on: 'GET /:waba/phone_numbers',
        times: 2,
        error: {code: 131000, message: '(#131000) Something went wrong', isTransient: true},
      },
    ],
  },
  meta_html_error: {
    description: 'A gateway of Meta’s answers with a web page.',
    group: 'Meta has trouble',
    for: 'whatsapp',
    expects: 'meta_unavailable',
    faults: [{on: 'GET /:waba/phone_numbers', html: true}],
  },
  connection_reset: {
    description: 'The connection to Meta breaks again and again.',
    group: 'Meta has trouble',
    expects: 'meta_unavailable',
    faults: [{on: 'GET /debug_token', reset: true}],
  },
  unexpected_answer: {
    description: 'Meta’s answer has another shape than it is documented to have.',
    group: 'Meta has trouble',
    for: 'whatsapp',
    expects: 'internal_error',
    faults: [{on: 'GET /:waba/phone_numbers', body: {numbers: 1}}],
  },
  system_user_refused: {
    description: 'The partner’s system user cannot be added to the account.',
    group: 'Solution Partner',
    for: 'whatsapp',
    expects: 'credit_line_failed',
    needs: 'solution_partner',
    faults: [
      {on: 'POST /:waba/assigned_users', error: {code: 100, message: '(#100) The user cannot be assigned'}},
    ],
  },
  credit_line_refused: {
    description: 'The partner’s credit line cannot be shared with the account.',
    group: 'Solution Partner',
    for: 'whatsapp',
    expects: 'credit_line_failed',
    needs: 'solution_partner',
    faults: ['whatsapp_credit_sharing_and_attach', 'whatsapp_credit_sharing', 'whatsapp_credit_attach'].map(
      (edge) => ({
        on: `POST /:id/${edge}`,
        error: {code: 100, message: '(#100) The credit line cannot be shared with this account'},
      }),
    ),
  },
} satisfies Record<string, Scenario>;
