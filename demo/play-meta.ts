/** What play-Meta is told, and what it can be told. */
export interface SandboxSetting {
  scenario: string;
  auto: boolean;
  scenarios: Scenario[];
}

export interface Scenario {
  scenario: string;
  description: string;
  group: string;
  /** `completed`, or why it fails. */
  expects: string;
  /** What else must be so. */
  needs?: string;
  for?: 'whatsapp' | 'messenger';
}

export async function readSetting(): Promise<SandboxSetting> {
  const response = await fetch('/sandbox/control', {signal: AbortSignal.timeout(10_000)});
  if (!response.ok) throw new Error(`GET /sandbox/control answered ${response.status}`);
  return (await response.json()) as SandboxSetting;
}

export async function writeSetting(setting: Pick<SandboxSetting, 'scenario' | 'auto'>): Promise<void> {
  const response = await fetch('/sandbox/control', {
    method: 'POST',
    headers: {'Content-Type': 'application/json'},
    body: JSON.stringify(setting),
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok) throw new Error(`POST /sandbox/control answered ${response.status}`);
}

/** `no_phone` → `No phone` */
export function titleOf(scenario: string): string {
  const words = scenario.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** In the order in which play-Meta lists them. */
export function groupsOf(scenarios: Scenario[]): {label: string; scenarios: Scenario[]}[] {
  const labels = [...new Set(scenarios.map(({group}) => group))];
  return labels.map((label) => ({label, scenarios: scenarios.filter(({group}) => group === label)}));
}
