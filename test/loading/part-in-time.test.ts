import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { seriesModel } from '#src/index.js';
import { partInTime } from '#src/loading/part-in-time.js';
import { unloaded } from '#src/package-missing.js';
import { tinyModel } from '../support/tiny-model.js';

const never = new Promise<never>(() => undefined);

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('a part that never comes is an error after 30 s, which names the model', async () => {
  const waiting = expect(partInTime(never, seriesModel({ channels: ['a'], name: 'pumps' }))).rejects.toMatchObject({
    code: 'KERNEL_UNAVAILABLE',
    message: "Cannot load the part of sluice that 'pumps' needs: the server has sent nothing for 30 s",
  });
  await vi.advanceTimersByTimeAsync(30_000);
  await waiting;
});

it('onnxruntime-web has 300 s, and what comes in time is given', async () => {
  const settled = vi.fn();
  const model = { ...tinyModel(), onnx: {} } as Parameters<typeof partInTime>[1];
  partInTime(never, model).catch(settled);
  await vi.advanceTimersByTimeAsync(299_000);
  expect(settled).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(1000);
  expect(settled).toHaveBeenCalledOnce();
  expect(await partInTime(Promise.resolve(7), model)).toBe(7);
  await expect(partInTime(Promise.reject(new Error('gone')), model)).rejects.toThrow('gone');
  expect(vi.getTimerCount()).toBe(0);
});

it('unloaded() says which part of the package an import did not give', () => {
  expect(() => unloaded('watches series')(new TypeError('Failed to fetch http://x/program.js'))).toThrow(
    'Cannot load the part of sluice that watches series: Failed to fetch http://x/program.js',
  );
});
