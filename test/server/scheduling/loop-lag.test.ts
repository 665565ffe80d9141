// How long data may have waited in a socket.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { LoopLag } from '#src/server/scheduling/loop-lag.js';

const busy = (ms: number) => {
  for (const until = performance.now() + ms; performance.now() < until; );
};
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe.each([
  ['where Node says how long it was idle', () => new LoopLag()],
  ['where nobody says it, as in Bun and Deno', () => new LoopLag(() => 0)],
])('LoopLag, %s,', (_, make) => {
  it('is the time that the thread was busy since the mark, and reports pressure where that was long', () => {
    const lag = make();
    lag.mark();
    busy(3);
    void lag.ms; // from now on turns are watched
    busy(30);
    expect(lag.ms).toBeGreaterThanOrEqual(30);
    expect(lag.pressed).toBe(false);
    lag.mark();
    expect(lag.pressed).toBe(true);
    busy(5);
    expect(lag.ms).toBeGreaterThanOrEqual(5);
  });

  it('does not count the time that the event loop was idle', async () => {
    const lag = make();
    for (let i = 0; i < 2; i++) {
      lag.mark();
      const fromMs = performance.now();
      await sleep(200);
      const told = lag.ms;
      expect(told).toBeLessThan(performance.now() - fromMs - 50);
    }
  });
});

describe('LoopLag, where nobody says how long the loop was idle,', () => {
  it('sees a long task of which no mark tells, and lets the process end', async () => {
    const lag = new LoopLag(() => 0);
    lag.mark();
    busy(3);
    void lag.ms;
    await sleep(20);
    busy(40);
    await sleep(20);
    expect(lag.pressed).toBe(true);
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--input-type=module',
      '-e',
      `import { LoopLag } from ${JSON.stringify(import.meta.resolve('#src/server/scheduling/loop-lag.js'))};
       const lag = new LoopLag(() => 0);
       lag.mark();
       for (const until = performance.now() + 3; performance.now() < until; );
       console.log(lag.ms >= 0);`,
    ]);
    expect(stdout).toBe('true\n');
  });
});
