import {expect} from '@open-wc/testing';
import type {Connection} from '../../server/contract.ts';
import {mount, shows, text, unmountAll} from './support/mount.ts';
import {completed, FakeService} from './support/service.ts';

describe('what the card says', () => {
  afterEach(unmountAll);

  const table: [string, Partial<Connection>, RegExp][] = [
    [
      'not-connected',
      {status: 'none'},
      /^Connect WhatsApp Link your WhatsApp Business number with Acme\..* Connect WhatsApp$/,
    ],
    ['not-connected', {status: 'pending', connectionType: 'messenger'}, /Connect Messenger/],
    ['connected', completed, /WhatsApp is connected .* Panadería Sol \+34 600 111 222$/],
  ];

  for (const [state, connection, words] of table) {
    it(`${state}: ${words.source}`, async () => {
      const element = mount(await FakeService.start(connection));
      await shows(element, state);
      expect(text(element)).to.match(words);
    });
  }
});
