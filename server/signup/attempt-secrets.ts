import type {Context} from '../context.ts';
import type {Attempt} from './attempt.ts';
import type {AttemptSecrets} from './provider.ts';

/** Sealed for one row: they open in no other row and no other column. */
export function sealSecrets(
  {secrets}: Pick<Context, 'secrets'>,
  rowId: string,
  {businessToken, pin}: AttemptSecrets,
): {sealedBusinessToken: string; sealedPin: string} {
  return {
    sealedBusinessToken: secrets.seal(businessToken, `${rowId}:business_token`),
    sealedPin: secrets.seal(pin, `${rowId}:pin`),
  };
}

/** `undefined` when SECRET_KEY does not hold the key any more that sealed them. */
export function openSecrets(context: Context, attempt: Attempt): AttemptSecrets | undefined {
  const open = (sealed: string | null, column: string) =>
    sealed ? context.secrets.open(sealed, `${attempt.id}:${column}`) : '';
  try {
    return {
      businessToken: open(attempt.sealedBusinessToken, 'business_token'),
      pin: open(attempt.sealedPin, 'pin'),
    };
  } catch (error) {
    context.log.error({err: error, attemptId: attempt.id}, 'the secrets of an attempt cannot be opened');
    return undefined;
  }
}

export function withoutSecrets(attempt: Attempt): Attempt {
  return {...attempt, sealedBusinessToken: null, sealedPin: null, options: null, lockedUntil: null};
}
