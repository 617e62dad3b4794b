import type {FailureReason} from '../server/contract/failure-reasons.ts';
import {failures} from '../widget/locales/en/later.ts';
import {find, make} from './dom.ts';
import {askHost, type ShownInvitation} from './host-api.ts';
import {groupsOf, readSetting, type Scenario, titleOf, writeSetting} from './play-meta.ts';

/** What a scenario takes besides, for whoever plays it here. */
const needs: Record<string, string> = {
  assigned_number: 'Played with a number of ours that is promised to the client.',
  allowed_countries: 'Played with an invitation that names the countries.',
  second_run: 'Play it twice: the second client finds the number taken.',
  time: 'Nobody comes back, so it fails after 30 minutes.',
  wrong_pin: 'Give a wrong PIN five times; 424242 is the right one.',
  solution_partner: 'Takes a service with META_ROLE=solution_partner; here it completes.',
  popup: 'Takes a service with META_POPUP=1; here it looks like a cancel.',
};

/** The section "Outcomes": what play-Meta does next, what the client reads, and an element to play it with. */
export async function openOutcomes(report: (error: unknown) => void): Promise<void> {
  const list = find('outcome-list', HTMLFormElement);
  const search = find('outcome-search', HTMLInputElement);
  const play = find('play', HTMLButtonElement);
  const element = document.createElement('zavu-partner-invite');
  /** Whose invitation the element has; one that is connected cannot be played again. */
  let prepared: Scenario | undefined;

  const {scenarios, scenario} = await readSetting();
  let chosen = scenarios.find((one) => one.scenario === scenario) ?? scenarios[0];
  list.replaceChildren(...groupsOf(scenarios).map((group) => renderGroup(group, scenario)));
  search.addEventListener('input', filter);
  list.addEventListener('submit', (event) => event.preventDefault());
  list.addEventListener('change', ({target}) => {
    chosen = scenarios.find((one) => one.scenario === (target as HTMLInputElement).value);
    choose().catch(report);
  });
  element.addEventListener('zavu-connected', () => {
    prepared = undefined;
    play.textContent = 'Again';
  });
  play.addEventListener('click', () => {
    // In the task of the click, or the browser opens no window.
    if (prepared) element.connect().catch(report);
    else choose().catch(report);
  });
  filter();
  await customElements.whenDefined('zavu-partner-invite');
  await choose();

  async function choose(): Promise<void> {
    const wanted = chosen;
    if (!wanted) return;
    describe(wanted);
    play.disabled = true;
    const isOtherKind = prepared === undefined || kindOf(prepared) !== kindOf(wanted);
    const [answer] = await Promise.all([
      isOtherKind
        ? askHost<{invitation: ShownInvitation}>('trial', {
            connectionType: wanted.for === 'messenger' ? 'messenger' : 'whatsapp_waba',
            needsNumber: wanted.needs === 'assigned_number',
          })
        : undefined,
      writeSetting({scenario: wanted.scenario, auto: true}),
    ]);
    // Another one was chosen meanwhile.
    if (wanted !== chosen) return;
    if (answer) element.token = answer.invitation.url.split('/').at(-1) ?? '';
    if (!element.isConnected) find('outcome-stage', HTMLDivElement).append(element);
    prepared = wanted;
    play.textContent = 'Play it now';
    play.disabled = false;
  }

  function filter(): void {
    const words = search.value.trim().toLowerCase();
    let count = 0;
    for (const group of list.children as HTMLCollectionOf<HTMLElement>) {
      for (const item of group.querySelectorAll<HTMLElement>('label')) {
        item.hidden = !(item.dataset['words'] ?? '').includes(words);
        if (!item.hidden) count += 1;
      }
      group.hidden = !group.querySelector('label:not([hidden])');
    }
    find('outcome-count', HTMLParagraphElement).textContent = `${count} of ${scenarios.length}`;
  }
}

const kindOf = (scenario: Scenario) =>
  `${scenario.for === 'messenger'} ${scenario.needs === 'assigned_number'}`;

const isCompleted = ({expects}: Scenario) => expects === 'completed';

function describe(scenario: Scenario): void {
  const {expects, description} = scenario;
  find('chosen-title', HTMLHeadingElement).textContent = titleOf(scenario.scenario);
  find('chosen-what', HTMLParagraphElement).textContent = description;
  const badge = find('chosen-ends', HTMLSpanElement);
  badge.textContent = expects;
  badge.className = `badge ${isCompleted(scenario) ? 'good' : 'bad'}`;
  find('chosen-needs', HTMLParagraphElement).textContent = needs[scenario.needs ?? ''] ?? '';
  find('chosen-docs', HTMLAnchorElement).href = `/docs/failures#${expects}`;
  const {title, advice} = isCompleted(scenario)
    ? {title: `${scenario.for === 'messenger' ? 'Messenger' : 'WhatsApp'} is connected`, advice: ''}
    : failures[expects as FailureReason];
  find('chosen-reads', HTMLDListElement).replaceChildren(
    make('dt', '', 'Your client reads'),
    make('dd', '', make('strong', '', `${title}.`), ` ${advice}`),
  );
}

function renderGroup(
  {label, scenarios}: {label: string; scenarios: Scenario[]},
  chosen: string,
): HTMLFieldSetElement {
  return make(
    'fieldset',
    'block',
    make('legend', '', label),
    ...scenarios.map((one) => renderOption(one, chosen)),
  );
}

function renderOption(one: Scenario, chosen: string): HTMLLabelElement {
  const {scenario, description, expects} = one;
  const input = make('input', '');
  Object.assign(input, {type: 'radio', name: 'outcome', value: scenario, checked: scenario === chosen});
  const label = make(
    'label',
    'option',
    input,
    make('span', '', make('strong', '', titleOf(scenario)), make('small', '', description)),
    make('span', isCompleted(one) ? 'end good' : 'end', expects),
  );
  label.dataset['words'] = `${scenario} ${titleOf(scenario)} ${description} ${expects}`.toLowerCase();
  return label;
}
