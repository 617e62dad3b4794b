import {randomBytes} from 'node:crypto';
import type {Clock} from '../clock.ts';
import type {Account} from './account.ts';
import {GraphError} from './graph-error.ts';
import {Memory} from './memory.ts';
import type {Scenario} from './scenarios.ts';
import type {SealedText} from './sealed-text.ts';

export const whatsappScopes = ['whatsapp_business_management', 'whatsapp_business_messaging'] as const;
export type WhatsappScope = (typeof whatsappScopes)[number];

/** What a person shared at the end of the dialog. */
export interface Grant {
  account: Account;
  /** The permissions that stayed ticked. */
  scopes: WhatsappScope[];
  scenario: Scenario;
}

/** A grant as an access token carries it. Times in milliseconds. */
export interface AccessToken extends Grant {
  issuedAt: number;
  /** The number of the control setting that was in force; see `Control`. */
  settingNumber: number;
}

interface Code extends Grant {
  redirectUri: string;
  issuedAt: number;
  nonce: string;
}

const codeTtlMs = 30_000;
export const tokenTtlMs = 60 * 24 * 60 * 60 * 1000;

/** Issues codes and turns each of them, once, into an access token. */
export class Grants {
  #clock: Clock;
  #sealedText: SealedText;
  #usedCodes = new Memory<number>(100_000);

  constructor(clock: Clock, sealedText: SealedText) {
    this.#clock = clock;
    this.#sealedText = sealedText;
  }

  issueCode(grant: Grant, redirectUri: string): string {
    const code: Code = {
      ...grant,
      redirectUri,
      issuedAt: this.#clock.now(),
      nonce: randomBytes(9).toString('base64url'),
    };
    return this.#sealedText.seal('code', code);
  }

  /** The grant behind a code, whatever its state; `undefined` when the code is none of ours. */
  findCode(code: string): Code | undefined {
    return this.#sealedText.open('code', code) as Code | undefined;
  }

  /** Throws as Meta refuses; a refused code is not spent by it. */
  exchange(code: Code, redirectUri: string | undefined, settingNumber: number): string {
    const now = this.#clock.now();
    this.#usedCodes.forgetWhile((usedAt) => usedAt + codeTtlMs <= now);
    if (this.#usedCodes.get(code.nonce) !== undefined) {
      throw new GraphError(100, 'This authorization code has been used.', {subcode: 36009});
    }
    if (code.scenario === 'code_expired' || code.issuedAt + codeTtlMs <= now) {
      throw new GraphError(100, 'This authorization code has expired.', {subcode: 36007});
    }
    if ((redirectUri ?? '') !== code.redirectUri) {
      throw new GraphError(
        100,
        'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
        {subcode: 36008},
      );
    }
    this.#usedCodes.set(code.nonce, now);
    const {account, scopes, scenario} = code;
    const token: AccessToken = {account, scopes, scenario, issuedAt: now, settingNumber};
    return this.#sealedText.seal('token', token);
  }

  findToken(token: string): AccessToken | undefined {
    return this.#sealedText.open('token', token) as AccessToken | undefined;
  }

  isTokenExpired(token: AccessToken): boolean {
    return token.issuedAt + tokenTtlMs <= this.#clock.now();
  }
}
