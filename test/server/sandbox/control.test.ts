import {afterEach, beforeEach, describe, expect, it} from 'vitest';
import {scenarioNames} from '../../../server/sandbox/scenarios.ts';
import {Play} from './play.ts';

let play: Play;
beforeEach(async () => {
  play = await Play.start();
});
afterEach(() => play.stop());

const getSetting = async () => (await fetch(`${play.origin}/sandbox/control`)).json();

describe('control of the sandbox', () => {
  it('begins with a dialog that a person clicks through to the end', async () => {
    expect(await getSetting()).toMatchObject({scenario: 'complete', auto: false});
  });

  it('lists every scenario with one line about it', async () => {
    const setting = await getSetting();
    expect(setting.scenarios.map((entry: {scenario: string}) => entry.scenario)).toEqual(scenarioNames);
    for (const {description} of setting.scenarios) expect(description).toMatch(/^[A-Z][^\n]+\.$/);
  });

  it.each(scenarioNames)('can be set to %s', async (scenario) => {
    const response = await play.post('/sandbox/control', {scenario, auto: true});
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({scenario, auto: true});
    expect(await getSetting()).toMatchObject({scenario, auto: true});
  });

  it('takes a missing auto as false', async () => {
    await play.control('cancel', true);
    expect(await (await play.post('/sandbox/control', {scenario: 'cancel'})).json()).toMatchObject({
      scenario: 'cancel',
      auto: false,
    });
  });

  it.each([
    [{scenario: 'explode'}, 'scenario', scenarioNames.join(', ')],
    [{}, 'scenario', scenarioNames.join(', ')],
    [{scenario: 'toString'}, 'scenario', scenarioNames.join(', ')],
    [{scenario: 'complete', auto: 'yes'}, 'auto', 'true or false'],
    [{scenario: 'complete', speed: 1}, 'speed', 'scenario, auto, webhooks, webhookCopies, faults and reset'],
    [{webhooks: 'always'}, 'webhooks', 'off, before, after'],
    [{webhookCopies: 9}, 'webhookCopies', 'from 1 to 5'],
    [{reset: 'all'}, 'reset', 'true or false'],
    [{faults: {}}, 'faults', 'list of at most 50'],
    [{faults: ['x']}, 'faults[0]', 'JSON object'],
    [{faults: [{html: true}]}, 'faults[0].on', 'POST /:phone/register'],
    [{faults: [{on: 'PUT /x'}]}, 'faults[0].on', 'POST /:phone/register'],
    [{faults: [{on: '*', times: 0}]}, 'faults[0].times', 'from 1 to 1000'],
    [{faults: [{on: '*', delayMs: 60_000}]}, 'faults[0].delayMs', 'from 0 to 30000'],
    [{faults: [{on: '*', error: {code: 'x'}}]}, 'faults[0].error', '"code": 100'],
    [{faults: [{on: '*', error: {code: 1, extra: 1}}]}, 'faults[0].error', '"code": 100'],
    [{faults: [{on: '*', explode: true}]}, 'faults[0].explode', 'on, times'],
    [['complete'], '', 'JSON object'],
  ])('refuses %j and says what is allowed', async (body, path, allowed) => {
    const response = await play.post('/sandbox/control', body);
    expect(response.status).toBe(400);
    const error = await response.json();
    expect(error).toMatchObject({code: 'invalid_request', details: {errors: [{path}]}});
    expect(error.details.errors[0].message).toContain(allowed);
    expect(error.message).toContain(allowed);
    expect(await getSetting()).toMatchObject({scenario: 'complete', auto: false});
  });

  it('refuses a body that is not JSON', async () => {
    const send = (contentType: string, body: string) =>
      fetch(`${play.origin}/sandbox/control`, {method: 'POST', headers: {'content-type': contentType}, body});

    const broken = await send('application/json', '{"scenario":');
    expect([broken.status, (await broken.json()).code]).toEqual([400, 'invalid_json']);
    const form = await send('application/x-www-form-urlencoded', 'scenario=cancel');
    expect([form.status, (await form.json()).code]).toEqual([400, 'invalid_request']);
    const large = await send('application/json', JSON.stringify({scenario: 'x'.repeat(20_000)}));
    expect([large.status, (await large.json()).code]).toEqual([413, 'payload_too_large']);
  });

  it('refuses whoever is not allowed, to look and to change', async () => {
    play.isControlAllowed = false;
    const refused = await play.post('/sandbox/control', {scenario: 'cancel'});
    expect(refused.status).toBe(401);
    expect(await refused.json()).toEqual({code: 'unauthorized', message: expect.any(String)});
    expect((await fetch(`${play.origin}/sandbox/control`)).status).toBe(401);
    play.isControlAllowed = true;
    expect(await getSetting()).toMatchObject({scenario: 'complete'});
  });

  it.each(['https://evil.example', 'null'])('refuses a POST from a page of origin %s', async (origin) => {
    const refused = await play.post('/sandbox/control', {scenario: 'cancel'}, {origin});
    expect([refused.status, (await refused.json()).code]).toEqual([403, 'forbidden']);
    expect(await getSetting()).toMatchObject({scenario: 'complete'});
  });

  it('takes a POST from a page of its own origin', async () => {
    expect((await play.post('/sandbox/control', {scenario: 'cancel'}, {origin: play.origin})).status).toBe(
      200,
    );
  });
});
