import {request} from 'node:http';
import {afterAll, beforeAll, expect, test} from 'vitest';
import {TestService} from '../../support/harness.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.stop());

/** `fetch` does not let a caller say another host than it connects to. */
function ask(
  method: string,
  path: string,
  host: string,
): Promise<{status: number; location: string | undefined}> {
  return new Promise((resolve, reject) => {
    request(service.url + path, {method, headers: {host}}, (res) => {
      res.resume();
      resolve({status: res.statusCode ?? 0, location: res.headers.location});
    })
      .on('error', reject)
      .end();
  });
}

test('a page that is asked for by another name of this machine sends the browser to the one that cookies belong to', async () => {
  const {token} = await service.invite();
  const {host, port} = new URL(service.context.config.publicUrl);
  for (const [method, path] of [
    ['GET', `/invite/${token}`],
    ['POST', `/invite/${token}/start`],
    ['GET', '/start/ticket'],
    ['GET', '/signup/meta/callback?code=1&state=2'],
  ] as const) {
    const answer = await ask(method, path, `other.localhost:${port}`);
    expect(answer).toEqual({status: 307, location: `http://${host}${path}`});
  }
  expect((await ask('GET', `/invite/${token}`, host)).status).toBe(200);
});

test('behind a proxy the name in the request may be an inner one: nobody is sent anywhere', async () => {
  const proxied = await TestService.start({
    PUBLIC_URL: 'https://invite.example.com',
    SECRET_KEY: 'a key that is long enough to be one for a test',
  });
  try {
    expect((await proxied.fetch('GET', '/invite/unknown')).status).toBe(404);
  } finally {
    await proxied.stop();
  }
});
