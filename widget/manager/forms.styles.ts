/** For editors and the formatter, which know the tag. */
const css = String.raw;

/** What is special to making and sharing; fields, rows and buttons are the panel's own. */
export const formStyles = css`
  .panel {
    display: grid;
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

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 0.375em;
    margin: 0;
    padding: 0;
  }

  .chips li {
    flex: none;
    padding: 0;
    border: 0;
    list-style: none;
  }

  .chips button {
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
