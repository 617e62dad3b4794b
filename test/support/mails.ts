import {eventually, type TestService} from './harness.ts';

/** Events about mail and reminders of one invitation, oldest first. */
export async function mailEvents(service: TestService, invitationId: string) {
  const events = await service.context.store.listEvents({invitationId}, undefined, 100);
  return events.filter(({type}) => type.startsWith('mail.') || type === 'invitation.expiring');
}

/** Waits until the newest of them is of this type; answers all. */
export function mailEventsUntil(service: TestService, invitationId: string, type: string) {
  return eventually(
    () => mailEvents(service, invitationId),
    (events) => events.at(-1)?.type === type,
  );
}
