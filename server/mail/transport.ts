import {createTransport} from 'nodemailer';
import type {MailConfig} from '../config.ts';
import type {MailOutcome} from './mail.ts';
import type {Message} from './message.ts';

const timeoutMs = 15_000;
/** A server that goes on answering slowly is given up too, well before another process may take the mail over. */
const sendingMs = 45_000;

/** Hands mail over to a mail server. */
export interface MailTransport {
  /** How it went is the answer; it does not throw for what a mail server says or does. */
  send(message: Message & {id: string; recipient: string; sentAt: number}): Promise<MailOutcome>;
}

/** `host` names this service in the ids of messages. */
export function createMailTransport({smtpUrl, from}: MailConfig, host: string): MailTransport {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({id, recipient, sentAt, subject, text, html}) {
      const sent = transport.sendMail({
        from,
        // As an object it is one address, whatever is in it.
        to: {name: '', address: recipient},
        subject,
        text,
        html,
        date: new Date(sentAt),
        // The same on every try, so that a mail that arrives twice can be told to be one.
        messageId: `<${id}@${host}>`,
        // Nobody's absence note should come back.
        headers: {'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All'},
      });
      try {
        await before(sendingMs, sent);
        return {kind: 'sent'};
      } catch (error) {
        return toOutcome(error);
      }
    },
  };
}

async function before<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The mail server took too long.')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function toOutcome(error: unknown): MailOutcome {
  const {code, responseCode, response} = (error ?? {}) as {
    code?: unknown;
    responseCode?: unknown;
    response?: unknown;
  };
  const words = typeof response === 'string' && response !== '' ? response : wordsFor(code, error);
  const detail = words.replace(/\s+/g, ' ').trim();
  // Our own password is not the client's fault: someone will mend it.
  const isRefused =
    code !== 'EAUTH' && (typeof responseCode === 'number' ? responseCode >= 500 : code === 'EENVELOPE');
  return {kind: isRefused ? 'refused' : 'delayed', detail};
}

/** Without an answer of the server there is only our own side to tell of, and where that is is nobody's business. */
function wordsFor(code: unknown, error: unknown): string {
  if (typeof code === 'string') return `The mail server could not be reached (${code}).`;
  return error instanceof Error ? error.message : 'The mail server could not be reached.';
}
