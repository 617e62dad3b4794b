import type {DialogRequest} from './dialog-request.ts';
import {html, type Html, type Page} from './page.ts';
import {scenarioGroups, type ScenarioGroup} from './scenario.ts';
import {scenarioNames, scenarioOf, type ScenarioName} from './scenarios.ts';

/** One screen of a dialog, whichever it is. */
export interface Screen {
  request: DialogRequest;
  scenario: ScenarioName;
  /** The dialog itself, as the form carries it. */
  sealed: string;
  title: string;
  /** Which of how many; counted from 1. */
  step: {number: number; of: number};
  /** What has to be mended before it can go on. */
  problem?: string | undefined;
  content: Html;
  /** What the button says that goes on. */
  next: string;
}

export function screenPage({request, scenario, sealed, title, step, problem, content, next}: Screen): Page {
  return {
    title: `${problem === undefined ? '' : 'Error: '}${title}`,
    formTarget: new URL(request.redirectUri).origin,
    body: html`<main>
      ${sandboxStrip}
      <form method="post" action="oauth" autocomplete="off">
        <input type="hidden" name="dialog" value="${sealed}" />
        <section class="card" aria-labelledby="title">
          <div class="steps">
            <p>Step ${step.number} of ${step.of}</p>
            <progress max="${step.of}" value="${step.number}" aria-hidden="true"></progress>
          </div>
          <h1 id="title">${title}</h1>
          ${problem !== undefined && html`<p class="problem" id="problem" role="alert">${problem}</p>`}
          ${content} ${buttons(next, step.number > 1)}
        </section>
        ${director(request.kind, scenario)}
      </form>
    </main>`,
  };
}

export const sandboxStrip = html`<p class="strip">
  <strong>Sandbox</strong> · play-Meta — nothing here is real
</p>`;

function buttons(next: string, canGoBack: boolean): Html {
  // First of all buttons, because Enter in a text field presses the first one.
  return html`<div class="buttons">
    <button class="primary" name="action" value="continue">${next}</button>
    ${canGoBack && html`<button name="action" value="back">Back</button>`}
    <button name="action" value="cancel">Cancel</button>
    <button name="action" value="report">Report an error</button>
  </div>`;
}

function director(kind: DialogRequest['kind'], chosen: ScenarioName): Html {
  const names = scenarioNames.filter((name) => [undefined, kind].includes(scenarioOf(name).for));
  const groups = scenarioGroups.filter((group) => names.some((name) => scenarioOf(name).group === group));
  const optionsOf = (group: ScenarioGroup) =>
    names
      .filter((name) => scenarioOf(name).group === group)
      .map(
        (name) =>
          html`<option value="${name}" ${name === chosen && html`selected`}>
            ${titleOf(name)}: ${scenarioOf(name).description}
          </option> `,
      );
  return html`<section class="director" aria-labelledby="director">
    <h2 id="director">Try another ending</h2>
    <label for="scenario">What happens</label>
    <select id="scenario" name="scenario">
      ${groups.map((group) => html`<optgroup label="${group}">${optionsOf(group)}</optgroup>`)}
    </select>
    <button name="action" value="finish">Go straight to the result</button>
  </section>`;
}

/** `no_phone` → `No phone`: the name first, so that a scenario is found by its first letters. */
function titleOf(scenario: ScenarioName): string {
  const words = scenario.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
