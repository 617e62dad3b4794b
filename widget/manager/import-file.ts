import type {TemplateResult} from 'lit/html.js';
import type {ImportProgress, ImportResult} from '../../server/contract/bulk.ts';
import type {ApiError} from '../api-error.ts';
import type {ManagerContext, Panel} from './context.ts';
import {readFirstRows, toCsvFile} from './csv-file.ts';
import {download} from './download.ts';
import {sendFile} from './import-request.ts';
import {explain, inEnglish} from './refusal.ts';

interface ImportOutcome {
  /** There are new invitations. */
  imported(): void;
  close(): void;
}

type State =
  | {name: 'choosing'; problem?: TemplateResult}
  | {name: 'working'; done: number; total: number | undefined}
  | {
      name: 'preview' | 'finished';
      file: Blob;
      result: ImportResult;
      rows: string[][];
      problem?: TemplateResult;
    };

const errorsShownMax = 50;
const rowsShownMax = 4;

/** An example in each column that most files have. The apostrophe keeps spreadsheets from reckoning with the number. */
const template = [
  [
    'clientName',
    'clientEmail',
    'clientPhone',
    'expiresInDays',
    'allowedPhoneCountries',
    'externalId',
    'locale',
  ],
  ['Bakery Luna', 'hola@luna.example', '+34600111222', '14', 'ES MX', 'customer-42', 'es'],
];

/** Many invitations from a file: looked at first, then made. */
export function createImport(context: ManagerContext, on: ImportOutcome): Panel {
  return new FileImport(context, on);
}

class FileImport implements Panel {
  readonly #context: ManagerContext;
  readonly #on: ImportOutcome;
  #state: State = {name: 'choosing'};

  constructor(context: ManagerContext, on: ImportOutcome) {
    this.#context = context;
    this.#on = on;
  }

  render(): TemplateResult {
    const {html, texts} = this.#context;
    return html`
      <section class="panel" aria-labelledby="import">
        <h3 id="import" tabindex="-1">${texts.forms.import}</h3>
        ${this.#renderState()}
      </section>
    `;
  }

