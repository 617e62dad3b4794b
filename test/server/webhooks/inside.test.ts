import {once} from 'node:events';
import {createServer, type Server} from 'node:net';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {WebhookClient} from '../../../server/webhooks/deliver.ts';
import type {Endpoint} from '../../../server/webhooks/endpoint.ts';
import {TestService} from '../../support/harness.ts';
import {answer, Receiver} from '../../support/receiver.ts';
import {addEndpoint, testEvent} from '../../support/webhooks.ts';
import {forbiddenAddresses} from './forbidden-addresses.ts';

/** The one port of the allowed ones that a test may listen on. */
const port = 8443;

let service: TestService;
let endpoint: Endpoint;
let canaries: Server[];
let touched = 0;

beforeAll(async () => {
  service = await TestService.start();
  endpoint = (await addEndpoint(service.context, 'https://example.com/')).endpoint;
  canaries = ['127.0.0.1', '::1'].map((host) =>
    createServer((socket) => {
      touched += 1;
      socket.destroy();
    }).listen(port, host),
  );
  await Promise.all(canaries.map((canary) => once(canary, 'listening')));
});

afterAll(async () => {
  for (const canary of canaries) canary.close();
  await service.stop();
});

async function outcomeOf(client: WebhookClient, url: string, to = endpoint): Promise<string | undefined> {
  const tried = await client.deliver({...to, url}, testEvent, new AbortController().signal);
  return tried?.outcome;
}

/** The address at the port where the canaries sit, where it can carry one. */
function atCanary(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  if (url.port === '') url.port = String(port);
  return url.href;
}

describe('a webhook cannot reach inside', () => {
  test('the canaries sing when somebody connects', async () => {
    const open = await TestService.start({WEBHOOK_ALLOW_PRIVATE: '1'});
    const client = new WebhookClient(open.context, {timeoutMs: 2_000});
    const sealed = (await addEndpoint(open.context, 'https://example.com/')).endpoint;
    for (const host of ['127.0.0.1', '[::1]']) {
      await outcomeOf(client, `https://${host}:${port}/`, sealed);
    }
    expect(touched).toBe(2);
    touched = 0;
    await client.close();
    await open.stop();
  });

  test(`by any of ${forbiddenAddresses.length} addresses, saved before they were forbidden`, async () => {
    expect(forbiddenAddresses.length).toBeGreaterThanOrEqual(64);
    const client = new WebhookClient(service.context, {timeoutMs: 2_000});
    for (const address of forbiddenAddresses) {
      for (const url of [address, atCanary(address)]) {
        expect(`${url} ${await outcomeOf(client, url)}`).toBe(`${url} forbidden_address`);
      }
    }
    expect(touched).toBe(0);
    await client.close();
  });

  const resolved = [
    ['127.0.0.1'],
    ['::1'],
    ['::ffff:127.0.0.1'],
    ['::127.0.0.1'],
    ['0.0.0.0'],
    ['10.1.2.3'],
    ['169.254.169.254'],
    ['fd00::1'],
    ['64:ff9b::7f00:1'],
    ['2002:7f00:1::'],
    // One good answer does not excuse a bad one, in whatever order.
    ['8.8.8.8', '127.0.0.1'],
    ['127.0.0.1', '8.8.8.8'],
    ['2606:4700::1', '::1'],
  ];
  test.each(resolved.map((addresses) => [addresses.join(' and '), addresses] as const))(
    'by a name that resolves to %s',
    async (_shown, addresses) => {
      const resolve = async () =>
        addresses.map((address) => ({address, family: address.includes(':') ? 6 : 4}));
      const client = new WebhookClient(service.context, {timeoutMs: 2_000, resolve});
      expect(await outcomeOf(client, `https://rebind.example.com:${port}/`)).toBe('forbidden_address');
      expect(touched).toBe(0);
      await client.close();
    },
  );

  test('by a redirect', async () => {
    const open = await TestService.start({WEBHOOK_ALLOW_PRIVATE: '1'});
    const client = new WebhookClient(open.context, {timeoutMs: 2_000});
    const sealed = (await addEndpoint(open.context, 'https://example.com/')).endpoint;
    const receiver = await Receiver.start();
    for (const status of [301, 302, 303, 307, 308]) {
      receiver.react = answer(status, '', {Location: `https://127.0.0.1:${port}/`});
      expect(await outcomeOf(client, receiver.url, sealed)).toBe('redirected');
    }
    expect(touched).toBe(0);
    await receiver.stop();
    await client.close();
    await open.stop();
  });
});
