import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { laterPart } from '#src/loading/later-part.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('laterPart() ends the wait for a part that never comes after 30 s, with an error that says what it does', async () => {
  const never = new Promise<never>(() => undefined);
  const waiting = expect(laterPart(never, 'reads tables')).rejects.toMatchObject({
    code: 'KERNEL_UNAVAILABLE',
    message: 'Cannot load the part of sluice that reads tables: the server has sent nothing for 30 s',
  });
  await vi.advanceTimersByTimeAsync(30_000);
  await waiting;
});

it('laterPart() gives what comes in time, tells why an import failed, and leaves no timer', async () => {
  expect(await laterPart(Promise.resolve(7), 'reads tables')).toBe(7);
  await expect(laterPart(Promise.reject(new TypeError('Failed to fetch')), 'reads sound')).rejects.toMatchObject({
    code: 'KERNEL_UNAVAILABLE',
    message: 'Cannot load the part of sluice that reads sound: Failed to fetch',
  });
  expect(vi.getTimerCount()).toBe(0);
});
