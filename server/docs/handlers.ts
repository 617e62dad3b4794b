import type {RequestHandler} from 'express';
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import type {OpenApi} from '../openapi/document.ts';
import {renderFailuresPage} from './failures.ts';
import {renderDocsPage} from './page.ts';

/** `GET /openapi.json` */
export function openApiFile(describe: () => OpenApi): RequestHandler {
  return file('json', () => JSON.stringify(describe()));
}

/** `GET /docs` */
export function docsPage(describe: () => OpenApi): RequestHandler {
  return file('html', () => renderDocsPage(describe()));
}

/** `GET /docs/failures` */
export function failuresPage(publicUrl: string): RequestHandler {
  return file('html', () => renderFailuresPage(publicUrl));
}

/** `GET /assets/docs.css` */
export function docsStyles(): RequestHandler {
  return file('css', () => readFileSync(new URL('docs.css', import.meta.url), 'utf8'));
}

/**
 * Made once, when it is first asked for: no start has to wait for it. A browser that has it asks only whether it is still
 * the same.
 */
function file(type: string, write: () => string): RequestHandler {
  let made: {text: string; etag: string} | undefined;
  return (_req, res) => {
    made ??= withETag(write());
    res.set({'Cache-Control': 'public, max-age=300', ETag: made.etag}).type(type).send(made.text);
  };
}

function withETag(text: string): {text: string; etag: string} {
  return {text, etag: `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`};
}
