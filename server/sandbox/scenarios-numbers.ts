import type {Fault, FaultError} from './fault.ts';
import type {Scenario} from './scenario.ts';

const registerRefused = (error: FaultError, rest: Partial<Fault> = {}): readonly Fault[] => [
  {on: 'POST /:phone/register', error, ...rest},
];

/** What can be special about a number, and what can happen when it is registered. */
export const numberScenarios = {
  not_verified: {
    description: 'The client has not entered the code that verifies the number.',
    group: 'Numbers',
    for: 'whatsapp',
    expects: 'phone_not_verified',
    world: {phones: {isUnverified: true}},
    dialog: {keepsOwnNumber: true},
  },
  number_555: {
    description: 'The client takes a +1 555 number of Meta’s, with a display name only.',
    group: 'Numbers',
    for: 'whatsapp',
    expects: 'completed',
    world: {phones: {is555: true, nameStatus: 'PENDING_REVIEW'}},
    dialog: {keepsOwnNumber: true},
  },
  coexistence: {
    description: 'The number stays in the client’s WhatsApp Business app.',
    group: 'Numbers',
    for: 'whatsapp',
    expects: 'completed',
    world: {phones: {isOnBusinessApp: true}},
    dialog: {keepsOwnNumber: true},
  },
  coexistence_too_late: {
    description: 'The chats of the app can no longer be copied; the number works all the same.',
    group: 'Numbers',
    for: 'whatsapp',
    expects: 'completed',
    world: {phones: {isOnBusinessApp: true}},
    dialog: {keepsOwnNumber: true},
    faults: [
      {
        on: 'POST /:phone/smb_app_data',
        error: {code: 2593108, message: '(#2593108) The time for synchronization is over.'},
      },
    ],
  },
  number_taken: {
    description: 'Always the same number: a second invitation finds it connected already.',
    group: 'Numbers',
    for: 'whatsapp',
    expects: 'phone_already_connected',
    needs: 'second_run',
    world: {isSame: true},
    dialog: {keepsOwnNumber: true},
  },
  pin_guesses: {
    description: 'Somebody has guessed the PIN of the number too often.',
    group: 'Registration',
    for: 'whatsapp',
    expects: 'pin_mismatch',
    faults: registerRefused({
      code: 133008,
      message: '(#133008) Too many two step verification PIN guesses',
      details: 'Try again in 900 seconds.',
    }),
  },
  pin_too_fast: {
    description: 'The PIN of the number was tried too fast.',
    group: 'Registration',
    for: 'whatsapp',
    expects: 'pin_mismatch',
    faults: registerRefused({
      code: 133009,
      message: '(#133009) Two step verification PIN guessed too fast',
      details: 'Try again in 60 seconds.',
    }),
  },
  verify_again: {
    description: 'The number has to be verified again before it can be registered.',
    group: 'Registration',
    for: 'whatsapp',
    expects: 'phone_not_verified',
    faults: registerRefused({
      code: 133006,
      message: '(#133006) Phone number needs to be verified before registering',
    }),
  },
  register_pending: {
    description: 'Meta is still checking the display name: two registrations are refused, the third works.',
    group: 'Registration',
    for: 'whatsapp',
    expects: 'completed',
    faults: registerRefused(
      {code: 100, subcode: 2388001, message: '(#100) Cannot Create Certificate'},
      {times: 2},
    ),
  },
  register_busy: {
    description: 'Meta’s server is busy when the number is registered the first time.',
    group: 'Registration',
    for: 'whatsapp',
    expects: 'completed',
    faults: registerRefused({code: 133004, message: '(#133004) Server Temporarily Unavailable'}, {times: 1}),
  },
  recently_deleted: {
    description: 'The number was deleted a moment ago and can be registered in five minutes.',
    group: 'Registration',
    for: 'whatsapp',
    expects: 'completed',
    faults: registerRefused(
      {code: 133015, message: '(#133015) Please wait a few minutes before attempting to register'},
      {forMs: 5 * 60_000},
    ),
  },
  register_rate_limited: {
    description: 'The number was registered too often and is locked for 72 hours.',
    group: 'Registration',
    for: 'whatsapp',
    expects: 'registration_rate_limited',
    faults: registerRefused({
      code: 133016,
      message: '(#133016) Account register deregister rate limit exceeded',
    }),
  },
} satisfies Record<string, Scenario>;
