import '../../../widget/define.ts';
import type {PartnerInviteElement} from '../../../widget/partner-invite-element.ts';
import {until} from './clock.ts';
import type {FakeService} from './service.ts';

type Properties = Partial<PartnerInviteElement>;

const mounted: Element[] = [];

/** Puts an element into the page, as a host with a session would. */
export function mount(service: FakeService, properties: Properties = {}, content = ''): PartnerInviteElement {
  const element = document.createElement('zavu-partner-invite');
  element.innerHTML = content;
  Object.assign(element, {
    apiUrl: service.url,
    sessionUrl: `${service.url}/session`,
    locale: 'en',
    ...properties,
  });
  mounted.push(element);
  document.body.append(element);
  return element;
}

export function unmountAll(): void {
  for (const element of mounted.splice(0)) element.remove();
}

/** Waits until the element is in the state that `:state()` shows. */
export async function shows(element: Element, state: string): Promise<void> {
  await until(() => element.matches(`:state(${state})`), `the element is "${state}": ${text(element)}`);
}

/** What a person reads. */
export function text(element: Element): string {
  const card = element.shadowRoot?.querySelector<HTMLElement>('[part~="card"]');
  return (card?.innerText ?? '').replace(/\s+/g, ' ').trim();
}

/** What a screen reader says without being asked. */
export function announced(element: Element): string {
  return element.shadowRoot?.querySelector('.unseen')?.textContent?.trim() ?? '';
}

/** The button or link with this text. */
export function action(element: Element, label: string): HTMLElement {
  const actions = [...(element.shadowRoot?.querySelectorAll<HTMLElement>('button, a') ?? [])];
  const found = actions.find((candidate) => candidate.innerText.trim() === label);
  if (!found) throw new Error(`No "${label}" among: ${actions.map((each) => each.innerText).join(', ')}`);
  return found;
}

/** Collects events of the element; `names` in order of arrival. */
export function listen(element: EventTarget): {names: string[]; details: Record<string, unknown>[]} {
  const heard = {names: [] as string[], details: [] as Record<string, unknown>[]};
  for (const type of ['ready', 'connect-start', 'status-changed', 'connected', 'failed', 'error']) {
    element.addEventListener(`zavu-${type}`, (event) => {
      heard.names.push(event.type);
      heard.details.push((event as CustomEvent<Record<string, unknown>>).detail);
    });
  }
  return heard;
}

export interface StubbedWindow {
  calls: unknown[][];
  /** Where the opened window was sent. */
  frame: HTMLIFrameElement;
  restore: () => void;
}

/** A frame in place of the window that a click opens, so that the test can see into it; or a blocked one. */
export function stubOpen(isBlocked = false): StubbedWindow {
  const native = window.open.bind(window);
  const frame = document.createElement('iframe');
  frame.title = 'window';
  frame.hidden = true;
  document.body.append(frame);
  const calls: unknown[][] = [];
  window.open = (...call: unknown[]) => {
    calls.push(call);
    return isBlocked ? null : frame.contentWindow;
  };
  const restore = (): void => {
    window.open = native;
    frame.remove();
  };
  return {calls, frame, restore};
}
