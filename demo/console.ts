import {find, say} from './dom.ts';
import {askHost} from './host-api.ts';

const tag = 'zavu-partner-invite';

/** The section "Agency console": the element that manages, and a list to manage. */
export async function openConsole(report: (error: unknown) => void): Promise<void> {
  const add = find('add-examples', HTMLButtonElement);
  add.addEventListener('click', () => {
    add.disabled = true;
    say('Adding …');
    askHost<{count: number}>('example-clients')
      .then(({count}) => {
        find('examples-note', HTMLParagraphElement).textContent =
          `${count} clients added, by the same calls that your backend would make.`;
        say(`${count} clients added.`);
      })
      .catch(report)
      .finally(() => (add.disabled = false));
  });

  await customElements.whenDefined(tag);
  const {prototype} = customElements.get(tag) ?? {};
  // A script of an older version would take it for one that connects.
  const isKnown = prototype !== undefined && 'mode' in prototype;
  find('console-missing', HTMLParagraphElement).hidden = isKnown;
  if (isKnown)
    find('console-stage', HTMLDivElement).append(find('console-element', HTMLTemplateElement).content);
}
