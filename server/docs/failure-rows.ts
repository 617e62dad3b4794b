import type {FailureReason} from '../contract/failure-reasons.ts';

/*
 * Every way in which a signup ends otherwise than usual, and how play-Meta plays it. A test plays each row and holds this list against
 * that of `GET /sandbox/control`.
 */

/** What else must be so for a row, in the sandbox's words; `setup` says it to people. */
export type RowNeed = keyof typeof setup;

export const setup = {
  assigned_number: 'an invitation with a number of yours',
  allowed_countries: 'an invitation with `allowedPhoneCountries`',
  second_run: 'a second invitation after one that was completed',
  time: '30 minutes',
  wrong_pin: 'a wrong PIN on our page, five times',
  right_pin: 'the PIN 424242 on our page',
  choice: 'a choice on our page',
  solution_partner: '`META_ROLE=solution_partner`',
  popup: '`META_POPUP=1`',
};

export interface FailureRow {
  scenario: string;
  ends: FailureReason | 'completed';
  /** As the sandbox describes the scenario, or what is different about this row of it. */
  what: string;
  channel?: 'messenger';
  needs?: RowNeed;
  /** What the sandbox's popup is told besides, at `/sandbox/control/popup`. */
  popup?: Record<string, string>;
  /** What the operator finds in `failureDetail`, beside Meta's trace id; `true`: a value that differs each time. */
  detail: Record<string, string | number | true>;
}

