// Every example runs by one command and says what its first lines promise.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const run = promisify(execFile);
const example = (name: string) => fileURLToPath(new URL(`../examples/${name}`, import.meta.url));

describe('examples', { retry: 2 }, () => {
  it('file.mjs prints the phrases of the recording with their times', async () => {
    const { stdout } = await run(process.execPath, [example('file.mjs')]);
    const lines = stdout.trim().split('\n');
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(line).toMatch(/^\d+\.\d\d s {2}[a-z-]+ {2}[01]\.\d\d$/);
  });

  it('websocket.mjs hears the same phrases over a socket, at the speed of speech', async () => {
    const [file, socket] = await Promise.all([
      run(process.execPath, [example('file.mjs')]),
      run(process.execPath, [example('websocket.mjs')]),
    ]);
    const phrases = (text: string, column: number) =>
      text
        .trim()
        .split('\n')
        .filter((line) => line !== 'the end')
        .map((line) => line.split('  ')[column]);
    expect(phrases(socket.stdout, 0)).toEqual(phrases(file.stdout, 1));
    expect(socket.stdout).toContain('the end');
  });
});
