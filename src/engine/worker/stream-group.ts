// Engine thread: the streams of one program. In each round every stream that has the samples makes a hop, and their
// networks step as one batch: then the weights are read from memory once for all of them. Each stream gets the bits
// that it gets alone.

import { HopTime } from '../../hop-time.js';
import type { NetworkBatch } from '../../pipeline/network/network.js';
import type { StreamProgram } from '../../pipeline/stream-state.js';
import type { EngineStream } from './engine-stream.js';
import { RoundClock } from './stage-stamps.js';

/** Streams of a batch, at most. */
const MOST_ROWS = 64;

/**
 * After so long a turn ends, and the subscribers are told. Without this bound, with long hops or many streams, the
 * predictions of a backlog would wait for each other, and other streams for all of them.
 */
const TURN_MS = 1;

/** Called for a stream that threw. It gets no more turns. */
export type StreamFailed = (stream: EngineStream, error: unknown) => void;

export class StreamGroup {
  readonly program: StreamProgram;
  readonly #failed: StreamFailed;
  readonly #hopTime: HopTime;
  /** Streams of the next turn: the first #taking of them. */
  readonly #streams: EngineStream[] = [];
  #taking = 0;
  /** Streams whose network's step is due: the first #count of them. */
  readonly #due: EngineStream[] = [];
  #count = 0;
  readonly #clock = new RoundClock();
  /** Made when two streams are first due together. */
  #batch: NetworkBatch | null = null;
  /** Whether no batch can be made: then streams step one after the other, with the same bits. */
  #single = false;

  /** `program`: one that is not asynchronous. */
  constructor(program: StreamProgram, failed: StreamFailed) {
    this.program = program;
    this.#failed = failed;
    this.#hopTime = new HopTime(program.backend.shape.macs);
  }

  /** The stream takes part in the next turn. */
  take(stream: EngineStream): void {
    this.#streams[this.#taking++] = stream;
  }

  /** What a hop takes, ms. */
  get hopMs(): number {
    return this.#hopTime.ms;
  }

  /** Makes up to `hops` hops of each stream taken, as far as there are samples and time. Real-time. */
  turn(hops: number): void {
    if (this.#taking === 0) return;
    const startedMs = performance.now();
    for (let i = 0; i < this.#taking; i++) (this.#streams[i] as EngineStream).beginTurn();
    let tookMs = 0;
    for (let round = 0; round < hops && tookMs < TURN_MS && this.#round(); round++) {
      tookMs = performance.now() - startedMs;
    }
    let made = 0;
    for (let i = 0; i < this.#taking; i++) {
      (this.#streams[i] as EngineStream).endTurn();
      made += (this.#streams[i] as EngineStream).hops;
    }
    this.#hopTime.measured(made, performance.now() - startedMs);
    this.#taking = 0;
  }

  /** A stream was closed: nothing here refers to it any more. */
  forget(): void {
    this.#streams.length = 0;
    this.#due.length = 0;
  }

  /** One hop of every stream. False where no stream could make one. */
  #round(): boolean {
    let moved = false;
    this.#count = 0;
    this.#clock.begin();
    for (let i = 0; i < this.#taking; i++) {
      const stream = this.#streams[i] as EngineStream;
      if (!stream.going) continue;
      try {
        const hop = stream.prepare(this.#clock);
        if (hop === 'due') this.#due[this.#count++] = stream;
        moved = moved || stream.going;
      } catch (error) {
        this.#failed(stream, error);
      }
    }
    this.#stepDue();
    for (let i = 0; i < this.#count; i++) this.#complete(this.#due[i] as EngineStream);
    return moved;
  }

  #complete(stream: EngineStream): void {
    try {
      stream.complete(this.#clock);
    } catch (error) {
      this.#failed(stream, error);
    }
  }

  #stepDue(): void {
    const batch = this.#count > 1 ? this.#batchOrNull() : null;
    if (batch === null) {
      for (let i = 0; i < this.#count; i++) (this.#due[i] as EngineStream).state.stepNetwork();
      return;
    }
    for (let first = 0; first < this.#count; first += MOST_ROWS) {
      batch.count = Math.min(MOST_ROWS, this.#count - first);
      for (let i = 0; i < batch.count; i++) {
        const { state } = this.#due[first + i] as EngineStream;
        batch.set(i, state.featuresAt, state.stateAt);
      }
      batch.step();
    }
  }

  /** Null where the backend has no batches, or no memory for one. */
  #batchOrNull(): NetworkBatch | null {
    if (this.#batch !== null || this.#single) return this.#batch;
    try {
      this.#batch = this.program.backend.batch(MOST_ROWS);
    } catch {
      this.#batch = null;
    }
    this.#single = this.#batch === null;
    return this.#batch;
  }
}
