import {html, type Html} from '../html.ts';
import type {OpenApi} from '../openapi/openapi.ts';
import {prose} from './fields.ts';
import {type Section, sectionsAfter, sectionsBefore} from './guide.ts';
import {methodBadge, operationArticle, type ShownOperation} from './operation.ts';

/** The OpenAPI document as a page for people. Needs no script. */
export function renderDocsPage(document: OpenApi): string {
  const {info, servers, components} = document;
  const address = servers[0]?.url ?? '';
  const groups = document.tags.map(({name}) => ({
    name,
    id: idOf(name),
    operations: operationsOf(document, name),
  }));
  const section = ({id, title, content}: Section) =>
    html`<section id="${id}">
      <h2>${title}</h2>
      ${content(document, address)}
    </section>`;
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${info.title} API</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="description" content="${info.summary}" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/assets/docs.css" />
        <link rel="alternate" type="application/json" title="OpenAPI" href="/openapi.json" />
      </head>
      <body>
        <a class="skip" href="#begin">To the content</a>
        <nav aria-label="Contents">
          <p class="name"><a href="#top">${info.title}</a></p>
          <details class="contents">
            <summary>Contents</summary>
            ${links(sectionsBefore)}
            ${groups.map(
              ({name, id, operations}) =>
                html`<p><a href="#${id}">${name}</a></p>
                  <ul>
                    ${operations.map(
                      ({method, operation}) =>
                        html`<li>
                          <a href="#${operation.operationId}"
                            >${methodBadge(method)} <span>${prose(operation.summary)}</span></a
                          >
                        </li>`,
                    )}
                  </ul>`,
            )}
            ${links(sectionsAfter)}
          </details>
        </nav>
        <main id="top">
          <header>
            <h1>${info.title} API</h1>
            <p class="lead">${info.summary}</p>
            <p>
              Version ${info.version} at <code>${address}</code>. For tools:
              <a href="/openapi.json">openapi.json</a>, OpenAPI 3.1.
            </p>
          </header>
          ${sectionsBefore.map(section)}
          ${groups.map(
            ({name, id, operations}) =>
              html`<section id="${id}">
                <h2>${name}</h2>
                ${operations.map((shown) => operationArticle(shown, address, components.schemas))}
              </section>`,
          )}
          ${sectionsAfter.map(section)}
        </main>
      </body>
    </html>`.toString();
}

function links(sections: readonly Section[]): Html {
  return html`<ul>
    ${sections.map(({id, title}) => html`<li><a href="#${id}">${title}</a></li>`)}
  </ul>`;
}

function operationsOf({paths}: OpenApi, tag: string): ShownOperation[] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([, operation]) => operation.tags?.includes(tag))
      .map(([method, operation]) => ({method: method.toUpperCase(), path, operation})),
  );
}

function idOf(heading: string): string {
  return `routes-${heading.toLowerCase().replace(/\W+/g, '-')}`;
}
