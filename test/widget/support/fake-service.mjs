import {readFile} from 'node:fs/promises';
import path from 'node:path';

/*
 * A service and a host backend for the element's tests, as routes of the test server. Every test has its own one, at
 * `/fake/<id>`: it scripts the answers, pushes messages into the streams, and reads which requests came.
 */

const services = new Map();

function findService(id) {
  if (!services.has(id))
    services.set(id, {
      connection: {},
      answers: {},
      resources: {},
      log: [],
      streams: new Set(),
      sessions: 0,
      missingFiles: [],
    });
  return services.get(id);
}

export async function fakeService(ctx, next) {
  const [, id, rest] = /^\/fake\/([\w-]+)\/(.*)$/.exec(ctx.path) ?? [];
  if (!id) return next();
  const service = findService(id);
  if (rest === 'control') return control(ctx, service);
  if (rest === 'log') return answer(ctx, {body: service.log.concat({openStreams: service.streams.size})});
  if (rest.startsWith('embed/')) return embed(ctx, rest.slice('embed/'.length), service);
  if (rest === 'page') return page(ctx, id);

  const {authorization, 'last-event-id': lastEventId, cookie, accept} = ctx.headers;
  const {'idempotency-key': idempotencyKey, 'content-type': contentType} = ctx.headers;
  const text = await readBody(ctx.req);
  const route = `${ctx.method} ${rest.replace('client/v1/', '')}`;
  const {querystring: query} = ctx;
  service.log.push({
    route,
    query,
    authorization,
    lastEventId,
    cookie,
    accept,
    idempotencyKey,
    contentType,
    body: text,
  });

  const scripted = service.answers[route]?.shift();
  if (scripted) return answer(ctx, scripted, service);
  return answerByDefault(ctx, route, service, id);
}

function answerByDefault(ctx, route, service, id) {
  const {connection} = service;
  switch (route) {
    case 'POST session':
      service.sessions += 1;
      return answer(ctx, {body: {clientSecret: `secret-${service.sessions}`}});
    case 'GET connection':
      return answer(ctx, {body: {connection}});
    case 'POST connection':
      if (connection.status === 'none') connection.status = 'pending';
      return answer(ctx, {
        body: {
          connection,
          startUrl: `${ctx.origin}/fake/${id}/start`,
          startUrlExpiresAt: new Date(Date.now() + 60_000),
        },
      });
    case 'POST connection/cancel':
      service.connection = {
        ...connection,
        status: 'cancelled',
        step: null,
        updatedAt: new Date().toISOString(),
      };
      return answer(ctx, {body: {connection: service.connection}});
    case 'GET events':
    case 'GET v1/stream':
      return openStream(ctx, service);
    case 'GET start':
      return answer(ctx, {
        body: '<!doctype html><title>Signup</title><p>Signup',
        headers: {'Content-Type': 'text/html'},
      });
    default:
      if (route in service.resources) return answer(ctx, {body: service.resources[route]});
      return answer(ctx, {status: 404, body: {code: 'not_found', message: 'No such route.'}});
  }
}

async function answer(ctx, {status = 200, body = '', headers = {}, hangUp, isStream, waits}, service) {
  if (waits) await new Promise((resolve) => (service.letGo = resolve));
  if (hangUp) {
    ctx.respond = false;
    ctx.req.socket.destroy();
    return;
  }
  if (isStream) {
    openStream(ctx, service);
    return;
  }
  ctx.status = status;
  ctx.set('Cache-Control', 'no-store');
  ctx.set(headers);
  ctx.body = body;
}

function openStream(ctx, service) {
  ctx.respond = false;
  const {res} = ctx;
  res.writeHead(200, {'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store'});
  res.write(`retry: 300\n\ndata: ${JSON.stringify({event: null, connection: service.connection})}\n\n`);
  service.streams.add(res);
  res.on('close', () => service.streams.delete(res));
}

async function control(ctx, service) {
  const {set, answers, resources, push, raw, endStreams, missingFiles, letGo} = JSON.parse(
    await readBody(ctx.req),
  );
  if (set) service.connection = {...service.connection, ...set};
  if (letGo) service.letGo?.();
  if (answers) for (const [route, list] of Object.entries(answers)) service.answers[route] = list;
  if (resources) Object.assign(service.resources, resources);
  if (push) for (const res of service.streams) res.write(frame(push, service.connection));
  if (missingFiles) service.missingFiles = missingFiles;
  if (raw) for (const res of service.streams) res.write(raw);
  if (endStreams) for (const res of service.streams) res.end();
  return answer(ctx, {body: {}});
}

function frame({id, type}, connection) {
  return `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify({event: {id, type}, connection})}\n\n`;
}

/** What the real service does with `/embed/`: the built files, for everybody. */
async function embed(ctx, file, service) {
  if (service.missingFiles.includes(file)) return answer(ctx, {status: 404});
  ctx.set({
    'Content-Type': 'text/javascript',
    'Access-Control-Allow-Origin': '*',
    'Cache-Control': 'no-store',
  });
  ctx.body = await readFile(path.join('dist', path.normalize(file)));
}

/** A host page as strict as they come. Query: `kind` of script (`versions`: two different ones), `lang`, `attributes` of the element. */
function page(ctx, id) {
  const {kind = 'module', lang = 'en', attributes = `session-url="/fake/${id}/session"`} = ctx.query;
  const folder = `/fake/${id}/embed`;
  const modern = `<script nonce="n0nce" type="module" src="${folder}/zavu-partner-invite.js"></script>`;
  const classic = `<script nonce="n0nce" src="${folder}/zavu-partner-invite.iife.js"></script>`;
  const script = kind === 'iife' ? classic : modern;
  const again = kind === 'versions' ? classic : script.replace('.js"', '.js?again"');
  ctx.set({
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': [
      "default-src 'none'",
      "script-src 'nonce-n0nce'",
      "style-src 'self'",
      "connect-src 'self'",
      "require-trusted-types-for 'script'",
      "trusted-types lit-html 'allow-duplicates'",
    ].join('; '),
  });
  ctx.body = `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>Host</title>
    <script nonce="n0nce">
      window.problems = [];
      window.before = Object.keys(window);
      addEventListener('securitypolicyviolation', (event) => problems.push(event.violatedDirective + ' ' + event.blockedURI));
      addEventListener('error', (event) => problems.push(String(event.message)));
      addEventListener('unhandledrejection', (event) => problems.push(String(event.reason)));
    </script>
    <zavu-partner-invite ${attributes}><a href="/elsewhere">Connect</a></zavu-partner-invite>
    ${script}${again}</html>`;
}

async function readBody(req) {
  let text = '';
  for await (const chunk of req) text += chunk;
  return text;
}
