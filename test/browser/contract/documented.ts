// What docs/browsers.md says of a browser.
import { readFile } from 'node:fs/promises';
import type { BrowserName } from '#src/node/browsers/driven-browser.js';
import type { Abilities } from './in-page.js';

/** Of the newest version in the table that is not newer than this one. Throws where there is none. */
export async function documentedAbilities(name: BrowserName, version: string): Promise<Abilities> {
  const text = await readFile(new URL('../../../docs/browsers.md', import.meta.url), 'utf8');
  const rows = text.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const [row] = rows
    .filter(
      ([, browser, since]) => browser?.toLowerCase().startsWith(name) && Number(since) <= Number.parseFloat(version),
    )
    .sort(([, , a], [, , b]) => Number(b) - Number(a));
  if (row === undefined) throw new Error(`docs/browsers.md says nothing of ${name} ${version}`);
  const [sharedMemory, messages, relaxedSimd, waitAsync] = row.slice(3).map((cell) => cell.startsWith('yes'));
  if (messages !== true) throw new Error('every browser has messages');
  return { sharedMemory: sharedMemory === true, relaxedSimd: relaxedSimd === true, waitAsync: waitAsync === true };
}
