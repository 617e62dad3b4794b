import {afterEach, beforeEach, expect, test} from 'vitest';
import {readRows} from '../../support/database.ts';
import {eventually, TestService} from '../../support/harness.ts';
import {selfSigned} from '../../support/certificate.ts';
import {answer, cut, type Reaction, Receiver} from '../../support/receiver.ts';
import {addEndpoint, cancelOne} from '../../support/webhooks.ts';

const rounds = 60;

let service: TestService;
const receivers: Receiver[] = [];
const timers: NodeJS.Timeout[] = [];

beforeEach(async () => {
  service = await TestService.start({WEBHOOK_ALLOW_PRIVATE: '1'});
});

afterEach(async () => {
  for (const timer of timers) clearInterval(timer);
  await service.stop();
  await Promise.all(receivers.map((receiver) => receiver.stop()));
});

const hang: Reaction = () => undefined;
const drip: Reaction = (res) => {
  res.writeHead(200);
  timers.push(setInterval(() => res.write('x'), 50));
};
const flood: Reaction = (res) => void res.writeHead(500).end('z'.repeat(10 * 1024 * 1024));
const redirect = answer(302, '', {Location: 'http://127.0.0.1:1/'});

test('receivers that hang, drip, flood, redirect, cut or have bad TLS do not delay a healthy one', async () => {
  const start = async (projectName: string, react: Reaction, tls?: {key: string; cert: string}) => {
    const receiver = await Receiver.start(react, tls);
    receivers.push(receiver);
    const {key, apiKey} = await service.makeKey('test', projectName);
    const {endpoint} = await addEndpoint(service.context, receiver.url, {projectId: apiKey.projectId});
    return {receiver, key, endpoint};
  };
  const healthy = await start('healthy', answer(200));
  const bad = await Promise.all([
    start('hangs', hang),
    start('drips', drip),
    start('floods', flood),
    start('redirects', redirect),
    start('cuts', cut),
    start('bad tls', answer(200), selfSigned()),
  ]);
  for (let round = 0; round < rounds; round += 1) {
    await Promise.all([healthy, ...bad].map(({key}) => cancelOne(service, key)));
  }
  await eventually(
    async () => healthy.receiver.received.length,
    (count) => count === rounds,
  );
  const delays = healthy.receiver.received
    .map(({at, body}) => at - JSON.parse(body).timestamp)
    .sort((a, b) => a - b);
  expect(delays[Math.floor(delays.length * 0.95)]).toBeLessThan(1_000);

  const outcomes = readRows(service, 'SELECT DISTINCT outcome FROM delivery_attempts ORDER BY outcome');
  expect(outcomes.map(({outcome}) => outcome)).toEqual(
    expect.arrayContaining(['bad_tls', 'not_reached', 'redirected', 'refused_status', 'succeeded']),
  );
});
