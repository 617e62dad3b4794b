import type {TemplateResult} from 'lit/html.js';
import type {Invitation, InvitationStatus} from '../../server/contract/invitations.ts';
import type {CoreContext} from './manager-context.ts';
import {readableNumber} from './readable-number.ts';

/** The drawings of the cards, which are not loaded here. */
const clock = 'M12 6v6l4 2M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0';
const looks: Record<InvitationStatus, [drawing: string, tone: string]> = {
  pending: [clock, 'waiting'],
  in_progress: ['M4 5h16v14H4zM4 9.5h16', 'waiting'],
  completed: ['M5 12.5l4.5 4.5L19 7.5', 'good'],
  failed: ['M12 7.5v5M12 16v.1M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0', 'bad'],
  expired: [clock, ''],
  cancelled: ['M7 7l10 10M17 7L7 17', ''],
};

/** The status in a drawing, a colour and a word. */
export function renderStatus({html, texts}: CoreContext, {status}: Invitation): TemplateResult {
  const [drawing, tone] = looks[status];
  return html`<span part="status" class="status ${tone}"
    ><svg viewBox="0 0 24 24" aria-hidden="true"><path d=${drawing} /></svg>
    ${texts.manager.statuses[status]}</span
  >`;
}

/** How far it has come: where the client is, or where and why they left. */
export function describeProgress({texts}: CoreContext, invitation: Invitation): string {
  const {manager, failures} = texts;
  const {status, step, failureReason, connectedAccount, linkRequestedAt, viewedAt} = invitation;
  if (connectedAccount) return connectedAccount.name ?? connectedAccount.id;
  const reason =
    failureReason && ((failures[failureReason] ?? failures.internal_error)?.title ?? failureReason);
  // In the words of the timeline; a newer service may know more steps.
  const place = step && (manager.steps[step] ?? step);
  if (place ?? reason) return [place, reason].filter(Boolean).join(' · ');
  if (linkRequestedAt) return manager.asksForLink;
  if (status === 'completed') return '';
  return viewedAt ? manager.linkOpened : manager.linkNotOpened;
}

export function nameOf({texts}: CoreContext, {clientName, clientEmail, clientPhone}: Invitation): string {
  return clientName ?? clientEmail ?? (clientPhone ? readableNumber(clientPhone) : texts.manager.noName);
}

/** Whether its link can be used. */
export function isOpen({status}: Invitation): boolean {
  return /pending|progress|failed/.test(status);
}
