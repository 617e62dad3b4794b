import {expect, test} from 'vitest';
import {parseUrl} from '../../server/url.ts';

test('an address with letters of other languages is one, however often it is asked', () => {
  for (let round = 0; round < 200_000; round += 1)
    if (parseUrl('https://bücher.example/')?.host !== 'xn--bcher-kva.example')
      expect.fail(`no address in round ${round}`);
  expect(parseUrl('https://例え.example/é')?.href).toBe('https://xn--r8jz45g.example/%C3%A9');
});

test.each(['', 'example.com', '/path', 'https://', 'https://exa mple.com'])('%j is none', (text) => {
  expect(parseUrl(text)).toBeUndefined();
});
