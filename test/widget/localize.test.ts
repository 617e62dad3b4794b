/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {failureReasons} from './support/failure-reasons.ts';
import {findLanguage, languageOf, loadLocale} from '../../widget/localize.ts';

describe('localize', () => {
  it('a language tag finds its language, and English where there is none', () => {
    expect(['es', 'es-MX', 'ES_ar', 'en-GB', 'tlh', ''].map(languageOf)).to.deep.equal([
      'es',
      'es',
      'es',
      'en',
      'en',
      'en',
    ]);
  });

  it('the nearest lang counts, also outside of a shadow tree', () => {
    const host = document.createElement('div');
    host.lang = 'es';
    host.attachShadow({mode: 'open'}).innerHTML = '<p></p><p lang="pt"></p>';
    document.body.append(host);
    const found = [...(host.shadowRoot?.children ?? [])].map(findLanguage);
    host.remove();
    expect(found).to.deep.equal(['es', 'pt']);
  });

  for (const language of ['en', 'es']) {
    it(`${language} has a sentence and advice for every reason`, async () => {
      const {failures = {}} = await loadLocale(language, true);
      expect(Object.keys(failures).sort()).to.deep.equal([...failureReasons].sort());
      for (const {title, advice} of Object.values(failures)) {
        expect(title.length, title).to.be.within(8, 60);
        expect(advice.length, advice).to.be.within(20, 160);
      }
    });
  }
});
