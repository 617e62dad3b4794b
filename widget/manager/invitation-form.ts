import type {TemplateResult} from 'lit/html.js';
import type {Page} from '../../server/contract/fields.ts';
import type {CreateInvitationBody, Invitation} from '../../server/contract/invitations.ts';
import type {PhoneNumber} from '../../server/contract/phone-numbers.ts';
import type {Project} from '../../server/contract/projects.ts';
import type {ManagerContext, Panel} from './context.ts';
import {CountryChoice} from './country-choice.ts';
import {readableNumber} from './readable-number.ts';
import {explain, inEnglish, wrongFields} from './refusal.ts';

interface FormOutcome {
  created(invitation: Invitation): void;
  close(): void;
}

type Problem = string | TemplateResult;

/** What is special about a text field. */
interface FieldOptions {
  type?: 'email' | 'tel' | 'number';
  isRequired?: boolean;
  pattern?: string;
  lengthMax?: number;
}

const daysDefault = 7;
const daysMax = 30;
/** People write numbers with spaces and more; only the digits are sent. */
const phonePattern = String.raw`(\+|00)[\d\s\(\)\.\/\-]{7,24}`;
/** A hundred numbers each. */
const numberPagesMax = 10;

/** The form that makes an invitation. */
export function createInvitationForm(context: ManagerContext, on: FormOutcome): Panel {
  return new InvitationForm(context, on);
}

class InvitationForm implements Panel {
  readonly #context: ManagerContext;
  readonly #on: FormOutcome;
  readonly #countries: CountryChoice;

  #canSendMail = false;
  #freeNumbers: PhoneNumber[] | undefined;

  #isMessenger = false;
  #hasOurNumber = false;
  #sendsMail = false;

  #isBusy = false;
  #problem: Problem | undefined;
  #problems = new Map<string, Problem>();
  #sent = {body: '', key: ''};

  constructor(context: ManagerContext, on: FormOutcome) {
    this.#context = context;
    this.#on = on;
    this.#countries = new CountryChoice(context);
    // Without the answers there is still a form: for a number of the client's, and a link to be sent by hand.
    void this.#loadProject().catch(() => undefined);
    void this.#loadNumbers().catch(() => undefined);
  }

