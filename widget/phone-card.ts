import type {Connection} from '../server/contract/connection.ts';
import type {Card} from './card.ts';
import type {CardParts} from './connection-card.ts';
import type {renderQrCode} from './qr-code.ts';
import type {SignupContext} from './signup-card.ts';
import {signupIcons} from './signup-icons.ts';

export interface PhoneContext {
  /** Whether the person wants to go on with the phone. */
  isOnPhone: boolean;
  /** Not there when its file cannot be loaded. */
  renderQrCode: typeof renderQrCode | undefined;
  usePhone: (isWanted: boolean) => void;
}

/** The card with one more way to go on: the invitation's link on the person's phone. Or, once wanted, that way. */
export function withPhone({url}: Connection, context: SignupContext, parts: CardParts, card: Card): Card {
  const {texts, isOnPhone, renderQrCode, usePhone} = context;
  const {html, renderAction, isDesktop} = parts;
  const {signup, phone} = texts;
  if (!url) return card;
  if (!isOnPhone) {
    if (!isDesktop()) return card;
    const start = renderAction(signup.usePhone, {onClick: () => usePhone(true), kind: 'quiet'});
    return {...card, actions: [...(card.actions ?? []), start]};
  }
  const code = renderQrCode?.(html, url, phone.qrCode);
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
    actions: [renderAction(phone.back, {onClick: () => usePhone(false), kind: 'secondary'})],
  };
}
