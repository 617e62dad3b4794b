import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {messengerScenarios} from '../../../server/sandbox/scenarios-messenger.ts';
import {type Answer, eventually, TestBrowser, TestService} from '../../support/harness.ts';

let service: TestService;
beforeAll(async () => void (service = await TestService.start()));
afterAll(() => service.stop());

/** Goes through the dialog as this scenario has it; where there is something to choose, the client takes the last. */
async function connect(
  scenario: string,
  fields: Record<string, unknown> = {},
): Promise<{invitation: Invitation; page: Answer<string>; chosen: string | undefined}> {
  await service.play(scenario);
  const browser = new TestBrowser(service.url);
  const {id, token} = await service.invite({connectionType: 'messenger', ...fields});
  let page = await browser.start({token});
  let chosen: string | undefined;
  await eventually(
    async () => {
      const address = browser.visited.at(-1) ?? '';
      page = await browser.open(address);
      const options = [...page.body.matchAll(/name="accountId" value="(\d+)"/g)].map(([, value]) => value);
      chosen ??= options.at(-1);
      if (options.length > 0) page = await browser.open(`${address}/choose`, {accountId: chosen ?? ''});
      return service.retrieve(id);
    },
    ({status}) => status !== 'in_progress',
  );
  return {invitation: await service.retrieve(id), page, chosen};
}

const failing = Object.entries(messengerScenarios).filter(([, {expects}]) => expects !== 'completed');
const completing = Object.entries(messengerScenarios).filter(([, {expects}]) => expects === 'completed');

describe('a client who connects a Page in the sandbox', () => {
  test.each([...completing.map(([name]) => name), 'complete'])('completes with %s', async (scenario) => {
    const {invitation, chosen} = await connect(scenario);
    expect(invitation).toMatchObject({
      status: 'completed',
      connectedAccount: {channel: 'messenger', id: expect.stringMatching(/^900008\d{11}$/)},
    });
    if (chosen !== undefined) expect(invitation.connectedAccount?.id).toBe(chosen);
  });

  test.each([
    ...failing.map(([name, {expects}]) => [name, expects]),
    ['cancel', 'fb_cancelled'],
    ['deny', 'fb_not_authorized'],
    ['code_expired', 'code_expired'],
    ['meta_down', 'meta_unavailable'],
  ])('with %s fails as %s', async (scenario, reason) => {
    const {invitation} = await connect(scenario ?? '');
    expect(invitation).toMatchObject({status: 'failed', failureReason: reason, connectedAccount: null});
  });
});
