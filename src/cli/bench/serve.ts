// `sluice bench serve`: a server in this process and its load in another one, over loopback. It measures a thousand
// streams, messages of one row each, memory, and overload.
import { fork } from 'node:child_process';
import { Command } from 'commander';
import type { LoadPlan, LoadResult, StepResult } from '../../harness/serve/plan.js';
import type { ServeLine } from '../../harness/serve/results.js';
import { vectorModel } from '../../harness/vector-model.js';
import { type RunningServer, startServer } from '../../node/serve.js';
import { printJson, printText } from '../report/output.js';
import { textOfServe } from './serve-text.js';

interface Options {
  readonly quick: boolean;
  readonly json: boolean;
  readonly scenario?: string;
}

const CHANNELS = 8;
const HIDDEN = 64;
const ROWS_PER_SECOND = 50;
const STREAMS = 1000;
const WARM = 100;
/** A gateway collects the rows of its sensors for this long before it sends them. */
const GATHER_MS = 5;
const CONNECTIONS = 10;
/** A rate is sustained if everything was delivered, 99 % of it within this time. */
const HELD_MS = 100;
const STAIRS = [15, 25, 35, 50, 70, 100].map((thousands) => thousands * 1000);
const MOST_DELAY_MS = 250;

export function serveBenchCommand(): Command {
  return new Command('serve')
    .description('measure `sluice serve` over loopback: many streams, small messages, memory, overload')
    .option('--quick', 'for a short time: for a look, not for a claim', false)
    .option('--scenario <name>', 'one of streams, messages, overload (default: all)')
    .option('--json', 'one JSON object a line', false)
    .action(bench);
}

async function bench({ quick, json, scenario }: Options): Promise<void> {
  for await (const line of serveLines(quick, scenario)) {
    if (json) printJson({ ...line });
    else printText(...textOfServe(line).split('\n'));
  }
}

/** One scenario after the other, or the one that is asked for. */
export async function* serveLines(quick: boolean, scenario?: string): AsyncGenerator<ServeLine> {
  const asked = (name: string) => scenario === undefined || scenario === name;
  if (asked('streams')) yield await manyStreams(quick);
  if (!asked('messages') && !asked('overload')) return;
  const { held, line } = await smallMessages(quick);
  if (asked('messages')) yield line;
  if (asked('overload')) yield await overload(quick, Math.max(held, STAIRS[0] as number));
}

/**
 * A thousand streams of 50 rows a second, for a minute. A tenth of them run before, to warm up the server: memory that
 * it takes once is not counted.
 */
async function manyStreams(quick: boolean): Promise<ServeLine> {
  await using server = await start();
  const warm = {
    ...common(server),
    streams: WARM,
    alone: false,
    everyMs: GATHER_MS,
    steps: [{ rowsPerSecond: 5 * ROWS_PER_SECOND, seconds: 3 }],
  };
  await load(warm);
  const seconds = quick ? 5 : 60;
  const steps = [
    { rowsPerSecond: ROWS_PER_SECOND / 5, seconds: 2 },
    { rowsPerSecond: ROWS_PER_SECOND, seconds },
  ];
  const { steps: results, dropped, memory, cores } = await load({ ...warm, streams: STREAMS, steps });
  const each = (bytes: number) => Math.round(bytes / (STREAMS - WARM));
  return {
    ...lineOf('streams', STREAMS, seconds, results[1] as StepResult),
    dropped,
    bytesPerStream: each(memory.up - memory.before),
    grownBytesPerStream: each(memory.after - memory.up),
    serverCores: cores,
  };
}

