import {createHmac} from 'node:crypto';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {dayMs} from '../../support/clock.ts';
import {dump} from '../../support/database.ts';
import {eventually, TestService} from '../../support/harness.ts';
import {ZavuChain} from '../../support/zavu-chain.ts';
import {isForeign, webhookUrlOf} from '../../../server/zavu/project-webhook.ts';

let chain: ZavuChain;
let secret: string;
const path = '/v1/invitations/webhook';
const atZavu = async () => (await chain.zavu.api('GET', path)).body.webhook;

beforeAll(async () => {
  chain = await ZavuChain.start();
  await eventually(atZavu, (webhook) => webhook !== null, 20_000);
  // As it is kept: sealed.
  const sealed = await eventually(
    () => chain.ours.context.store.findProviderSecret('zavu_webhook'),
    (found) => found !== undefined,
  );
  ({secret} = JSON.parse(chain.ours.context.secrets.open(sealed ?? '', 'zavu_webhook')));
});

afterAll(() => chain.stop());

const hmac = (text: string, key = secret) => createHmac('sha256', key).update(text).digest('hex');
const seconds = () => Math.floor(chain.ours.clock.now() / 1000);

async function post(body: string, signature: string | undefined) {
  const headers = signature === undefined ? {} : {'x-zavu-signature': signature};
  return chain.ours.fetch('POST', '/webhooks/zavu', body, headers);
}

async function anEvent(id: string) {
  const invitation = await chain.invite({clientName: id});
  const remote = (await chain.atZavu()).find(({clientName}) => clientName === id);
  const data = {
    invitationId: remote.id,
    previousStatus: 'pending',
    currentStatus: 'completed',
    senderId: 'snd_made_up',
  };
  return {invitation, body: JSON.stringify({id, type: 'invitation.status_changed', data})};
}

const asked = () => chain.line.count(/^GET \/v1\/invitations\/inv_/);

describe('what Zavu posts', () => {
  test.each([
    ['v1', (t: number, body: string) => `t=${t},v1=${hmac(body)}`],
    ['v2', (t: number, body: string) => `t=${t},v2=${hmac(`${t}.${body}`)}`],
    ['both', (t: number, body: string) => `t=${t},v1=${hmac(body)},v2=${hmac(`${t}.${body}`)}`],
    ['a part that nobody knows', (t: number, body: string) => `t=${t},v3=abc,v2=${hmac(`${t}.${body}`)}`],
  ])('signed by %s is a hint: Zavu is asked, and what it said itself is not believed', async (name, sign) => {
    const {invitation, body} = await anEvent(`evt_${name}`);
    const before = asked();
    const answer = await post(body, sign(seconds(), body));
    expect([answer.status, answer.body]).toEqual([200, {received: true}]);
    await eventually(
      async () => asked(),
      (count) => count > before,
    );
    expect(await chain.retrieve(invitation.id)).toMatchObject({status: 'pending', senderId: null});
  });

  test('twice is asked about once', async () => {
    const {body} = await anEvent('evt_twice');
    const send = () => post(body, `t=${seconds()},v2=${hmac(`${seconds()}.${body}`)}`);
    expect((await send()).body).toEqual({received: true});
    expect((await send()).body).toEqual({received: false});
  });

  test('about an invitation of others, or what is not to be understood, is answered 200', async () => {
    const foreign = await chain.zavu.invite();
    for (const body of [
      JSON.stringify({id: 'evt_1', type: 'invitation.status_changed', data: {invitationId: foreign.id}}),
      JSON.stringify({id: 'evt_2', type: 'message.inbound', data: {}}),
      '{"half',
      'null',
    ]) {
      const answer = await post(body, `t=${seconds()},v1=${hmac(body)}`);
      expect([answer.status, answer.body]).toEqual([200, {received: false}]);
    }
  });

  test('is refused without a signature that fits, and asks for nothing', async () => {
    const {body} = await anEvent('evt_refused');
    const t = seconds();
    const v2 = hmac(`${t}.${body}`);
    const before = asked();
    for (const signature of [
      undefined,
      '',
      `v2=${v2}`,
      `t=${t}`,
      `t=${t},v2=`,
      `t=${t},v2=${v2.slice(1)}0`,
      `t=${t},v2=${v2.slice(0, 32)}`,
      // A v2 that is wrong is not mended by a v1 that is right.
      `t=${t},v1=${hmac(body)},v2=${hmac(body)}`,
      `t=${t},v1=${v2}`,
      `t=${t},v2=${hmac(`${t}.${body}`, 'whsec_of_others')}`,
      `t=${t - 301},v2=${hmac(`${t - 301}.${body}`)}`,
      `t=${t + 310},v2=${hmac(`${t + 310}.${body}`)}`,
      // The old misreading of v1.
      `t=${t + 1},v2=${v2}`,
    ]) {
      const answer = await post(body, signature);
      expect([answer.status, answer.body.code], signature ?? 'none').toEqual([401, 'unauthorized']);
    }
    expect(asked()).toBe(before);
  });

  test('the vector of the description fits', async () => {
    const {isSignedByZavu, readSignature} = await import('../../../server/zavu/signature.ts');
    const body = Buffer.from(
      '{"id":"evt_1760000000000_k3x9qa","type":"invitation.status_changed","timestamp":1760000000000,"projectId":"prj_demo","data":{"invitationId":"inv_demo","clientName":"Ñandú & Co","clientEmail":null,"connectionType":"whatsapp_waba","previousStatus":"pending","currentStatus":"in_progress"}}',
    );
    const v1 = 'bca838023e27c3d022d477ff6c48f64c0eeb56374e9d8c4bd323e211e9ff50da';
    const v2 = '1098db8ecf98458b8e4ac3059f0556e97a33b2b74855aaba55b30c5b745ea720';
    for (const header of [
      `t=1760000000,v1=${v1}`,
      `t=1760000000,v2=${v2}`,
      `t=1760000000,v1=${v1},v2=${v2}`,
    ]) {
      const signature = readSignature(header);
      if (!signature) throw new Error(`${header} was not read`);
      expect(isSignedByZavu('whsec_demo_0123456789abcdef', signature, body, 1_760_000_100_000)).toBe(true);
      expect(isSignedByZavu('whsec_demo_0123456789abcdef', signature, body, 1_760_000_301_000)).toBe(false);
    }
  });

  test('a service that does not stand in front of Zavu has no such address', async () => {
    const service = await TestService.start();
    expect(
      (await service.fetch('POST', '/webhooks/zavu', '{}', {'x-zavu-signature': 't=1,v1=a'})).status,
    ).toBe(404);
    await service.stop();
  });
});

