// Engine thread: the streams of one program, taken on together: in each round every stream that has the samples makes a hop, and their networks are
// stepped at once, which spares the weights' way from memory. Each stream gets the bits that it would get alone.

import type { Batch } from '../../pipeline/network/wasm/batch.js';
import { WasmWeights } from '../../pipeline/network/wasm.js';
import type { StreamProgram } from '../../pipeline/stream-state.js';
import type { EngineStream } from './engine-stream.js';
import { RoundClock } from './stage-stamps.js';

/** Streams that are stepped at once, at most. */
const TOGETHER = 64;

/**
 * What is made in one turn before the subscribers are told of it: about a millisecond of multiply-accumulates. With a large network, or many streams, the
 * predictions of a backlog would wait for each other else.
 */
const TURN_MACS = 10e6;

/** Called for a stream that threw: it has no more turns. */
export type StreamFailed = (stream: EngineStream, error: unknown) => void;

export class StreamGroup {
  readonly program: StreamProgram;
  readonly #failed: StreamFailed;
  /** Streams that have their turn. The first #taking are meant. */
  readonly #streams: EngineStream[] = [];
  #taking = 0;
  /** Batch whose network's step is due. The first #count are meant. */
  readonly #due: EngineStream[] = [];
  #count = 0;
  readonly #clock = new RoundClock();
  /** Made when first two streams are due. */
  #together: Batch | null = null;
  #cramped = false;

  /** `program`: one whose steps are made at once. */
  constructor(program: StreamProgram, failed: StreamFailed) {
    this.program = program;
    this.#failed = failed;
  }

  /** The stream is to have the next turn. */
  take(stream: EngineStream): void {
    this.#streams[this.#taking++] = stream;
  }

  /** Makes up to `hops` hops a stream that was taken, as far as there are samples. Real-time. */
  turn(hops: number): void {
    const rounds = Math.min(hops, this.#mostRounds());
    for (let i = 0; i < this.#taking; i++) (this.#streams[i] as EngineStream).begin();
    for (let round = 0; round < rounds && this.#round(); round++);
    for (let i = 0; i < this.#taking; i++) (this.#streams[i] as EngineStream).rest();
    this.#taking = 0;
  }

  /** A stream is closed: nothing of it is kept here. */
  forget(): void {
    this.#streams.length = 0;
    this.#due.length = 0;
  }

  #mostRounds(): number {
    const { weights } = this.program;
    const macs = weights instanceof WasmWeights ? weights.macs * this.#taking : 0;
    return Math.max(1, Math.floor(TURN_MACS / Math.max(1, macs)));
  }

  /** Every stream one hop on. False where none could. */
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
    const { weights } = this.program;
    if (this.#count === 1 || !(weights instanceof WasmWeights) || !this.#makeRoom(weights)) {
      for (let i = 0; i < this.#count; i++) (this.#due[i] as EngineStream).slot.stepNetwork();
      return;
    }
    for (let first = 0; first < this.#count; first += TOGETHER) {
      const streams = this.#together as Batch;
      streams.count = Math.min(TOGETHER, this.#count - first);
      for (let i = 0; i < streams.count; i++) {
        const { slot } = this.#due[first + i] as EngineStream;
        streams.set(i, slot.featuresAt, slot.stateAt);
      }
      weights.step(streams);
    }
  }

  /** Whether there is room for steps of many at once. Where the memory gets no larger, streams are stepped one after the other, to the same bits. */
  #makeRoom(weights: WasmWeights): boolean {
    if (this.#together !== null || this.#cramped) return !this.#cramped;
    try {
      this.#together = weights.kernel.attempt(() => weights.batch(TOGETHER));
    } catch {
      this.#cramped = true;
    }
    return !this.#cramped;
  }
}
