/** Where the signup opens. */
export type Flow = 'auto' | 'popup' | 'tab' | 'redirect';

/** In these, new windows are lost or never open; leaving the page and coming back works. */
const inAppBrowsers = /FBAN|FBAV|Instagram|\bLine\/|WhatsApp\/|; wv\)/i;

/**
 * What `auto` means here: a popup only where it looks like one, on a wide screen with a mouse. Phones show a popup
 * as a tab anyway.
 */
export function chooseFlow(flow: Flow): Exclude<Flow, 'auto'> {
  if (flow !== 'auto') return flow;
  if (inAppBrowsers.test(navigator.userAgent)) return 'redirect';
  return isDesktop() ? 'popup' : 'tab';
}

/** Whether the screen is wide and there is a mouse. */
export function isDesktop(): boolean {
  return matchMedia('(min-width: 640px) and (pointer: fine)').matches;
}

/**
 * Opens an empty window, to be sent to the signup as soon as its address is known. To be called in the same task as the
 * click. Answers `null` when the browser refuses.
 *
 * The window is only ever written to: once Meta's pages are in it, `closed` and messages from it say nothing that is
 * true, so status comes from the service alone.
 */
export function openWindow(flow: 'popup' | 'tab', text: string): Window | null {
  try {
    // With `noopener` there would be no handle to send to the address later.
    const opened =
      flow === 'popup' ? open('about:blank', 'zavu-signup', popupFeatures()) : open('about:blank');
    try {
      if (opened) opened.document.body.textContent = text;
    } catch {
      // It was reused and still shows another origin; the text is a courtesy.
    }
    return opened;
  } catch {
    return null;
  }
}

export function sendTo(url: string, opened: Window): void {
  try {
    // Nothing that is shown there later may reach back into the host's page.
    opened.opener = null;
  } catch {
    // It was reused and shows another origin; that one was cut off when it was opened.
  }
  opened.location.replace(url);
}

function popupFeatures(): string {
  const width = 640;
  const height = 780;
  const left = screenX + (outerWidth - width) / 2;
  const top = screenY + (outerHeight - height) / 2;
  return `popup,width=${width},height=${height},left=${left},top=${top}`;
}