/** Messages of one row each, at rising rates until one is not sustained. */
async function smallMessages(quick: boolean): Promise<{ held: number; line: ServeLine }> {
  const seconds = quick ? 2 : 6;
  let best: ServeLine | null = null;
  let worst: ServeLine | null = null;
  for (const rate of STAIRS) {
    await using server = await start();
    const streams = 100;
    const steps = [
      { rowsPerSecond: rate / streams / 2, seconds: 1 },
      { rowsPerSecond: rate / streams, seconds },
    ];
    const { steps: results, dropped, cores } = await load({ ...common(server), streams, alone: true, steps });
    const step = results[1] as StepResult;
    worst = { ...lineOf('messages', streams, seconds, step), dropped, serverCores: cores };
    if (step.delivered < step.offered || step.p99Ms > HELD_MS) break;
    best = worst;
  }
  const line = best ?? (worst as ServeLine);
  return { held: best === null ? 0 : line.offeredPerSecond, line };
}

/** Three times the sustained rate, then half of it. */
async function overload(quick: boolean, held: number): Promise<ServeLine> {
  await using server = await start();
  const streams = 100;
  const seconds = quick ? 3 : 10;
  const steps = [
    { rowsPerSecond: held / 2 / streams, seconds: 2 },
    { rowsPerSecond: (3 * held) / streams, seconds },
    { rowsPerSecond: held / 2 / streams, seconds: 4 },
  ];
  const plan = { ...common(server), streams, alone: true, steps };
  const { steps: results, dropped, cores } = await load(plan);
  const [before, over, after] = results as [StepResult, StepResult, StepResult];
  // Recovered: from there on no worse than before the overload, with some room for chance.
  const calmMs = Math.max(20, 2 * before.worstMs);
  const lastBad = after.worstByTenth.findLastIndex((worstMs) => worstMs < 0 || worstMs > calmMs);
  return {
    ...lineOf('overload', streams, seconds, over),
    dropped,
    fairness: over.fairness,
    recoveryMs: 100 * (lastBad + 1),
    boundMs: MOST_DELAY_MS,
    serverCores: cores,
  };
}

function lineOf(scenario: string, streams: number, seconds: number, step: StepResult): ServeLine {
  const { p50Ms, p99Ms, worstMs, lateP99Ms } = step;
  return {
    kind: 'serve',
    scenario,
    streams,
    seconds,
    offeredPerSecond: Math.round(step.offered / seconds),
    deliveredPerSecond: Math.round(step.delivered / seconds),
    p50Ms,
    p99Ms,
    worstMs,
    lateP99Ms,
    dropped: 0,
  };
}

function start(): Promise<RunningServer> {
  const model = vectorModel({ channels: CHANNELS, hidden: HIDDEN, rowsPerSecond: ROWS_PER_SECOND });
  const limits = { messagesPerSecond: 1e9, bytesPerSecond: 1e12 };
  return startServer({ port: 0, model: { name: 'gru', model }, limits });
}

function common({ port }: RunningServer) {
  return { port, connections: CONNECTIONS, channels: CHANNELS, everyMs: 1, maxDelayMs: MOST_DELAY_MS };
}

interface Loaded extends LoadResult {
  /** Of this process: before the streams were open, when they were, and at the end. */
  readonly memory: { readonly before: number; readonly up: number; readonly after: number };
  /** Cores that this process kept busy while it was loaded. */
  readonly cores: number;
}

/** Runs a load in a process of its own. */
function load(plan: LoadPlan): Promise<Loaded> {
  const child = fork(new URL('./serve-load.js', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const before = residentBytes();
  let up = before;
  let upMs = 0;
  let usage = process.cpuUsage();
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`The load ended with ${code}`)));
    child.on('message', (message: { ready?: true; up?: true; result?: LoadResult; error?: string }) => {
      if (message.ready) child.send(plan);
      if (message.up) {
        up = residentBytes();
        upMs = performance.now();
        usage = process.cpuUsage();
      }
      if (message.error !== undefined) reject(new Error(`The load failed: ${message.error}`));
      if (message.result === undefined) return;
      const { user, system } = process.cpuUsage(usage);
      const cores = (user + system) / 1000 / (performance.now() - upMs);
      resolve({
        ...message.result,
        memory: { before, up, after: residentBytes() },
        cores: Math.round(100 * cores) / 100,
      });
    });
  });
}

function residentBytes(): number {
  return process.memoryUsage.rss();
}
