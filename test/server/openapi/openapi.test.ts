import {Ajv2020} from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {z} from 'zod';
import {addRoutes, createApp} from '../../../server/app.ts';
import {resolve} from '../../../server/openapi/schemas.ts';
import type {Route} from '../../../server/route.ts';
import {openApi, operationOf, routes} from '../../support/contract.ts';
import {TestService} from '../../support/harness.ts';
import {
  bodyOf,
  callRoute,
  caseEnvironment,
  credentialFor,
  nameOf,
  pathOf,
  routeCases,
} from '../../support/route-cases.ts';

let service: TestService;

beforeAll(async () => {
  service = await TestService.start(caseEnvironment);
});

afterAll(() => service.stop());

/** Every route by its name, of those that fit. */
const each = (fits: (route: Route) => boolean) =>
  routes.filter(fits).map((route) => [nameOf(route), route] as const);
const isJson = ({body, bodyType}: Route) => body !== undefined && bodyType === undefined;

const schemaShape = z.record(z.string(), z.unknown());
const contentShape = z.record(
  z.string().regex(/^[\w-]+\/[\w-]+$/),
  z.strictObject({schema: schemaShape, example: z.unknown().optional()}),
);
const operationShape = z.strictObject({
  operationId: z.string(),
  tags: z.array(z.string()).optional(),
  summary: z.string(),
  description: z.string().optional(),
  security: z.array(z.record(z.string(), z.tuple([]))),
  parameters: z.array(
    z.strictObject({
      name: z.string(),
      in: z.enum(['path', 'query', 'header']),
      required: z.boolean(),
      description: z.string().optional(),
      schema: schemaShape,
    }),
  ),
  requestBody: z.strictObject({required: z.boolean(), content: contentShape}).optional(),
  responses: z.record(
    z.string().regex(/^[1-5](\d\d|XX)$/),
    z.strictObject({
      description: z.string(),
      headers: z.record(z.string(), z.strictObject({$ref: z.string()})).optional(),
      content: contentShape.optional(),
    }),
  ),
});
const pathItemShape = z.partialRecord(z.enum(['get', 'post', 'patch', 'delete']), operationShape);
const namedShape = (shape: z.ZodType) => z.record(z.string().regex(/^[a-zA-Z0-9._-]+$/), shape);
/** What the specification allows of what we use. */
const openApiShape = z.strictObject({
  openapi: z.literal('3.1.0'),
  info: z.strictObject({
    title: z.string(),
    version: z.string(),
    summary: z.string(),
    license: z.strictObject({name: z.string(), identifier: z.string()}),
  }),
  servers: z.array(z.strictObject({url: z.url()})),
  tags: z.array(z.strictObject({name: z.string()})),
  paths: z.record(z.string().regex(/^\/[^?#:]*$/), pathItemShape),
  webhooks: z.record(z.string(), pathItemShape),
  components: z.strictObject({
    schemas: namedShape(schemaShape),
    headers: namedShape(z.strictObject({description: z.string(), schema: schemaShape})),
    securitySchemes: namedShape(
      z.strictObject({
        type: z.literal('http'),
        scheme: z.literal('bearer'),
        bearerFormat: z.string(),
        description: z.string(),
      }),
    ),
  }),
});

describe('the document', () => {
  test('is served to any site, and only once to who has it', async () => {
    const first = await service.fetch('GET', '/openapi.json');
    expect(first.status).toBe(200);
    expect(first.body).toEqual({
      ...openApi,
      info: {...openApi.info, version: expect.stringMatching(/^\d+\.\d+\.\d+/)},
      servers: [{url: service.context.config.publicUrl}],
    });
    expect(first.headers.get('access-control-allow-origin')).toBe('*');
    expect(first.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(first.headers.get('cache-control')).toBe('public, max-age=300');
    const etag = first.headers.get('etag') ?? '';
    const again = await service.fetch('GET', '/openapi.json', undefined, {
      'if-none-match': etag,
      'cache-control': 'max-age=0',
    });
    expect([again.status, again.body]).toEqual([304, '']);
  });

  test('has the shape that OpenAPI 3.1 prescribes', () => {
    expect(openApiShape.safeParse(openApi).error?.issues ?? []).toEqual([]);
  });

  test('names every route of the service, and no other', () => {
    // `/webhooks` is not for callers: it speaks the language of who tells us.
    const app = createApp(service.context.config);
    addRoutes(app, service.context, {sandbox: undefined, demo: undefined});
    const served = app.router.stack
      .flatMap(({route}) => (route ? route.stack.map(({method}) => ({method, path: route.path})) : []))
      .filter(({method, path}) => /^\/(client\/)?v1\//.test(path) && method !== 'options')
      .map(({method, path}) => `${method.toUpperCase()} ${path.replace(/:(\w+)/g, '{$1}')}`);
    const documented = Object.entries(openApi.paths).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect([...new Set(served)].sort()).toEqual(documented.sort());
  });

  test('has one name for each operation, which is no secret of ours', () => {
    const ids = routes.map((route) => operationOf(route).operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z][A-Za-z0-9]+$/);
  });

  test('refers only to what it has', () => {
    const text = JSON.stringify(openApi);
    for (const [, kind = '', name = ''] of text.matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)) {
      expect(Object.keys(openApi.components[kind as keyof typeof openApi.components])).toContain(name);
    }
    expect(text).not.toMatch(/"\$ref":"#\/(?!components\/)/);
    for (const route of routes) {
      const {security, tags, parameters} = operationOf(route);
      const schemes = Object.keys(openApi.components.securitySchemes);
      for (const one of security) expect(schemes).toEqual(expect.arrayContaining(Object.keys(one)));
      expect(openApi.tags.map(({name}) => name)).toEqual(expect.arrayContaining(tags ?? []));
      expect(parameters.filter((one) => one.in === 'path').map(({name}) => name)).toEqual(
        [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name),
      );
    }
  });

  test('has schemas that are valid, and examples that fit them', () => {
    const ajv = addFormats.default(new Ajv2020({strict: false}));
    ajv.addSchema(openApi, 'document');
    for (const [name, schema] of Object.entries(openApi.components.schemas)) {
      expect(ajv.validateSchema(schema), name).toBe(true);
    }
    for (const route of routes) {
      const {requestBody, responses, operationId} = operationOf(route);
      for (const content of [requestBody?.content, ...Object.values(responses).map((one) => one.content)]) {
        for (const [type, {schema, example}] of Object.entries(content ?? {})) {
          expect(ajv.validateSchema(schema), operationId).toBe(true);
          if (type !== 'application/json' || example === undefined) continue;
          // References are of the whole document.
          const inDocument = JSON.parse(
            JSON.stringify(schema).replaceAll('"$ref":"#', '"$ref":"document#'),
          ) as object;
          expect(ajv.validate(inDocument, example), `${operationId}: ${ajv.errorsText()}`).toBe(true);
        }
      }
    }
  });

  test('says that the numbers of a query are numbers', () => {
    const {parameters} = operationOf({method: 'GET', path: '/v1/invitations'});
    expect(parameters.find(({name}) => name === 'limit')?.schema).toEqual({
      type: 'integer',
      minimum: 1,
      maximum: 100,
      default: 50,
    });
  });
});

describe('each route', () => {
  test('has a case in test/support/route-cases.ts', () => {
    expect(Object.keys(routeCases).sort()).toEqual(routes.map(nameOf).sort());
  });

  // What it answers is held against the document by the harness, here and in every other test.
  test.each(each(() => true))(
    '%s succeeds as documented, with the example of the document',
    async (_, route) => {
      const credential = await credentialFor(service, route);
      const {status, body} = await callRoute(service, route, {credential});
      expect(status, JSON.stringify(body)).toBe(route.answer.status);
    },
  );

  test.each(each(({access}) => access !== 'anyone'))('%s refuses who shows nothing', async (_, route) => {
    const path = await pathOf(service, route);
    for (const credential of [undefined, 'zpi_test_unknown', 'zpi_cs_unknown']) {
      const {status, body} = await callRoute(service, route, {path, credential});
      expect([status, body.code]).toEqual([401, 'unauthorized']);
    }
  });

  /** What is refused to everybody tells nobody anything. */
  const isAboutSomething = ({path, access, answer}: Route) =>
    path.includes(':') && access !== 'client' && access !== 'anyone' && answer.status !== 400;
  test.each(each(isAboutSomething))(
    '%s says the same of what is not yours and of what is not there',
    async (_, route) => {
      const own = await pathOf(service, route);
      const pattern = route.path.split('/');
      const none = own
        .split('/')
        .map((segment, index) => (pattern[index]?.startsWith(':') ? 'none' : segment))
        .join('/');
      const {key: foreign} = await service.makeKey('test', 'Foreign');
      for (const credential of [foreign, service.keys.live]) {
        const [notYours, notThere] = [
          await callRoute(service, route, {path: own, credential}),
          await callRoute(service, route, {path: none, credential}),
        ];
        expect([notYours.status, notYours.body.code]).toEqual([404, 'not_found']);
        const said = JSON.stringify(notYours.body);
        const ids = own.split('/').filter((_segment, index) => pattern[index]?.startsWith(':'));
        expect(ids.reduce((text, id) => text.replaceAll(id, 'none'), said)).toBe(
          JSON.stringify(notThere.body),
        );
      }
      const {status} = await callRoute(service, route, {path: own, credential: service.keys.test});
      expect(status, 'and nothing happened to it').toBe(route.answer.status);
    },
  );

  test.each(each(isJson))('%s refuses each wrong field and says which', async (_, route) => {
    const credential = await credentialFor(service, route);
    const {components} = openApi;
    const {schema} = operationOf(route).requestBody?.content['application/json'] ?? {};
    const {properties = {}} = resolve(schema ?? {}, components.schemas);
    expect(Object.keys(properties)).not.toEqual([]);
    for (const [name, field] of Object.entries(properties)) {
      const wrong = resolve(field, components.schemas).type === 'object' ? 'wrong' : {wrong: true};
      const {status, body} = await callRoute(service, route, {
        credential,
        body: {...(bodyOf(service, route) as object), [name]: wrong},
      });
      expect([status, body.code], name).toEqual([400, 'invalid_request']);
      expect(body.details.errors.map(({path}: {path: string[]}) => path[0])).toContain(name);
    }
  });

  test.each(each(isJson))('%s refuses what is not JSON, and what is too large', async (_, route) => {
    const credential = await credentialFor(service, route);
    const path = await pathOf(service, route);
    const broken = await callRoute(service, route, {path, credential, body: '{broken'});
    expect([broken.status, broken.body.code]).toEqual([400, 'invalid_json']);
    const large = await callRoute(service, route, {path, credential, body: {a: 'a'.repeat(2_000_000)}});
    expect([large.status, large.body.code]).toEqual([413, 'payload_too_large']);
  });

  test.each(each(({query}) => query !== undefined))('%s refuses each wrong parameter', async (_, route) => {
    const credential = await credentialFor(service, route);
    const path = await pathOf(service, route);
    for (const {name, schema, in: place} of operationOf(route).parameters) {
      if (place !== 'query' || (schema.type === 'string' && !schema.enum)) continue;
      const {status, body} = await callRoute(service, route, {
        credential,
        path: `${path}${path.includes('?') ? '&' : '?'}${name}=wrong`,
      });
      expect([status, body.code], name).toEqual([400, 'invalid_request']);
    }
  });
});
