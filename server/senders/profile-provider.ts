import type {Profile, UpdateProfileBody} from '../contract/profile.ts';
import type {AttemptSecrets} from '../signup/provider.ts';
import type {Sender} from './sender.ts';

type Phone = Pick<Sender, 'accountId'>;
type Token = Pick<AttemptSecrets, 'businessToken'>;

/** Meta's numbers for why it refused; its words may change at any time, and may repeat the token. */
export interface ProfileRefusal {
  kind: 'refused';
  code: number;
  subcode: number | undefined;
}

/** It did not answer, or wants to be asked later. Whether a change was made is not known then. */
export interface ProfileSilence {
  kind: 'unavailable';
}

/**
 * Who keeps what people see about the business behind a number. It stores nothing here. Somebody waits for each call: it is
 * tried once, and may be repeated by whoever asked.
 */
export interface ProfileProvider {
  readProfile(
    phone: Phone,
    secrets: Token,
  ): Promise<{kind: 'found'; profile: Profile} | ProfileRefusal | ProfileSilence>;

  /** Changes what is named; `null` clears. */
  updateProfile(
    phone: Phone,
    change: UpdateProfileBody,
    secrets: Token,
  ): Promise<{kind: 'done'} | ProfileRefusal | ProfileSilence>;
}
