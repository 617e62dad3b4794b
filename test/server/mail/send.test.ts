import {afterAll, afterEach, beforeAll, beforeEach, describe, expect, test} from 'vitest';
import {readRows} from '../../support/database.ts';
import {eventually, TestService} from '../../support/harness.ts';
import {mailEvents, mailEventsUntil} from '../../support/mails.ts';
import {minuteMs} from '../../support/clock.ts';
import {createSession, hostOrigin} from '../../support/signups.ts';
import {startWithMail, stopWithMail, TestSmtp} from '../../support/smtp.ts';

let smtp: TestSmtp;
let service: TestService;

beforeEach(async () => {
  ({smtp, service} = await startWithMail());
});

afterEach(() => stopWithMail({smtp, service}));

const luna = {clientName: 'Bakery Luna', clientEmail: 'luna@example.com', sendEmail: true};
const typesOf = async (id: string) => (await mailEvents(service, id)).map(({type}) => type);
const statusesOf = (id: string) =>
  readRows(service, 'SELECT status FROM mails WHERE invitation_id = ? ORDER BY id', id).map(
    ({status}) => status,
  );

describe('an invitation with sendEmail', () => {
  test('reaches its client by mail, with the link that the API shows', async () => {
    const invitation = await service.invite(luna);
    const [mail] = await smtp.received('luna@example.com');
    expect(mail?.subject).toBe('Example Platform invites you to connect WhatsApp');
    expect(mail?.from?.text).toBe('"Luma Desk" <invite@luma.example>');
    expect(mail?.addressedTo).toBe('luna@example.com');
    expect(mail?.text).toContain(invitation.url);
    expect(mail?.html).toContain(`href="${invitation.url}"`);
    expect(mail?.text).toContain('Invitation for Bakery Luna');
    expect(mail?.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail?.replyTo).toBeUndefined();
    const page = await fetch(invitation.url.replace(/^https?:\/\/[^/]+/, service.url));
    expect(await page.text()).toContain('Bakery Luna');
  });

  test('is told on its story, with the address masked and one id for the mail', async () => {
    const {id} = await service.invite({...luna, externalId: 'client-1'});
    const [queued, sent] = await mailEventsUntil(service, id, 'mail.sent');
    expect(queued).toMatchObject({type: 'mail.queued', externalId: 'client-1'});
    expect(queued?.data).toEqual({
      invitationId: id,
      mailId: expect.stringMatching(/^ml_/),
      kind: 'invitation',
      recipient: 'l…@example.com',
    });
    expect(sent?.data).toEqual(queued?.data);
    const [mail] = smtp.mails;
    expect(mail?.messageId).toBe(`<${String(queued?.data['mailId'])}@127.0.0.1>`);
  });

  test('speaks the client’s language and carries the brand', async () => {
    await service.api('PATCH', '/v1/project', {
      displayName: 'Escritorio Luma',
      brandColor: '#6b2fbf',
      logoUrl: 'https://cdn.example.com/logo.png',
    });
    await service.invite({...luna, locale: 'es-MX'});
    const [mail] = await smtp.received('luna@example.com');
    expect(mail?.subject).toBe('Escritorio Luma te invita a conectar WhatsApp');
    expect(mail?.text).toContain('El enlace funciona hasta el');
    expect(mail?.html).toContain('background:#6b2fbf');
    expect(mail?.html).toContain('src="https://cdn.example.com/logo.png"');
  });

  test('leaves no link in the database', async () => {
    const {id, token} = await service.invite(luna);
    await mailEventsUntil(service, id, 'mail.sent');
    const stored = JSON.stringify([
      readRows(service, 'SELECT * FROM mails'),
      readRows(service, 'SELECT * FROM events'),
    ]);
    expect(stored).not.toContain(token);
  });

  test('names and addresses cannot add a header, a recipient or markup', async () => {
    const name = 'Luna\r\nBcc: victim@example.com\r\n\r\n<img src=x onerror=alert(1)>\u202E';
    await service.api('PATCH', '/v1/project', {displayName: 'Acme\r\nBcc: victim@example.com\u202E <b>x'});
    await service.invite({...luna, clientName: name});
    const [mail] = await smtp.received('luna@example.com');
    expect(mail?.recipients).toEqual(['luna@example.com']);
    expect(mail?.bcc).toBeUndefined();
    expect(mail?.subject).toBe('Acme Bcc: victim@example.com <b>x invites you to connect WhatsApp');
    expect(mail?.raw.split('\r\n\r\n')[0]).not.toMatch(/^bcc/im);
    expect(mail?.html).not.toMatch(/<img|<b>/);
    expect(mail?.html).toContain('&lt;img src=x');
    for (const clientEmail of [
      'luna@example.com, victim@example.com',
      'luna@example.com\r\nBcc: v@example.com',
    ]) {
      expect((await service.api('POST', '/v1/invitations', {...luna, clientEmail})).status).toBe(400);
    }
  });

  test('that is created twice with one Idempotency-Key is mailed once', async () => {
    const create = () => service.api('POST', '/v1/invitations', luna, {'idempotency-key': 'once'});
    const [first, second] = [await create(), await create()];
    expect(second.body.invitation.id).toBe(first.body.invitation.id);
    await mailEventsUntil(service, first.body.invitation.id, 'mail.sent');
    expect(await typesOf(first.body.invitation.id)).toEqual(['mail.queued', 'mail.sent']);
    expect(smtp.mails).toHaveLength(1);
  });

  test('and one without it is not mailed', async () => {
    const {id} = await service.invite({clientEmail: 'luna@example.com'});
    await service.invite({...luna, clientEmail: 'other@example.com'});
    await smtp.received('other@example.com');
    expect(await typesOf(id)).toEqual([]);
    expect(smtp.mails).toHaveLength(1);
  });
});

