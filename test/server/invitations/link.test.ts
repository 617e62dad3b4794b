import fc from 'fast-check';
import {describe, expect, test} from 'vitest';
import {createIds} from '../../../server/ids.ts';
import {
  claimedInvitationId,
  handoverToken,
  isToken,
  linkToken,
  linkUrl,
} from '../../../server/invitations/link.ts';
import {createSecrets} from '../../../server/secrets.ts';

const newId = createIds({now: () => Date.UTC(2026, 10, 22)});
const secrets = createSecrets(['a key of the first year, 32 characters']);
const invitation = {id: newId('inv'), linkVersion: 1};
const token = linkToken(secrets, invitation);
const now = 1_800_000_000_000;

/** What a request with this token comes to: the id it names, and whether it proves it. */
function isAccepted(candidate: string): boolean {
  return claimedInvitationId(candidate) === invitation.id && isToken(secrets, invitation, candidate, now);
}

describe('a token', () => {
  test('names its invitation and proves it', () => {
    expect(isAccepted(token)).toBe(true);
  });

  test('is URL-safe and is the last segment of the link', () => {
    expect(token).toMatch(/^[\w-]{50,80}$/);
    expect(linkUrl('https://invite.example.com', token)).toBe(`https://invite.example.com/invite/${token}`);
  });

  test('is the same every time it is asked for', () => {
    expect(linkToken(secrets, {...invitation})).toBe(token);
  });

  test('is refused when any single character is another', () => {
    const position = fc.integer({min: 0, max: token.length - 1});
    const character = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_');
    fc.assert(
      fc.property(position, character, (at, other) => {
        fc.pre(token[at] !== other);
        expect(isAccepted(token.slice(0, at) + other + token.slice(at + 1))).toBe(false);
      }),
      {numRuns: 2_000},
    );
  });

  test('is refused when it is cut, padded or anything else', () => {
    const other = fc.oneof(
      fc.integer({min: 0, max: token.length - 1}).map((length) => token.slice(0, length)),
      fc.integer({min: 1, max: token.length}).map((start) => token.slice(start)),
      fc.string({minLength: 1}).map((more) => token + more),
      fc.string({minLength: 1}).map((more) => more + token),
      fc.string({unit: 'binary'}),
    );
    fc.assert(
      fc.property(other, (candidate) => {
        expect(isAccepted(candidate)).toBe(false);
      }),
      {numRuns: 2_000},
    );
  });

  test('of one invitation opens no other', () => {
    const stranger = {id: newId('inv'), linkVersion: 1};
    const idPart = stranger.id.slice('inv_'.length);
    const forged = idPart + token.slice(-32);
    expect(claimedInvitationId(forged)).toBe(stranger.id);
    expect(isToken(secrets, stranger, forged, now)).toBe(false);
  });
});

describe('the link version', () => {
  test('raised by one, kills every link given out before', () => {
    const rotated = {...invitation, linkVersion: 2};
    expect(isToken(secrets, rotated, token, now)).toBe(false);
    expect(isToken(secrets, rotated, linkToken(secrets, rotated), now)).toBe(true);
  });
});

describe('the key ring', () => {
  const oldKey = 'a key of the first year, 32 characters';
  const newKey = 'a key of the second year, 32 characters';

  test('keeps links working that an older key made, and makes new ones with the first', () => {
    const rotated = createSecrets([newKey, oldKey]);
    expect(isToken(rotated, invitation, token, now)).toBe(true);
    expect(linkToken(rotated, invitation)).toBe(linkToken(createSecrets([newKey]), invitation));
    expect(linkToken(rotated, invitation)).not.toBe(token);
  });

  test('ends old links when the old key is taken out', () => {
    expect(isToken(createSecrets([newKey]), invitation, token, now)).toBe(false);
  });
});

describe('a token for another device', () => {
  const handover = handoverToken(secrets, invitation, now);

  test('opens the invitation for 15 to 30 minutes, and only that one', () => {
    expect(claimedInvitationId(handover)).toBe(invitation.id);
    expect(isToken(secrets, invitation, handover, now + 15 * 60_000 - 1)).toBe(true);
    expect(isToken(secrets, invitation, handover, now + 30 * 60_000)).toBe(false);
    expect(isToken(secrets, {...invitation, linkVersion: invitation.linkVersion + 1}, handover, now)).toBe(
      false,
    );
    const last = invitation.id.endsWith('0') ? '1' : '0';
    const other = {...invitation, id: `${invitation.id.slice(0, -1)}${last}`};
    expect(isToken(secrets, other, handover, now)).toBe(false);
  });

  test('cannot be made to last longer, nor be turned into the link itself', () => {
    const signature = handover.slice(-32);
    const later = handover.slice(0, -33) + 'z' + signature;
    expect(isToken(secrets, invitation, later, now)).toBe(false);
    expect(isToken(secrets, invitation, token.slice(0, -32) + signature, now)).toBe(false);
    expect(isToken(secrets, invitation, handover.slice(0, -32) + token.slice(-32), now)).toBe(false);
  });
});
