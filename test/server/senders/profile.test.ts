import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {TestService} from '../../support/harness.ts';
import {LiveSignups} from '../../support/live-signups.ts';
import {connectClient} from '../../support/signups.ts';

const everything = {
  about: 'Fresh bread from six in the morning',
  address: 'Calle Luna 1, Madrid',
  description: 'A bakery.',
  email: 'hola@luna.example',
  vertical: 'RESTAURANT',
  websites: ['https://luna.example', 'https://luna.example/menu'],
};

describe('the WhatsApp profile of a sender', () => {
  let service: TestService;
  beforeEach(async () => {
    service = await TestService.start();
  });
  afterEach(() => service.stop());

  const path = (senderId: string | null) => `/v1/senders/${senderId}/profile`;
  const read = (senderId: string | null, headers?: Record<string, string>) =>
    service.api('GET', path(senderId), undefined, headers);
  const change = (senderId: string | null, body?: unknown, headers?: Record<string, string>) =>
    service.api('PATCH', path(senderId), body, headers);
  const aSender = async () => (await connectClient(service)).senderId;

  test('is that of WhatsApp until somebody changes it; what is not set is not there', async () => {
    const {status, body} = await read(await aSender());
    expect(status).toBe(200);
    expect(body).toEqual({profile: {about: expect.stringContaining('WhatsApp')}});
  });

  test('is changed as a whole, and then field by field: what is left out stays', async () => {
    const senderId = await aSender();
    const changed = await change(senderId, everything);
    expect(changed).toMatchObject({status: 200, body: {success: true}});
    expect(changed.body.profile).toEqual(everything);
    const next = await change(senderId, {description: 'Two bakeries.'});
    expect(next.body.profile).toEqual({...everything, description: 'Two bakeries.'});
    expect((await read(senderId)).body).toEqual({profile: next.body.profile});
  });

  test('loses what is set to null', async () => {
    const senderId = await aSender();
    await change(senderId, everything);
    const cleared = {address: null, description: null, email: null, vertical: null, websites: null};
    expect((await change(senderId, cleared)).body).toEqual({
      success: true,
      profile: {about: everything.about},
    });
  });

  test('is each number’s own', async () => {
    const [first, second] = [await aSender(), await aSender()];
    await change(first, {about: 'The first'});
    await change(second, {about: 'The second'});
    expect((await read(first)).body.profile.about).toBe('The first');
  });

  test.each([
    [{about: ''}, 'about'],
    [{about: null}, 'about'],
    [{about: 'a'.repeat(140)}, 'about'],
    [{address: 'a'.repeat(257)}, 'address'],
    [{description: 'a'.repeat(513)}, 'description'],
    [{email: 'not an address'}, 'email'],
    [{email: `${'a'.repeat(120)}@luna.example`}, 'email'],
    [{vertical: 'BAKERY'}, 'vertical'],
    [{websites: ['https://a.example', 'https://b.example', 'https://c.example']}, 'websites'],
    [{websites: ['javascript:alert(1)']}, 'websites'],
    [{websites: [`https://a.example/${'a'.repeat(250)}`]}, 'websites'],
    [{websites: 'https://a.example'}, 'websites'],
  ])('%j is refused by its name, and Meta is not asked', async (body, field) => {
    const senderId = await aSender();
    const refused = await change(senderId, {description: 'New', ...body});
    expect(refused).toMatchObject({status: 400, body: {code: 'invalid_request'}});
    expect(refused.body.details.errors[0].path[0]).toBe(field);
    expect((await read(senderId)).body.profile).not.toHaveProperty('description');
  });

  test('each field takes as much as it may', async () => {
    const longest = {
      about: 'a'.repeat(139),
      address: 'a'.repeat(256),
      description: 'a'.repeat(512),
      websites: [`https://a.example/${'a'.repeat(238)}`],
    };
    expect((await change(await aSender(), longest)).body.profile).toEqual(longest);
  });

  test('of no sender, of another project, of the other mode: the same 404', async () => {
    const senderId = await aSender();
    const {key} = await service.makeKey('test', 'Foreign');
    const foreign = {authorization: `Bearer ${key}`};
    const live = {authorization: `Bearer ${service.keys.live}`};
    const answers = [
      await read('snd_unknown'),
      await read(senderId, foreign),
      await read(senderId, live),
      await change('snd_unknown', everything),
      await change(senderId, everything, foreign),
      await change(senderId, everything, live),
    ];
    for (const {status, body} of answers) {
      expect([status, body]).toEqual([404, {code: 'not_found', message: 'There is no such sender.'}]);
    }
    expect((await read(senderId)).body.profile).not.toHaveProperty('email');
  });

  test('cannot be had any more once Meta’s token has run out: the client has to connect again', async () => {
    const senderId = await aSender();
    service.clock.advance(61 * 24 * 60 * 60 * 1000);
    const {status, headers, body} = await read(senderId);
    expect([status, body.code, body.details]).toEqual([
      409,
      'meta_refused',
      {metaCode: 190, metaSubcode: 463},
    ]);
    expect(headers.get('x-should-retry'), 'the SDK does not repeat it').toBe('false');
  });

  test('is out of reach where the mode is not connected to Meta any more', async () => {
    const senderId = await aSender();
    delete service.context.profileProviders.test;
    const {status, body} = await read(senderId);
    expect([status, body.code]).toEqual([503, 'meta_unavailable']);
    expect(body.message).toMatch(/SANDBOX=on/);
  });

  test('has a picture, which cannot be uploaded here', async () => {
    const picture = {imageUrl: 'https://luna.example/logo.png', mimeType: 'image/png'};
    const answer = await service.api('POST', `${path(await aSender())}/picture`, picture);
    expect(answer).toMatchObject({status: 400, body: {code: 'invalid_request'}});
    expect(answer.body.message).toMatch(/WhatsApp Manager/);
  });
});

