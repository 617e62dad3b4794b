import {setImmediate as breathe} from 'node:timers/promises';
import type {ApiCaller} from '../access/require.ts';
import type {Context} from '../context.ts';
import {type ImportError, importErrorsMax, type ImportResult, importRowsMax} from '../contract/bulk.ts';
import type {ErrorCode} from '../contract/errors.ts';
import {createInvitationBody, type CreateInvitationBody} from '../contract/invitations.ts';
import {ApiError, StorageError} from '../errors.ts';
import {newInvitation} from '../invitations/lifecycle.ts';
import {firstMail} from '../mail/queue.ts';
import {getAssignableNumber, withNumber} from '../phone-numbers/reservation.ts';
import {hashSecret} from '../secrets.ts';
import type {ImportedRow, ImportOutcome} from '../store/bulk-store.ts';
import type {ZavuCloud} from '../zavu/cloud.ts';
import {createRemote, requestHashOf} from '../zavu/create.ts';
import {keeperOf} from '../zavu/invitations.ts';
import {type Column, columnOf, readHeader, readRow} from './columns.ts';
import {CsvError, type CsvRecord} from './csv.ts';

/** Rows that are stored together: what a crash can lose, and how often a caller hears how far it is. */
const batchRows = 500;
/** After so many cells others have their turn. */
const cellsAtOnce = 20_000;

export interface ImportOptions {
  dryRun: boolean;
  /** Called after each batch. */
  onProgress: (result: ImportResult) => void;
}

/** A row that can be used, and what it is known by. */
interface UsableRow {
  line: number;
  rowHash: string;
  body: CreateInvitationBody;
}

/** A row that is not known yet, with its invitation. */
type NewRow = ImportedRow & {line: number};

/**
 * Makes an invitation of each row that is not known yet. Rows are stored in batches, so an import that was cut can
 * simply be sent again. Throws `ApiError` when the file cannot be read on; its details carry the result up to there.
 */
export async function importInvitations(
  context: Context,
  caller: ApiCaller,
  records: AsyncGenerator<CsvRecord>,
  options: ImportOptions,
): Promise<ImportResult> {
  try {
    return await importRecords(context, caller, records, options);
  } finally {
    // Lets go of the request, whose rest nobody reads.
    await records.return(undefined);
  }
}

async function importRecords(
  context: Context,
  caller: ApiCaller,
  records: AsyncGenerator<CsvRecord>,
  {dryRun, onProgress}: ImportOptions,
): Promise<ImportResult> {
  const run = new ImportRun(context, caller, await readColumns(records), dryRun);
  let cells = 0;
  try {
    for (let next = await records.next(); !next.done; next = await records.next()) {
      const record = next.value;
      cells += record.cells.length;
      if (cells > cellsAtOnce) {
        cells = 0;
        await breathe();
      }
      // Spreadsheets write rows of nothing but separators below the last one.
      if (record.cells.every((cell) => cell.trim() === '')) continue;
      if (run.result.rows === importRowsMax) throw tooManyRows(record.line);
      run.read(record);
      if (run.result.rows % batchRows > 0) continue;
      await run.store();
      onProgress(run.result);
      // A dry run waits for nothing else.
      await breathe();
    }
    await run.store();
    return run.result;
  } catch (error) {
    const reason = reasonOf(error);
    if (!reason) throw error;
    // What came before the place where it stopped is good.
    if (reason.code !== 'storage_unavailable' && reason.code !== 'provider_unavailable') await run.store();
    throw withResult(reason, run.result);
  }
}

async function readColumns(records: AsyncGenerator<CsvRecord>): Promise<Column[]> {
  const first = await records.next().catch((error: unknown) => {
    throw reasonOf(error) ?? error;
  });
  if (first.done)
    throw new ApiError('invalid_request', 'The file is empty. Its first line names the columns.');
  const {line, cells} = first.value;
  const columns = readHeader(cells);
  if (Array.isArray(columns)) return columns;
  const {header, message} = columns;
  throw new ApiError('invalid_request', `Line ${line}: ${message}`, {errors: [{path: [header], message}]});
}

/** One file on its way in. */
class ImportRun {
  readonly #context: Context;
  readonly #caller: ApiCaller;
  readonly #columns: Column[];
  #waiting: UsableRow[] = [];
  /** A dry run stores nothing, and still has to find rows that are there twice. */
  readonly #seen = new Set<string>();
  readonly result: ImportResult;

