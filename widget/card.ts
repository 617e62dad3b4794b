import {html, nothing, type TemplateResult} from 'lit';
import {type IconName, icons} from './icons.ts';

/** One state, as it is put before the person. */
export interface Card {
  icon: IconName;
  tone: 'brand' | 'neutral' | 'good' | 'bad' | 'waiting';
  heading: string;
  sentence: string;
  /** Why the last click came to nothing. */
  problem?: string | undefined;
  details?: TemplateResult | undefined;
  actions?: TemplateResult[] | undefined;
  /** Whether the host's slots `heading` and `description` stand in for the texts. */
  isIntroduction?: boolean;
}

export interface CardOptions {
  language: string;
  theme: string;
  /** Text of the badge; none in live mode. */
  badge?: string | undefined;
}

export function renderCard(card: Card, {language, theme, badge}: CardOptions): TemplateResult {
  const {heading, sentence, isIntroduction} = card;
  return html`
    <div part="card" class="card ${theme}" lang=${language} tabindex="-1">
      <div class="top">
        <span part="icon" class="icon ${card.tone}">${renderIcon(card.icon)}</span>
        ${badge ? html`<span part="badge" class="badge">${badge}</span>` : nothing}
      </div>
      <h2 part="heading">${isIntroduction ? html`<slot name="heading">${heading}</slot>` : heading}</h2>
      <p part="description">
        ${isIntroduction ? html`<slot name="description">${sentence}</slot>` : sentence}
      </p>
      ${card.details ?? nothing}
      ${card.problem ? html`<p part="problem" class="problem">${card.problem}</p>` : nothing}
      ${card.actions ? html`<div part="actions" class="actions">${card.actions}</div>` : nothing}
    </div>
  `;
}

/** Takes the room of the first card, so that nothing jumps when that comes. Its texts are painted over. */
export function renderSkeleton(card: Card, loading: string, theme: string): TemplateResult {
  return html`
    <div part="card skeleton" class="card skeleton ${theme}" aria-busy="true">
      <div aria-hidden="true">
        <div class="top"><span class="icon neutral"></span></div>
        <h2><span>${card.heading}</span></h2>
        <p><span>${card.sentence}</span></p>
        <div class="actions"><span class="button">${card.heading}</span></div>
      </div>
      <span class="unseen">${loading}</span>
    </div>
  `;
}

export interface ButtonOptions {
  label: string;
  onClick: () => void;
  isSecondary?: boolean;
  /** A click is being worked on. The button stays focusable, and says so. */
  isBusy?: boolean | undefined;
}

export function renderButton({label, onClick, isSecondary, isBusy}: ButtonOptions): TemplateResult {
  return html`<button
    type="button"
    part=${isSecondary ? 'secondary-button' : 'button'}
    class="button ${isSecondary ? 'secondary' : ''}"
    aria-disabled=${isBusy ? 'true' : nothing}
    @click=${onClick}
  >
    ${label}
  </button>`;
}

export interface LinkOptions {
  label: string;
  href: string;
  isSecondary?: boolean;
  opensHere?: boolean;
  onClick?: () => void;
}

/** A link that looks like the button it stands in for. */
export function renderLink({label, href, isSecondary, opensHere, onClick}: LinkOptions): TemplateResult {
  return html`<a
    part=${isSecondary ? 'secondary-button' : 'button'}
    class="button ${isSecondary ? 'secondary' : ''}"
    href=${href}
    target=${opensHere ? nothing : '_blank'}
    rel="noopener"
    @click=${onClick}
    >${label}</a
  >`;
}

export interface ProgressOptions {
  label: string;
  /** In order; `current` is an index into them, past the last when all are done. */
  steps: string[];
  current: number;
}

export function renderProgress({label, steps, current}: ProgressOptions): TemplateResult {
  return html`
    <ol part="progress" class="progress" aria-label=${label}>
      ${steps.map(
        (step, index) => html`
          <li
            part="step"
            class=${index < current ? 'done' : index === current ? 'current' : ''}
            aria-current=${index === current ? 'step' : nothing}
          >
            ${step}
          </li>
        `,
      )}
    </ol>
  `;
}

function renderIcon(name: IconName): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true">${icons[name]}</svg>`;
}
