import type {RequestHandler} from 'express';
import {createHash} from 'node:crypto';
import {readFileSync} from 'node:fs';
import type {OpenApi} from '../openapi/document.ts';
import {renderFailuresPage} from './failures.ts';
import {renderDocsPage} from './page.ts';

/** `GET /openapi.json` */
export function openApiFile(document: OpenApi): RequestHandler {
  return file('json', JSON.stringify(document));
}

/** `GET /docs` */
export function docsPage(document: OpenApi): RequestHandler {
  return file('html', renderDocsPage(document));
}

/** `GET /docs/failures` */
export function failuresPage(publicUrl: string): RequestHandler {
  return file('html', renderFailuresPage(publicUrl));
}

/** `GET /assets/docs.css` */
export function docsStyles(): RequestHandler {
  return file('css', readFileSync(new URL('docs.css', import.meta.url), 'utf8'));
}

/** Made once; a browser that has it asks only whether it is still the same. */
function file(type: string, text: string): RequestHandler {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  return (_req, res) => {
    res.set({'Cache-Control': 'public, max-age=300', ETag: etag}).type(type).send(text);
  };
}
