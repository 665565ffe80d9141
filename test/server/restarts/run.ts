// One run of the harness: two clients send, each over a link of its own, while a server and the links suffer what a
// seed says. Every client must get what an undisturbed server says, to the bit and once.
import { mkdirSync, rmSync } from 'node:fs';
import { random } from '../../support/random.js';
import { CuttingProxy } from '../cutting-proxy.js';
import { ACTIONS, anyOf } from './actions.js';
import { PROGRAMS, type Program, type Undisturbed } from './programs.js';
import { Sender } from './sender.js';
import { Servers } from './servers.js';

export interface RunOptions {
  /** Things that befall the server or a link. */
  readonly actions: number;
  /** Blocks that each client sends. */
  readonly blocks: number;
}

export interface RunParts extends RunOptions {
  readonly folder: string;
  readonly command: readonly string[];
  readonly models: readonly string[];
  readonly undisturbed: Undisturbed;
}

const BLOCK_EVERY_MS = 6;
/** A run that has not ended by then hangs: on a machine that is very busy, a process takes seconds to start. */
export function hangsMs({ actions }: Pick<RunOptions, 'actions'>): number {
  return 60_000 + 30_000 * actions;
}

/** Rejects with an error that says how to run it alone, and what was done. */
export async function run(seed: number, parts: RunParts): Promise<void> {
  const done: string[] = [];
  const servers = new Servers({ ...parts, state: `${parts.folder}/${seed}/state` });
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hangs = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it hangs after ${hangsMs(parts)} ms`)), hangsMs(parts));
  });
  try {
    await Promise.race([disturb(seed, parts, servers, done), hangs]);
  } catch (error) {
    const { actions, blocks } = parts;
    const again = `SLUICE_RESTARTS_SEED=${seed} SLUICE_RESTARTS_ACTIONS=${actions} SLUICE_RESTARTS_BLOCKS=${blocks}`;
    const facts = [`seed ${seed}, again with: ${again} npx vitest run test/server/restarts.test.ts`, ...done];
    throw new Error(`${facts.join('\n  ')}\n${error instanceof Error ? error.message : error}\n${servers.log}`);
  } finally {
    clearTimeout(timer);
    await servers.killAll();
    rmSync(`${parts.folder}/${seed}`, { recursive: true, force: true });
  }
}

async function disturb(seed: number, parts: RunParts, servers: Servers, done: string[]): Promise<void> {
  const next = random(seed);
  mkdirSync(`${parts.folder}/${seed}`);
  await servers.start();
  const programs = [PROGRAMS[0] as Program, anyOf(PROGRAMS, next)];
  const first = programs.map((_, i) => (i === 0 ? 0 : Math.floor((next() * parts.blocks) / 2)));
  const steps = stepsOf(parts, next);
  const proxies = await Promise.all(programs.map(() => CuttingProxy.start(servers.port)));
  const clients = programs.map((program, i) => new Sender(program, `pump-${i}`, proxies[i]?.url ?? '', parts.blocks));
  let acting: Promise<void> = Promise.resolve();
  try {
    for (let block = 0; block < parts.blocks; block++) {
      const action = steps.get(block);
      if (action !== undefined) {
        await acting;
        done.push(`at block ${block}: ${action}`);
        acting = Promise.resolve(ACTIONS[action]?.({ servers, proxies, next }));
        acting.catch(() => undefined); // awaited below
      }
      for (const [i, client] of clients.entries()) if (block >= (first[i] ?? 0)) client.send();
      await new Promise((resolve) => setTimeout(resolve, BLOCK_EVERY_MS));
    }
    await acting;
    for (const client of clients) await client.compare(parts.undisturbed);
  } finally {
    for (const client of clients) await client.end();
    for (const proxy of proxies) await proxy[Symbol.asyncDispose]();
  }
}

/** Which action begins at which block. */
function stepsOf({ actions, blocks }: RunOptions, next: () => number): Map<number, string> {
  const names = Object.keys(ACTIONS);
  const steps = new Map<number, string>();
  while (steps.size < actions) steps.set(Math.floor(next() * blocks), anyOf(names, next));
  return steps;
}
