import type {Connection} from '../server/contract/connection.ts';
import type {FailureReason} from '../server/contract/failure-reasons.ts';
import type {ApiErrorCode} from './api-error.ts';

/** The events of `<zavu-partner-invite>`. All of them bubble and leave shadow trees. */
export interface PartnerInviteEventMap {
  /**
   * The connection is loaded. It may be connected already. In the mode `manage`: the list of invitations is loaded, and
   * `connection` is `null`, since there is not one but many.
   */
  'zavu-ready': CustomEvent<{connection: Connection | null}>;
  /** The person is about to start the signup; `preventDefault()` stops it. */
  'zavu-connect-start': CustomEvent<{connection: Connection}>;
  /** The status changed while this page was open. */
  'zavu-status-changed': CustomEvent<{
    previousStatus: Connection['status'];
    currentStatus: Connection['status'];
    connection: Connection;
  }>;
  /**
   * The account was connected while this page was open, however this page learnt of it. An account that was connected
   * before is told by `zavu-ready` only, so that nothing runs twice.
   */
  'zavu-connected': CustomEvent<{connection: Connection}>;
  /** An attempt failed while this page was open. The person may try again. */
  'zavu-failed': CustomEvent<{failureReason: FailureReason; connection: Connection}>;
  /** For the developer: what does not work, and what to set right. `preventDefault()` keeps it out of the console. */
  'zavu-error': CustomEvent<{code: ApiErrorCode; message: string}>;
}

declare global {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- only an interface can be merged
  interface HTMLElementEventMap extends PartnerInviteEventMap {}
}

/** Dispatches an event of the element; answers `false` when it was cancelled. */
export function dispatch<Type extends keyof PartnerInviteEventMap>(
  element: HTMLElement,
  type: Type,
  detail: PartnerInviteEventMap[Type]['detail'],
): boolean {
  const cancelable = /start|error/.test(type);
  return element.dispatchEvent(new CustomEvent(type, {bubbles: true, composed: true, cancelable, detail}));
}
