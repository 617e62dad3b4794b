import type {Connection} from '../server/contract/connection.ts';
import type {Card} from './card.ts';
import type {CardParts} from './connection-card.ts';
import type {renderQrCode} from './qr-code.ts';
import type {SignupContext} from './signup-card.ts';
import {signupIcons} from './signup-icons.ts';

/** What is remembered from one rendering to the next, and given up with the signup. */
export interface Phone {
  /** Whether the person wants to go on with the phone. */
  isWanted?: boolean;
  /** Not there when its file cannot be loaded. */
  renderQrCode?: typeof renderQrCode | undefined;
}

export interface PhoneContext {
  phone: Phone;
  requestUpdate: () => void;
}

/** The card with one more way to go on: the invitation's link on the person's phone. Or, once wanted, that way. */
export function withPhone({url}: Connection, context: SignupContext, parts: CardParts, card: Card): Card {
  const {texts, phone: used} = context;
  const {html, renderAction, isDesktop} = parts;
  const {signup, phone} = texts;
  if (!url) return card;
  if (!used.isWanted) {
    if (!isDesktop()) return card;
    const start = renderAction(signup.usePhone, {onClick: () => void usePhone(context), kind: 'quiet'});
    return {...card, actions: [...(card.actions ?? []), start]};
  }
  const code = used.renderQrCode?.(html, url, phone.qrCode);
  return {
    icon: signupIcons.phone,
    tone: 'waiting',
    heading: phone.heading,
    sentence: code ? phone.scan : phone.open,
    details: html`
      <div class="phone">
        ${code}
        <a part="link" href=${url} target="_blank" rel="noopener" dir="ltr" draggable="false">${url}</a>
      </div>
    `,
    actions: [renderAction(phone.back, {onClick: () => leavePhone(context), kind: 'secondary'})],
  };
}

async function usePhone({phone, requestUpdate}: PhoneContext): Promise<void> {
  // Without the file there is still the link.
  phone.renderQrCode ??= (await import('./qr-code.ts').catch(() => null))?.renderQrCode;
  phone.isWanted = true;
  requestUpdate();
}

function leavePhone({phone, requestUpdate}: PhoneContext): void {
  phone.isWanted = false;
  requestUpdate();
}
