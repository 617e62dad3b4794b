import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import type {ScenarioName} from '../../../server/sandbox/scenarios.ts';
import {codeOf, Play} from './play.ts';
import {ShownPage} from './shown-page.ts';

let play: Play;
beforeEach(async () => {
  play = await Play.start();
});
afterEach(() => play.stop());

const extrasWith = (ids: unknown) => ({extras: JSON.stringify({setup: {preVerifiedPhone: {ids}}})});
const assigned = extrasWith(['90000514155550134', '90000514155550199']);
const callCode = async (digits: string) => (await play.numbers(`/calls/${digits}`)).body.code as string;

/** The page on which the number is chosen. */
async function openNumberPage(
  scenario: ScenarioName = 'complete',
  extras: {extras: string} = assigned,
): Promise<ShownPage> {
  await play.control(scenario, false);
  let page = await ShownPage.read(await play.openDialog(extras));
  for (let step = 1; step < 3; step += 1) page = await ShownPage.read(await page.submit('continue'));
  expect(page.heading).toBe('Choose your phone number');
  return page;
}

const goOn = async (page: ShownPage, fields: Record<string, string> = {}) =>
  ShownPage.read(await page.submit('continue', fields));
const ticked = (page: ShownPage) =>
  page
    .choices('phone')
    .filter(({isTicked}) => isTicked)
    .map(({value}) => value);
const numbersAfter = async (page: ShownPage) => {
  const token = await play.exchangeForToken(codeOf(await page.submit('finish')));
  return (await play.phones(token)).map((phone) => phone.display_phone_number as string);
};

describe('a dialog with an assigned number', () => {
  it('offers the first of them as the number to connect, and asks for the code of the call', async () => {
    let page = await openNumberPage();
    expect(ticked(page)).toEqual(['assigned']);
    expect(page.text).toContain('+1 415-555-0134');
    expect(page.text).not.toContain('555-0199');
    expect(page.text).toContain('Step 3 of 5');

    page = await goOn(page);
    expect(page.heading).toBe('Verify your phone number');
    for (const code of ['', '12345', 'abcdef', await callCode('14155550199')]) {
      page = await goOn(page, {code});
      expect(page.heading).toBe('Verify your phone number');
      expect(page.problem).toMatch(/not the code of the call/);
    }
    const code = await callCode('14155550134');
    expect(page.text).toContain(code);
    page = await goOn(page, {code: `${code.slice(0, 3)} ${code.slice(3)}`});
    expect(page.heading).toBe('Review what you share');
    expect(await numbersAfter(page)).toEqual(['+1 415-555-0134']);
  });

  it('lets a person enter another number, which is verified with its own code', async () => {
    const number = {phone: 'other', phone_number: '(0044) 20 7946-0123'};
    let page = await goOn(await openNumberPage(), number);
    expect(page.heading).toBe('Verify your phone number');
    expect((await goOn(page, {code: await callCode('14155550134')})).problem).not.toBe('');
    page = await goOn(page, {code: await callCode('442079460123')});
    expect(await numbersAfter(page)).toEqual(['+44 2079 460123']);
    const back = await ShownPage.read(await page.submit('back'));
    const choosing = await ShownPage.read(await back.submit('back'));
    expect(ticked(choosing)).toEqual(['other']);
    expect(choosing.text).toContain('value="+44 2079 460123"');
  });

  it.each(['', 'my number', '12', '<b>+1</b>'])('asks again when %j is entered', async (phone_number) => {
    const page = await goOn(await openNumberPage(), {phone: 'other', phone_number});
    expect(page.heading).toBe('Choose your phone number');
    expect(page.problem).toMatch(/with its country code/);
    expect(ticked(page)).toEqual(['other']);
    expect(page.text).not.toContain('<b>');
  });

  it('lets a person take a number they have, or none, without a call', async () => {
    const page = await openNumberPage();
    const own = page.choices('phone').find(({value}) => /^\d+$/.test(value))?.value ?? '';
    const review = await goOn(page, {phone: own});
    expect(review.heading).toBe('Review what you share');
    expect(review.text).toContain('Step 4 of 4');
    expect(await numbersAfter(review)).not.toEqual(['+1 415-555-0134']);
    expect(await numbersAfter(await goOn(page, {phone: 'none'}))).toEqual([]);
  });

  it('preselects what the scenario is about', async () => {
    expect(ticked(await openNumberPage('wrong_number'))).toEqual([expect.stringMatching(/^\d+$/)]);
    expect(ticked(await openNumberPage('no_phone'))).toEqual(['none']);
    const several = await openNumberPage('several_numbers');
    expect(ticked(several)).toHaveLength(4);
    expect(ticked(several)).toContain('assigned');
  });

  it('comes to its end when another scenario is chosen on the page of the code', async () => {
    const page = await goOn(await openNumberPage());
    const review = await goOn(page, {scenario: 'wrong_number'});
    expect(review.heading).toBe('Review what you share');
    expect(await numbersAfter(review)).not.toEqual(['+1 415-555-0134']);
  });

  it('answers by itself with it, but with another in wrong_number', async () => {
    const complete = await play.phones(await play.getToken('complete', assigned));
    expect(complete).toMatchObject([{display_phone_number: '+1 415-555-0134'}]);
    const [other] = await play.phones(await play.getToken('wrong_number', assigned));
    expect(other.display_phone_number).not.toBe('+1 415-555-0134');
    expect(await play.phones(await play.getToken('wrong_number'))).toHaveLength(1);
  });

  it('gives the number a new id each time, as Meta does with one that is claimed', async () => {
    const [first] = await play.phones(await play.getToken('complete', assigned));
    const [second] = await play.phones(await play.getToken('complete', assigned));
    expect(first.id).not.toBe(second.id);
  });

  it.each([
    {ids: []},
    {ids: ['']},
    {ids: ['14155550134']},
    {ids: ['900005abc']},
    {ids: [7]},
    {ids: 'x'},
    {ids: null},
  ])('takes $ids for none', async ({ids}) => {
    const page = await openNumberPage('complete', extrasWith(ids));
    expect(page.choices('phone').map(({value}) => value)).not.toContain('assigned');
  });

  it('still knows the number after a restart of the service', async () => {
    const page = await goOn(await openNumberPage());
    play.restart();
    expect((await goOn(page, {code: await callCode('14155550134')})).heading).toBe('Review what you share');
  });
});

