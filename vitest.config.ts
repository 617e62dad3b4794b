import {existsSync, statfsSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {defineConfig} from 'vitest/config';
import {LongestFirst} from './test/support/longest-first.ts';

/** In memory, where there is room: what the sync of a disk costs is not what these tests ask. The acceptance tests do. */
const memory = '/dev/shm';
const hasRoom = existsSync(memory) && freeBytes(memory) > 2 ** 30;

export default defineConfig({
  test: {
    sequence: {sequencer: LongestFirst},
    projects: [
      {
        test: {
          name: 'server',
          include: ['test/server/**/*.test.ts', 'test/*.test.ts'],
          environment: 'node',
          testTimeout: 20_000,
          env: hasRoom ? {TMPDIR: memory} : {},
          // No module keeps a state, so the files of a worker share what is imported; each test has its own service.
          isolate: false,
          maxWorkers: availableParallelism(),
        },
      },
      {
        test: {
          name: 'screenshots',
          include: ['test/screenshots.ts'],
          environment: 'node',
        },
      },
      {
        test: {
          name: 'acceptance',
          include: ['test/acceptance/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // Each file has its own browser and its own built service; most of what they do is wait for each other.
          maxWorkers: 2,
        },
      },
    ],
  },
});

function freeBytes(folder: string): number {
  const {bavail, bsize} = statfsSync(folder);
  return bavail * bsize;
}
