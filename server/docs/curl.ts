import type {Operation, Parameter} from '../openapi/document.ts';

/** A call that works when it is pasted, once the shell knows the ids and credentials that it names. */
export function curlOf(address: string, method: string, path: string, operation: Operation): string {
  const {security, parameters, requestBody, responses} = operation;
  const query = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
  const url = `${address}${path.replace(/\{(\w+)\}/g, (_, name: string) => `$${variableOf(path, name)}`)}${queryOf(query)}`;
  const [type, content] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const isStream = Object.values(responses).some(({content: answer}) => answer?.['text/event-stream']);
  const {example} = content ?? {};
  const shownBody =
    example === undefined || (isEmpty(example) && requestBody?.required === false) ? undefined : example;
  return [
    `curl ${isStream ? '-sSN' : '-sS'}${method === 'GET' ? '' : ` -X ${method}`} "${url}"`,
    ...(security.length > 0 ? [`-H "Authorization: Bearer $${credentialOf(operation)}"`] : []),
    ...parameters
      .filter((parameter) => parameter.in === 'header' && parameter.required)
      .map(({name}) => `-H '${name}: …'`),
    ...(shownBody === undefined ? [] : [`-H 'Content-Type: ${type}'`, `--data-binary ${quoted(shownBody)}`]),
  ].join(' \\\n  ');
}

function queryOf(parameters: Parameter[]): string {
  const shown = parameters.map(({name, schema}) => {
    const [example] = schema.examples ?? [];
    return `${name}=${typeof example === 'string' ? encodeURIComponent(example) : '…'}`;
  });
  return shown.length > 0 ? `?${shown.join('&')}` : '';
}

/** `/v1/invitations/{id}` → `INVITATION_ID` */
function variableOf(path: string, name: string): string {
  const [, owner = ''] = new RegExp(`([\\w-]+)/\\{${name}\\}`).exec(path) ?? [];
  const noun = owner.replace(/ies$/, 'y').replace(/s$/, '');
  return `${name === 'id' ? `${noun}_id` : name}`
    .replace(/-/g, '_')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toUpperCase();
}

function credentialOf({security}: Operation): string {
  return security.some((one) => one.apiKey) ? 'INVITE_API_KEY' : 'CLIENT_SECRET';
}

function isEmpty(example: unknown): boolean {
  return typeof example === 'object' && example !== null && Object.keys(example).length === 0;
}

function quoted(body: unknown): string {
  const text = typeof body === 'string' ? body : JSON.stringify(body, null, 2);
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
