import {z} from 'zod';
import {errorBody} from './errors.ts';
import {listInvitationsQuery} from './invitations.ts';

/** At most so many rows and bytes in one file. */
export const importRowsMax = 10_000;
export const importBytesMax = 10 * 1024 * 1024;
export const importErrorsMax = 1_000;

/** Columns of a file that make an invitation; named like the fields of `POST /v1/invitations`. */
export const invitationColumns = [
  'clientName',
  'clientEmail',
  'clientPhone',
  'connectionType',
  'expiresInDays',
  'allowedPhoneCountries',
  'phoneNumberId',
  'externalId',
  'locale',
  'returnUrl',
  'sendEmail',
] as const;
export type InvitationColumn = (typeof invitationColumns)[number];

/** What an export says besides; an import passes over it, so that an exported file can be imported elsewhere. */
export const outcomeColumns = [
  'id',
  'status',
  'url',
  'createdAt',
  'expiresAt',
  'completedAt',
  'failureReason',
  'senderId',
  'connectedName',
  'connectedNumber',
] as const;

/** Names a row by the host's own key instead of by all that is in it. */
export const importKeyColumn = 'importKey';

/** `metadata.plan` is the note "plan". */
export const metadataColumnPrefix = 'metadata.';

export const importQuery = z.object({
  dryRun: z
    .enum(['true', 'false'])
    .default('false')
    .describe('`true`: everything is checked and counted, nothing is created.'),
});

export const importProgress = z.object({
  rows: z.int().describe('Rows read so far, without the header and empty ones.'),
  created: z.int(),
  existing: z.int().describe('Rows that were imported before, or stand in the file twice.'),
  failed: z.int().describe('Rows with an error; the others are not held up by them.'),
});
export type ImportProgress = z.infer<typeof importProgress>;

export const importError = z.object({
  line: z.int().describe('The line of the file on which the row begins, as an editor shows it.'),
  column: z.string().nullable().describe('As the header writes it; `null` when it is about the whole row.'),
  message: z.string(),
});
export type ImportError = z.infer<typeof importError>;

export const importResult = importProgress
  .extend({
    dryRun: z.boolean(),
    errors: z.array(importError).describe(`The first ${importErrorsMax}.`),
    invitations: z.array(z.string()).describe('Ids of the created ones, in the order of the file.'),
  })
  .meta({id: 'ImportResult', description: 'What became of the rows of a file.'});
export type ImportResult = z.infer<typeof importResult>;

/** One line of an answer that tells as it goes. */
export const importLine = z
  .object({
    progress: importProgress.optional(),
    result: importResult.optional().describe('The last line, when all was read.'),
    error: errorBody.optional().describe('The last line, when not.'),
  })
  .meta({id: 'ImportLine', description: 'One line: how far it is, or how it ended.'});

/** The filters of the list. */
export const exportQuery = listInvitationsQuery.omit({limit: true, cursor: true});
