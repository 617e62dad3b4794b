import type {TemplateResult} from 'lit/html.js';
import type {Invitation} from '../../server/contract/invitations.ts';
import type {Timeline} from '../../server/contract/timeline.ts';
import type {Panel} from './context.ts';
import type {CoreContext} from './manager-context.ts';
import {readableNumber} from './readable-number.ts';
import {createShareKit} from './share-kit.ts';
import {isOpen, nameOf, renderStatus} from './status.ts';
import {renderTimeline} from './timeline.ts';

const days = [7, 14, 30];

export interface InvitationDetail extends Panel {
  /** Shows it as it is now; without one, asks. */
  update(invitation?: Invitation): Promise<void>;
}

/** One invitation: what is known, what happened, and what can be done. `changed` is told what the service answered. */
export function createInvitationDetail(
  context: CoreContext,
  invitation: Invitation,
  changed: (invitation: Invitation) => void,
): InvitationDetail {
  const {html, nothing, texts, client, signal, showTime} = context;
  const {manager} = texts;
  const path = `v1/invitations/${invitation.id}`;
  let timeline: Timeline | undefined;
  let shareKit: Panel | undefined;
  let sharedUrl = '';
  let isBusy = false;
  let message = '';
  let problem = '';

  const readTimeline = async (): Promise<void> => {
    try {
      timeline = (await client.json(`${path}/timeline`, {signal})) as Timeline;
    } catch (error) {
      if (!signal.aborted && !timeline) problem = context.explain(error);
    }
    context.requestUpdate();
  };

  /** Sends a change; what is shown afterwards is what the service answers. */
  const change = async (
    send: {path?: string; method?: string; body?: object},
    say: (invitation: Invitation) => string,
  ): Promise<void> => {
    if (isBusy) return;
    isBusy = true;
    message = problem = '';
    context.requestUpdate();
    try {
      const answer = await client.json(path + (send.path ?? ''), {method: 'POST', ...send, signal});
      ({invitation} = answer as {invitation: Invitation});
      message = say(invitation);
      changed(invitation);
    } catch (error) {
      if (signal.aborted) return;
      problem = context.explain(error);
      void detail.update();
    }
    isBusy = false;
    context.announce(message || problem);
    context.requestUpdate();
  };

  const button = (label: string, onClick: (event: Event) => unknown, look = 'secondary'): TemplateResult =>
    html`<button
      part="secondary-button"
      class="button ${look}"
      type="button"
      aria-disabled=${isBusy || nothing}
      @click=${onClick}
    >
      ${label}
    </button>`;

  const renderFacts = (): TemplateResult => {
    const {connectedAccount, clientEmail, clientPhone, externalId, createdAt, expiresAt, completedAt} =
      invitation;
    const facts: [string, string | null | undefined][] = [
      [
        manager.account,
        connectedAccount && [connectedAccount.name, connectedAccount.id].filter(Boolean).join(' · '),
      ],
      [manager.connected, completedAt && showTime(completedAt)],
      [manager.email, clientEmail],
      [manager.phone, clientPhone && readableNumber(clientPhone)],
      [manager.externalId, externalId],
      [manager.created, showTime(createdAt)],
      [manager.ends, completedAt ? null : showTime(expiresAt)],
    ];
    return html`<dl part="facts" class="facts">
      ${facts.map(([term, value]) =>
        value
          ? html`<div>
              <dt>${term}</dt>
              <dd dir="auto">${value}</dd>
            </div>`
          : nothing,
      )}
    </dl>`;
  };

  const renderActions = (): TemplateResult => {
    const {status} = invitation;
    if (status === 'completed' || status === 'cancelled') {
      return html`<p class="note">${manager.isOver[status]}</p>`;
    }
    const label = status === 'expired' ? manager.reopen : manager.moreTime;
    const unit = {style: 'unit', unit: 'day', unitDisplay: 'long'} as const;
    const number = new Intl.NumberFormat(context.language, unit);
    return html`
      <div role="group" aria-label=${label} class="row">
        <span class="note">${label}</span>
        ${days.map((expiresInDays) =>
          button(number.format(expiresInDays), () =>
            change({method: 'PATCH', body: {expiresInDays}}, ({expiresAt}) =>
              manager.extended(showTime(expiresAt)),
            ),
          ),
        )}
      </div>
      ${
        isOpen(invitation)
          ? html`<div class="row">
              ${
                invitation.clientEmail
                  ? button(manager.resend, () => change({path: '/resend', body: {}}, () => manager.mailed))
                  : html`<span class="note">${manager.noMail}</span>`
              }
              ${button(manager.rotate, () => change({path: '/rotate-link', body: {}}, () => manager.rotated))}
              ${button(manager.cancel, openDialog, 'secondary danger')}
            </div>`
          : nothing
      }
    `;
  };

  /** Always there, so that the browser gives the focus back to what opened it. */
  const renderDialog = (): TemplateResult => {
    const question = manager.cancelQuestion(nameOf(context, invitation));
    return html`<dialog part="dialog" aria-label=${question}>
      <h4 dir="auto">${question}</h4>
      <p>${manager.cancelNote}</p>
      <div class="row">
        <button class="button secondary" type="button" @click=${closeDialog}>${manager.keep}</button>
        <button
          class="button danger"
          type="button"
          @click=${(event: Event) => {
            closeDialog(event);
            void change({path: '/cancel', body: {}}, () => manager.cancelled);
          }}
        >
          ${manager.cancel}
        </button>
      </div>
    </dialog>`;
  };

  const detail: InvitationDetail = {
    async update(newer) {
      try {
        const answer = newer ?? (await client.json(path, {signal}));
        const found = newer ?? (answer as {invitation: Invitation}).invitation;
        if (found.updatedAt >= invitation.updatedAt) invitation = found;
      } catch {
        // The list's own requests tell what is wrong.
      }
      await readTimeline();
    },
    render() {
      if (invitation.url !== sharedUrl) {
        sharedUrl = invitation.url;
        shareKit = createShareKit(context, invitation);
      }
      return html`
        <h3 part="heading" dir="auto">${nameOf(context, invitation)}</h3>
        <p>${renderStatus(context, invitation)}</p>
        ${renderFacts()} ${isOpen(invitation) ? shareKit?.render() : nothing} ${renderActions()}
        ${
          // Where it was pressed, and below: no other button comes under the finger.
          message ? html`<p part="message" class="message">${message}</p>` : nothing
        }
        ${problem ? html`<p part="problem" class="problem">${problem}</p>` : nothing}
        ${timeline ? renderTimeline(context, timeline) : html`<p class="note">${manager.loading}</p>`}
        ${renderDialog()}
      `;
    },
  };
  void readTimeline();
  return detail;
}

function openDialog({currentTarget}: Event): void {
  (currentTarget as Element).closest('section')?.querySelector('dialog')?.showModal();
}

function closeDialog({currentTarget}: Event): void {
  (currentTarget as Element).closest('dialog')?.close();
}
