import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {eventually, TestBrowser, TestService} from '../../support/harness.ts';

let service: TestService;

beforeEach(async () => {
  service = await TestService.start();
});

afterEach(() => service.stop());

describe('a client follows a link', () => {
  test('and connects: one sender, and everybody knows', async () => {
    await service.play('complete');
    const invitation = await service.invite({clientName: 'Bakery Luna'});
    const browser = new TestBrowser(service.url);

    const result = await browser.start(invitation);

    expect(result.status).toBe(200);
    const done = await eventually(
      () => service.retrieve(invitation.id),
      ({status}) => status !== 'in_progress',
    );
    expect(done).toMatchObject({
      status: 'completed',
      connectedAccount: {channel: 'whatsapp'},
      failureReason: null,
    });
    const sender = await service.api('GET', `/v1/senders/${done.senderId}`);
    expect(sender.body).toMatchObject({invitationId: invitation.id, channels: ['whatsapp'], isDefault: true});
  });

  test.each([
    ['cancel', 'fb_cancelled'],
    ['deny', 'fb_not_authorized'],
    ['no_phone', 'no_phone_number'],
    ['wrong_country', 'phone_country_not_allowed'],
    ['code_expired', 'code_expired'],
    ['meta_down', 'meta_unavailable'],
  ])('%s ends as %s, and the same link works afterwards', async (scenario, failureReason) => {
    await service.play(scenario);
    const invitation = await service.invite({allowedPhoneCountries: ['US', 'MX']});
    const browser = new TestBrowser(service.url);
    await browser.start(invitation);
    const failed = await eventually(
      () => service.retrieve(invitation.id),
      ({status}) => status === 'failed',
    );
    expect(failed).toMatchObject({failureReason, senderId: null, connectedAccount: null});
    expect(failed.failedAt).not.toBeNull();

    await service.play('complete');
    await browser.start(invitation);
    const done = await eventually(
      () => service.retrieve(invitation.id),
      ({status}) => status === 'completed',
    );
    expect(done).toMatchObject({failureReason: null, failedAt: null});
  });
});
