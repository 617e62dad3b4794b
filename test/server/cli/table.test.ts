import {describe, expect, test} from 'vitest';
import {describeAnswer, table} from '../../../server/cli/table.ts';

const shown = (answer: unknown, columns?: string[]) => describeAnswer(answer, columns).split('\n');

describe('what people are shown', () => {
  test('one thing is names and values, with nested names', () => {
    expect(
      shown({
        invitation: {
          id: 'inv_1',
          clientName: null,
          isOpen: true,
          metadata: {plan: 'pro'},
          events: ['a', 'b'],
          none: [],
        },
      }),
    ).toEqual([
      'id             inv_1',
      'clientName     -',
      'isOpen         true',
      'metadata.plan  pro',
      'events         a, b',
      'none           -',
    ]);
  });

  test('a list is a table of the columns that matter, and says how to go on', () => {
    const items = [
      {id: 'a', name: 'Ana', price: {month: 1}},
      {id: 'bcd', name: null, price: {month: 22}},
    ];
    expect(shown({items, nextCursor: 'c1'}, ['id', 'price.month', 'name'])).toEqual([
      'id   price.month  name',
      'a    1            Ana',
      'bcd  22           -',
      '',
      'There are more: --cursor c1',
    ]);
    expect(describeAnswer({items: [], nextCursor: null})).toBe('');
  });

  test('lists inside of an answer are tables with their names', () => {
    expect(shown({delivery: {id: 'dlv_1'}, attempts: [{number: 1, outcome: 'gone'}]})).toEqual([
      'delivery.id  dlv_1',
      '',
      'attempts',
      'number  outcome',
      '1       gone',
    ]);
  });

  test('a list inside of a row is its names, and a timestamp is a time', () => {
    const row = {
      id: 'req_1',
      timestamp: 1795341600000,
      requirementTypes: [{id: 'a', name: 'Name'}, {id: 'b'}],
    };
    expect(shown({items: [row]})).toEqual([
      'id     timestamp                 requirementTypes',
      'req_1  2026-11-22T10:00:00.000Z  Name, b',
    ]);
  });

  test.each(['\u001b[2J', 'a\nb', '\u202e', '\u2066'])('%j does nothing to the terminal', (text) => {
    expect(describeAnswer({name: text, list: [text]}).replaceAll('\n', '')).not.toMatch(
      /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u,
    );
    expect(table([{name: text}]).split('\n')).toHaveLength(2);
  });

  test('a name that a stranger chose does nothing either', () => {
    expect(describeAnswer({metadata: {'\u001b[31m': 'x'}})).not.toContain('\u001b');
    expect(table([{'\u001b[31m': 'x'}])).not.toContain('\u001b');
  });
});
