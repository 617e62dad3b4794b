import type {ManagerContext, Panel} from './context.ts';

export function createImport({html}: ManagerContext, on: {imported(): void; close(): void}): Panel {
  return {render: () => html`<button class="button" type="button" @click=${() => on.close()}>×</button>`};
}
