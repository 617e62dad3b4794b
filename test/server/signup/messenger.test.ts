import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import type {Invitation} from '../../../server/contract/invitations.ts';
import {messengerScenarios} from '../../../server/sandbox/scenarios-messenger.ts';
import {inboundMessage} from '../../../server/contract/messages.ts';
import {dump} from '../../support/database.ts';
import {eventually, TestBrowser, TestService} from '../../support/harness.ts';
import {newsOf} from '../../support/meta-webhooks.ts';
import {Receiver} from '../../support/receiver.ts';
import {callAsClient, createSession} from '../../support/signups.ts';

let service: TestService;
beforeAll(async () => void (service = await TestService.start({WEBHOOK_ALLOW_PRIVATE: '1'})));
afterAll(() => service.stop());

/** Goes through the dialog as this scenario has it; where there is something to choose, the client takes the last. */
async function connect(
  scenario: string,
  fields: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<{invitation: Invitation; chosen: string | undefined}> {
  await service.play(scenario);
  const browser = new TestBrowser(service.url);
  const created = await service.api(
    'POST',
    '/v1/invitations',
    {connectionType: 'messenger', ...fields},
    headers,
  );
  const {id, token} = created.body.invitation as Invitation;
  await browser.start({token});
  let chosen: string | undefined;
  const invitation = await eventually(
    async () => {
      const address = browser.visited.at(-1) ?? '';
      const page = await browser.open(address);
      const last = [...page.body.matchAll(/name="accountId" value="(\d+)"/g)].at(-1)?.[1];
      if (last !== undefined) {
        chosen = last;
        await browser.open(`${address}/choose`, {accountId: last});
      }
      const {body} = await service.api('GET', `/v1/invitations/${id}`, undefined, headers);
      return body.invitation as Invitation;
    },
    ({status}) => status !== 'in_progress',
  );
  return {invitation, chosen};
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

describe('a connected Page', () => {
  test('is a sender on Messenger, without a number, that can be renamed', async () => {
    const {invitation} = await connect('one_page');
    const path = `/v1/senders/${invitation.senderId}`;
    const {body} = await service.api('GET', path);
    expect(body).toMatchObject({
      name: invitation.connectedAccount?.name,
      phoneNumber: '',
      channels: ['messenger'],
      messenger: {pageId: invitation.connectedAccount?.id},
      wabaId: null,
      registration: 'none',
      health: {status: 'connected'},
    });
    expect(body).not.toHaveProperty('whatsapp');
    expect((await service.api('PATCH', path, {name: 'Our Page'})).body).toMatchObject({name: 'Our Page'});
  });

  test('has no WhatsApp profile, and is told so', async () => {
    const {invitation} = await connect('one_page');
    for (const [method, body] of [['GET'], ['PATCH', {about: 'Bread'}]] as const) {
      const answer = await service.api(method, `/v1/senders/${invitation.senderId}/profile`, body);
      expect(answer).toMatchObject({status: 400, body: {code: 'invalid_request'}});
      expect(answer.body.message).toContain('This sender is a Facebook Page');
    }
  });

  test('keeps the token of the Page, which does not end, and no trace of the person’s', async () => {
    const {invitation} = await connect('several_pages');
    const token = await tokenOf(invitation);
    const [app] = service.context.metaApps;
    const query = new URLSearchParams({
      input_token: token,
      access_token: `${app?.appId}|${app?.appSecret}`,
    });
    const described = await service.fetch('GET', `/sandbox/graph/debug_token?${query.toString()}`);
    expect(described.body.data).toMatchObject({
      type: 'PAGE',
      profile_id: invitation.connectedAccount?.id,
      is_valid: true,
      expires_at: 0,
    });
    expect(dump(service), 'the name of whoever was logged in was for choosing only').not.toContain(
      'Sam Rivera',
    );
  });

  test('is not subscribed any more once its sender is deleted', async () => {
    const {invitation} = await connect('one_page');
    const token = await tokenOf(invitation);
    const pageId = invitation.connectedAccount?.id;
    const subscribed = async () =>
      (await service.fetch('GET', `/sandbox/graph/${pageId}/subscribed_apps?access_token=${token}`)).body
        .data;
    expect(await subscribed()).toMatchObject([{subscribed_fields: expect.arrayContaining(['messages'])}]);
    await service.api('DELETE', `/v1/senders/${invitation.senderId}`);
    expect(await subscribed()).toEqual([]);
  });

  test('is offered by name and by who is logged in, when there are several', async () => {
    await service.play('several_pages');
    const browser = new TestBrowser(service.url);
    const {id, token} = await service.invite({connectionType: 'messenger'});
    await browser.start({token});
    await eventually(
      () => service.context.store.findConnection(id),
      (state) => state?.attempt?.step === 'choose',
    );
    const page = await browser.open(browser.visited.at(-1) ?? '');
    expect(page.body).toContain('Choose your Page');
    expect(page.body).toContain('You are logged in at Facebook as <bdi>Sam Rivera</bdi>.');
    expect(page.body.match(/name="accountId"/g)).toHaveLength(3);
  });
});

describe('a Page that is connected anew', () => {
  const other = () => ({authorization: `Bearer ${otherKey}`});
  let otherKey: string;
  beforeAll(async () => {
    ({key: otherKey} = await service.makeKey('test', 'Another platform'));
  });

  test('leaves its older sender, whose project is told by webhook and stream', async () => {
    const receiver = await Receiver.start();
    await service.api('POST', '/v1/invitations/webhook', {url: receiver.url, events: ['sender.deleted']});
    const first = await connect('same_page', {externalId: 'client-1'});
    const session = await createSession(service, {externalId: 'client-1'});

    const second = await connect('same_page', {}, other());
    expect(second.invitation.connectedAccount).toEqual(first.invitation.connectedAccount);
    expect((await service.api('GET', `/v1/senders/${first.invitation.senderId}`)).status).toBe(404);
    expect(
      (await service.api('GET', `/v1/senders/${second.invitation.senderId}`, undefined, other())).status,
    ).toBe(200);

    const told = {
      type: 'sender.deleted',
      data: {
        senderId: first.invitation.senderId,
        invitationId: first.invitation.id,
        reason: 'connected_elsewhere',
      },
    };
    // Another test may have left the Page connected: then that one's end is told, too.
    const ofFirst = await eventually(
      async () => receiver.events.filter(({data}) => data['senderId'] === first.invitation.senderId),
      (events) => events.length > 0,
    );
    expect(ofFirst).toMatchObject([told]);
    const {body} = await service.api(
      'GET',
      `/v1/events?type=sender.deleted&invitationId=${first.invitation.id}`,
    );
    expect(body.items).toMatchObject([told]);
    // What the element of the first client shows from now on.
    const {body: shown} = await callAsClient(service, session.clientSecret, 'GET', '/connection');
    expect(shown.connection).toMatchObject({status: 'none', connectedAccount: null});
    await receiver.stop();
  });

  test('by the same project is one sender, too', async () => {
    const first = await connect('same_page');
    const second = await connect('same_page');
    const {body} = await service.api('GET', '/v1/senders');
    const ids = body.items.map(({id}: {id: string}) => id);
    expect(ids).toContain(second.invitation.senderId);
    expect(ids).not.toContain(first.invitation.senderId);
  });
});

describe('what people write to a Page', () => {
  test('goes to the webhook of its sender; echoes and reads do not', async () => {
    const {invitation} = await connect('one_page');
    const pageId = invitation.connectedAccount?.id ?? '';
    const send = (order: Record<string, unknown>) =>
      service.fetch('POST', '/sandbox/messages', {pageId, from: '7001', ...order});
    await send({text: 'Do you have rye bread?', messageId: 'm_1'});
    await send({text: 'Do you have rye bread?', messageId: 'm_1'});
    await send({type: 'postback', text: 'Opening hours', messageId: 'm_2'});
    await send({status: 'delivered', messageId: 'm_3'});
    await send({type: 'echo'});
    await send({status: 'read'});
    const news = newsOf(service).filter(({senderId}) => senderId === invitation.senderId);
    const common = {channel: 'messenger', senderId: invitation.senderId};
    expect(news.map(({type, data}) => ({type, data}))).toMatchObject([
      {
        type: 'message.inbound',
        data: {
          ...common,
          messageId: 'm_1',
          from: '7001',
          to: pageId,
          messageType: 'text',
          text: 'Do you have rye bread?',
        },
      },
      {
        type: 'message.inbound',
        data: {...common, messageId: 'm_2', messageType: 'button', text: 'Opening hours'},
      },
      {type: 'message.delivered', data: {...common, messageId: 'm_3', from: pageId, to: '7001'}},
    ]);
    for (const {type, data} of news.filter((one) => one.type === 'message.inbound')) {
      expect(() => inboundMessage.parse(data), type).not.toThrow();
    }
  });

  test.each([
    [{}, 'pageId is needed.'],
    [{type: 'fax'}, 'type must be one of'],
    [{phoneNumberId: '1'}, 'phoneNumberId is not known'],
  ])('an order %j that makes no sense is refused', async (order, message) => {
    const body = {pageId: Object.keys(order).length === 0 ? '' : '8001', ...order};
    const answer = await service.fetch('POST', '/sandbox/messages', body);
    expect(answer.status).toBe(400);
    expect(answer.body.message).toContain(message);
  });
});

async function tokenOf({id, senderId}: Invitation): Promise<string> {
  const {store, secrets} = service.context;
  const state = await store.findConnection(id);
  const sender = state && (await store.findSender(state.invitation, senderId ?? ''));
  if (!sender) throw new Error('not connected');
  return secrets.open(sender.sealedBusinessToken, `${sender.id}:business_token`);
}
