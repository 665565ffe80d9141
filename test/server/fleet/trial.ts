// One trial: clients send to a fleet of three nodes while something befalls it. Every client must get what an
// undisturbed server says, to the bit and once, and so must whoever reads the log of results.
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { NatsLink } from '#src/server/fleet/storage/nats/nats-link.js';
import { NatsLog } from '#src/server/fleet/storage/nats/nats-log.js';
import { numberOf, readOutputs } from '#src/server/fleet/wire/outputs.js';
import { random } from '../../support/random.js';
import { CuttingProxy } from '../cutting-proxy.js';
import type { Program, Undisturbed } from '../restarts/programs.js';
import { Sender } from '../restarts/sender.js';
import { Balancer } from './balancer.js';
import type { NatsServer } from './nats.js';
import { Nodes, startNats } from './nodes.js';

/** What an action works on. `next`: the trial's random numbers, from 0 to 1. */
export interface Stage {
  readonly nodes: Nodes;
  readonly nats: readonly NatsServer[];
  /** Of each node, to the first server of NATS; none in a cluster, whose servers tell of each other. */
  readonly links: readonly CuttingProxy[];
  readonly leaseMs: number;
  next(): number;
}

export interface TrialParts {
  readonly folder: string;
  readonly command: readonly string[];
  readonly models: readonly string[];
  readonly undisturbed: Undisturbed;
  readonly programs: readonly Program[];
  readonly blocks: number;
  readonly leaseMs: number;
  /** Servers of NATS, and copies that they keep. */
  readonly natsServers: number;
}

export interface Outcome {
  /** From the action to the first result that came later, of the stream for which that took longest, ms. */
  readonly silentMs: number;
}

const NODES = 3;
const PARTITIONS = 8;
const BLOCK_EVERY_MS = 10;
/** A trial that takes longer than that hangs. */
export const HANGS_MS = 60_000;

export async function trial(seed: number, act: (stage: Stage) => Promise<void>, parts: TrialParts): Promise<Outcome> {
  const { leaseMs, natsServers: count, command, models } = parts;
  const next = random(seed);
  const nats = await startNats(mkdtempSync(join(parts.folder, 'nats-')), count);
  const urls = nats.map(({ url }) => url);
  const links =
    count > 1 ? [] : await Promise.all(Array.from({ length: NODES }, () => CuttingProxy.start(nats[0]?.port ?? 0)));
  const nodes = new Nodes({
    ...{ command, models, leaseMs, partitions: PARTITIONS, replicas: count === 1 ? 1 : 3 },
    nats: (node) => (links[node] === undefined ? urls : [links[node].url.replace('ws:', 'nats:')]),
  });
  const balancer = await Balancer.start(() => nodes.ports, seed);
  const senders = parts.programs.map((program, i) => new Sender(program, `stream-${i}`, balancer.url, parts.blocks));
  for (const sender of senders) void sender.open(); // while no node is up
  try {
    await Promise.all(Array.from({ length: NODES }, () => nodes.start()));
    const at = Math.floor(parts.blocks * (0.2 + 0.5 * next()));
    let acting = Promise.resolve();
    for (let block = 0; block < parts.blocks; block++) {
      if (block === at) {
        acting = act({ nodes, nats, links, leaseMs, next });
        acting.catch(() => undefined); // awaited below
        for (const sender of senders) sender.acted();
      }
      for (const sender of senders) sender.send();
      await new Promise((resolve) => setTimeout(resolve, BLOCK_EVERY_MS));
    }
    await acting;
    await limited(Promise.all(senders.map((sender) => sender.compare(parts.undisturbed))), HANGS_MS);
    await compareLog(urls, senders);
    return { silentMs: Math.max(...senders.map(({ silentMs }) => silentMs)) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`trial ${seed}: ${reason}\n${nodes.log.slice(-6000)}`, { cause: error });
  } finally {
    for (const sender of senders) await sender.end();
    await nodes.endAll();
    for (const link of links) await link[Symbol.asyncDispose]();
    await Promise.all(nats.map((server) => server.end()));
    await balancer[Symbol.asyncDispose]();
  }
}

/** Reads the whole log of results: each result stands there once, in order, and none is missing. */
async function compareLog(servers: readonly string[], senders: readonly Sender[]): Promise<void> {
  const silent = { warn: () => undefined, info: () => undefined };
  const link = await NatsLink.open({ servers, ...silent }, AbortSignal.timeout(5000));
  try {
    const log = new NatsLog(link, { stream: 'sluice-results', prefix: 'sluice.results' });
    const numbers = new Map<string, number[]>();
    for (let partition = 0; partition < PARTITIONS; partition++) {
      const last = (await log.last(String(partition)))?.sequence ?? 0;
      const stop = new AbortController();
      if (last === 0) continue;
      for await (const { sequence, bytes } of log.read(String(partition), 1, stop.signal)) {
        for (const output of readOutputs(bytes)) {
          if (output.kind !== 'result' || output.again) continue;
          const key = `${output.frame[0] === 17 ? 'prediction' : 'detection'} ${output.stream}`;
          numbers.set(key, [...(numbers.get(key) ?? []), numberOf(output.frame)]);
        }
        if (sequence >= last) break;
      }
    }
    for (const { name, counts } of senders) {
      check(`predictions of ${name}`, numbers.get(`prediction ${name}`) ?? [], counts.predictions);
      check(`detections of ${name}`, numbers.get(`detection ${name}`) ?? [], counts.detections);
    }
  } finally {
    await link.close();
  }
}

function check(of: string, numbers: readonly number[], count: number): void {
  const isUp = numbers.every((number, i) => i === 0 || number > (numbers[i - 1] as number));
  if (isUp && numbers.length === count) return;
  throw new Error(`in the log of results, ${of} are ${numbers.join(' ')} and not ${count} in order`);
}

async function limited<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it hangs: nothing for ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
