import Zavudev from '@zavudev/sdk';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {dayMs} from '../../support/clock.ts';
import {TestStream} from '../../support/event-stream.ts';
import {eventually} from '../../support/harness.ts';
import {Receiver} from '../../support/receiver.ts';
import {createSession} from '../../support/signups.ts';
import {isZavuSigned} from '../../support/webhook-verifiers.ts';
import {ZavuChain} from '../../support/zavu-chain.ts';

const ends = [
  {scenario: 'complete', statuses: ['in_progress', 'completed']},
  {scenario: 'cancel', statuses: ['in_progress', 'failed'], failureReason: 'fb_cancelled'},
  {scenario: 'deny', statuses: ['in_progress', 'failed'], failureReason: 'fb_not_authorized'},
  {scenario: 'no_phone', statuses: ['in_progress', 'failed'], failureReason: 'no_phone_number'},
  {scenario: 'abandon', statuses: ['in_progress']},
];

describe.each([
  {way: "by Zavu's webhook", tells: true},
  {way: 'by asking, where Zavu cannot reach us', tells: false},
])('what happens at Zavu arrives $way', ({tells}) => {
  let chain: ZavuChain;
  let receiver: Receiver;
  let secret: string;

  beforeAll(async () => {
    chain = await ZavuChain.start(tells);
    receiver = await Receiver.start();
    const {body} = await chain.api('POST', '/v1/invitations/webhook', {url: receiver.url});
    ({secret} = body.webhook);
    if (tells) {
      await eventually(
        async () => (await chain.zavu.api('GET', '/v1/invitations/webhook')).body.webhook,
        (webhook) => webhook?.url === `${chain.ours.url}/webhooks/zavu`,
      );
    }
  });

  afterAll(async () => {
    await chain.stop();
    await receiver.stop();
  });

  test.each(ends)(
    '$scenario: at the webhook and the stream of ours',
    async ({scenario, statuses, failureReason}) => {
      const {invitation} = await chain.sdk().invitations.create({clientName: `Luna ${scenario}`});
      expect(invitation.url).toBe(`${chain.zavu.url}/invite/${invitation.token}`);
      // The element with Zavu's own token.
      const stream = await TestStream.open(chain.ours, invitation.token);
      await chain.follow(invitation, scenario);

      const wanted = statuses.at(-1);
      await eventually(
        async () => {
          // Nobody asks more often than that.
          if (!tells) chain.ours.clock.advance(1_000);
          return receiver.events.filter(({data}) => data.invitationId === invitation.id);
        },
        (events) => events.at(-1)?.data.currentStatus === wanted,
      );
      const events = receiver.events.filter(({data}) => data.invitationId === invitation.id);
      expect(events.map(({data}) => data.currentStatus)).toEqual(statuses);
      for (const {headers, body} of receiver.received) {
        expect(isZavuSigned(secret, headers['x-zavu-signature'], body, chain.ours.clock.now() / 1000)).toBe(
          true,
        );
      }
      const last = (await stream.received(1 + statuses.length)).at(-1)?.message.connection;
      expect(last?.status).toBe(wanted);
      stream.close();

      const {invitation: now} = await chain.sdk().invitations.retrieve(invitation.id);
      expect(now).toMatchObject({status: wanted, failureReason: failureReason ?? null, url: invitation.url});
      expect(now.viewedAt).not.toBeNull();
      if (wanted === 'completed') {
        const [sender] = (await chain.zavu.api('GET', '/v1/senders')).body.items;
        expect(now.senderId).toBe(sender.id);
        expect(events.at(-1).data).toMatchObject({
          senderId: sender.id,
          connectedAccount: now.connectedAccount,
        });
        expect(last?.phoneNumber).toBe(sender.whatsapp.displayPhoneNumber);
      }
    },
  );

  /** What our webhook was told of this invitation, up to this status. */
  async function toldUpTo({id}: {id: string}, status: string): Promise<string[]> {
    const told = () =>
      receiver.events.filter(({data}) => data.invitationId === id).map(({data}) => data.currentStatus);
    return eventually(
      async () => {
        if (!tells) chain.ours.clock.advance(1_000);
        return told();
      },
      (statuses) => statuses.at(-1) === status,
    );
  }

  const atZavu = async ({url}: {url: string}) =>
    (await chain.atZavu()).find((remote) => remote.url === url).id as string;

  test('cancelled at Zavu: at the webhook and the stream of ours', async () => {
    const invitation = await chain.invite({clientName: 'Cancelled there'});
    const stream = await TestStream.open(chain.ours, invitation.token);
    expect((await stream.received(1))[0]?.message.connection.status).toBe('pending');
    await chain.zavu.api('POST', `/v1/invitations/${await atZavu(invitation)}/cancel`);
    expect(await toldUpTo(invitation, 'cancelled')).toEqual(['cancelled']);
    expect((await stream.received(2)).at(-1)?.message.connection.status).toBe('cancelled');
    stream.close();
  });

  test('cancelled here while its client is at it: once at the webhook and the stream of ours', async () => {
    const invitation = await chain.invite({clientName: 'Cancelled here'});
    const stream = await TestStream.open(chain.ours, invitation.token);
    await chain.follow(invitation, 'abandon');
    await toldUpTo(invitation, 'in_progress');
    await chain.api('POST', `/v1/invitations/${invitation.id}/cancel`);
    expect(await toldUpTo(invitation, 'cancelled')).toEqual(['in_progress', 'cancelled']);
    expect((await stream.received(3)).at(-1)?.message.connection.status).toBe('cancelled');
    stream.close();
  });

  test('expired, and open again when Zavu gives it more time: at the webhook and the stream of ours', async () => {
    const invitation = await chain.invite({clientName: 'Expired', expiresInDays: 1});
    const stream = await TestStream.open(chain.ours, invitation.token);
    await stream.received(1);
    chain.zavu.clock.advance(dayMs + 1_000);
    chain.ours.clock.advance(dayMs + 1_000);
    expect(await toldUpTo(invitation, 'expired')).toEqual(['expired']);
    expect((await stream.received(2)).at(-1)?.message.connection.status).toBe('expired');
    if (!tells) return stream.close();
    await chain.zavu.api('PATCH', `/v1/invitations/${await atZavu(invitation)}`, {expiresInDays: 2});
    expect(await toldUpTo(invitation, 'pending')).toEqual(['expired', 'pending']);
    expect((await stream.received(3)).at(-1)?.message.connection.status).toBe('pending');
    stream.close();
  });

  test('a link that failed is tried again', async () => {
    const invitation = await chain.invite({clientName: 'Again'});
    await chain.follow(invitation, 'cancel');
    await chain.follow(invitation, 'deny');
    const statuses = () =>
      receiver.events
        .filter(({data}) => data.invitationId === invitation.id)
        .map(({data}) => data.failureReason ?? data.currentStatus);
    await eventually(
      async () => {
        if (!tells) chain.ours.clock.advance(1_000);
        return statuses();
      },
      (seen) => seen.at(-1) === 'fb_not_authorized',
    );
  });

  test('the signup of a session goes to Zavu, and its stream tells how it ends', async () => {
    const session = await createSession(chain.ours, {externalId: `session ${tells}`}, chain.ours.keys.live);
    const stream = await TestStream.open(chain.ours, session.clientSecret);
    const start = () =>
      chain.ours.fetch(
        'POST',
        '/client/v1/connection',
        {},
        {
          authorization: `Bearer ${session.clientSecret}`,
          origin: 'https://app.example.com',
        },
      );
    const [{status, body}, twin] = await Promise.all([start(), start()]);
    expect(status).toBe(200);
    expect(twin.body.startUrl).toBe(body.startUrl);
    expect(body.startUrl).toMatch(new RegExp(`^${chain.zavu.url}/invite/`));
    expect(body.connection.url).toBe(body.startUrl);
    await chain.follow({url: body.startUrl}, 'cancel');
    await eventually(
      async () => {
        if (!tells) chain.ours.clock.advance(1_000);
        return stream.messages.at(-1)?.message.connection;
      },
      (connection) => connection?.failureReason === 'fb_cancelled',
    );
    stream.close();
  });
});

test('the SDK of Zavu that speaks to us is never told our key', async () => {
  const chain = await ZavuChain.start();
  try {
    const answer = await new Zavudev({apiKey: chain.ours.keys.live, baseURL: chain.ours.url}).me.retrieve();
    expect(answer.isTestMode).toBe(false);
    expect(
      chain.line.requests.every(({headers}) => headers.authorization === `Bearer ${chain.zavu.keys.test}`),
    ).toBe(true);
  } finally {
    await chain.stop();
  }
});
