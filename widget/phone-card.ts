import {html} from 'lit/html.js';
import type {Connection} from '../server/contract/connection.ts';
import {type Card, renderAction} from './card.ts';
import type {Locale} from './localize.ts';
import type {renderQrCode} from './qr-code.ts';
import {isDesktop} from './signup-window.ts';

export interface PhoneContext {
  texts: Locale;
  /** Whether the person wants to go on with the phone. */
  isOnPhone: boolean;
  /** Not there when its file cannot be loaded. */
  renderQrCode: typeof renderQrCode | undefined;
  usePhone: (isWanted: boolean) => void;
}

/** The card with one more way to go on: the invitation's link on the person's phone. Or, once wanted, that way. */
export function withPhone({url}: Connection, context: PhoneContext, card: Card): Card {
  const {texts, isOnPhone, renderQrCode, usePhone} = context;
  const {element, phone} = texts;
  if (!url || !phone) return card;
  if (!isOnPhone) {
    if (!isDesktop()) return card;
    const start = renderAction(element.usePhone, {onClick: () => usePhone(true), kind: 'quiet'});
    return {...card, actions: [...(card.actions ?? []), start]};
  }
  const code = renderQrCode?.(html, url, phone.qrCode);
  return {
    icon: 'phone',
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
