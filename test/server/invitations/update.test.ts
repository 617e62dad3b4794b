import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {sweep} from '../../../server/sweeper.ts';
import {dayMs, minuteMs} from '../../support/clock.ts';
import {TestBrowser, TestService} from '../../support/harness.ts';
import {callAsClient, connectClient, createSession, failClient, openDialog} from '../../support/signups.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.stop());

const changeSettings = (settings: object) => service.api('PATCH', '/v1/project', settings);

const patch = (id: string, body: unknown, headers?: Record<string, string>) =>
  service.api('PATCH', `/v1/invitations/${id}`, body, headers);
const eventsOf = (invitationId: string) => service.context.store.listEvents({invitationId}, undefined, 100);
const typesOf = async (id: string) => (await eventsOf(id)).map(({type}) => type);
const lifeOf = ({expiresAt}: {expiresAt: string}) => Date.parse(expiresAt) - service.clock.now();

describe('PATCH /v1/invitations/:id', () => {
  test('changes what is named, leaves the rest, and answers what retrieve answers', async () => {
    await changeSettings({returnOrigins: ['https://app.example.com']});
    const before = await service.invite({clientName: 'Luna', metadata: {tier: 'gold'}});
    const fields = {
      clientEmail: 'hola@luna.example',
      clientPhone: '+34600111222',
      locale: 'es',
      externalId: 'client-7',
      returnUrl: 'https://app.example.com/done',
    };
    const {status, body} = await patch(before.id, {...fields, allowedPhoneCountries: ['mx']});
    expect(status).toBe(200);
    expect(body.invitation).toEqual({...before, ...fields, updatedAt: body.invitation.updatedAt});
    expect(Date.parse(body.invitation.updatedAt)).toBeGreaterThan(Date.parse(before.updatedAt));
    expect(await service.retrieve(before.id)).toEqual(body.invitation);
    expect(await eventsOf(before.id)).toMatchObject([
      {
        type: 'invitation.updated',
        data: {
          changed: [...Object.keys(fields).slice(0, 3), 'allowedPhoneCountries', 'externalId', 'returnUrl'],
        },
      },
    ]);
  });

  test('clears with null: metadata is empty then', async () => {
    const {id} = await service.invite({
      clientName: 'Luna',
      externalId: 'x',
      metadata: {a: 'b'},
      locale: 'es',
    });
    const {body} = await patch(id, {clientName: null, externalId: null, metadata: null, locale: null});
    expect(body.invitation).toMatchObject({clientName: null, externalId: null, metadata: {}, locale: null});
  });

  test('replaces metadata as a whole', async () => {
    const {id} = await service.invite({metadata: {a: '1', b: '2'}});
    expect((await patch(id, {metadata: {b: '3'}})).body.invitation.metadata).toEqual({b: '3'});
  });

  test.each([[undefined], ['{}'], ['null'], [{clientName: 'Luna'}]])(
    'with nothing new (%j) answers the invitation as it was, and tells nobody',
    async (body) => {
      const before = await service.invite({clientName: 'Luna'});
      const answer = await patch(before.id, body);
      expect(answer.status).toBe(200);
      expect(answer.body.invitation).toEqual(before);
      expect(await eventsOf(before.id)).toEqual([]);
    },
  );

  test('counts days from now, and takes a time instead', async () => {
    const {id} = await service.invite({expiresInDays: 30});
    const {body} = await patch(id, {expiresInDays: 2});
    expect(Math.abs(lifeOf(body.invitation) - 2 * dayMs)).toBeLessThan(minuteMs);
    const expiresAt = new Date(service.clock.now() + 29 * dayMs).toISOString();
    expect((await patch(id, {expiresAt})).body.invitation.expiresAt).toBe(expiresAt);
    const withZone = (await patch(id, {expiresAt: expiresAt.replace('Z', '+02:00')})).body.invitation
      .expiresAt;
    expect(Date.parse(withZone)).toBe(Date.parse(expiresAt) - 120 * minuteMs);
  });

  test.each([
    [{expiresInDays: 0}, 'expiresInDays'],
    [{expiresInDays: 31}, 'expiresInDays'],
    [{expiresInDays: null}, 'expiresInDays'],
    [{expiresAt: 'tomorrow'}, 'expiresAt'],
    [{expiresAt: '2026-01-01T00:00:00Z'}, 'expiresAt'],
    [{expiresAt: '2999-01-01T00:00:00Z'}, 'expiresAt'],
    [{expiresInDays: 1, expiresAt: '2999-01-01T00:00:00Z'}, 'expiresAt'],
    [{clientEmail: 'nobody'}, 'clientEmail'],
    [{clientPhone: '12'}, 'clientPhone'],
    [{locale: 'Spanish'}, 'locale'],
    [{allowedPhoneCountries: ['Spain']}, 'allowedPhoneCountries'],
    [{externalId: ''}, 'externalId'],
    [{metadata: {a: 1}}, 'metadata'],
    [{returnUrl: 'javascript:alert(1)'}, 'returnUrl'],
    [{returnUrl: 'https://elsewhere.example/'}, 'returnUrl'],
  ])('refuses %j and changes nothing', async (body, field) => {
    const before = await service.invite();
    const answer = await patch(before.id, body);
    expect(answer.status).toBe(400);
    expect(answer.body).toMatchObject({code: 'invalid_request', message: expect.stringContaining(field)});
    expect(answer.body.details.errors[0].path[0]).toBe(field);
    expect(await service.retrieve(before.id)).toEqual(before);
  });

  test('refuses countries of a number for Messenger', async () => {
    const {id} = await service.invite({connectionType: 'messenger'});
    const {status, body} = await patch(id, {allowedPhoneCountries: ['MX']});
    expect(status).toBe(400);
    expect(body.details.errors[0].path).toEqual(['allowedPhoneCountries']);
    expect((await patch(id, {allowedPhoneCountries: null})).status).toBe(200);
  });

  test('of another project, of the other mode and of nobody is not there', async () => {
    const {id} = await service.invite();
    const {key} = await service.makeKey('test', 'Another');
    for (const [target, bearer] of [
      [id, key],
      [id, service.keys.live],
      ['inv_nobody', service.keys.test],
    ] as const) {
      const {status, body} = await patch(target, {clientName: 'X'}, {authorization: `Bearer ${bearer}`});
      expect(status).toBe(404);
      expect(body.code).toBe('not_found');
    }
    expect((await patch(id, {}, {authorization: ''})).status).toBe(401);
  });

  test('is for the panel too, and not for a client', async () => {
    const {id} = await service.invite();
    const panel = await createSession(service, {scope: 'manage', externalId: undefined});
    const origin = 'https://app.example.com';
    const asPanel = {authorization: `Bearer ${panel.clientSecret}`, origin};
    expect((await patch(id, {clientName: 'Sol'}, asPanel)).body.invitation.clientName).toBe('Sol');
    const client = await createSession(service);
    const asClient = {authorization: `Bearer ${client.clientSecret}`, origin};
    expect((await patch(id, {clientName: 'X'}, asClient)).status).toBe(401);
  });
});

