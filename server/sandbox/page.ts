import type express from 'express';

/** Markup that may be sent as it is. Made by `html` only. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Piece = Html | string | number | false | undefined | readonly Piece[];

/** Escapes everything that is put into it, but for other `html` and lists of it; `false` and `undefined` are nothing. */
export function html(literals: TemplateStringsArray, ...pieces: Piece[]): Html {
  return new Html(literals.reduce((text, literal, index) => text + renderPiece(pieces[index - 1]) + literal));
}

function renderPiece(piece: Piece): string {
  if (piece instanceof Html) return piece.text;
  if (piece === undefined || piece === false) return '';
  if (typeof piece === 'object') return piece.map(renderPiece).join('');
  return String(piece).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export interface Page {
  title: string;
  /** 200 when absent. */
  status?: number;
  /** The origin to which an answered form may redirect. */
  formTarget?: string;
  body: Html;
}

/**
 * Sends a page of the dialog. Its links are relative to `/sandbox/dialog/<version>/dialog/oauth`, so that the sandbox
 * can be mounted anywhere.
 */
export function sendPage(res: express.Response, page: Page): void {
  // Chromium holds `form-action` against the redirect that answers a form, too.
  const formAction = page.formTarget ? `'self' ${page.formTarget}` : "'self'";
  res
    .status(page.status ?? 200)
    .set({
      'Content-Security-Policy': `default-src 'none'; style-src 'self'; img-src 'self' data:; form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`,
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
    })
    .type('html')
    .send(layout(page.title, page.body).text);
}

function layout(title: string, body: Html): Html {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>${title} · Sandbox</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="../../../sandbox.css" />
      </head>
      <body>
        ${body}
      </body>
    </html> `;
}
