import type {Invitation} from '../../server/contract/invitations.ts';
import type {ManagerContext, Panel} from './context.ts';

export function createShareKit({html}: ManagerContext, {url}: Invitation): Panel {
  return {render: () => html`<p><a part="link" href=${url} target="_blank" rel="noopener">${url}</a></p>`};
}
