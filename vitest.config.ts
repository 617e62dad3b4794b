import {existsSync, statfsSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {defineConfig} from 'vitest/config';

/** In memory, where there is room: what the sync of a disk costs is not what these tests ask. The acceptance tests do. */
const memory = '/dev/shm';
const hasRoom = existsSync(memory) && freeBytes(memory) > 2 ** 30;

export default defineConfig({
  test: {
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
          name: 'acceptance',
          include: ['test/acceptance/**/*.test.ts'],
          environment: 'node',
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // One browser and one built service at a time: two cores are all there is.
          fileParallelism: false,
        },
      },
    ],
  },
});

function freeBytes(folder: string): number {
  const {bavail, bsize} = statfsSync(folder);
  return bavail * bsize;
}
