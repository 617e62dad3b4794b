import {createHmac} from 'node:crypto';

/** What the call that verifies a number reads out: six digits, always the same for a number. */
export type CodeOfCall = (digits: string) => string;

export function createVerificationCalls(appSecret: string): CodeOfCall {
  return (digits) => {
    const hash = createHmac('sha256', appSecret).update(`sandbox/call/${digits}`).digest();
    return String(hash.readUInt32BE() % 1_000_000).padStart(6, '0');
  };
}
