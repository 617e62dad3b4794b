import {digitsOf, type PhoneNumber, type Waba} from './account.ts';
import {GraphError} from './graph-error.ts';
import type {AccessToken, SharedGrant, WhatsappScope} from './grants.ts';
import type {Onboarding} from './onboarding.ts';
import {findCountryOfNumber} from './phone-countries.ts';
import {scenarioOf} from './scenarios.ts';

type Shared = Pick<SharedGrant, 'account' | 'sharedAt'>;

/** A node as Graph knows it: every field it has, and which of them are shown when nobody asks for any. */
export interface Node {
  type: string;
  fields: Record<string, unknown>;
  defaultFields: readonly string[];
}

/** One object of what a token belongs to. */
export type GraphNode = Node &
  ({kind: 'business'} | {kind: 'waba'; waba: Waba} | {kind: 'phone'; phone: PhoneNumber});

/** The object with this id; refused as Graph does when the person did not permit it. */
export function findAccountNode(
  token: AccessToken,
  id: string,
  onboarding: Onboarding,
): GraphNode | undefined {
  const {portfolio, wabas} = token.account;
  if (id === portfolio.id) {
    return {kind: 'business', type: 'Business', fields: {...portfolio}, defaultFields: ['id', 'name']};
  }
  const waba = wabas.find((candidate) => candidate.id === id);
  const phones = wabas.flatMap((candidate) => onboarding.phoneBook.phonesOf(candidate));
  const phone = phones.find((candidate) => candidate.id === id);
  if (waba ?? phone) requireScope(token, 'whatsapp_business_management');
  if (waba) return {kind: 'waba', waba, ...wabaNode(token, waba, onboarding)};
  return phone && {kind: 'phone', phone, ...phoneNode(token, phone, onboarding)};
}

/** Whose token it is: as a rule a system user of the client's portfolio. */
export function personNode({account, scenario}: AccessToken): Node {
  const {userId, portfolio} = account;
  const person = {id: userId, name: 'Sam Rivera (sandbox)'};
  const isPerson = scenarioOf(scenario).token?.type === 'USER';
  return {
    type: isPerson ? 'User' : 'SystemUser',
    fields: isPerson ? person : {...person, client_business_id: portfolio.id},
    defaultFields: ['id', 'name'],
  };
}

export function requireScope(token: AccessToken, scope: WhatsappScope): void {
  if (token.scopes.includes(scope)) return;
  throw scope === 'whatsapp_business_management'
    ? new GraphError(200, `(#200) Requires the ${scope} permission to manage the object`)
    : new GraphError(10, `(#10) Application does not have the ${scope} permission for this action`);
}

export function phoneNode(token: Shared, phone: PhoneNumber, onboarding: Onboarding): Node {
  const {facts, id, displayPhoneNumber} = phone;
  const {registrations, phoneBook, subscriptions} = onboarding;
  const isRegistered = registrations.isRegistered(phone);
  const isVerified = phoneBook.isVerified(phone);
  const country = findCountryOfNumber(digitsOf(phone));
  const waba = token.account.wabas.find((candidate) =>
    phoneBook.phonesOf(candidate).some((one) => one.id === id),
  );
  return {
    type: 'WhatsAppBusinessPhoneNumber',
    fields: {
      id,
      display_phone_number: displayPhoneNumber,
      verified_name: phone.verifiedName,
      code_verification_status: isVerified ? 'VERIFIED' : 'NOT_VERIFIED',
      quality_rating: isRegistered ? 'GREEN' : 'UNKNOWN',
      platform_type: isRegistered ? 'CLOUD_API' : 'NOT_APPLICABLE',
      throughput: {level: isRegistered ? 'STANDARD' : 'NOT_APPLICABLE'},
      last_onboarded_time: graphTime(token.sharedAt),
      webhook_configuration: subscriptions.addressesOf(waba?.id ?? '', id),
      status: isRegistered ? 'CONNECTED' : isVerified ? 'PENDING' : 'UNVERIFIED',
      name_status: facts.nameStatus ?? 'APPROVED',
      account_mode: 'SANDBOX',
      country_code: country?.country ?? 'ZZ',
      country_dial_code: country?.callingCode ?? '',
      host_platform: isRegistered ? 'CLOUD_API' : 'NOT_APPLICABLE',
      is_official_business_account: false,
      is_on_biz_app: facts.isOnBusinessApp ?? false,
      is_pin_enabled: registrations.hasPin(phone),
      messaging_limit_tier: 'TIER_250',
      health_status: {can_send_message: isRegistered ? 'AVAILABLE' : 'BLOCKED', entities: []},
    },
    defaultFields: [
      'id',
      'display_phone_number',
      'verified_name',
      'code_verification_status',
      'quality_rating',
      'platform_type',
      'throughput',
      'last_onboarded_time',
      'webhook_configuration',
    ],
  };
}

export function wabaNode(token: Pick<Shared, 'account'>, waba: Waba, {credit}: Onboarding): Node {
  return {
    type: 'WhatsAppBusinessAccount',
    fields: {
      id: waba.id,
      name: waba.name,
      currency: 'USD',
      timezone_id: '1',
      account_review_status: waba.reviewStatus,
      owner_business_info: token.account.portfolio,
      on_behalf_of_business_info: token.account.portfolio,
      primary_funding_id: credit.allocationOf(waba.id) ?? '0',
    },
    defaultFields: ['id', 'name', 'currency', 'timezone_id'],
  };
}

/** The fields named in Graph's `fields` parameter (`id,owner_business_info{name}`); `id` is always among them. */
export function selectFields(node: Node, fields: string | undefined): Record<string, unknown> {
  const names = fields ? readFieldNames(fields) : node.defaultFields;
  return Object.fromEntries(
    [...names, 'id'].map((name) => {
      if (!Object.hasOwn(node.fields, name)) throw nonexistingField(name, node);
      return [name, node.fields[name]];
    }),
  );
}

/** The refusal for a field or an edge that a node of this kind does not have. */
export function nonexistingField(name: string, node: Pick<Node, 'type'>): GraphError {
  return new GraphError(
    100,
    `(#100) Tried accessing nonexisting field (${name}) on node type (${node.type})`,
  );
}

function readFieldNames(fields: string): string[] {
  return fields
    .replace(/\{[^}]*\}|\.\w+\([^)]*\)/g, '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function graphTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, '+0000');
}
