// The memory that a table takes does not grow with it: 60 MB and more go through a heap of 64 MB.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const SCRIPT = fileURLToPath(new URL('large-table.mjs', import.meta.url));
const ROWS = 320_000;

async function read(rows: number, way: string) {
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--max-old-space-size=64',
    SCRIPT,
    String(rows),
    way,
  ]);
  return JSON.parse(stdout) as {
    bytes: number;
    rows: number;
    sum: number;
    ordered: boolean;
    spanMs: number;
    rssMiB: number;
  };
}

/** The sum of (row % every) / by over all rows. */
function sumOf(rows: number, every: number, by: number): number {
  let sum = 0;
  for (let row = 0; row < rows; row++) sum += (row % every) / by;
  return sum;
}

describe('a large table', () => {
  it.each(['forwards', 'backwards'])(
    'is read %s in a small heap, every row of it and in order',
    async (way) => {
      const { bytes, rows, sum, ordered, spanMs, rssMiB } = await read(ROWS, way);
      expect(bytes).toBeGreaterThan(60_000_000);
      expect([rows, ordered, spanMs]).toEqual([ROWS, true, (ROWS - 1) * 1000]);
      expect(sum).toBeCloseTo(sumOf(ROWS, 1000, 8) + sumOf(ROWS, 77, 4), 3);
      expect(rssMiB).toBeLessThan(250);
    },
    120_000,
  );

  it('is joined in a small heap where its series stand one after the other', async () => {
    const { rows, sum, ordered, rssMiB } = await read(ROWS, 'long');
    expect([rows, ordered]).toEqual([ROWS / 2, true]);
    expect(sum).toBeCloseTo(2 * sumOf(ROWS / 2, 1000, 8), 3);
    expect(rssMiB).toBeLessThan(250);
  }, 120_000);
});
