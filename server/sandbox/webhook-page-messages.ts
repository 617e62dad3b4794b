import {randomBytes, randomInt} from 'node:crypto';

/** What somebody wants the sandbox to tell about a Page. All but the Page has a default. */
export interface PageMessageOrder {
  pageId: string;
  /** The person, by Meta's id for this Page. */
  from?: string;
  type?: string;
  /** The text, or the title of the button. */
  text?: string;
  /** Given again, it is the same message: Meta repeats itself too. */
  messageId?: string;
  /** The message that is quoted. */
  replyTo?: string;
  /** Instead of a message: what became of one that was sent. */
  status?: string;
}

const file = (type: string, name: string) => ({
  attachments: [{type, payload: {url: `https://cdn.example.com/${randomInt(10 ** 13, 10 ** 14)}/${name}`}}],
});

/** Meta's object for each kind of message, as its webhooks have it. */
const bodies: Record<string, (text: string | undefined) => Record<string, unknown>> = {
  text: (text) => ({text: text ?? 'Hello'}),
  image: () => file('image', 'photo.jpg'),
  video: () => file('video', 'clip.mp4'),
  audio: () => file('audio', 'voice.mp4'),
  file: () => file('file', 'invoice.pdf'),
  sticker: () => ({
    attachments: [
      {type: 'image', payload: {url: 'https://cdn.example.com/sticker.png', sticker_id: 369239263222822}},
    ],
  }),
  location: (text) => ({
    attachments: [
      {
        type: 'location',
        title: text ?? 'The harbour',
        payload: {url: 'https://example.com/harbour', coordinates: {lat: 37.483, long: -122.149}},
      },
    ],
  }),
  quick_reply: (text) => ({text: text ?? 'Yes', quick_reply: {payload: text ?? 'Yes'}}),
  // What the Page itself wrote, by whichever app.
  echo: (text) => ({text: text ?? 'Hello', is_echo: true}),
};

export const pageMessageKinds = [...Object.keys(bodies), 'postback'];
export const pageMessageStatuses = ['delivered', 'read'];

/** One item of `messaging`. */
export function pageMessaging(order: PageMessageOrder, nowMs: number): Record<string, unknown> {
  const {pageId, from = '7000000000000001', type = 'text', text, replyTo, status} = order;
  const mid = order.messageId ?? `m_${randomBytes(24).toString('base64url')}`;
  const event = {sender: {id: from}, recipient: {id: pageId}, timestamp: nowMs};
  if (status === 'read') return {...event, read: {watermark: nowMs}};
  if (status !== undefined) return {...event, delivery: {mids: [mid], watermark: nowMs}};
  if (type === 'postback') {
    const title = text ?? 'Get started';
    return {...event, postback: {mid, title, payload: title}};
  }
  const addressed = type === 'echo' ? {...event, sender: {id: pageId}, recipient: {id: from}} : event;
  return {
    ...addressed,
    message: {mid, ...bodies[type]?.(text), ...(replyTo !== undefined && {reply_to: {mid: replyTo}})},
  };
}
