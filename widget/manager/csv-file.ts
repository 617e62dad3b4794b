/** What a spreadsheet would run, with the service's own remedy: an apostrophe in front. */
const formula = /^'*[=+\-@\t\r\n]/;

/** With the mark by which spreadsheets know UTF-8. */
export function toCsvFile(rows: (string | number | null)[][]): Blob {
  const lines = rows.map((cells) => cells.map((cell) => toCell(String(cell ?? ''))).join(','));
  return new Blob([`\ufeff${lines.join('\r\n')}\r\n`], {type: 'text/csv'});
}

function toCell(text: string): string {
  const safe = formula.test(text) ? `'${text}` : text;
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Enough for the header and some rows, however long their cells are. */
const beginningBytes = 32 * 1024;

/** The first rows as they are, for a person to see whether it is the right file; the service reads it in earnest. */
export async function readFirstRows(file: Blob, rowsMax: number): Promise<string[][]> {
  const text = await file.slice(0, beginningBytes).text();
  const [header = ''] = text.split(/[\r\n]/, 1);
  const delimiter = header.split(';').length > header.split(',').length ? ';' : ',';
  const cell = new RegExp(`("(?:[^"]|"")*"|[^${delimiter}\\r\\n]*)(${delimiter}|\\r?\\n|\\r|$)`, 'g');
  const rows: string[][] = [];
  let row: string[] = [];
  for (const [, content = '', end] of text.matchAll(cell)) {
    row.push(content.replace(/^"|"$/g, '').replaceAll('""', '"'));
    if (end === delimiter) continue;
    if (row.some((each) => each.trim())) rows.push(row);
    if (rows.length === rowsMax || !end) break;
    row = [];
  }
  return rows;
}