  render(): TemplateResult {
    const {html, nothing, texts} = this.#context;
    const {forms} = texts;
    return html`
      <form
        class="panel"
        aria-labelledby="create"
        novalidate
        @submit=${this.#submit}
        @change=${this.#onChange}
      >
        <h3 id="create">${forms.create}</h3>
        ${this.#input('clientName', forms.clientName, {isRequired: true, lengthMax: 100})}
        ${this.#input('clientEmail', forms.clientEmail, {type: 'email', isRequired: this.#sendsMail, lengthMax: 254})}
        ${
          this.#canSendMail
            ? html`<div class="field">
                <label class="check">
                  <input type="checkbox" name="sendEmail" aria-describedby=${this.#described('sendEmail')} />
                  ${forms.sendEmail}
                </label>
                ${this.#renderProblem('sendEmail')}
              </div>`
            : nothing
        }
        ${this.#input('clientPhone', forms.clientPhone, {type: 'tel', pattern: phonePattern})}
        ${this.#select('connectionType', forms.channel, [
          ['whatsapp_waba', 'WhatsApp'],
          ['messenger', 'Messenger'],
        ])}
        ${this.#isMessenger ? nothing : this.#renderNumber()}
        ${this.#input('expiresInDays', forms.days, {type: 'number', isRequired: true})}
        <details>
          <summary>${forms.more}</summary>
          ${this.#select('locale', forms.language, [['', forms.theirBrowser], ...this.#languages()])}
          ${this.#input('externalId', forms.externalId, {lengthMax: 200})}
        </details>
        ${this.#problem ? html`<p class="problem">${this.#problem}</p>` : nothing}
        <div class="row">
          <button class="button" aria-disabled=${this.#isBusy || nothing}>${forms.submit}</button>
          <button class="button secondary" type="button" @click=${() => this.#on.close()}>
            ${forms.close}
          </button>
        </div>
      </form>
    `;
  }

  #renderNumber(): TemplateResult {
    const {html, nothing, texts} = this.#context;
    const {forms} = texts;
    const free = this.#freeNumbers ?? [];
    const note = this.#freeNumbers && free.length === 0 ? forms.noNumbers : '';
    const ours = free.map(({id, phoneNumber, name}): [string, string] => [
      id,
      `${readableNumber(phoneNumber)} ${name ?? ''}`,
    ]);
    return html`
      ${this.#select('phoneNumberId', forms.number, [['', forms.ownNumber], ...ours], note)}
      ${
        this.#hasOurNumber
          ? nothing
          : html`<div class="field">
              ${this.#countries.render(this.#described('allowedPhoneCountries'))}
              ${this.#renderProblem('allowedPhoneCountries')}
            </div>`
      }
    `;
  }

  #input(name: string, label: string, options: FieldOptions): TemplateResult {
    const {html, nothing} = this.#context;
    const {type, isRequired = false, pattern, lengthMax} = options;
    const isNumber = type === 'number';
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        name=${name}
        type=${type ?? 'text'}
        dir=${type ? 'ltr' : 'auto'}
        value=${isNumber ? daysDefault : ''}
        min=${isNumber ? 1 : nothing}
        max=${isNumber ? daysMax : nothing}
        maxlength=${lengthMax ?? nothing}
        pattern=${pattern ?? nothing}
        ?required=${isRequired}
        autocomplete="off"
        aria-invalid=${this.#problems.has(name) || nothing}
        aria-describedby=${this.#described(name) ?? nothing}
      />
      ${this.#renderProblem(name)}
    </div>`;
  }

  #select(name: string, label: string, choices: [value: string, text: string][], note = ''): TemplateResult {
    const {html, nothing} = this.#context;
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <select
        id=${name}
        name=${name}
        aria-invalid=${this.#problems.has(name) || nothing}
        aria-describedby="${name}-note ${this.#described(name) ?? ''}"
      >
        ${choices.map(([value, text]) => html`<option value=${value}>${text}</option>`)}
      </select>
      <p class="note" id="${name}-note" ?hidden=${!note}>${note}</p>
      ${this.#renderProblem(name)}
    </div>`;
  }

  #renderProblem(name: string): TemplateResult | undefined {
    const problem = this.#problems.get(name);
    return problem === undefined
      ? undefined
      : this.#context.html`<p class="problem" id="${name}-problem">${problem}</p>`;
  }

  #described(name: string): string | undefined {
    return this.#problems.has(name) ? `${name}-problem` : undefined;
  }

  #languages(): [value: string, text: string][] {
    const {language: own, languages} = this.#context;
    const names = new Intl.DisplayNames(own, {type: 'language'});
    return languages.map((language) => [language, names.of(language) ?? language]);
  }

  readonly #onChange = ({currentTarget, target}: Event): void => {
    const said = new FormData(currentTarget as HTMLFormElement);
    this.#isMessenger = said.get('connectionType') === 'messenger';
    this.#hasOurNumber = Boolean(said.get('phoneNumberId'));
    this.#sendsMail = said.has('sendEmail');
    this.#problems.delete((target as HTMLInputElement).name);
    this.#context.requestUpdate();
  };

  readonly #submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (this.#isBusy) return;
    const form = event.currentTarget as HTMLFormElement;
    const {client, signal, texts} = this.#context;
    this.#problem = undefined;
    this.#problems = this.#findProblems(form);
    if (this.#problems.size > 0) return this.#showProblems(form);
    this.#isBusy = true;
    this.#context.announce(texts.forms.busy);
    this.#context.requestUpdate();
    try {
      const body = this.#read(form);
      const headers = {'Idempotency-Key': this.#keyOf(JSON.stringify(body))};
      const answer = await client.json('v1/invitations', {body, headers, signal});
      this.#isBusy = false;
      this.#on.created((answer as {invitation: Invitation}).invitation);
    } catch (error) {
      this.#isBusy = false;
      if (!signal.aborted) this.#refused(form, error);
    }
  };

  #findProblems(form: HTMLFormElement): Map<string, Problem> {
    const wrong: Partial<Record<string, string>> = this.#context.texts.forms.wrong;
    const problems = new Map<string, Problem>();
    for (const control of form.elements) {
      const {name, validity, validationMessage} = control as HTMLInputElement;
      const isWrong =
        name === 'allowedPhoneCountries'
          ? !this.#countries.add(control as HTMLInputElement)
          : !validity.valid;
      if (isWrong) problems.set(name, wrong[name] ?? validationMessage);
    }
    return problems;
  }

  #refused(form: HTMLFormElement, error: unknown): void {
    const wrong: Partial<Record<string, string>> = this.#context.texts.forms.wrong;
    const fields = wrongFields(error).filter(([name]) => form.elements.namedItem(name));
    for (const [name, message] of fields) {
      this.#problems.set(name, wrong[name] ?? inEnglish(this.#context, message));
    }
    if (fields.length === 0) this.#problem = explain(this.#context, error);
    // Somebody else may have taken the number.
    if (this.#problems.has('phoneNumberId')) void this.#loadNumbers().catch(() => undefined);
    this.#showProblems(form);
  }

  #showProblems(form: HTMLFormElement): void {
    this.#context.requestUpdate();
    // Described by its problem, which is not rendered yet.
    setTimeout(() => {
      const first = form.querySelector<HTMLElement>('[aria-invalid]');
      first?.closest('details')?.setAttribute('open', '');
      first?.focus();
    });
  }

  #read(form: HTMLFormElement): CreateInvitationBody {
    const said = new FormData(form);
    const text = (name: string): string | undefined => (said.get(name) as string | null)?.trim() || undefined;
    return {
      clientName: text('clientName'),
      clientEmail: text('clientEmail'),
      clientPhone: text('clientPhone')
        ?.replace(/[^\d+]/g, '')
        .replace(/^00/, '+'),
      connectionType: text('connectionType') as CreateInvitationBody['connectionType'],
      expiresInDays: Number(text('expiresInDays')),
      allowedPhoneCountries:
        this.#isMessenger || this.#hasOurNumber || this.#countries.codes.length === 0
          ? undefined
          : this.#countries.codes,
      phoneNumberId: text('phoneNumberId'),
      locale: text('locale'),
      externalId: text('externalId'),
      sendEmail: said.has('sendEmail') || undefined,
    };
  }

  /** The same for the same invitation: whatever became of the first request, a second one makes no second invitation. */
  #keyOf(body: string): string {
    // `randomUUID` is for secure pages only.
    if (this.#sent.body !== body)
      this.#sent = {body, key: crypto.getRandomValues(new Uint32Array(4)).join('-')};
    return this.#sent.key;
  }

  async #loadProject(): Promise<void> {
    const {client, signal} = this.#context;
    const {project} = (await client.json('v1/project', {signal})) as {project: Project};
    this.#canSendMail = project.canSendEmail;
    this.#context.requestUpdate();
  }

  async #loadNumbers(): Promise<void> {
    const {client, signal} = this.#context;
    const free: PhoneNumber[] = [];
    let query = 'status=active&limit=100';
    for (let page = 0; page < numberPagesMax && query; page += 1) {
      const answer = await client.json(`v1/phone-numbers?${query}`, {signal});
      const {items, nextCursor} = answer as Page<PhoneNumber>;
      free.push(...items.filter(({invitationId, senderId}) => !invitationId && !senderId));
      query = nextCursor ? `status=active&limit=100&cursor=${encodeURIComponent(nextCursor)}` : '';
    }
    this.#freeNumbers = free;
    this.#context.requestUpdate();
  }
}
