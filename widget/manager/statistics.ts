import type {TemplateResult} from 'lit/html.js';
import type {Statistics} from '../../server/contract/statistics.ts';
import type {ManagerContext, Panel} from './context.ts';
import {explain, wrongFields} from './refusal.ts';

type Bar = [label: string, count: number];

/** How far clients come, where they stop and why; of the last 30 days, or of others. */
export function createStatistics(context: ManagerContext): Panel {
  return new StatisticsPanel(context);
}

class StatisticsPanel implements Panel {
  readonly #context: ManagerContext;
  #statistics: Statistics | undefined;
  #problem: TemplateResult | undefined;
  #range: {from?: string; to?: string} = {};
  #newest = 0;

  constructor(context: ManagerContext) {
    this.#context = context;
    void this.#load();
  }

  render(): TemplateResult {
    const {html, nothing, texts} = this.#context;
    const {forms} = texts;
    const {from, to} = this.#shownRange;
    return html`
      <div class="panel" aria-busy=${!this.#statistics && !this.#problem}>
        <h3>${forms.figures}</h3>
        <form class="row" @change=${this.#onChange} @submit=${(event: Event) => event.preventDefault()}>
          <div class="field">
            <label for="from">${forms.from}</label>
            <input id="from" name="from" type="date" .value=${from} max=${to || nothing} />
          </div>
          <div class="field">
            <label for="to">${forms.to}</label>
            <input id="to" name="to" type="date" .value=${to} min=${from || nothing} />
          </div>
        </form>
        ${this.#problem ? html`<p class="problem">${this.#problem}</p>` : nothing}
        ${this.#statistics ? this.#renderFigures(this.#statistics) : nothing}
      </div>
    `;
  }

  #renderFigures({funnel, reasons, dropOff, medianTimeToConnectMs}: Statistics): TemplateResult {
    const {html, nothing, texts} = this.#context;
    const {forms, manager, failures} = texts;
    if (funnel.sent === 0) return html`<p>${forms.nothingSent}</p>`;
    return html`
      ${this.#renderChart(forms.funnel, funnel.sent, [
        [forms.sent, funnel.sent],
        [forms.opened, funnel.opened],
        [forms.started, funnel.started],
        [manager.statuses.completed, funnel.connected],
      ])}
      ${
        medianTimeToConnectMs === null
          ? nothing
          : html`<p>${forms.median(this.#duration(medianTimeToConnectMs))}</p>`
      }
      ${this.#renderChart(
        forms.stopped,
        funnel.started,
        dropOff.map(({step, count}): Bar => [manager.steps[step], count]),
      )}
      ${this.#renderChart(
        forms.reasons,
        sum(reasons),
        reasons.map(({failureReason, count}): Bar => [
          failures[failureReason]?.title ?? failureReason,
          count,
        ]),
      )}
    `;
  }

  /** A table to whoever listens, bars to whoever looks. */
  #renderChart(caption: string, whole: number, bars: Bar[]): TemplateResult {
    const {html, nothing, language} = this.#context;
    if (bars.length === 0) return html`${nothing}`;
    const percent = new Intl.NumberFormat(language, {style: 'percent', maximumFractionDigits: 0});
    return html`<table class="chart">
      <caption>
        ${caption}
      </caption>
      <tbody>
        ${bars.map(([label, count]) => {
          const share = whole > 0 ? count / whole : 0;
          return html`<tr>
            <th scope="row">${label}</th>
            <td>${count.toLocaleString(language)}</td>
            <td>${percent.format(share)}</td>
            <td>
              <svg class="bar" aria-hidden="true"><rect width="${100 * share}%" height="100%" rx="3" /></svg>
            </td>
          </tr>`;
        })}
      </tbody>
    </table>`;
  }

  /** In the largest unit of which there are two. */
  #duration(ms: number): string {
    const minutes = ms / 60_000;
    const [amount, unit] =
      minutes < 120
        ? [minutes, 'minute']
        : minutes < 48 * 60
          ? [minutes / 60, 'hour']
          : [minutes / 1_440, 'day'];
    return Math.max(1, Math.round(amount)).toLocaleString(this.#context.language, {
      style: 'unit',
      unit,
      unitDisplay: 'long',
    });
  }

  /** What the person wants, else what the service took; its end is the first moment that is not counted. */
  get #shownRange(): {from: string; to: string} {
    const {from, to} = this.#statistics ?? {};
    const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);
    return {
      from: this.#range.from ?? (from ? dayOf(Date.parse(from)) : ''),
      to: this.#range.to ?? (to ? dayOf(Date.parse(to) - 1) : ''),
    };
  }

  readonly #onChange = (event: Event): void => {
    const said = new FormData(event.currentTarget as HTMLFormElement);
    this.#range = {from: said.get('from') as string, to: said.get('to') as string};
    void this.#load();
  };

  async #load(): Promise<void> {
    const {client, signal, texts} = this.#context;
    this.#newest += 1;
    const own = this.#newest;
    const said = Object.entries(this.#range).filter(([, day]) => day);
    let statistics: Statistics | undefined;
    let problem: TemplateResult | undefined;
    try {
      statistics = (await client.json(`v1/invitations/stats?${new URLSearchParams(said)}`, {
        signal,
      })) as Statistics;
    } catch (error) {
      if (signal.aborted) return;
      problem = this.#explain(error);
    }
    // Of two ranges that were asked for, the one counts that was asked for last.
    if (own !== this.#newest) return;
    this.#statistics = statistics;
    this.#problem = problem;
    if (statistics && said.length > 0) {
      this.#context.announce(
        `${texts.forms.sent}: ${statistics.funnel.sent.toLocaleString(this.#context.language)}`,
      );
    }
    this.#context.requestUpdate();
  }

  #explain(error: unknown): TemplateResult {
    if (wrongFields(error).length === 0) return explain(this.#context, error);
    const {wrongRange} = this.#context.texts.forms;
    this.#context.announce(wrongRange);
    return this.#context.html`${wrongRange}`;
  }
}

function sum(list: {count: number}[]): number {
  return list.reduce((total, {count}) => total + count, 0);
}
