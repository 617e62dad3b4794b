import type {TemplateResult} from 'lit/html.js';
import type {Page} from '../../server/contract/fields.ts';
import type {Invitation, InvitationCounts, InvitationStatus} from '../../server/contract/invitations.ts';
import type {CoreContext} from './manager-context.ts';
import {describeProgress, nameOf, renderStatus} from './status.ts';

const pageSize = 50;
/** So many are read anew when something may have been missed; what is older changes with its own event only. */
const rereadMax = 100;
/** However much happens, lists and counts are not asked for more often. */
const pauseMs = 1_000;
const typingPauseMs = 250;

export interface ListFilters {
  q: string;
  status: InvitationStatus | '';
  connectionType: Invitation['connectionType'] | '';
}

export interface InvitationList {
  filters: ListFilters;
  /** `undefined` until they are known. */
  counts: InvitationCounts | undefined;
  isLoading: boolean;
  /** What fits the filters is not known yet; what is shown may be of others. */
  isUnknown: boolean;
  /** Whether the last request for the list came to nothing. */
  hasFailed: boolean;
  readonly size: number;
  /** There is nothing yet, whatever one looks for. */
  readonly isEmpty: boolean;
  readonly isTest: boolean;
  /** Reads the list, from its beginning when other filters are set. */
  load(changes?: Partial<ListFilters>): Promise<void>;
  /** Reads it anew, since something may have been missed: now, or when what is under way is done. */
  refresh(): void;
  /** The same, for a text that is still being typed. */
  search(q: string): void;
  /** An invitation is now like this. */
  receive(invitation: Invitation): void;
  /** Marks the one that is open; none without an id. */
  mark(id?: string): void;
  renderRows(): TemplateResult;
}

interface Row {
  invitation: Invitation;
  element: HTMLLIElement;
}

/**
 * The invitations that fit the filters, newest first. Each row is an element of its own, rendered when its invitation
 * changes: what one event costs does not depend on how many are shown, and the focus stays where it is. `on.loaded`: after
 * each answer.
 */
