/* eslint-disable @typescript-eslint/no-floating-promises -- @open-wc/testing types every assertion as a promise */
import {expect} from '@open-wc/testing';
import {failureReasons} from './support/failure-reasons.ts';
import {languages} from '../../widget/locales/languages.ts';
import {english, findLanguage, languageOf, loadLocale, withMessages} from '../../widget/localize.ts';

/** Every sentence in a dictionary; what is made of names, made of these. */
function sentencesIn(texts: unknown): string[] {
  if (typeof texts === 'string') return [texts];
  if (typeof texts === 'function') {
    const make = texts as (type: string, project: string) => unknown;
    return ['whatsapp_waba', 'messenger'].flatMap((type) => sentencesIn(make(type, 'Acme')));
  }
  return Object.values(texts ?? {}).flatMap(sentencesIn);
}

/** How much shorter the same is said where a character is a word or a syllable. */
const density: Partial<Record<string, number>> = {ja: 0.5, he: 0.7, ar: 0.7};

/** What languages took over from English. */
const borrowed = /^(QR[ -]?code)$/i;

describe('localize', () => {
  it('a language tag finds its language, and English where there is none', () => {
    const tags = ['es', 'es-MX', 'ES_ar', 'pt-PT', 'pt_BR', 'zh', 'iw-IL', 'in', 'en-GB', 'inh', 'tlh', ''];
    expect(tags.map(languageOf)).to.deep.equal([
      'es',
      'es',
      'es',
      'pt',
      'pt',
      'en',
      'he',
      'id',
      'en',
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

  for (const language of languages) {
    it(`${language} has a sentence and advice for every reason`, async () => {
      const {language: loaded, failures = {}} = await loadLocale(language, true);
      expect(loaded).to.equal(language);
      expect(Object.keys(failures).sort()).to.deep.equal([...failureReasons].sort());
      const factor = density[language] ?? 1;
      for (const {title, advice} of Object.values(failures)) {
        expect(title.length, title).to.be.within(8 * factor, 60 * factor);
        expect(advice.length, advice).to.be.within(20 * factor, 160 * factor);
      }
    });

    if (language === 'en') continue;
    it(`${language} leaves nothing English`, async () => {
      const [own, base] = await Promise.all([loadLocale(language, true), loadLocale('en', true)]);
      const englishSentences = new Set(sentencesIn(base));
      const left = sentencesIn({...own, language: ''}).filter(
        (sentence) => sentence && englishSentences.has(sentence) && !borrowed.test(sentence),
      );
      expect(left).to.deep.equal([]);
      expect(sentencesIn(own)).to.have.length(sentencesIn(base).length);
    });
  }

  describe('what the host says instead', () => {
    it('replaces a text, one made of names, and one inside of others; the rest stays', async () => {
      const whole = await loadLocale('en', true);
      const {element, signup} = withMessages(whole, {
        connect: () => 'Link your number',
        tryAgain: 'Once more',
        waiting: {heading: 'Over there'},
      });
      expect(element.connect('whatsapp_waba')).to.equal('Link your number');
      expect(signup?.tryAgain).to.equal('Once more');
      expect(signup?.waiting).to.deep.equal({
        heading: 'Over there',
        sentence: whole.signup?.waiting.sentence,
      });
      expect(signup?.cancel).to.equal('Cancel');
      expect(whole.signup?.tryAgain, 'others keep theirs').to.equal('Try again');
    });

    it('replaces what is loaded later, too', async () => {
      const texts = withMessages(await loadLocale('de', true), {
        failures: {pin_mismatch: {title: 'PIN!'}},
        phone: {back: 'Hierher'},
      });
      expect(texts.failures?.pin_mismatch?.title).to.equal('PIN!');
      expect(texts.failures?.pin_mismatch?.advice).to.include('WhatsApp');
      expect(texts.phone?.back).to.equal('Hierher');
    });

    it('is passed over where it could only break', () => {
      const messages: unknown = {connect: 'Link', tryAgain: null, waiting: null, steps: 'x', unknown: 'x'};
      expect(withMessages(english, messages as object).element).to.deep.equal(english.element);
      expect(withMessages(english, undefined).element).to.equal(english.element);
    });
  });
});
