// The simulated plant as a feed. The rows of its machines run through streams of this package, in this page, with one
// engine for all.
import {
  createEngine,
  type Engine,
  openStream,
  type Prediction,
  rows,
  type SeriesModel,
  seriesModel,
  type Transport,
} from 'sluice';
import { type Machine, Plant } from '../../plant/plant.js';
import type { Feed, FeedEvent, StreamFacts } from './feed.js';
import { RowQueue } from './row-queue.js';

export interface PlantFeedOptions {
  readonly seed: number;
  readonly machines: number;
  /** Simulated seconds per second. */
  readonly speed: number;
}

/** Rows of a machine per simulated second. */
const HZ = 8;
const LEARN_SECONDS = 30;
/** Nine machines send 72 rows a second: alarms come far more seldom than rows of this likelihood. */
const THRESHOLD = 0.999;
const TICK_MS = 62;
/** A page in the background gets few timer events. The plant makes up for at most this many seconds. */
const MOST_SECONDS_A_TICK = 4;

export class PlantFeed implements Feed {
  readonly name = 'Simulated plant';
  transport: Transport | null = null;
  readonly #plant: Plant;
  readonly #speed: number;
  readonly #models = new Map<string, SeriesModel>();
  readonly #queues: RowQueue[] = [];
  readonly #active: string[] = [];
  #tell: (event: FeedEvent) => void = () => undefined;
  #rows = 0;

  constructor({ seed, machines, speed }: PlantFeedOptions) {
    this.#plant = new Plant({ seed, machines });
    this.#speed = speed;
  }

  start(tell: (event: FeedEvent) => void, signal: AbortSignal): void {
    this.#tell = tell;
    this.#run(signal).catch((error: unknown) => {
      if (!signal.aborted) tell({ kind: 'connection', connection: { state: 'failed', reason: String(error) } });
    });
  }

  inject(stream: string, fault: string): void {
    this.#plant.inject(stream, fault);
  }

  async #run(signal: AbortSignal): Promise<void> {
    await Promise.resolve();
    const engine = await createEngine();
    this.transport = engine.transport;
    signal.addEventListener('abort', () => void engine.close());
    for (const machine of this.#plant.machines) this.#tell({ kind: 'stream', facts: factsOf(machine) });
    for (const machine of this.#plant.machines) await this.#open(machine, engine, signal);
    this.#tell({ kind: 'connection', connection: { state: 'local' } });
    this.#beat(signal);
  }

  async #open(machine: Machine, engine: Engine, signal: AbortSignal): Promise<void> {
    const queue = new RowQueue();
    this.#queues.push(queue);
    const { channels } = machine;
    const source = rows(queue, { channels: channels.length, name: machine.name });
    const stream = await openStream({ source, model: this.#modelOf(machine), engine, signal });
    const facts = factsOf(machine);
    stream.predictions$.subscribe({
      next: (prediction) => this.#predicted(facts, queue, prediction),
      error: (error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        this.#tell({ kind: 'connection', connection: { state: 'failed', reason } });
      },
    });
  }

  /** Machines of one kind share the model, and so the weights. */
  #modelOf({ kind, channels }: Machine): SeriesModel {
    const model =
      this.#models.get(kind) ??
      seriesModel({ channels, learnFor: HZ * LEARN_SECONDS, threshold: THRESHOLD, name: kind });
    this.#models.set(kind, model);
    return model;
  }

  #predicted(facts: StreamFacts, queue: RowQueue, { index, endsAtMs, series, settled }: Prediction): void {
    const sent = queue.sent(index);
    if (sent === undefined || series === undefined) return;
    const latencyMs = performance.now() - sent.atMs;
    const point = { timeMs: endsAtMs, values: sent.values, series, settled, latencyMs, past: false };
    this.#tell({ kind: 'point', stream: facts.name, point });
  }

  /** Steps the plant by the elapsed time. */
  #beat(signal: AbortSignal): void {
    const startMs = Date.now();
    let seconds = 0;
    let beforeMs = performance.now();
    const beating = setInterval(() => {
      const nowMs = performance.now();
      seconds += Math.min(MOST_SECONDS_A_TICK, (nowMs - beforeMs) / 1000) * this.#speed;
      beforeMs = nowMs;
      for (; this.#rows / HZ <= seconds; this.#rows++) this.#step(startMs + (this.#rows * 1000) / HZ);
      this.#tellFaults();
    }, TICK_MS);
    signal.addEventListener('abort', () => clearInterval(beating));
  }

  #step(timeMs: number): void {
    this.#plant.step(this.#rows / HZ).forEach((values, i) => {
      this.#queues[i]?.push({ timeMs, values });
    });
  }

  #tellFaults(): void {
    this.#plant.machines.forEach(({ name }, i) => {
      const active = this.#plant.wrongWith(name);
      const text = active.join();
      if (text === (this.#active[i] ?? '')) return;
      this.#active[i] = text;
      this.#tell({ kind: 'faults', stream: name, active });
    });
  }
}

function factsOf({ name, channels, units, faults }: Machine): StreamFacts {
  return { name, channels, units, learns: true, learnRows: HZ * LEARN_SECONDS, faults, away: false };
}
