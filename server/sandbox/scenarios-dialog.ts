import type {Scenario} from './scenario.ts';

/** What can happen before the browser comes back. */
export const dialogScenarios = {
  deny_one_scope: {
    description: 'The client unticks the permission to send and read messages.',
    group: 'In the dialog',
    for: 'whatsapp',
    expects: 'fb_not_authorized',
    dialog: {unticked: ['whatsapp_business_messaging']},
  },
  report_error: {
    description: 'The client reports an error; without the popup this looks like a cancel.',
    group: 'In the dialog',
    expects: 'meta_flow_error',
    needs: 'popup',
    dialog: {end: 'report'},
  },
  dialog_error: {
    description: 'Meta’s dialog fails and sends the browser back with an error of its own.',
    group: 'In the dialog',
    expects: 'token_exchange_failed',
    dialog: {end: 'error'},
  },
  empty_return: {
    description: 'The browser comes back with neither a code nor an error.',
    group: 'In the dialog',
    expects: 'signup_abandoned',
    needs: 'time',
    dialog: {end: 'empty'},
  },
} satisfies Record<string, Scenario>;
