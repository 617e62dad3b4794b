import {randomBytes, randomInt} from 'node:crypto';

/** What somebody wants the sandbox to tell about a number. All but the number has a default. */
export interface MessageOrder {
  phoneNumberId: string;
  wabaId?: string;
  displayPhoneNumber?: string;
  /** Digits of the contact's number. */
  from?: string;
  name?: string;
  type?: string;
  /** The text, the caption, or the title of what is chosen. */
  text?: string;
  /** Given again, it is the same message: Meta repeats itself too. */
  messageId?: string;
  /** The message that is quoted or reacted to. */
  replyTo?: string;
  /** Instead of a message: what became of one that was sent. */
  status?: string;
  errorCode?: number;
}

const mediaId = () => String(randomInt(10 ** 13, 10 ** 14));
const mediaOf = (mimeType: string) => ({
  mime_type: mimeType,
  sha256: randomBytes(32).toString('base64'),
  id: mediaId(),
});

/** Meta's object for each kind of message, as its webhooks have it. */
const bodies: Record<string, (order: MessageOrder) => Record<string, unknown>> = {
  text: ({text}) => ({text: {body: text ?? 'Hello'}}),
  image: ({text}) => ({image: {...mediaOf('image/jpeg'), ...(text !== undefined && {caption: text})}}),
  video: ({text}) => ({video: {...mediaOf('video/mp4'), ...(text !== undefined && {caption: text})}}),
  audio: () => ({audio: {...mediaOf('audio/mpeg'), voice: false}}),
  voice: () => ({audio: {...mediaOf('audio/ogg; codecs=opus'), voice: true}}),
  document: ({text}) => ({
    document: {
      ...mediaOf('application/pdf'),
      filename: 'invoice.pdf',
      ...(text !== undefined && {caption: text}),
    },
  }),
  sticker: () => ({sticker: {...mediaOf('image/webp'), animated: false}}),
  location: ({text}) => ({
    location: {
      latitude: 37.483,
      longitude: -122.149,
      name: text ?? 'The harbour',
      address: '1 Harbour Road',
      url: 'https://example.com/harbour',
    },
  }),
  contacts: ({text}) => ({
    contacts: [
      {
        name: {formatted_name: text ?? 'Ana Núñez', first_name: 'Ana'},
        phones: [{phone: '+1 (415) 555-0134', wa_id: '14155550134', type: 'WORK'}],
      },
    ],
  }),
  button: ({text}) => ({button: {text: text ?? 'Yes', payload: text ?? 'Yes'}}),
  interactive: ({text}) => ({
    interactive: {type: 'button_reply', button_reply: {id: 'choice-1', title: text ?? 'The first'}},
  }),
  list: ({text}) => ({
    interactive: {
      type: 'list_reply',
      list_reply: {id: 'row-1', title: text ?? 'The first row', description: 'of the list'},
    },
  }),
  reaction: ({text, replyTo}) => ({reaction: {message_id: replyTo ?? newMessageId(), emoji: text ?? '👍'}}),
  order: ({text}) => ({
    order: {
      catalog_id: mediaId(),
      text: text ?? 'Please deliver today',
      product_items: [{product_retailer_id: 'sku-1', quantity: '2', item_price: '9.5', currency: 'EUR'}],
    },
  }),
  unsupported: () => ({
    errors: [{code: 131051, title: 'Message type unknown', message: 'Message type unknown'}],
  }),
};

export const messageKinds = Object.keys(bodies);
export const messageStatuses = ['sent', 'delivered', 'read', 'failed'];

/** Meta's names of kinds that have several shapes. */
const typeOfKind = new Map([
  ['voice', 'audio'],
  ['list', 'interactive'],
]);

/** The `value` of a webhook's `messages` change. */
export function messagesValue(order: MessageOrder, nowMs: number): Record<string, unknown> {
  const contact = (order.from ?? '14155550199').replace(/\D/g, '');
  const timestamp = String(Math.floor(nowMs / 1000));
  const value = {
    messaging_product: 'whatsapp',
    metadata: {
      display_phone_number: (order.displayPhoneNumber ?? '15550000000').replace(/\D/g, ''),
      phone_number_id: order.phoneNumberId,
    },
  };
  if (order.status !== undefined) {
    return {...value, statuses: [statusOf({...order, status: order.status}, contact, timestamp)]};
  }
  const kind = order.type ?? 'text';
  const message = {
    from: contact,
    id: order.messageId ?? newMessageId(),
    timestamp,
    type: typeOfKind.get(kind) ?? kind,
    ...(order.replyTo !== undefined &&
      kind !== 'reaction' && {context: {from: value.metadata.display_phone_number, id: order.replyTo}}),
    ...bodies[kind]?.(order),
  };
  const contacts = [{profile: {name: order.name ?? 'Ana Núñez'}, wa_id: contact}];
  return {...value, contacts, messages: [message]};
}

function statusOf(order: MessageOrder & {status: string}, contact: string, timestamp: string): unknown {
  const code = order.errorCode ?? 131026;
  return {
    id: order.messageId ?? newMessageId(),
    status: order.status,
    timestamp,
    recipient_id: contact,
    ...(order.status === 'failed' && {
      errors: [
        {
          code,
          title: 'Message undeliverable',
          message: 'Message undeliverable',
          error_data: {details: 'The sandbox was asked to let this message fail.'},
        },
      ],
    }),
  };
}

function newMessageId(): string {
  return `wamid.${randomBytes(24).toString('base64url')}`;
}
