import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {dayMs} from '../../support/clock.ts';
import {TestService} from '../../support/harness.ts';
import {askGraph} from '../../support/play-meta.ts';

let meta: TestService;

beforeEach(async () => {
  meta = await TestService.start();
});

afterEach(() => meta.stop());

const business = '/200000000000001';
const ask = (method: string, path: string, token?: string) => askGraph(meta, method, path, token);
const errorOf = ({status, body}: {status: number; body: any}) => [
  status,
  body.error?.code,
  body.error?.error_subcode,
];
const list = async (query = '') =>
  (await ask('GET', `${business}/preverified_numbers${query}`)).body as {data: any[]; paging?: any};

async function add(digits = '14155550134'): Promise<string> {
  const {body} = await ask('POST', `${business}/add_phone_numbers?phone_number=${digits}`);
  return body.id;
}

async function verify(id: string): Promise<void> {
  await ask('POST', `/${id}/request_code?code_method=SMS&language=en_US`);
  await ask('POST', `/${id}/verify_code?code=123456`);
}

describe('the pool of pre-verified numbers', () => {
  test('answers the same temporary id however often a number is added; everybody sees that it is play', async () => {
    const id = await add();
    expect(id).toMatch(/^90000/);
    expect(await add('1-415-555-0134')).toBe(id);
    expect(errorOf(await ask('POST', `${business}/add_phone_numbers?phone_number=12`))).toEqual([
      400,
      100,
      undefined,
    ]);
  });

  test('is listed in pages and by filters', async () => {
    const id = await add();
    expect((await list('?country_code=US')).data.map((one) => one.verification_status)).toEqual([
      'VERIFIED',
      'UNVERIFIED',
    ]);
    expect((await list('?code_verification_status=UNVERIFIED')).data.map((one) => one.id)).toEqual([id]);
    const page = await list('?limit=2');
    expect(page.data).toHaveLength(2);
    expect(page.paging.next).toContain('after=');
    const next = await list(`?limit=2&after=${page.paging.cursors.after}`);
    expect(next.data.map((one) => one.id)).toEqual([id]);
    expect(next.paging.next).toBeUndefined();
  });

  test('shows the fields that are asked for, and refuses others', async () => {
    const id = await add();
    await verify(id);
    const {body} = await ask(
      'GET',
      `/${id}?fields=phone_number,code_verification_status,verification_expiry_time`,
    );
    expect(body).toEqual({
      id,
      phone_number: '+1 415-555-0134',
      code_verification_status: 'VERIFIED',
      verification_expiry_time: expect.stringMatching(/\+0000$/),
    });
    expect(errorOf(await ask('GET', `/${id}?fields=price`))).toEqual([400, 100, undefined]);
  });

  test('says of an id that is gone that it is none', async () => {
    const id = await add();
    expect((await ask('DELETE', `/${id}`)).body).toEqual({success: true});
    expect((await ask('GET', `/${id}`)).body).toMatchObject({id, is_input_id_valid: false});
    expect(errorOf(await ask('DELETE', `/${id}`))).toEqual([400, 100, 33]);
    expect(errorOf(await ask('POST', `/${id}/verify_code?code=123456`))).toEqual([400, 100, 33]);
  });

  test('forgets after 90 days that a number was verified, and drops one that never was', async () => {
    const id = await add();
    await verify(id);
    meta.clock.advance(89 * dayMs);
    const never = await add('14155550135');
    expect((await list('?verification_status=VERIFIED')).data).toHaveLength(3);
    meta.clock.advance(2 * dayMs);
    expect((await list('?verification_status=VERIFIED')).data).toHaveLength(0);
    meta.clock.advance(90 * dayMs);
    const ids = (await list()).data.map((one) => one.id);
    expect(ids).toContain(id);
    expect(ids).not.toContain(never);
  });

  test('verifies nothing twice, before it is about to run out', async () => {
    const id = await add();
    await verify(id);
    const again = () => ask('POST', `/${id}/request_code?code_method=VOICE&language=es`);
    expect((await again()).status).toBe(400);
    meta.clock.advance(46 * dayMs);
    expect((await again()).body).toEqual({success: true});
  });

  test('takes 125 calls about codes an hour', async () => {
    const ids = await Promise.all(Array.from({length: 63}, (_, index) => add(`1212555${1000 + index}`)));
    for (const id of ids) await verify(id);
    const last = await add('12125559999');
    expect((await ask('POST', `/${last}/request_code?code_method=SMS&language=en`)).status).toBe(429);
  });

  test.each([
    ['POST', '/request_code?code_method=PIGEON&language=en_US'],
    ['POST', '/request_code?code_method=SMS'],
    ['POST', '/verify_code?code=123456'],
  ])('refuses %s %s', async (method, edge) => {
    expect(errorOf(await ask(method, `/${await add()}${edge}`))).toEqual([400, 100, undefined]);
  });

  test('is shared with other partners, and not any more', async () => {
    const id = await add();
    const edge = `${business}/share_preverified_numbers?preverified_id=${id}&partner_business_id=55`;
    const partners = async () => (await ask('GET', `/${id}?fields=partners`)).body.partners;
    expect((await ask('POST', edge)).body).toEqual({success: true});
    expect(await partners()).toEqual(['55']);
    expect((await ask('DELETE', edge)).body).toEqual({success: true});
    expect(await partners()).toEqual([]);
    expect(errorOf(await ask('POST', `${business}/share_preverified_numbers?preverified_id=${id}`))).toEqual([
      400,
      100,
      undefined,
    ]);
  });

  test('is the partner’s alone', async () => {
    const id = await add();
    expect(errorOf(await ask('GET', `${business}/preverified_numbers`, 'another-token'))).toEqual([
      403,
      200,
      undefined,
    ]);
    expect(errorOf(await ask('GET', `/${id}`, 'another-token'))).toEqual([403, 200, undefined]);
    expect(errorOf(await ask('GET', '/200000000000009/preverified_numbers'))).toEqual([400, 100, 33]);
  });
});

describe('the dialog', () => {
  const page = async (id: string) => {
    const {appId, configId} = {appId: '400000000000001', configId: '900000000000001'};
    const query = new URLSearchParams({
      client_id: appId,
      config_id: configId,
      redirect_uri: `${meta.url}/signup/meta/callback`,
      response_type: 'code',
      override_default_response_type: 'true',
      extras: JSON.stringify({setup: {preVerifiedPhone: {ids: [id]}}}),
    });
    return (await meta.fetch<string>('GET', `/sandbox/dialog/v25.0/dialog/oauth?${query.toString()}`)).body;
  };
  const pagesOf = async (id: string) => Number(/Step 1 of (\d+)/.exec(await page(id))?.[1]);

  test('asks for no code where the number was verified before, and for one where that has run out', async () => {
    const id = await add();
    await verify(id);
    const before = await pagesOf(id);
    meta.clock.advance(91 * dayMs);
    expect(await pagesOf(id)).toBe(before + 1);
  });
});
