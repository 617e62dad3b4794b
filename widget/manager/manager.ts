import type {TemplateResult} from 'lit/html.js';
import type {Invitation} from '../../server/contract/invitations.ts';
import type {ApiClient} from '../api-client.ts';
import type {ApiError} from '../api-error.ts';
import type {PartnerInviteEventMap} from '../events.ts';
import type {Language} from '../locales/languages.ts';
import type {ManagerTexts, Panel} from './context.ts';
import {exportFile} from './export-file.ts';
import {formStyles} from './forms.styles.ts';
import {createInvitationDetail, type InvitationDetail} from './invitation-detail.ts';
import {createInvitationList, type InvitationList} from './invitation-list.ts';
import type {CoreContext, Tools} from './manager-context.ts';
import {managerStyles} from './manager.styles.ts';
import {follow} from './panel-feed.ts';
import {nameOf} from './status.ts';
import {loadTexts} from './texts.ts';
import {renderToolbar} from './toolbar.ts';

/** The element in whose shadow tree the manager is. */
export interface ManagerHost extends HTMLElement {
  theme: string;
  requestUpdate(): void;
}

export interface ManagerListener {
  /** The one to speak. */
  language(): Language;
  /** For developers. */
  report(error: ApiError): void;
  /** Nothing more can be shown. */
  refuse(error: unknown): void;
}

export interface Manager {
  render(): TemplateResult;
  /** The element leaves the page. */
  stop(): void;
}

