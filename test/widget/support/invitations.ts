import type {Invitation} from '../../../server/contract/invitations.ts';

/** An invitation as the service answers it. */
export function invitationWith(fields: Partial<Invitation> = {}): Invitation {
  return {
    id: 'inv_1',
    token: 'k3x9v2m8',
    url: 'https://invite.example.com/invite/k3x9v2m8q7w1z5r4t6y0bnA-Sz_91kfLq0pXw72bVdYc3eRt',
    status: 'pending',
    clientName: 'Bakery Luna',
    clientEmail: 'hola@luna.example',
    clientPhone: '+34600111222',
    connectionType: 'whatsapp_waba',
    phoneNumberId: null,
    senderId: null,
    connectedAccount: null,
    createdAt: '2026-11-22T10:00:00.000Z',
    updatedAt: '2026-11-22T10:00:00.000Z',
    expiresAt: '2026-11-29T10:00:00.000Z',
    viewedAt: null,
    startedAt: null,
    completedAt: null,
    failedAt: null,
    failureReason: null,
    mode: 'live',
    step: null,
    externalId: null,
    metadata: {},
    returnUrl: null,
    locale: null,
    linkRequestedAt: null,
    ...fields,
  };
}
