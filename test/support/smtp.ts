import {type AddressObject, type ParsedMail, simpleParser} from 'mailparser';
import {once} from 'node:events';
import {SMTPServer} from 'smtp-server';
import {eventually, TestService} from './harness.ts';

export interface ReceivedMail extends ParsedMail {
  /** The envelope, which is what counts for who gets it. */
  recipients: string[];
  /** All of it, as it came over the wire. */
  raw: string;
  addressedTo: string;
}

/** A mail server that takes what it is given, or answers as it is told. */
export class TestSmtp {
  readonly #server: SMTPServer;
  readonly mails: ReceivedMail[] = [];
  /** Answers to the next recipients, instead of taking them. */
  readonly refusals: {code: number; message: string}[] = [];
  /** Deliveries that were begun, taken or not. */
  tries = 0;
  /** While it is there, nothing is answered to a message. */
  hold: Promise<void> | undefined;

  private constructor() {
    this.#server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      onRcptTo: (_address, _session, answer) => {
        this.tries += 1;
        const refusal = this.refusals.shift();
        if (!refusal) return answer();
        answer(Object.assign(new Error(refusal.message), {responseCode: refusal.code}));
      },
      onData: (stream, session, answer) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.on('end', () => {
          const raw = Buffer.concat(chunks).toString('utf8');
          void this.#take(
            raw,
            session.envelope.rcptTo.map(({address}) => address),
          ).then(() => answer());
        });
      },
    });
  }

  static async start(): Promise<TestSmtp> {
    const smtp = new TestSmtp();
    smtp.#server.listen(0, '127.0.0.1');
    await once(smtp.#server.server, 'listening');
    return smtp;
  }

  get environment(): Record<string, string> {
    return {SMTP_URL: `smtp://127.0.0.1:${this.port}`, MAIL_FROM: '"Luma Desk" <invite@luma.example>'};
  }

  get port(): number {
    const address = this.#server.server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }

  /** Waits until this address has got so many; answers all that it got. */
  async received(address: string, count = 1): Promise<ReceivedMail[]> {
    return eventually(
      async () => this.mails.filter(({recipients}) => recipients.includes(address)),
      (mails) => mails.length >= count,
    );
  }

  async stop(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.close(resolve));
  }

  async #take(raw: string, recipients: string[]): Promise<void> {
    const parsed = await simpleParser(raw);
    this.mails.push({
      ...parsed,
      raw,
      recipients,
      addressedTo: (parsed.to as AddressObject | undefined)?.text ?? '',
    });
    await this.hold;
  }
}

/** A service that mails, and the server that it mails by. */
export interface MailingService {
  smtp: TestSmtp;
  service: TestService;
}

export async function startWithMail(): Promise<MailingService> {
  const smtp = await TestSmtp.start();
  return {smtp, service: await TestService.start(smtp.environment)};
}

export async function stopWithMail({smtp, service}: MailingService): Promise<void> {
  await service.stop();
  await smtp.stop();
}
