import type {Page} from 'playwright-core';
import type {Connection} from '../../../server/contract/connection.ts';
import type {Language} from '../../../widget/locales/languages.ts';
import type {Say} from './say.ts';

/** One thing that people see, wherever it comes from: what is looked at, and what axe and a screen reader are asked about. */
export interface Scene {
  name: string;
  /** The document; by default that of a host with the element. */
  html?: (language: Language) => string;
  /** What the service says of the connection. `never`: it does not answer; a number: it answers so. */
  connection?: Partial<Connection> | 'never' | number;
  /** What the API answers, `GET /v1/invitations` for example. `never`: it does not; a number: it answers so. */
  api?: Record<string, unknown> | 'never' | number;
  mode?: 'manage';
  /** What answers a click on Connect; by default a place to go to. `never`: nothing does; a number: a refusal. */
  start?: 'never' | number;
  /** Runs in the page before anything else. */
  before?: () => void;
  /** What a person does until it is seen; `say` has the words that they look for in the language of the scene. */
  act?: (page: Page, say: Say) => Promise<unknown>;
  /** It is seen when this is. */
  shows: string;
}
