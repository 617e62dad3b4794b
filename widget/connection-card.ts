import {html, nothing, type TemplateResult} from 'lit/html.js';
import type {Connection} from '../server/contract/connection.ts';
import type {ApiErrorCode} from './api-error.ts';
import {type Card, renderAction} from './card.ts';
import type {ConnectionState} from './connection-state.ts';
import {icons} from './icons.ts';
import type {ElementTexts, Locale, Needed} from './localize.ts';
import type {describeSignup, PhoneContext} from './signup-card.ts';
import {isDesktop} from './signup-window.ts';

/** What a card depends on besides the state, and what its buttons do. */
export interface CardContext extends PhoneContext {
  texts: Locale;
  /** From its file: there once a signup begins. `null`: it cannot be loaded. */
  describeSignup: typeof describeSignup | undefined | null;
  /** From its file: there before an account is shown to be connected. `null`: it cannot be loaded, or is not wanted. */
  renderCare: ((connection: Connection) => TemplateResult) | undefined | null;
  /** From its file: there once somebody wants to know. */
  needed: Needed | undefined;
  /** Not on the signup page, which has a list of its own. */
  loadNeeded: (() => void) | undefined;
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

/** What is put before the person; nothing while what it takes has yet to come. */
export function describeState(
  state: Exclude<ConnectionState, {name: 'loading'}>,
  context: CardContext,
): Card | undefined {
  const {texts, describeSignup, isBusy} = context;
  const {element} = texts;
  switch (state.name) {
    case 'opening':
      return describeState(state.before, {...context, isBusy: true});

    case 'not-connected': {
      const {connectionType, projectName, assignedPhoneNumber} = state.connection;
      const needed = context.needed?.(connectionType, Boolean(assignedPhoneNumber));
      return {
        ...introduction(element, connectionType, projectName),
        details: html`${renderAccount(state.connection)}${
          context.loadNeeded && renderNeeds(element, needed, context.loadNeeded)
        }`,
        problem: problemText(state.problem, texts),
        actions: [replaceable(startButton(element.connect(connectionType), context))],
      };
    }

    case 'connected':
      // All of the card at once, or it would grow before the eyes of the reader.
      if (context.renderCare === undefined) return undefined;
      return {
        icon: icons.check,
        tone: 'good',
        ...element.connected(state.connection.connectionType, state.connection.projectName),
        details: html`${renderAccount(state.connection)}${context.renderCare?.(state.connection)}`,
      };

    case 'offline':
      return offline(context, state.isTrying || undefined);

    case 'waiting':
    case 'blocked':
    case 'in-progress':
    case 'failed':
    case 'expired':
    case 'cancelled':
    case 'refused':
      if (describeSignup === null) return offline(context, isBusy);
      return texts.signup && describeSignup?.(state, context, parts);
  }
}

/** What the person is asked, and what it takes. */
function introduction(element: ElementTexts, type: Connection['connectionType'], project: string): Card {
  return {icon: icons.chat, tone: 'good', isIntroduction: true, ...element.introduction(type, project)};
}

/** Closed, it takes the same room whether the list is there or not. */
function renderNeeds(element: ElementTexts, needed = [element.loading], load: () => void): TemplateResult {
  return html`
    <details part="needs" class="account" @toggle=${load}>
      <summary>${element.needs}</summary>
      <ul>
        ${needed.map((need) => html`<li>${need}</li>`)}
      </ul>
    </details>
  `;
}

/** Handed to what is loaded later: it must not bring any of this a second time. */
export const parts = {
  html,
  nothing,
  renderAction,
  renderAccount,
  startButton,
  replaceable,
  problemText,
  isDesktop,
};
export type CardParts = typeof parts;

function offline({texts: {element}, refresh}: CardContext, isBusy: true | undefined): Card {
  return {
    icon: icons.offline,
    tone: 'neutral',
    ...element.offline,
    actions: [renderAction(element.tryNow, {onClick: refresh, isBusy})],
  };
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

function problemText(problem: ApiErrorCode | null, {element}: Locale): string | undefined {
  if (!problem) return undefined;
  if (/network|timeout/.test(problem)) return element.unreachable;
  if (problem === 'rate_limited') return element.tooManyTries;
  return `${element.failed.heading}. ${element.failed.sentence}`;
}
