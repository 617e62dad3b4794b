import {
  importKeyColumn,
  type InvitationColumn,
  invitationColumns,
  metadataColumnPrefix,
  outcomeColumns,
} from '../contract/bulk.ts';
import {unguardFormula} from './csv.ts';

/** What a column of a file is: a field, a note, the row's own key, or something that only an export says. */
export type Column =
  | {kind: 'field'; header: string; field: InvitationColumn}
  | {kind: 'metadata'; header: string; name: string}
  | {kind: 'importKey'; header: string}
  | {kind: 'outcome'; header: string};

/** Columns from a header row, in their order; or what is wrong with it. */
export function readHeader(cells: string[]): Column[] | {header: string; message: string} {
  const columns: Column[] = [];
  const keys = new Set<string>();
  for (const cell of cells) {
    const header = unguardFormula(cell).trim();
    const column = toColumn(header);
    if (!column) {
      const message = header === '' ? 'a column has no name' : `there is no column "${header.slice(0, 60)}"`;
      return {header, message: `${message}. ${allowedColumns}`};
    }
    if (keys.has(keyOf(column))) {
      return {header, message: `the column "${header}" is there twice`};
    }
    keys.add(keyOf(column));
    columns.push(column);
  }
  return columns;
}

const allowedColumns = `Columns are ${[...invitationColumns, importKeyColumn].join(', ')} and ${metadataColumnPrefix}<name>; those of an export are passed over.`;

function toColumn(header: string): Column | undefined {
  const lower = header.toLowerCase();
  const field = invitationColumns.find((name) => name.toLowerCase() === lower);
  if (field) return {kind: 'field', header, field};
  if (lower === importKeyColumn.toLowerCase()) return {kind: 'importKey', header};
  if (outcomeColumns.some((name) => name.toLowerCase() === lower)) return {kind: 'outcome', header};
  const name = header.slice(metadataColumnPrefix.length).trim();
  return lower.startsWith(metadataColumnPrefix) && name !== '' ? {kind: 'metadata', header, name} : undefined;
}

/** The same for two headers that mean the same column. */
function keyOf(column: Column): string {
  if (column.kind === 'metadata') return `metadata ${column.name}`;
  return `${column.kind} ${column.kind === 'field' ? column.field : column.header.toLowerCase()}`;
}

/** A row as its columns have it: the fields of a body that is still to be checked, and the row's own key. */
export interface RawRow {
  body: Record<string, unknown>;
  importKey: string | undefined;
}

/** Empty cells, and those that a row does not have, mean what leaving a field out means. */
export function readRow(columns: Column[], cells: string[]): RawRow {
  const body: Record<string, unknown> = {};
  const metadata: Record<string, string> = {};
  let importKey: string | undefined;
  // Along the cells, of which a file has no more than bytes: its header may name thousands of columns for short rows.
  for (const [index, cell] of cells.entries()) {
    const column = columns[index];
    if (!column) break;
    const value = unguardFormula(cell);
    const trimmed = value.trim();
    if (column.kind === 'metadata') {
      if (value !== '') metadata[column.name] = value;
    } else if (trimmed !== '') {
      if (column.kind === 'field') body[column.field] = readField(column.field, trimmed);
      if (column.kind === 'importKey') importKey = trimmed;
    }
  }
  if (Object.keys(metadata).length > 0) body['metadata'] = metadata;
  return {body, importKey};
}

/** What cannot be read stays a text, which the schema of the body then refuses in its own words. */
function readField(field: InvitationColumn, text: string): unknown {
  if (field === 'expiresInDays') return /^\d{1,9}$/.test(text) ? Number(text) : text;
  if (field === 'allowedPhoneCountries') return text.split(/[\s;|,]+/).filter((code) => code !== '');
  if (field === 'sendEmail') {
    if (/^(true|yes|1)$/i.test(text)) return true;
    return /^(false|no|0)$/i.test(text) ? false : text;
  }
  return text;
}

/** The header of the column that an error of the body is about, or the field's name when the file has no such column. */
export function columnOf(columns: Column[], path: readonly PropertyKey[]): string | null {
  const [field, name] = path;
  const column = columns.find((candidate) => {
    if (candidate.kind === 'metadata') {
      return field === 'metadata' && (name === undefined || name === candidate.name);
    }
    return candidate.kind === 'field' && candidate.field === field;
  });
  return column?.header ?? (field === undefined ? null : String(field));
}
