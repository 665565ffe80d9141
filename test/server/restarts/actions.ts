// What may befall a server and the links of its clients.
import { expect } from 'vitest';
import type { CuttingProxy, Direction } from '../cutting-proxy.js';
import { type Disk, type Servers, SILENT_MS } from './servers.js';

/** What an action works on. `next`: the run's random numbers, from 0 to 1. */
export interface Stage {
  readonly servers: Servers;
  readonly proxies: readonly CuttingProxy[];
  next(): number;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const DISKS: readonly Disk[] = ['no room', 'no names', 'no sync'];

/** By name, for the list of a run that failed. */
export const ACTIONS: Readonly<Record<string, (stage: Stage) => Promise<void> | void>> = {
  SIGTERM: ({ servers }) => restart(servers, 'SIGTERM'),
  'kill -9': ({ servers }) => restart(servers, 'SIGKILL'),
  'kill -9, and at once again': async ({ servers }) => {
    await restart(servers, 'SIGKILL');
    await restart(servers, 'SIGKILL');
  },
  away: async ({ servers, next }) => {
    await servers.end('SIGKILL');
    await sleep(500 * next());
    await servers.start();
  },
  SIGSTOP: (stage) => stopped(stage, 300 * stage.next()),
  'SIGSTOP until the clients give up': (stage) => stopped(stage, SILENT_MS * (0.5 + 0.5 * stage.next())),
  'SIGSTOP and a second server': async ({ servers }) => {
    servers.stop();
    const code = await servers.second();
    servers.go();
    expect(code).toBe(1);
  },
  cut: ({ proxies }) => {
    for (const proxy of proxies) proxy.cut();
  },
  'cut one': (stage) => one(stage).cut(),
  'cut twice': async ({ proxies, next }) => {
    for (const proxy of proxies) proxy.cut();
    await sleep(60 * next());
    for (const proxy of proxies) proxy.cut();
  },
  pause: (stage) => one(stage).hold(400 * stage.next()),
  'half-open to the server': (stage) => halfOpen(stage, 'to the server'),
  'half-open to the client': (stage) => halfOpen(stage, 'to the client'),
  'half-open': (stage) => halfOpen(stage, 'both'),
  'half-open, then kill -9': async (stage) => {
    await halfOpen(stage, 'both');
    await restart(stage.servers, 'SIGKILL');
  },
  'clock ahead': ({ servers, next }) => servers.setClock(next() < 0.5 ? HOUR_MS * (1 + next()) : 400 * DAY_MS * next()),
  'clock back': ({ servers, next }) =>
    servers.setClock(next() < 0.5 ? -HOUR_MS * (1 + next()) : -400 * DAY_MS * next()),
  'clock set while it is down': async ({ servers, next }) => {
    await servers.end(next() < 0.5 ? 'SIGTERM' : 'SIGKILL');
    await servers.setClock((2 * next() - 1) * 2 * DAY_MS);
    await servers.start();
  },
  'second server': async ({ servers }) => expect(await servers.second()).toBe(1),
  'full disk': async ({ servers, next }) => {
    await servers.setDisk(anyOf(DISKS, next));
    await sleep(300 * next());
    await servers.setDisk('fine');
  },
  'full disk, and kill -9': (stage) => killedOnFullDisk(stage, 'SIGKILL'),
  'full disk, and SIGTERM': (stage) => killedOnFullDisk(stage, 'SIGTERM'),
};

export function anyOf<T>(all: readonly T[], next: () => number): T {
  return all[Math.floor(next() * all.length)] as T;
}

const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

function one({ proxies, next }: Stage): CuttingProxy {
  return anyOf(proxies, next);
}

async function restart(servers: Servers, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  const code = await servers.end(signal);
  if (signal === 'SIGTERM') expect(code).toBe(0);
  expect(await servers.start()).toBe(true);
}

async function stopped({ servers }: Stage, ms: number): Promise<void> {
  servers.stop();
  await sleep(ms);
  servers.go();
}

/** What comes next may find the link so, or after one side has given it up. */
async function halfOpen(stage: Stage, direction: Direction): Promise<void> {
  one(stage).swallow(direction);
  await sleep(SILENT_MS * stage.next() ** 2);
}

/** It may refuse to start while there is no room, but not afterwards. */
async function killedOnFullDisk({ servers, next }: Stage, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  await servers.setDisk(anyOf(DISKS, next));
  await sleep(100 * next());
  await servers.end(signal);
  if (next() < 0.5) await servers.start();
  await servers.setDisk('fine');
  expect(await servers.start()).toBe(true);
}
