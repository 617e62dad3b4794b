import {setImmediate as breathe} from 'node:timers/promises';
import type {Context} from '../context.ts';
import {invitationColumns, metadataColumnPrefix, outcomeColumns} from '../contract/bulk.ts';
import {asOf, type Invitation} from '../invitations/invitation.ts';
import {linkOf} from '../invitations/link.ts';
import type {Scope} from '../projects/project.ts';
import type {Sender} from '../senders/sender.ts';
import type {Store} from '../store/store.ts';
import {csvLine, guardFormula} from './csv.ts';

const pageRows = 200;
const dayMs = 24 * 60 * 60_000;

/** What the store's list can be narrowed by. */
export type ExportFilter = Omit<Parameters<Store['listInvitations']>[1], 'before' | 'limit' | 'now'>;

/** The lines of the file, header first, then the newest invitation. Reads a page at a time, and lets others in between. */
export async function* exportLines(
  context: Context,
  scope: Scope,
  filter: ExportFilter,
): AsyncGenerator<string> {
  const {newestId, names} = await surveyNotes(context, scope, filter);
  const columns = [
    ...invitationColumns,
    ...outcomeColumns,
    ...names.map((name) => metadataColumnPrefix + name),
  ];
  // The mark by which spreadsheets know UTF-8.
  yield `\ufeff${csvLine(columns.map(guardFormula))}`;
  if (newestId === undefined) return;
  // Just behind it: what has come since may have notes that the header does not name.
  for await (const page of pages(context, scope, filter, `${newestId}~`)) {
    const lines = await Promise.all(
      page.map(async (invitation) => {
        const sender = invitation.senderId
          ? await context.store.findSender(scope, invitation.senderId)
          : undefined;
        const cells = cellsOf(context, invitation, sender);
        // A note may be called "constructor", which every object has.
        const own = new Map(Object.entries(invitation.metadata));
        const notes = names.map((name) => own.get(name) ?? '');
        return csvLine([...cells, ...notes].map(guardFormula));
      }),
    );
    yield lines.join('');
  }
}

/** The header comes first and has a column for each note, so all of them are looked at before. */
async function surveyNotes(
  context: Context,
  scope: Scope,
  filter: ExportFilter,
): Promise<{newestId: string | undefined; names: string[]}> {
  let newestId: string | undefined;
  const names = new Set<string>();
  for await (const page of pages(context, scope, filter, undefined)) {
    newestId ??= page[0]?.id;
    for (const {metadata} of page) for (const name of Object.keys(metadata)) names.add(name);
  }
  return {newestId, names: [...names].sort()};
}

async function* pages(
  context: Context,
  scope: Scope,
  filter: ExportFilter,
  first: string | undefined,
): AsyncGenerator<Invitation[]> {
  for (let before = first; ;) {
    const now = context.clock.now();
    const page = await context.store.listInvitations(scope, {...filter, before, limit: pageRows, now});
    if (page.length > 0) yield page.map((invitation) => asOf(invitation, now));
    before = page.at(-1)?.id;
    if (page.length < pageRows) return;
    await breathe();
  }
}

/** In the order of `invitationColumns` and then `outcomeColumns`. */
function cellsOf(context: Context, invitation: Invitation, sender: Sender | undefined): string[] {
  const text: Record<(typeof invitationColumns | typeof outcomeColumns)[number], string | null> = {
    clientName: invitation.clientName,
    clientEmail: invitation.clientEmail,
    clientPhone: invitation.clientPhone,
    connectionType: invitation.connectionType,
    expiresInDays: String(daysOf(invitation)),
    allowedPhoneCountries: invitation.allowedPhoneCountries?.join(' ') ?? null,
    phoneNumberId: invitation.phoneNumberId,
    externalId: invitation.externalId,
    locale: invitation.locale,
    returnUrl: invitation.returnUrl,
    sendEmail: String(invitation.sendEmail),
    id: invitation.id,
    status: invitation.status,
    url: linkOf(context, invitation).url,
    createdAt: iso(invitation.createdAt),
    expiresAt: iso(invitation.expiresAt),
    completedAt: invitation.completedAt === null ? null : iso(invitation.completedAt),
    failureReason: invitation.failureReason,
    senderId: invitation.senderId,
    connectedName: invitation.connectedAccount?.name ?? null,
    connectedNumber: sender?.phoneNumber ?? null,
  };
  return [...invitationColumns, ...outcomeColumns].map((column) => text[column] ?? '');
}

/** What an import of this row makes of it again; an invitation that was extended has longer than one may be given. */
function daysOf({createdAt, expiresAt}: Invitation): number {
  return Math.min(30, Math.max(1, Math.ceil((expiresAt - createdAt) / dayMs)));
}

const iso = (ms: number) => new Date(ms).toISOString();