describe('a dialog in which a person adds a number', () => {
  const none = {extras: '{}'};

  it('of their own, which is verified by a call', async () => {
    let page = await goOn(await openNumberPage('complete', none), {
      phone: 'other',
      phone_number: '+1 415 555 0177',
    });
    expect(page.heading).toBe('Verify your phone number');
    page = await goOn(page, {code: await callCode('14155550177')});
    expect(await numbersAfter(page)).toEqual(['+1 415-555-0177']);
  });

  it('may guess the code of the call five times', async () => {
    let page = await goOn(await openNumberPage(), {phone: 'assigned'});
    for (let count = 0; count < 5; count += 1) page = await goOn(page, {code: '000000x'});
    expect(page.problem).toMatch(/Too many wrong codes/);
    page = await goOn(page, {code: await callCode('14155550134')});
    expect(page.problem).toMatch(/Too many wrong codes/);
  });

  it('of Meta’s, with a display name only and nothing to verify', async () => {
    const page = await goOn(await openNumberPage('complete', none), {phone: 'meta'});
    expect(page.heading).toBe('Review what you share');
    expect(await numbersAfter(page)).toEqual([expect.stringMatching(/^\+1 555-\d{3}-\d{4}$/)]);
  });

  it.each(['whatsapp_business_app_onboarding', 'coexistence'])(
    'that stays in the WhatsApp Business app, when featureType is %s',
    async (featureType) => {
      const extras = {extras: JSON.stringify({setup: {}, featureType})};
      expect((await openNumberPage('complete', none)).text).not.toContain('value="app"');
      let page = await openNumberPage('complete', extras);
      page = await goOn(page, {phone: 'app', phone_number: '+1 415 555 0177'});
      page = await goOn(page, {code: await callCode('14155550177')});
      const token = await play.exchangeForToken(codeOf(await page.submit('continue')));
      const [phone] = await play.phones(token);
      const fields = 'is_on_biz_app,platform_type,status';
      expect((await play.graph(`${phone.id}?fields=${fields}`, token)).body).toEqual({
        id: phone.id,
        is_on_biz_app: true,
        platform_type: 'CLOUD_API',
        status: 'CONNECTED',
      });
    },
  );
});
