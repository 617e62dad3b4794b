import {z} from 'zod';
import type {Fact, News} from '../senders/facts.ts';
import {isHealthWord, troubleOf} from '../senders/health.ts';
import {id, list, optional} from './lenient.ts';
import type {AccountUpdate, Entry, ReadUpdates} from './updates.ts';

/** What a change says; where it happened is added by who reads it. */
type Told = Omit<News, 'at'> &
  Partial<Pick<AccountUpdate, 'businessId' | 'phoneNumber' | 'accountId' | 'appId'>> & {
    /** `null`: it is about a number, whatever the entry is about. */
    wabaId?: string | null | undefined;
  };

/** `ignored`: known, and of no use to anybody here. */
type Reading = Told | 'ignored' | undefined;

const text = optional(z.string());

/** Fields about accounts and numbers, besides their messages. */
const readers: Record<string, (value: Record<string, unknown>) => Reading> = {
  account_update: readAccount,
  account_review_update: readReview,
  phone_number_name_update: readName,
  phone_number_quality_update: readQuality,
  business_capability_update: readCapability,
  account_alerts: readAlert,
  security: readSecurity,
};

/** Reads one change that is not about messages. Without the time it happened it cannot be put in order, and is skipped. */
export function readAccountUpdate(
  {updates, skipped}: ReadUpdates,
  {id: entryId, at}: Entry,
  field: string | undefined,
  value: Record<string, unknown>,
): void {
  const reader = field !== undefined && Object.hasOwn(readers, field) ? readers[field] : undefined;
  const told = reader?.(value);
  if (told === undefined || told === 'ignored' || at === undefined) {
    const event = typeof value['event'] === 'string' ? ` ${value['event'].slice(0, 100)}` : '';
    skipped.push(`field ${field ?? 'without a name'}${event}`);
    return;
  }
  const {fact, value: word, detail, wabaId, ...about} = told;
  const news = {fact, value: word, ...(detail !== undefined && {detail}), at};
  // For partner events the entry is about the partner, so an account inside goes before it.
  const account = wabaId === null ? undefined : (wabaId ?? entryId);
  updates.push({kind: 'account', news, ...nowhere, ...about, wabaId: account});
}

const nowhere = {businessId: undefined, phoneNumber: undefined, accountId: undefined, appId: undefined};

/** News of prices, advertising and addresses: nothing that a sender can or cannot do depends on them. */
const ignoredEvents = [
  'AD_ACCOUNT_LINKED',
  'MM_LITE_TERMS_SIGNED',
  'BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE',
  'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE',
  'VOLUME_BASED_PRICING_TIER_UPDATE',
];

const accountValue = z.object({
  event: z.string(),
  phone_number: optional(id),
  waba_info: optional(
    z.object({waba_id: optional(id), owner_business_id: optional(id), partner_app_id: optional(id)}),
  ),
  ban_info: optional(z.object({waba_ban_state: text, waba_ban_date: text})),
  violation_info: optional(z.object({violation_type: text})),
  partner_client_certification_needed_info: optional(z.object({client_business_id: optional(id)})),
  partner_client_certification_info: optional(
    z.object({client_business_id: optional(id), status: text, rejection_reasons: list}),
  ),
});

function readAccount(value: unknown): Reading {
  const {data} = accountValue.safeParse(value);
  if (!data) return undefined;
  if (ignoredEvents.includes(data.event)) return 'ignored';
  const about = {
    wabaId: data.waba_info?.waba_id ?? (data.phone_number === undefined ? undefined : null),
    businessId: data.waba_info?.owner_business_id,
    appId: data.waba_info?.partner_app_id,
    phoneNumber: data.phone_number && e164(data.phone_number),
  };
  switch (data.event) {
    case 'ACCOUNT_VIOLATION':
      return {...about, fact: 'violation', value: data.violation_info?.violation_type ?? 'UNKNOWN'};
    case 'PARTNER_CLIENT_CERTIFICATION_NEEDED': {
      const businessId = data.partner_client_certification_needed_info?.client_business_id;
      return {...about, businessId: businessId ?? about.businessId, fact: 'certification', value: 'NEEDED'};
    }
    case 'PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE': {
      const certification = data.partner_client_certification_info;
      if (certification?.status === undefined) return undefined;
      const reasons = certification.rejection_reasons.filter((reason) => typeof reason === 'string');
      return {
        ...about,
        businessId: certification.client_business_id ?? about.businessId,
        fact: 'certification',
        ...said(certification.status, reasons),
      };
    }
    case 'DISABLED_UPDATE':
      return readWord(data.ban_info?.waba_ban_state, about);
    default:
      return readWord(data.event, about);
  }
}

