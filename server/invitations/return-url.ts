import type {Mode} from '../contract/fields.ts';
import {wrongField} from '../errors.ts';
import type {Project, ProjectSettings} from '../projects/project.ts';

const localHosts = ['localhost', '127.0.0.1', '[::1]'];

/** Whether a link may offer to go back to this address: its origin is one that the project has named. */
export function mayReturnTo({returnOrigins = []}: ProjectSettings, mode: Mode, returnUrl: string): boolean {
  const {origin} = new URL(returnUrl);
  return isSafe(returnUrl, mode) && returnOrigins.includes(origin);
}

/** Refuses an address that a link of this project may not lead back to. */
export function checkReturnUrl(
  {project, mode}: {project: Project; mode: Mode},
  returnUrl: string | null | undefined,
): void {
  if (returnUrl == null || mayReturnTo(project.settings, mode, returnUrl)) return;
  const {origin} = new URL(returnUrl);
  const message = isSafe(returnUrl, mode)
    ? `${origin} is not an origin of this project. Allow it first: PATCH /v1/project {"returnOrigins": ["${origin}"]}`
    : 'must begin with https:// (http:// only for localhost, in test mode)';
  throw wrongField('returnUrl', message);
}

/** Nobody on the way can read or change where it leads. */
function isSafe(returnUrl: string, mode: Mode): boolean {
  const {protocol, hostname} = new URL(returnUrl);
  return protocol === 'https:' || (mode === 'test' && protocol === 'http:' && localHosts.includes(hostname));
}
