import type {z} from 'zod';
import {type ErrorCode, errorBody, errorMeanings} from '../contract/errors.ts';
import type {Access, Route, RouteGroup} from '../route.ts';
import type {
  Answer,
  Content,
  Credential,
  Header,
  OpenApi,
  Operation,
  Parameter,
  Reference,
  SecurityScheme,
  Verb,
} from './document.ts';
import {exampleOf} from './examples.ts';
import {refusalsOf} from './refusals.ts';
import {SchemaCollection} from './schemas.ts';
import {describeWebhooks} from './webhooks.ts';

const credentialsFor: Record<Access, readonly Credential[]> = {
  key: ['apiKey'],
  manage: ['apiKey', 'manageSession'],
  client: ['connectSession', 'invitationToken'],
  anyone: [],
};

const securitySchemes: Record<Credential, SecurityScheme> = {
  apiKey: bearer(
    'zpi_test_…, zpi_live_…',
    'For your backend only. It belongs to one project and one mode; test keys never touch anything live.',
  ),
  manageSession: bearer(
    'zpi_cs_…',
    'The `clientSecret` of a session of scope `manage`: for the panel in your own back office. It works only from its `origin`, for minutes.',
  ),
  connectSession: bearer(
    'zpi_cs_…',
    'The `clientSecret` of a session of scope `connect`: for the page of one client. It works only from its `origin`, for minutes.',
  ),
  invitationToken: bearer(
    'last segment of the link',
    'The `token` of an invitation: whoever has the link speaks for the client.',
  ),
};

const headers: Record<string, Header> = {
  'X-RateLimit-Limit': {
    description: 'How many requests a minute this credential has.',
    schema: {type: 'integer'},
  },
  'X-RateLimit-Remaining': {description: 'How many are left in this minute.', schema: {type: 'integer'}},
  'X-RateLimit-Reset': {
    description: 'When the minute ends, Unix milliseconds.',
    schema: {type: 'integer'},
  },
  'Retry-After': {description: 'Seconds until it makes sense to try again.', schema: {type: 'integer'}},
  'x-should-retry': {
    description: '`false`: the same request will be refused again.',
    schema: {const: 'false'},
  },
};

const rateLimitHeaders = ['X-RateLimit-Limit', 'X-RateLimit-Remaining', 'X-RateLimit-Reset'];

/** Types of answers that are many values of one schema. */
const manyIn: Record<string, string> = {
  'text/event-stream': "Server-sent events; each message's `data` is JSON of this schema.",
  'application/x-ndjson': 'Lines, each JSON of this schema.',
};

const headersOfStatus: Record<number, string[]> = {
  409: ['x-should-retry'],
  429: [...rateLimitHeaders, 'Retry-After'],
  503: ['Retry-After'],
};

const statusTexts: Record<Route['answer']['status'], string> = {
  200: 'Done',
  201: 'Created',
  202: 'Accepted; it is done soon after',
  204: 'Done; there is nothing more to say',
  400: 'Refused, always',
};

/** The document of all routes. `publicUrl` has no slash at its end. */
export function createOpenApi(groups: readonly RouteGroup[], publicUrl: string, version: string): OpenApi {
  const schemas = new SchemaCollection();
  schemas.add(errorBody, 'output');
  const paths: OpenApi['paths'] = {};
  for (const {heading, routes} of groups) {
    for (const route of routes) {
      const path = route.path.replace(/:(\w+)/g, '{$1}');
      paths[path] = {...paths[path], [verbOf(route)]: describe(route, heading, schemas)};
    }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Zavu Partner Invite',
      version,
      summary: "Invite a platform's customers to connect their WhatsApp Business account.",
      license: {name: 'MIT', identifier: 'MIT'},
    },
    servers: [{url: publicUrl}],
    tags: groups.map(({heading}) => ({name: heading})),
    paths,
    webhooks: describeWebhooks(schemas),
    components: {schemas: schemas.components, headers, securitySchemes},
  };
}