describe('a mail that is not taken', () => {
  test('for now is sent again after a minute, with the same id, and its story has one end', async () => {
    smtp.refusals.push({code: 451, message: 'greylisted'});
    const {id} = await service.invite(luna);
    await eventually(
      async () => readRows(service, 'SELECT detail FROM mails'),
      ([row]) => row?.['detail'] === '451 greylisted',
    );
    expect(await typesOf(id)).toEqual(['mail.queued']);
    service.clock.advance(minuteMs);
    const [mail] = await smtp.received('luna@example.com');
    await mailEventsUntil(service, id, 'mail.sent');
    expect(await typesOf(id)).toEqual(['mail.queued', 'mail.sent']);
    const [row] = readRows(service, 'SELECT id, attempts, detail FROM mails');
    expect(row).toMatchObject({attempts: 2, detail: null});
    expect(mail?.messageId).toBe(`<${String(row?.['id'])}@127.0.0.1>`);
  });

  test('for good is not tried again, and its story says why', async () => {
    smtp.refusals.push({code: 550, message: 'no such user luna@example.com'});
    const {id} = await service.invite(luna);
    const events = await mailEventsUntil(service, id, 'mail.failed');
    expect(events.at(-1)?.data).toMatchObject({
      kind: 'invitation',
      recipient: 'l…@example.com',
      detail: '550 no such user l…@example.com',
    });
    service.clock.advance(60 * minuteMs);
    await service.invite({...luna, clientEmail: 'other@example.com'});
    await smtp.received('other@example.com');
    expect(smtp.tries).toBe(2);
    expect(statusesOf(id)).toEqual(['failed']);
  });

  test('because no server answers waits for one', async () => {
    const {port} = smtp;
    await smtp.stop();
    const {id} = await service.invite(luna);
    const [row] = await eventually(
      async () => readRows(service, 'SELECT * FROM mails'),
      ([mail]) => mail?.['detail'] !== null,
    );
    expect(row).toMatchObject({status: 'queued', attempts: 1});
    expect(row?.['detail']).toBe('The mail server could not be reached (ESOCKET).');
    expect(JSON.stringify(row)).not.toContain(String(port));
    expect(await typesOf(id)).toEqual(['mail.queued']);
    smtp = await TestSmtp.start();
  });

  test('six times is given up', async () => {
    for (let number = 0; number < 6; number += 1) smtp.refusals.push({code: 421, message: 'busy'});
    const {id} = await service.invite(luna);
    for (const [index, minutes] of [1, 5, 30, 120, 480].entries()) {
      await eventually(
        async () =>
          readRows(service, 'SELECT id FROM mails WHERE attempts = ? AND locked_until IS NULL', index + 1),
        (rows) => rows.length === 1,
      );
      service.clock.advance(minutes * minuteMs);
    }
    const events = await mailEventsUntil(service, id, 'mail.failed');
    expect(events.map(({type}) => type)).toEqual(['mail.queued', 'mail.failed']);
    expect(smtp.tries).toBe(6);
  });

  test('in time is dropped when the invitation is cancelled meanwhile', async () => {
    smtp.refusals.push({code: 451, message: 'later'});
    const {id} = await service.invite(luna);
    await eventually(
      async () => readRows(service, 'SELECT detail FROM mails'),
      ([row]) => row?.['detail'] !== null,
    );
    await service.api('POST', `/v1/invitations/${id}/cancel`);
    service.clock.advance(minuteMs);
    await eventually(
      async () => statusesOf(id),
      ([status]) => status === 'dropped',
    );
    expect(smtp.mails).toEqual([]);
    expect(await typesOf(id)).toEqual(['mail.queued']);
  });
});

