import {expect, test} from 'vitest';
import {html} from '../../server/html.ts';

test('the html tag escapes all it did not make', () => {
  const list = ['<b>', html`<i>${'&'}</i>`];
  expect(html`<p title="${`"'\``}">${list}${0}${null}${undefined}${false}</p>`.toString()).toBe(
    '<p title="&quot;&#39;&#96;">&lt;b&gt;<i>&amp;</i>0</p>',
  );
});
