import {html, type TemplateResult} from 'lit';
import type {AttemptStep, Connection, FailureReason} from '../server/contract.ts';
import type {ApiErrorCode} from './api-error.ts';
import {type Card, renderButton, renderLink, renderProgress} from './card.ts';
import type {ConnectionState, SettledState} from './connection-state.ts';
import {formatPhoneNumber, type Locale} from './localize.ts';
import type {ShownStep} from './locales/en.ts';

/** What a card depends on besides the state, and what its buttons do. */
export interface CardContext {
  texts: Locale;
  /** With an invitation token there is no new invitation to be had here. */
  hasToken: boolean;
  /** Whether links stay in this tab. */
  opensHere: boolean;
  isBusy?: boolean;
  connect: () => void;
  connectHere: () => void;
  linkOpened: () => void;
  cancel: () => void;
  refresh: () => void;
}

export function describeState(
  state: Exclude<ConnectionState, {name: 'loading'}>,
  context: CardContext,
): Card {
  const {texts, hasToken} = context;
  const {element} = texts;
  switch (state.name) {
    case 'opening':
      return describeState(state.before, {...context, isBusy: true});

    case 'not-connected':
      return {
        ...introduction(texts, state.connection),
        problem: problemOf(state.problem, texts),
        actions: [startButton(element.connect(state.connection.connectionType), context, true)],
      };

    case 'waiting':
      return {
        icon: 'window',
        tone: 'waiting',
        heading: element.waitingTitle,
        sentence: element.waitingSentence,
        actions: [
          startButton(element.reopen, context),
          renderButton({label: element.cancel, onClick: context.cancel, isSecondary: true}),
        ],
      };

    case 'blocked':
      return {
        icon: 'window',
        tone: 'waiting',
        heading: element.blockedTitle,
        sentence: element.blockedSentence,
        actions: [
          renderLink({label: element.openTab, href: state.startUrl ?? '', onClick: context.linkOpened}),
          renderButton({
            label: element.continueHere,
            onClick: context.connectHere,
            isSecondary: true,
            isBusy: context.isBusy,
          }),
        ],
      };

    case 'in-progress':
      return {...describeProgress(state, context), problem: problemOf(state.problem, texts)};

    case 'connected':
      return {
        icon: 'check',
        tone: 'good',
        heading: element.connectedTitle(state.connection.connectionType),
        sentence: element.connectedSentence(state.connection.connectionType, state.connection.projectName),
        details: renderAccount(state.connection),
      };

    case 'failed': {
      const {title, advice} = failureText(texts, state.connection.failureReason);
      return {
        icon: 'alert',
        tone: 'bad',
        heading: title,
        sentence: advice,
        problem: problemOf(state.problem, texts),
        actions: [startButton(element.tryAgain, context, true)],
      };
    }

    case 'expired':
    case 'cancelled':
      return {
        icon: state.name === 'expired' ? 'clock' : 'cross',
        tone: 'neutral',
        heading: state.name === 'expired' ? element.expiredTitle : element.cancelledTitle,
        sentence: hasToken ? element.askForNewLink(state.connection.projectName) : element.endedSentence,
        problem: problemOf(state.problem, texts),
        actions: hasToken ? undefined : [startButton(element.startAgain, context)],
      };

    case 'offline':
      return {
        icon: 'offline',
        tone: 'neutral',
        heading: element.offlineTitle,
        sentence: element.offlineSentence,
        actions: [renderButton({label: element.tryNow, onClick: context.refresh, isBusy: state.isTrying})],
      };

    case 'refused':
      return {
        icon: 'alert',
        tone: 'neutral',
        heading: hasToken ? element.linkRefusedTitle : element.refusedTitle,
        sentence: hasToken ? element.linkRefusedSentence : element.refusedSentence,
        actions: [renderButton({label: element.tryAgain, onClick: context.refresh, isSecondary: true})],
      };
  }
}

/** What the person is asked, and what it takes. */
export function introduction(
  {element}: Locale,
  {connectionType, projectName}: Pick<Connection, 'connectionType' | 'projectName'>,
): Card {
  return {
    icon: 'chat',
    tone: 'brand',
    heading: element.connectTitle(connectionType),
    sentence: element.connectSentence(connectionType, projectName),
    isIntroduction: true,
  };
}

/** A signup that is under way, but not waiting for a window that this page opened. */
function describeProgress({connection}: SettledState, context: CardContext): Card {
  const {element} = context.texts;
  const {step, connectionType, continueUrl} = connection;
  switch (step) {
    case 'choose':
      return {
        icon: 'choose',
        tone: 'waiting',
        heading: element.chooseTitle(connectionType),
        sentence: element.chooseSentence(connectionType),
        actions: [
          continueUrl
            ? renderLink({
                label: element.choose(connectionType),
                href: continueUrl,
                opensHere: context.opensHere,
              })
            : startButton(element.startAgain, context),
        ],
      };
    case null:
    case 'dialog':
      return {
        icon: 'window',
        tone: 'waiting',
        heading: element.elsewhereTitle,
        sentence: element.elsewhereSentence,
        actions: [
          startButton(element.startAgain, context),
          ...(continueUrl
            ? [
                renderLink({
                  label: element.continue,
                  href: continueUrl,
                  opensHere: context.opensHere,
                  isSecondary: true,
                }),
              ]
            : []),
        ],
      };
    case 'exchange':
    case 'discover':
    case 'subscribe':
    case 'register':
    case 'complete':
    case 'done':
      return {
        icon: 'progress',
        tone: 'waiting',
        heading: element.finishingTitle,
        sentence: element.finishingSentence,
        details: renderSteps(step, connectionType, context.texts),
      };
  }
}

function renderSteps(
  step: AttemptStep,
  type: Connection['connectionType'],
  {element}: Locale,
): TemplateResult {
  const shown: ShownStep[] =
    type === 'messenger' ? ['discover', 'subscribe'] : ['discover', 'subscribe', 'register'];
  const order: AttemptStep[] = ['exchange', ...shown];
  const isPast = step === 'complete' || step === 'done';
  return renderProgress({
    label: element.progress,
    steps: shown.map((name) => element.steps[name]),
    current: isPast ? shown.length : Math.max(0, order.indexOf(step) - 1),
  });
}

function renderAccount({connectedAccount, phoneNumber}: Connection): TemplateResult | undefined {
  if (!connectedAccount?.name && !phoneNumber) return undefined;
  return html`
    <div part="account" class="account">
      ${connectedAccount?.name ? html`<bdi part="account-name">${connectedAccount.name}</bdi>` : null}
      ${phoneNumber ? html`<bdi part="phone-number" dir="ltr">${formatPhoneNumber(phoneNumber)}</bdi>` : null}
    </div>
  `;
}

function startButton(label: string, context: CardContext, isReplaceable = false): TemplateResult {
  const {isBusy = false, connect, texts} = context;
  const button = renderButton({label: isBusy ? texts.element.opening : label, onClick: connect, isBusy});
  return isReplaceable ? html`<slot name="connect">${button}</slot>` : button;
}

function failureText({failures}: Locale, reason: FailureReason | null): {title: string; advice: string} {
  // A newer service may know reasons that this script does not.
  return (reason && (failures as Partial<typeof failures>)[reason]) ?? failures.internal_error;
}

function problemOf(code: ApiErrorCode | null, {element: {problems}}: Locale): string | undefined {
  switch (code) {
    case null:
      return undefined;
    case 'network_error':
    case 'timeout':
      return problems.unreachable;
    case 'rate_limited':
      return problems.rateLimited;
    default:
      return problems.other;
  }
}
