// How many webhooks a second leave the service, 64 at a time, each signed, sent and written down as delivered? Beside
// it a loop that signs and posts the same and remembers nothing.
import {mkdtempSync, rmSync} from 'node:fs';
import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {Worker} from 'node:worker_threads';
import {Agent} from 'undici';

const dist = new URL('../dist/node/server/', import.meta.url);
const deliveries = 6_000;
const atATime = 64;
/** An endpoint is sent at most 32 at once. */
const projects = atATime / 32;
const secretKey = 'x'.repeat(32);

export async function run() {
  const folder = mkdtempSync(join(tmpdir(), 'zpi-bench-'));
  const receiver = new Worker(new URL('./receiver.mjs', import.meta.url));
  const [{port}] = await once(receiver, 'message');
  const url = `http://127.0.0.1:${port}/hook`;
  const rates = [];
  for (let round = 0; round < 3; round += 1) {
    const file = join(folder, `${round}.db`);
    await seed(file, url);
    rates.push({service: await deliverAll(file, receiver), bare: await postAll(url, receiver)});
    const {service, bare} = rates.at(-1);
    console.log(
      `round ${round + 1}: service ${service}/s, bare loop ${bare}/s, ratio ${(service / bare).toFixed(2)}`,
    );
  }
  await receiver.terminate();
  rmSync(folder, {recursive: true, force: true});
}

/** Endpoints with events that wait. */
async function seed(file, url) {
  const {openSqlite} = await import(new URL('store/sqlite.js', dist));
  const {createSecrets, newWebhookSecret} = await import(new URL('secrets.js', dist));
  const {createIds} = await import(new URL('ids.js', dist));
  const {secretIdentity} = await import(new URL('webhooks/endpoint.js', dist));
  const {newInvitation} = await import(new URL('invitations/lifecycle.js', dist));
  const {transition} = await import(new URL('invitations/invitation.js', dist));
  const clock = {now: () => Date.now()};
  const newId = createIds(clock);
  const secrets = createSecrets([secretKey]);
  const store = openSqlite(file);
  for (let number = 0; number < projects; number += 1) {
    const now = clock.now();
    const project = await store.ensureProject({
      id: newId('prj'),
      name: `bench ${number}`,
      settings: {},
      createdAt: now,
    });
    const scope = {projectId: project.id, mode: 'test'};
    const id = newId('ep');
    await store.saveEndpoint(undefined, {
      ...scope,
      id,
      senderId: null,
      url,
      eventTypes: ['invitation.status_changed'],
      isActive: true,
      signatureVersion: 'v1+v2',
      sealedSecret: secrets.seal(newWebhookSecret(), secretIdentity(id)),
      sealedPreviousSecret: null,
      previousSecretExpiresAt: null,
      failingSince: null,
      disabledReason: null,
      disabledAt: null,
      createdAt: now,
      updatedAt: now,
    });
    const cancelOne = async () => {
      const before = newInvitation({clock, newId}, {...scope, project}, {clientName: 'Ñandú & Co'});
      await store.createInvitation(before);
      const {invitation, event} = transition(before, {to: 'cancelled'}, clock.now(), newId('evt'));
      await store.saveTransition(before, invitation, event);
    };
    await Promise.all(Array.from({length: deliveries / projects}, cancelOne));
  }
  await store.close();
}

async function deliverAll(file, receiver) {
  receiver.postMessage(deliveries);
  const child = spawn(process.execPath, [fileURLToPath(new URL('main.js', dist))], {
    env: {
      ...process.env,
      PORT: '0',
      HOST: '127.0.0.1',
      SANDBOX: 'off',
      LOG_LEVEL: 'error',
      DATABASE_URL: `file:${file}`,
      SECRET_KEY: secretKey,
      WEBHOOK_ALLOW_PRIVATE: '1',
    },
    stdio: 'ignore',
  });
  const [{ms}] = await once(receiver, 'message');
  child.kill();
  await once(child, 'exit');
  return rateOf(ms);
}

async function postAll(url, receiver) {
  const {signatureHeaders} = await import(new URL('webhooks/signature.js', dist));
  const {newWebhookSecret} = await import(new URL('secrets.js', dist));
  const secret = newWebhookSecret();
  const agent = new Agent();
  const {origin, pathname: path} = new URL(url);
  const event = {
    type: 'invitation.status_changed',
    projectId: 'prj_bench',
    data: {
      invitationId: 'inv_bench',
      clientName: 'Ñandú & Co',
      clientEmail: null,
      connectionType: 'whatsapp_waba',
      previousStatus: 'pending',
      currentStatus: 'cancelled',
    },
  };
  receiver.postMessage(deliveries);
  const done = once(receiver, 'message');
  let left = deliveries;
  const loop = async () => {
    while (left > 0) {
      left -= 1;
      const now = Date.now();
      const id = `evt_${now}_${left}`;
      const body = JSON.stringify({id, timestamp: now, ...event});
      const signed = {id, timestamp: Math.floor(now / 1000), body};
      const headers = {
        'Content-Type': 'application/json',
        ...signatureHeaders([secret], 'v1+v2', signed),
      };
      const answer = await agent.request({origin, path, method: 'POST', headers, body});
      await answer.body.dump();
    }
  };
  await Promise.all(Array.from({length: atATime}, loop));
  const [{ms}] = await done;
  await agent.close();
  return rateOf(ms);
}

const rateOf = (ms) => Math.round((deliveries / ms) * 1000);
