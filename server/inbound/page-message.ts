import {z} from 'zod';
import type {MessageContent} from '../contract/messages.ts';
import {id, list, optional} from './lenient.ts';
import type {MessageFacts} from './message.ts';

/*
 * What people write to a Facebook Page, in our words, which are those for WhatsApp where there is one. Pure, and lenient: what we do
 * not know becomes `unsupported`, since not telling of it at all would lose it.
 */

const text = optional(z.string().min(1));

/** One item of `messaging`. */
export const pageEvent = z.object({
  sender: z.object({id}),
  recipient: optional(z.object({id})),
  /** Epoch ms, unlike elsewhere. */
  timestamp: z.coerce.number().int(),
  message: optional(
    z.object({
      mid: z.string().min(1),
      is_echo: optional(z.boolean()),
      text,
      quick_reply: optional(z.object({payload: text})),
      reply_to: optional(z.object({mid: text})),
      referral: optional(z.looseObject({})),
      attachments: list,
    }),
  ),
  postback: optional(
    z.object({mid: text, title: text, payload: text, referral: optional(z.looseObject({}))}),
  ),
  delivery: optional(z.unknown()),
  read: optional(z.unknown()),
  referral: optional(z.unknown()),
  optin: optional(z.unknown()),
});
export type PageEvent = z.infer<typeof pageEvent>;

/** What a person wrote or pressed; `undefined` when it is something else, or the Page's own message. */
export function readPageMessage(event: PageEvent, pageId: string): MessageFacts | undefined {
  const {sender, timestamp, message, postback} = event;
  if (sender.id === pageId || message?.is_echo) return undefined;
  const common = {from: sender.id, providerTimestamp: timestamp};
  if (message) {
    return {messageId: message.mid, ...common, ...bodyOf(message), ...referralOf(message.referral)};
  }
  if (postback) {
    const {mid, title, payload} = postback;
    return {
      // Pages of old versions of Graph are told no id of it.
      messageId: mid ?? `postback.${sender.id}.${timestamp}`,
      ...common,
      ...pressed(title, payload),
      ...referralOf(postback.referral),
    };
  }
  return undefined;
}

type Body = Pick<MessageFacts, 'messageType' | 'text' | 'content'>;

function bodyOf(message: NonNullable<PageEvent['message']>): Body {
  const {text: words, quick_reply: quickReply, reply_to: replyTo, attachments} = message;
  const body = quickReply ? pressed(words, quickReply.payload) : attachedBody(words, attachments);
  const quoted = replyTo?.mid;
  if (quoted === undefined) return body;
  return {
    ...body,
    content: {...body.content, replyToMessageId: quoted, replyToProviderMessageId: quoted},
  };
}

/** A button of the Page: its label is what the person said. */
function pressed(title: string | undefined, payload: string | undefined): Body {
  const reply = {...(title !== undefined && {title}), ...(payload !== undefined && {payload})};
  return {messageType: 'button', ...(title !== undefined && {text: title}), content: {reply}};
}

const attachment = z.object({
  type: z.string(),
  payload: optional(
    z.object({
      url: text,
      sticker_id: optional(id),
      coordinates: optional(z.object({lat: z.coerce.number(), long: z.coerce.number()})),
    }),
  ),
});

const typesOfFiles = new Map<string, Body['messageType']>([
  ['image', 'image'],
  ['video', 'video'],
  ['audio', 'audio'],
  ['file', 'document'],
]);

/** The first thing that is attached says what the message is; several are listed. */
function attachedBody(words: string | undefined, attachments: readonly unknown[]): Body {
  const said = words !== undefined && {text: words};
  const bodies = attachments.flatMap((one) => {
    const {data} = attachment.safeParse(one);
    return data ? [attachmentBody(data)] : [];
  });
  const [first] = bodies;
  if (!first) {
    return words === undefined
      ? {messageType: 'unsupported', content: {providerType: 'message'}}
      : {messageType: 'text', text: words};
  }
  if (bodies.length === 1) return {...first, ...said};
  const listed = bodies.map(({messageType, content}) => ({
    messageType,
    ...(content?.url !== undefined && {url: content.url}),
  }));
  return {...first, ...said, content: {...first.content, attachments: listed}};
}

function attachmentBody({type, payload}: z.infer<typeof attachment>): Body {
  const url: MessageContent = payload?.url === undefined ? {} : {url: payload.url};
  const place = payload?.coordinates;
  if (type === 'location' && place) {
    return {messageType: 'location', content: {latitude: place.lat, longitude: place.long, ...url}};
  }
  if (type === 'image' && payload?.sticker_id !== undefined) return {messageType: 'sticker', content: url};
  const messageType = typesOfFiles.get(type);
  return messageType
    ? {messageType, content: url}
    : {messageType: 'unsupported', content: {providerType: type, ...url}};
}

const referral = z.object({source: text, ad_id: optional(id), ref: text, referer_uri: text});

/** The ad or link that opened the conversation. */
function referralOf(value: unknown): Pick<MessageFacts, 'referral'> {
  const {data} = referral.safeParse(value ?? {});
  const sourceId = data?.ad_id ?? data?.ref;
  const known = {
    ...(data?.source !== undefined && {sourceType: data.source}),
    ...(sourceId !== undefined && {sourceId}),
    ...(data?.referer_uri !== undefined && {sourceUrl: data.referer_uri}),
  };
  return Object.keys(known).length === 0 ? {} : {referral: known};
}
