// What is in the way: a main thread that is blocked for half of the time, a neighbour on every core.
import type { HarnessPlatform, HarnessThread } from './threads.js';

const BLOCKED_MS = 50;

/** Blocks this thread for 50 ms, then leaves it alone for 50 ms, and so on; returns how to stop that. */
export function blockHalfTheTime(): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const block = () => {
    for (const untilMs = performance.now() + BLOCKED_MS; performance.now() < untilMs; ) think();
    timer = setTimeout(block, BLOCKED_MS);
  };
  timer = setTimeout(block, BLOCKED_MS);
  return () => clearTimeout(timer);
}

/** Some microseconds: asking for the time all the while would make garbage, and its collection part of the measurement. */
function think(): void {
  for (let i = 0; i < 20_000; i++) Math.imul(i, i);
}

/** Threads that do nothing but be busy, one a core; returns how to stop them. */
export function spinOn(platform: HarnessPlatform, cores: number): () => Promise<void> {
  const threads: HarnessThread[] = Array.from({ length: cores }, () => {
    const thread = platform.startThread();
    thread.listen(
      () => undefined,
      () => undefined,
    );
    thread.post({ kind: 'spin' });
    return thread;
  });
  return async () => {
    await Promise.all(threads.map((thread) => thread.stop()));
  };
}
