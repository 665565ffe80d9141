// Load beside the measurement: a main thread that is blocked half of the time, a busy thread on every core.
import type { HarnessPlatform, HarnessThread } from './threads.js';

const BLOCKED_MS = 50;

/** Blocks this thread for 50 ms, leaves it free for 50 ms, and so on. Returns how to stop it. */
export function blockHalfTheTime(): () => void {
  let timer: ReturnType<typeof setTimeout>;
  const block = () => {
    for (const untilMs = performance.now() + BLOCKED_MS; performance.now() < untilMs; ) think();
    timer = setTimeout(block, BLOCKED_MS);
  };
  timer = setTimeout(block, BLOCKED_MS);
  return () => clearTimeout(timer);
}

/**
 * Takes some microseconds. To ask for the time in a loop would make garbage, and its collection would be measured too.
 */
function think(): void {
  for (let i = 0; i < 20_000; i++) Math.imul(i, i);
}

/** One busy thread per core. Returns how to stop them. */
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
