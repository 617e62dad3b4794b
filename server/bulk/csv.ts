/** One row of a file, and the line on which an editor shows its beginning: cells in quotes may go over several lines. */
export interface CsvRecord {
  line: number;
  cells: string[];
}

/** What makes a file unreadable from a line on; the message is a sentence about that line. */
export class CsvError extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(`Line ${line}: ${message}`);
    this.line = line;
  }
}

/** Longer than any row that can be right: what comes then is a quote that nobody closed. */
const recordCharactersMax = 128 * 1024;

/**
 * Reads CSV (RFC 4180) that comes in pieces: UTF-8 with or without a byte-order mark, comma or semicolon (whichever
 * the first line has more of), any line ends. Empty lines are left out. Throws `CsvError` where it cannot go on; what
 * came before has been yielded by then.
 */
export async function* readCsv(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<CsvRecord> {
  const decoder = new TextDecoder();
  const reader = new CsvReader();
  for await (const piece of pieces) yield* reader.read(decoder.decode(piece, {stream: true}));
  yield* reader.read(decoder.decode());
  yield* reader.end();
}

/** Where in a cell the reader stands: `closing` is behind a quote that may be the last one, or half of a doubled one. */
type State = 'beginning' | 'plain' | 'quoted' | 'closing';

class CsvReader {
  #state: State = 'beginning';
  /** The first line until it is complete: only then it is known what separates the cells. */
  #start: string | undefined = '';
  #delimiter = ',';
  #line = 1;
  #record: CsvRecord = {line: 1, cells: []};
  #cell = '';
  #characters = 0;
  /** A line feed right behind a carriage return belongs to it. */
  #afterReturn = false;

  *read(text: string): Generator<CsvRecord, void> {
    if (this.#start === undefined) return yield* this.#readCells(text);
    this.#start += text;
    if (/[\r\n]/.test(this.#start)) yield* this.#begin();
    else this.#checkLength(text.length);
  }

  *end(): Generator<CsvRecord, void> {
    if (this.#start !== undefined) yield* this.#begin();
    if (this.#state === 'quoted') {
      throw new CsvError(this.#record.line, 'a quote that opens a cell of this row is never closed.');
    }
    yield* this.#endRecord();
  }

  *#begin(): Generator<CsvRecord, void> {
    const text = this.#start ?? '';
    this.#start = undefined;
    this.#characters = 0;
    this.#delimiter = delimiterOf(text);
    yield* this.#readCells(text);
  }

  *#readCells(text: string): Generator<CsvRecord, void> {
    const plainEnd = new RegExp(`[${this.#delimiter}"\r\n]`, 'g');
    for (let at = 0; at < text.length;) {
      if (this.#afterReturn && text[at] === '\n') {
        if (this.#state === 'quoted') this.#cell += '\n';
        at += 1;
      }
      this.#afterReturn = false;
      if (at >= text.length) return;
      const from = at;
      if (this.#state === 'quoted') {
        at = this.#readQuoted(text, at);
      } else {
        plainEnd.lastIndex = at;
        const end = plainEnd.exec(text)?.index ?? text.length;
        if (end > at) this.#addPlain(text.slice(at, end));
        at = end + 1;
        if (end < text.length) yield* this.#readMark(text.charAt(end));
      }
      this.#checkLength(at - from);
    }
  }

  /** Up to the next quote or line break, and that. */
  #readQuoted(text: string, from: number): number {
    const quotedEnd = /["\r\n]/g;
    quotedEnd.lastIndex = from;
    const end = quotedEnd.exec(text)?.index;
    if (end === undefined) {
      this.#cell += text.slice(from);
      return text.length;
    }
    const isQuote = text[end] === '"';
    this.#cell += text.slice(from, isQuote ? end : end + 1);
    if (isQuote) this.#state = 'closing';
    else this.#countBreak(text.charAt(end));
    return end + 1;
  }

  #addPlain(text: string): void {
    if (this.#state === 'closing') {
      throw new CsvError(
        this.#line,
        'there is text behind the quote that closes a cell. A quote inside a cell is written twice.',
      );
    }
    this.#cell += text;
    this.#state = 'plain';
  }

  /** A quote, the delimiter or a line break outside of quotes. */
  *#readMark(mark: string): Generator<CsvRecord, void> {
    if (mark === this.#delimiter) return this.#endCell();
    if (mark !== '"') {
      this.#countBreak(mark);
      return yield* this.#endRecord();
    }
    if (this.#state === 'plain') {
      throw new CsvError(
        this.#line,
        'there is a quote in the middle of a cell. Put the whole cell in quotes, and write each quote in it twice.',
      );
    }
    if (this.#state === 'closing') this.#cell += '"';
    this.#state = 'quoted';
  }

  #countBreak(mark: string): void {
    this.#line += 1;
    this.#afterReturn = mark === '\r';
  }

  #endCell(): void {
    this.#record.cells.push(this.#cell);
    this.#cell = '';
    this.#state = 'beginning';
  }

  *#endRecord(): Generator<CsvRecord, void> {
    const isEmptyLine = this.#record.cells.length === 0 && this.#state === 'beginning';
    if (!isEmptyLine) {
      this.#endCell();
      yield this.#record;
    }
    this.#record = {line: this.#line, cells: []};
    this.#characters = 0;
  }

  #checkLength(added: number): void {
    this.#characters += added;
    if (this.#characters <= recordCharactersMax) return;
    throw new CsvError(
      this.#record.line,
      `the row is longer than ${recordCharactersMax} characters. Is there a quote that is never closed?`,
    );
  }
}

function delimiterOf(text: string): ',' | ';' {
  const [firstLine = ''] = text.replaceAll(/"[^"]*"/g, '').split(/[\r\n]/, 1);
  const count = (delimiter: string) => firstLine.split(delimiter).length;
  return count(';') > count(',') ? ';' : ',';
}

/** One line of a file, with its line end; quotes only where they are needed. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map((cell) => (/[",;\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')}\r\n`;
}

/*
 * A spreadsheet takes what begins with one of these for a formula and runs it when the file is opened. An apostrophe in
 * front makes text of it. One more is put before those that are there already, so that taking one off always gives back
 * what it was.
 */
const formula = /^'*[=+\-@\t\r\n＝＋－＠]/;
const guardedFormula = /^'+[=+\-@\t\r\n＝＋－＠]/;

export function guardFormula(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell;
}

/** Takes off the one apostrophe that `guardFormula` has put there; other cells stay as they are. */
export function unguardFormula(cell: string): string {
  return guardedFormula.test(cell) ? cell.slice(1) : cell;
}
