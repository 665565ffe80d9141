// What may befall a fleet: nodes are killed, stopped past their lease and ended in turn, and so are servers of NATS.
// Whatever happens, a client gets everything once, with the bits of an undisturbed server. Longer by command:
//   SLUICE_FLEET=50                        so many trials of each kind, with a lease of 3 s
//   SLUICE_FLEET=50 SLUICE_FLEET_ONLY=kill a kind whose name has that word
//   SLUICE_FLEET_SEED=17                   from that seed on
import { beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/folder.js';
import { bundleServer } from '../restarts/bundle.js';
import { PROGRAMS, Undisturbed, writeModels } from '../restarts/programs.js';
import { noNats } from './nats.js';
import { HANGS_MS, type Stage, type TrialParts, trial } from './trial.js';

const { SLUICE_FLEET, SLUICE_FLEET_ONLY = '', SLUICE_FLEET_SEED = '1' } = process.env;
const TRIALS = Number(SLUICE_FLEET ?? 1);
const LEASE_MS = SLUICE_FLEET === undefined ? 1000 : 3000;
const BLOCKS = SLUICE_FLEET === undefined ? 120 : 300;

interface Kind {
  readonly name: string;
  readonly natsServers: number;
  act(stage: Stage): Promise<void>;
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const anyOf = (all: readonly number[], next: () => number) => all[Math.floor(next() * all.length)] as number;

const KINDS: readonly Kind[] = [
  {
    name: 'kill -9 of a node',
    natsServers: 1,
    act: async ({ nodes, next }) => void (await nodes.end(anyOf(nodes.running, next), 'SIGKILL')),
  },
  {
    name: 'a node that stands still past its lease and goes on',
    natsServers: 1,
    act: async ({ nodes, next, leaseMs }) => {
      const node = anyOf(nodes.running, next);
      nodes.signal(node, 'SIGSTOP');
      await sleep(leaseMs * (1.5 + next()));
      nodes.signal(node, 'SIGCONT');
    },
  },
  {
    name: 'a rolling restart, and one node more',
    natsServers: 1,
    act: async ({ nodes }) => {
      for (const node of nodes.running) {
        expect(await nodes.end(node, 'SIGTERM')).toBe(0);
        await nodes.start(node);
      }
      await nodes.start();
    },
  },
  {
    name: 'NATS that is killed and comes back',
    natsServers: 1,
    act: async ({ nats, next }) => {
      await nats[0]?.end('SIGKILL');
      await sleep(500 * next());
      await nats[0]?.start();
    },
  },
  {
    name: 'a link to NATS that goes silent past the lease',
    natsServers: 1,
    act: async ({ links, next, leaseMs }) => {
      const link = links[Math.floor(next() * links.length)];
      link?.swallow('both');
      await sleep(leaseMs * (1.5 + next()));
      link?.cut();
    },
  },
  {
    name: 'links to NATS that are cut',
    natsServers: 1,
    act: async ({ links, next }) => {
      for (let i = 0; i < 5; i++) {
        links[Math.floor(next() * links.length)]?.cut();
        await sleep(200 * next());
      }
    },
  },
  {
    name: 'kill -9 of one of three servers of NATS',
    natsServers: 3,
    act: async ({ nats, next }) => void (await nats[Math.floor(next() * nats.length)]?.end('SIGKILL')),
  },
];

/** A cluster of three takes long to begin: it is left to the command. */
function isMeant({ name, natsServers }: Kind): boolean {
  return name.includes(SLUICE_FLEET_ONLY) && (natsServers === 1 || SLUICE_FLEET !== undefined);
}

const { path: folder } = temporaryFolder();
let parts: Omit<TrialParts, 'natsServers'>;

describe.skipIf(noNats !== null)(`trouble in a fleet${noNats === null ? '' : ` (skipped: ${noNats})`}`, () => {
  beforeAll(async () => {
    const models = await writeModels(folder);
    const command = [await bundleServer(folder)];
    const undisturbed = new Undisturbed(folder);
    parts = { folder, command, models, undisturbed, programs: PROGRAMS, blocks: BLOCKS, leaseMs: LEASE_MS };
  }, 60_000);

  for (const { name, natsServers, act } of KINDS.filter(isMeant)) {
    it(
      `loses nothing, doubles nothing and changes no bit: ${name}, ${TRIALS} ${TRIALS === 1 ? 'trial' : 'trials'}`,
      async () => {
        const failures: string[] = [];
        const silent: number[] = [];
        for (let i = 0; i < TRIALS; i++) {
          const seed = Number(SLUICE_FLEET_SEED) + i;
          try {
            silent.push(Math.round((await trial(seed, act, { ...parts, natsServers })).silentMs));
          } catch (error) {
            failures.push((error as Error).message);
          }
        }
        if (SLUICE_FLEET !== undefined) {
          const longest = Math.max(...silent);
          console.log(`${name}: ${silent.length} of ${TRIALS} trials, longest time without a result ${longest} ms`);
        }
        expect(failures.join('\n\n')).toBe('');
      },
      TRIALS * 2 * HANGS_MS,
    );
  }
});
