import {find} from './dom.ts';
import {groupsOf, readSetting, type Scenario, titleOf, writeSetting} from './play-meta.ts';

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
  // The section "Outcomes" sets it too.
  addEventListener('hashchange', () => {
    readSetting().then((now) => {
      select.value = now.scenario;
      auto.checked = now.auto;
      describe();
    }, onError);
  });
  select.addEventListener('change', change);
  auto.addEventListener('change', change);
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
