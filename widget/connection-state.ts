import type {Connection} from '../server/contract/connection.ts';
import type {ApiErrorCode} from './api-error.ts';

/** A state in which nothing of this page is under way. `problem`: why the last click came to nothing. */
export interface SettledState {
  name: 'not-connected' | 'in-progress' | 'connected' | 'failed' | 'expired' | 'cancelled';
  connection: Connection;
  problem: ApiErrorCode | null;
}

/** The signup was opened from here. `startedFrom` is the connection as it was then, to tell old news from new. */
export interface StartedState {
  /** `blocked`: no window could be opened, so the person gets `startUrl` as a link. */
  name: 'waiting' | 'blocked';
  connection: Connection;
  startedFrom: Connection;
  startUrl: string | null;
}

/** A click is on its way to the service; the person still sees `before`. */
export interface OpeningState {
  name: 'opening';
  before: SettledState | StartedState;
}

/** What the element shows. */
export type ConnectionState =
  | {name: 'loading'}
  | {name: 'offline'; before: Exclude<ConnectionState, {name: 'offline'}>; isTrying: boolean}
  | {name: 'refused'; code: ApiErrorCode}
  | OpeningState
  | StartedState
  | SettledState;

const nameOfStatus = {
  none: 'not-connected',
  pending: 'not-connected',
  in_progress: 'in-progress',
  completed: 'connected',
  failed: 'failed',
  expired: 'expired',
  cancelled: 'cancelled',
} as const;

export function settle(connection: Connection, problem: ApiErrorCode | null = null): SettledState {
  return {name: nameOfStatus[connection.status], connection, problem};
}

/** The state after news from the service. */
export function receive(state: ConnectionState, connection: Connection): ConnectionState {
  switch (state.name) {
    case 'loading':
    case 'refused':
      return settle(connection);
    case 'offline':
      return receive(state.before, connection);
    case 'opening': {
      const before = receive(state.before, connection) as OpeningState['before'];
      return before.name === state.before.name ? {...state, before} : before;
    }
    case 'waiting':
    case 'blocked':
      if (!isStillOpen(state.startedFrom, connection)) return settle(connection);
      // The link was used, here or after it was copied.
      return {...state, connection, name: connection.status === 'in_progress' ? 'waiting' : state.name};
    case 'not-connected':
    case 'in-progress':
    case 'connected':
    case 'failed':
    case 'expired':
    case 'cancelled': {
      const next = settle(connection);
      return next.name === state.name ? {...state, connection} : next;
    }
  }
}

/** The state after requests found nobody. What has ended is still true, and a click reports for itself. */
export function lose(state: ConnectionState): ConnectionState {
  if (state.name === 'offline') return {...state, isTrying: false};
  return /^(refused|opening|connected|expired|cancelled)$/.test(state.name)
    ? state
    : {name: 'offline', before: state, isTrying: false};
}

/** Whether the signup that was opened here has not yet come to a result, or to a step that is worth showing. */
function isStillOpen(startedFrom: Connection, {status, step, updatedAt}: Connection): boolean {
  switch (status) {
    case 'none':
    case 'pending':
      return true;
    case 'in_progress':
      return !step || step === 'dialog';
    case 'completed':
      return false;
    case 'failed':
    case 'expired':
    case 'cancelled':
      // Until the window has really started, the service still reports how the previous attempt ended.
      return (updatedAt ?? '') <= (startedFrom.updatedAt ?? '');
  }
}
