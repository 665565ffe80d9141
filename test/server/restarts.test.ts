// Servers are ended, killed, stopped and started twice, connections are cut, in random order from a seed. Whatever happens,
// a client gets every prediction once, with the bits of an undisturbed stream. `SLUICE_RESTARTS=200` makes 200 runs.
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { connect, type ServedEvent, type ServedPrediction, writeModel } from '#src/node/index.js';
import { sluice, startSluice } from '../support/command.js';
import { temporaryFolder } from '../support/folder.js';
import { random } from '../support/random.js';
import { CuttingProxy } from './cutting-proxy.js';
import { alone, bits, CHANNELS, model, rowsOf } from './stand.js';

const RUNS = Number(process.env.SLUICE_RESTARTS ?? 4);
const ROWS = 600;
const EACH = 5;
const STEPS = 6;
const ACTIONS = ['end', 'kill', 'kill at once again', 'stop', 'cut', 'cut twice', 'second server', 'away'] as const;
const rows = rowsOf(ROWS, 9);
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** A server on one port and one state folder, whichever process it is at the moment. */
class Servers {
  readonly #args: readonly string[];
  #child: ChildProcess | null = null;
  port = 0;

  constructor(folder: string) {
    this.#args = ['--model', `${folder}/rows.safetensors`, '--state', `${folder}/state`, '--save-every', '40'];
  }

  async start(): Promise<void> {
    const args = ['serve', '--json', '--port', String(this.port), '--log-level', 'error', ...this.#args];
    const child = startSluice(args);
    const line = once(child.stdout, 'data').then(([data]) => String(data));
    const failed = once(child, 'exit').then(([code]) => Promise.reject(new Error(`the server ended with ${code}`)));
    this.port = Number(new URL((JSON.parse(await Promise.race([line, failed])) as { url: string }).url).port);
    failed.catch(() => undefined);
    this.#child = child;
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    const gone = once(this.#child as ChildProcess, 'exit');
    this.#child?.kill(signal);
    await gone;
  }

  async pause(ms: number): Promise<void> {
    this.#child?.kill('SIGSTOP');
    await sleep(ms);
    this.#child?.kill('SIGCONT');
  }

  /** A second server on the same folder. It must not start. */
  async second(): Promise<number | null> {
    return (await sluice(['serve', '--port', '0', '--log-level', 'silent', ...this.#args])).code;
  }
}

async function run(seed: number): Promise<void> {
  const next = random(seed);
  const folder = temporaryFolder();
  await writeFile(`${folder.path}/rows.safetensors`, writeModel(model));
  const servers = new Servers(folder.path);
  await servers.start();
  await using proxy = await CuttingProxy.start(servers.port);
  await using client = await connect(proxy.url, { backOff: { firstMs: 20, ceilingMs: 100 } });
  const stream = await client.open({ stream: 'pump', maxDelayMs: 10_000 });
  const [predictions, events]: [ServedPrediction[], ServedEvent[]] = [[], []];
  stream.predictions$.subscribe((prediction) => predictions.push(prediction));
  stream.events$.subscribe((event) => events.push(event));
  const done: string[] = [];
  const act = async (action: (typeof ACTIONS)[number]) => {
    done.push(action);
    switch (action) {
      case 'end':
      case 'kill':
        await servers.end(action === 'end' ? 'SIGTERM' : 'SIGKILL');
        return servers.start();
      case 'kill at once again':
        await servers.end('SIGKILL');
        await servers.start();
        await servers.end('SIGKILL');
        return servers.start();
      case 'stop':
        return servers.pause(100 + 400 * next());
      case 'cut':
        return proxy.cut();
      case 'cut twice':
        proxy.cut();
        await sleep(60 * next());
        return proxy.cut();
      case 'second server':
        return expect(await servers.second()).toBe(1);
      case 'away':
        await servers.end('SIGKILL');
        await sleep(500);
        return servers.start();
      default:
        return action satisfies never;
    }
  };
  const steps = new Set(Array.from({ length: STEPS }, () => EACH * Math.floor((next() * ROWS) / EACH)));
  for (let row = 0; row < ROWS; row += EACH) {
    stream.send(rows.subarray(row * CHANNELS, (row + EACH) * CHANNELS));
    if (steps.has(row)) await act(ACTIONS[Math.floor(next() * ACTIONS.length)] as (typeof ACTIONS)[number]);
    await sleep(2);
  }
  await stream.close();
  await servers.end('SIGTERM');
  const lost = events.filter(({ kind }) => kind === 'restarted' || kind === 'lost' || kind === 'dropped');
  expect([seed, done, lost]).toEqual([seed, done, []]);
  expect(bits(predictions)).toEqual(bits(await alone(rows)));
}

describe('restarts in random order', () => {
  it.each(Array.from({ length: RUNS }, (_, i) => i + 1))(
    'lose nothing and double nothing: seed %i',
    (seed) => run(seed),
    120_000,
  );
});
