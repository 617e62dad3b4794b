import {BaseSequencer, type TestSpecification} from 'vitest/node';

/** Files that take long though they are short. One that begins last is waited for by an idle core. */
const longest = [
  'acceptance/kill.test.ts',
  'acceptance/engines.test.ts',
  'acceptance/webhooks.test.ts',
  'acceptance/durability.test.ts',
  'acceptance/access.test.ts',
  'acceptance/access-pages.test.ts',
  'webhooks/outage.test.ts',
];

const placeOf = ({moduleId}: TestSpecification) => {
  const place = longest.findIndex((name) => moduleId.endsWith(name));
  return place < 0 ? longest.length : place;
};

/** What takes longest begins first; on a clean clone Vitest knows sizes only. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => placeOf(a) - placeOf(b));
  }
}
