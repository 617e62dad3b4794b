import {describe, expect, test} from 'vitest';
import {invitationOf, profileAnswer, pageOf, sender} from '../../../server/zavu/answers.ts';
import {toApiError} from '../../../server/zavu/refusal.ts';

const full = {
  id: 'jh7am5bng9p3v2x1k4r8',
  token: 'abc123xyz',
  url: 'https://dashboard.zavu.example/invite/abc123xyz',
  status: 'pending',
  createdAt: '2026-01-15T12:00:00.000Z',
  updatedAt: '2026-01-15T12:00:00.000Z',
  expiresAt: '2026-01-22T00:00:00.000Z',
};

describe('an invitation of Zavu’s', () => {
  test('is read with or without its wrapper, and with keys that nobody knows', () => {
    for (const answer of [full, {invitation: full}, {invitation: {...full, region: 'moon'}, took: 3}]) {
      expect(invitationOf(false).parse(answer)).toMatchObject({
        id: full.id,
        clientName: null,
        connectionType: 'whatsapp_waba',
      });
    }
  });

  test('what is not set may be missing, null or empty', () => {
    const unset = [
      'clientName',
      'clientEmail',
      'senderId',
      'connectedAccount',
      'viewedAt',
      'failureReason',
      'connectionType',
    ];
    const expected = invitationOf(false).parse(full);
    for (const nothing of [null, '', undefined]) {
      const answer = {...full, ...Object.fromEntries(unset.map((name) => [name, nothing]))};
      expect(invitationOf(false).parse(answer)).toEqual(expected);
    }
  });

  test.each([
    'http://dashboard.zavu.example/invite/abc',
    'javascript:alert(1)',
    '/invite/abc',
    '//dashboard.zavu.example/invite/abc',
    '',
  ])('people are not sent to %o', (url) => {
    expect(invitationOf(false).safeParse({...full, url}).success).toBe(false);
  });

  test('plain http only where Zavu itself is on this machine', () => {
    const url = 'http://127.0.0.1:8787/invite/abc';
    expect(invitationOf(true).safeParse({...full, url}).success).toBe(true);
    expect(invitationOf(true).safeParse({...full, url: 'javascript:alert(1)'}).success).toBe(false);
  });

  test('without what makes it one it is not to be understood', () => {
    for (const name of ['id', 'token', 'url', 'status', 'createdAt', 'expiresAt']) {
      expect(invitationOf(false).safeParse({...full, [name]: null}).success, name).toBe(false);
    }
    expect(invitationOf(false).safeParse({...full, expiresAt: 'soon'}).success).toBe(false);
  });
});

test('of a list what is not to be understood does not hide the rest', () => {
  const page = pageOf(sender).parse({
    items: [{id: 'a'}, {name: 'without an id'}, 'nothing', {id: 'b'}],
    nextCursor: 'c',
  });
  expect(page.items.map(({id}) => id)).toEqual(['a', 'b']);
  expect(page.nextCursor).toBe('c');
});

test('a sender with little known of it is read', () => {
  expect(
    sender.parse({id: 'sender_12345', name: null, phoneNumber: null, webhook: null, whatsapp: null}),
  ).toMatchObject({
    ...{name: '', phoneNumber: '', channels: [], webhook: undefined, whatsapp: undefined, createdAt: null},
  });
  expect(sender.parse({id: 'a', webhook: {url: 'https://x.example'}}).webhook).toEqual({
    ...{url: 'https://x.example', active: true, events: [], signatureVersion: 'v1'},
  });
});

test('of a profile what is empty is not there', () => {
  expect(profileAnswer.parse({profile: {about: 'Bread', email: '', websites: null}})).toEqual({
    about: 'Bread',
  });
});

const now = Date.parse('2026-01-01T00:00:00Z');

describe('what Zavu refuses', () => {
  test.each<[number, unknown, string, string]>([
    [400, {code: 'invalid_request', message: 'Wrong'}, 'invalid_request', 'Wrong'],
    [400, {error: {code: 'bad_request', message: 'Wrong'}}, 'invalid_request', 'Wrong'],
    [422, {code: 'odd', message: 'Wrong'}, 'invalid_request', 'Wrong'],
    [402, {code: 'paid_plan_required', message: 'Pay'}, 'paid_plan_required', 'Pay'],
    [403, {code: 'forbidden', message: 'No'}, 'provider_refused', 'No'],
    [404, {code: 'not_found', message: 'Gone'}, 'not_found', 'Gone'],
    [409, {code: 'invitation_not_cancellable', message: 'Over'}, 'invitation_not_cancellable', 'Over'],
    [409, {code: 'idempotency_key_reused', message: 'Twice'}, 'provider_refused', 'Twice'],
    // A code of another status is not believed.
    [409, {code: 'not_found', message: 'Odd'}, 'provider_refused', 'Odd'],
    [418, '<html>', 'provider_refused', 'Zavu answered 418.'],
  ])('%i %o is told as it is', (status, body, code, message) => {
    expect(toApiError({status, body, retryAfterSeconds: undefined}, now)).toMatchObject({code, message});
  });

  test.each([
    [401, {code: 'unauthorized', message: 'Invalid or missing API key'}],
    [500, {message: 'stack trace'}],
    [502, '<html>bad gateway</html>'],
    [408, undefined],
    [302, undefined],
    // Of a gateway, or at a wrong address: of what Zavu has it says nothing.
    [404, '<html>not found</html>'],
    [404, {message: 'no route matched: Invalid'}],
    [404, undefined],
    [429, {code: 'rate_limited'}],
  ])(
    '%i says nothing about the request: nobody is told more than that Zavu is not to be had',
    (status, body) => {
      const error = toApiError({status, body, retryAfterSeconds: undefined}, now);
      expect(error.code).toBe('provider_unavailable');
      expect(error.message).not.toMatch(/stack|html|Invalid/);
    },
  );

  test('when to come again is passed on', () => {
    expect(
      toApiError({status: 429, body: {details: {retryAfter: now + 9_000}}, retryAfterSeconds: 3}, now)
        .details,
    ).toEqual({
      retryAfter: now + 9_000,
    });
    expect(toApiError({status: 429, body: {}, retryAfterSeconds: 3}, now).details).toEqual({
      retryAfter: now + 3_000,
    });
  });
});
