// A hop makes no garbage: samples out of the ring, one step, a record. The JavaScript engine itself counts, in a
// process of its own.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { tinyModelBytes } from '../../support/tiny-model.js';

const worker = fileURLToPath(new URL('./hop-worker.mjs', import.meta.url));

async function collectionsOver100000Hops(sampleRate: number, garbage = ''): Promise<number> {
  const model = Buffer.from(tinyModelBytes()).toString('base64');
  // with a young generation of 1 MB, 10 bytes a hop would show; code is optimized in time, however busy the
  // machine is with other tests
  const args = [
    '--expose-gc',
    '--max-semi-space-size=1',
    '--no-concurrent-recompilation',
    worker,
    model,
    String(sampleRate),
    garbage,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  const { collections, index } = JSON.parse(stdout) as { collections: number; index: number };
  expect(index).toBeGreaterThan(119_000);
  return collections;
}

/**
 * JavaScript engines box a number now and then. So many collections of 1 MB are less than 20 bytes a hop: no
 * object.
 */
const BOXED_NUMBERS = 2;

describe('100,000 hops', () => {
  it.each([16_000, 44_100])('at %d Hz make no garbage', async (sampleRate) => {
    expect(await collectionsOver100000Hops(sampleRate)).toBeLessThanOrEqual(BOXED_NUMBERS);
  });

  it('make garbage with one view a hop: the count can fail', async () => {
    expect(await collectionsOver100000Hops(16_000, 'subarray')).toBeGreaterThan(3 * BOXED_NUMBERS);
  });
});
