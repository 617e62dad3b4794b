/** For editors and the formatter, which know the tag. */
const css = String.raw;

/** What is special to making and sharing; fields, rows and buttons are the panel's own. */
export const formStyles = css`
  .panel {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_gap);
  }

  .panel > * {
    min-inline-size: 0;
    margin: 0;
  }

  .panel h3 {
    color: var(--_text);
  }

  .panel details[open] {
    display: grid;
    gap: var(--_gap);
  }

  summary {
    inline-size: fit-content;
    padding-block: 0.5em;
    cursor: pointer;
  }

  .check {
    display: flex;
    gap: 0.5em;
    align-items: center;
  }

  .check input {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    accent-color: var(--_primary);
  }

  .countries {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375em;
    margin: 0;
    padding: 0;
  }

  .countries li {
    flex: none;
    padding: 0;
    border: 0;
    list-style: none;
  }

  .countries button {
    min-block-size: 2rem;
    padding: 0.125em 0.75em;
    border: 1px solid var(--_border);
    border-radius: 2em;
    background: var(--_soft);
    color: var(--_text);
    font: inherit;
    cursor: pointer;
  }

  .link {
    resize: none;
    field-sizing: content;
    overflow-wrap: anywhere;
  }

  .drop {
    padding: 1em;
    border: 2px dashed var(--_border);
    border-radius: var(--_corner);
  }

  .panel :is(input[type='file'], progress) {
    inline-size: 100%;
    accent-color: var(--_primary);
    font: inherit;
  }

  .counts {
    display: flex;
    flex-wrap: wrap;
    gap: 0.5em 2em;
  }

  .counts dd {
    margin: 0;
    color: var(--_text);
    font-size: 1.25em;
    font-variant-numeric: tabular-nums;
  }

  /* Shadows where there is more; at an end the background, which scrolls along, lies over them. */
  .scroll {
    --_shade: color-mix(in srgb, var(--_text) 30%, transparent);

    max-block-size: 20rem;
    overflow: auto;
    overflow-wrap: normal;
    background:
      linear-gradient(90deg, var(--_surface) 40%, transparent) 0 / 2.5rem 100% no-repeat local,
      linear-gradient(-90deg, var(--_surface) 40%, transparent) 100% / 2.5rem 100% no-repeat local,
      linear-gradient(90deg, var(--_shade), transparent) 0 / 0.75rem 100% no-repeat,
      linear-gradient(-90deg, var(--_shade), transparent) 100% / 0.75rem 100% no-repeat;
  }

  .panel table {
    inline-size: 100%;
    border-collapse: collapse;
  }

  .panel caption,
  .panel :is(th, td) {
    padding-block: 0.375em;
    padding-inline: 0 0.75em;
    text-align: start;
    vertical-align: top;
  }

  .panel :is(caption, th) {
    color: var(--_text);
    font-weight: 600;
  }

  .panel :is(th, td) {
    border-block-end: 1px solid var(--_border);
  }

  .chart td {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }

  .chart th {
    overflow-wrap: break-word;
    font-weight: inherit;
  }

  .field .problem {
    margin: 0;
  }

  .chart td:last-child {
    inline-size: 30%;
    padding-inline-end: 0;
  }

  @container (max-width: 26rem) {
    .chart td:last-child {
      inline-size: 3rem;
    }
  }

  .bar {
    display: block;
    inline-size: 100%;
    block-size: 1lh;
    color: var(--_primary);
    fill: currentcolor;
    stroke: none;
  }

  .bar:dir(rtl) {
    transform: scaleX(-1);
  }

  .qr-code {
    display: block;
    inline-size: var(--zavu-qr-size, 12rem);
    max-inline-size: 100%;
    background: #fff;
    fill: #000;
    stroke: none;
    forced-color-adjust: none;
  }

  @media print {
    .share .row {
      display: none;
    }

    .qr-code {
      inline-size: 6cm;
      break-inside: avoid;
      print-color-adjust: exact;
    }
  }
`;
