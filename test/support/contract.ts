import {Ajv2020, type ValidateFunction} from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import {routeGroups, routes} from '../../server/app.ts';
import type {Operation} from '../../server/openapi/document.ts';
import {createOpenApi} from '../../server/openapi/openapi.ts';
import type {JsonSchema} from '../../server/openapi/schemas.ts';
import type {Route} from '../../server/route.ts';
import {parseUrl} from '../../server/url.ts';

/** What the service says of itself. */
export const openApi = createOpenApi(routeGroups, 'http://localhost:8787', '0.0.0');

export {routes};

/** The operation of a route, as documented. */
export function operationOf({method, path}: Pick<Route, 'method' | 'path'>): Operation {
  const operation = openApi.paths[path.replace(/:(\w+)/g, '{$1}')]?.[lowerCase(method)];
  if (!operation) throw new Error(`${method} ${path} is not documented`);
  return operation;
}

const lowerCase = <Text extends string>(text: Text) => text.toLowerCase() as Lowercase<Text>;

const ajv = new Ajv2020({strict: false, allErrors: true});
addFormats.default(ajv);
// Taken is what a browser takes for an address; RFC 3986 would refuse some of it.
ajv.addFormat('uri', (text: string) => parseUrl(text) !== undefined);
// Readers must take new keys; here a key that is not documented is a fault.
ajv.addSchema(closed(openApi), 'closed');
ajv.addSchema(openApi, 'open');

/** Complains when the service has answered what its document does not say. */
export function checkAnswer(
  request: {method: string; path: string; body: unknown},
  answer: {status: number; headers: Headers; body: unknown},
): void {
  const {method} = request;
  const path = request.path.replace(/[?#].*$/, '');
  if (!/^\/(client\/)?v1\//.test(path) || !['GET', 'POST', 'PATCH', 'DELETE'].includes(method)) return;
  const route = routes.find((one) => one.method === method && patternOf(one.path).test(path));
  const what = `${method} ${path} answered ${answer.status}`;
  if (!route) {
    if (answer.status === 404) check(what, '/components/schemas/Error', answer.body);
    else throw new Error(`${what}, but there is no such route`);
    return;
  }
  const operation = operationOf(route);
  const documented = operation.responses[answer.status];
  if (!documented) throw new Error(`${what}, which is not documented: ${JSON.stringify(answer.body)}`);
  const type = answer.headers.get('content-type')?.split(';')[0] ?? '';
  const content = documented.content?.[type];
  if (!content && (documented.content || type)) {
    throw new Error(
      `${what} with ${type}; documented is ${Object.keys(documented.content ?? {}).join(' or ')}`,
    );
  }
  const where = pointer('paths', route.path.replace(/:(\w+)/g, '{$1}'), lowerCase(method));
  if (content && type === 'application/json') {
    check(
      what,
      `${where}${pointer('responses', String(answer.status), 'content', type, 'schema')}`,
      answer.body,
    );
  }
  if (content?.schema.contentSchema) {
    const lines = type === 'text/event-stream' ? /^data: (.*)$/gm : /^(.+)$/gm;
    for (const [, line = ''] of String(answer.body).matchAll(lines)) {
      const schema = pointer('responses', String(answer.status), 'content', type, 'schema');
      check(what, `${where}${schema}/contentSchema`, JSON.parse(line));
    }
  }
  const isTaken = answer.status < 300 && typeof request.body === 'object' && request.body !== null;
  if (isTaken && operation.requestBody?.content['application/json']) {
    const schema = pointer('requestBody', 'content', 'application/json', 'schema');
    check(`${what} to a request`, `${where}${schema}`, request.body, 'open');
  }
}

/** Complains about a message of a stream that is not as documented. */
export function checkMessage(path: string, message: unknown): void {
  const where = pointer('paths', path, 'get', 'responses', '200', 'content', 'text/event-stream', 'schema');
  check(`A message of ${path}`, `${where}/contentSchema`, message);
}

const patterns = new Map<string, RegExp>();

/** As Express matches: any case, a slash more at the end. */
function patternOf(path: string): RegExp {
  const known = patterns.get(path) ?? new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}/?$`, 'i');
  patterns.set(path, known);
  return known;
}

function check(what: string, where: string, value: unknown, document: 'closed' | 'open' = 'closed'): void {
  const validate: ValidateFunction | undefined = ajv.getSchema(`${document}#${where}`);
  if (!validate) throw new Error(`There is no schema at ${where}`);
  if (validate(value)) return;
  throw new Error(`${what}, not as documented: ${ajv.errorsText(validate.errors)}: ${JSON.stringify(value)}`);
}

function pointer(...names: string[]): string {
  return names
    .map((name) => `/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('');
}

/** The document with every object of an answer closed to keys that it does not name. */
function closed<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(closed) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const copy = Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, closed(inner)]));
  const {properties, additionalProperties, $ref} = copy as JsonSchema;
  const isObject = properties !== undefined && additionalProperties === undefined && $ref === undefined;
  return (isObject ? {...copy, additionalProperties: false} : copy) as Value;
}
