import type {ManagerContext} from './context.ts';
import {download} from './download.ts';

/** What the list is narrowed by. */
export interface ExportFilters {
  status?: string;
  q?: string;
  connectionType?: string;
}

/** Downloads all invitations that fit, not only those that are shown. Throws like the client. */
export async function exportFile(context: ManagerContext, filters: ExportFilters): Promise<void> {
  const {client, signal, texts} = context;
  context.announce(texts.forms.busy);
  const said = Object.entries(filters as Record<string, string | undefined>).filter(([, value]) => value);
  const response = await client.request(
    `v1/invitations/export?${new URLSearchParams(said as [string, string][])}`,
    {signal},
  );
  // The name that the service gives it is hidden from other origins.
  const day = new Date().toISOString().slice(0, 10);
  download(`invitations-${day}.csv`, await response.blob());
  context.announce(texts.forms.downloaded);
}
