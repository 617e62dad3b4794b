import {request} from 'node:http';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {ImportResult} from '../../../server/contract/bulk.ts';
import {dayMs} from '../../support/clock.ts';
import {readRows} from '../../support/database.ts';
import {type Answer, eventually, TestService} from '../../support/harness.ts';
import {buyNumber} from '../../support/numbers.ts';
import {startWithMail, stopWithMail, type TestSmtp} from '../../support/smtp.ts';

let service: TestService;
let smtp: TestSmtp;

beforeEach(async () => {
  ({smtp, service} = await startWithMail());
});

afterEach(() => stopWithMail({smtp, service}));

const send = (file: string, query = '', headers: Record<string, string> = {}): Promise<Answer> =>
  service.api('POST', `/v1/invitations/import${query}`, file, {'content-type': 'text/csv', ...headers});

async function importFile(file: string, query = ''): Promise<ImportResult> {
  const {status, body} = await send(file, query);
  expect([status, body.message]).toEqual([200, undefined]);
  return body;
}

const stored = () => readRows(service, 'SELECT * FROM invitations ORDER BY id');
const rows = (count: number, line = (index: number) => `Client ${index},client${index}@example.com`) =>
  `clientName,clientEmail\n${Array.from({length: count}, (_, index) => `${line(index)}\n`).join('')}`;

