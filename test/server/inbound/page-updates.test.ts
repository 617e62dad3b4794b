import {describe, expect, test} from 'vitest';
import {inboundMessage, messageTypes} from '../../../server/contract/messages.ts';
import {readUpdates} from '../../../server/inbound/updates.ts';

const at = 1_790_000_000_123;
const from = {sender: {id: '7001'}, recipient: {id: '8001'}, timestamp: at};
const webhook = (...messaging: unknown[]) => ({
  object: 'page',
  entry: [{id: '8001', time: at, messaging}],
});
const read = (...messaging: unknown[]) => readUpdates(webhook(...messaging));
const message = (content: Record<string, unknown>) => read({...from, message: {mid: 'm_1', ...content}});
const file = (type: string, payload: Record<string, unknown> = {url: 'https://cdn.test/a'}) => ({
  attachments: [{type, payload}],
});

/** Meta's message, and what of it we tell besides the envelope. */
const kinds: [string, Record<string, unknown>, Record<string, unknown>][] = [
  ['a text', {text: 'Hola 👋'}, {messageType: 'text', text: 'Hola 👋'}],
  ['an image', file('image'), {messageType: 'image', content: {url: 'https://cdn.test/a'}}],
  ['a video', file('video'), {messageType: 'video', content: {url: 'https://cdn.test/a'}}],
  ['a voice message', file('audio'), {messageType: 'audio', content: {url: 'https://cdn.test/a'}}],
  ['a file', file('file'), {messageType: 'document', content: {url: 'https://cdn.test/a'}}],
  [
    'a sticker',
    file('image', {url: 'https://cdn.test/s', sticker_id: 369}),
    {messageType: 'sticker', content: {url: 'https://cdn.test/s'}},
  ],
  [
    'a place',
    file('location', {coordinates: {lat: 37.5, long: -122.1}}),
    {messageType: 'location', content: {latitude: 37.5, longitude: -122.1}},
  ],
  [
    'several files',
    {text: 'Look', attachments: [...file('image').attachments, ...file('file').attachments]},
    {
      messageType: 'image',
      text: 'Look',
      content: {
        url: 'https://cdn.test/a',
        attachments: [
          {messageType: 'image', url: 'https://cdn.test/a'},
          {messageType: 'document', url: 'https://cdn.test/a'},
        ],
      },
    },
  ],
  [
    'a button of the Page',
    {text: 'Yes', quick_reply: {payload: 'YES'}},
    {messageType: 'button', text: 'Yes', content: {reply: {title: 'Yes', payload: 'YES'}}},
  ],
  [
    'an answer to a message',
    {text: 'That one', reply_to: {mid: 'm_0'}},
    {
      messageType: 'text',
      text: 'That one',
      content: {replyToMessageId: 'm_0', replyToProviderMessageId: 'm_0'},
    },
  ],
  [
    'one that an ad opened',
    {text: 'Hi', referral: {source: 'ADS', type: 'OPEN_THREAD', ad_id: 6001}},
    {messageType: 'text', text: 'Hi', referral: {sourceType: 'ADS', sourceId: '6001'}},
  ],
  [
    'a shared post',
    file('fallback'),
    {messageType: 'unsupported', content: {providerType: 'fallback', url: 'https://cdn.test/a'}},
  ],
  ['one without anything', {}, {messageType: 'unsupported', content: {providerType: 'message'}}],
];

describe('a message to a Page', () => {
  test.each(kinds)('%s', (_, content, expected) => {
    const facts = {messageId: 'm_1', from: '7001', providerTimestamp: at, ...expected};
    expect(message(content)).toEqual({
      updates: [{kind: 'message', channel: 'messenger', accountId: '8001', message: facts}],
      skipped: [],
    });
    const wire = {...facts, senderId: 'snd_1', to: '8001', channel: 'messenger', status: 'received'};
    expect(inboundMessage.parse(wire)).toEqual(wire);
    expect(messageTypes).toContain(expected['messageType']);
  });

  test('a pressed button of a menu is one, also without an id', () => {
    const postback = {title: 'Opening hours', payload: 'HOURS'};
    const facts = {messageType: 'button', text: 'Opening hours', content: {reply: postback}};
    expect(read({...from, postback: {...postback, mid: 'm_2'}}).updates).toMatchObject([
      {message: {messageId: 'm_2', ...facts}},
    ]);
    expect(read({...from, postback}).updates).toMatchObject([
      {message: {messageId: `postback.7001.${at}`, ...facts}},
    ]);
  });

  test('several at once are told in their order', () => {
    const one = {...from, message: {mid: 'm_1', text: 'One'}};
    const two = {...from, message: {mid: 'm_2', text: 'Two'}};
    expect(read(one, two).updates).toMatchObject([{message: {text: 'One'}}, {message: {text: 'Two'}}]);
  });
});

describe('what became of a message of the Page', () => {
  test('each that was delivered is told', () => {
    expect(read({...from, delivery: {mids: ['m_1', 'm_2'], watermark: at}}).updates).toEqual(
      ['m_1', 'm_2'].map((messageId) => ({
        kind: 'status',
        channel: 'messenger',
        accountId: '8001',
        status: {messageId, to: '7001', status: 'delivered', providerTimestamp: at},
      })),
    );
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['a read, which names no message', {read: {watermark: at}}, 'page read'],
    ['a delivery that names none', {delivery: {watermark: at}}, 'page delivery'],
    ['an echo', {sender: {id: '8001'}, message: {mid: 'm_1', text: 'Hi', is_echo: true}}, 'page message'],
    ['an opt-in', {optin: {ref: 'x'}}, 'page optin'],
    ['a referral', {referral: {ref: 'x'}}, 'page referral'],
  ])('%s is skipped', (_, event, skipped) => {
    expect(read({...from, ...event})).toEqual({updates: [], skipped: [skipped]});
  });
});

describe('nonsense about a Page', () => {
  test.each([
    [{object: 'page'}],
    [{object: 'page', entry: 7}],
    [{object: 'page', entry: [null, 7, {}, {id: '8001'}, {id: '8001', messaging: 'x'}]}],
    [webhook(null, 7, {}, {sender: {}}, {sender: {id: '7001'}}, {...from, timestamp: 'never', message: {}})],
    [webhook({...from, message: {text: 'without an id'}})],
    [{object: 'page', entry: [{id: '8001', changes: [{field: 'feed', value: {}}]}]}],
    [{object: 'page', entry: [{id: '8001', standby: [{...from, message: {mid: 'm', text: 'x'}}]}]}],
  ])('%j tells nothing and breaks nothing', (body) => {
    expect(readUpdates(body).updates).toEqual([]);
  });
});
