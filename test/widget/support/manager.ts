import type {Invitation, InvitationCounts} from '../../../server/contract/invitations.ts';
import type {PartnerInviteElement} from '../../../widget/partner-invite-element.ts';
import {until} from './clock.ts';
import {invitationWith} from './invitations.ts';
import {mount} from './mount.ts';
import type {FakeService} from './service.ts';

export const anInvitation = (number: number, more: Partial<Invitation> = {}): Invitation =>
  invitationWith({
    id: `inv_${String(number).padStart(4, '0')}`,
    clientName: `Client ${number}`,
    mode: 'test',
    ...more,
  });

const countsOf = (pending: number): InvitationCounts => ({
  total: pending,
  byStatus: {pending, in_progress: 0, completed: 0, failed: 0, expired: 0, cancelled: 0},
});

/** What the service has, and a timeline of each. */
export async function keep(
  service: FakeService,
  items: Invitation[],
  nextCursor: string | null = null,
): Promise<void> {
  await service.keep({
    'GET v1/invitations': {items, nextCursor},
    'GET v1/invitations/counts': countsOf(items.length),
    ...Object.fromEntries(
      items.flatMap((invitation) => [
        [`GET v1/invitations/${invitation.id}`, {invitation}],
        [
          `GET v1/invitations/${invitation.id}/timeline`,
          {
            items: [{id: '1', type: 'invitation.created', at: invitation.createdAt}],
            attempts: [],
          },
        ],
      ]),
    ),
  });
}

export const panel = (service: FakeService): PartnerInviteElement => mount(service, {mode: 'manage'});

/** What a person reads in it. */
export const read = (element: Element): string =>
  (element.shadowRoot?.querySelector<HTMLElement>('[part~="manager"]')?.innerText ?? '').replace(/\s+/g, ' ');

export const says = (element: Element, words: string | RegExp) =>
  until(() => read(element).match(words), `the manager says ${words}: ${read(element)}`);

export const rows = (element: Element) => [
  ...(element.shadowRoot?.querySelectorAll<HTMLElement>('button.invitation') ?? []),
];

export const focused = (element: Element) => element.shadowRoot?.activeElement;

/** The streams tell that this has happened to an invitation. */
export const tell = (service: FakeService, invitation: Invitation) =>
  service.sendRaw(
    `id: evt_9\ndata: ${JSON.stringify({event: {type: 'invitation.status_changed'}, invitation})}\n\n`,
  );

/** The list is there, and the stream tells from now on. */
export async function live(service: FakeService, element: Element): Promise<void> {
  await until(async () => (await service.openStreams()) === 1);
  await until(() => element.shadowRoot?.querySelector('.list[aria-busy="false"]'));
}
