import type {TemplateResult} from 'lit/html.js';
import type {AttemptStep} from '../server/contract/attempts.ts';
import type {Connection} from '../server/contract/connection.ts';
import type {Card} from './card.ts';
import type {CardContext, CardParts} from './connection-card.ts';
import type {ConnectionState} from './connection-state.ts';
import type {Locale} from './localize.ts';
import type {FailureText} from './locales/en/later.ts';
import type {ShownStep} from './locales/en/signup.ts';
import {withPhone} from './phone-card.ts';
import {signupIcons} from './signup-icons.ts';
import {remedyFor} from './signup-remedies.ts';

export type {Phone, PhoneContext} from './phone-card.ts';
export {styles} from './signup-card.styles.ts';

type SignupState = Exclude<
  ConnectionState,
  {name: 'loading' | 'opening' | 'offline' | 'not-connected' | 'connected'}
>;

/** The texts of a signup are there too. */
export interface SignupContext extends CardContext {
  texts: Required<Locale>;
}

/** The cards from the click to the result. They are a file of their own, since most visits end before. */
export function describeSignup(state: SignupState, given: CardContext, parts: CardParts): Card {
  const context = {...given, ...parts, texts: given.texts as SignupContext['texts']};
  const {texts, hasToken, isBusy, connectHere, linkOpened, cancel, refresh} = context;
  const {renderAction, startButton, replaceable, problemText, renderAccount} = parts;
  const {signup} = texts;
  switch (state.name) {
    case 'waiting':
      return withPhone(state.connection, context, parts, {
        ...atTheWindow,
        ...signup.waiting,
        actions: [
          startButton(signup.reopen, context),
          renderAction(signup.cancel, {onClick: cancel, kind: 'secondary'}),
        ],
      });

    case 'blocked':
      return withPhone(state.connection, context, parts, {
        ...atTheWindow,
        ...signup.blocked,
        actions: [
          renderAction(signup.openTab, {href: state.startUrl, onClick: linkOpened}),
          renderAction(signup.continueHere, {onClick: connectHere, kind: 'secondary', isBusy}),
        ],
      });

    case 'in-progress':
      return {
        ...describeProgress(state.connection, context, parts),
        problem: problemText(state.problem, texts),
      };

    case 'failed': {
      const {failureReason} = state.connection;
      const {title, advice} = failureText(texts, failureReason);
      const remedy = remedyFor(failureReason);
      // Where another try at once leads to the same end, it is not what the card asks for.
      const kind = remedy === 'try' ? undefined : 'secondary';
      return {
        icon: remedy === 'wait' ? signupIcons.clock : signupIcons.alert,
        tone: remedy === 'wait' ? 'waiting' : 'bad',
        heading: title,
        sentence: advice,
        details: renderAccount(state.connection),
        problem: problemText(state.problem, texts),
        actions: [replaceable(startButton(signup.tryAgain, context, kind))],
      };
    }

    case 'expired':
    case 'cancelled':
      return {
        icon: state.name === 'expired' ? signupIcons.clock : signupIcons.cross,
        tone: 'neutral',
        heading: signup[state.name],
        sentence: hasToken ? signup.askForNewLink(state.connection.projectName) : signup.startAnew,
        problem: problemText(state.problem, texts),
        actions: hasToken ? undefined : [startButton(signup.startAgain, context)],
      };

    // The first two are no matter of a signup.
    case 'not-connected':
    case 'connected':
    case 'refused':
      return {
        icon: signupIcons.alert,
        tone: 'neutral',
        ...(hasToken ? signup.linkRefused : signup.refused),
        actions: [renderAction(signup.tryAgain, {onClick: refresh, kind: 'secondary'})],
      };
  }
}

const atTheWindow = {icon: signupIcons.window, tone: 'waiting'} as const;

/** A signup that is under way, but not waiting for a window that this page opened. */
function describeProgress(connection: Connection, context: SignupContext, parts: CardParts): Card {
  const {step, connectionType, continueUrl} = connection;
  const {hasToken, opensHere, texts} = context;
  const {signup, failures} = texts;
  const {renderAction, startButton, replaceable} = parts;
  const startAgain = replaceable(
    startButton(signup.startAgain, context, continueUrl ? 'secondary' : undefined),
  );
  if (step === 'choose' || step === 'pin') {
    const goOn = renderAction(opensHere ? signup.continue : signup.openWindow, {
      href: continueUrl,
      opensHere,
    });
    const pinNeeded = {...signup.elsewhere, heading: failures.pin_mismatch?.title ?? ''};
    return {
      ...atTheWindow,
      ...(step === 'choose' ? signup.choose(connectionType) : pinNeeded),
      // Only the browser that started it can go on; with another one the client starts again.
      actions: continueUrl ? [goOn, startAgain] : [startAgain],
    };
  }
  if (!step || step === 'dialog') {
    const card = {...atTheWindow, ...signup.elsewhere, actions: [startAgain]};
    // The signup page is itself what a phone would open.
    return hasToken && opensHere ? card : withPhone(connection, context, parts, card);
  }
  return {
    icon: signupIcons.clock,
    tone: 'waiting',
    ...signup.finishing,
    details: renderSteps(step, connectionType, signup.steps, parts),
  };
}

function renderSteps(
  step: AttemptStep,
  type: Connection['connectionType'],
  texts: Record<ShownStep, string>,
  parts: CardParts,
): TemplateResult {
  const steps: ShownStep[] = ['discover', 'subscribe'];
  if (type !== 'messenger') steps.push('register');
  const current = [...steps, 'complete', 'done'].indexOf(step);
  return renderProgress(
    steps.map((name) => texts[name]),
    Math.max(0, current),
    parts,
  );
}

/** `current` is an index into `steps`, past the last when all are done. */
function renderProgress(steps: string[], current: number, {html, nothing}: CardParts): TemplateResult {
  return html`
    <ol part="progress" class="progress">
      ${steps.map((step, index) => {
        const look = index < current ? 'done' : index === current ? 'current' : '';
        return html`
          <li part="step ${look}" class=${look} aria-current=${index === current ? 'step' : nothing}>
            ${step}
          </li>
        `;
      })}
    </ol>
  `;
}

/** A newer service may know reasons that this script does not. */
function failureText({failures, element}: Required<Locale>, reason: string | null): FailureText {
  const known: Partial<Record<string, FailureText>> = failures;
  const {heading, sentence} = element.failed;
  return known[reason ?? ''] ?? known['internal_error'] ?? {title: heading, advice: sentence};
}
