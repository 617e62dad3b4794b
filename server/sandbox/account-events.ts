/*
 * What Meta tells of accounts and their numbers besides messages, in its shapes. Each kind of news is one field of an order; the
 * words are those of Meta's documentation.
 */

/** An order for one piece of news; which of the other fields it uses depends on its kind. */
export interface AccountOrder {
  wabaId: string;
  event?: string;
  review?: string;
  name?: string;
  quality?: string;
  limit?: string;
  security?: string;
  alert?: string;
  banState?: string;
  phoneNumber?: string;
  phoneNumberId?: string;
  severity?: string;
  /** Why, or which: of a violation, a refusal, an alert, a certification's status. */
  detail?: string;
}

/** Who is concerned, as far as an order cannot say it. */
export interface AccountParties {
  appId: string;
  partnerBusinessId: string;
  /** Who owns the account, where that is known. */
  ownerBusinessId: string | undefined;
}

export interface AccountChange {
  /** Of the entry: the account, or for partner events the partner. */
  id: string;
  field: string;
  value: Record<string, unknown>;
}

export const accountEvents = [
  'PARTNER_ADDED',
  'PARTNER_REMOVED',
  'PARTNER_APP_INSTALLED',
  'PARTNER_APP_UNINSTALLED',
  'PARTNER_CLIENT_CERTIFICATION_NEEDED',
  'PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE',
  'ACCOUNT_DELETED',
  'ACCOUNT_VIOLATION',
  'ACCOUNT_OFFBOARDED',
  'ACCOUNT_RECONNECTED',
  'DISABLED_UPDATE',
  'AD_ACCOUNT_LINKED',
  'MM_LITE_TERMS_SIGNED',
  'BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE',
  'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE',
  'VOLUME_BASED_PRICING_TIER_UPDATE',
] as const;

/** Each is one field of a webhook, or one event of `account_update`. An order names exactly one. */
export const newsKinds = ['event', 'review', 'name', 'quality', 'limit', 'security', 'alert'] as const;

export const accountFields = {
  wabaId: {isRequired: true},
  event: {isOneOf: accountEvents},
  review: {isOneOf: ['APPROVED', 'REJECTED', 'PENDING', 'DEFERRED']},
  name: {isOneOf: ['APPROVED', 'DEFERRED', 'PENDING', 'REJECTED']},
  quality: {isOneOf: ['ONBOARDING', 'FLAGGED', 'UNFLAGGED', 'THROUGHPUT_UPGRADE']},
  limit: {},
  security: {isOneOf: ['PIN_CHANGED', 'PIN_RESET_REQUEST', 'PIN_REQUEST_SUCCESS']},
  alert: {},
  banState: {isOneOf: ['DISABLE', 'SCHEDULE_FOR_DISABLE', 'REINSTATE']},
  phoneNumber: {},
  phoneNumberId: {},
  severity: {isOneOf: ['CRITICAL', 'WARNING', 'INFORMATIONAL']},
  detail: {},
} as const satisfies Record<keyof AccountOrder, object>;

/** What is wrong with an order besides its words. */
export function problemOf(order: Partial<AccountOrder>): string | undefined {
  const given = newsKinds.filter((kind) => order[kind] !== undefined);
  if (given.length !== 1) return `Give exactly one of ${newsKinds.map((kind) => `"${kind}"`).join(', ')}.`;
  const isOfNumber = order.name ?? order.quality ?? order.security;
  if (isOfNumber !== undefined && !order.phoneNumber) return 'phoneNumber is needed.';
  return undefined;
}

