import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {TestService} from '../../support/harness.ts';
import {createSession, hostOrigin} from '../../support/signups.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start();
});

afterAll(() => service.stop());

let made = 0;

/** A project of its own, so that what one test sets no other one sees. */
async function newProject() {
  const name = `Project ${(made += 1)}`;
  const authorization = (key: string) => ({authorization: `Bearer ${key}`});
  const test = authorization((await service.makeKey('test', name)).key);
  const live = authorization((await service.makeKey('live', name)).key);
  return {
    name,
    test,
    retrieve: async (headers = test) =>
      (await service.api('GET', '/v1/project', undefined, headers)).body.project,
    update: (body: unknown, headers = test) => service.api('PATCH', '/v1/project', body, headers),
    live,
  };
}

const all = {
  displayName: 'Luma Desk',
  logoUrl: 'https://cdn.example.com/logo.svg',
  brandColor: '#6b2fbf',
  allowedOrigins: ['https://app.example.com', 'http://localhost:3000'],
  returnOrigins: ['https://app.example.com'],
  reminderDays: [7, 2],
  linkRenewal: 'grant',
};

describe('a project', () => {
  test('begins with the defaults', async () => {
    const {name, retrieve} = await newProject();
    expect(await retrieve()).toEqual({
      id: expect.stringMatching(/^prj_/),
      name,
      displayName: null,
      logoUrl: null,
      brandColor: null,
      allowedOrigins: [],
      returnOrigins: [],
      reminderDays: [2],
      linkRenewal: 'ask',
      canSendEmail: false,
      createdAt: expect.stringMatching(/Z$/),
    });
  });

  test('keeps what is set, in both modes, and what is left out stays', async () => {
    const {retrieve, update, live} = await newProject();
    const {status, body} = await update(all);
    expect(status).toBe(200);
    expect(body.project).toMatchObject(all);
    await update({displayName: 'Luma'});
    expect(await retrieve(live)).toMatchObject({...all, displayName: 'Luma'});
  });

  test('null goes back to the default', async () => {
    const {retrieve, update} = await newProject();
    const before = await retrieve();
    await update(all);
    await update(Object.fromEntries(Object.keys(all).map((name) => [name, null])));
    expect(await retrieve()).toEqual(before);
  });

  test('two changes of different settings at the same moment both stay', async () => {
    const {retrieve, update} = await newProject();
    await Promise.all(Object.entries(all).map(([name, value]) => update({[name]: value})));
    expect(await retrieve()).toMatchObject(all);
  });

  test('writes what people write in other ways in one way', async () => {
    const {update} = await newProject();
    const {body} = await update({
      displayName: '  Luma\r\nDesk\u202e ',
      brandColor: '#6B2FBF',
      reminderDays: [1, 7, 3],
      allowedOrigins: ['https://a.example', 'https://a.example'],
    });
    expect(body.project).toMatchObject({
      displayName: 'Luma Desk',
      brandColor: '#6b2fbf',
      reminderDays: [7, 3, 1],
      allowedOrigins: ['https://a.example'],
    });
  });

  test('is nobody else’s', async () => {
    const [mine, other] = [await newProject(), await newProject()];
    const before = await other.retrieve();
    await mine.update(all);
    expect(await other.retrieve()).toEqual(before);
  });

  test.each([
    ['displayName', ''],
    ['displayName', '\u202e\n'],
    ['displayName', 'x'.repeat(81)],
    ['logoUrl', 'http://cdn.example.com/logo.svg'],
    ['logoUrl', 'javascript:alert(1)'],
    ['logoUrl', 'data:image/png;base64,AAAA'],
    ['logoUrl', 'https://user:secret@cdn.example.com/logo.svg'],
    ['logoUrl', '/logo.svg'],
    // Each would become part of the pages' Content-Security-Policy.
    ['logoUrl', 'https://*/logo.svg'],
    ['logoUrl', 'https://cdn.example.com;sandbox/logo.svg'],
    ['logoUrl', 'https://cdn.example.com,sandbox/logo.svg'],
    ['logoUrl', "https://'unsafe-inline'/logo.svg"],
    ['brandColor', 'red'],
    ['brandColor', '#fff'],
    ['brandColor', '#6b2fbf;}'],
    ['allowedOrigins', ['https://app.example.com/']],
    ['allowedOrigins', ['*']],
    ['allowedOrigins', Array.from({length: 51}, (_, index) => `https://a${index}.example`)],
    ['returnOrigins', ['javascript:alert(1)']],
    ['returnOrigins', ['https://app.example.com/back']],
    ['returnOrigins', 'https://app.example.com'],
    ['reminderDays', [0]],
    ['reminderDays', [30]],
    ['reminderDays', [1.5]],
    ['reminderDays', [2, 2]],
    ['reminderDays', [1, 2, 3, 4, 5, 6]],
    ['linkRenewal', 'never'],
  ])('refuses %s %j and changes nothing', async (field, value) => {
    const {retrieve, update} = await newProject();
    const before = await retrieve();
    const {status, body} = await update({[field]: value, displayName: 'x', [field]: value});
    expect(status).toBe(400);
    expect(body.code).toBe('invalid_request');
    expect(body.details.errors[0].path[0]).toBe(field);
    expect(await retrieve()).toEqual(before);
  });

  test('a logo from this machine may come without TLS', async () => {
    const {update} = await newProject();
    expect((await update({logoUrl: 'http://localhost:3000/logo.svg'})).status).toBe(200);
  });

  test('is told to keys and the panel, and changed with a key only', async () => {
    expect((await service.fetch('GET', '/v1/project')).status).toBe(401);
    expect((await service.fetch('PATCH', '/v1/project', {})).status).toBe(401);
    const {clientSecret} = await createSession(service, {scope: 'manage', externalId: undefined});
    const panel = {authorization: `Bearer ${clientSecret}`, origin: hostOrigin};
    expect((await service.fetch('GET', '/v1/project', undefined, panel)).status).toBe(200);
    expect((await service.fetch('PATCH', '/v1/project', {displayName: 'x'}, panel)).status).toBe(401);
    const client = await createSession(service);
    const connect = {authorization: `Bearer ${client.clientSecret}`, origin: hostOrigin};
    expect((await service.fetch('GET', '/v1/project', undefined, connect)).status).toBe(401);
  });
});