// One row, one line.
// prettier-ignore
export const failureRows: readonly FailureRow[] = [
  {scenario: 'cancel', ends: 'fb_cancelled', what: 'The client presses Cancel in the dialog.', detail: {error: 'access_denied', reason: 'user_denied', code: '200'}},
  {scenario: 'deny', ends: 'fb_not_authorized', what: 'The client finishes, but unticks the permissions.', detail: {code: 200}},
  {scenario: 'abandon', ends: 'signup_abandoned', what: 'The client walks away and never comes back.', needs: 'time', detail: {}},
  {scenario: 'no_phone', ends: 'no_phone_number', what: 'The client finishes without a phone number.', detail: {}},
  {scenario: 'wrong_country', ends: 'phone_country_not_allowed', what: 'The number is from a country that was not expected.', needs: 'allowed_countries', detail: {countries: true}},
  {scenario: 'wrong_number', ends: 'phone_mismatch', what: 'The client connects another number than the assigned one.', needs: 'assigned_number', detail: {}},
  {scenario: 'code_expired', ends: 'code_expired', what: 'The code has run out before it can be exchanged.', detail: {code: 100, subcode: 36007}},
  {scenario: 'meta_down', ends: 'meta_unavailable', what: 'Meta does not answer for 20 seconds after the exchange.', detail: {code: 2}},
  {scenario: 'pin_mismatch', ends: 'pin_mismatch', what: 'The number has the two-step PIN 424242 already, and the client is asked for it.', needs: 'wrong_pin', detail: {code: true}},
  {scenario: 'deny_one_scope', ends: 'fb_not_authorized', what: 'The client unticks the permission to send and read messages.', detail: {code: 10}},
  {scenario: 'dialog_error', ends: 'token_exchange_failed', what: 'Meta’s dialog fails and sends the browser back with an error of its own.', detail: {error: 'server_error', code: '2'}},
  {scenario: 'empty_return', ends: 'signup_abandoned', what: 'The browser comes back with neither a code nor an error.', needs: 'time', detail: {}},
  {scenario: 'code_used', ends: 'code_already_used', what: 'Somebody has used the code before.', detail: {code: 100, subcode: 36009}},
  {scenario: 'redirect_mismatch', ends: 'configuration_error', what: 'The exchange names another address than the dialog did.', detail: {fix: 'redirect_uri_mismatch', code: 100, subcode: 36008}},
  {scenario: 'app_secret_wrong', ends: 'configuration_error', what: 'The secret of the app is wrong.', detail: {fix: 'app_secret', code: 1}},
  {scenario: 'app_id_wrong', ends: 'configuration_error', what: 'The id of the app is wrong.', detail: {fix: 'app_id', code: 101}},
  {scenario: 'exchange_refused', ends: 'token_exchange_failed', what: 'The code is refused for a reason of Meta’s own.', detail: {code: 100}},
  {scenario: 'exchange_down', ends: 'meta_unavailable', what: 'The connection breaks while the code is exchanged.', detail: {}},
  {scenario: 'token_invalid', ends: 'token_invalid', what: 'The token has been taken back by the time it is looked at.', detail: {code: 190, subcode: 467}},
  {scenario: 'token_expired', ends: 'token_invalid', what: 'The token has ended by the time it is looked at.', detail: {code: 190, subcode: 463}},
  {scenario: 'token_foreign_app', ends: 'token_invalid', what: 'The token belongs to another app.', detail: {appId: '400000000000099'}},
  {scenario: 'token_revoked', ends: 'token_invalid', what: 'The client removes the app while it is being set up.', detail: {code: 190, subcode: 458}},
  {scenario: 'no_waba', ends: 'waba_not_found', what: 'The client shares a portfolio without a WhatsApp Business account.', detail: {code: 100, subcode: 33}},
  {scenario: 'waba_unreadable', ends: 'waba_not_found', what: 'The account that the token names cannot be read.', detail: {code: 100, subcode: 33}},
  {scenario: 'account_rejected', ends: 'account_restricted', what: 'Meta has reviewed the account and refused it.', detail: {reviewStatus: 'REJECTED'}},
  {scenario: 'account_locked', ends: 'account_restricted', what: 'The account is locked when the number is to be registered.', detail: {code: 131031}},
  {scenario: 'policy_block', ends: 'account_restricted', what: 'The account is blocked for breaking Meta’s rules.', detail: {code: 368}},
  {scenario: 'not_verified', ends: 'phone_not_verified', what: 'The client has not entered the code that verifies the number.', detail: {phones: true}},
  {scenario: 'number_taken', ends: 'phone_already_connected', what: 'Always the same number: a second invitation finds it connected already.', needs: 'second_run', detail: {}},
  {scenario: 'pin_guesses', ends: 'pin_mismatch', what: 'Somebody has guessed the PIN of the number too often.', detail: {code: 133008}},
  {scenario: 'pin_too_fast', ends: 'pin_mismatch', what: 'The PIN of the number was tried too fast.', detail: {code: 133009}},
  {scenario: 'verify_again', ends: 'phone_not_verified', what: 'The number has to be verified again before it can be registered.', detail: {code: 133006}},
  {scenario: 'register_rate_limited', ends: 'registration_rate_limited', what: 'The number was registered too often and is locked for 72 hours.', detail: {code: 133016}},
  {scenario: 'permission_missing', ends: 'fb_not_authorized', what: 'The app lacks the permission to read the account.', detail: {code: 200}},
  {scenario: 'access_denied', ends: 'fb_not_authorized', what: 'The app may not register the number.', detail: {code: 131005}},
  {scenario: 'subscribe_refused', ends: 'webhook_subscription_failed', what: 'The app cannot be subscribed to the account.', detail: {code: 100}},
  {scenario: 'webhook_unreachable', ends: 'webhook_subscription_failed', what: 'Meta cannot reach the address that messages are to be sent to.', detail: {code: 2200}},
  {scenario: 'app_rate_limited', ends: 'meta_rate_limited', what: 'The app has made too many calls.', detail: {code: 4}},
  {scenario: 'account_rate_limited', ends: 'meta_rate_limited', what: 'There were too many calls about the account.', detail: {code: 80007}},
  {scenario: 'meta_html_error', ends: 'meta_unavailable', what: 'A gateway of Meta’s answers with a web page.', detail: {}},
  {scenario: 'connection_reset', ends: 'meta_unavailable', what: 'The connection to Meta breaks again and again.', detail: {}},
  {scenario: 'unexpected_answer', ends: 'internal_error', what: 'Meta’s answer has another shape than it is documented to have.', detail: {unexpected: true}},
  {scenario: 'system_user_refused', ends: 'credit_line_failed', what: 'The partner’s system user cannot be added to the account.', needs: 'solution_partner', detail: {code: 100}},
  {scenario: 'credit_line_refused', ends: 'credit_line_failed', what: 'The partner’s credit line cannot be shared with the account.', needs: 'solution_partner', detail: {code: 100}},
  {scenario: 'no_pages', ends: 'meta_no_pages', what: 'The client has no Page.', channel: 'messenger', detail: {}},
  {scenario: 'no_page_chosen', ends: 'meta_no_pages', what: 'The client has Pages, but unticks all of them.', channel: 'messenger', detail: {}},
  {scenario: 'pages_denied', ends: 'fb_not_authorized', what: 'The client finishes, but grants no permission.', channel: 'messenger', detail: {missing: true}},
  {scenario: 'page_not_subscribed', ends: 'page_subscription_failed', what: 'The client may not manage the Page, so Meta refuses to send its messages.', channel: 'messenger', detail: {code: 200}},
  {scenario: 'page_gone', ends: 'page_subscription_failed', what: 'The client loses the Page while it is being connected.', channel: 'messenger', detail: {code: 100, subcode: 33}},
  {scenario: 'page_token_invalid', ends: 'token_invalid', what: 'The client changes their password, which ends the token of the Page at once.', channel: 'messenger', detail: {code: 190, subcode: 460}},
  {scenario: 'cancel', ends: 'signup_abandoned', what: 'In the popup, Meta says which screen the client left.', needs: 'popup', detail: {currentStep: true}},
  {scenario: 'cancel', ends: 'fb_cancelled', what: 'In the popup, Meta’s script says nothing but that it is over.', needs: 'popup', popup: {message: 'missing', status: 'unknown'}, detail: {status: 'unknown'}},
  {scenario: 'cancel', ends: 'fb_not_authorized', what: 'In the popup, Meta’s script says that the app is not authorised.', needs: 'popup', popup: {message: 'missing', status: 'not_authorized'}, detail: {status: 'not_authorized'}},
  {scenario: 'abandon', ends: 'signup_abandoned', what: 'Nothing comes from the popup, and the client says that they closed it.', needs: 'popup', popup: {callback: 'missing'}, detail: {windowClosed: true}},
  {scenario: 'report_error', ends: 'meta_flow_error', what: 'The client reports an error; without the popup this looks like a cancel.', needs: 'popup', detail: {errorId: true, sessionId: true}},
];

/** What does not fail, but ends differently from a number that is registered at once. */
// One row, one line.
// prettier-ignore
export const otherEndings: readonly FailureRow[] = [
  {scenario: 'pin_mismatch', ends: 'completed', what: 'The number has a two-step PIN, and the client knows it.', needs: 'right_pin', detail: {}},
  {scenario: 'register_pending', ends: 'completed', what: 'Connected while Meta checks the display name: `registration` of the sender is `pending`, and it is registered later by itself.', detail: {}},
  {scenario: 'recently_deleted', ends: 'completed', what: 'Connected, and registered when Meta allows it: `registration` is `pending` until then.', detail: {}},
  {scenario: 'coexistence', ends: 'completed', what: 'The number stays in the WhatsApp Business app: nothing is registered, chats and contacts are asked for.', detail: {}},
  {scenario: 'coexistence_too_late', ends: 'completed', what: 'The same, but the chats of the app can no longer be copied.', detail: {}},
  {scenario: 'several_numbers', ends: 'completed', what: 'The client chooses one of three numbers.', needs: 'choice', detail: {}},
  {scenario: 'several_pages', ends: 'completed', what: 'The client chooses one of three Pages.', channel: 'messenger', needs: 'choice', detail: {}},
];