describe('an invitation that is changed', () => {
  test('while its client is in the dialog is finished with what it says then', async () => {
    const {id, token} = await openDialog(service);
    expect((await patch(id, {clientName: 'Sol', metadata: {tier: 'gold'}})).body.invitation.status).toBe(
      'in_progress',
    );
    await service.play('complete');
    await new TestBrowser(service.url).start({token});
    const told = (await eventsOf(id)).filter(({type}) => type === 'invitation.status_changed').at(-1);
    expect(told?.data).toMatchObject({
      currentStatus: 'completed',
      clientName: 'Sol',
      metadata: {tier: 'gold'},
    });
  });

  test('after a failure stays failed, with its reason', async () => {
    const failed = await failClient(service);
    const {body} = await patch(failed.id, {expiresInDays: 20});
    expect(body.invitation).toMatchObject({status: 'failed', failureReason: failed.failureReason});
  });

  test.each(['completed', 'cancelled'] as const)(
    'once %s, keeps all but metadata and externalId',
    async (status) => {
      const {id} = status === 'completed' ? await connectClient(service) : await service.invite();
      if (status === 'cancelled') await service.api('POST', `/v1/invitations/${id}/cancel`);
      const before = await service.retrieve(id);
      for (const body of [
        {clientName: 'X'},
        {expiresInDays: 5},
        {metadata: {a: 'b'}, returnUrl: 'https://app.example.com/'},
      ]) {
        const answer = await patch(id, body);
        expect(answer.status).toBe(409);
        expect(answer.headers.get('x-should-retry')).toBe('false');
        expect(answer.body).toMatchObject({code: 'invitation_not_usable', details: {status}});
        expect(answer.body.message).toContain(status);
      }
      expect(await service.retrieve(id)).toEqual(before);
      const notes = {metadata: {a: 'b'}, externalId: `own ${status}`};
      expect((await patch(id, notes)).body.invitation).toMatchObject({...notes, status});
    },
  );

  test('of a client is what its open page shows from then on', async () => {
    const {clientSecret} = await createSession(service, {externalId: 'client-9'});
    const {body} = await callAsClient(service, clientSecret, 'POST', '/connection');
    const {invitationId} = body.connection;
    await patch(invitationId ?? '', {clientName: 'Sol'});
    const shown = await callAsClient(service, clientSecret, 'GET', '/connection');
    expect(shown.body.connection.clientName).toBe('Sol');
  });
});