describe('allowed origins', () => {
  const session = {externalId: 'client-1', origin: hostOrigin};

  test('a session can be made for one of them and for no other', async () => {
    const {test: headers, update} = await newProject();
    await update({allowedOrigins: ['https://other.example', hostOrigin]});
    expect((await service.api('POST', '/v1/sessions', session, headers)).status).toBe(201);
    const refused = await service.api(
      'POST',
      '/v1/sessions',
      {...session, origin: 'https://evil.example'},
      headers,
    );
    expect(refused.status).toBe(400);
    expect(refused.body.details.errors).toEqual([
      {path: ['origin'], message: expect.stringContaining('allowedOrigins')},
    ]);
  });

  test('none set: any', async () => {
    const {test: headers, update} = await newProject();
    await update({allowedOrigins: []});
    expect((await service.api('POST', '/v1/sessions', session, headers)).status).toBe(201);
  });
});

describe('a branded page', () => {
  test('may show the picture from its own host, and only this page may', async () => {
    const {test: headers, update} = await newProject();
    await update(all);
    const {body} = await service.api('POST', '/v1/invitations', {}, headers);
    const page = await service.fetch('GET', `/invite/${body.invitation.token}`);
    expect(page.headers.get('content-security-policy')).toContain(
      "; img-src 'self' data: https://cdn.example.com; ",
    );
    expect(page.body).toContain('src="https://cdn.example.com/logo.svg"');
    expect(page.body).toContain('alt="Luma Desk"');
    expect(page.body).toContain('href="/assets/brand/6b2fbf.css"');
    const plain = await service.fetch('GET', `/invite/${(await service.invite()).token}`);
    expect(plain.headers.get('content-security-policy')).toContain("; img-src 'self' data:; ");
    expect(plain.body).not.toContain('/assets/brand/');
  });

  test('gets its colours from a style sheet that browsers keep', async () => {
    const {status, headers, body} = await service.fetch('GET', '/assets/brand/6b2fbf.css');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toMatch(/^text\/css/);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(body).toContain('--button:#6b2fbf');
  });

  test.each(['6B2FBF.css', '6b2fb.css', '6b2fbf', '6b2fbf.css.css', '}%7Bx.css', 'page.css'])(
    'there is no style sheet "%s"',
    async (file) => {
      expect((await service.fetch('GET', `/assets/brand/${file}`)).status).toBe(404);
    },
  );
});
