// Ten thousand streams, opened and closed: nothing is left of them.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { tinyModelBytes } from '../support/tiny-model.js';

interface Left {
  readonly opened: number;
  readonly heapBytes: number;
  readonly bufferBytes: number;
  readonly resources: readonly string[];
  readonly elapsedMs: number;
}

/**
 * Runs in a process of its own, so that what is left after all streams are closed is what the process lists.
 */
async function openAndClose(count: number, transport: string): Promise<Left> {
  const worker = fileURLToPath(new URL('./open-and-close.mjs', import.meta.url));
  const model = Buffer.from(tinyModelBytes()).toString('base64');
  const args = ['--expose-gc', worker, model, String(count), transport];
  const { stdout } = await promisify(execFile)(process.execPath, args, { timeout: 150_000 });
  return JSON.parse(stdout) as Left;
}

describe('streams that were opened and closed', () => {
  it.each([
    ['shared', 10_000],
    ['messages', 2000],
  ])(
    'leave no handle, no thread and no memory behind: %s, %i of them',
    async (transport, count) => {
      const left = await openAndClose(count, transport);
      expect(left.opened).toBe(count);
      expect(left.heapBytes).toBeLessThan(3e6);
      expect(left.bufferBytes).toBeLessThan(1e6);
      expect(left.resources).toEqual([]);
    },
    180_000,
  );
});
