import type {PhoneNumber, Waba} from './account.ts';
import {digitsOf, newPhone} from './account.ts';
import {GraphError} from './graph-error.ts';
import {requireParameter, type Parameters} from './graph-parameters.ts';
import {Memory} from './memory.ts';
import type {CodeOfCall} from './verification-call.ts';

const codesMax = 5;
const wrongCodesMax = 5;

/** Numbers that were added to accounts by calls, and which numbers were verified by one. Lost on a restart. */
export class PhoneBook {
  #codeOfCall: CodeOfCall;
  #added = new Memory<PhoneNumber[]>(1_000);
  #verifications = new Memory<{requests: number; wrongCodes: number; isDone: boolean}>(10_000);

  constructor(codeOfCall: CodeOfCall) {
    this.#codeOfCall = codeOfCall;
  }

  /** All numbers of an account. */
  phonesOf(waba: Waba): PhoneNumber[] {
    return [...waba.phoneNumbers, ...(this.#added.get(waba.id) ?? [])];
  }

  isVerified({id, facts}: PhoneNumber): boolean {
    return facts.isUnverified !== true || (this.#verifications.get(id)?.isDone ?? false);
  }

  add(waba: Waba, parameters: Parameters): PhoneNumber {
    const digits = `${requireParameter(parameters, 'cc')}${requireParameter(parameters, 'phone_number')}`;
    if (!/^[1-9]\d{6,14}$/.test(digits)) throw new GraphError(100, '(#100) Not a phone number');
    if (this.phonesOf(waba).some((phone) => digitsOf(phone) === digits)) {
      throw new GraphError(100, '(#100) The phone number is already in this account.', {subcode: 2388012});
    }
    const added = newPhone(digits, requireParameter(parameters, 'verified_name'), {isUnverified: true});
    this.#added.set(waba.id, [...(this.#added.get(waba.id) ?? []), added]);
    return added;
  }

  requestCode(phone: PhoneNumber, parameters: Parameters): void {
    if (!['SMS', 'VOICE'].includes(requireParameter(parameters, 'code_method'))) {
      throw new GraphError(100, '(#100) Param code_method must be one of {SMS, VOICE}');
    }
    requireParameter(parameters, 'language');
    const verification = this.#verificationOf(phone);
    if (this.isVerified(phone)) throw new GraphError(136024, '(#136024) The number is verified already.');
    if (verification.requests >= codesMax) {
      throw new GraphError(136024, '(#136024) Too many codes were requested. Try again later.');
    }
    const requests = verification.requests + 1;
    this.#verifications.set(phone.id, {...verification, requests, wrongCodes: 0});
  }

  verifyCode(phone: PhoneNumber, parameters: Parameters): void {
    const code = requireParameter(parameters, 'code');
    const verification = this.#verificationOf(phone);
    if (verification.requests === 0) throw new GraphError(136025, '(#136025) Request a code first.');
    if (verification.wrongCodes >= wrongCodesMax) {
      throw new GraphError(136025, '(#136025) Too many wrong codes. Request another one.');
    }
    if (code !== this.#codeOfCall(digitsOf(phone))) {
      this.#verifications.set(phone.id, {...verification, wrongCodes: verification.wrongCodes + 1});
      throw new GraphError(136025, '(#136025) The code is not right.');
    }
    this.#verifications.set(phone.id, {...verification, isDone: true});
  }

  #verificationOf({id}: PhoneNumber) {
    return this.#verifications.get(id) ?? {requests: 0, wrongCodes: 0, isDone: false};
  }
}
