import type {Context} from '../context.ts';
import type {AttemptStep} from '../contract/attempts.ts';
import {transition} from '../invitations/invitation.ts';
import {chooseAccount} from './account-choice.ts';
import {type AccountOption, type Attempt, resumableReasons, stepEvent} from './attempt.ts';
import {openSecrets, withoutSecrets} from './attempt-secrets.ts';
import {complete} from './complete.ts';
import type {AttemptSecrets, Done, Failure, SignupProvider} from './provider.ts';
import {register} from './register.ts';

/**
 * How long a process may work on one step before another may think it dead: longer than a registration can take, which Meta
 * counts. Of another step that takes longer and is done twice only one is written.
 */
export const lockMs = 45_000;

type StepResult =
  | {kind: 'next'; attempt: Attempt}
  | {kind: 'wait'; attempt: Attempt}
  | {kind: 'end'}
  /** The attempt or its invitation was changed at this moment: look what is left to do. */
  | {kind: 'again'}
  | Failure;

/**
 * Works through the steps of an attempt whose business token is stored, each written down before the next, so
 * that after a crash whoever calls this again goes on at the step that was not finished. Never rejects.
 */
export async function finishSteps(context: Context, attemptId: string): Promise<void> {
  try {
    const now = context.clock.now();
    if (!(await context.store.claimAttempt(attemptId, now, now + lockMs))) return;
    let attempt = await context.store.findAttempt(attemptId);
    while (attempt?.status === 'running') attempt = await advance(context, attempt);
  } catch (error) {
    // The attempt stays as the last step left it; the sweeper takes it up again when its lock is over.
    context.log.error({err: error, attemptId}, 'a signup step broke');
  }
}

/** Runs the step that is next; answers the attempt to go on with, or `undefined` when there is nothing to go on with. */
async function advance(context: Context, attempt: Attempt): Promise<Attempt | undefined> {
  const result = await runStep(context, attempt);
  switch (result.kind) {
    case 'end':
      return undefined;
    case 'again':
      return context.store.findAttempt(attempt.id);
    case 'failed':
      await failAttempt(context, attempt, result);
      return undefined;
    case 'next':
    case 'wait': {
      const now = context.clock.now();
      const isWaiting = result.kind === 'wait';
      const next = {...result.attempt, updatedAt: now, lockedUntil: isWaiting ? null : now + lockMs};
      const found = await context.store.findConnection(attempt.invitationId);
      if (!found) return undefined;
      const event = stepEvent(found.invitation, next, context.newId('evt'), now);
      if (!(await context.store.saveAttempt(attempt.step, next, event))) return undefined;
      context.events.publish(event);
      return isWaiting ? undefined : next;
    }
    default:
      return result satisfies never;
  }
}

async function runStep(context: Context, attempt: Attempt): Promise<StepResult> {
  const provider = context.providers[attempt.mode]?.[attempt.connectionType];
  if (!provider) return {kind: 'failed', reason: 'configuration_error'};
  // Died between taking the code and storing its token: the code is spent, so only the dialog helps.
  if (attempt.step === 'exchange' || !attempt.sealedBusinessToken) {
    return {kind: 'failed', reason: 'token_exchange_failed', detail: {interrupted: true}};
  }
  const secrets = openSecrets(context, attempt);
  if (!secrets)
    return {kind: 'failed', reason: 'internal_error', detail: {secretKey: 'does not open the token'}};
  switch (attempt.step) {
    case 'discover':
      return discover(context, provider, attempt, secrets);
    case 'share':
      return withAccount(context, provider, attempt, (account) => provider.share?.(account, secrets));
    case 'subscribe':
      return withAccount(context, provider, attempt, (account) => provider.subscribe(account, secrets));
    case 'register':
      return registerNumber(context, provider, attempt, secrets);
    case 'sync':
      return withAccount(context, provider, attempt, (account) => provider.sync?.(account, secrets));
    case 'complete':
      return complete(context, attempt, secrets);
    case 'dialog':
    case 'choose':
    case 'pin':
    case 'done':
      return {kind: 'end'};
    default:
      return attempt.step satisfies never;
  }
}

