import type {CareHost} from './care-card.ts';
import {type CardContext, parts} from './connection-card.ts';
import {
  english,
  findLanguage,
  languageOf,
  type Language,
  loadLocale,
  loadPart,
  type Locale,
  type Messages,
  type Needed,
  withMessages,
} from './localize.ts';
import type {describeSignup} from './signup-card.ts';

/** The element that shows the cards. */
export interface PartsHost extends HTMLElement {
  readonly locale: string;
  readonly messages: Messages | undefined;
  requestUpdate(): void;
}

/**
 * What cards are made of and not in the script, loaded when it is first needed: the texts of another language, and the
 * cards that few visits come to. Loading never fails: without a file its card is left out, or said otherwise.
 */
export class LoadedParts {
  texts: Locale | undefined;
  /** `null`: it cannot be loaded. */
  describeSignup: typeof describeSignup | undefined | null;
  /** `null`: it cannot be loaded. */
  renderCare: CardContext['renderCare'];

  readonly #host: PartsHost;
  readonly #adoptSheet: (styles: string) => void;
  readonly #care: Omit<CareHost, 'texts' | 'requestUpdate'>;
  #careLanguage = '';
  #needed: Needed | undefined;

  constructor(
    host: PartsHost,
    adoptSheet: (styles: string) => void,
    care: Omit<CareHost, 'texts' | 'requestUpdate'>,
  ) {
    this.#host = host;
    this.#adoptSheet = adoptSheet;
    this.#care = care;
  }

  get language(): Language {
    return languageOf(this.#host.locale || findLanguage(this.#host));
  }

  get elementTexts(): Locale['element'] {
    return (this.texts ?? english).element;
  }

  get needed(): Needed | undefined {
    return this.#host.messages?.needed ?? this.#needed;
  }

  /** `withLaterOnes`: also the cards of a signup, and what is said in them. */
  async loadTexts(withLaterOnes = false): Promise<void> {
    const {language} = this;
    const isBuiltIn = language === 'en' && !withLaterOnes;
    const [texts, cards] = isBuiltIn
      ? [english]
      : await Promise.all([
          loadLocale(language, withLaterOnes),
          withLaterOnes ? import('./signup-card.ts').catch(() => null) : undefined,
        ]);
    // It may have been changed again meanwhile.
    if (language !== this.language) return;
    this.texts = withMessages(texts, this.#host.messages);
    if (this.#needed) void this.loadNeeded();
    if (withLaterOnes) {
      if (cards && !this.describeSignup) this.#adoptSheet(cards.styles);
      this.describeSignup = (texts.signup && cards?.describeSignup) ?? null;
    }
    this.#host.requestUpdate();
  }

  /** What can be done about an account that is connected. */
  async loadCare(): Promise<void> {
    const {language} = this;
    if (this.#careLanguage === language) return;
    this.#careLanguage = language;
    const loaded = await Promise.all([import('./care-card.ts'), loadPart(language, 'care')]).catch(
      () => null,
    );
    if (language !== this.language) return;
    if (loaded) {
      const [{CareCard, styles}, {care: texts}] = loaded;
      if (!this.renderCare) this.#adoptSheet(styles);
      const card = new CareCard(parts);
      const host = {...this.#care, texts, requestUpdate: () => this.#host.requestUpdate()};
      this.renderCare = (connection) => card.render(connection, host);
    } else {
      this.renderCare ??= null;
    }
    this.#host.requestUpdate();
  }

  /** What one needs before the start. Once more when it could not be loaded, or the language has changed. */
  async loadNeeded(): Promise<void> {
    const {language} = this;
    const loaded = await loadPart(language, 'needed').catch(() => null);
    if (language !== this.language) return;
    this.#needed = loaded?.needed ?? (() => [this.elementTexts.unreachable]);
    this.#host.requestUpdate();
  }
}