export function createInvitationList(
  context: CoreContext,
  on: {open: (invitation: Invitation) => void; loaded: () => void},
): InvitationList {
  const {html, nothing, render, client, signal, texts, requestUpdate} = context;
  const {manager} = texts;
  const container = document.createElement('ul');
  const rows = new Map<string, Row>();
  let nextCursor: string | null = null;
  /** How many the person wants to see. */
  let wanted = pageSize;
  let marked: string | undefined;
  let loading: AbortController | undefined;
  let isStale = false;
  let resting: ReturnType<typeof setTimeout> | undefined;
  let countLater: ReturnType<typeof setTimeout> | undefined;
  let typing: ReturnType<typeof setTimeout> | undefined;
  signal.addEventListener('abort', () => {
    for (const timer of [resting, countLater, typing]) clearTimeout(timer);
  });

  const renderRow = ({invitation, element}: Row): void => {
    const name = nameOf(context, invitation);
    render(
      html`<button
        part="invitation"
        class="invitation"
        type="button"
        aria-current=${invitation.id === marked || nothing}
        @click=${() => on.open(invitation)}
      >
        <b dir="auto">${name}</b>
        ${renderStatus(context, invitation)}
        <span dir="auto">${describeProgress(context, invitation)}</span>
        <time datetime=${invitation.createdAt}>${context.showTime(invitation.createdAt)}</time>
      </button>`,
      element,
    );
  };

  const fits = ({status, connectionType}: Invitation): boolean =>
    (list.filters.status || status) === status &&
    (list.filters.connectionType || connectionType) === connectionType;

  const remove = (id: string): void => {
    rows.get(id)?.element.remove();
    rows.delete(id);
  };

  const put = (invitation: Invitation): void => {
    const {id} = invitation;
    const row = rows.get(id) ?? {invitation, element: document.createElement('li')};
    // Answers and events may overtake each other.
    if (invitation.updatedAt < row.invitation.updatedAt) return;
    row.invitation = invitation;
    renderRow(row);
    if (rows.has(id)) return;
    rows.set(id, row);
    row.element.id = id;
    // Ids begin with the time. Most rows come at one of the ends.
    const isLast = !(container.lastElementChild && container.lastElementChild.id < id);
    const next = isLast ? null : [...container.children].find((other) => other.id < id);
    container.insertBefore(row.element, next ?? null);
  };

  const query = (more: Record<string, string | number>): string =>
    new URLSearchParams(
      Object.entries({...list.filters, ...more}).flatMap(([name, value]) =>
        value ? [[name, String(value)]] : [],
      ),
    ).toString();

  const read = async (limit: number, cursor: string, during: AbortSignal): Promise<Page<Invitation>> =>
    (await client.json(`v1/invitations?${query({limit, cursor})}`, {signal: during})) as Page<Invitation>;

  const count = async (during: AbortSignal): Promise<void> => {
    const answer = await client.json(`v1/invitations/counts?${query({status: ''})}`, {signal: during});
    list.counts = answer as InvitationCounts;
    requestUpdate();
  };

  const countSoon = (): void => {
    countLater ??= setTimeout(() => {
      countLater = undefined;
      // The next one will tell.
      count(signal).catch(() => undefined);
    }, pauseMs);
  };

  const request = async (work: (signal: AbortSignal) => Promise<void>): Promise<void> => {
    loading?.abort();
    const mine = new AbortController();
    loading = mine;
    list.isLoading = true;
    requestUpdate();
    try {
      await work(AbortSignal.any([signal, mine.signal]));
      list.hasFailed = false;
    } catch (error) {
      if (mine.signal.aborted || signal.aborted) return;
      context.explain(error, list.hasFailed);
      list.hasFailed = true;
    }
    if (loading !== mine) return;
    loading = undefined;
    list.isLoading = false;
    requestUpdate();
    if (!list.hasFailed) on.loaded();
  };

  const rest = (): void => {
    resting ??= setTimeout(() => {
      resting = undefined;
      if (isStale) list.refresh();
    }, pauseMs);
  };

  const showMore = (): Promise<void> =>
    request(async (during) => {
      const page = await read(pageSize, nextCursor ?? '', during);
      const shown = container.childElementCount;
      page.items.forEach(put);
      nextCursor = page.nextCursor;
      wanted = rows.size;
      requestUpdate();
      // The button may be gone; who pressed it goes on with what it brought.
      container.children[shown]?.querySelector('button')?.focus();
    });

  const list: InvitationList = {
    filters: {q: '', status: '', connectionType: ''},
    counts: undefined,
    isLoading: true,
    isUnknown: true,
    hasFailed: false,
    get size() {
      return rows.size;
    },
    get isEmpty() {
      const {filters, counts, isUnknown} = list;
      return !isUnknown && !rows.size && !counts?.total && !Object.values(filters).some(Boolean);
    },
    get isTest() {
      return [...rows.values()][0]?.invitation.mode === 'test';
    },
    load(changes) {
      if (changes) {
        Object.assign(list.filters, changes);
        wanted = pageSize;
        list.isUnknown = true;
      }
      return request(async (during) => {
        const limit = Math.min(wanted, rereadMax);
        // What comes in meanwhile is newer than the answer.
        const before = [...rows.keys()];
        const [page] = await Promise.all([read(limit, '', during), count(during)]);
        const ids = new Set(page.items.map(({id}) => id));
        // Else more have come than were read, and there would be a gap.
        const isJoined = page.nextCursor && before.some((id) => ids.has(id));
        const goesOn = isJoined && wanted > limit && !list.isUnknown;
        const last = page.items.at(-1)?.id ?? '';
        for (const id of before) if (!ids.has(id) && !(goesOn && id < last)) remove(id);
        if (!goesOn) {
          ({nextCursor} = page);
          wanted = limit;
        }
        list.isUnknown = false;
        page.items.forEach(put);
      });
    },
    refresh() {
      isStale = Boolean(loading ?? resting);
      if (!isStale) void list.load();
      rest();
    },
    search(q) {
      clearTimeout(typing);
      typing = setTimeout(() => void list.load({q: q.trim()}), typingPauseMs);
    },
    receive(invitation) {
      const {id} = invitation;
      countSoon();
      if (!fits(invitation)) remove(id);
      else if (rows.has(id)) put(invitation);
      // Only the service knows what a search finds.
      else if (list.filters.q) list.refresh();
      else if (!nextCursor || (container.lastElementChild?.id ?? id) < id) put(invitation);
      requestUpdate();
    },
    mark(id) {
      const before = marked;
      marked = id;
      for (const one of [before, id]) {
        const row = rows.get(one ?? '');
        if (row) renderRow(row);
      }
    },
    renderRows() {
      const {status} = list.filters;
      const total = list.counts && (status ? list.counts.byStatus[status] : list.counts.total);
      const number = new Intl.NumberFormat(context.language);
      const shown = manager.shown(number.format(rows.size), number.format(Math.max(total ?? 0, rows.size)));
      return html`${container}
      ${
        nextCursor
          ? html`<p class="row">
              <button class="button secondary" type="button" @click=${showMore}>${manager.more}</button>
              <span class="note">${shown}</span>
            </p>`
          : nothing
      }`;
    },
  };
  return list;
}
