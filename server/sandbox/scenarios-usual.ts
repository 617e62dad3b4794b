import type {Scenario} from './scenario.ts';

/** What happens most. */
export const usualEndings = {
  complete: {
    description: 'The client connects one verified number.',
    group: 'Usual endings',
    expects: 'completed',
  },
  cancel: {
    description: 'The client presses Cancel in the dialog.',
    group: 'Usual endings',
    expects: 'fb_cancelled',
    dialog: {end: 'cancel'},
  },
  deny: {
    description: 'The client finishes, but unticks the permissions.',
    group: 'Usual endings',
    expects: 'fb_not_authorized',
    dialog: {unticked: ['whatsapp_business_management', 'whatsapp_business_messaging']},
  },
  abandon: {
    description: 'The client walks away and never comes back.',
    group: 'Usual endings',
    expects: 'signup_abandoned',
    needs: 'time',
    dialog: {end: 'abandon'},
  },
  no_phone: {
    description: 'The client finishes without a phone number.',
    group: 'Usual endings',
    for: 'whatsapp',
    expects: 'no_phone_number',
    world: {phoneCounts: [0, 0]},
    dialog: {keepsOwnNumber: true},
  },
  several_numbers: {
    description: 'The client shares two accounts with three numbers.',
    group: 'Usual endings',
    for: 'whatsapp',
    expects: 'completed',
    dialog: {ticksSeveral: true},
  },
  wrong_country: {
    description: 'The number is from a country that was not expected.',
    group: 'Usual endings',
    for: 'whatsapp',
    expects: 'phone_country_not_allowed',
    needs: 'allowed_countries',
    world: {country: 'unexpected'},
    dialog: {keepsOwnNumber: true},
  },
  wrong_number: {
    description: 'The client connects another number than the assigned one.',
    group: 'Usual endings',
    for: 'whatsapp',
    expects: 'phone_mismatch',
    needs: 'assigned_number',
    dialog: {keepsOwnNumber: true},
  },
  code_expired: {
    description: 'The code has run out before it can be exchanged.',
    group: 'Usual endings',
    expects: 'code_expired',
    faults: [
      {
        on: '* /oauth/access_token',
        error: {code: 100, subcode: 36007, message: 'This authorization code has expired.'},
      },
    ],
  },
  meta_down: {
    description: 'Meta does not answer for 20 seconds after the exchange.',
    group: 'Usual endings',
    expects: 'meta_unavailable',
    faults: [
      {
        on: '*',
        forMs: 20_000,
        untilChanged: true,
        error: {code: 2, message: 'Service temporarily unavailable', isTransient: true},
      },
    ],
  },
  pin_mismatch: {
    description: 'The number has the two-step PIN 424242 already, and the client is asked for it.',
    group: 'Usual endings',
    for: 'whatsapp',
    expects: 'pin_mismatch',
    needs: 'wrong_pin',
    world: {phones: {pin: '424242'}},
  },
  slow: {
    description: 'Every call to Meta takes more than a second.',
    group: 'Usual endings',
    expects: 'completed',
    faults: [{on: '*', delayMs: 1_200}],
  },
} satisfies Record<string, Scenario>;
