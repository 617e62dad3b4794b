import type {Page} from 'playwright-core';
import type {ImportResult} from '../../../server/contract/bulk.ts';
import type {Invitation, InvitationCounts} from '../../../server/contract/invitations.ts';
import type {Statistics} from '../../../server/contract/statistics.ts';
import type {Timeline} from '../../../server/contract/timeline.ts';
import {invitationWith} from '../../widget/support/invitations.ts';
import type {Say} from './say.ts';
import type {Scene} from './scene.ts';

const at = (day: number): string => `2026-11-${day}T10:00:00.000Z`;

const pending = invitationWith({
  id: 'inv_5',
  mode: 'test',
  locale: 'es',
  externalId: 'customer-42',
  viewedAt: at(21),
});

const invitations: Invitation[] = [
  pending,
  {
    ...pending,
    id: 'inv_4',
    clientName: 'Kestrel Bikes and Repairs of the Old Harbour',
    status: 'in_progress',
    step: 'choose',
  },
  {
    ...pending,
    id: 'inv_3',
    clientName: 'مخبز القمر',
    status: 'completed',
    connectedAccount: {channel: 'whatsapp', id: '1001', name: 'مخبز القمر'},
    completedAt: at(22),
  },
  {
    ...pending,
    id: 'inv_2',
    clientName: 'Nordlicht Optik',
    status: 'failed',
    step: 'discover',
    failureReason: 'no_phone_number',
  },
  {...pending, id: 'inv_1', clientName: null, status: 'expired', viewedAt: null, linkRequestedAt: at(22)},
  {...pending, id: 'inv_0', clientName: 'Sol', status: 'cancelled'},
];

const countsOf = (each: number): InvitationCounts => ({
  total: 6 * each,
  byStatus: {
    pending: each,
    in_progress: each,
    completed: each,
    failed: each,
    expired: each,
    cancelled: each,
  },
});

const timeline: Timeline = {
  items: [
    {id: '1', type: 'invitation.created', at: at(20)},
    {id: '2', type: 'mail.sent', at: at(20), recipient: 'h…@luna.example'},
    {id: '3', type: 'invitation.viewed', at: at(21)},
    {id: '4', type: 'attempt.step_changed', at: at(21), step: 'discover', attemptNumber: 2},
    {
      id: '5',
      type: 'invitation.status_changed',
      at: at(21),
      currentStatus: 'failed',
      failureReason: 'no_phone_number',
    },
  ],
  attempts: [
    {
      id: 'att_1',
      status: 'failed',
      step: 'discover',
      failureReason: 'no_phone_number',
      failureAdvice: 'The account has no number yet.',
    } as unknown as Timeline['attempts'][number],
  ],
};

const statistics: Statistics = {
  from: at(10),
  to: at(24),
  byStatus: countsOf(4).byStatus,
  funnel: {sent: 24, opened: 20, started: 16, connected: 12},
  dropOff: [
    {step: 'dialog', count: 3},
    {step: 'discover', count: 1},
  ],
  reasons: [
    {failureReason: 'fb_cancelled', count: 5},
    {failureReason: 'no_phone_number', count: 1},
  ],
  medianTimeToConnectMs: 5_400_000,
  byDay: [],
};

const preview: ImportResult = {
  dryRun: true,
  rows: 3,
  created: 2,
  existing: 0,
  failed: 1,
  invitations: [],
  errors: [{line: 3, column: 'clientEmail', message: 'must be an email address'}],
};

const kept = {
  'GET /v1/invitations': {items: invitations, nextCursor: null},
  'GET /v1/invitations/counts': countsOf(1),
  'GET /v1/invitations/stats': statistics,
  'POST /v1/invitations/import': {result: preview},
  'GET /v1/project': {project: {name: 'Luma Desk', canSendEmail: true}},
  'GET /v1/phone-numbers': {items: [], nextCursor: null},
  ...Object.fromEntries(
    invitations.flatMap((invitation) => [
      [`GET /v1/invitations/${invitation.id}`, {invitation}],
      [
        `GET /v1/invitations/${invitation.id}/timeline`,
        invitation.status === 'failed' ? timeline : {items: timeline.items.slice(0, 3), attempts: []},
      ],
    ]),
  ),
};
const nothing = {
  ...kept,
  'GET /v1/invitations': {items: [], nextCursor: null},
  'GET /v1/invitations/counts': countsOf(0),
};

const press = (name: string) => (page: Page, say: Say) =>
  page.getByRole('button', {name: say(name), exact: true}).click();
const open = (client: string) => (page: Page) => page.getByRole('button', {name: new RegExp(client)}).click();
const shown = '.list[aria-busy=false]';

/** Every state of the manager. */
export const managerScenes: Scene[] = (
  [
    {name: 'list', api: kept, shows: `${shown} .invitation`},
    {name: 'loading', api: 'never', shows: '.list .bones'},
    {name: 'empty', api: nothing, shows: `${shown} .empty`},
    {
      name: 'no result',
      api: {...nothing, 'GET /v1/invitations/counts': countsOf(1)},
      act: (page) => page.getByRole('searchbox').fill('luna'),
      shows: `${shown} .empty + .row > .button`,
    },
    {name: 'detail', api: kept, act: open('Bakery Luna'), shows: '.timeline'},
    {name: 'detail, failed', api: kept, act: open('Nordlicht'), shows: '.advice'},
    {name: 'detail, connected', api: kept, act: open('مخبز'), shows: '.timeline'},
    {
      name: 'detail, QR code',
      api: kept,
      act: (page, say) => open('Bakery Luna')(page).then(() => press('QR code')(page, say)),
      shows: '.qr-code',
    },
    {
      name: 'cancel dialog',
      api: kept,
      act: (page, say) => open('Bakery Luna')(page).then(() => press('Cancel invitation')(page, say)),
      shows: 'dialog[open]',
    },
    {
      name: 'form, with problems',
      api: kept,
      act: async (page, say) => {
        await press('New invitation')(page, say);
        await page.getByText(say('Send the link by email')).waitFor();
        await press('Create invitation')(page, say);
      },
      shows: '.field .problem',
    },
    {
      name: 'import preview',
      api: kept,
      act: async (page, say) => {
        await press('Import')(page, say);
        await page.locator('input[type=file]').setInputFiles({
          name: 'clients.csv',
          mimeType: 'text/csv',
          buffer: Buffer.from(
            'clientName,clientEmail\nSol,hola@sol.example\nMar,mar\nLuna,hola@luna.example\n',
          ),
        });
      },
      shows: '.counts',
    },
    {name: 'figures', api: kept, act: press('Figures'), shows: '.chart'},
    {
      name: 'list, offline',
      api: kept,
      act: async (page) => {
        await page.locator(`${shown} .invitation`).first().waitFor();
        await page.route('**/v1/**', (route) => route.abort());
        await page.evaluate(() => dispatchEvent(new Event('online')));
      },
      shows: '.banner',
    },
    {name: 'offline', api: 0, shows: `${shown} .empty + .row > .button`},
    {name: 'refused', api: 403, shows: 'zavu-partner-invite:state(refused)'},
  ] satisfies Scene[]
).map((scene) => ({...scene, mode: 'manage'}));
