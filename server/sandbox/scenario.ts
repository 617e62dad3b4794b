import type {PhoneFacts} from './account.ts';
import type {Fault} from './fault.ts';
import type {Scope} from './grants.ts';

/** The parts of the list, in the order in which people read it. */
export const scenarioGroups = [
  'Usual endings',
  'In the dialog',
  'Code and token',
  'Accounts',
  'Numbers',
  'Registration',
  'Meta says no',
  'Meta has trouble',
  'Solution Partner',
  'Messenger',
] as const;
export type ScenarioGroup = (typeof scenarioGroups)[number];

/** What else must be so for the expected end. */
export const scenarioNeeds = [
  /** The invitation has a number assigned. */
  'assigned_number',
  /** The invitation names the countries that a number may be from. */
  'allowed_countries',
  /** Played a second time, for another invitation. */
  'second_run',
  /** The person never comes back, and the attempt runs out. */
  'time',
  /** The person does not know the PIN of the number. */
  'wrong_pin',
  /** `META_ROLE=solution_partner`. */
  'solution_partner',
  /** `META_POPUP=1`. */
  'popup',
] as const;
export type ScenarioNeed = (typeof scenarioNeeds)[number];

/** One thing that can happen: some ingredients that have nothing to do with each other. What is left out is as usual. */
export interface Scenario {
  /** One line, for the person who picks it. */
  description: string;
  group: ScenarioGroup;
  /** Which dialog plays it; both when absent. */
  for?: 'whatsapp' | 'messenger';
  /** How the signup ends: `completed`, or the reason of the failure. */
  expects: string;
  needs?: ScenarioNeed;
  world?: World;
  dialog?: DialogPlay;
  token?: TokenForm;
  /** What goes wrong with calls about what was shared. */
  faults?: readonly Fault[];
}

/** What the client owns. */
export interface World {
  /** How many numbers each WhatsApp Business account has; two and one when absent. */
  phoneCounts?: readonly number[];
  country?: 'unexpected';
  /** True of every number that the client owns. */
  phones?: PhoneFacts;
  reviewStatus?: 'PENDING' | 'REJECTED';
  /** How many Facebook Pages the person has, and how many a portfolio of theirs; one and none when absent. */
  pages?: {own?: number; ofPortfolio?: number};
  /** Everybody who plays it is the same client with the same number or Page. */
  isSame?: true;
}

/** What the person, or the dialog, does in the end. */
export interface DialogPlay {
  end?: 'cancel' | 'abandon' | 'empty' | 'error' | 'report';
  /** Permissions that the person unticks. Of those for Pages they grant all or none. */
  unticked?: readonly Scope[];
  /** Several accounts and numbers can be ticked, and all are. */
  ticksSeveral?: true;
  /** The person connects what they have, whatever was set aside for them. */
  keepsOwnNumber?: true;
  /** The person shares the portfolio, but no account in it. */
  sharesNoWaba?: true;
  /** The person unticks all their Pages. */
  sharesNoPage?: true;
  /** The configuration for Pages does not ask for `business_management`. */
  asksNoBusinesses?: true;
}

/** What `debug_token` says of the token, and whether it can be used. */
export interface TokenForm {
  /** Since June 2026 some tokens name `whatsapp_business_manage_events` instead of `whatsapp_business_management`. */
  scopes?: 'june2026';
  targetIds?: 'absent' | 'shuffled' | 'with_business';
  type?: 'USER' | 'SYSTEM_USER';
  /** Calls without an `appsecret_proof` are refused. */
  needsProof?: true;
  state?: 'invalid' | 'foreign_app' | 'expired';
}
