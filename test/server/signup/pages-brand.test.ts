import {describe, expect, test} from 'vitest';
import {common, pageOf, start, textOf} from '../../support/signup-views.ts';

describe('a brand', () => {
  const branded = {...start, logoUrl: 'https://cdn.example.com/logo.svg?a=1&b="', brandColor: '#6b2fbf'};

  test('gives the page its colours by a style sheet of its own, after ours', () => {
    const page = pageOf(branded);
    const addresses = [...page.matchAll(/href="\/assets\/([^"?]*)/g)].map(([, name]) => name);
    expect(addresses).toEqual(['element.css', 'page.css', 'brand/6b2fbf.css', 'element.css']);
    expect(pageOf(start)).not.toContain('/assets/brand/');
  });

  test('gives the page its picture instead of the initial, and tells its host nothing', () => {
    const page = pageOf(branded).replace(/\s+/g, ' ');
    expect(page).toContain(
      '<img class="logo" src="https://cdn.example.com/logo.svg?a=1&amp;b=&quot;" alt="Acme Desk" height="44" referrerpolicy="no-referrer" />',
    );
    expect(page).not.toContain('class="monogram"');
    expect(pageOf(start)).not.toContain('<img');
  });
});

describe('the way back', () => {
  const linkOf = (returnUrl: string | null) =>
    /<footer>.*<\/footer>/s.exec(pageOf({...start, returnUrl}))?.[0];

  test('names the host it leads to', () => {
    const link = linkOf(common.returnUrl) ?? '';
    expect(link).toContain('href="https://app.example.com/settings?tab=whatsapp" rel="noreferrer"');
    expect(textOf(link)).toBe('Back to app.example.com');
  });

  test.each([
    null,
    '',
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    '/settings',
    'https://app.example.com@evil.example/',
    'https://user:secret@evil.example/',
  ])('%j is not offered', (returnUrl) => {
    expect(linkOf(returnUrl)).toBeUndefined();
  });

  test('a quote in the address stays in it', () => {
    expect(linkOf('https://app.example.com/"onclick="x')).toContain(
      'href="https://app.example.com/%22onclick=%22x"',
    );
  });
});
