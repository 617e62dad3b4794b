import {once} from 'node:events';
import {createServer, type Socket} from 'node:net';
import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {WebhookClient} from '../../../server/webhooks/deliver.ts';
import type {Endpoint} from '../../../server/webhooks/endpoint.ts';
import {selfSigned} from '../../support/certificate.ts';
import {TestService} from '../../support/harness.ts';
import {freePort} from '../../support/process.ts';
import {answer, cut, type Reaction, Receiver} from '../../support/receiver.ts';
import {addEndpoint, testEvent} from '../../support/webhooks.ts';

const timeoutMs = 500;

let service: TestService;
let receiver: Receiver;
let client: WebhookClient;
let endpoint: Endpoint;

beforeAll(async () => {
  service = await TestService.start({WEBHOOK_ALLOW_PRIVATE: '1'});
  endpoint = (await addEndpoint(service.context, 'http://127.0.0.1/')).endpoint;
});
afterAll(() => service.stop());
beforeEach(async () => {
  receiver = await Receiver.start();
  client = new WebhookClient(service.context, {timeoutMs});
});
afterEach(async () => {
  await client.close();
  await receiver.stop();
});

const deliver = (url = receiver.url, signal = new AbortController().signal) =>
  client.deliver({...endpoint, url}, testEvent, signal);

/** A server that speaks as it likes. */
async function speak(onConnection: (socket: Socket) => void): Promise<{url: string; stop: () => void}> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on('error', () => undefined));
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`,
    stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** Writes a letter every so often, and never ends. */
function drip(write: (letter: string) => void): () => void {
  const timer = setInterval(() => write('x'), 20);
  return () => clearInterval(timer);
}

describe('one try', () => {
  test.each<[string, Reaction, object]>([
    [
      '200',
      answer(200, '{"ok":true}'),
      {outcome: 'succeeded', statusCode: 200, detail: 'Answered 200: {"ok":true}'},
    ],
    ['204', answer(204), {outcome: 'succeeded', statusCode: 204, detail: 'Answered 204.'}],
    ['500', answer(500, 'oops'), {outcome: 'refused_status', statusCode: 500, detail: 'Answered 500: oops'}],
    ['404', answer(404), {outcome: 'refused_status', statusCode: 404, detail: 'Answered 404.'}],
    ['410', answer(410), {outcome: 'gone', statusCode: 410}],
    ['304', answer(304), {outcome: 'redirected', statusCode: 304}],
    [
      'nothing, and cuts',
      cut,
      {outcome: 'not_reached', statusCode: null, detail: expect.stringContaining('cut')},
    ],
    [
      'nothing, ever',
      () => undefined,
      {outcome: 'timed_out', statusCode: null, detail: 'No answer within 0.5 s.'},
    ],
    [
      'headers without end',
      answer(200, '', {padding: 'x'.repeat(20_000)}),
      {outcome: 'not_reached', statusCode: null},
    ],
  ])('that is answered %s says so', async (_name, react, expected) => {
    receiver.react = react;
    expect(await deliver()).toMatchObject({...expected, detail: expect.stringMatching(/\w.*[.}s]$/)});
    expect(await deliver()).toMatchObject(expected);
  });

  test('follows no redirect', async () => {
    const elsewhere = await Receiver.start();
    receiver.react = answer(307, '', {Location: elsewhere.url});
    expect(await deliver()).toMatchObject({outcome: 'redirected', statusCode: 307});
    expect(elsewhere.received).toEqual([]);
    await elsewhere.stop();
  });

  test('keeps one kilobyte of an answer and ends the rest', async () => {
    let written = 0;
    receiver.react = (res) => {
      res.writeHead(200);
      const push = () => {
        while (written < 10 * 1024 * 1024 && !res.destroyed) {
          written += 65_536;
          if (!res.write('y'.repeat(65_536))) return res.once('drain', push);
        }
        return res.end();
      };
      push();
    };
    const tried = await deliver();
    expect(tried).toMatchObject({outcome: 'succeeded'});
    expect(tried?.detail).toHaveLength('Answered 200: '.length + 1_024);
    expect(tried?.durationMs).toBeLessThan(timeoutMs);
    expect(written).toBeLessThan(10 * 1024 * 1024);
  });

  test('takes its time and no more, whatever drips', async () => {
    let stopDrip = () => undefined as void;
    const slowHeaders = await speak((socket) => {
      socket.write('HTTP/1.1 200 OK\r\nX-Slow: ');
      stopDrip = drip((letter) => socket.write(letter));
    });
    const tried = await deliver(slowHeaders.url);
    expect(tried).toMatchObject({outcome: 'timed_out'});
    expect(tried?.durationMs).toBeLessThan(2 * timeoutMs);
    stopDrip();
    slowHeaders.stop();

    // The status is there: the receiver has it, however slowly it goes on talking.
    receiver.react = (res) => {
      res.writeHead(200).write('ok');
      stopDrip = drip((letter) => res.write(letter));
    };
    expect(await deliver()).toMatchObject({outcome: 'succeeded', statusCode: 200});
    stopDrip();
  });

  test('that meets no HTTP, nobody, or a certificate that nobody vouches for says so', async () => {
    const garbage = await speak((socket) => socket.end('SSH-2.0-OpenSSH\r\n'));
    expect(await deliver(garbage.url)).toMatchObject({outcome: 'not_reached', statusCode: null});
    garbage.stop();
    expect(await deliver(`http://127.0.0.1:${await freePort()}/`)).toMatchObject({
      outcome: 'not_reached',
      detail: 'Nobody listens at this address.',
    });
    const secure = await Receiver.start(answer(200), selfSigned());
    expect(await deliver(secure.url)).toMatchObject({
      outcome: 'bad_tls',
      detail: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT'),
    });
    expect(secure.received).toEqual([]);
    await secure.stop();
    expect(await deliver(receiver.url.replace('http:', 'https:'))).toMatchObject({outcome: 'bad_tls'});
  });

  test.each([
    ['429', 429, true],
    ['503', 503, true],
    ['400', 400, true],
    ['200', 200, false],
  ])('reads Retry-After of %s as it should', async (_name, status, isRead) => {
    receiver.react = answer(status, '', {'Retry-After': '60'});
    const tried = await deliver();
    const waitMs = (tried?.holdUntil ?? 0) - service.clock.now();
    expect(waitMs > 50_000).toBe(isRead);
  });

  test('that is ended from outside is none', async () => {
    const stop = new AbortController();
    receiver.react = () => stop.abort();
    expect(await deliver(receiver.url, stop.signal)).toBeUndefined();
  });

  test('that cannot be signed says that it is our fault', async () => {
    expect(
      await client.deliver(
        {...endpoint, sealedSecret: 'v1.nonsense', url: receiver.url},
        testEvent,
        new AbortController().signal,
      ),
    ).toMatchObject({outcome: 'not_reached', detail: 'Not sent: something went wrong on our side.'});
    expect(receiver.received).toEqual([]);
  });
});