describe('between us and Meta', () => {
  let live: LiveSignups;
  let path: string;
  beforeEach(async () => {
    live = await LiveSignups.start();
    const invitation = await live.invite();
    const [browser, state] = await live.open(invitation);
    await live.finish(browser, state);
    path = `/v1/senders/${(await live.retrieve(invitation)).senderId}/profile`;
  });
  afterEach(() => live.stop());

  const node = '/1001/whatsapp_business_profile';
  const asked = () => live.graph.requests.filter((request) => request.endsWith(node));
  const answersProfile = (fields: Record<string, unknown>) =>
    live.graph.answers.set(`GET ${node}`, {status: 200, body: {data: [fields]}});

  test('what Meta writes is read: empty texts are nothing, its new words are passed on, the picture is shown', async () => {
    answersProfile({
      about: 'Bread',
      address: '',
      websites: [],
      vertical: 'ALCOHOL',
      profile_picture_url: 'https://pps.whatsapp.net/picture.jpg',
      messaging_product: 'whatsapp',
    });
    expect((await live.api('GET', path)).body).toEqual({
      profile: {
        about: 'Bread',
        vertical: 'ALCOHOL',
        profilePictureUrl: 'https://pps.whatsapp.net/picture.jpg',
      },
    });
  });

  test('a change is one call and one look at what came of it; nothing to change is only the look', async () => {
    answersProfile({about: 'Bread'});
    expect((await live.api('PATCH', path, {about: 'Bread'})).status).toBe(200);
    expect(asked()).toEqual([`POST ${node}`, `GET ${node}`]);
    expect((await live.api('PATCH', path, {})).body).toEqual({success: true, profile: {about: 'Bread'}});
    expect(asked().slice(2)).toEqual([`GET ${node}`]);
  });

  test.each([
    ['GET', undefined, 'GET'],
    ['PATCH', {about: 'Bread'}, 'POST'],
  ])('%s: a refusal is told with Meta’s number, and not with its words', async (method, body, metaMethod) => {
    live.graph.answers.set(`${metaMethod} ${node}`, {
      status: 400,
      body: {error: {code: 190, error_subcode: 460, message: 'Malformed access token business-token-1'}},
    });
    const refused = await live.api(method, path, body);
    expect(refused).toMatchObject({status: 409, body: {code: 'meta_refused'}});
    expect(refused.body.details).toEqual({metaCode: 190, metaSubcode: 460});
    expect(JSON.stringify(refused.body)).not.toContain('business-token');
    expect(asked(), 'once, and nothing after it').toEqual([`${metaMethod} ${node}`]);
  });

  test.each([
    ['too many calls', 400, {error: {code: 80007, message: 'Rate limit'}}],
    ['a passing error', 500, {error: {code: 2, message: 'Service temporarily unavailable'}}],
    ['an answer that is none', 502, '<h1>Bad gateway</h1>'],
    ['another answer than its guide promises', 200, {data: []}],
  ])('%s: later is soon enough', async (_, status, body) => {
    live.graph.answers.set(`GET ${node}`, {status, body});
    live.graph.answers.set(`POST ${node}`, {status, body});
    for (const answer of [await live.api('GET', path), await live.api('PATCH', path, {about: 'Bread'})]) {
      expect(answer).toMatchObject({status: 503, body: {code: 'meta_unavailable'}});
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    }
  });

  test('Meta is down: it is said at once, and nothing else is held up', async () => {
    live.graph.stop();
    expect((await live.api('GET', path)).body.code).toBe('meta_unavailable');
    expect((await live.api('PATCH', path, {about: 'Bread'})).body.code).toBe('meta_unavailable');
    expect(await live.senders()).toHaveLength(1);
  });
});