  #renderState(): TemplateResult {
    const {html, nothing, texts} = this.#context;
    const {forms} = texts;
    const state = this.#state;
    switch (state.name) {
      case 'choosing':
        return html`
          ${state.problem ? html`<p class="problem">${state.problem}</p>` : nothing}
          <div class="field drop" @dragover=${allowDrop} @drop=${this.#onDrop}>
            <label for="file">${forms.chooseFile}</label>
            <input id="file" type="file" accept=".csv,text/csv" @change=${this.#onChoose} />
          </div>
          <div class="row">
            ${this.#button(forms.template, () => download('invitations.csv', toCsvFile(template)))}
            ${this.#button(forms.close, () => this.#on.close())}
          </div>
        `;
      case 'working':
        return html`<progress
          aria-label=${forms.busy}
          max=${state.total ?? nothing}
          value=${state.total === undefined ? nothing : state.done}
        ></progress>`;
      case 'preview':
      case 'finished':
        return this.#renderResult(state);
    }
  }

  #renderResult({name, file, result, rows}: Extract<State, {result: ImportResult}>): TemplateResult {
    const {html, nothing, texts} = this.#context;
    const {forms} = texts;
    const {created, errors} = result;
    const isReady = name === 'preview' && created > 0;
    return html`
      <dl class="counts">
        ${this.#counts(result).map(
          ([label, count]) =>
            html`<div>
              <dt>${label}</dt>
              <dd>${count}</dd>
            </div>`,
        )}
      </dl>
      ${name === 'preview' ? this.#renderTable(forms.firstRows, rows[0] ?? [], rows.slice(1)) : nothing}
      ${
        errors.length > 0
          ? this.#renderTable(
              forms.problems,
              [forms.line, forms.column, forms.problem],
              errors
                .slice(0, errorsShownMax)
                .map(({line, column, message}) => [line, column ?? '', inEnglish(this.#context, message)]),
            )
          : nothing
      }
      ${
        errors.length > errorsShownMax
          ? html`<p class="note">${forms.moreProblems(this.#format(errors.length - errorsShownMax))}</p>`
          : nothing
      }
      <div class="row">
        ${
          isReady
            ? html`<button
                class="button"
                type="button"
                @click=${(event: Event) => this.#import(event, file, result.rows)}
              >
                ${forms.startImport(this.#format(created))}
              </button>`
            : nothing
        }
        ${
          errors.length > 0
            ? this.#button(forms.download('CSV'), () =>
                download(
                  'problems.csv',
                  toCsvFile([
                    ['line', 'column', 'message'],
                    ...errors.map(({line, column, message}) => [line, column, message]),
                  ]),
                ),
              )
            : nothing
        }
        ${this.#button(forms.anotherFile, (event) => this.#move(event, {name: 'choosing'}))}
        ${this.#button(forms.close, () => this.#on.close())}
      </div>
    `;
  }

  #renderTable(
    caption: string,
    header: string[],
    rows: (string | number | TemplateResult)[][],
  ): TemplateResult {
    const {html} = this.#context;
    // It scrolls by itself on a narrow screen, so the keyboard has to get there.
    return html`<div class="scroll" role="region" tabindex="0" aria-label=${caption}>
      <table>
        <caption>
          ${caption}
        </caption>
        <thead>
          <tr>
            ${header.map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${rows.map(
            (cells) =>
              html`<tr>
                ${cells.map((cell) => html`<td>${cell}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  #button(label: string, onClick: (event: Event) => void): TemplateResult {
    return this.#context
      .html`<button class="button secondary" type="button" @click=${onClick}>${label}</button>`;
  }

  #counts({dryRun, rows, created, existing, failed}: ImportResult): [label: string, count: string][] {
    const {forms} = this.#context.texts;
    return [
      [forms.rows, this.#format(rows)],
      [dryRun ? forms.fresh : forms.created, this.#format(created)],
      [forms.existing, this.#format(existing)],
      [forms.failed, this.#format(failed)],
    ];
  }

  #format(count: number): string {
    return count.toLocaleString(this.#context.language);
  }

  readonly #onChoose = (event: Event): void => {
    const file = (event.currentTarget as HTMLInputElement).files?.[0];
    if (file) void this.#check(event, file);
  };

  readonly #onDrop = (event: DragEvent): void => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) void this.#check(event, file);
  };

  async #check(event: Event, file: Blob): Promise<void> {
    this.#move(event, {name: 'working', done: 0, total: undefined});
    this.#context.announce(this.#context.texts.forms.busy);
    const rows = await readFirstRows(file, rowsShownMax).catch(() => []);
    await this.#send(file, true, rows);
  }

  async #import(event: Event, file: Blob, total: number): Promise<void> {
    this.#move(event, {name: 'working', done: 0, total});
    this.#context.announce(this.#context.texts.forms.busy);
    const result = await this.#send(file, false, [], total);
    if (result?.created) this.#on.imported();
  }

  async #send(
    file: Blob,
    dryRun: boolean,
    rows: string[][],
    total?: number,
  ): Promise<Partial<ImportProgress> | undefined> {
    const onProgress = ({rows: done}: ImportProgress): void => {
      this.#state = {name: 'working', done, total};
      this.#context.requestUpdate();
    };
    try {
      const result = await sendFile(this.#context, file, dryRun, onProgress);
      this.#show({name: dryRun ? 'preview' : 'finished', file, rows, result});
      return result;
    } catch (error) {
      if (this.#context.signal.aborted) return undefined;
      const problem = explain(this.#context, error);
      // What came before the line where it stopped is checked, or made.
      const result = (error as Partial<ApiError>).details?.['result'] as Partial<ImportResult> | undefined;
      this.#state = {name: 'choosing', problem};
      this.#context.requestUpdate();
      return result;
    }
  }

  #show(state: Extract<State, {result: ImportResult}>): void {
    this.#state = state;
    const counts = this.#counts(state.result);
    this.#context.announce(counts.map(([label, count]) => `${label}: ${count}`).join(', '));
    this.#context.requestUpdate();
  }

  /** What has the focus goes away; the heading stays. */
  #move({currentTarget}: Event, state: State): void {
    (currentTarget as Element).closest('.panel')?.querySelector('h3')?.focus();
    this.#state = state;
    this.#context.requestUpdate();
  }
}

function allowDrop(event: DragEvent): void {
  event.preventDefault();
}
