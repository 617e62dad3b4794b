import {z} from 'zod';

/*
 * The shape of everything that crosses HTTP. Requests are zod schemas, answers are types. Field names and
 * limits of `/v1` follow Zavu's API, so that its SDK works against this service; what we add is marked "ours".
 */

export const modes = ['test', 'live'] as const;
/** Fixed by the API key and carried by every object. Test objects are signed up against the sandbox. */
export type Mode = (typeof modes)[number];

export const invitationStatuses = [
  'pending',
  'in_progress',
  'completed',
  'failed',
  'expired',
  'cancelled',
] as const;
export type InvitationStatus = (typeof invitationStatuses)[number];

export const connectionTypes = ['whatsapp_waba', 'messenger'] as const;
export type ConnectionType = (typeof connectionTypes)[number];

/**
 * Why the last attempt failed. The set is open for readers: treat an unknown one as a generic failure.
 * The first five are Zavu's; the rest name what Zavu leaves to "and others".
 */
export const failureReasons = [
  'fb_cancelled',
  'fb_not_authorized',
  'signup_abandoned',
  'meta_no_pages',
  'internal_error',
  'code_expired',
  'code_already_used',
  'configuration_error',
  'token_exchange_failed',
  'token_invalid',
  'waba_not_found',
  'no_phone_number',
  'phone_not_verified',
  'phone_country_not_allowed',
  'phone_already_connected',
  'pin_mismatch',
  'registration_rate_limited',
  'webhook_subscription_failed',
  'account_restricted',
  'meta_rate_limited',
  'meta_unavailable',
] as const;
export type FailureReason = (typeof failureReasons)[number];

/** How far an attempt has come. `choose` waits for the client; `done` has ended. */
export const attemptSteps = [
  'dialog',
  'exchange',
  'discover',
  'choose',
  'subscribe',
  'register',
  'complete',
  'done',
] as const;
export type AttemptStep = (typeof attemptSteps)[number];

