import type {Scenario} from './scenario.ts';

/** What can happen when a person connects a Facebook Page. */
export const messengerScenarios = {
  one_page: {
    description: 'The client connects their only Page.',
    group: 'Messenger',
    for: 'messenger',
    expects: 'completed',
  },
  several_pages: {
    description: 'The client shares three Pages, one of a portfolio, and chooses one here.',
    group: 'Messenger',
    for: 'messenger',
    expects: 'completed',
    world: {pages: {own: 2, ofPortfolio: 1}},
  },
  many_pages: {
    description: 'The client shares 120 Pages, more than Meta lists at once.',
    group: 'Messenger',
    for: 'messenger',
    expects: 'completed',
    world: {pages: {own: 120}},
  },
  no_pages: {
    description: 'The client has no Page.',
    group: 'Messenger',
    for: 'messenger',
    expects: 'meta_no_pages',
    world: {pages: {own: 0}},
  },
  no_page_chosen: {
    description: 'The client has Pages, but unticks all of them.',
    group: 'Messenger',
    for: 'messenger',
    expects: 'meta_no_pages',
    world: {pages: {own: 2}},
    dialog: {sharesNoPage: true},
  },
  portfolio_page: {
    description: "The only Page belongs to a portfolio, so Meta's list of Pages leaves it out.",
    group: 'Messenger',
    for: 'messenger',
    expects: 'completed',
    world: {pages: {own: 0, ofPortfolio: 1}},
    dialog: {asksNoBusinesses: true},
  },
  portfolio_search: {
    description: 'Meta names no Page at all; they have to be looked for in the portfolio.',
    group: 'Messenger',
    for: 'messenger',
    expects: 'completed',
    world: {pages: {own: 0, ofPortfolio: 2}},
    token: {targetIds: 'absent'},
    faults: [{on: 'GET /me/accounts', body: {data: []}}],
  },
  system_user_pages: {
    description: "The token is a system user's, which has its Pages assigned.",
    group: 'Messenger',
    for: 'messenger',
    expects: 'completed',
    token: {type: 'SYSTEM_USER'},
  },
  same_page: {
    description: 'The Page is the same for everybody: who connects it last has it.',
    group: 'Messenger',
    for: 'messenger',
    expects: 'completed',
    world: {isSame: true},
  },
  pages_denied: {
    description: 'The client finishes, but grants no permission.',
    group: 'Messenger',
    for: 'messenger',
    expects: 'fb_not_authorized',
    dialog: {unticked: ['pages_messaging']},
  },
  page_not_subscribed: {
    description: 'The client may not manage the Page, so Meta refuses to send its messages.',
    group: 'Messenger',
    for: 'messenger',
    expects: 'page_subscription_failed',
    faults: [
      {
        on: 'POST /:page/subscribed_apps',
        error: {
          code: 200,
          message:
            '(#200) User does not have sufficient administrative permission for this action on this page.',
        },
      },
    ],
  },
  page_gone: {
    description: 'The client loses the Page while it is being connected.',
    group: 'Messenger',
    for: 'messenger',
    expects: 'page_subscription_failed',
    faults: [{on: 'GET /:page', error: {code: 100, subcode: 33}}],
  },
  page_token_invalid: {
    description: 'The client changes their password, which ends the token of the Page at once.',
    group: 'Messenger',
    for: 'messenger',
    expects: 'token_invalid',
    faults: [
      {
        on: 'POST /:page/subscribed_apps',
        error: {
          code: 190,
          subcode: 460,
          message:
            'Error validating access token: The session has been invalidated because the user changed their password.',
        },
      },
    ],
  },
} satisfies Record<string, Scenario>;
