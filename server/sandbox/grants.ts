import {randomBytes} from 'node:crypto';
import type {Clock} from '../clock.ts';
import type {Account} from './account.ts';
import type {FacebookPage} from './facebook-pages.ts';
import {GraphError} from './graph-error.ts';
import {Memory} from './memory.ts';
import type {ScenarioName} from './scenarios.ts';
import type {SealedText} from './sealed-text.ts';

export const whatsappScopes = ['whatsapp_business_management', 'whatsapp_business_messaging'] as const;
export type WhatsappScope = (typeof whatsappScopes)[number];
export const pageScopes = [
  'pages_show_list',
  'pages_messaging',
  'pages_manage_metadata',
  'pages_read_engagement',
  'business_management',
] as const;
/** Every permission that some dialog asks for. */
export type Scope = WhatsappScope | (typeof pageScopes)[number];

/** What a person shared at the end of the dialog, by the kind of dialog. */
export type Grant = WhatsAppGrant | MessengerGrant;

export interface WhatsAppGrant {
  kind: 'whatsapp';
  account: Account;
  /** The permissions that stayed ticked. */
  scopes: Scope[];
  scenario: ScenarioName;
}

export interface MessengerGrant {
  kind: 'messenger';
  /** The person and their portfolio; it has no WhatsApp Business account. */
  account: Account;
  /** The Pages that were chosen. */
  pages: FacebookPage[];
  scopes: Scope[];
  scenario: ScenarioName;
  /** A token of this Page, instead of the person's. */
  pageId?: string;
  /** The token was traded for one that lasts, or is of such a one. */
  isLasting?: true;
}

/** A grant with what does not change over its code and all its tokens. Times in milliseconds. */
export type SharedGrant = Grant & {grantId: string; sharedAt: number};

/** A grant as an access token carries it. */
export type AccessToken = SharedGrant & {
  issuedAt: number;
  /** The number of the control setting that was in force; see `Control`. */
  settingNumber: number;
};

type Code = SharedGrant & {
  /** Empty: the code came to Meta's own script, so that the exchange names none either. */
  redirectUri: string;
};

const codeTtlMs = 30_000;
export const tokenTtlMs = 60 * 24 * 60 * 60 * 1000;

/** A person's token lives for an hour and can be traded for one that lasts; the tokens of Pages that are asked for with that one never end. */
export function lifetimeMs(token: Grant): number {
  if (token.kind === 'whatsapp') return tokenTtlMs;
  if (!token.isLasting) return 60 * 60 * 1000;
  return token.pageId === undefined ? tokenTtlMs : Infinity;
}

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
    const grantId = randomBytes(9).toString('base64url');
    const code: Code = {...grant, grantId, redirectUri, sharedAt: this.#clock.now()};
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
    if (this.#usedCodes.get(code.grantId) !== undefined) {
      throw new GraphError(100, 'This authorization code has been used.', {subcode: 36009});
    }
    if (code.sharedAt + codeTtlMs <= now) {
      throw new GraphError(100, 'This authorization code has expired.', {subcode: 36007});
    }
    const isSameUri = code.redirectUri === '' ? !redirectUri : redirectUri === code.redirectUri;
    if (!isSameUri) {
      throw new GraphError(
        100,
        'Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request',
        {subcode: 36008},
      );
    }
    this.#usedCodes.set(code.grantId, now);
    return this.issueToken(code, settingNumber);
  }

  /** Another token of the same grant, as for a system user or for longer. */
  issueToken(grant: SharedGrant, settingNumber: number): string {
    const token: AccessToken = {...grant, issuedAt: this.#clock.now(), settingNumber};
    return this.#sealedText.seal('token', token);
  }

  findToken(token: string): AccessToken | undefined {
    return this.#sealedText.open('token', token) as AccessToken | undefined;
  }

  isTokenExpired(token: AccessToken): boolean {
    return token.issuedAt + lifetimeMs(token) <= this.#clock.now();
  }
}
