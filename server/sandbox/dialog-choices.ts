import {canTickSeveral, type Dialog} from './dialog-state.ts';
import {html, type Html} from './page.ts';

/** One radio button or check box of a page. */
export interface Choice {
  value: string;
  isTicked: boolean;
  label: string;
  note?: string;
}

export function tickType(dialog: Dialog): 'radio' | 'checkbox' {
  return canTickSeveral(dialog) ? 'checkbox' : 'radio';
}

export function choices(type: 'radio' | 'checkbox', name: string, offered: readonly Choice[]): Html[] {
  return offered.map(
    ({value, isTicked, label, note}) =>
      html`<label class="choice"
        ><input type="${type}" name="${name}" value="${value}" ${isTicked && html`checked`} /><span
          ><span class="label">${label}</span
          >${note !== undefined && html`<span class="note">${note}</span>`}</span
        ></label
      > `,
  );
}