describe('an expired invitation', () => {
  const expire = async (fields: Record<string, unknown> = {}) => {
    const invitation = await service.invite({expiresInDays: 1, ...fields});
    service.clock.advance(dayMs);
    return invitation;
  };

  test.each([true, false])(
    'is open again with more time, by the same link (written down before: %s)',
    async (isSwept) => {
      const {id, token, url} = await expire({clientName: 'Luna', metadata: {tier: 'gold'}});
      if (isSwept) await sweep(service.context);
      expect((await service.fetch('POST', `/invite/${token}/start`)).status).toBe(409);
      const {status, body} = await patch(id, {expiresInDays: 3});
      expect(status).toBe(200);
      expect(body.invitation).toMatchObject({status: 'pending', url, failureReason: null, failedAt: null});
      expect(Math.abs(lifeOf(body.invitation) - 3 * dayMs)).toBeLessThan(minuteMs);
      const told = await eventsOf(id);
      expect(told.map(({type, data}) => [type, data['currentStatus']])).toEqual([
        ['invitation.status_changed', 'expired'],
        ['invitation.status_changed', 'pending'],
        ['invitation.updated', undefined],
      ]);
      expect(told[1]?.data).toMatchObject({
        previousStatus: 'expired',
        clientName: 'Luna',
        metadata: {tier: 'gold'},
      });
      await service.play('complete');
      await new TestBrowser(service.url).start({token});
      expect((await service.retrieve(id)).status).toBe('completed');
    },
  );

  test('can be cancelled once it is open again, and expires again', async () => {
    const [one, two] = [await expire(), await expire()];
    for (const {id} of [one, two]) await patch(id, {expiresInDays: 1});
    expect((await service.api('POST', `/v1/invitations/${one.id}/cancel`)).body.invitation.status).toBe(
      'cancelled',
    );
    service.clock.advance(dayMs);
    await sweep(service.context);
    expect((await service.retrieve(one.id)).status).toBe('cancelled');
    expect((await service.retrieve(two.id)).status).toBe('expired');
    expect((await typesOf(two.id)).filter((type) => type === 'invitation.status_changed')).toHaveLength(3);
  });

  test('without more time keeps all but the notes of its host, and says what to do', async () => {
    const {id} = await expire();
    const {status, body} = await patch(id, {clientName: 'X'});
    expect(status).toBe(409);
    expect(body).toMatchObject({code: 'invitation_not_usable', details: {status: 'expired'}});
    expect(body.message).toContain('expiresInDays');
    expect((await patch(id, {metadata: {a: 'b'}})).body.invitation).toMatchObject({
      status: 'expired',
      metadata: {a: 'b'},
    });
  });
});
