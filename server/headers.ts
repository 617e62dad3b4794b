import type {RequestHandler, Response} from 'express';
import type {Config} from './config.ts';

/** What every answer carries. */
export function commonHeaders(config: Config): RequestHandler {
  const isSecure = config.publicUrl.startsWith('https:');
  return (_req, res, next) => {
    res.set('X-Content-Type-Options', 'nosniff');
    if (isSecure) res.set('Strict-Transport-Security', 'max-age=31536000');
    next();
  };
}

/** For backends: never from a browser's cache, never in a frame. */
export function apiHeaders(): RequestHandler {
  return (_req, res, next) => {
    res.set({
      'Cache-Control': 'no-store',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
    });
    next();
  };
}

/**
 * For the element on other sites. Any origin may ask, since a preflight cannot show its credential; whether the
 * session belongs to that origin is checked on the request itself. No cookies are ever involved.
 */
export function clientApiHeaders(): RequestHandler {
  return (req, res, next) => {
    const origin = req.get('origin');
    res.set('Vary', 'Origin');
    res.set('Cache-Control', 'no-store');
    // A backend, or a page of our own: nothing is asked of a browser.
    if (origin === undefined) {
      next();
      return;
    }
    res.set({
      'Access-Control-Allow-Origin': origin,
      'Access-Control-Expose-Headers':
        'Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset',
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
    next();
  };
}

export function preflight(methods: readonly string[]): RequestHandler {
  return (_req, res) => {
    res.set({
      'Access-Control-Allow-Methods': methods.join(', '),
      'Access-Control-Allow-Headers': 'Authorization, Content-Type, Idempotency-Key, Last-Event-ID',
      'Access-Control-Max-Age': '600',
    });
    res.status(204).end();
  };
}

/** The element's files are for every site, also for isolated ones. */
export function assetHeaders(): RequestHandler {
  return (_req, res, next) => {
    res.set({'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin'});
    next();
  };
}

/** For the API's page: it runs nothing, asks nobody, and is no form. */
export function docsHeaders(): RequestHandler {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return (_req, res, next) => {
    res.set({
      'Content-Security-Policy': policy,
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'no-referrer',
    });
    next();
  };
}

/**
 * On a laptop the service answers under several names (localhost, 127.0.0.1), but cookies and Meta's way back belong
 * to one: sends browsers there. Only there, since behind a proxy the name in the request may be an inner one.
 */
export function canonicalHost(config: Config): RequestHandler {
  const {host} = new URL(config.publicUrl);
  return (req, res, next) => {
    if (!config.isLocal || req.get('host') === host) next();
    else res.redirect(307, config.publicUrl + req.originalUrl);
  };
}

/**
 * For the signup pages. They are never framed, tell no other site where they are, and run nothing inline. No
 * Cross-Origin-Opener-Policy: nothing here relies on an opener. `form-action` covers the redirect after the
 * form too, so it must name Meta's dialog.
 */
export function pageHeaders(config: Config): RequestHandler {
  const policy = pagePolicy(config);
  return (_req, res, next) => {
    res.locals['isPage'] = true;
    res.set({
      'Content-Security-Policy': policy,
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex',
    });
    next();
  };
}

/** What one page may do beyond all others: show a picture from elsewhere, run Meta's script. */
export interface PageAllowance {
  imageUrl?: string | null;
  popup?: {sdkUrl: string; dialogOrigin: string} | undefined;
}

export function allowOnPage(res: Response, config: Config, allowance: PageAllowance): void {
  res.set('Content-Security-Policy', pagePolicy(config, allowance));
}

function pagePolicy(config: Config, {imageUrl, popup}: PageAllowance = {}): string {
  const dialogOrigin = config.meta ? new URL(config.meta.dialogUrl).origin : '';
  const sources = (...more: string[]) => ["'self'", ...new Set(more)].join(' ');
  // Meta's script asks several hosts of its own, which change.
  const meta = popup
    ? isFacebook(popup.dialogOrigin)
      ? ['https://facebook.com', 'https://*.facebook.com']
      : [popup.dialogOrigin]
    : [];
  return [
    "default-src 'none'",
    `script-src ${sources(...(popup ? [new URL(popup.sdkUrl).origin] : []))}`,
    "style-src 'self'",
    `img-src ${sources('data:', ...(imageUrl ? [new URL(imageUrl).origin] : []))}`,
    `connect-src ${sources(...meta)}`,
    ...(popup ? [`frame-src ${meta.join(' ')}`] : []),
    `form-action ${sources(...(dialogOrigin ? [dialogOrigin] : []))}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    // Meta's script loads its parts by address, which this would refuse.
    ...(popup ? [] : ["require-trusted-types-for 'script'"]),
  ].join('; ');
}

function isFacebook(origin: string): boolean {
  const {protocol, hostname} = new URL(origin);
  return protocol === 'https:' && (hostname === 'facebook.com' || hostname.endsWith('.facebook.com'));
}
