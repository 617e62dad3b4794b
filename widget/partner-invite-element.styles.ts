/** For editors and the formatter, which know the tag. */
const css = String.raw;

export const styles = css`
  :host {
    --_surface: var(--zavu-color-surface, light-dark(#fff, #161d1a));
    --_text: var(--zavu-color-text, light-dark(#14201a, #eef3f0));
    --_muted: var(--zavu-color-muted, light-dark(#4a5750, #b3beb8));
    --_border: var(--zavu-color-border, light-dark(#dfe5e2, #2f3a35));
    --_primary: var(--zavu-color-primary, light-dark(#0e7a40, #4bd386));
    --_bad: var(--zavu-color-bad, light-dark(#b3261e, #ffb0a6));
    --_waiting: var(--zavu-color-waiting, light-dark(#855000, #f3c77d));
    --_soft: var(--zavu-color-soft, color-mix(in srgb, var(--_surface), var(--_muted) 10%));
    --_gap: var(--zavu-gap, 1rem);
    --_corner: var(--zavu-button-radius, 0.625rem);
    --_icon: var(--zavu-icon-size, 3rem);
    --_track: var(--zavu-color-track, var(--_border));
    display: block;
    max-inline-size: var(--zavu-max-width, 32rem);
  }

  :host([hidden]) {
    display: none;
  }

  .card {
    padding: var(--zavu-padding, 1.5rem);
    border: var(--zavu-border-width, 1px) solid var(--_border);
    border-radius: var(--zavu-radius, 1rem);
    background: var(--_surface);
    box-shadow: var(--zavu-shadow, 0 8px 24px -12px #0003);
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

  .top,
  .actions {
    display: flex;
    gap: var(--zavu-button-gap, 0.625rem);
  }

  .top {
    align-items: start;
    justify-content: space-between;
  }

  .icon,
  .badge {
    background: var(--zavu-color-tint, color-mix(in srgb, var(--_surface), currentcolor 12%));
    color: var(--_muted);
  }

  .icon {
    display: grid;
    place-content: center;
    inline-size: var(--_icon);
    block-size: var(--_icon);
    border-radius: var(--zavu-icon-radius, 30%);
  }

  .good {
    color: var(--_primary);
  }

  .bad,
  .problem {
    color: var(--_bad);
  }

  .waiting {
    color: var(--_waiting);
  }

  svg {
    inline-size: calc(var(--_icon) / 2);
    fill: none;
    stroke: currentcolor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }

  .badge {
    padding: 0.125em 0.75em;
    color: var(--zavu-color-badge, var(--_waiting));
    border-radius: 2em;
    font-weight: 600;
    font-size: var(--zavu-small-size, 0.8125em);
  }

  b {
    font-weight: 600;
  }

  p {
    margin: 0;
  }

  [part='heading'] {
    margin: var(--_gap) 0 0.25em;
    color: var(--_text);
    font-size: var(--zavu-heading-size, 1.25em);
    font-family: var(--zavu-heading-family, inherit);
    font-weight: var(--zavu-heading-weight, 650);
    line-height: var(--zavu-heading-line-height, 1.3);
    text-wrap: balance;
  }

  .problem,
  .account,
  .actions {
    margin-block-start: calc(var(--_gap) * 1.25);
  }

  .account {
    display: grid;
    justify-items: start;
    padding: 0.75em 1em;
    border-radius: var(--_corner);
    background: var(--_soft);
    color: var(--_text);
  }

  summary {
    cursor: pointer;
  }

  ul {
    margin: 0.5em 0 0;
    padding-inline-start: 1.25em;
  }

  .actions {
    flex-wrap: wrap;
  }

  .button {
    box-sizing: border-box;
    min-block-size: var(--zavu-button-height, 2.75rem);
    padding: var(--zavu-button-padding, 0.5em 1.25em);
    border: var(--zavu-button-border-width, 1px) solid transparent;
    border-radius: var(--_corner);
    background: var(--_primary);
    color: var(--zavu-color-on-primary, light-dark(#fff, #04210f));
    font: inherit;
    font-weight: var(--zavu-button-weight, 600);
    text-align: center;
    text-decoration: none;
    cursor: pointer;
  }

  .button:hover {
    background: var(--zavu-color-hover, color-mix(in srgb, var(--_primary), var(--_text) 20%));
  }

  .secondary,
  .quiet {
    border-color: var(--_border);
    background: none;
    color: var(--_text);
  }

  .quiet {
    padding-inline: 0;
    border-color: transparent;
    font-weight: inherit;
    text-decoration: underline;
  }

  .secondary:hover {
    background: var(--_soft);
  }

  .quiet:hover {
    background: none;
  }

  .button[aria-disabled] {
    opacity: 0.75;
    cursor: progress;
  }

  :focus {
    outline: none;
  }

  :focus-visible {
    outline: var(--zavu-focus-width, 3px) solid var(--zavu-color-focus, var(--_primary));
    outline-offset: var(--zavu-focus-offset, 2px);
  }

  .skeleton * {
    border-color: transparent;
    color: transparent;
  }

  .skeleton :is(.icon, h2, p, .button) {
    border-radius: var(--_corner);
    background: var(--_soft);
  }

  .unseen {
    position: absolute;
    inline-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  @media (max-width: 25rem) {
    .button {
      flex-grow: 1;
    }
  }

  @media (prefers-reduced-motion: no-preference) {
    .button:hover {
      transition: background var(--zavu-duration, 0.15s);
    }
  }

  @media (forced-colors: active) {
    .button {
      border-color: currentcolor;
    }

    .skeleton {
      visibility: hidden;
    }
  }
`;