describe('POST /v1/invitations/import', () => {
  test('makes an invitation of each row, with all that a row can say', async () => {
    const file = [
      'ClientNAME;clientemail;clientPhone;connectionType;expiresInDays;allowedPhoneCountries;externalId;locale;returnUrl;sendEmail;metadata.plan;metadata.Owner',
      '"Café; Ñandú";ana@example.com;\'+34600111222;whatsapp_waba;10;es MX|fr,;c-1;es;;yes;pro;"two',
      'lines"',
      ';;;messenger;;;;;;no;;',
    ].join('\r\n');
    const result = await importFile(`\ufeff${file}`);
    expect(result).toEqual({
      dryRun: false,
      rows: 2,
      created: 2,
      existing: 0,
      failed: 0,
      errors: [],
      invitations: [expect.stringMatching(/^inv_/), expect.stringMatching(/^inv_/)],
    });
    const [first, second] = await Promise.all(result.invitations.map((id) => service.retrieve(id)));
    expect(first).toMatchObject({
      status: 'pending',
      clientName: 'Café; Ñandú',
      clientEmail: 'ana@example.com',
      clientPhone: '+34600111222',
      connectionType: 'whatsapp_waba',
      externalId: 'c-1',
      locale: 'es',
      metadata: {plan: 'pro', Owner: 'two\r\nlines'},
    });
    expect(Date.parse(first?.expiresAt ?? '') - Date.parse(first?.createdAt ?? '')).toBe(10 * dayMs);
    expect(second).toMatchObject({clientName: null, connectionType: 'messenger', metadata: {}});
    expect(stored().map((row) => [row['allowed_phone_countries'], row['send_email']])).toEqual([
      ['["ES","MX","FR"]', 1],
      [null, 0],
    ]);
  });

  test('mails those rows that ask for it, once', async () => {
    const file = 'clientName,clientEmail,sendEmail\nAna,ana@example.com,yes\nEva,eva@example.com,no\n';
    await importFile(file);
    await importFile(file);
    const [mail] = await smtp.received('ana@example.com');
    expect(mail?.text).toContain('Ana');
    expect(smtp.mails).toHaveLength(1);
  });

  test('without a mail server a row that asks for mail is an error of its own', async () => {
    const mute = await TestService.start();
    try {
      const file = 'clientEmail,sendEmail\nana@example.com,yes\neva@example.com,no\n';
      const {body} = await mute.api('POST', '/v1/invitations/import', file, {'content-type': 'text/csv'});
      expect(body).toMatchObject({created: 1, failed: 1});
      expect(body.errors).toEqual([
        {line: 2, column: 'sendEmail', message: expect.stringContaining('SMTP_URL')},
      ]);
    } finally {
      await mute.stop();
    }
  });

  test('reserves the number of a row; a second row with it is refused, until the first is over', async () => {
    const {id} = await buyNumber(service);
    const result = await importFile(`clientName,phoneNumberId\nAna,${id}\nEva,${id}\n`);
    expect(result).toMatchObject({created: 1, failed: 1});
    expect(result.errors).toEqual([
      {line: 3, column: 'phoneNumberId', message: expect.stringContaining(`${result.invitations[0]}`)},
    ]);
    service.clock.advance(8 * dayMs);
    expect(await importFile(`clientName,phoneNumberId\nEva,${id}\n`)).toMatchObject({created: 1, failed: 0});
  });

  test.each<[string, string, string | null, RegExp]>([
    ['clientEmail', 'nobody', 'clientEmail', /email/i],
    ['clientPhone', '600111222', 'clientPhone', /E\.164/],
    ['clientName', 'x'.repeat(101), 'clientName', /100/],
    ['connectionType', 'telegram', 'connectionType', /whatsapp_waba/],
    ['expiresInDays', '31', 'expiresInDays', /1 to 30/],
    ['expiresInDays', 'soon', 'expiresInDays', /1 to 30/],
    ['EXPIRESINDAYS', '1.5', 'EXPIRESINDAYS', /1 to 30/],
    ['allowedPhoneCountries', 'ES Spain', 'allowedPhoneCountries', /ISO 3166/],
    ['phoneNumberId', 'pn_1', 'phoneNumberId', /no phone number "pn_1"/],
    ['externalId', 'x'.repeat(201), 'externalId', /200/],
    ['locale', 'Spanish', 'locale', /language tag/],
    ['returnUrl', 'javascript:alert(1)', 'returnUrl', /./],
    ['sendEmail', 'maybe', 'sendEmail', /^must be true or false/],
    ['sendEmail', 'true', 'clientEmail', /is needed with "sendEmail"/],
    ['metadata.note', 'x'.repeat(501), 'metadata.note', /500/],
    ['clientName', 'Ana,B', null, /^has 2 cells for 1 columns/],
    ['clientName', 'A\ufffda', 'clientName', /not UTF-8/],
  ])(
    'a row whose %s is %.20j is told by line and column, and the others are made',
    async (header, cell, column, message) => {
      const file = `${header}\n\n${cell}\n${header.startsWith('metadata') ? 'fine' : ''}\n`;
      const {errors, rows, failed} = await importFile(file);
      expect(errors).toEqual([{line: 3, column, message: expect.stringMatching(message)}]);
      expect(failed).toBe(1);
      expect(stored()).toHaveLength(rows - 1);
    },
  );

  test('all that is wrong with a row is told at once, and rows below keep their lines', async () => {
    const file = 'clientName,clientEmail,clientPhone\n"two\nlines",a@example.com,\nB,x,y\nC,c@example.com,\n';
    const result = await importFile(file);
    expect(result).toMatchObject({rows: 3, created: 2, failed: 1});
    expect(result.errors.map(({line, column}) => [line, column])).toEqual([
      [4, 'clientEmail'],
      [4, 'clientPhone'],
    ]);
  });

  test('cells that a row does not have are empty, and rows of separators alone are none', async () => {
    const result = await importFile('clientName,locale,externalId\nAna\n,,\nBen,es,,\n');
    expect(result).toMatchObject({rows: 2, created: 2, failed: 0});
  });

  test('no more than 1,000 errors are listed, and all are counted', async () => {
    const result = await importFile(rows(1_200, (index) => `C${index},wrong`));
    expect(result.failed).toBe(1_200);
    expect(result.errors).toHaveLength(1_000);
    expect(stored()).toEqual([]);
  });

  test.each<[string, string, RegExp]>([
    ['nothing', '', /^The file is empty/],
    ['only empty lines', '\n\r\n\n', /^The file is empty/],
    [
      'a column that is not known',
      'clientName,colour\nAna,red\n',
      /^Line 1: there is no column "colour"\. Columns are clientName, .*importKey and metadata\.<name>/,
    ],
    ['a column without a name', 'clientName,\nAna,\n', /^Line 1: a column has no name/],
    ['a note without a name', 'metadata.\nx\n', /^Line 1: there is no column "metadata\."/],
    ['a column twice', 'clientName,CLIENTNAME\nAna,Ana\n', /^Line 1: the column "CLIENTNAME" is there twice/],
    [
      'a quote that is not closed in the header',
      '"clientName\nAna\n',
      /^The file is not valid CSV\. Line 1: /,
    ],
  ])('a file with %s is refused whole', async (_what, file, message) => {
    const {status, body} = await send(file);
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.message).toMatch(message);
    expect(stored()).toEqual([]);
  });

  test('a header alone is a file without rows', async () => {
    expect(await importFile('clientName\n')).toMatchObject({rows: 0, created: 0, errors: []});
  });

  test.each(['application/json', 'multipart/form-data; boundary=x'])('%s is no file', async (type) => {
    const {status, body} = await send('{"clientName": "Ana"}', '', {'content-type': type});
    expect([status, body.message]).toEqual([400, expect.stringMatching(/text\/csv/)]);
  });

  test('a dry run tells the same and creates nothing', async () => {
    const file = 'clientName,clientEmail\nAna,a@example.com\nBen,wrong\nAna,a@example.com\n';
    const {invitations, ...dry} = await importFile(file, '?dryRun=true');
    expect(dry).toMatchObject({dryRun: true, rows: 3, created: 1, existing: 1, failed: 1});
    expect(invitations).toEqual([]);
    expect(stored()).toEqual([]);
    expect(readRows(service, 'SELECT * FROM imported_rows')).toEqual([]);
    expect(await importFile(file)).toMatchObject({...dry, dryRun: false});
    expect(await importFile(file, '?dryRun=true')).toMatchObject({created: 0, existing: 2});
    expect((await send(file, '?dryRun=perhaps')).status).toBe(400);
  });

  test('the same file again creates nothing, also after its invitations have ended', async () => {
    const file = rows(3);
    const {invitations} = await importFile(file);
    await service.api('POST', `/v1/invitations/${invitations[0]}/cancel`);
    service.clock.advance(60 * dayMs);
    expect(await importFile(file)).toMatchObject({created: 0, existing: 3, invitations: []});
    expect(stored()).toHaveLength(3);
  });

  test('a row is the same in another spelling: order, separator, case, defaults', async () => {
    await importFile('clientName,allowedPhoneCountries,metadata.a,metadata.b\nAna,ES MX,1,2\n');
    const again =
      'METADATA.b;metadata.a;expiresInDays;connectionType;sendEmail;allowedphonecountries;clientName\n2;1;7;whatsapp_waba;no;"mx;es";  Ana \n';
    expect(await importFile(again)).toMatchObject({created: 0, existing: 1});
    expect(await importFile('clientName,metadata.a\nAna,1\n')).toMatchObject({created: 1});
  });

  test('rows that stand in one file twice count once', async () => {
    expect(await importFile('clientName\nAna\nBen\nAna\n')).toMatchObject({rows: 3, created: 2, existing: 1});
  });

  test('a key of its own names a row, whatever else is in it, and is not mistaken for a row', async () => {
    expect(await importFile('importKey,clientName\nk1,Ana\nk2,Ana\n')).toMatchObject({created: 2});
    expect(await importFile('importKey,clientName\nk1,Anna\nk3,Ana\n')).toMatchObject({
      created: 1,
      existing: 1,
    });
    expect(await importFile('clientName\nAna\n')).toMatchObject({created: 1});
  });

  test('what stands before bad CSV is made, and the error says what was done', async () => {
    const {status, body} = await send('clientName,clientEmail\nAna,\nBen,wrong\nCleo,"x\nDora,\n');
    expect([status, body.code]).toEqual([400, 'invalid_request']);
    expect(body.message).toMatch(
      /not valid CSV\. Line 4: .* never closed\. Before that, 2 rows were imported: 1 created, 0 there already, 1 with errors\./,
    );
    expect(body.details).toMatchObject({line: 4, result: {rows: 2, created: 1, failed: 1}});
    expect(stored().map((row) => row['client_name'])).toEqual(['Ana']);
  });

  test('the row after the 10,000th is refused, and the error says what was done', async () => {
    const {status, body} = await send(rows(10_001), '?dryRun=true');
    expect([status, body.code]).toEqual([413, 'payload_too_large']);
    expect(body.message).toMatch(/^Line 10002: .* 10000 rows were checked: 10000 new/);
    expect(body.details.result).toMatchObject({rows: 10_000, created: 10_000});
  });

  test('a file that says it is too large is refused before anything is done', async () => {
    const line = `Ana,${'x'.repeat(60_000)}`;
    const {status, body} = await send(rows(180, () => line));
    expect([status, body.code]).toEqual([413, 'payload_too_large']);
    expect(body.message).toMatch(/10 MB/);
    expect(body.details?.result).toBeUndefined();
  });

  test('one that turns out to be too large is refused with what was done', async () => {
    const response = await fetch(`${service.url}/v1/invitations/import`, {
      method: 'POST',
      headers: {authorization: `Bearer ${service.keys.test}`, 'content-type': 'text/csv'},
      body: new ReadableStream({
        pull(controller) {
          controller.enqueue(
            new TextEncoder().encode(this.sent === 0 ? rows(2) : `"${'x'.repeat(60_000)}",\n`),
          );
          this.sent += 1;
          if (this.sent > 200) controller.close();
        },
        sent: 0,
      } as UnderlyingSource & {sent: number}),
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
    expect((await response.json()).details.result).toMatchObject({created: 2});
    expect(stored()).toHaveLength(2);
  });

  test('an import that was cut half-way is sent again, and makes what is missing', async () => {
    const [first, last] = [rows(1_300), rows(2_000)];
    await new Promise<void>((resolve) => {
      const upload = request(`${service.url}/v1/invitations/import`, {
        method: 'POST',
        headers: {authorization: `Bearer ${service.keys.test}`, 'content-length': Buffer.byteLength(last)},
      });
      upload.on('error', () => resolve());
      upload.write(first, () => {
        void eventually(
          async () => stored().length,
          (count) => count >= 1_000,
        ).then(() => upload.destroy());
      });
    });
    expect(stored()).toHaveLength(1_000);
    expect(await importFile(last)).toMatchObject({rows: 2_000, created: 1_000, existing: 1_000});
    expect(stored()).toHaveLength(2_000);
  });

  /** The lines of an answer that tells its progress. */
  async function sendForLines(file: string): Promise<{status: number; type: string | null; lines: any[]}> {
    const response = await fetch(`${service.url}/v1/invitations/import`, {
      method: 'POST',
      headers: {authorization: `Bearer ${service.keys.test}`, accept: 'application/x-ndjson'},
      body: file,
    });
    const lines = (await response.text()).split('\n').filter(Boolean);
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      lines: lines.map((line) => JSON.parse(line)),
    };
  }

  test('tells how far it is, line by line, when asked for lines', async () => {
    const {status, type, lines} = await sendForLines(rows(1_100));
    expect([status, type]).toEqual([200, 'application/x-ndjson']);
    expect(lines).toEqual([
      {progress: {rows: 500, created: 500, existing: 0, failed: 0}},
      {progress: {rows: 1_000, created: 1_000, existing: 0, failed: 0}},
      {result: expect.objectContaining({rows: 1_100, created: 1_100})},
    ]);
  });

  test('ends its lines with the error when it cannot go on, and answers it plainly when it could not begin', async () => {
    const {lines} = await sendForLines(`${rows(600)}"`);
    expect(lines.at(-1)?.error).toMatchObject({
      code: 'invalid_request',
      details: {line: 602, result: {created: 600}},
    });
    const refused = await sendForLines('colour\nred\n');
    expect(refused).toMatchObject({status: 400, lines: [{code: 'invalid_request'}]});
  });

  test("projects and modes do not know of each other's rows", async () => {
    await importFile(rows(2));
    const {key} = await service.makeKey('test', 'Other');
    for (const credential of [key, service.keys.live]) {
      const {body} = await send(rows(2), '', {authorization: `Bearer ${credential}`});
      expect(body).toMatchObject({created: 2, existing: 0});
    }
  });

  test('a session of the panel may import, one of a client or no key may not', async () => {
    const origin = 'https://back.example';
    const sessionOf = async (fields: object) =>
      (await service.api('POST', '/v1/sessions', {origin, ...fields})).body.session.clientSecret;
    const manage = await sessionOf({scope: 'manage'});
    const connect = await sessionOf({externalId: 'c-1'});
    const by = async (secret: string, from = origin) =>
      (await send(rows(1), '', {authorization: `Bearer ${secret}`, origin: from})).status;
    expect(await by(manage)).toBe(200);
    expect(await by(manage, 'https://other.example')).toBe(403);
    expect(await by(connect)).toBe(401);
    expect(await by('nothing')).toBe(401);
  });

  test('a header of thousands of columns does not hold up everybody else', async () => {
    const notes = Array.from({length: 9_000}, (_, index) => `metadata.${index.toString(36)}`);
    const file = `clientName,${notes.join(',')}\n${Array.from({length: 10_000}, (_, index) => `a${index}\n`).join('')}`;
    let longestMs = 0;
    let lastAt = performance.now();
    const look = () => {
      longestMs = Math.max(longestMs, performance.now() - lastAt);
      lastAt = performance.now();
    };
    const timer = setInterval(look, 5);
    expect(await importFile(file, '?dryRun=true')).toMatchObject({created: 10_000, failed: 0});
    look();
    clearInterval(timer);
    expect(longestMs).toBeLessThan(500);
  }, 30_000);

  test('10,000 rows are in within ten seconds, and a second time makes nothing, in the memory of a few batches', async () => {
    const file = rows(10_000, (index) => `Client ${index},client${index}@example.com`);
    await importFile(rows(1_000, (index) => `Before ${index},`));
    const startedAt = performance.now();
    const before = process.memoryUsage().rss;
    expect(await importFile(file)).toMatchObject({created: 10_000});
    expect(performance.now() - startedAt).toBeLessThan(10_000);
    expect(await importFile(file)).toMatchObject({created: 0, existing: 10_000});
    expect(stored()).toHaveLength(11_000);
    expect((process.memoryUsage().rss - before) / 1024 / 1024).toBeLessThan(150);
  });
});
