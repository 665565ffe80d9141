// The hop makes no garbage: samples out of the ring, one step, a record. Counted by the JavaScript engine itself, in a
// process of its own.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { tinyModelBytes } from '../../support/tiny-model.js';

const worker = fileURLToPath(new URL('./hop-worker.mjs', import.meta.url));

async function collectionsOver100000Hops(sampleRate: number, garbage = ''): Promise<number> {
  const model = Buffer.from(tinyModelBytes()).toString('base64');
  // a young generation of 1 MB: 10 bytes a hop would already show; code is optimized when it is due, however busy the
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
 * JavaScript engines box a number here and there: up to so many collections of 1 MB is less than 20 bytes a hop, no
 * object.
 */
const BOXED_NUMBERS = 2;

describe('100,000 hops', () => {
  it.each([16_000, 44_100])('at %d Hz make no object that would have to be collected', async (sampleRate) => {
    expect(await collectionsOver100000Hops(sampleRate)).toBeLessThanOrEqual(BOXED_NUMBERS);
  });

  it('with one view made per hop would: the count can fail', async () => {
    expect(await collectionsOver100000Hops(16_000, 'subarray')).toBeGreaterThan(3 * BOXED_NUMBERS);
  });
});
