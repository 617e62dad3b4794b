import {find} from './dom.ts';

/** What play-Meta is told, and what it can be told. */
interface SandboxSetting {
  scenario: string;
  auto: boolean;
  scenarios: {scenario: string; description: string}[];
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

  select.replaceChildren(
    ...setting.scenarios.map(({scenario}) => {
      const isChosen = scenario === setting.scenario;
      return new Option(titleOf(scenario), scenario, isChosen, isChosen);
    }),
  );
  auto.checked = setting.auto;
  select.disabled = auto.disabled = false;
  describe();
  select.addEventListener('change', change);
  auto.addEventListener('change', change);
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
