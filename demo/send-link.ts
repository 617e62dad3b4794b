import {copy} from './copy.ts';
import {find, say} from './dom.ts';
import {askHost, type ShownInvitation} from './host-api.ts';

/** "Or send a link": asks the backend for an invitation and shows its address, until `forget`. */
export function showLink(currentInvitationId: () => string | null): {forget: () => void} {
  const create = find('create-link', HTMLButtonElement);
  const url = find('link-url', HTMLInputElement);
  const copyButton = find('copy-link', HTMLButtonElement);
  const problem = find('link-problem', HTMLParagraphElement);

  create.addEventListener('click', () => {
    create.disabled = true;
    problem.textContent = '';
    askHost<{invitation: ShownInvitation}>('invitation', {invitationId: currentInvitationId()})
      .then(({invitation}) => {
        url.value = invitation.url;
        find('open-link', HTMLAnchorElement).href = invitation.url;
        find('preview-host', HTMLSpanElement).textContent = new URL(invitation.url).host;
        find('made-link', HTMLDivElement).hidden = false;
        create.hidden = true;
        copyButton.focus();
        say('The link is ready.');
      })
      .catch(() => (problem.textContent = 'That did not work. Is the service still running?'))
      .finally(() => (create.disabled = false));
  });
  copyButton.addEventListener('click', () => void copy(url.value, copyButton));
  return {
    forget() {
      find('made-link', HTMLDivElement).hidden = true;
      create.hidden = false;
    },
  };
}
