import fc from 'fast-check';
import {html as lit, nothing, svg, type TemplateResult} from 'lit/html.js';
import {describe, expect, test} from 'vitest';
import {renderTemplate} from '../../../server/signup/render-template.ts';

const rendered = (template: TemplateResult) => renderTemplate(template).toString();
const listen = () => undefined;

describe('a template on the server', () => {
  test.each<[string, TemplateResult, string]>([
    ['text', lit`<p>${'a'} and ${2}</p>`, '<p>a and 2</p>'],
    ['an attribute without quotes', lit`<p class=${'a b'} id=${1}></p>`, '<p class="a b" id="1"></p>'],
    ['an attribute in quotes', lit`<p class="a ${'b'} ${undefined}"></p>`, '<p class="a b "></p>'],
    ['an attribute that is not there', lit`<p lang=${nothing}></p>`, '<p></p>'],
    [
      'an attribute with nothing in it',
      lit`<p lang=${undefined} title=${null}></p>`,
      '<p lang="" title=""></p>',
    ],
    ['a boolean attribute', lit`<p ?inert=${true} ?hidden=${false}></p>`, '<p inert=""></p>'],
    [
      'listeners and properties',
      lit`<p @click=${listen} .title=${'x'} lang=${'en'}>a</p>`,
      '<p lang="en">a</p>',
    ],
    ['nothing at all', lit`<p>${nothing}${undefined}${null}${''}</p>`, '<p></p>'],
    ['false, as Lit does', lit`<p>${false}${0}</p>`, '<p>false0</p>'],
    ['a list', lit`<ol>${[1, 2].map((each) => lit`<li>${each}</li>`)}</ol>`, '<ol><li>1</li><li>2</li></ol>'],
    ['a drawing', lit`<svg>${svg`<path d="M0 0" />`}</svg>`, '<svg><path d="M0 0" /></svg>'],
    ['a sign in quotes', lit`<p title="a > b" lang=${'en'}>${'c'}</p>`, '<p title="a > b" lang="en">c</p>'],
  ])('has %s', (_, template, expected) => {
    expect(rendered(template)).toBe(expected);
  });

  test.each<[string, () => TemplateResult]>([
    ['an object', () => lit`<p>${{}}</p>`],
    ['a function', () => lit`<p>${listen}</p>`],
    ['a promise', () => lit`<p>${Promise.resolve('a')}</p>`],
    ['a symbol in quotes', () => lit`<p class="a ${nothing}"></p>`],
    ['a directive', () => lit`<p>${{_$litDirective$: listen, values: []}}</p>`],
    ['a value for a tag', () => lit`<${'p'}></p>`],
    ['a value for an attribute', () => lit`<p ${'hidden'}></p>`],
    ['a value before more of its attribute', () => lit`<p class=${'a'}b></p>`],
    ['a listener in quotes', () => lit`<p @click="${listen}"></p>`],
    [
      'a script',
      () =>
        lit`<script>
          ${'a'};
        </script>`,
    ],
    [
      'a style',
      () =>
        lit`<style>
          ${'a'}
        </style>`,
    ],
  ])('cannot be made with %s', (_, template) => {
    expect(() => rendered(template())).toThrow(TypeError);
  });

  test('any text stays text, wherever it stands', () => {
    const decoded = (text: string) =>
      text.replace(/&(lt|gt|quot|#39|#96|amp);/g, (_, name: string) => characters[name] ?? '');
    const characters: Record<string, string> = {
      lt: '<',
      gt: '>',
      quot: '"',
      '#39': "'",
      '#96': '`',
      amp: '&',
    };
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom('<b>', '" onclick="x', "'><script>", '&lt;', '`', '<!--'),
    );
    fc.assert(
      fc.property(value, value, value, (text, bare, quoted) => {
        const page = rendered(lit`<p class="a ${quoted}" title=${bare}>${text}</p>`);
        const [, inQuotes = '', inTitle = '', inText = ''] =
          /^<p class="a ([^"<>]*)" title="([^"<>]*)">([^<>]*)<\/p>$/.exec(page) ?? [];
        expect([inText, inTitle, inQuotes].map(decoded)).toEqual([text, bare, quoted]);
      }),
    );
  });
});
