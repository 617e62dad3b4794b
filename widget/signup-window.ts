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
  return matchMedia('(min-width: 640px) and (pointer: fine)').matches ? 'popup' : 'tab';
}

/**
 * A window that was opened by a click, before the address is known. It is only ever written to: once Meta's pages
 * are in it, `closed` and messages from it say nothing that is true, so status comes from the service alone.
 */
export class SignupWindow {
  readonly #window: Window;

  private constructor(window: Window) {
    this.#window = window;
  }

  /** To be called in the same task as the click. Answers `undefined` when the browser refuses. */
  static open(flow: 'popup' | 'tab', openingText: string): SignupWindow | undefined {
    try {
      // With `noopener` there would be no handle to send to the address later.
      const opened =
        flow === 'popup'
          ? open('about:blank', 'zavu-signup', popupFeatures())
          : open('about:blank', '_blank');
      if (!opened || opened.closed) return undefined;
      showOpening(opened, openingText);
      return new SignupWindow(opened);
    } catch {
      return undefined;
    }
  }

  goTo(url: string): void {
    try {
      // Nothing that is shown there later may reach back into the host's page.
      this.#window.opener = null;
    } catch {
      // It was reused and shows another origin; that one was cut off when it was opened.
    }
    this.#window.location.replace(url);
    this.#window.focus();
  }

  close(): void {
    this.#window.close();
  }
}

function popupFeatures(): string {
  const width = Math.min(640, screen.availWidth);
  const height = Math.min(780, screen.availHeight);
  const left = Math.round(screenX + (outerWidth - width) / 2);
  const top = Math.round(screenY + (outerHeight - height) / 2);
  return `popup,width=${width},height=${height},left=${left},top=${top}`;
}

function showOpening(opened: Window, text: string): void {
  try {
    opened.document.title = text;
    opened.document.body.textContent = text;
  } catch {
    // A reused window still shows another origin; the text is a courtesy.
  }
}
