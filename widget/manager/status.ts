import type {TemplateResult} from 'lit/html.js';
import type {Invitation, InvitationStatus} from '../../server/contract/invitations.ts';
import type {IconName} from '../icons.ts';
import type {CoreContext} from './manager-context.ts';

const looks: Record<InvitationStatus, [IconName, string]> = {
  pending: ['clock', 'waiting'],
  in_progress: ['window', 'waiting'],
  completed: ['check', 'good'],
  failed: ['alert', 'bad'],
  expired: ['clock', ''],
  cancelled: ['cross', ''],
};

/** The status in a drawing, a colour and a word. */
export function renderStatus({html, icons, texts}: CoreContext, {status}: Invitation): TemplateResult {
  const [icon, tone] = looks[status];
  return html`<span part="status" class="status ${tone}"
    ><svg viewBox="0 0 24 24" aria-hidden="true">${icons[icon]}</svg> ${texts.manager.statuses[status]}</span
  >`;
}

/** How far it has come, or what stopped it. */
export function describeProgress({texts}: CoreContext, invitation: Invitation): string {
  const {manager, failures} = texts;
  const {status, failureReason, connectedAccount, linkRequestedAt, viewedAt} = invitation;
  if (connectedAccount) return connectedAccount.name ?? connectedAccount.id;
  if (failureReason) return (failures[failureReason] ?? failures.internal_error)?.title ?? failureReason;
  if (linkRequestedAt) return manager.asksForLink;
  if (status === 'completed') return '';
  return viewedAt ? manager.linkOpened : manager.linkNotOpened;
}

export function nameOf({texts}: CoreContext, {clientName, clientEmail, clientPhone}: Invitation): string {
  return clientName ?? clientEmail ?? clientPhone ?? texts.manager.noName;
}

/** Whether its link can be used. */
export function isOpen({status}: Invitation): boolean {
  return /pending|progress|failed/.test(status);
}
