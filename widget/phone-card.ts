import {html} from 'lit/html.js';
import type {Connection} from '../server/contract.ts';
import {type Card, renderAction} from './card.ts';
import type {Locale} from './localize.ts';
import type {drawQrCode} from './qr-code.ts';
import {isDesktop} from './signup-window.ts';

export interface PhoneContext {
  texts: Locale;
  /** Whether the person wants to go on with the phone. */
  isOnPhone: boolean;
  /** `undefined` until it is loaded, `null` when it cannot be. */
  drawQrCode: typeof drawQrCode | null | undefined;
  usePhone: (isWanted: boolean) => void;
}

/** The card with one more way to go on: the invitation's link on the person's phone. Or, once wanted, that way. */
export function withPhone({url}: Connection, context: PhoneContext, card: Card): Card {
  const {texts, isOnPhone, usePhone} = context;
  if (!url) return card;
  if (isOnPhone) return describePhone(url, context);
  if (!isDesktop()) return card;
  const start = renderAction(texts.element.usePhone, {onClick: () => usePhone(true), kind: 'quiet'});
  return {...card, actions: [...(card.actions ?? []), start]};
}

function describePhone(url: string, {texts: {element}, drawQrCode, usePhone}: PhoneContext): Card {
  // An empty one keeps the room while the file is on its way.
  const code = drawQrCode === undefined ? {viewBox: '0 0 9 9', path: ''} : drawQrCode?.(url);
  const drawing =
    code &&
    html`<svg part="qr-code" class="qr-code" viewBox=${code.viewBox} role="img" aria-label=${element.qrCode}>
      <path d=${code.path} />
    </svg>`;
  return {
    icon: 'phone',
    tone: 'waiting',
    ...element.onPhone,
    ...(!code && {sentence: element.openOnPhone}),
    details: html`
      <div class="phone">
        ${drawing}
        <a part="link" href=${url} target="_blank" rel="noopener" dir="ltr" draggable="false">${url}</a>
      </div>
    `,
    actions: [renderAction(element.back, {onClick: () => usePhone(false), kind: 'secondary'})],
  };
}