  constructor(context: Context, caller: ApiCaller, columns: Column[], dryRun: boolean) {
    this.#context = context;
    this.#caller = caller;
    this.#columns = columns;
    this.result = {dryRun, rows: 0, created: 0, existing: 0, failed: 0, errors: [], invitations: []};
  }

  /** Checks a row and keeps it for the next `store`. */
  read({line, cells}: CsvRecord): void {
    this.result.rows += 1;
    const misplaced = misplacedIn(this.#columns, cells);
    if (misplaced) return this.#fail([{line, ...misplaced}]);
    const {body, importKey} = readRow(this.#columns, cells);
    const parsed = createInvitationBody.safeParse(body);
    if (!parsed.success) {
      return this.#fail(
        parsed.error.issues.slice(0, this.#room).map(({path, message}) => ({
          line,
          column: columnOf(this.#columns, path),
          message:
            path[0] === 'sendEmail' && path.length === 1
              ? 'must be true or false; yes, no, 1 and 0 are understood too'
              : message,
        })),
      );
    }
    this.#waiting.push({line, rowHash: rowHashOf(parsed.data, importKey), body: parsed.data});
  }

  async store(): Promise<void> {
    const rows = this.#waiting.splice(0);
    if (rows.length === 0) return;
    const known = await this.#context.store.findImportedRows(
      this.#caller,
      rows.map(({rowHash}) => rowHash),
    );
    const fresh: NewRow[] = [];
    for (const {line, rowHash, body} of rows) {
      if (known.has(rowHash) || this.#isRepeated(rowHash)) {
        this.result.existing += 1;
        continue;
      }
      const row = await this.#attempt(line, () => this.#toNewRow(line, rowHash, body));
      if (row) fresh.push(row);
    }
    if (this.result.dryRun) {
      this.result.created += fresh.length;
      return;
    }
    await this.#create(fresh);
    this.#context.events.hint(this.#caller);
  }

  #isRepeated(rowHash: string): boolean {
    if (!this.result.dryRun) return false;
    if (this.#seen.has(rowHash)) return true;
    this.#seen.add(rowHash);
    return false;
  }

  async #create(rows: NewRow[]): Promise<void> {
    const {store} = this.#context;
    const zavu = keeperOf(this.#context, this.#caller);
    if (zavu) {
      for (const row of rows) await this.#createAtZavu(zavu, row);
      return;
    }
    const isPlain = ({invitation}: NewRow) => invitation.phoneNumberId === null;
    const plain = rows.filter(isPlain);
    const outcomes = await store.importInvitations(plain);
    for (const [index, row] of plain.entries()) this.#count(row, outcomes[index]);
    // A number may have to be taken from an invitation whose time is over first, so these go one by one.
    for (const row of rows.filter((candidate) => !isPlain(candidate))) {
      const outcome = await this.#attempt(row.line, () =>
        withNumber(this.#context, row.invitation, async () => {
          const [only] = await store.importInvitations([row]);
          return only ?? {result: 'existing' as const};
        }),
      );
      if (outcome) this.#count(row, outcome);
    }
  }

  /** One by one: Zavu takes no more at once. */
  async #createAtZavu(zavu: ZavuCloud, row: NewRow): Promise<void> {
    const context = this.#context;
    let kept = row;
    const outcome = await this.#attempt(row.line, () =>
      createRemote(context, zavu, row.invitation, {
        hash: requestHashOf(this.#caller, `row ${row.rowHash}`),
        findEarlier: async () => {
          const known = await context.store.findImportedRows(this.#caller, [row.rowHash]);
          return known.has(row.rowHash) ? {result: 'existing' as const} : undefined;
        },
        write: (invitation, remote) => {
          kept = {...row, invitation, remote, mail: firstMail(context, invitation)};
          return withNumber(context, invitation, async () => {
            const [only] = await context.store.importInvitations([kept]);
            return only ?? {result: 'existing' as const};
          });
        },
      }),
    );
    if (outcome) this.#count(kept, outcome);
  }

  #count({invitation, mail}: NewRow, outcome: ImportOutcome | undefined): void {
    if (outcome?.result === 'created') {
      this.result.created += 1;
      this.result.invitations.push(invitation.id);
      if (mail) this.#context.events.publish(mail.event);
    } else {
      this.result.existing += 1;
    }
  }

  /** The checks that need more than the row itself. */
  async #toNewRow(line: number, rowHash: string, body: CreateInvitationBody): Promise<NewRow> {
    const invitation = newInvitation(this.#context, this.#caller, body);
    const mail = firstMail(this.#context, invitation);
    if (this.result.dryRun) await getAssignableNumber(this.#context, this.#caller, undefined, body);
    return {line, rowHash, invitation, mail};
  }

  /** What is refused is an error of this row and stops no other. */
  async #attempt<T>(line: number, work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      // No row is to blame: the rest would wait for the same.
      if (!(error instanceof ApiError) || error.code === 'provider_unavailable') throw error;
      this.#fail(
        fieldErrorsOf(error).map(({path, message}) => ({
          line,
          column: columnOf(this.#columns, path),
          message,
        })),
      );
      return undefined;
    }
  }

  #fail(errors: ImportError[]): void {
    this.result.failed += 1;
    this.result.errors.push(...errors.slice(0, this.#room));
  }

  /** How many more errors are listed. */
  get #room(): number {
    return importErrorsMax - this.result.errors.length;
  }
}

