import {svg, type SVGTemplateResult} from 'lit';

/** Line drawings on a grid of 24, in the colour of the text around them. */
export const icons = {
  chat: svg`<path d="M4 20l1.2-4A8 8 0 1 1 8.5 19z"/><path d="M9 10.5h6M9 13.5h3.5"/>`,
  window: svg`<path d="M10 5H6a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h11a2 2 0 0 0 2-2v-4"/><path d="M14 4h6v6M20 4l-9 9"/>`,
  progress: svg`<path d="M12 4a8 8 0 1 0 8 8"/>`,
  choose: svg`<path d="M10 6h10M10 12h10M10 18h10"/><path d="M4 6l1 1 2-2M4 12l1 1 2-2M4 18l1 1 2-2"/>`,
  check: svg`<path d="M5 12.5l4.5 4.5L19 7.5"/>`,
  alert: svg`<path d="M12 7.5v5.5M12 16.5v.1"/><circle cx="12" cy="12" r="9"/>`,
  clock: svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/>`,
  cross: svg`<path d="M7 7l10 10M17 7L7 17"/>`,
  offline: svg`<path d="M4 9a12 12 0 0 1 16 0M7 12.5a7.5 7.5 0 0 1 10 0M12 17v.1M4 4l16 16"/>`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof icons;
