import type {Invitation} from '../../server/contract/invitations.ts';
import type {ManagerContext, Panel} from './context.ts';

export function createInvitationForm(
  {html, texts}: ManagerContext,
  on: {created(invitation: Invitation): void; close(): void},
): Panel {
  return {
    render: () =>
      html`<h3>${texts.forms.create}</h3>
        <button class="button" type="button" @click=${() => on.close()}>×</button>`,
  };
}