function readWord(word: string | undefined, about: Omit<Told, 'fact' | 'value'>): Reading {
  // TOKEN_… and DEAUTHORIZED are words of ours.
  if (word === undefined || !isHealthWord(word) || /^(TOKEN_|DEAUTHORIZED)/.test(word)) return undefined;
  return {...about, fact: troubleOf(word), value: word};
}

function readReview(value: unknown): Reading {
  const {data} = z.object({decision: z.string()}).safeParse(value);
  return readWord(`REVIEW_${data?.decision}`, {});
}

const ofNumber = {display_phone_number: id.transform(e164)};

function readName(value: unknown): Reading {
  const {data} = z.object({...ofNumber, decision: z.string(), rejection_reason: text}).safeParse(value);
  if (!data) return undefined;
  return {
    phoneNumber: data.display_phone_number,
    fact: 'name',
    ...said(data.decision, [data.rejection_reason]),
  };
}

const qualityEvents = ['FLAGGED', 'UNFLAGGED'];

/** One field for two things: how welcome messages are, and how many may be sent. Meta is about to drop the older limit. */
function readQuality(value: unknown): Reading {
  const {data} = z
    .object({
      ...ofNumber,
      event: text,
      current_limit: text,
      max_daily_conversations_per_business: optional(id),
    })
    .safeParse(value);
  if (!data) return undefined;
  const phoneNumber = data.display_phone_number;
  const limit = data.max_daily_conversations_per_business ?? data.current_limit;
  if (data.event !== undefined && qualityEvents.includes(data.event)) {
    return {phoneNumber, fact: 'quality', ...said(data.event, [limit])};
  }
  return limit === undefined
    ? undefined
    : {phoneNumber, fact: 'messagingLimit', ...said(limit, [data.event])};
}

function readCapability(value: unknown): Reading {
  const {data} = z
    .object({
      max_daily_conversations_per_business: optional(id),
      max_daily_conversation_per_phone: optional(id),
    })
    .safeParse(value);
  const limit = data?.max_daily_conversations_per_business ?? data?.max_daily_conversation_per_phone;
  return limit === undefined ? 'ignored' : {fact: 'messagingLimit', value: limit};
}

function readAlert(value: unknown): Reading {
  const {data} = z
    .object({
      entity_type: text,
      entity_id: optional(id),
      alert_info: z.object({
        alert_severity: text,
        alert_status: text,
        alert_type: z.string(),
        alert_description: text,
      }),
    })
    .safeParse(value);
  if (!data) return undefined;
  const {alert_severity: severity, alert_type: type, alert_description: description} = data.alert_info;
  if (severity?.startsWith('INFO')) return 'ignored';
  const accountId = data.entity_type === 'PHONE_NUMBER' ? data.entity_id : undefined;
  return {accountId, fact: 'alert', ...said(type, [severity, data.alert_info.alert_status, description])};
}

function readSecurity(value: unknown): Reading {
  const {data} = z.object({...ofNumber, event: z.string()}).safeParse(value);
  return data && {phoneNumber: data.display_phone_number, fact: 'security', value: data.event};
}

/** A word and what was said with it, neither longer than anyone reads. */
function said(value: string, details: (string | undefined)[]): Pick<Fact, 'value' | 'detail'> {
  const detail = details.filter((one) => one).join(', ');
  return {value: value.slice(0, 100), ...(detail && {detail: detail.slice(0, 500)})};
}

function e164(digits: string): string {
  return `+${digits.replace(/\D/g, '')}`;
}
