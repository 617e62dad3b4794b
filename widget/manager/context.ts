import type {html, nothing, TemplateResult} from 'lit/html.js';
import type {ApiClient} from '../api-client.ts';
import type {languages} from '../locales/languages.ts';
import type {loadPart} from '../localize.ts';
import type {manager} from '../locales/en/manager.ts';
import type {managerForms} from '../locales/en/manager-forms.ts';
import type {failures} from '../locales/en/later.ts';

/** Lit's own, handed in: what is loaded later must not bring a second Lit. */
export interface Lit {
  html: typeof html;
  nothing: typeof nothing;
}

/** The element's own way to its texts. */
export interface Localization {
  languages: typeof languages;
  loadPart: typeof loadPart;
}

/** Everything that the manager says, in one language. */
export interface ManagerTexts {
  manager: typeof manager;
  forms: typeof managerForms;
  failures: Partial<typeof failures>;
}

/** What every part of the manager works with. */
export interface ManagerContext extends Lit, Localization {
  texts: ManagerTexts;
  /** A language tag, for `Intl`. */
  language: string;
  /** Of a session with scope `manage`; speaks `/v1`. */
  client: ApiClient;
  /** Aborted when the element leaves the page. */
  signal: AbortSignal;
  requestUpdate: () => void;
  /** Says it to who cannot see it. */
  announce: (text: string) => void;
}

/** A part of the manager with a state of its own, for as long as it is shown. */
export interface Panel {
  render(): TemplateResult;
}
