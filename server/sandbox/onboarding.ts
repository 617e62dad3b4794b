import type {Clock} from '../clock.ts';
import {AppSync} from './app-sync.ts';
import {verifyCallback} from './callback-verification.ts';
import {Credit} from './credit.ts';
import {PhoneBook} from './phone-book.ts';
import {Registrations} from './registrations.ts';
import {Subscriptions} from './subscriptions.ts';
import type {CodeOfCall} from './verification-call.ts';

export interface OnboardingOptions {
  clock: Clock;
  codeOfCall: CodeOfCall;
  /** Where the app has its webhooks sent. */
  callbackUrl: string;
}

/** What Graph calls have changed. Lost on a restart. */
export class Onboarding {
  readonly subscriptions: Subscriptions;
  readonly registrations: Registrations;
  readonly phoneBook: PhoneBook;
  readonly appSync: AppSync;
  readonly credit = new Credit();

  constructor({clock, codeOfCall, callbackUrl}: OnboardingOptions) {
    this.subscriptions = new Subscriptions(callbackUrl, verifyCallback);
    this.registrations = new Registrations(clock);
    this.phoneBook = new PhoneBook(codeOfCall);
    this.appSync = new AppSync(clock);
  }
}
