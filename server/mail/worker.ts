import type {Context} from '../context.ts';
import {linkOf} from '../invitations/link.ts';
import {displayNameOf} from '../projects/project.ts';
import {Rounds} from '../rounds.ts';
import {drop, isExhausted, type Mail, type MailOutcome, reasonToDrop, settle} from './mail.ts';
import {renderMessage} from './message.ts';
import type {MailTransport} from './transport.ts';

const intervalMs = 1_000;
/** So many are sent side by side. */
const lanes = 5;
/** Longer than a try can take: after that the process that had the mail is gone. */
const leaseMs = 2 * 60_000;

/** Sends what is due until the answered function is called; that waits for what is being sent. */
export function startMailWorker(context: Context, transport: MailTransport): () => Promise<void> {
  const stop = new AbortController();
  const rounds = new Rounds(context.log, 'sending mail failed', () =>
    sendDueMails(context, transport, stop.signal),
  );
  const unfollow = context.events.follow((event) => {
    if (event.type === 'mail.queued') void rounds.wake();
  });
  // For what is tried again, and for what other processes have queued and not sent.
  rounds.every(intervalMs);
  return () => {
    stop.abort();
    unfollow();
    return rounds.stop();
  };
}

/** Sends everything that is due. Safe to run in several processes at once: each mail is in the hands of one. */
async function sendDueMails(context: Context, transport: MailTransport, signal: AbortSignal): Promise<void> {
  const lane = async () => {
    while (!signal.aborted) {
      const now = context.clock.now();
      const mail = await context.store.claimMail(now, now + leaseMs);
      if (!mail) return;
      await sendOne(context, transport, mail);
    }
  };
  await Promise.all(Array.from({length: lanes}, lane));
}

async function sendOne(context: Context, transport: MailTransport, mail: Mail): Promise<void> {
  const state = await context.store.findConnection(mail.invitationId);
  if (!state) return;
  const {invitation, project} = state;
  const now = context.clock.now();
  const reason = reasonToDrop(mail, invitation, now);
  if (reason !== undefined) {
    await context.store.finishMail(drop(mail, reason, now));
    context.log.info({mailId: mail.id, invitationId: mail.invitationId, reason}, 'mail dropped');
    return;
  }
  const message = renderMessage({
    kind: mail.kind,
    mode: mail.mode,
    connectionType: invitation.connectionType,
    locale: invitation.locale,
    projectName: displayNameOf(project),
    logoUrl: project.settings.logoUrl ?? null,
    brandColor: project.settings.brandColor ?? null,
    clientName: invitation.clientName,
    // Made here and stored nowhere.
    url: linkOf(context, invitation).url,
    expiresAt: invitation.expiresAt,
  });
  const outcome: MailOutcome = isExhausted(mail)
    ? {kind: 'refused', detail: 'Every try to send it was cut short.'}
    : await transport.send({...message, id: mail.id, recipient: mail.recipient, sentAt: now});
  const settled = settle(mail, outcome, {
    invitation,
    eventId: context.newId('evt'),
    now: context.clock.now(),
  });
  if (!(await context.store.finishMail(settled.mail, settled.event))) return;
  const {id: mailId, invitationId, status, detail} = settled.mail;
  context.log[outcome.kind === 'sent' ? 'info' : 'warn'](
    {mailId, invitationId, status, detail},
    'mail tried',
  );
  if (settled.event) context.events.publish(settled.event);
}
