import {z} from 'zod';
import type {InboundMessage, MessageContent, MessageReferral} from '../contract/messages.ts';

/*
 * Meta's messages in our words, which are Zavu's where Zavu has one. Pure, and lenient: a message of a kind or a shape
 * that we do not know becomes `unsupported`, since not telling of it at all would lose it.
 */

/** What Meta says in one message, without who received it. */
export type MessageFacts = Omit<InboundMessage, 'senderId' | 'to' | 'channel' | 'status'>;

type Body = Pick<InboundMessage, 'messageType' | 'text' | 'content'>;

const text = z.string().optional().catch(undefined);
const number = z.coerce.number().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

const message = z.object({
  id: z.string().min(1),
  from: text,
  /** Instead of, or besides, the number of a contact with a username. */
  from_user_id: text,
  timestamp: z.coerce.number(),
  type: z.string(),
  context: z
    .object({id: text, from: text, forwarded: flag, frequently_forwarded: flag})
    .optional()
    .catch(undefined),
  referral: z
    .object({
      source_type: text,
      source_id: text,
      source_url: text,
      headline: text,
      body: text,
      media_type: text,
      image_url: text,
      video_url: text,
      thumbnail_url: text,
      ctwa_clid: text,
    })
    .optional()
    .catch(undefined),
});

const media = z.object({
  id: z.string(),
  mime_type: text,
  sha256: text,
  caption: text,
  filename: text,
  voice: flag,
  animated: flag,
});

const chosen = z.object({id: text, title: text, description: text}).optional().catch(undefined);

/** By Meta's `type`: what its object of the same name says; throws when it does not have the shape. */
const readers = new Map<string, (value: unknown) => Body>([
  ['text', (value) => ({messageType: 'text', text: z.object({body: z.string()}).parse(value).body})],
  ['image', (value) => readMedia('image', value)],
  ['video', (value) => readMedia('video', value)],
  ['audio', (value) => readMedia('audio', value)],
  ['voice', (value) => readMedia('audio', {...z.object({}).loose().parse(value), voice: true})],
  ['document', (value) => readMedia('document', value)],
  ['sticker', (value) => readMedia('sticker', value)],
  ['location', readLocation],
  ['contacts', readContacts],
  ['button', readButton],
  ['interactive', readInteractive],
  ['reaction', readReaction],
  ['order', readOrder],
]);

/** One entry of `messages`; `undefined` when it does not even say which message it is and from whom. */
export function readMessage(value: unknown, contacts: ContactNames): MessageFacts | undefined {
  const parsed = message.safeParse(value);
  if (!parsed.success) return undefined;
  const {id, from, from_user_id: userId, timestamp, type, context, referral} = parsed.data;
  const contact = contactOf(from, userId);
  if (contact === undefined) return undefined;
  const {messageType, text: words, content} = readBody(type, value);
  const profileName = contacts.get(from ?? '') ?? contacts.get(userId ?? '');
  return withoutUnset({
    messageId: id,
    from: contact,
    messageType,
    text: words,
    content: unlessEmpty({
      ...content,
      replyToMessageId: context?.id,
      replyToProviderMessageId: context?.id,
      replyToFrom: context?.id === undefined ? undefined : contactOf(context.from, undefined),
      isForwarded: context?.forwarded === true || context?.frequently_forwarded === true || undefined,
    }),
    profileName,
    referral: referral && unlessEmpty(readReferral(referral)),
    providerTimestamp: timestamp * 1000,
  });
}

/** Names by the ids that messages are from. */
export type ContactNames = ReadonlyMap<string, string>;

/** `contacts` of the same value: who is called how. */
export function readContactNames(values: readonly unknown[]): ContactNames {
  const names = new Map<string, string>();
  const contact = z.object({wa_id: text, user_id: text, profile: z.object({name: z.string().min(1)})});
  for (const value of values) {
    const {success, data} = contact.safeParse(value);
    if (!success) continue;
    for (const id of [data.wa_id, data.user_id]) if (id !== undefined) names.set(id, data.profile.name);
  }
  return names;
}

/** E.164 where Meta gives the digits of a number, else its own id of the person. */
export function contactOf(digits: string | undefined, userId: string | undefined): string | undefined {
  if (digits) return /^\d+$/.test(digits) ? `+${digits}` : digits;
  return userId || undefined;
}