/** The change as Meta sends it. */
export function accountChange(order: AccountOrder, parties: AccountParties): AccountChange {
  const {wabaId: id, event, review, name, quality, limit, security, alert, detail} = order;
  const number = {display_phone_number: digitsOf(order.phoneNumber)};
  if (event !== undefined) return eventChange({...order, event}, parties);
  if (review !== undefined) return {id, field: 'account_review_update', value: {decision: review}};
  if (name !== undefined) {
    const reason = name === 'REJECTED' ? (detail ?? 'NAME_FORMAT_UNACCEPTABLE') : null;
    const value = {...number, decision: name, requested_verified_name: 'Sandbox', rejection_reason: reason};
    return {id, field: 'phone_number_name_update', value};
  }
  if (quality !== undefined) {
    const value = {...number, event: quality, old_limit: 'TIER_250', current_limit: detail ?? 'TIER_1K'};
    return {id, field: 'phone_number_quality_update', value};
  }
  if (security !== undefined) {
    return {id, field: 'security', value: {...number, event: security, requester: parties.partnerBusinessId}};
  }
  if (limit !== undefined) {
    const value = {max_daily_conversations_per_business: limit, max_phone_numbers_per_business: 20};
    return {id, field: 'business_capability_update', value};
  }
  const entity = order.phoneNumberId
    ? {entity_type: 'PHONE_NUMBER', entity_id: order.phoneNumberId}
    : {entity_type: 'BUSINESS', entity_id: parties.ownerBusinessId ?? id};
  const alertInfo = {
    alert_severity: order.severity ?? 'CRITICAL',
    alert_status: 'ACTIVE',
    alert_type: alert,
    alert_description: detail ?? 'Sandbox alert',
  };
  return {id, field: 'account_alerts', value: {...entity, alert_info: alertInfo}};
}

function eventChange(
  {wabaId, event, banState, phoneNumber, detail}: AccountOrder & {event: string},
  {appId, partnerBusinessId, ownerBusinessId}: AccountParties,
): AccountChange {
  const isOfPartner = event.startsWith('PARTNER_') || /^(AD_ACCOUNT|MM_LITE)/.test(event);
  const isOfApp = event.startsWith('PARTNER_APP_');
  const account = {
    waba_id: wabaId,
    ...(ownerBusinessId && {owner_business_id: ownerBusinessId}),
    ...(isOfApp && {partner_app_id: appId}),
  };
  // A certification is the business's; of a number that its owner disconnected in the WhatsApp Business app Meta names no account.
  const isOfAccount = isOfPartner && !(event.startsWith('PARTNER_CLIENT_') && ownerBusinessId);
  const value: Record<string, unknown> = {
    event,
    ...(phoneNumber ? {phone_number: digitsOf(phoneNumber)} : isOfAccount && {waba_info: account}),
    ...eventDetails(event, {banState, detail, clientBusinessId: ownerBusinessId}),
  };
  return {id: isOfPartner ? partnerBusinessId : wabaId, field: 'account_update', value};
}

function eventDetails(
  event: string,
  given: {
    banState: string | undefined;
    detail: string | undefined;
    clientBusinessId: string | undefined;
  },
): Record<string, unknown> {
  const {banState = 'DISABLE', detail, clientBusinessId: client_business_id} = given;
  switch (event) {
    case 'DISABLED_UPDATE':
      return {ban_info: {waba_ban_state: banState, waba_ban_date: 'October 1, 2026'}};
    case 'ACCOUNT_VIOLATION':
      return {violation_info: {violation_type: detail ?? 'SCAM'}};
    case 'PARTNER_CLIENT_CERTIFICATION_NEEDED':
      return {partner_client_certification_needed_info: {client_business_id}};
    case 'PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE':
      return {
        partner_client_certification_info: {
          client_business_id,
          status: detail ?? 'APPROVED',
          rejection_reasons: [],
        },
      };
    case 'BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE':
      return {country: detail ?? 'US'};
    case 'AUTH_INTL_PRICE_ELIGIBILITY_UPDATE':
      return {auth_international_rate_eligibility: {exception_countries: []}};
    case 'VOLUME_BASED_PRICING_TIER_UPDATE':
      return {volume_tier_info: {tier: detail ?? '1'}};
    default:
      return {};
  }
}

function digitsOf(phoneNumber = ''): string {
  return phoneNumber.replace(/\D/g, '');
}
