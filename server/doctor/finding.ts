/** What a look at one thing found. `look`: nobody tells a program; a person has to look, and `message` says where. */
export interface Finding {
  /** What was looked at, in few words. */
  name: string;
  result: 'ok' | 'fail' | 'look';
  /** Of a failure: what is wrong, which setting, and where it is changed. Never a secret. */
  message: string;
}

export const ok = (name: string, message: string): Finding => ({name, result: 'ok', message});
export const fail = (name: string, message: string): Finding => ({name, result: 'fail', message});
export const look = (name: string, message: string): Finding => ({name, result: 'look', message});
