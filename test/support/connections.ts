import type {Connection} from '../../server/contract/connection.ts';

/** Nothing has happened yet; a test says what has. Browsers import it, too. */
export const freshConnection: Connection = {
  status: 'none',
  mode: 'live',
  connectionType: 'whatsapp_waba',
  projectName: 'Luma Desk',
  clientName: 'Bakery Luna',
  invitationId: 'inv_1',
  url: null,
  step: null,
  continueUrl: null,
  failureReason: null,
  connectedAccount: null,
  phoneNumber: null,
  assignedPhoneNumber: null,
  senderId: null,
  health: null,
  registration: null,
  canReconnect: false,
  expiresAt: null,
  updatedAt: '2026-11-22T10:00:00.000Z',
};
