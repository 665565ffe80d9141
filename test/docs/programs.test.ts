// Programs of the documents do what the documents say.
import { execFile } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder.js';

const root = new URL('../../', import.meta.url);
const folder = temporaryFolder();

it('docs/getting-started.md: the program for a sensor prints its alarm where the page says', async () => {
  const page = readFileSync(new URL('docs/getting-started.md', root), 'utf8');
  const program = page.match(/```ts\n(import \{ openStream, rows, seriesModel \}[\s\S]*?)```/)?.[1] ?? '';
  const seconds = page.match(/prints an alarm at (\d+) s/)?.[1];
  expect(seconds).toBeDefined();
  const { stdout } = await run(program);
  expect(stdout).toMatch(new RegExp(`^${seconds} s: temperature, severity \\d+\\.\\d\\n$`));
});

it('README.md: the program for sensors runs to its end', async () => {
  const program = readFileSync(new URL('README.md', root), 'utf8').match(
    /```ts\n(import \{ openStream, rows,[\s\S]*?)```/,
  )?.[1];
  expect(program).toBeDefined();
  expect((await run(program ?? '')).stderr).toBe('');
});

function run(program: string): Promise<{ stdout: string; stderr: string }> {
  mkdirSync(`${folder.path}/node_modules`, { recursive: true });
  try {
    symlinkSync(fileURLToPath(root), `${folder.path}/node_modules/sluice`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const file = folder.write('program.mjs', program);
  return promisify(execFile)(process.execPath, [file], { timeout: 50_000 });
}
