import type {PartnerInviteElement} from '../widget/partner-invite-element.ts';
import {find, say} from './dom.ts';
import {insertMessage, renderMessage} from './messages.ts';
import type {Message, Wire} from './wire.ts';

/** The section "On the wire": all of it, filtered and searched. */
export function openWire(wire: Wire, report: (error: unknown) => void): void {
  const list = find('messages', HTMLOListElement);
  const search = find('wire-search', HTMLInputElement);
  const filters = [...document.querySelectorAll<HTMLInputElement>('#wire [name="filter"]')];
  const texts = new WeakMap<Element, string>();

  const isShown = (item: Element) => {
    const kind = filters.find(({checked}) => checked)?.value ?? 'all';
    const isOfKind = kind === 'all' || (item as HTMLElement).dataset['kind'] === kind;
    return isOfKind && (texts.get(item) ?? '').includes(search.value.trim().toLowerCase());
  };
  const filter = () => {
    for (const item of list.children) (item as HTMLElement).hidden = !isShown(item);
  };
  const add = (message: Message) => {
    const item = renderMessage(message);
    texts.set(item, JSON.stringify(message).toLowerCase());
    item.hidden = !isShown(item);
    // Whoever reads at the end wants to see what comes next; whoever looks back must not be moved.
    const isAtEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
    insertMessage(list, item);
    if (isAtEnd) list.scrollTop = list.scrollHeight;
  };

  wire.follow(add).forEach(add);
  showConnectButton(report);
  list.scrollTop = list.scrollHeight;
  search.addEventListener('input', filter);
  for (const one of filters) one.addEventListener('change', filter);
  find('clear-wire', HTMLButtonElement).addEventListener('click', () => {
    wire.clear();
    list.replaceChildren();
    say('Cleared.');
  });
}

/** Makes something happen, by the element of the settings page. */
function showConnectButton(report: (error: unknown) => void): void {
  const button = find('wire-connect', HTMLButtonElement);
  const element = document.querySelector<PartnerInviteElement>('#settings zavu-partner-invite');
  const confirmed = find('confirmed', HTMLDivElement);
  const show = () => (button.textContent = confirmed.hidden ? 'Connect' : 'Disconnect');
  new MutationObserver(show).observe(confirmed, {attributeFilter: ['hidden']});
  show();
  button.disabled = false;
  button.addEventListener('click', () => {
    // In the task of the click, or the browser opens no window.
    if (confirmed.hidden) element?.connect().catch(report);
    else find('disconnect', HTMLButtonElement).click();
  });
}
