import {say} from './dom.ts';

/** Copies a text and says so on the button that was pressed. */
export async function copy(text: string, button: HTMLButtonElement): Promise<void> {
  const [label] = button.childNodes;
  if (!label) return;
  const wording = button.dataset['label'] ?? label.textContent ?? '';
  button.dataset['label'] = wording;
  try {
    await navigator.clipboard.writeText(text);
    label.textContent = 'Copied ';
    say('Copied.');
  } catch {
    // Some browsers ask, and people may say no.
    label.textContent = 'Not allowed ';
    say('The browser did not allow copying.');
  }
  setTimeout(() => (label.textContent = wording), 2000);
}
