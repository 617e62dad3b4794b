/** For editors and the formatter, which know the tag. */
const css = String.raw;

/** What only the cards of a signup have. */
export const styles = css`
  .progress {
    display: flex;
    gap: var(--zavu-button-gap, 0.625rem);
    padding: 0;
    font-size: var(--zavu-small-size, 0.8125em);
  }

  .progress,
  .phone {
    margin: calc(var(--_gap) * 1.25) 0 0;
  }

  .qr-code {
    display: block;
    inline-size: var(--zavu-qr-size, 12rem);
    max-inline-size: 100%;
    margin-block-end: 0.75rem;
    border-radius: var(--_corner);
    background: #fff;
    fill: #000;
    stroke: none;
    forced-color-adjust: none;
  }

  [part='link'] {
    color: var(--zavu-color-link, var(--_text));
  }

  .progress li {
    flex: 1;
    padding-block-start: 0.5em;
    border-block-start: var(--zavu-progress-width, 4px) solid var(--_track);
    list-style: none;
  }

  .progress .done,
  .progress .current {
    border-color: var(--zavu-color-progress, var(--_primary));
    color: var(--_text);
  }

  .current {
    font-weight: 600;
  }

  @media (prefers-reduced-motion: no-preference) {
    .current {
      animation: 1s alternate infinite wait;
    }
  }

  @keyframes wait {
    to {
      border-color: var(--_track);
    }
  }

  @media (forced-colors: active) {
    .progress .done,
    .progress .current {
      border-color: Highlight;
    }
  }
`;
