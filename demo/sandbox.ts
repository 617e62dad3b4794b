import {find} from './dom.ts';

/** What play-Meta is told, and what it can be told. */
interface SandboxSetting {
  scenario: string;
  auto: boolean;
  scenarios: Scenario[];
}

interface Scenario {
  scenario: string;
  description: string;
  group: string;
}

/** Lets the visitor choose how the next signups end. */
export async function showSandbox(onError: (error: unknown) => void): Promise<void> {
  const select = find('scenario', HTMLSelectElement);
  const auto = find('auto', HTMLInputElement);
  const description = find('scenario-description', HTMLParagraphElement);

  const setting = await readSetting();
  const describe = () => {
    const chosen = setting.scenarios.find(({scenario}) => scenario === select.value);
    description.textContent = chosen?.description ?? '';
  };
  const change = () => {
    describe();
    writeSetting({scenario: select.value, auto: auto.checked}).catch(onError);
  };

  select.replaceChildren(...groupsOf(setting.scenarios).map((group) => optionsOf(group, setting.scenario)));
  auto.checked = setting.auto;
  select.disabled = auto.disabled = false;
  describe();
  select.addEventListener('change', change);
  auto.addEventListener('change', change);
}

/** In the order in which play-Meta lists them. */
function groupsOf(scenarios: Scenario[]): {label: string; scenarios: Scenario[]}[] {
  const labels = [...new Set(scenarios.map(({group}) => group))];
  return labels.map((label) => ({label, scenarios: scenarios.filter(({group}) => group === label)}));
}

function optionsOf(group: {label: string; scenarios: Scenario[]}, chosen: string): HTMLOptGroupElement {
  const element = document.createElement('optgroup');
  element.label = group.label;
  element.append(
    ...group.scenarios.map(({scenario}) => {
      const isChosen = scenario === chosen;
      return new Option(titleOf(scenario), scenario, isChosen, isChosen);
    }),
  );
  return element;
}

async function readSetting(): Promise<SandboxSetting> {
  const response = await fetch('/sandbox/control', {signal: AbortSignal.timeout(10_000)});
  if (!response.ok) throw new Error(`GET /sandbox/control answered ${response.status}`);
  return (await response.json()) as SandboxSetting;
}

async function writeSetting(setting: Pick<SandboxSetting, 'scenario' | 'auto'>): Promise<void> {
  const response = await fetch('/sandbox/control', {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(setting),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`POST /sandbox/control answered ${response.status}`);
}

/** `no_phone` → `No phone` */
function titleOf(scenario: string): string {
  const words = scenario.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
