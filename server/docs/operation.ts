import {html, type Html} from '../html.ts';
import type {Answer, Credential, Operation, Parameter} from '../openapi/document.ts';
import type {Schemas} from '../openapi/schemas.ts';
import {curlOf} from './curl.ts';
import {fieldTable, type FieldsOf, prose, rowTable} from './fields.ts';

/** One route as the page shows it. */
export interface ShownOperation {
  method: string;
  path: string;
  operation: Operation;
}

export const credentialNames: Record<Credential, string> = {
  apiKey: 'API key',
  manageSession: 'panel session',
  connectSession: 'client session',
  invitationToken: 'link token',
};

/** The article of one route. `address` is where the service is. */
export function operationArticle(shown: ShownOperation, address: string, components: Schemas): Html {
  const {method, path, operation} = shown;
  const {operationId, summary, description, parameters, requestBody, responses} = operation;
  const success = Object.entries(responses).filter(([status]) => status < '300');
  const refusals = Object.entries(responses).filter(([status]) => status >= '300');
  return html`<article id="${operationId}">
    <header>
      <h3><a href="#${operationId}">${prose(summary)}</a></h3>
      <p class="address">${methodBadge(method)} <code>${path}</code></p>
      <p class="who">${whoMay(operation)}</p>
      ${description !== undefined && html`<p>${prose(description)}</p>`}
    </header>
    <div class="columns">
      <div>
        ${(['path', 'query', 'header'] as const).map((place) => parameterTable(parameters, place, components))}
        ${requestBody && bodyTable(requestBody, components)}
        ${success.map(([status, answer]) => answerTable(status, answer, components))}
        <h4>Refusals</h4>
        <ul class="refusals">
          ${refusals.map(([status, answer]) => html`<li>${status} ${codesOf(answer)}</li>`)}
        </ul>
      </div>
      <div class="examples">
        <h4>Example</h4>
        <pre><code>${curlOf(address, method, path, operation)}</code></pre>
        ${success.map(([status, answer]) => answerExample(status, answer))}
      </div>
    </div>
  </article>`;
}

export function methodBadge(method: string): Html {
  return html`<span class="method ${method.toLowerCase()}">${method}</span>`;
}

function whoMay({security}: Operation): Html {
  if (security.length === 0) return html`Anyone`;
  const names = security.flatMap((one) => Object.keys(one) as Credential[]);
  return html`With:
  ${names.map(
    (name, index) => html`${index > 0 && ' or '}<a href="#credentials">${credentialNames[name]}</a>`,
  )}`;
}

const placeNames = {path: 'In the path', query: 'Query', header: 'Headers'} as const;

function parameterTable(
  parameters: Parameter[],
  place: keyof typeof placeNames,
  components: Schemas,
): Html | false {
  const rows = parameters
    .filter((parameter) => parameter.in === place)
    .map(({name, required, description, schema}) => ({
      name,
      isRequired: required,
      schema: {...schema, ...(description !== undefined && {description})},
    }));
  return (
    rows.length > 0 &&
    html`<h4>${placeNames[place]}</h4>
      ${rowTable(rows, components, 'request')}`
  );
}

function bodyTable({required, content}: NonNullable<Operation['requestBody']>, components: Schemas): Html {
  return html`<h4>Body ${!required && html`<span class="mark">may be empty</span>`}</h4>
    ${contentTables(content, components, 'request')}`;
}

function answerTable(status: string, {description, content}: Answer, components: Schemas): Html {
  return html`<h4>Answer ${status}</h4>
    ${content ? contentTables(content, components, 'answer') : html`<p>${description}.</p>`}`;
}

function contentTables(content: NonNullable<Answer['content']>, components: Schemas, of: FieldsOf): Html {
  return html`${Object.entries(content).map(([type, {schema}]) => {
    const {description, contentSchema} = schema;
    return html`${type !== 'application/json' && html`<p><code>${type}</code></p>`}
    ${description !== undefined && html`<p>${prose(description)}</p>`}
    ${type === 'application/json' && fieldTable(schema, components, of)}
    ${contentSchema && fieldTable(contentSchema, components, of)}`;
  })}`;
}

function answerExample(status: string, {content}: Answer): Html | false {
  const example = content?.['application/json']?.example;
  return (
    example !== undefined &&
    html`<details>
      <summary>Answer ${status}</summary>
      <pre><code>${JSON.stringify(example, null, 2)}</code></pre>
    </details>`
  );
}

function codesOf({content}: Answer): Html {
  const codes = content?.['application/json']?.schema.properties?.['code']?.enum ?? [];
  return html`${codes.map(
    (code, index) =>
      html`${index > 0 && ', '}<a href="#error-${String(code)}"><code>${String(code)}</code></a>`,
  )}`;
}
