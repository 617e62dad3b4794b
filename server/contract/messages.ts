import {z} from 'zod';

/** Zavu's words for what a message is; what we have no word for is `unsupported`. */
export const messageTypes = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contact',
  'button',
  'interactive',
  'reaction',
  'order',
  'unsupported',
] as const;

const messageId = z.string().describe("Meta's id of the message (`wamid.…`, of a Page `m_…`).");
const contact = z
  .string()
  .describe(
    "E.164; for contacts who hide their number, and for whoever writes to a Page, Meta's id of them (`US.1349…`). Treat it as opaque.",
  );
const providerTimestamp = z.int().describe('When Meta received it, Unix milliseconds.');

/** What a message carries besides its text. Which keys there are follows from `messageType`. */
export const messageContent = z
  .object({
    mediaId: z.string().optional().describe("Meta's id, by which the file is fetched."),
    mimeType: z.string().optional(),
    sha256: z.string().optional(),
    filename: z.string().optional(),
    isVoice: z.boolean().optional().describe('`audio`: recorded in the app.'),
    isAnimated: z.boolean().optional().describe('`sticker`.'),
    latitude: z.number().optional(),
    longitude: z.number().optional(),
    name: z.string().optional().describe('`location`: of the place.'),
    address: z.string().optional().describe('`location`.'),
    url: z
      .string()
      .optional()
      .describe('`location`: of the place. Of a Page: where the file is, as long as Meta keeps it there.'),
    attachments: z
      .array(z.object({messageType: z.enum(messageTypes), url: z.string().optional()}))
      .optional()
      .describe('Of a Page: all of them, where a message has several.'),
    contacts: z.array(z.object({name: z.string().optional(), phones: z.array(z.string())})).optional(),
    reply: z
      .object({
        id: z.string().optional(),
        title: z.string().optional(),
        description: z.string().optional(),
        payload: z.string().optional().describe('What the button was given; of a form, its answers as JSON.'),
      })
      .optional()
      .describe('`button`, `interactive`: what was chosen.'),
    emoji: z.string().optional().describe('`reaction`; missing when it was taken back.'),
    reactToMessageId: z.string().optional(),
    order: z
      .object({
        catalogId: z.string().optional(),
        items: z.array(
          z.object({
            productId: z.string().optional(),
            quantity: z.number().optional(),
            price: z.number().optional(),
            currency: z.string().optional(),
          }),
        ),
      })
      .optional(),
    providerType: z.string().optional().describe("`unsupported`: Meta's word for what it was."),
    replyToMessageId: z.string().optional().describe('The message that was quoted.'),
    replyToProviderMessageId: z.string().optional().describe('The same, as Zavu names it.'),
    replyToFrom: z.string().optional(),
    isForwarded: z.boolean().optional(),
  })
  .meta({
    id: 'MessageContent',
    description: 'What a message carries besides its text. Which keys there are follows from `messageType`.',
  });
export type MessageContent = z.infer<typeof messageContent>;

/** Where a conversation came from that an ad or a post opened. */
export const messageReferral = z
  .object({
    sourceType: z.string().optional(),
    sourceId: z.string().optional(),
    sourceUrl: z.string().optional(),
    headline: z.string().optional(),
    body: z.string().optional(),
    mediaType: z.string().optional(),
    imageUrl: z.string().optional(),
    videoUrl: z.string().optional(),
    thumbnailUrl: z.string().optional(),
    ctwaClid: z.string().optional(),
  })
  .meta({id: 'MessageReferral', description: 'Where a conversation came from that an ad or a post opened.'});
export type MessageReferral = z.infer<typeof messageReferral>;

/** `data` of `message.inbound`; unset keys are left out. */
export const inboundMessage = z
  .object({
    messageId,
    senderId: z.string(),
    from: contact,
    to: z.string().describe("The sender's number, E.164, or Meta's id of its Page."),
    channel: z.enum(['whatsapp', 'messenger']),
    status: z.literal('received'),
    messageType: z.enum(messageTypes),
    text: z.string().optional().describe('The text, a caption, or the title of what was chosen.'),
    content: messageContent.optional(),
    profileName: z.string().optional().describe('How the contact calls themselves.'),
    referral: messageReferral.optional(),
    providerTimestamp,
  })
  .meta({id: 'InboundMessage', description: '`data` of `message.inbound`. Unset keys are left out.'});
export type InboundMessage = z.infer<typeof inboundMessage>;

export const messageStatuses = ['sent', 'delivered', 'read', 'failed'] as const;

/** `data` of `message.sent`, `.delivered`, `.read` and `.failed`. */
export const messageStatusChange = z
  .object({
    messageId,
    senderId: z.string(),
    from: z.string().describe("The sender's number, E.164, or Meta's id of its Page."),
    to: contact,
    channel: z.enum(['whatsapp', 'messenger']),
    status: z.enum(messageStatuses),
    errorCode: z.string().optional().describe("`failed`: Meta's number of the error."),
    errorMessage: z.string().optional(),
    providerTimestamp,
  })
  .meta({
    id: 'MessageStatusChange',
    description: '`data` of `message.sent`, `.delivered`, `.read` and `.failed`.',
  });
export type MessageStatusChange = z.infer<typeof messageStatusChange>;
