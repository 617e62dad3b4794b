import {describe, expect, test} from 'vitest';
import {messageTypes} from '../../../server/contract/messages.ts';
import {inboundMessage} from '../../../server/contract/messages.ts';
import {type MessageFacts, readContactNames, readMessage} from '../../../server/inbound/message.ts';

const envelope = {from: '14155550199', id: 'wamid.1', timestamp: '1790000000'};
const names = readContactNames([{wa_id: '14155550199', profile: {name: 'Ana Núñez'}}]);
const read = (message: Record<string, unknown>) => readMessage({...envelope, ...message}, names);

/** Meta's message, and what of it we tell besides the envelope. */
const kinds: [
  string,
  Record<string, unknown>,
  Pick<MessageFacts, 'messageType'> & Omit<Partial<MessageFacts>, 'messageType'>,
][] = [
  [
    'a text',
    {type: 'text', text: {body: 'Hola, ¿qué tal? 👋'}},
    {messageType: 'text', text: 'Hola, ¿qué tal? 👋'},
  ],
  [
    'an image with its caption',
    {type: 'image', image: {id: '7', mime_type: 'image/jpeg', sha256: 'hash', caption: 'My cat'}},
    {
      messageType: 'image',
      text: 'My cat',
      content: {mediaId: '7', mimeType: 'image/jpeg', sha256: 'hash'},
    },
  ],
  [
    'a video',
    {type: 'video', video: {id: '7', mime_type: 'video/mp4'}},
    {messageType: 'video', content: {mediaId: '7', mimeType: 'video/mp4'}},
  ],
  [
    'an audio file',
    {type: 'audio', audio: {id: '7', mime_type: 'audio/mpeg', voice: false}},
    {messageType: 'audio', content: {mediaId: '7', mimeType: 'audio/mpeg', isVoice: false}},
  ],
  [
    'a voice message',
    {type: 'audio', audio: {id: '7', mime_type: 'audio/ogg; codecs=opus', voice: true}},
    {messageType: 'audio', content: {mediaId: '7', mimeType: 'audio/ogg; codecs=opus', isVoice: true}},
  ],
  [
    'a voice message, as older versions name it',
    {type: 'voice', voice: {id: '7'}},
    {messageType: 'audio', content: {mediaId: '7', isVoice: true}},
  ],
  [
    'a document',
    {type: 'document', document: {id: '7', mime_type: 'application/pdf', filename: 'a.pdf'}},
    {messageType: 'document', content: {mediaId: '7', mimeType: 'application/pdf', filename: 'a.pdf'}},
  ],
  [
    'a sticker',
    {type: 'sticker', sticker: {id: '7', mime_type: 'image/webp', animated: true}},
    {messageType: 'sticker', content: {mediaId: '7', mimeType: 'image/webp', isAnimated: true}},
  ],
  [
    'a location',
    {type: 'location', location: {latitude: 37.4, longitude: -122.1, name: 'Harbour', address: '1 Road'}},
    {
      messageType: 'location',
      content: {latitude: 37.4, longitude: -122.1, name: 'Harbour', address: '1 Road'},
    },
  ],
  [
    'contact cards',
    {
      type: 'contacts',
      contacts: [
        {
          name: {formatted_name: 'Ana'},
          phones: [{phone: '+1 (415) 555-0134', wa_id: '14155550134'}, {phone: '020 7946'}],
        },
        {},
      ],
    },
    {
      messageType: 'contact',
      content: {contacts: [{name: 'Ana', phones: ['+14155550134', '020 7946']}, {phones: []}]},
    },
  ],
  [
    'the button of a template',
    {type: 'button', button: {text: 'Yes', payload: 'confirm:1'}},
    {messageType: 'button', text: 'Yes', content: {reply: {title: 'Yes', payload: 'confirm:1'}}},
  ],
  [
    'a button',
    {type: 'interactive', interactive: {type: 'button_reply', button_reply: {id: 'b1', title: 'First'}}},
    {messageType: 'interactive', text: 'First', content: {reply: {id: 'b1', title: 'First'}}},
  ],
  [
    'a row of a list',
    {type: 'interactive', interactive: {list_reply: {id: 'r1', title: 'Row', description: 'of it'}}},
    {
      messageType: 'interactive',
      text: 'Row',
      content: {reply: {id: 'r1', title: 'Row', description: 'of it'}},
    },
  ],
  [
    'the answers of a form',
    {type: 'interactive', interactive: {nfm_reply: {name: 'flow', body: 'Sent', response_json: '{"a":1}'}}},
    {
      messageType: 'interactive',
      text: 'Sent',
      content: {reply: {id: 'flow', title: 'Sent', payload: '{"a":1}'}},
    },
  ],
  [
    'a reaction',
    {type: 'reaction', reaction: {message_id: 'wamid.0', emoji: '👍'}},
    {messageType: 'reaction', content: {emoji: '👍', reactToMessageId: 'wamid.0'}},
  ],
  [
    'a reaction that is taken back',
    {type: 'reaction', reaction: {message_id: 'wamid.0', emoji: ''}},
    {messageType: 'reaction', content: {reactToMessageId: 'wamid.0'}},
  ],
  [
    'an order',
    {
      type: 'order',
      order: {
        catalog_id: 'c1',
        text: 'Today please',
        product_items: [{product_retailer_id: 'sku', quantity: '2', item_price: '9.5', currency: 'EUR'}],
      },
    },
    {
      messageType: 'order',
      text: 'Today please',
      content: {
        order: {catalogId: 'c1', items: [{productId: 'sku', quantity: 2, price: 9.5, currency: 'EUR'}]},
      },
    },
  ],
  [
    'what Meta cannot pass on',
    {type: 'unsupported', errors: [{code: 131051}]},
    {messageType: 'unsupported', content: {providerType: 'unsupported'}},
  ],
  [
    'a kind of the future',
    {type: 'hologram', hologram: {id: '7'}},
    {messageType: 'unsupported', content: {providerType: 'hologram'}},
  ],
  [
    'a kind named like a prototype',
    {type: 'constructor'},
    {messageType: 'unsupported', content: {providerType: 'constructor'}},
  ],
  [
    'a kind in another shape',
    {type: 'image', image: 'none'},
    {messageType: 'unsupported', content: {providerType: 'image'}},
  ],
  ['a text without a text', {type: 'text'}, {messageType: 'unsupported', content: {providerType: 'text'}}],
  [
    'an interactive answer of the future',
    {type: 'interactive', interactive: {type: 'dance_reply', dance_reply: {}}},
    {messageType: 'unsupported', content: {providerType: 'interactive'}},
  ],
  [
    'a reply: what is quoted, also under our own name for it',
    {type: 'text', text: {body: 'Yes'}, context: {from: '15550000000', id: 'wamid.0'}},
    {
      messageType: 'text',
      text: 'Yes',
      content: {
        replyToMessageId: 'wamid.0',
        replyToProviderMessageId: 'wamid.0',
        replyToFrom: '+15550000000',
      },
    },
  ],
  [
    'a text that was forwarded',
    {type: 'text', text: {body: 'News'}, context: {forwarded: true}},
    {messageType: 'text', text: 'News', content: {isForwarded: true}},
  ],
  [
    'the first text after an ad',
    {
      type: 'text',
      text: {body: 'Hi'},
      referral: {source_type: 'ad', source_id: '12', headline: 'Free', media_type: 'image', ctwa_clid: 'AR'},
    },
    {
      messageType: 'text',
      text: 'Hi',
      referral: {sourceType: 'ad', sourceId: '12', headline: 'Free', mediaType: 'image', ctwaClid: 'AR'},
    },
  ],
];

