import {describe, expect, it} from 'vitest';
import {readdirSync, readFileSync} from 'node:fs';
import {failureReasons} from '../../../server/contract/failure-reasons.ts';
import {scenarioGroups} from '../../../server/sandbox/scenario.ts';
import {scenarioNames, scenarioOf} from '../../../server/sandbox/scenarios.ts';

describe('the scenarios', () => {
  it('end in every way in which a signup can end', () => {
    const ends = new Set<string>(scenarioNames.map((name) => scenarioOf(name).expects));
    expect([...ends].sort()).toEqual(['completed', ...failureReasons].sort());
  });

  it.each(scenarioNames)('%s has one line that fits a phone, and a group', (name) => {
    const {description, group} = scenarioOf(name);
    expect(description).toMatch(/^[A-Z+][^\n]{10,110}\.$/);
    expect(scenarioGroups).toContain(group);
  });

  it('keep the names that people know', () => {
    expect(scenarioNames.slice(0, 12)).toEqual([
      'complete',
      'cancel',
      'deny',
      'abandon',
      'no_phone',
      'several_numbers',
      'wrong_country',
      'wrong_number',
      'code_expired',
      'meta_down',
      'pin_mismatch',
      'slow',
    ]);
  });
});

it('play-Meta knows no live credentials: it reads no environment and no configuration of ours', () => {
  const folder = new URL('../../../server/sandbox/', import.meta.url);
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const text = readFileSync(new URL(file, folder), 'utf8');
    expect(text, file).not.toMatch(/process\.env|from '\.\.\/(config|settings|secrets|context)\.ts'/);
    expect(text, file).not.toMatch(/https:\/\/graph\.facebook\.com/);
  }
});