export const errorCodes = [
  'invalid_request',
  'invalid_json',
  'unauthorized',
  'session_expired',
  'forbidden',
  'origin_not_allowed',
  'not_found',
  'invitation_not_cancellable',
  'invitation_not_usable',
  'idempotency_key_reused',
  'payload_too_large',
  'rate_limited',
  'internal_error',
  'storage_unavailable',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** The body of every answer that is not a success. */
export interface ErrorBody {
  code: ErrorCode;
  message: string;
  /** `errors: [{path, message}]` for a wrong field, `retryAfter` (epoch ms) for a rate limit. */
  details?: Record<string, unknown>;
}

/** The account that was connected. */
export interface ConnectedAccount {
  channel: 'whatsapp' | 'messenger';
  /** Meta's phone-number id, or the id of the Facebook Page. */
  id: string;
  /** The verified name in WhatsApp, or the name of the Page. */
  name: string | null;
}

/** An offer to connect one account. Every key is always there; `null` means "not (yet)". Times are ISO 8601 UTC. */
export interface Invitation {
  id: string;
  /** The last segment of `url`. Whoever has it can open the signup page. */
  token: string;
  /** The link for the client. */
  url: string;
  status: InvitationStatus;
  clientName: string | null;
  clientEmail: string | null;
  /** E.164. */
  clientPhone: string | null;
  connectionType: ConnectionType;
  /** A number of ours that was pre-assigned; not Meta's id. */
  phoneNumberId: string | null;
  /** The sender that completion created. */
  senderId: string | null;
  connectedAccount: ConnectedAccount | null;
  createdAt: string;
  updatedAt: string;
  expiresAt: string;
  /** First time the signup page was opened. Opening changes nothing else. */
  viewedAt: string | null;
  /** Start of the newest attempt. */
  startedAt: string | null;
  completedAt: string | null;
  /** Time of the last failure; only while `status` is `failed`. */
  failedAt: string | null;
  /** Reason of the last failure; only while `status` is `failed`. */
  failureReason: FailureReason | null;
  /** Ours: the mode of the key that created it. */
  mode: Mode;
  /** Ours: the host's own id of the client. */
  externalId: string | null;
}

/** One run of a client through Meta's dialog. Ours. */
export interface AttemptSummary {
  id: string;
  /** 1 for the first attempt of its invitation. */
  number: number;
  step: AttemptStep;
  status: 'running' | 'succeeded' | 'failed' | 'replaced' | 'cancelled';
  failureReason: FailureReason | null;
  startedAt: string;
  finishedAt: string | null;
}

/** A connected number through which the platform can send. */
export interface Sender {
  id: string;
  name: string;
  /** E.164. */
  phoneNumber: string;
  channels: string[];
  /** The first sender of a project and mode is its default. */
  isDefault: boolean;
  whatsapp: {
    /** Meta's phone-number id. */
    phoneNumberId: string;
    displayPhoneNumber: string;
    paymentStatus: {setupStatus: string; methodStatus: string; canSendTemplates: boolean};
  };
  /** Ours. */
  mode: Mode;
  /** Ours: the invitation that created it. */
  invitationId: string;
  /** Ours: the WhatsApp Business account that holds the number. */
  wabaId: string;
  createdAt: string;
  updatedAt: string;
}

/** A page of a list, newest first. `nextCursor` is `null` on the last page. */
export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

export interface Me {
  project: {id: string; name: string | null; isSubAccount: boolean};
  team: {id: string; name: string | null};
  apiKey: {id: string};
  isTestMode: boolean;
}

/** A browser credential as its maker gets it, once. */
export interface CreatedSession {
  id: string;
  /** Goes to the browser. Never put it into a URL or an attribute. */
  clientSecret: string;
  scope: 'connect';
  mode: Mode;
  expiresAt: string;
}

/** What the element shows for one client: the current invitation and, once done, the sender. */
export interface Connection {
  /** `none`: a session whose client has no invitation yet, or whose sender was deleted. */
  status: InvitationStatus | 'none';
  mode: Mode;
  connectionType: ConnectionType;
  /** The platform or agency that asks. */
  projectName: string;
  clientName: string | null;
  invitationId: string | null;
  /** Opens the invitation on another device, for 15 to 30 minutes; `null` when there is nothing to open. */
  url: string | null;
  /** How far the running attempt is; `null` unless `in_progress`. */
  step: AttemptStep | null;
  /** Where the browser that started it can go on (choose a number, see the progress); `null` unless `in_progress`. */
  continueUrl: string | null;
  failureReason: FailureReason | null;
  connectedAccount: ConnectedAccount | null;
  /** The connected number, as people write it: `+1 631-555-0100`. */
  phoneNumber: string | null;
  senderId: string | null;
  expiresAt: string | null;
  updatedAt: string | null;
}

/** Answer of `POST /client/v1/connection`. */
export interface StartedConnection {
  connection: Connection;
  /** Opens Meta's dialog; works once, for 60 seconds. `null` when already connected. */
  startUrl: string | null;
  startUrlExpiresAt: string | null;
}

/** Types of the events that are stored and streamed. */
export const eventTypes = ['invitation.status_changed', 'attempt.step_changed', 'sender.deleted'] as const;
export type EventType = (typeof eventTypes)[number];

/** One message of `GET /client/v1/events`: what happened, and what the element has to show from now on. */
export interface StreamMessage {
  event: ClientEvent | null;
  connection: Connection;
}

/** An event as it reaches a browser: Zavu's envelope without the project. `timestamp` in Unix milliseconds. */
export interface ClientEvent {
  id: string;
  type: EventType;
  timestamp: number;
  /** Unset keys are left out. */
  data: Record<string, unknown>;
}

/** Line breaks and the marks that turn the direction of text would let a name pose as something else on a page. */
function withoutControls(name: string): string {
  return name
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
}

const languageTag = z
  .string()
  .max(35)
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'must be a language tag, for example "es" or "pt-BR"');