describe('a message of Meta’s in our words', () => {
  test.each(kinds)('%s', (_what, message, expected) => {
    const facts = read(message);
    expect(facts).toEqual({
      messageId: 'wamid.1',
      from: '+14155550199',
      profileName: 'Ana Núñez',
      providerTimestamp: 1_790_000_000_000,
      ...expected,
    });
    // Nothing is set to undefined, and the contract knows all of it.
    expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
    const data = {...facts, senderId: 'snd_1', to: '+1', channel: 'whatsapp', status: 'received'};
    expect(inboundMessage.parse(data)).toEqual(data);
  });

  test('the table above has every kind', () => {
    expect(new Set(kinds.map(([, , {messageType}]) => messageType))).toEqual(new Set(messageTypes));
  });

  test('a contact who hides their number is known by Meta’s id of them', () => {
    const hidden = readContactNames([{user_id: 'US.1349', profile: {name: 'Ana', username: '@ana'}}]);
    const message = {id: 'wamid.1', timestamp: 1, type: 'text', text: {body: 'Hi'}, from_user_id: 'US.1349'};
    expect(readMessage(message, hidden)).toMatchObject({from: 'US.1349', profileName: 'Ana'});
    expect(readMessage({...message, from: '14155550199'}, hidden)).toMatchObject({
      from: '+14155550199',
      profileName: 'Ana',
    });
  });

  test.each([
    ['no id', {id: undefined}],
    ['an empty id', {id: ''}],
    ['no contact', {from: undefined}],
    ['an empty contact', {from: ''}],
    ['no time', {timestamp: undefined}],
    ['a time that is none', {timestamp: 'soon'}],
    ['no kind', {type: undefined}],
  ])('%s: it cannot be told', (_what, change) => {
    expect(read({type: 'text', text: {body: 'Hi'}, ...change})).toBeUndefined();
  });
});
