import {svg, type SVGTemplateResult} from 'lit/html.js';

/**
 * Line drawings on a grid of 24, in the colour of the text around them. None points left or right: they are the same
 * where the reading goes the other way.
 */
export const icons = {
  chat: svg`<path d="M4 20l1.2-4A8 8 0 1 1 8.5 19zM8.5 12v.1M12 12v.1M15.5 12v.1" />`,
  window: svg`<path d="M4 5h16v14H4zM4 9.5h16" />`,
  phone: svg`<path d="M8 3h8v18H8zM11 18h2" />`,
  check: svg`<path d="M5 12.5l4.5 4.5L19 7.5" />`,
  alert: svg`<path d="M12 6v8M12 18v.1" />`,
  clock: svg`<path d="M12 6v6l4 2M3 12a9 9 0 1 0 18 0 9 9 0 1 0-18 0" />`,
  cross: svg`<path d="M7 7l10 10M17 7L7 17" />`,
  offline: svg`<path d="M4 9a12 12 0 0 1 16 0M7 12.5a7.5 7.5 0 0 1 10 0M12 17v.1M4 4l16 16" />`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof icons;