const daysRule = 'must be a whole number of days from 1 to 30';

const clientFields = {
  clientName: z.string().overwrite(withoutControls).max(100).nullish(),
  clientEmail: z.email().max(254).nullish(),
  clientPhone: z
    .string()
    .regex(/^\+[1-9]\d{6,14}$/, 'must be E.164, for example +34600111222')
    .nullish(),
  connectionType: z.enum(connectionTypes).nullish(),
  expiresInDays: z.int(daysRule).min(1, daysRule).max(30, daysRule).nullish(),
  allowedPhoneCountries: z
    .array(
      z
        .string()
        .regex(/^[A-Za-z]{2}$/, 'must be an ISO 3166-1 alpha-2 code, for example "MX"')
        .transform((code) => code.toUpperCase()),
    )
    .max(250)
    .nullish(),
  phoneNumberId: z.string().min(1).max(128).nullish(),
  locale: languageTag.nullish(),
};

function refuseWhatsAppOptionsForMessenger(
  body: {connectionType?: unknown; phoneNumberId?: unknown; allowedPhoneCountries?: unknown},
  check: z.core.$RefinementCtx,
): void {
  if (body.connectionType !== 'messenger') return;
  for (const field of ['phoneNumberId', 'allowedPhoneCountries'] as const) {
    if (body[field] != null) {
      check.addIssue({
        code: 'custom',
        path: [field],
        message: 'cannot be used with connectionType "messenger"',
        input: body,
      });
    }
  }
}

/** Body of `POST /v1/invitations`; `null`, an empty body and `{}` all mean "all defaults". */
export const createInvitationBody = z
  .object({
    ...clientFields,
    /** Ours: the host's own id of the client; a `connect` session with the same one shows this invitation. */
    externalId: z.string().min(1).max(200).nullish(),
  })
  .superRefine(refuseWhatsAppOptionsForMessenger);
export type CreateInvitationBody = z.infer<typeof createInvitationBody>;

export const listInvitationsQuery = z.object({
  status: z.enum(invitationStatuses).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
  cursor: z.string().max(200).optional(),
});

export const listSendersQuery = listInvitationsQuery.omit({status: true});

/** An address that a person may be sent to: no script, no user name that poses as a host. */
const webAddress = z
  .url({protocol: /^https?$/, abort: true})
  .max(2000)
  .refine((value) => {
    const {username, password} = new URL(value);
    return !username && !password;
  }, 'must not carry a user name');

const httpOrigin = z.string().refine((value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  return url?.origin === value && /^https?:$/.test(url.protocol);
}, 'must be an origin, for example "https://app.example.com", with no path');

/** Body of `POST /v1/sessions`. */
export const createSessionBody = z
  .object({
    scope: z.enum(['connect']).default('connect'),
    /** The host's own id of the client. One client, one connection. */
    externalId: z.string().min(1).max(200),
    /** The only origin from which the session may be used. */
    origin: httpOrigin,
    expiresInMinutes: z.int().min(1).max(60).default(15),
    /** Where the client goes back to after a redirect; must be on `origin`. */
    returnUrl: webAddress.nullish(),
    ...clientFields,
  })
  .superRefine(refuseWhatsAppOptionsForMessenger)
  .superRefine((body, check) => {
    if (body.returnUrl && new URL(body.returnUrl).origin !== body.origin) {
      check.addIssue({
        code: 'custom',
        path: ['returnUrl'],
        message: `must be on the session's origin ${body.origin}`,
        input: body,
      });
    }
  });
export type CreateSessionBody = z.infer<typeof createSessionBody>;

/** Body of `POST /client/v1/connection`; may be empty. */
export const startConnectionBody = z.object({
  /** Where the result page offers to go back to; must be on the session's origin. */
  returnUrl: webAddress.nullish(),
  /** The language that the element speaks, for the pages that it leads to. */
  locale: languageTag.nullish(),
});
