import type {LookupAddress} from 'node:dns';
import {describe, expect, test} from 'vitest';
import {checkWebhookUrl, createPublicLookup, demoReceiverOf} from '../../../server/webhooks/address.ts';
import {readConfig} from '../../../server/config.ts';
import {forbiddenAddresses} from './forbidden-addresses.ts';

describe('the address of a webhook', () => {
  test.each(forbiddenAddresses)('may not be %s', (address) => {
    expect(checkWebhookUrl(address, false)).toMatch(/^must /);
  });

  test.each([
    'https://example.com/webhooks?tenant=1',
    'https://example.com:443/',
    'https://example.com:8443/',
    'https://example.com./',
    'https://bücher.example/',
    'https://localhost.example.com/',
    'https://internal.example.com/',
    'https://8.8.8.8/',
    'https://172.32.0.1/',
    'https://[2606:4700:4700::1111]/',
  ])('may be %s', (address) => {
    expect(checkWebhookUrl(address, false)).toBeUndefined();
  });

  test('may be http, on any port and private where private addresses are allowed', () => {
    for (const address of ['http://127.0.0.1:3000/', 'http://localhost/', 'https://10.0.0.1:9000/']) {
      expect(checkWebhookUrl(address, true)).toBeUndefined();
    }
    expect(checkWebhookUrl('ftp://10.0.0.1/', true)).toMatch(/https/);
    expect(checkWebhookUrl('http://user@10.0.0.1/', true)).toMatch(/user name/);
  });

  test("may be the demo's receiver where the demo is, and nothing else on its host", () => {
    const local = {SANDBOX: 'on', PUBLIC_URL: 'http://localhost:8787', SECRET_KEY: 'x'.repeat(32)};
    const demoReceiver = demoReceiverOf(readConfig(local));
    const check = (address: string) => checkWebhookUrl(address, false, demoReceiver);
    expect(check('http://localhost:8787/demo/webhooks')).toBeUndefined();
    expect(check('http://localhost:8787/demo/webhooks/first')).toBeUndefined();
    expect(check('http://localhost:8787/demo/webhooksx')).toMatch(/https/);
    expect(check('http://localhost:8787/demo/webhooks/../api/reset')).toMatch(/https/);
    expect(check('http://localhost:8787/v1/invitations')).toMatch(/https/);
    expect(check('http://localhost:8788/demo/webhooks')).toMatch(/https/);
    expect(check('http://127.0.0.1:8787/demo/webhooks')).toMatch(/https/);
    expect(demoReceiverOf(readConfig({...local, SANDBOX: 'off'}))).toBeUndefined();
    expect(demoReceiverOf(readConfig({...local, PUBLIC_URL: 'https://example.com'}))).toBeUndefined();
  });
});

describe('a name is looked up', () => {
  const look = (addresses: string[], all = true) =>
    new Promise<string | LookupAddress[]>((resolve, reject) => {
      const found = addresses.map((address) => ({address, family: address.includes(':') ? 6 : 4}));
      createPublicLookup(async () => found)('name.example', {all}, (error, answer) =>
        error ? reject(error) : resolve(answer),
      );
    });

  test('and leads to its public addresses', async () => {
    expect(await look(['8.8.8.8', '2606:4700::1'])).toEqual([
      {address: '8.8.8.8', family: 4},
      {address: '2606:4700::1', family: 6},
    ]);
    expect(await look(['8.8.8.8', '1.1.1.1'], false)).toBe('8.8.8.8');
  });

  test('and is refused as a whole when one of its addresses is inside', async () => {
    for (const inside of [
      '127.0.0.1',
      '10.0.0.1',
      '::1',
      '::ffff:127.0.0.1',
      '::127.0.0.1',
      'fe80::1%eth0',
    ]) {
      await expect(look(['8.8.8.8', inside])).rejects.toThrow('name.example is a name for an address inside');
    }
  });
});
