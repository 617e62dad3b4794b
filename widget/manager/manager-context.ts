import type {render} from 'lit/html.js';
import type {directionOf, Language} from '../locales/languages.ts';
import type {Lit, Localization, ManagerContext} from './context.ts';

/** What the element has loaded already, handed in so that it is there once. */
export interface Tools extends Lit, Localization {
  render: typeof render;
  directionOf: typeof directionOf;
}

/** What the manager's own parts work with, besides. */
export interface CoreContext extends ManagerContext, Tools {
  language: Language;
  /** What is shown of a moment: the day and the minute. */
  showTime: (time: string) => string;
  /** Why a request came to nothing, for a person; developers are told unless they know. A session that is refused ends all. */
  explain: (error: unknown, isKnown?: boolean) => string;
}