/** The panel of all invitations of a project, live. It is rendered by the element, which hands in what it has loaded. */
export function createManager(
  tools: Tools,
  host: ManagerHost,
  client: ApiClient,
  on: ManagerListener,
): Manager {
  const {html, nothing} = tools;
  const root = host.shadowRoot as ShadowRoot;
  const stopped = new AbortController();
  const {signal} = stopped;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(managerStyles + formStyles);
  root.adoptedStyleSheets.push(sheet);

  let context: CoreContext | undefined;
  let list: InvitationList | undefined;
  let language: Language | undefined;
  let pane: {panel: Panel; label: string; id?: string} | undefined;
  let opener: Element | null = null;
  let isReady = false;
  let announcement = '';
  let problem = '';

  const requestUpdate = (): void => host.requestUpdate();

  const announce = (text: string): void => {
    // The same words again are said again.
    announcement = text === announcement ? `${text}\u00a0` : text;
    requestUpdate();
  };

  const explain = (error: unknown, isKnown = false): string => {
    const problem = error as ApiError;
    if (/^(unauthorized|session|forbidden|origin|not_conf)/.test(problem.code)) on.refuse(problem);
    else if (!isKnown) on.report(problem);
    const texts = context?.texts.manager;
    const known: Partial<Record<string, string>> = texts?.problems ?? {};
    return known[problem.code] ?? texts?.problem(problem.code) ?? '';
  };

  /** After the rendering that was asked for. */
  const focus = (selector: string): void =>
    queueMicrotask(() => root.querySelector<HTMLElement>(selector)?.focus());

  const show = (label: string, panel: Panel, id?: string): void => {
    if (!pane) opener = root.activeElement;
    pane = {label, panel, ...(id && {id})};
    problem = '';
    list?.mark(id);
    requestUpdate();
    focus('.pane');
  };

  const close = (): void => {
    const {id} = pane ?? {};
    pane = undefined;
    list?.mark();
    requestUpdate();
    queueMicrotask(() => {
      // Its row may have come after it was opened.
      const row = id && root.getElementById(id)?.querySelector('button');
      const before = row || (opener?.isConnected ? opener : root.querySelector('[type=search]'));
      (before as HTMLElement | null)?.focus();
    });
  };

  const openDetail = (invitation: Invitation): void => {
    if (!context) return;
    show(nameOf(context, invitation), createInvitationDetail(context, invitation, changed), invitation.id);
  };

  const changed = (invitation: Invitation): void => {
    list?.receive(invitation);
    // A button that did its work may be gone.
    queueMicrotask(() => {
      const section = root.querySelector<HTMLElement>('.pane');
      if (section && !section.contains(root.activeElement)) section.focus();
    });
  };

  const loaded = (): void => {
    if (isReady) return;
    isReady = true;
    const detail: PartnerInviteEventMap['zavu-ready']['detail'] = {connection: null};
    // Once it is shown.
    queueMicrotask(() =>
      host.dispatchEvent(new CustomEvent('zavu-ready', {bubbles: true, composed: true, detail})),
    );
  };

  const isDetail = (panel?: Panel): panel is InvitationDetail => Boolean(panel && 'update' in panel);

  const start = async (wanted: Language): Promise<void> => {
    language = wanted;
    const texts: ManagerTexts = await loadTexts(tools, wanted);
    if (signal.aborted || language !== wanted) return;
    const isFirst = !context;
    const filters = list?.filters;
    const time = new Intl.DateTimeFormat(wanted, {dateStyle: 'medium', timeStyle: 'short'});
    context = {
      ...tools,
      texts,
      language: wanted,
      client,
      signal,
      requestUpdate,
      announce,
      explain,
      showTime: (moment) => time.format(new Date(moment)),
    };
    list = createInvitationList(context, {open: openDetail, loaded});
    pane = undefined;
    requestUpdate();
    if (!isFirst) {
      void list.load(filters);
      return;
    }
    void follow(client, signal, {
      message({event, invitation}) {
        if (invitation) list?.receive(invitation);
        if (!event) list?.refresh();
        const {panel, id} = pane ?? {};
        if (isDetail(panel) && (!event || invitation?.id === id)) void panel.update(invitation ?? undefined);
      },
      poll() {
        list?.refresh();
        if (isDetail(pane?.panel)) void pane.panel.update();
      },
    });
  };

  const onKey = (event: KeyboardEvent): void => {
    const target = event.target as Element;
    if (event.key !== '/' || target.closest('input, select, textarea, dialog')) return;
    event.preventDefault();
    focus('[type=search]');
  };

  const bones = html`<div class="bones" aria-hidden="true">${[1, 2, 3].map(() => html`<p></p>`)}</div>`;

  /** Each is a file of its own: on most days none is asked for. */
  const open = async (label: string, load: () => Promise<Panel>): Promise<void> => {
    problem = '';
    try {
      show(label, await load());
    } catch {
      problem = context?.texts.manager.failed ?? '';
      announce(problem);
    }
  };

  const renderButton = (label: string, onClick: () => unknown, look = 'secondary'): TemplateResult =>
    html`<button
      part=${look ? 'secondary-button' : 'button'}
      class="button ${look}"
      type="button"
      @click=${() => void onClick()}
    >
      ${label}
    </button>`;

  /** The ways in which invitations come about. */
  const renderBeginnings = (context: CoreContext, list: InvitationList): TemplateResult => {
    const {forms, manager} = context.texts;
    const created = (invitation: Invitation): void => {
      list.receive(invitation);
      openDetail(invitation);
    };
    const imported = (): void => list.refresh();
    const create = () =>
      open(forms.create, async () =>
        (await import('./invitation-form.ts')).createInvitationForm(context, {created, close}),
      );
    const bringIn = () =>
      open(manager.import, async () =>
        (await import('./import-file.ts')).createImport(context, {imported, close}),
      );
    return html`${renderButton(forms.create, create, '')} ${renderButton(manager.import, bringIn)}`;
  };

  const renderActions = (context: CoreContext, list: InvitationList): TemplateResult => {
    const {manager} = context.texts;
    const count = () =>
      open(manager.figures, async () => (await import('./statistics.ts')).createStatistics(context));
    const download = async (): Promise<void> => {
      problem = '';
      try {
        await exportFile(context, list.filters);
      } catch (error) {
        if (!signal.aborted) problem = explain(error);
        announce(problem);
      }
    };
    return html`${renderBeginnings(context, list)} ${renderButton(manager.export, download)}
    ${renderButton(manager.figures, count)}`;
  };

  const renderHeader = (context: CoreContext, list: InvitationList): TemplateResult => {
    const {manager} = context.texts;
    const isTest = list.isTest && html`<span part="badge" class="badge">${manager.testMode}</span>`;
    return html`<header class="row">
      <h2 part="heading">${manager.heading}</h2>
      ${isTest || nothing} ${list.isEmpty ? nothing : renderActions(context, list)}
    </header>`;
  };

  const renderList = (context: CoreContext, list: InvitationList): TemplateResult => {
    const {manager} = context.texts;
    const note = (text: string, button: TemplateResult): TemplateResult =>
      html`<p class="empty">${text}</p>
        <div class="row">${button}</div>`;
    const clear = (): void => {
      void list.load({q: '', status: '', connectionType: ''});
      (root.querySelector('[type=search]') as HTMLInputElement).value = '';
      focus('[type=search]');
    };
    if (list.size) return list.renderRows();
    if (list.hasFailed)
      return note(
        manager.failed,
        renderButton(manager.tryAgain, () => list.load()),
      );
    if (list.isEmpty) return note(manager.empty, renderBeginnings(context, list));
    if (list.isUnknown) return bones;
    return note(manager.noResult, renderButton(manager.clear, clear));
  };

  const renderPane = ({manager}: ManagerTexts): unknown =>
    pane
      ? html`<section part="pane" class="pane" tabindex="-1" aria-label=${pane.label}>
          <button part="secondary-button" class="button quiet" type="button" @click=${close}>
            ${manager.back}
          </button>
          ${pane.panel.render()}
        </section>`
      : nothing;

  const renderAll = (context: CoreContext, list: InvitationList): TemplateResult => {
    const {texts} = context;
    const {manager} = texts;
    return html`${renderHeader(context, list)}
    ${problem ? html`<p part="problem" class="problem">${problem}</p>` : nothing}
    ${list.hasFailed && list.size ? html`<p part="banner" class="banner">${manager.offline}</p>` : nothing}
    ${
      isReady || list.hasFailed
        ? html`<div class="columns">
            <section class="list" aria-label=${manager.heading} aria-busy=${list.isLoading}>
              ${list.isEmpty ? nothing : renderToolbar(context, list)} ${renderList(context, list)}
            </section>
            ${renderPane(texts)}
          </div>`
        : // Another box than that of the list: with none the buttons above go, and nothing may jump.
          html`<div class="columns">
            <section class="list" aria-label=${manager.heading} aria-busy="true">${bones}</section>
            ${renderPane(texts)}
          </div>`
    }`;
  };

  return {
    render() {
      const wanted = on.language();
      if (wanted !== language) start(wanted).catch((error: unknown) => on.refuse(error));
      const spoken = context?.language;
      return html`<div
          part="manager"
          class="card manager ${host.theme} ${pane ? 'split' : ''}"
          lang=${spoken ?? nothing}
          dir=${spoken ? tools.directionOf(spoken) : nothing}
          tabindex="-1"
          @keydown=${onKey}
        >
          ${context && list ? renderAll(context, list) : bones}
        </div>
        <p class="unseen" role="status" lang=${spoken ?? nothing}>${announcement}</p>`;
    },
    stop() {
      stopped.abort();
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
    },
  };
}