describe("Zavu's project webhook", () => {
  test('is ours, and its secret is in the database only sealed', async () => {
    expect(await atZavu()).toMatchObject({
      url: `${chain.ours.url}/webhooks/zavu`,
      events: ['invitation.status_changed'],
      active: true,
    });
    expect(dump(chain.ours)).not.toContain(secret);
  });

  test('is set up anew within a day when somebody took it away', async () => {
    await chain.zavu.api('DELETE', path);
    chain.ours.clock.advance(dayMs);
    await eventually(atZavu, (webhook) => webhook?.url === `${chain.ours.url}/webhooks/zavu`);
  });

  test('of somebody else is left alone, and Zavu is asked instead', async () => {
    const theirs = 'https://hooks.example.com/zavu';
    await chain.zavu.api('POST', path, {url: theirs});
    chain.ours.clock.advance(dayMs);
    const invitation = await chain.invite();
    await chain.follow(invitation, 'cancel');
    await eventually(
      async () => {
        chain.ours.clock.advance(1_000);
        return (await chain.api('GET', `/v1/events?invitationId=${invitation.id}`)).body.items;
      },
      (events) => events.length === 2,
    );
    expect((await atZavu()).url).toBe(theirs);
  });

  test('an address that we had before is ours to change; any other is not', () => {
    const url = 'https://new.example.com/webhooks/zavu';
    const old = {url: 'https://old.example.com/webhooks/zavu'};
    expect(isForeign({url}, url, undefined)).toBe(false);
    expect(isForeign(old, url, old)).toBe(false);
    expect(isForeign(old, url, undefined)).toBe(true);
    expect(isForeign({url: 'https://crm.example.com/hook'}, url, old)).toBe(true);
  });

  test('is set up only where Zavu can reach us', () => {
    const publicUrl = 'https://invite.example.com';
    expect(webhookUrlOf({publicUrl, isLocal: false, webhookAllowPrivate: false})).toBe(
      `${publicUrl}/webhooks/zavu`,
    );
    expect(
      webhookUrlOf({publicUrl: 'http://localhost:8787', isLocal: true, webhookAllowPrivate: false}),
    ).toBeUndefined();
  });
});