async function discover(
  context: Context,
  provider: SignupProvider,
  attempt: Attempt,
  secrets: AttemptSecrets,
): Promise<StepResult> {
  const found = await provider.discover(secrets);
  if (found.kind === 'failed') return found;
  const state = await context.store.findConnection(attempt.invitationId);
  if (!state) return {kind: 'end'};
  const choice = await chooseAccount(context, attempt, found.options, state);
  const {providerUserId} = found;
  switch (choice.kind) {
    case 'failed':
      return choice;
    case 'one':
      return {
        kind: 'next',
        attempt: {
          ...attempt,
          providerUserId,
          account: choice.account,
          step: stepAfter('discover', provider, choice.account),
        },
      };
    case 'several':
      return {kind: 'wait', attempt: {...attempt, providerUserId, step: 'choose', options: choice.options}};
    default:
      return choice satisfies never;
  }
}

const accountSteps = ['share', 'subscribe', 'register', 'sync', 'complete'] as const;

/** The step that this kind of account needs next, once it is known. */
export function stepAfter(step: AttemptStep, provider: SignupProvider, account: AccountOption): AttemptStep {
  const isCoexistence = account.channel === 'whatsapp' && account.isCoexistence;
  const isNeeded = {
    share: provider.share !== undefined,
    subscribe: true,
    // Such a number is registered already, by the app on the client's phone.
    register: provider.register !== undefined && !isCoexistence,
    sync: provider.sync !== undefined && isCoexistence,
    complete: true,
  };
  const done = accountSteps.findIndex((one) => one === step);
  return accountSteps.slice(done + 1).find((one) => isNeeded[one]) ?? 'complete';
}

/** Runs one step for the account that is being connected. */
async function withAccount(
  context: Pick<Context, 'secrets'>,
  provider: SignupProvider,
  attempt: Attempt,
  run: (account: AccountOption) => Promise<Done | Failure> | undefined,
): Promise<StepResult> {
  const {account} = attempt;
  if (!account) return {kind: 'failed', reason: 'internal_error'};
  const result = (await run(account)) ?? {kind: 'done'};
  if (result.kind === 'failed') return result;
  const sealedBusinessToken = result.businessToken
    ? context.secrets.seal(result.businessToken, `${attempt.id}:business_token`)
    : attempt.sealedBusinessToken;
  const step = stepAfter(attempt.step, provider, account);
  return {kind: 'next', attempt: {...attempt, sealedBusinessToken, step}};
}

async function registerNumber(
  context: Context,
  provider: SignupProvider,
  attempt: Attempt,
  secrets: AttemptSecrets,
): Promise<StepResult> {
  const {account} = attempt;
  if (!account) return {kind: 'failed', reason: 'internal_error'};
  const result = await register(context, provider, {...attempt, account}, secrets);
  if (result.kind !== 'done') return result;
  return {kind: 'next', attempt: {...result.attempt, step: stepAfter('register', provider, account)}};
}

/** Ends an attempt with its reason; the invitation becomes `failed`, and the same link can be tried again. */
export async function failAttempt(
  context: Context,
  attempt: Attempt,
  failure: Failure,
  leftAt: AttemptStep = attempt.step,
): Promise<void> {
  const state = await context.store.findConnection(attempt.invitationId);
  if (state?.attempt?.id !== attempt.id || state.attempt.status !== 'running') return;
  if (state.attempt.step !== attempt.step) return;
  const now = context.clock.now();
  const decided = transition(
    state.invitation,
    {to: 'failed', failureReason: failure.reason},
    now,
    context.newId('evt'),
  );
  if (!decided) return;
  const mayResume = resumableReasons.includes(failure.reason);
  const ended: Attempt = {
    ...(mayResume ? attempt : withoutSecrets(attempt)),
    status: 'failed',
    step: leftAt,
    failureReason: failure.reason,
    failureDetail: failure.detail ?? null,
    updatedAt: now,
    finishedAt: now,
    lockedUntil: null,
  };
  const saved = await context.store.finishAttempt(state.invitation, decided.invitation, decided.event, {
    stepBefore: attempt.step,
    attempt: ended,
  });
  // Something else about the invitation was changed at this moment: decided anew.
  if (saved !== 'saved') return failAttempt(context, attempt, failure, leftAt);
  context.log.warn(
    {invitationId: attempt.invitationId, attemptId: attempt.id, step: leftAt, ...failure},
    'signup failed',
  );
  context.events.publish(decided.event);
}