function describe(route: Route, heading: string, schemas: SchemaCollection): Operation {
  const {path, summary, description, access, query, headers: read, body, bodyType, answer} = route;
  const requestBody =
    body === undefined && bodyType === undefined
      ? undefined
      : {
          // Nothing, `null` and `{}` are the same to a route that needs no field.
          required: body === undefined || !body.safeParse({}).success,
          content: contentOf(body, 'input', bodyType, schemas),
        };
  return {
    operationId: operationIdOf(route),
    tags: [heading],
    summary,
    ...(description !== undefined && {description}),
    security: credentialsFor[access].map((credential) => ({[credential]: []})),
    parameters: [
      ...[...path.matchAll(/:(\w+)/g)].map(([, name = '']) => pathParameter(name)),
      ...parametersOf(query, 'query', schemas),
      ...parametersOf(read, 'header', schemas),
    ],
    ...(requestBody && {requestBody}),
    responses: {
      [answer.status]: {
        description: statusTexts[answer.status],
        headers: referTo(rateLimitHeaders),
        ...((answer.schema ?? answer.type) && {
          content: {
            ...contentOf(answer.schema, 'output', answer.type, schemas),
            ...(answer.also && contentOf(answer.also.schema, 'output', answer.also.type, schemas)),
          },
        }),
      },
      ...Object.fromEntries(refusalsOf(route).map(([status, codes]) => [status, refusal(status, codes)])),
    },
  };
}

/** The handler's name: `createInvitation`. */
function operationIdOf(route: Route): string {
  if (route.handler.name !== '' && route.handler.name !== 'handler') return route.handler.name;
  const words = `${verbOf(route)} ${route.path.replace(/^.*v1/, '')}`.split(/\W+/).filter(Boolean);
  return words.map((word, index) => (index === 0 ? word : word[0]?.toUpperCase() + word.slice(1))).join('');
}

function verbOf({method}: Route): Verb {
  return method.toLowerCase() as Verb;
}

function pathParameter(name: string): Parameter {
  return {name, in: 'path', required: true, schema: {type: 'string'}};
}

function parametersOf(
  object: z.ZodObject | undefined,
  place: 'query' | 'header',
  schemas: SchemaCollection,
): Parameter[] {
  if (!object) return [];
  const {properties = {}, required = []} = schemas.add(object, 'input');
  return Object.entries(properties).map(([name, {description, ...schema}]) => ({
    name,
    in: place,
    required: required.includes(name),
    ...(description !== undefined && {description}),
    schema,
  }));
}

function contentOf(
  schema: z.ZodType | undefined,
  io: 'input' | 'output',
  type: string | undefined,
  schemas: SchemaCollection,
): Content {
  if (type === undefined && schema) {
    const described = schemas.add(schema, io);
    const of = io === 'input' ? 'request' : 'answer';
    return {
      'application/json': {schema: described, example: exampleOf(described, schemas.components, of)},
    };
  }
  const description = type === undefined ? undefined : manyIn[type];
  if (type !== undefined && description !== undefined && schema) {
    const contentSchema = {contentMediaType: 'application/json', contentSchema: schemas.add(schema, io)};
    return {[type]: {schema: {type: 'string', description, ...contentSchema}}};
  }
  const described = schema ? schemas.add(schema, io) : {type: 'string'};
  const [example] = described.examples ?? [];
  return {[type ?? 'text/plain']: {schema: described, ...(example !== undefined && {example})}};
}

function refusal(status: number, codes: ErrorCode[]): Answer {
  return {
    description: codes.map((code) => `\`${code}\`: ${errorMeanings[code]}`).join(' '),
    ...(headersOfStatus[status] && {headers: referTo(headersOfStatus[status])}),
    content: {
      'application/json': {
        schema: {$ref: '#/components/schemas/Error', properties: {code: {enum: codes}}},
      },
    },
  };
}

function referTo(names: string[]): Record<string, Reference> {
  return Object.fromEntries(names.map((name) => [name, {$ref: `#/components/headers/${name}`}]));
}

function bearer(bearerFormat: string, description: string): SecurityScheme {
  return {type: 'http', scheme: 'bearer', bearerFormat, description};
}
