import type {ManagerContext, Panel} from './context.ts';

export function createStatistics({html}: ManagerContext): Panel {
  return {render: () => html`<h3>…</h3>`};
}
