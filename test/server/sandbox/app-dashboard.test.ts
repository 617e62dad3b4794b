import {afterEach, expect, test} from 'vitest';
import {TestService} from '../../support/harness.ts';

let service: TestService;
afterEach(() => service.stop());

const setRedirectUris = (uris: unknown[]) => service.api('POST', '/sandbox/app', {redirectUris: uris});
const dialogTo = (uri: string) =>
  service.fetch(
    'GET',
    `/sandbox/dialog/v25.0/dialog/oauth?${new URLSearchParams({
      client_id: '400000000000001',
      config_id: '900000000000001',
      response_type: 'code',
      override_default_response_type: 'true',
      redirect_uri: uri,
    }).toString()}`,
  );

test('on a service that others reach, nobody with a test key has browsers sent to their own site', async () => {
  service = await TestService.start({
    PUBLIC_URL: 'https://invite.example.com',
    SECRET_KEY: 'a-secret-key-of-the-tests-that-is-long-enough',
  });
  for (const uri of [
    'https://evil.example/',
    'https://invite.example.com.evil.example/',
    'http://127.0.0.1/',
  ]) {
    const {status, body} = await setRedirectUris([uri]);
    expect([status, body.code], uri).toEqual([400, 'invalid_request']);
    expect((await dialogTo(uri)).body, uri).toContain('URL blocked');
  }
  expect((await setRedirectUris(['https://invite.example.com/elsewhere'])).status).toBe(200);
});

test('on one machine a second service may be beside it, and nothing that is no address of one', async () => {
  service = await TestService.start();
  expect((await setRedirectUris(['http://127.0.0.1:8788/signup/meta/callback'])).status).toBe(200);
  for (const uri of ['javascript:alert(1)', '', '/callback', 1, null, {}]) {
    expect((await setRedirectUris([uri])).status, JSON.stringify(uri)).toBe(400);
  }
});
