/*
 * What people are shown of an answer. A value may come from a stranger: marks that would move the cursor or turn the
 * direction of text are taken out.
 */

type Row = Record<string, unknown>;

/** A whole answer: what is one value below each other in two columns, and each list in a table of its own. */
export function describeAnswer(answer: unknown, columns?: string[]): string {
  if (!isObject(answer)) return cell(answer);
  // An answer that only wraps one thing is that thing.
  const [[key, only] = ['', undefined], ...others] = Object.entries(answer);
  if (others.length === 0 && isObject(only) && key !== '') return describeAnswer(only, columns);
  const lists: [string, Row[]][] = [];
  const single = flatten(answer, lists);
  if ('items' in answer) delete single['nextCursor'];
  const parts = [describeObject(single)];
  for (const [name, rows] of lists) {
    const text = table(rows, name === 'items' ? columns : undefined);
    if (text !== '') parts.push(name === 'items' ? text : `${harmless(name)}\n${text}`);
  }
  const next = answer['nextCursor'];
  if (typeof next === 'string') parts.push(`There are more: --cursor ${next}`);
  return parts.filter((part) => part !== '').join('\n\n');
}

/** A heading and a line for each row. */
export function table(rows: Row[], columns?: string[]): string {
  if (rows.length === 0) return '';
  const flat = rows.map((row) => flatten(row));
  const names = columns ?? [...new Set(flat.flatMap((row) => Object.keys(row)))];
  return align([names.map(harmless), ...flat.map((row) => names.map((name) => cell(row[name])))]);
}

function describeObject(object: Row): string {
  return align(Object.entries(object).map(([name, value]) => [harmless(name), cell(value)]));
}

/** Nested names with a dot between; lists of objects are told to `lists`, or are the names of what is in them. */
function flatten(object: Row, lists?: [string, Row[]][], prefix = ''): Row {
  const flat: Row = {};
  for (const [name, value] of Object.entries(object)) {
    const path = prefix + name;
    if (Array.isArray(value) && (value.some(isObject) || (value.length === 0 && name === 'items'))) {
      const rows = value.filter(isObject);
      if (lists) lists.push([path, rows]);
      else flat[path] = rows.map((row) => row['name'] ?? row['id']);
    } else if (name === 'timestamp' && typeof value === 'number') {
      // The one time that the API has as a number; people read none.
      flat[path] = new Date(value).toISOString();
    } else if (isObject(value)) {
      Object.assign(flat, flatten(value, lists, `${path}.`));
    } else {
      flat[path] = value;
    }
  }
  return flat;
}

function align(lines: string[][]): string {
  const widths: number[] = [];
  for (const line of lines) {
    for (const [column, text] of line.entries()) widths[column] = Math.max(widths[column] ?? 0, text.length);
  }
  return lines
    .map((line) =>
      line
        .map((text, column) => text.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function cell(value: unknown): string {
  if (value === null || value === undefined || value === '') return '-';
  if (Array.isArray(value)) return value.length === 0 ? '-' : value.map(cell).join(', ');
  return harmless(typeof value === 'string' ? value : JSON.stringify(value));
}

/** On one line, and without marks that a terminal obeys. */
export function harmless(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replaceAll(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '');
}

function isObject(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
