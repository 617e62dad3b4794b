import {css} from 'lit';

export const styles = css`
  :host {
    --_surface: var(--zavu-color-surface, light-dark(#fff, #161d1a));
    --_text: var(--zavu-color-text, light-dark(#14201a, #eef3f0));
    --_muted: var(--zavu-color-muted, light-dark(#4a5750, #b3beb8));
    --_border: var(--zavu-color-border, light-dark(#dfe5e2, #2f3a35));
    --_soft: var(--zavu-color-soft, light-dark(#f0f3f1, #232c28));
    --_primary: var(--zavu-color-primary, light-dark(#0e7a40, #4bd386));
    --_primary-hover: var(--zavu-color-primary-hover, light-dark(#0a6133, #6fe0a0));
    --_on-primary: var(--zavu-color-on-primary, light-dark(#fff, #04210f));
    --_focus: var(--zavu-color-focus, light-dark(#0e7a40, #4bd386));
    --_good: var(--zavu-color-good, light-dark(#0e7a40, #4bd386));
    --_good-soft: var(--zavu-color-good-soft, light-dark(#e4f5eb, #173425));
    --_bad: var(--zavu-color-bad, light-dark(#b3261e, #ffb0a6));
    --_bad-soft: var(--zavu-color-bad-soft, light-dark(#fdecea, #43211d));
    --_waiting: var(--zavu-color-waiting, light-dark(#855000, #f3c77d));
    --_waiting-soft: var(--zavu-color-waiting-soft, light-dark(#fdf1db, #3a2d15));
    display: block;
    max-inline-size: var(--zavu-max-width, 32rem);
  }

  :host([hidden]) {
    display: none;
  }

  .card {
    box-sizing: border-box;
    padding: var(--zavu-padding, 1.5rem);
    border: var(--zavu-border-width, 1px) solid var(--_border);
    border-radius: var(--zavu-radius, 1rem);
    background: var(--_surface);
    box-shadow: var(--zavu-shadow, 0 1px 2px rgb(0 0 0 / 6%), 0 8px 24px -12px rgb(0 0 0 / 12%));
    color: var(--_muted);
    font-family: var(--zavu-font-family, inherit);
    font-size: var(--zavu-font-size, 1rem);
    line-height: var(--zavu-line-height, 1.5);
    text-align: start;
    overflow-wrap: anywhere;
  }

  .light {
    color-scheme: light;
  }

  .dark {
    color-scheme: dark;
  }

  .top {
    display: flex;
    align-items: start;
    justify-content: space-between;
    margin-block-end: var(--zavu-gap, 1rem);
  }

  .icon {
    display: grid;
    place-content: center;
    inline-size: var(--zavu-icon-size, 3rem);
    block-size: var(--zavu-icon-size, 3rem);
    border-radius: var(--zavu-icon-radius, 0.875rem);
    background: var(--_soft);
    color: var(--_muted);
  }

  .brand,
  .good {
    background: var(--_good-soft);
    color: var(--_good);
  }

  .bad {
    background: var(--_bad-soft);
    color: var(--_bad);
  }

  .waiting,
  .badge {
    background: var(--_waiting-soft);
    color: var(--_waiting);
  }

  svg {
    inline-size: calc(var(--zavu-icon-size, 3rem) / 2);
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .badge {
    padding: 0.125em 0.75em;
    border-radius: 2em;
    font-size: 0.8125em;
    font-weight: 600;
  }

  h2,
  p,
  ol {
    margin: 0;
    padding: 0;
  }

  h2 {
    margin-block-end: 0.25em;
    color: var(--_text);
    font-size: var(--zavu-heading-size, 1.25em);
    font-weight: var(--zavu-heading-weight, 650);
    line-height: 1.3;
    text-wrap: balance;
  }

  p {
    text-wrap: pretty;
  }

  .problem {
    margin-block-start: var(--zavu-gap, 1rem);
    padding-inline-start: 0.75em;
    border-inline-start: 3px solid;
    color: var(--_bad);
  }

  .account {
    display: grid;
    margin-block-start: var(--zavu-gap, 1rem);
    padding: 0.75em 1em;
    border-radius: var(--zavu-button-radius, 0.625rem);
    background: var(--_soft);
    color: var(--_text);
  }

  .account > :first-child {
    font-weight: 600;
  }

  .progress {
    display: flex;
    gap: 0.5em;
    margin-block-start: calc(var(--zavu-gap, 1rem) * 1.25);
    font-size: 0.8125em;
    list-style: none;
  }

  li {
    flex: 1;
    padding-block-start: 0.5em;
    border-block-start: 4px solid var(--_border);
  }

  .done,
  .current {
    border-color: var(--_good);
    color: var(--_text);
  }

  .current {
    font-weight: 600;
  }

  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 0.625rem;
    margin-block-start: calc(var(--zavu-gap, 1rem) * 1.25);
  }

  .button {
    box-sizing: border-box;
    min-block-size: 2.75rem;
    padding: 0.5em 1.25em;
    border: 1px solid transparent;
    border-radius: var(--zavu-button-radius, 0.625rem);
    background: var(--_primary);
    color: var(--_on-primary);
    font: inherit;
    font-weight: var(--zavu-button-weight, 600);
    line-height: 1.6;
    text-align: center;
    text-decoration: none;
    cursor: pointer;
    touch-action: manipulation;
  }

  .button:hover {
    background: var(--_primary-hover);
  }

  .secondary {
    border-color: var(--_border);
    background: transparent;
    color: var(--_text);
  }

  .secondary:hover {
    background: var(--_soft);
  }

  .button[aria-disabled] {
    cursor: progress;
    opacity: 0.75;
  }

  :focus {
    outline: none;
  }

  :focus-visible {
    outline: 3px solid var(--_focus);
    outline-offset: 2px;
  }

  .skeleton [aria-hidden] {
    user-select: none;
  }

  .skeleton h2 > *,
  .skeleton p > * {
    border-radius: 0.25em;
    -webkit-box-decoration-break: clone;
    box-decoration-break: clone;
  }

  .skeleton h2 > *,
  .skeleton p > *,
  .skeleton .button {
    background: var(--_soft);
    color: transparent;
  }

  .skeleton .button {
    display: inline-block;
    cursor: auto;
  }

  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (prefers-reduced-motion: no-preference) {
    .button {
      transition: background-color 0.15s;
    }

    .current {
      animation: breathe 1s ease-in-out infinite alternate;
    }
  }

  @keyframes breathe {
    to {
      border-color: var(--_border);
    }
  }

  @media (forced-colors: active) {
    .button {
      border-color: currentcolor;
    }

    .done,
    .current {
      border-color: Highlight;
    }

    .skeleton [aria-hidden] {
      visibility: hidden;
    }

    :focus-visible {
      outline-color: Highlight;
    }
  }
`;
