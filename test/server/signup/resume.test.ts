import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {createSecrets} from '../../../server/secrets.ts';
import {eventually, TestBrowser, TestService} from '../../support/harness.ts';

let service: TestService;
let invitation: Invitation;
let browser: TestBrowser;

beforeEach(async () => {
  service = await TestService.start();
  invitation = await service.invite();
  browser = new TestBrowser(service.url);
  await service.play('meta_down');
  await browser.start(invitation);
  await becomes('failed');
  await service.play('complete');
  browser.visited.length = 0;
});

afterEach(() => service.stop());

const becomes = (status: Invitation['status']) =>
  eventually(
    () => service.retrieve(invitation.id),
    (now) => now.status === status,
  );
const wasInDialog = (who: TestBrowser) => who.visited.some((address) => address.includes('/dialog/oauth'));

describe('trying again after Meta was down', () => {
  test('goes on where it stopped, without the dialog', async () => {
    await browser.start(invitation);
    await becomes('completed');
    expect(wasInDialog(browser)).toBe(false);
  });

  test('in another browser begins with the dialog: nobody connects the account of who was here before', async () => {
    const other = new TestBrowser(service.url);
    await other.start(invitation);
    await becomes('completed');
    expect(wasInDialog(other)).toBe(true);
  });

  test('with a SECRET_KEY that does not open the token any more begins with the dialog, too', async () => {
    Object.assign(service.context.secrets, createSecrets(['another key that is long enough to be one']));
    const {token} = await service.retrieve(invitation.id);
    await browser.start({token});
    await becomes('completed');
    expect(wasInDialog(browser)).toBe(true);
  });
});