describe('resending', () => {
  const resend = (id: string, headers: Record<string, string> = {}) =>
    service.api('POST', `/v1/invitations/${id}/resend`, undefined, headers);

  test('mails the same link, also one that was never mailed, and reminds from then on', async () => {
    const invitation = await service.invite({...luna, sendEmail: false});
    service.clock.advance(minuteMs);
    const {status, body} = await resend(invitation.id);
    expect(status).toBe(202);
    expect(body.invitation).toMatchObject({id: invitation.id, url: invitation.url, status: 'pending'});
    expect(body.mail).toMatchObject({kind: 'resend', recipient: 'luna@example.com', status: 'queued'});
    const [mail] = await smtp.received('luna@example.com');
    expect(mail?.text).toContain(invitation.url);
    const events = await mailEventsUntil(service, invitation.id, 'mail.sent');
    expect(events.map(({data}) => [data['mailId'], data['kind']])).toEqual([
      [body.mail.id, 'resend'],
      [body.mail.id, 'resend'],
    ]);
    expect(readRows(service, 'SELECT send_email FROM invitations')).toEqual([{send_email: 1}]);
  });

  test('is done once a minute, however often the button is pressed', async () => {
    const {id} = await service.invite({clientEmail: 'luna@example.com'});
    const answers = await Promise.all(Array.from({length: 10}, () => resend(id)));
    expect(answers.map(({status}) => status).sort()).toEqual([202, ...Array<number>(9).fill(429)]);
    const refused = answers.find(({status}) => status === 429);
    expect(refused?.body.code).toBe('rate_limited');
    expect(refused?.body.details.retryAfter).toBeGreaterThan(service.clock.now());
    expect(Number(refused?.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    await mailEventsUntil(service, id, 'mail.sent');
    service.clock.advance(minuteMs);
    expect((await resend(id)).status).toBe(202);
    await smtp.received('luna@example.com', 2);
  });

  test('right after the first mail waits a minute too', async () => {
    const {id} = await service.invite(luna);
    expect((await resend(id)).status).toBe(429);
  });

  test('takes the place of a mail that still waits: after an outage a client gets one', async () => {
    smtp.refusals.push({code: 451, message: 'later'});
    const {id} = await service.invite(luna);
    await eventually(
      async () => readRows(service, 'SELECT detail FROM mails'),
      ([row]) => row?.['detail'] !== null,
    );
    service.clock.advance(minuteMs - 1);
    smtp.refusals.push({code: 451, message: 'later'});
    service.clock.advance(1);
    await eventually(
      async () => smtp.tries,
      (tries) => tries === 2,
    );
    await eventually(
      async () => readRows(service, 'SELECT locked_until AS "lockedUntil" FROM mails'),
      ([row]) => row?.['lockedUntil'] === null,
    );
    expect((await resend(id)).status).toBe(202);
    await smtp.received('luna@example.com');
    await mailEventsUntil(service, id, 'mail.sent');
    expect(statusesOf(id)).toEqual(['dropped', 'sent']);
    service.clock.advance(60 * minuteMs);
    await service.invite({...luna, clientEmail: 'other@example.com'});
    await smtp.received('other@example.com');
    expect(smtp.mails).toHaveLength(2);
  });

  test('needs an address', async () => {
    const {status, body} = await resend((await service.invite()).id);
    expect(status).toBe(400);
    expect(body.details.errors[0].path).toEqual(['clientEmail']);
    expect(body.message).toContain('PATCH');
  });

  test('is refused when the invitation is over, with advice', async () => {
    const fields = {clientEmail: 'luna@example.com', expiresInDays: 1};
    const [cancelled, expired] = [await service.invite(fields), await service.invite(fields)];
    await service.api('POST', `/v1/invitations/${cancelled.id}/cancel`);
    service.clock.advance(24 * 60 * minuteMs);
    for (const [{id}, status, advice] of [
      [cancelled, 'cancelled', 'Create a new one'],
      [expired, 'expired', 'expiresInDays'],
    ] as const) {
      const answer = await resend(id);
      expect(answer.status).toBe(409);
      expect(answer.headers.get('x-should-retry')).toBe('false');
      expect(answer.body).toMatchObject({code: 'invitation_not_usable', details: {status}});
      expect(answer.body.message).toContain(advice);
    }
    expect(smtp.tries).toBe(0);
  });

  test('an invitation of someone else is not there', async () => {
    const {id} = await service.invite(luna);
    const {key} = await service.makeKey('test', 'Other');
    for (const other of [key, service.keys.live]) {
      const answer = await resend(id, {authorization: `Bearer ${other}`});
      expect(answer.status).toBe(404);
      expect(answer.body.code).toBe('not_found');
    }
    expect((await resend('inv_unknown')).status).toBe(404);
  });

  test('is for keys and the panel', async () => {
    const {id} = await service.invite({clientEmail: 'luna@example.com'});
    expect((await service.fetch('POST', `/v1/invitations/${id}/resend`)).status).toBe(401);
    const {clientSecret} = await createSession(service, {scope: 'manage', externalId: undefined});
    const panel = {authorization: `Bearer ${clientSecret}`, origin: hostOrigin};
    expect((await resend(id, panel)).status).toBe(202);
  });
});

describe('several processes on one database', () => {
  let other: TestService;

  beforeEach(async () => {
    other = await TestService.start({...smtp.environment, DATABASE_URL: `file:${service.databaseFile}`});
  });

  afterEach(() => other.stop());

  test('send each mail once', async () => {
    const count = 12;
    for (let index = 0; index < count; index += 1) smtp.refusals.push({code: 451, message: 'later'});
    const invitations = await Promise.all(
      Array.from({length: count}, (_, index) =>
        service.invite({...luna, clientEmail: `c${index}@example.com`}),
      ),
    );
    await eventually(
      async () => readRows(service, 'SELECT id FROM mails WHERE attempts = 1 AND locked_until IS NULL'),
      (rows) => rows.length === count,
    );
    // Both see all of them at the same moment.
    for (const one of [service, other]) one.clock.advance(minuteMs);
    for (const {id} of invitations) await mailEventsUntil(service, id, 'mail.sent');
    expect(smtp.mails.map(({addressedTo}) => addressedTo).sort()).toEqual(
      invitations.map(({clientEmail}) => clientEmail).sort(),
    );
    expect(readRows(service, 'SELECT DISTINCT attempts FROM mails')).toEqual([{attempts: 2}]);
  });

  test('go on with a mail whose process does not come back, with the same id, and one of them says how it went', async () => {
    let answer = () => {};
    smtp.hold = new Promise((resolve) => (answer = resolve));
    const {id} = await service.invite(luna);
    await smtp.received('luna@example.com');
    // The first one hangs in the middle; nobody takes the mail from it while it may still come back.
    smtp.hold = undefined;
    await other.invite({...luna, clientEmail: 'other@example.com'});
    await smtp.received('other@example.com');
    expect(smtp.mails).toHaveLength(2);
    other.clock.advance(3 * minuteMs);
    const mails = await smtp.received('luna@example.com', 2);
    expect(new Set(mails.map(({messageId}) => messageId)).size).toBe(1);
    await mailEventsUntil(service, id, 'mail.sent');
    answer();
    await service.context.background.settled();
    await service.stop();
    const events = (await mailEvents(other, id)).map(({type}) => type);
    expect(events).toEqual(['mail.queued', 'mail.sent']);
    service = await TestService.start(smtp.environment);
  });
});

describe('a service without SMTP_URL', () => {
  let plain: TestService;

  beforeAll(async () => {
    plain = await TestService.start();
  });

  afterAll(() => plain.stop());

  test('refuses to mail an invitation and creates none', async () => {
    const {status, body, headers} = await plain.api('POST', '/v1/invitations', luna);
    expect(status).toBe(409);
    expect(body.code).toBe('mail_not_set_up');
    expect(body.message).toContain('SMTP_URL');
    expect(headers.get('x-should-retry')).toBe('false');
    expect((await plain.api('GET', '/v1/invitations')).body.items).toEqual([]);
    expect((await plain.api('GET', '/v1/project')).body.project.canSendEmail).toBe(false);
    expect((await service.api('GET', '/v1/project')).body.project.canSendEmail).toBe(true);
  });

  test('refuses to mail again', async () => {
    const {id} = await plain.invite({clientEmail: 'luna@example.com'});
    const {status, body} = await plain.api('POST', `/v1/invitations/${id}/resend`);
    expect(status).toBe(409);
    expect(body.code).toBe('mail_not_set_up');
  });
});
