import {html, nothing, type TemplateResult} from 'lit/html.js';
import {type IconName, icons} from './icons.ts';
import {directionOf} from './locales/languages.ts';

/** One state, as it is put before the person. */
export interface Card {
  icon: IconName;
  tone: 'good' | 'bad' | 'waiting' | 'neutral';
  heading: string;
  sentence: string;
  actions?: TemplateResult[] | undefined;
  details?: TemplateResult | undefined;
  /** Why the last click came to nothing. */
  problem?: string | undefined;
  /** Whether the host's slots `heading` and `description` stand in for the texts. */
  isIntroduction?: boolean;
}

export interface CardOptions {
  language: string;
  theme: string;
  /** Text of the badge; none in live mode. */
  badge?: string | false;
  /** Only takes the room of the card, so that nothing jumps when it comes. */
  isSkeleton?: boolean;
}

export function renderCard(card: Card, {language, theme, badge, isSkeleton}: CardOptions): TemplateResult {
  const {icon, tone, heading, sentence, actions, details, problem, isIntroduction} = card;
  return html`
    <div
      part="card"
      class="card ${theme} ${isSkeleton ? 'skeleton' : ''}"
      lang=${language}
      dir=${directionOf(language)}
      tabindex="-1"
      ?inert=${isSkeleton}
    >
      <div class="top">
        <span part="icon" class="icon ${tone}">
          <svg viewBox="0 0 24 24" aria-hidden="true">${icons[icon]}</svg>
        </span>
        ${badge ? html`<span part="badge" class="badge">${badge}</span>` : nothing}
      </div>
      <h2 part="heading">${isIntroduction ? html`<slot name="heading">${heading}</slot>` : heading}</h2>
      <p part="description">
        ${isIntroduction ? html`<slot name="description">${sentence}</slot>` : sentence}
      </p>
      ${details} ${problem && html`<p part="problem" class="problem">${problem}</p>`}
      ${actions && html`<div part="actions" class="actions">${actions}</div>`}
    </div>
  `;
}

export interface ActionOptions {
  onClick?: () => void;
  /** Makes it a link. */
  href?: string | null;
  /** Whether the link stays in this tab. */
  opensHere?: boolean;
  /** Not the main way to go on. */
  kind?: 'secondary' | 'quiet' | undefined;
  /** A click is being worked on. The button stays focusable, and says so. */
  isBusy?: boolean | undefined;
}

/** A button, or a link that looks like one. */
export function renderAction(label: string, options: ActionOptions): TemplateResult {
  const {onClick, href, opensHere, kind, isBusy} = options;
  const part = kind ? 'secondary-button' : 'button';
  const look = `button ${kind ?? ''}`;
  return href
    ? html`<a
        part=${part}
        class=${look}
        href=${href}
        target=${opensHere ? nothing : '_blank'}
        rel="noopener"
        @click=${onClick}
        >${label}</a
      >`
    : html`<button
        part=${part}
        class=${look}
        type="button"
        aria-disabled=${isBusy ?? nothing}
        @click=${onClick}
      >
        ${label}
      </button>`;
}

/** `current` is an index into `steps`, past the last when all are done. */
export function renderProgress(steps: string[], current: number): TemplateResult {
  return html`
    <ol part="progress" class="progress">
      ${steps.map(
        (step, index) => html`
          <li
            part="step"
            class=${index < current ? 'done' : index === current ? 'current' : nothing}
            aria-current=${index === current ? 'step' : nothing}
          >
            ${step}
          </li>
        `,
      )}
    </ol>
  `;
}
