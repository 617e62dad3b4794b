import type {TemplateResult} from 'lit/html.js';
import type {ManagerContext} from './context.ts';
import {type Country, findCountry, listCountries} from './countries.ts';

/** Several countries of a long list: an input that the browser completes, and a button to take each one off again. */
export class CountryChoice {
  readonly #context: ManagerContext;
  readonly #countries: Country[];
  #chosen: Country[] = [];

  constructor(context: ManagerContext) {
    this.#context = context;
    this.#countries = listCountries(context.language);
  }

  get codes(): string[] {
    return this.#chosen.map(({code}) => code);
  }

  /** Of a chosen country, by which the form is sent with what is typed, too. Answers whether there is such a country. */
  add(input: HTMLInputElement): boolean {
    const found = findCountry(this.#countries, input.value);
    if (!found) return input.value.trim() === '';
    input.value = '';
    if (!this.#chosen.includes(found)) this.#chosen.push(found);
    this.#context.announce(this.#context.texts.forms.added(found.name));
    this.#context.requestUpdate();
    return true;
  }

  /** `problem` describes the input, as `problemId`. */
  render(problemId: string | undefined): TemplateResult {
    const {html, nothing, texts} = this.#context;
    const {countries, anyCountry, remove} = texts.forms;
    return html`
      <label for="countries">${countries}</label>
      ${
        this.#chosen.length > 0
          ? html`<ul class="countries">
              ${this.#chosen.map(
                (country) =>
                  html`<li>
                    <button
                      type="button"
                      aria-label=${remove(country.name)}
                      @click=${(event: Event) => this.#remove(country, event)}
                    >
                      ${country.name} <span aria-hidden="true">×</span>
                    </button>
                  </li>`,
              )}
            </ul>`
          : nothing
      }
      <input
        id="countries"
        name="allowedPhoneCountries"
        list="country-names"
        autocomplete="off"
        aria-describedby="countries-note ${problemId ?? ''}"
        aria-invalid=${problemId ? 'true' : nothing}
        @input=${this.#onInput}
        @change=${this.#onChange}
        @keydown=${this.#onKey}
      />
      <datalist id="country-names">
        ${this.#countries.map(({name}) => html`<option value=${name}></option>`)}
      </datalist>
      <p class="note" id="countries-note">${anyCountry}</p>
    `;
  }

  /** Taken from the list, not typed: who types may have begun the name of another country. */
  readonly #onInput = (event: Event): void => {
    if (!/^(insert(?!Replacement)|delete)/.test((event as InputEvent).inputType ?? '')) this.#onChange(event);
  };

  readonly #onChange = (event: Event): void => {
    this.add(event.currentTarget as HTMLInputElement);
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const input = event.currentTarget as HTMLInputElement;
    const last = this.#chosen.at(-1);
    // Enter would send the form.
    if (event.key === 'Enter' && input.value) {
      event.preventDefault();
      this.add(input);
    } else if (event.key === 'Backspace' && !input.value && last) this.#remove(last, event);
  };

  #remove(country: Country, {currentTarget}: Event): void {
    // The button is about to go, and the focus with it.
    (currentTarget as Element).closest('.field')?.querySelector('input')?.focus();
    this.#chosen = this.#chosen.filter((each) => each !== country);
    this.#context.announce(this.#context.texts.forms.removed(country.name));
    this.#context.requestUpdate();
  }
}
