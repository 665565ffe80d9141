// Servers are ended, killed, stopped and started twice, clocks are set, disks fill, links break and go silent, in
// random order from a seed. Whatever happens, a client gets everything once, with the bits of an undisturbed stream.
// More or longer runs by command:
//   SLUICE_RESTARTS=1000                   so many runs, from SLUICE_RESTARTS_SEED on
//   SLUICE_RESTARTS_SEED=17                that run alone
//   SLUICE_RESTARTS_ACTIONS=30 SLUICE_RESTARTS_BLOCKS=900    longer ones
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../support/folder.js';
import { bundleServer } from './restarts/bundle.js';
import { Undisturbed, writeModels } from './restarts/programs.js';
import { hangsMs, type RunParts, run } from './restarts/run.js';

const { SLUICE_RESTARTS, SLUICE_RESTARTS_SEED, SLUICE_RESTARTS_ACTIONS, SLUICE_RESTARTS_BLOCKS } = process.env;
const FIRST = Number(SLUICE_RESTARTS_SEED ?? 1);
const RUNS = Number(SLUICE_RESTARTS ?? (SLUICE_RESTARTS_SEED === undefined ? 200 : 1));
const ACTIONS = Number(SLUICE_RESTARTS_ACTIONS ?? 3);
const BLOCKS = Number(SLUICE_RESTARTS_BLOCKS ?? 60);
/** Runs mostly wait. */
const AT_ONCE = Number(process.env.SLUICE_RESTARTS_AT_ONCE ?? 8);

const { path: folder } = temporaryFolder();
let parts: RunParts;

beforeAll(async () => {
  const models = await writeModels(folder);
  const command = [await bundleServer(folder)];
  parts = { folder, command, models, undisturbed: new Undisturbed(folder), actions: ACTIONS, blocks: BLOCKS };
});

describe('restarts in random order', () => {
  it(
    `lose nothing, double nothing and change no bit: ${RUNS} runs`,
    async () => {
      const seeds = Array.from({ length: RUNS }, (_, i) => FIRST + i).values();
      const failures: string[] = [];
      const work = async () => {
        for (const seed of seeds) await run(seed, parts).catch((error: Error) => failures.push(error.message));
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      expect(failures.join('\n\n')).toBe('');
    },
    (RUNS + 1) * hangsMs({ actions: ACTIONS }),
  );
});
