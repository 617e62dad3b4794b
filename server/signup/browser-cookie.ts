import type {Request, Response} from 'express';
import {attemptLifetimeMs} from '../invitations/invitation.ts';
import {newSecret} from '../secrets.ts';

/*
 * Binds an attempt to the browser that started it. One secret for a browser, not one for an attempt: two
 * invitations that are signed up side by side in one browser do not throw each other out.
 */

export function readBrowserSecret(req: Request, isSecure: boolean): string | undefined {
  const name = cookieName(isSecure);
  for (const pair of (req.get('cookie') ?? '').split(';')) {
    const [key, value] = pair.trim().split('=');
    if (key === name && value && /^[\w-]{32}$/.test(value)) return value;
  }
  return undefined;
}

/** The browser's secret, renewed or new. Lax, not strict: the browser comes back from Meta with it. */
export function ensureBrowserSecret(req: Request, res: Response, isSecure: boolean): string {
  const secret = readBrowserSecret(req, isSecure) ?? newSecret();
  res.cookie(cookieName(isSecure), secret, {
    httpOnly: true,
    secure: isSecure,
    sameSite: 'lax',
    path: '/',
    maxAge: attemptLifetimeMs,
  });
  return secret;
}

/** `__Host-` keeps neighbouring subdomains from planting one; browsers accept it over https only. */
function cookieName(isSecure: boolean): string {
  return isSecure ? '__Host-zpi_browser' : 'zpi_browser';
}
