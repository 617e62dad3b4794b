import {html, nothing, type TemplateResult} from 'lit/html.js';
import {directionOf} from './locales/languages.ts';

/** One state, as it is put before the person. */
export interface Card {
  /** The path of a drawing on a grid of 24. */
  icon: string;
  tone: 'good' | 'bad' | 'waiting' | 'neutral';
  heading: string;
  sentence: string;
  actions?: TemplateResult[] | undefined;
  details?: TemplateResult | undefined;
  /** Why the last click came to nothing. */
  problem?: string | undefined;
  /** Whether the host's slots `icon`, `heading` and `description` stand in for what is there. */
  isIntroduction?: boolean;
}

export interface CardOptions {
  language: string;
  theme: string;
  /** Text of the badge; none in live mode. */
  badge?: string | false;
  /** The state's own slot. */
  slot: string;
}

export function renderCard(card: Card, {language, theme, badge, slot}: CardOptions): TemplateResult {
  const {icon, tone, heading, sentence, actions, details, problem, isIntroduction} = card;
  const replaceable = (name: string, content: unknown) =>
    isIntroduction ? html`<slot name=${name}>${content}</slot>` : content;
  return html`
    <div part="card" class="card ${theme}" lang=${language} dir=${directionOf(language)} tabindex="-1">
      <slot name="before"></slot>
      <div part="top" class="top">
        <span part="icon" class="icon ${tone}">
          ${replaceable('icon', html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${icon} /></svg>`)}
        </span>
        ${badge ? html`<span part="badge" class="badge">${badge}</span>` : nothing}
      </div>
      <h2 part="heading">${replaceable('heading', heading)}</h2>
      <p part="description">${replaceable('description', sentence)}</p>
      ${details} ${problem && html`<p part="problem" class="problem">${problem}</p>`}
      <slot name=${slot}></slot>
      ${actions && html`<div part="actions" class="actions">${actions}</div>`}
      <slot name="footer"></slot>
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
