import type {ManagerContext} from './context.ts';

export async function exportFile({client, signal}: ManagerContext, filters: object): Promise<void> {
  await client.request(`v1/invitations/export?${new URLSearchParams({...filters}).toString()}`, {signal});
}
