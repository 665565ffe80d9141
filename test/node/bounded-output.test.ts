// Lines to a pipe that nobody reads: the program goes on, memory is bounded, and what is dropped is counted.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';

const MODULE = new URL('../../dist/node/bounded-output.js', import.meta.url).href;
const PROGRAM = `import { BoundedOutput } from ${JSON.stringify(MODULE)};
  const output = new BoundedOutput(2, { mostBytes: 100_000, droppedLine: (lines) => 'dropped ' + lines + '\\n' });
  for (let i = 0; i < 5000; i++) output.write(i + ' ' + 'x'.repeat(93) + '\\n');
  let worst = 0;
  let last = performance.now();
  const ticking = setInterval(() => {
    worst = Math.max(worst, performance.now() - last);
    last = performance.now();
    output.write('tick\\n');
  }, 10);
  setTimeout(() => console.log(JSON.stringify({ worst })), 600);
  process.stdin.once('data', async () => {
    clearInterval(ticking);
    await output.flush(5000);
    process.exit(0);
  });`;

describe('BoundedOutput', () => {
  it('never waits for its reader, and tells what was dropped when there is room again', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', PROGRAM], { stdio: 'pipe' });
    child.stderr.pause();
    const [line] = await once(child.stdout, 'data');
    expect((JSON.parse(String(line)) as { worst: number }).worst).toBeLessThan(500);
    const parts: Buffer[] = [];
    child.stderr.on('data', (part: Buffer) => parts.push(part));
    child.stderr.resume();
    child.stdin.write('go\n');
    await once(child, 'close');
    const lines = Buffer.concat(parts).toString().trim().split('\n');
    const dropped = lines.flatMap((each) => (each.startsWith('dropped ') ? [Number(each.slice(8))] : []));
    const written = lines.filter((each) => each.endsWith('x'));
    expect(written.map((each) => Number.parseInt(each, 10))).toEqual(written.map((_, i) => i));
    expect(dropped.reduce((sum, each) => sum + each, 0)).toBeGreaterThanOrEqual(5000 - written.length);
    expect(written.length).toBeLessThan(4000);
  }, 30_000);
});
