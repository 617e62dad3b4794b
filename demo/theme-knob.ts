import {make} from './dom.ts';
import type {ThemeProperty} from './theme-properties.ts';

/** A control for one custom property. `undefined`: as by default. */
export interface Knob {
  readonly name: string;
  readonly group: string;
  readonly row: HTMLElement;
  show(value: string | undefined): void;
}

const groupNames = new Map([
  ['color', 'Colours'],
  ['font', 'Type'],
  ['line', 'Type'],
  ['small', 'Type'],
  ['heading', 'Type'],
  ['button', 'Buttons'],
]);

/** The greatest number and the step of each unit; without a unit it goes by the size of the default. */
const rem = {max: 4, step: 0.0625};
const ranges: Record<string, {max: number; step: number}> = {
  rem,
  em: rem,
  px: {max: 12, step: 1},
  '%': {max: 50, step: 1},
  s: {max: 1, step: 0.05},
};

/** A colour, a slider for a number with a unit, or else a field. */
export function makeKnob(property: ThemeProperty, onChange: (value: string | undefined) => void): Knob {
  const {name, description = '', default: initial = ''} = property;
  const shortName = name.replace('--zavu-', '');
  const [kind = ''] = shortName.split('-');
  const [, number = '', unit = ''] = /^(\d*\.?\d+)(rem|em|px|%|s)?$/.exec(initial) ?? [];
  const input = make('input', '');
  const shown = make('span', 'value');

  if (kind === 'color') {
    input.type = 'color';
    input.addEventListener('input', () => onChange(input.value));
  } else if (number) {
    const {max, step} = rangeOf(Number(number), unit);
    Object.assign(input, {type: 'range', min: '0', max: String(max), step: String(step)});
    input.addEventListener('input', () => onChange(input.value + unit));
  } else {
    Object.assign(input, {
      type: 'text',
      placeholder: initial || 'default',
      spellcheck: false,
      autocomplete: 'off',
    });
    input.addEventListener('input', () => onChange(input.value.trim() || undefined));
  }
  input.name = name;
  const reset = make('button', 'plain', 'Reset ', make('span', 'unseen', shortName));
  reset.type = 'button';
  reset.addEventListener('click', () => {
    onChange(undefined);
    input.focus();
  });
  const title = make('span', '', make('code', '', shortName), shown, make('small', '', description));
  const row = make('div', 'knob-row', make('label', `knob ${input.type}`, title, input), reset);
  return {
    name,
    group: groupNames.get(kind) ?? 'Shape and space',
    row,
    show(value) {
      const isSet = value !== undefined;
      row.classList.toggle('set', isSet);
      // Not hidden, which would move what is below.
      reset.disabled = !isSet;
      shown.textContent = isSet ? value : initial || 'default';
      if (input.type === 'range') input.value = String(parseFloat(value ?? initial));
      else if (input.type === 'color') input.value = value ?? '#808080';
      else if (document.activeElement !== input) input.value = value ?? '';
    },
  };
}

function rangeOf(initial: number, unit: string): {max: number; step: number} {
  const range = ranges[unit] ?? (initial >= 100 ? {max: 900, step: 50} : {max: 3, step: 0.05});
  return {...range, max: Math.max(range.max, initial * 2)};
}
