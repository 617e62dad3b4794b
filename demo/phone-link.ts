import {failures} from '../widget/locales/en/later.ts';
import {copy} from './copy.ts';
import {find, make, say} from './dom.ts';
import {askHost, type ShownInvitation} from './host-api.ts';
import {drawQrCode} from './qr-code.ts';
import type {Wire} from './wire.ts';

const refreshMs = 2_000;
const phoneSize = 'popup,width=390,height=780';

/** The section "Link on a phone": an invitation's link, and how far whoever has it is. */
export async function openPhoneLink(wire: Wire, report: (error: unknown) => void): Promise<void> {
  const url = find('phone-url', HTMLInputElement);
  const open = find('open-phone', HTMLButtonElement);
  const copyButton = find('copy-phone-url', HTMLButtonElement);
  const renew = find('new-link', HTMLButtonElement);
  let shown: ShownInvitation | undefined;
  let timer: number | undefined;

  open.addEventListener('click', () => {
    // What a popup blocker stops is still in the field.
    if (!window.open(url.value, 'phone', phoneSize))
      say('The browser opened no window. Copy the link instead.');
  });
  copyButton.addEventListener('click', () => void copy(url.value, copyButton));
  renew.addEventListener('click', () => {
    renew.disabled = true;
    create()
      .catch(report)
      .finally(() => (renew.disabled = false));
  });
  // A webhook says that the status changed; that the page was opened is seen by asking.
  wire.follow(({kind}) => {
    if (kind === 'webhook') follow();
  });
  addEventListener('hashchange', follow);
  document.addEventListener('visibilitychange', follow);
  find('only-here', HTMLParagraphElement).hidden = location.hostname !== 'localhost';
  await create();

  async function create(): Promise<void> {
    const {invitation} = await askHost<{invitation: ShownInvitation}>('trial');
    url.value = invitation.url;
    find('phone-host', HTMLSpanElement).textContent = new URL(invitation.url).host;
    find('phone-code', HTMLDivElement).replaceChildren(drawQrCode(invitation.url, 'QR code of the link'));
    open.disabled = copyButton.disabled = false;
    show(invitation);
    follow();
  }

  function follow(): void {
    clearTimeout(timer);
    const isLookedAt = location.hash === '#link' && !document.hidden;
    if (isLookedAt && shown && shown.status !== 'completed')
      timer = window.setTimeout(() => void refresh(), refreshMs / 4);
  }

  async function refresh(): Promise<void> {
    try {
      const {invitation} = await askHost<{invitation: ShownInvitation}>('whatsapp-connection', {
        invitationId: shown?.id,
      });
      // A new link may have been made meanwhile.
      if (invitation.id === shown?.id) show(invitation);
    } catch (error) {
      report(error);
    }
    clearTimeout(timer);
    timer = window.setTimeout(follow, refreshMs);
  }

  function show(invitation: ShownInvitation): void {
    const isNews = shown?.id === invitation.id && shown.status !== invitation.status;
    shown = invitation;
    const {text, tone} = badgeOf(invitation);
    const badge = find('phone-badge', HTMLSpanElement);
    badge.textContent = text;
    badge.className = `badge ${tone}`;
    if (isNews) say(text);
    const {createdAt, viewedAt, startedAt, completedAt, connectedAccount, failureReason} = invitation;
    find('phone-steps', HTMLOListElement).replaceChildren(
      renderStep('Link created', createdAt),
      renderStep('Page opened', viewedAt),
      renderStep('Signup started', startedAt),
      renderStep(`Connected${connectedAccount?.name ? `: ${connectedAccount.name}` : ''}`, completedAt),
    );
    find('phone-note', HTMLParagraphElement).textContent = failureReason
      ? `${failures[failureReason].title}. The same link works again.`
      : 'This page follows along. Leave it open.';
  }
}

function badgeOf({status, viewedAt}: ShownInvitation): {text: string; tone: string} {
  switch (status) {
    case 'pending':
      return viewedAt ? {text: 'Opened', tone: 'waiting'} : {text: 'Waiting', tone: ''};
    case 'in_progress':
      return {text: 'Connecting', tone: 'waiting'};
    case 'completed':
      return {text: 'Connected', tone: 'good'};
    case 'failed':
      return {text: 'Failed', tone: 'bad'};
    case 'expired':
    case 'cancelled':
      return {text: 'Over', tone: ''};
  }
}

function renderStep(text: string, at: string | null): HTMLLIElement {
  const time = make('time', '', at ? new Date(at).toLocaleTimeString('en-GB') : '');
  if (at) time.dateTime = at;
  return make('li', at ? 'done' : '', make('span', '', text), time);
}
