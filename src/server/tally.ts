// What happens on all streams of a server, counted; passed on to those who watch; and what has come is handed on to the engines soon.
import type { SentDetection } from '../protocol/server-frames.js';
import type { Counts } from './metrics/counters.js';
import type { EngineFleet } from './scheduling/engine-fleet.js';
import { Pump } from './scheduling/flush-timer.js';
import type { KeptFrame } from './streams/results.js';
import type { DecodedBlock } from './streams/row-layout.js';
import type { ServedStream } from './streams/served-stream.js';
import type { StreamListener } from './streams/stream-parties.js';
import type { Watching } from './transport/watching.js';

export interface TallyParts {
  readonly fleet: EngineFleet;
  readonly counts: Counts;
  readonly watching: Watching;
}

/** A listener but for the ends of streams, which are the hub's. */
export abstract class Tally implements StreamListener {
  readonly #counts: Counts;
  readonly #watching: Watching;
  readonly #pump: Pump;

  constructor({ fleet, counts, watching }: TallyParts) {
    this.#counts = counts;
    this.#watching = watching;
    this.#pump = new Pump(() => fleet.feeders);
  }

  abstract readonly noMemory: boolean;
  abstract ended(stream: ServedStream): void;
  abstract failed(stream: ServedStream, error: unknown): void;

  /** Hands samples on, now. */
  pump(): void {
    this.#pump.run();
  }

  get lagMs(): number {
    return this.#pump.lagMs;
  }

  get pressed(): boolean {
    return this.#pump.pressed;
  }

  came(_: ServedStream, block: DecodedBlock): void {
    const counts = this.#counts;
    counts.blocks++;
    counts.rows += block.rows;
    counts.replaced += block.replaced;
    this.#pump.soon();
  }

  passed(): void {
    this.#counts.blocks++;
    this.#pump.soon();
  }

  repeated(): void {
    this.#counts.repeated++;
  }

  fed(waitedMs: number): void {
    this.#counts.queue.record(waitedMs);
  }

  stepped(ms: number): void {
    this.#counts.step.record(ms);
  }

  predicted(stream: ServedStream, delayMs: number): void {
    this.#counts.predictions++;
    this.#counts.delay.record(delayMs);
    if (stream.feeder.waiting > 0) this.#pump.soon();
  }

  isWatched(stream: ServedStream): boolean {
    return this.#watching.has(stream);
  }

  point(stream: ServedStream, point: KeptFrame, index: number): void {
    this.#counts.points += this.#watching.point(stream, point, index);
  }

  detected(stream: ServedStream, detection: SentDetection): void {
    this.#counts.detections++;
    this.#watching.detected(stream, detection);
  }
}
