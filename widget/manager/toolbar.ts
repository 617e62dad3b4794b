import type {TemplateResult} from 'lit/html.js';
import type {InvitationList, ListFilters} from './invitation-list.ts';
import type {CoreContext} from './manager-context.ts';

/** Search, channel, and the statuses with how many there are in each. */
export function renderToolbar(
  {html, nothing, texts, language}: CoreContext,
  list: InvitationList,
): TemplateResult {
  const {manager} = texts;
  const {filters, counts} = list;
  const number = new Intl.NumberFormat(language);
  const chooseType = ({target}: Event): void =>
    void list.load({connectionType: (target as HTMLSelectElement).value as ListFilters['connectionType']});
  const statuses = ['', ...Object.keys(manager.statuses)] as ListFilters['status'][];
  return html`<div class="row" role="search">
      <input
        class="field"
        type="search"
        aria-label=${manager.search}
        placeholder=${manager.search}
        aria-keyshortcuts="/"
        @input=${({target}: Event) => list.search((target as HTMLInputElement).value)}
      />
      <select class="field" aria-label=${manager.channel} @change=${chooseType}>
        <option value="" .selected=${!filters.connectionType}>${manager.channel}: ${manager.all}</option>
        <option value="whatsapp_waba">WhatsApp</option>
        <option value="messenger">Messenger</option>
      </select>
    </div>
    <div class="row chips" role="group" aria-label=${manager.status}>
      ${statuses.map((status) => {
        const count = counts && (status ? counts.byStatus[status] : counts.total);
        return html`<button
          part="filter"
          class="chip"
          type="button"
          aria-pressed=${filters.status === status}
          @click=${() => void list.load({status})}
        >
          ${status ? manager.statuses[status] : manager.all}
          ${count === undefined ? nothing : html`<span>${number.format(count)}</span>`}
        </button>`;
      })}
    </div>`;
}
