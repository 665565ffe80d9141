import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

// What happens in real time at a device that cannot wait (`*.live.test.ts`) runs after all else, one file at a time: Chromium's fake microphone
// slips where the machine is busy, and no program could know the right times then.
const live = ['test/**/*.live.test.ts'];

const dist = fileURLToPath(new URL('dist/', import.meta.url)).replaceAll('\\', '/');
const built = new RegExp(dist.replace(/[^\w/]/g, '\\$&'));

/** Files that take more than ten seconds, the longest first. What is begun last must be short, so that two workers end together. */
const LONGEST = [
  'server/restarts',
  'cli/commands/bench',
  'recipes/core',
  'docs/site',
  'examples',
  'cli/commands/quantize',
  'browser/digest',
  'studio/sensors/page',
  'ring/ring.interleavings',
  'convert/silero',
  'browser/harness',
  'cli/commands/train',
  'cli/commands/train-phrases',
  'studio/words/page',
  'bench/rival',
  'studio/sensors/table',
  'browser/standalone',
  'browser/addresses',
  'browser/vite',
  'cli/commands/run',
  'cli/commands/convert',
  'cli/commands/run-series',
  'stream/second-engine',
  'faults/main-thread',
  'harness/latency/measure',
  'training/train',
].map((name) => `test/${name}.test.ts`);

/** The same order on a machine that has never run them. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification) => {
      const at = LONGEST.indexOf(relative(this.ctx.config.root, moduleId).replaceAll('\\', '/'));
      return project.config.sequence.groupOrder * 1000 + (at < 0 ? LONGEST.length : at);
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b)); // stable: what is not named stays as it was
  }
}

export default defineConfig({
  test: {
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // Real threads, sockets and browsers share two cores with whatever else a checking machine does. On one's own machine
    // a test that fails now and then shows.
    retry: process.env.CI ? 1 : 0,
    pool: 'forks',
    sequence: { sequencer: LongestFirst },
    // The built files are run as users run them, by Node itself.
    server: { deps: { external: [built] } },
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
