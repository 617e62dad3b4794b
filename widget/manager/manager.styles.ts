/** For editors and the formatter, which know the tag. */
const css = String.raw;

/** On top of the element's own, and also what all parts of the manager share. */
export const managerStyles = css`
  :host {
    max-inline-size: var(--zavu-max-width, 80rem);
  }

  .manager {
    container-type: inline-size;
    /* On a phone the room is for the text. */
    padding: min(var(--zavu-padding, 1.5rem), 6%);
  }

  .status svg {
    inline-size: 1.125em;
  }

  .row {
    display: flex;
    flex-wrap: wrap;
    gap: 0.625rem;
    align-items: center;
    margin-block: var(--_gap);
  }

  header.row {
    margin-block-start: 0;
  }

  header h2 {
    flex: 1 auto;
    margin: 0;
  }

  h3,
  h4,
  dl,
  dd,
  ul {
    margin: 0;
    padding: 0;
  }

  h3,
  h4 {
    margin-block: var(--_gap) 0.25em;
    color: var(--_text);
  }

  .columns {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(var(--_gap) * 1.5);
  }

  .field {
    box-sizing: border-box;
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 0.25em;
    min-inline-size: 0;
  }

  input.field,
  select.field,
  .field :is(input:not([type='checkbox'], [type='radio']), select, textarea) {
    box-sizing: border-box;
    min-block-size: 2.75rem;
    max-inline-size: 100%;
    padding: 0.5em 0.75em;
    border: 1px solid var(--_muted);
    border-radius: var(--_corner);
    background: var(--_surface);
    color: var(--_text);
    font: inherit;
  }

  [type='search'] {
    flex: 1 1 14rem;
    text-overflow: ellipsis;
  }

  ::placeholder {
    color: var(--_muted);
    font-size: 0.875em;
    opacity: 1;
  }

  .danger {
    background: var(--_bad);
    color: var(--_surface);
  }

  .danger:hover {
    background: color-mix(in srgb, var(--_bad), var(--_text) 20%);
  }

  .secondary.danger {
    background: none;
    color: var(--_bad);
  }

  .secondary.danger:hover {
    background: var(--_soft);
  }

  .chips {
    gap: 0.375rem;
  }

  .chip {
    min-block-size: 2rem;
    padding: 0.25em 0.75em;
    border: 1px solid var(--_border);
    border-radius: 2em;
    background: none;
    color: var(--_text);
    font: inherit;
    font-size: 0.875em;
    cursor: pointer;
  }

  .chip[aria-pressed='true'] {
    border-color: var(--_primary);
    background: color-mix(in srgb, var(--_surface), var(--_primary) 14%);
    font-weight: 600;
  }

  .chip span {
    margin-inline-start: 0.25em;
    color: var(--_muted);
  }

  li {
    border: 0;
    padding: 0;
  }

  ul > li {
    border-block-start: 1px solid var(--_border);
    content-visibility: auto;
    contain-intrinsic-block-size: auto 4.5rem;
  }

  .invitation {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0.125em 1em;
    align-items: start;
    inline-size: 100%;
    padding: 0.75em 0.5em;
    border: 0;
    background: none;
    color: var(--_muted);
    font: inherit;
    text-align: start;
    cursor: pointer;
  }

  .invitation:hover,
  .invitation[aria-current] {
    background: var(--_soft);
  }

  .invitation[aria-current] {
    box-shadow: inset 3px 0 var(--_primary);
  }

  .invitation[aria-current]:dir(rtl) {
    box-shadow: inset -3px 0 var(--_primary);
  }

  .invitation:focus-visible {
    outline-offset: -3px;
  }

  .invitation b {
    color: var(--_text);
  }

  /* A name in another script begins where all names begin. */
  .manager :is(b, span, h3, h4, dd)[dir='auto'] {
    text-align: -webkit-match-parent;
    text-align: match-parent;
  }

  .invitation :nth-child(even),
  .timeline time {
    text-align: end;
  }

  time {
    font-size: 0.875em;
  }

  .status {
    display: inline-flex;
    gap: 0.375em;
    align-items: center;
    color: var(--_text);
    font-weight: 600;
  }

  .status.good {
    color: var(--_primary);
  }

  .status.bad {
    color: var(--_bad);
  }

  .status.waiting {
    color: var(--zavu-color-waiting, light-dark(#855000, #f3c77d));
  }

  .facts {
    display: grid;
    grid-template-columns: max-content 1fr;
    gap: 0.375em 1.5em;
    margin-block: var(--_gap);
  }

  .facts > div {
    display: contents;
  }

  dd {
    overflow-wrap: anywhere;
  }

  .timeline li {
    display: grid;
    grid-template-columns: 1fr auto;
    gap: 0 1em;
    align-items: baseline;
  }

  dd,
  .timeline span {
    color: var(--_text);
  }

  .timeline {
    margin: 0;
    padding: 0;
  }

  .timeline li {
    padding-block: 0.375em;
    border-block-start: 1px solid var(--_border);
  }

  .advice,
  .message,
  .banner {
    display: grid;
    gap: 0.375em;
    margin-block: var(--_gap);
    padding: 0.75em 1em;
    border-inline-start: 3px solid var(--_primary);
    border-radius: var(--_corner);
    background: var(--_soft);
    color: var(--_text);
  }

  .advice,
  .banner {
    border-color: var(--_bad);
  }

  .note {
    font-size: 0.875em;
  }

  .empty {
    margin-block: calc(var(--_gap) * 2) var(--_gap);
    color: var(--_text);
  }

  .bones p {
    block-size: 3.25rem;
    margin-block-start: 0.75rem;
    border-radius: var(--_corner);
    background: var(--_soft);
  }

  dialog {
    box-sizing: border-box;
    inline-size: min(28rem, calc(100% - 2rem));
    padding: 1.5rem;
    border: 1px solid var(--_border);
    border-radius: var(--zavu-radius, 1rem);
    background: var(--_surface);
    color: var(--_muted);
  }

  dialog h4 {
    margin-block-start: 0;
  }

  ::backdrop {
    background: #0008;
  }

  @container (max-width: 26rem) {
    .invitation,
    .facts,
    .timeline li {
      grid-template-columns: 1fr;
    }

    .invitation :nth-child(even),
    .timeline time {
      text-align: start;
    }

    .facts > div {
      display: block;
    }

    dt {
      font-size: 0.875em;
    }

    select.field {
      flex: auto;
    }

    header .button,
    h2:not(:has(+ .badge)),
    [role='group'] > .note {
      flex: 1 0 100%;
    }

    :is(header, [role='group']).row {
      gap: 0.375rem;
    }

    :is(header, [role='group']) > .secondary {
      flex: 1 0 auto;
      padding-inline: 0.75em;
      font-size: 0.875em;
    }
  }

  @container (max-width: 60rem) {
    .split :is(.list, header .button) {
      display: none;
    }
  }

  @container (min-width: 60rem) {
    .split .columns {
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
      align-items: start;
    }

    .pane {
      padding-inline-start: calc(var(--_gap) * 1.5);
      border-inline-start: 1px solid var(--_border);
    }
  }

  @media (forced-colors: active) {
    .chip[aria-pressed='true'],
    .invitation[aria-current] {
      border: 2px solid Highlight;
    }
  }
`;
