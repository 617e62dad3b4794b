import {createHash} from 'node:crypto';
import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {type IncomingMessage, request} from 'node:http';
import type {AddressInfo} from 'node:net';
import type {Server} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {brotliDecompressSync, gunzipSync} from 'node:zlib';
import express from 'express';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {serveEmbed} from '../../server/embed.ts';
import {ApiError} from '../../server/errors.ts';

const script = `export const text = '${'well '.repeat(200)}';`;
const version = '1.2.3-abcd1234';
const integrity = `sha384-${createHash('sha384').update(script).digest('base64')}`;

let folder: string;
let server: Server;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zpi-embed-'));
  mkdirSync(join(folder, 'locales'));
  mkdirSync(join(folder, 'node'));
  writeFileSync(join(folder, 'zavu-partner-invite.js'), script);
  writeFileSync(join(folder, 'locales/es.js'), script);
  writeFileSync(join(folder, 'node/main.js'), script);
  writeFileSync(join(folder, 'custom-elements.json'), '{}');
  writeFileSync(
    join(folder, 'integrity.json'),
    JSON.stringify({version, files: {'zavu-partner-invite.js': integrity}}),
  );
  const app = express();
  app.use('/embed', serveEmbed('https://invite.example.com', folder));
  const answerError: express.ErrorRequestHandler = (error, _req, res, next) => {
    if (!error) return next();
    res.status(404).send(error instanceof ApiError ? error.message : 'broken');
  };
  app.use(answerError);
  server = app.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});

afterAll(() => {
  server.close();
  rmSync(folder, {recursive: true, force: true});
});

/** As the bytes come: `fetch` would decompress them. */
async function get(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const {port} = server.address() as AddressInfo;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request({port, host: '127.0.0.1', path: `/embed/${path}`, headers, method}, resolve)
      .on('error', reject)
      .end();
  });
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return {status: response.statusCode, headers: response.headers, bytes: Buffer.concat(chunks)};
}

describe('the element’s files', () => {
  test.each([
    ['br, gzip', 'br', brotliDecompressSync],
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
    ['', undefined, (bytes: Buffer) => bytes],
  ])('go to who accepts "%s" in %s', async (accepted, encoding, decompress) => {
    const {status, headers, bytes} = await get('zavu-partner-invite.js', {'accept-encoding': accepted});
    expect([status, headers['content-encoding']]).toEqual([200, encoding]);
    expect(decompress(bytes).toString()).toBe(script);
    expect(Number(headers['content-length'])).toBe(bytes.length);
    expect(headers.vary).toContain('Accept-Encoding');
    expect(headers['content-type']).toBe('text/javascript; charset=utf-8');
  });

  test('without a version they are new after five minutes, and not sent again when they are not', async () => {
    const {headers} = await get('zavu-partner-invite.js', {'accept-encoding': 'br'});
    expect(headers['cache-control']).toBe('public, max-age=300');
    const again = await get('zavu-partner-invite.js', {
      'accept-encoding': 'br',
      'if-none-match': String(headers.etag),
    });
    expect([again.status, again.bytes.length]).toEqual([304, 0]);
    const otherwise = await get('zavu-partner-invite.js', {'if-none-match': String(headers.etag)});
    expect(otherwise.status, 'another encoding is another representation').toBe(200);
  });

  test.each(['zavu-partner-invite.js', 'locales/es.js'])('of a version stay for a year: %s', async (file) => {
    const {status, headers, bytes} = await get(`${version}/${file}`);
    expect([status, bytes.toString()]).toEqual([200, script]);
    expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  test('of an unknown version are not there, and the answer says which is', async () => {
    const {status, bytes} = await get('1.2.2-00000000/zavu-partner-invite.js');
    expect(status).toBe(404);
    expect(bytes.toString()).toBe(
      `There is no version 1.2.2-00000000 of the element here. Here is ${version}; its tag is at /embed/snippet.txt.`,
    );
  });

  test.each([
    'node/main.js',
    `${version}/node/main.js`,
    '..%2fpackage.json',
    `${version}/../node/main.js`,
    'missing.js',
  ])('are all there is: not %s', async (path) => {
    expect((await get(path)).status).toBe(404);
  });

  test('can be asked about without being sent, and not be written', async () => {
    const {status, bytes} = await get('custom-elements.json', {}, 'HEAD');
    expect([status, bytes.length]).toEqual([200, 0]);
    expect((await get('custom-elements.json', {}, 'POST')).status).toBe(404);
  });

  test('come with the tag that pins them', async () => {
    const {headers, bytes} = await get('snippet.txt');
    expect(headers['content-type']).toMatch('text/plain');
    expect(bytes.toString()).toContain(
      `src="https://invite.example.com/embed/${version}/zavu-partner-invite.js"`,
    );
    expect(bytes.toString()).toContain(`integrity="${integrity}"`);
    expect(bytes.toString()).toContain('crossorigin="anonymous"');
  });

  test('need no build to be asked for', async () => {
    const app = express().use('/embed', serveEmbed('https://invite.example.com', join(folder, 'nothing')));
    const bare = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => bare.once('listening', resolve));
    const {port} = bare.address() as AddressInfo;
    expect((await fetch(`http://127.0.0.1:${port}/embed/zavu-partner-invite.js`)).status).toBe(404);
    bare.close();
  });
});