function readBody(type: string, value: unknown): Body {
  const read = readers.get(type);
  try {
    if (read) return read((value as Record<string, unknown>)[type]);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
  }
  return {messageType: 'unsupported', content: {providerType: type}};
}

function readMedia(messageType: Body['messageType'], value: unknown): Body {
  const {id, mime_type: mimeType, sha256, caption, filename, voice, animated} = media.parse(value);
  const content = {
    mediaId: id,
    mimeType,
    sha256,
    filename,
    isVoice: messageType === 'audio' ? voice : undefined,
    isAnimated: messageType === 'sticker' ? animated : undefined,
  };
  return {messageType, text: caption, content: withoutUnset(content)};
}

function readLocation(value: unknown): Body {
  const place = z.object({
    latitude: z.coerce.number(),
    longitude: z.coerce.number(),
    name: text,
    address: text,
    url: text,
  });
  return {messageType: 'location', content: place.parse(value)};
}

function readContacts(value: unknown): Body {
  const cards = z.array(
    z.object({
      name: z.object({formatted_name: text}).optional().catch(undefined),
      phones: z
        .array(z.object({phone: text, wa_id: text}))
        .optional()
        .catch(undefined),
    }),
  );
  const contacts = cards.parse(value).map((card) => ({
    ...(card.name?.formatted_name !== undefined && {name: card.name.formatted_name}),
    phones: (card.phones ?? []).flatMap(({phone, wa_id: digits}) => contactOf(digits, phone) ?? []),
  }));
  return {messageType: 'contact', content: {contacts}};
}

/** A quick reply of a template. */
function readButton(value: unknown): Body {
  const button = z.object({text, payload: text}).parse(value);
  const reply = withoutUnset({title: button.text, payload: button.payload});
  return {messageType: 'button', text: button.text, content: {reply}};
}

/** What was chosen of buttons or a list, or the answers of a form. */
function readInteractive(value: unknown): Body {
  const form = z.object({name: text, body: text, response_json: text}).optional().catch(undefined);
  const answer = z.object({button_reply: chosen, list_reply: chosen, nfm_reply: form}).parse(value);
  const {button_reply: button, list_reply: row, nfm_reply: answers} = answer;
  const reply =
    button ??
    row ??
    (answers && {id: answers.name, title: answers.body, payload: answers.response_json ?? undefined});
  if (!reply) return {messageType: 'unsupported', content: {providerType: 'interactive'}};
  return {messageType: 'interactive', text: reply.title, content: {reply: withoutUnset(reply)}};
}

function readReaction(value: unknown): Body {
  const reaction = z.object({message_id: z.string(), emoji: text}).parse(value);
  const content = {emoji: reaction.emoji || undefined, reactToMessageId: reaction.message_id};
  return {messageType: 'reaction', content: withoutUnset(content)};
}

function readOrder(value: unknown): Body {
  const item = z.object({product_retailer_id: text, quantity: number, item_price: number, currency: text});
  const order = z.object({catalog_id: text, text, product_items: z.array(item)}).parse(value);
  const items = order.product_items.map((one) =>
    withoutUnset({
      productId: one.product_retailer_id,
      quantity: one.quantity,
      price: one.item_price,
      currency: one.currency,
    }),
  );
  const content = {order: withoutUnset({catalogId: order.catalog_id, items})};
  return {messageType: 'order', text: order.text, content};
}

function readReferral(referral: NonNullable<z.infer<typeof message>['referral']>): MessageReferral {
  return {
    sourceType: referral.source_type,
    sourceId: referral.source_id,
    sourceUrl: referral.source_url,
    headline: referral.headline,
    body: referral.body,
    mediaType: referral.media_type,
    imageUrl: referral.image_url,
    videoUrl: referral.video_url,
    thumbnailUrl: referral.thumbnail_url,
    ctwaClid: referral.ctwa_clid,
  };
}

/** Receivers are told what there is: an unset key is left out rather than empty. */
function withoutUnset<Fields extends object>(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}

function unlessEmpty<Fields extends MessageContent | MessageReferral>(fields: Fields): Fields | undefined {
  const set = withoutUnset(fields);
  return Object.keys(set).length === 0 ? undefined : set;
}
