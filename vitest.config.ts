import { defineConfig } from 'vitest/config';

// What happens in real time at a device that cannot wait (`*.live.test.ts`) runs after all else, one file at a time: Chromium's fake microphone
// slips where the machine is busy, and no program could know the right times then.
const live = ['test/**/*.live.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: {
          name: 'tests',
          include: ['test/**/*.test.ts'],
          exclude: live,
          maxWorkers: 2,
          sequence: { groupOrder: 0 },
        },
      },
      { extends: true, test: { name: 'live', include: live, maxWorkers: 1, sequence: { groupOrder: 1 } } },
    ],
  },
});
