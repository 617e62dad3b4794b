import type {CareConnection} from './care-card.ts';
import {type CardContext, parts} from './connection-card.ts';
import {
  english,
  type Files,
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
  readonly token: string;
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

  needed: Needed | undefined;

  readonly #host: PartsHost;
  readonly #connection: CareConnection;
  readonly #adoptSheet: (styles: string) => void;
  #careLanguage = '';

  constructor(host: PartsHost, connection: CareConnection, adoptSheet: (styles: string) => void) {
    this.#host = host;
    this.#connection = connection;
    this.#adoptSheet = adoptSheet;
  }

  get language(): Language {
    return languageOf(this.#host.locale || findLanguage(this.#host));
  }

  get elementTexts(): Locale['element'] {
    return (this.texts ?? english).element;
  }

  /** A file of texts, with the host's in place of those that it gave. */
  readonly loadPart = async <Part extends keyof Files>(language: Language, part: Part) =>
    withMessages(await loadPart(language, part), this.#host.messages);

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
    this.#careLanguage = '';
    if (this.needed) void this.loadNeeded();
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
    const loaded = await Promise.all([import('./care-card.ts'), this.loadPart(language, 'care')]).catch(
      () => null,
    );
    if (language !== this.language) return;
    if (loaded) {
      const [{CareCard, styles}, {care: texts}] = loaded;
      if (!this.renderCare) this.#adoptSheet(styles);
      const card = new CareCard(parts, this.#host, this.#connection, texts);
      this.renderCare = (connection) => card.render(connection);
    } else {
      this.renderCare ??= null;
    }
    this.#host.requestUpdate();
  }

  /** What one needs before the start. Once more when it could not be loaded, or the language has changed. */
  async loadNeeded(): Promise<void> {
    const {language} = this;
    const loaded = await this.loadPart(language, 'needed').catch(() => null);
    if (language !== this.language) return;
    this.needed = loaded?.needed ?? (() => [this.elementTexts.unreachable]);
    this.#host.requestUpdate();
  }
}