/** Cells that belong to no column, or that are no text. */
function misplacedIn(columns: Column[], cells: string[]): Omit<ImportError, 'line'> | undefined {
  if (cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
    const message = `has ${cells.length} cells for ${columns.length} columns; a cell with a separator in it belongs in quotes`;
    return {column: null, message};
  }
  const broken = columns.find((_, index) => cells[index]?.includes('\ufffd'));
  return (
    broken && {
      column: broken.header,
      message: 'has characters that are not UTF-8; save the file as "CSV UTF-8"',
    }
  );
}

/**
 * All that a row says, in one spelling: the same row is known again in a file with other columns, in another order. A
 * key of the host's own names the row instead; then what else is in it does not count.
 */
function rowHashOf(body: CreateInvitationBody, importKey: string | undefined): string {
  if (importKey !== undefined) return hashSecret(`key ${importKey}`);
  const said = [
    body.clientName || null,
    body.clientEmail ?? null,
    body.clientPhone ?? null,
    body.connectionType ?? 'whatsapp_waba',
    body.expiresInDays ?? 7,
    [...new Set(body.allowedPhoneCountries)].sort(),
    body.phoneNumberId ?? null,
    body.externalId ?? null,
    body.locale ?? null,
    body.returnUrl ?? null,
    body.sendEmail ?? false,
    Object.entries(body.metadata ?? {}).sort(([one], [other]) => (one < other ? -1 : 1)),
  ];
  return hashSecret(`row ${JSON.stringify(said)}`);
}

function tooManyRows(line: number): ApiError {
  return new ApiError(
    'payload_too_large',
    `Line ${line}: a file may have ${importRowsMax} rows. Send this line and what follows in a file of its own.`,
    {line},
  );
}

/** Why an import cannot go on, in words for the caller; `undefined` for what we did not expect. */
function reasonOf(error: unknown): ApiError | undefined {
  if (error instanceof CsvError) {
    return new ApiError('invalid_request', `The file is not valid CSV. ${error.message}`, {line: error.line});
  }
  if (error instanceof StorageError) {
    const message = 'The service cannot store anything at the moment. Send the same file again soon.';
    return new ApiError('storage_unavailable', message);
  }
  return error instanceof ApiError ? error : undefined;
}

function withResult(reason: ApiError, result: ImportResult): ApiError {
  const {dryRun, rows, created, existing, failed} = result;
  const done = `Before that, ${rows} rows were ${dryRun ? 'checked' : 'imported'}: ${created} ${dryRun ? 'new' : 'created'}, ${existing} there already, ${failed} with errors.`;
  return new ApiError(reason.code, `${reason.message} ${done}`, {...reason.details, result});
}

/** Of refusals that are of the whole request elsewhere. */
const columnsOfCode: Partial<Record<ErrorCode, string[]>> = {
  phone_number_unavailable: ['phoneNumberId'],
  mail_not_set_up: ['sendEmail'],
};

function fieldErrorsOf(error: ApiError): {path: string[]; message: string}[] {
  const errors = error.details?.['errors'] as {path: string[]; message: string}[] | undefined;
  if (errors?.length) return errors;
  return [{path: columnsOfCode[error.code] ?? [], message: error.message}];
}
