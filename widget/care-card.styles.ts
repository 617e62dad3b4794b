/** For editors and the formatter, which know the tag. */
const css = String.raw;

/** What only an account that is connected has. */
export const styles = css`
  .care {
    margin-block-start: var(--_gap);
  }

  .dialog {
    box-sizing: border-box;
    inline-size: min(24rem, 100% - 2rem);
    padding: var(--zavu-padding, 1.5rem);
    border: 1px solid var(--_border);
    border-radius: var(--zavu-radius, 1rem);
    background: var(--_surface);
    color: var(--_muted);
  }

  .dialog h2 {
    margin-block-start: 0;
  }

  .dialog::backdrop {
    background: #0008;
  }
`;
