import {html, type TemplateResult} from 'lit/html.js';
import type {AttemptStep} from '../server/contract/attempts.ts';
import type {Connection} from '../server/contract/connection.ts';
import type {ApiErrorCode} from './api-error.ts';
import {type Card, renderAction, renderProgress} from './card.ts';
import type {ConnectionState} from './connection-state.ts';
import type {ElementTexts, Locale} from './localize.ts';
import type {ShownStep} from './locales/en/element.ts';
import type {FailureText} from './locales/en/later.ts';
import {type PhoneContext, withPhone} from './phone-card.ts';

/** What a card depends on besides the state, and what its buttons do. */
export interface CardContext extends PhoneContext {
  /** With an invitation token there is no new invitation to be had here. */
  hasToken: boolean;
  /** Whether links stay in this tab. */
  opensHere: boolean;
  isBusy?: true;
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
  const {texts, hasToken, isBusy, connectHere, linkOpened, cancel, refresh} = context;
  const {element} = texts;
  switch (state.name) {
    case 'opening':
      return describeState(state.before, {...context, isBusy: true});

    case 'not-connected':
      return {
        ...introduction(element, state.connection.connectionType, state.connection.projectName),
        details: renderAccount(state.connection),
        problem: problemText(state.problem, texts),
        actions: [replaceable(startButton(element.connect(state.connection.connectionType), context))],
      };

    case 'waiting':
      return withPhone(state.connection, context, {
        ...atTheWindow,
        ...element.waiting,
        actions: [
          startButton(element.reopen, context),
          renderAction(element.cancel, {onClick: cancel, kind: 'secondary'}),
        ],
      });

    case 'blocked':
      return withPhone(state.connection, context, {
        ...atTheWindow,
        ...element.blocked,
        actions: [
          renderAction(element.openTab, {href: state.startUrl, onClick: linkOpened}),
          renderAction(element.continueHere, {onClick: connectHere, kind: 'secondary', isBusy}),
        ],
      });

    case 'in-progress':
      return {...describeProgress(state.connection, context), problem: problemText(state.problem, texts)};

    case 'connected':
      return {
        icon: 'check',
        tone: 'good',
        ...element.connected(state.connection.connectionType, state.connection.projectName),
        details: renderAccount(state.connection),
      };

    case 'failed': {
      const {failureReason} = state.connection;
      const {title, advice} = failureText(texts, failureReason);
      return {
        icon: 'alert',
        tone: 'bad',
        heading: title,
        sentence: advice,
        details: renderAccount(state.connection),
        problem: problemText(state.problem, texts),
        actions: [replaceable(startButton(element.tryAgain, context))],
      };
    }

    case 'expired':
    case 'cancelled':
      return {
        icon: state.name === 'expired' ? 'clock' : 'cross',
        tone: 'neutral',
        heading: element[state.name],
        sentence: hasToken ? element.askForNewLink(state.connection.projectName) : element.startAnew,
        problem: problemText(state.problem, texts),
        actions: hasToken ? undefined : [startButton(element.startAgain, context)],
      };

    case 'offline':
      return {
        icon: 'offline',
        tone: 'neutral',
        ...element.offline,
        actions: [renderAction(element.tryNow, {onClick: refresh, isBusy: state.isTrying || undefined})],
      };

    case 'refused':
      return {
        icon: 'alert',
        tone: 'neutral',
        ...(hasToken ? element.linkRefused : element.refused),
        actions: [renderAction(element.tryAgain, {onClick: refresh, kind: 'secondary'})],
      };
  }
}

/** What the person is asked, and what it takes. */
export function introduction(
  element: ElementTexts,
  type: Connection['connectionType'],
  project: string,
): Card {
  return {icon: 'chat', tone: 'good', isIntroduction: true, ...element.introduction(type, project)};
}

/** A signup that is under way, but not waiting for a window that this page opened. */
function describeProgress(connection: Connection, context: CardContext): Card {
  const {step, connectionType, continueUrl} = connection;
  const {element} = context.texts;
  const {opensHere, hasToken} = context;
  const startAgain = replaceable(
    startButton(element.startAgain, context, continueUrl ? 'secondary' : undefined),
  );
  if (step === 'choose' || step === 'pin') {
    const goOn = renderAction(opensHere ? element.continue : element.openWindow, {
      href: continueUrl,
      opensHere,
    });
    return {
      ...atTheWindow,
      ...(step === 'choose' ? element.choose(connectionType) : pinNeeded(context.texts)),
      // Only the browser that started it can go on; with another one the client starts again.
      actions: continueUrl ? [goOn, startAgain] : [startAgain],
    };
  }
  if (!step || step === 'dialog') {
    const card = {...atTheWindow, ...element.elsewhere, actions: [startAgain]};
    // The signup page is itself what a phone would open.
    return hasToken && opensHere ? card : withPhone(connection, context, card);
  }
  return {
    icon: 'clock',
    tone: 'waiting',
    ...element.finishing,
    details: renderSteps(step, connectionType, context.texts),
  };
}

function pinNeeded({element, failures}: Locale): ElementTexts['elsewhere'] {
  const {elsewhere} = element;
  return {...elsewhere, heading: failures?.pin_mismatch?.title ?? elsewhere.heading};
}

const atTheWindow = {icon: 'window', tone: 'waiting'} as const;

function renderSteps(
  step: AttemptStep,
  type: Connection['connectionType'],
  {element}: Locale,
): TemplateResult {
  const steps: ShownStep[] = ['discover', 'subscribe'];
  if (type !== 'messenger') steps.push('register');
  const current = [...steps, 'complete', 'done'].indexOf(step);
  return renderProgress(
    steps.map((name) => element.steps[name]),
    Math.max(0, current),
  );
}

/** What is connected, or else the number that will be. */
function renderAccount(connection: Connection): TemplateResult | undefined {
  const name = connection.connectedAccount?.name;
  const phoneNumber = connection.phoneNumber ?? connection.assignedPhoneNumber;
  if (!name && !phoneNumber) return undefined;
  return html`
    <div part="account" class="account">
      ${name && html`<b part="account-name" dir="auto">${name}</b>`}
      ${phoneNumber && html`<bdi part="phone-number" dir="ltr">${phoneNumber}</bdi>`}
    </div>
  `;
}

function startButton(
  label: string,
  {isBusy, connect, texts}: CardContext,
  kind?: 'secondary',
): TemplateResult {
  return renderAction(isBusy ? texts.element.opening : label, {onClick: connect, isBusy, kind});
}

function replaceable(button: TemplateResult): TemplateResult {
  return html`<slot name="connect">${button}</slot>`;
}

/** A newer service may know reasons that this script does not. */
function failureText({failures, element}: Locale, reason: string | null): FailureText {
  const known: Partial<Record<string, FailureText>> = failures ?? {};
  const {heading, sentence} = element.failed;
  return known[reason ?? ''] ?? known['internal_error'] ?? {title: heading, advice: sentence};
}

function problemText(problem: ApiErrorCode | null, {element}: Locale): string | undefined {
  if (!problem) return undefined;
  if (problem === 'network_error' || problem === 'timeout') return element.unreachable;
  if (problem === 'rate_limited') return element.tooManyTries;
  return `${element.failed.heading}. ${element.failed.sentence}`;
}
