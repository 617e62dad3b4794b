/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {EventStreamParser} from '../../widget/event-stream.ts';

function parse(...chunks: string[]): {events: {id: string; data: string}[]; retryMs: number | undefined} {
  const parser = new EventStreamParser();
  return {events: chunks.flatMap((chunk) => parser.push(chunk)), retryMs: parser.retryMs};
}

describe('event stream', () => {
  const table: [string, string[], {id: string; data: string}[]][] = [
    ['a message ends with an empty line', ['data: a\n\n'], [{id: '', data: 'a'}]],
    ['without the empty line there is no message yet', ['data: a\n'], []],
    ['lines of data are joined', ['data: a\ndata: b\n\n'], [{id: '', data: 'a\nb'}]],
    [
      'only one space after the colon is left out',
      ['data:a\n\ndata:  b\n\n'],
      [
        {id: '', data: 'a'},
        {id: '', data: ' b'},
      ],
    ],
    ['the colon may be missing', ['data\n\n'], [{id: '', data: ''}]],
    ['a colon in the data stays', ['data: {"a":"b:c"}\n\n'], [{id: '', data: '{"a":"b:c"}'}]],
    ['comments are heartbeats, no messages', [': hello\n\n'], []],
    [
      'an id lasts until the next one',
      ['id: 7\ndata: a\n\ndata: b\n\n'],
      [
        {id: '7', data: 'a'},
        {id: '7', data: 'b'},
      ],
    ],
    ['an id with NUL is ignored', ['id: a\0b\ndata: a\n\n'], [{id: '', data: 'a'}]],
    [
      'CR and CRLF end lines too',
      ['data: a\r\rdata: b\r\n\r\n.'],
      [
        {id: '', data: 'a'},
        {id: '', data: 'b'},
      ],
    ],
    [
      'a CRLF may be cut in half',
      ['data: a\r', '\n\r', '\ndata: b\r\n\r\n'],
      [
        {id: '', data: 'a'},
        {id: '', data: 'b'},
      ],
    ],
    ['a message may come letter by letter', [...'id: 1\ndata: ab\n\n'], [{id: '1', data: 'ab'}]],
    ['an id without data is no message, but counts', ['id: 1\n\ndata: a\n\n'], [{id: '1', data: 'a'}]],
    ['unknown fields are ignored', ['color: red\ndata: a\n\n'], [{id: '', data: 'a'}]],
  ];
  for (const [guarantee, chunks, events] of table) {
    it(guarantee, () => expect(parse(...chunks).events).to.deep.equal(events));
  }

  it('retry is a number of milliseconds, or nothing', () => {
    expect(parse('retry: 1500\n').retryMs).to.equal(1500);
    expect(parse('retry: soon\n').retryMs).to.equal(undefined);
  });
});
