import {expect, it} from 'vitest';
import {TestService} from '../../support/harness.ts';

it('beside a live app, play-Meta still knows its own app only', async () => {
  const service = await TestService.start({
    SIGNUP_PROVIDER: 'meta',
    META_APP_ID: '123456789012345',
    META_APP_SECRET: 'live-secret-live-secret-live-secret',
    META_CONFIG_ID: '987654321098765',
  });
  const query = 'client_id=123456789012345&client_secret=live-secret-live-secret-live-secret&code=x';
  const exchange = await service.fetch('GET', `/sandbox/graph/oauth/access_token?${query}`);
  expect(exchange.body).toMatchObject({error: {code: 101}});
  const dialog = await service.fetch(
    'GET',
    '/sandbox/dialog/v25.0/dialog/oauth?client_id=123456789012345&config_id=987654321098765',
  );
  expect([dialog.status, dialog.headers.get('location')]).toEqual([400, null]);
  await service.stop();
});
