import {html, nothing, type TemplateResult} from 'lit/html.js';
import {ApiClient} from '../../../widget/api-client.ts';
import {loadPart} from '../../../widget/localize.ts';
import {languages} from '../../../widget/locales/languages.ts';
import {failures} from '../../../widget/locales/en/later.ts';
import {managerForms} from '../../../widget/locales/en/manager-forms.ts';
import {manager} from '../../../widget/locales/en/manager.ts';
import type {ManagerContext, Panel} from '../../../widget/manager/context.ts';
import {formStyles} from '../../../widget/manager/forms.styles.ts';
import {managerStyles} from '../../../widget/manager/manager.styles.ts';
import {styles} from '../../../widget/partner-invite-element.styles.ts';
import {TemplateElement} from '../../../widget/template-element.ts';
import {until} from './clock.ts';
import type {FakeService} from './service.ts';

export interface PanelOptions {
  language?: string;
  dir?: 'ltr' | 'rtl';
  theme?: 'light' | 'dark';
  forms?: typeof managerForms;
}

/** Stands where the element stands: it renders one panel, and nothing else. */
class PanelHost extends TemplateElement {
  panel: Panel | undefined;
  theme = 'light';
  language = 'en';
  announcement = '';
  readonly left = new AbortController();
  protected readonly styles = styles + managerStyles + formStyles;

  protected readonly isReady = true;

  protected willUpdate(): void {
    // A panel keeps its own state.
  }

  protected render(): TemplateResult {
    return html`
      <div part="card" class="card ${this.theme}" lang=${this.language}>${this.panel?.render()}</div>
      <p class="unseen" role="status">${this.announcement}</p>
    `;
  }
}
customElements.define('panel-host', PanelHost);

const mounted: PanelHost[] = [];

/** Shows a panel, with the service behind it. */
export function show(
  service: FakeService,
  create: (context: ManagerContext) => Panel,
  {language = 'en', dir = 'ltr', theme = 'light', forms = managerForms}: PanelOptions = {},
): HTMLElement {
  const host = document.createElement('panel-host') as PanelHost;
  Object.assign(host, {language, dir, theme});
  host.panel = create({
    html,
    nothing,
    languages,
    loadPart,
    texts: {manager, forms, failures},
    language,
    client: new ApiClient({apiUrl: service.url, fetchClientSecret: async () => 'cs_manage'}),
    signal: host.left.signal,
    requestUpdate: () => host.requestUpdate(),
    announce: (text) => {
      host.announcement = text;
      host.requestUpdate();
    },
  });
  mounted.push(host);
  document.body.append(host);
  return host;
}

export function removeAll(): void {
  for (const host of mounted.splice(0)) {
    host.left.abort();
    host.remove();
  }
}

/** The control with this label, as a screen reader finds it. */
export async function control<Control extends HTMLElement = HTMLInputElement>(
  host: Element,
  label: string,
): Promise<Control> {
  return until(() => {
    const labels = [...(host.shadowRoot?.querySelectorAll('label') ?? [])];
    const found = labels.find((each) => each.textContent?.trim() === label);
    return (found?.control ?? undefined) as Control | undefined;
  }, `there is a field "${label}"`);
}

/** What a control is described by. */
export function description(element: Element): string {
  const root = element.getRootNode() as ShadowRoot;
  const ids = element.getAttribute('aria-describedby')?.split(' ').filter(Boolean) ?? [];
  return ids
    .map((id) => root.getElementById(id)?.textContent?.trim() ?? `(no #${id})`)
    .join(' ')
    .trim();
}
