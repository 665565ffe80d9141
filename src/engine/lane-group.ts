// Engine thread: the streams of one program, taken on together: in each round every stream that has the samples makes a hop, and their networks are
// stepped at once, which spares the weights' way from memory. Each stream gets the bits that it would get alone.
import type { Lane } from './lane.js';
import type { Lanes } from './network/wasm/lanes.js';
import { WasmWeights } from './network/wasm.js';
import { RoundClock } from './stage-stamps.js';
import type { LaneProgram } from './stream-slot.js';

/** Streams that are stepped at once, at most. */
const TOGETHER = 64;

/**
 * What is made in one turn before the subscribers are told of it: about a millisecond of multiply-accumulates. With a large network, or many streams, the
 * predictions of a backlog would wait for each other else.
 */
const TURN_MACS = 10e6;

/** Called for a lane that threw: it has no more turns. */
export type LaneFailed = (lane: Lane, error: unknown) => void;

export class LaneGroup {
  readonly program: LaneProgram;
  readonly #failed: LaneFailed;
  /** Lanes that have their turn. The first #taking are meant. */
  readonly #lanes: Lane[] = [];
  #taking = 0;
  /** Lanes whose network's step is due. The first #count are meant. */
  readonly #due: Lane[] = [];
  #count = 0;
  readonly #clock = new RoundClock();
  /** Made when first two streams are due. */
  #together: Lanes | null = null;
  #cramped = false;

  /** `program`: one whose steps are made at once. */
  constructor(program: LaneProgram, failed: LaneFailed) {
    this.program = program;
    this.#failed = failed;
  }

  /** The lane is to have the next turn. */
  take(lane: Lane): void {
    this.#lanes[this.#taking++] = lane;
  }

  /** Makes up to `hops` hops a stream that was taken, as far as there are samples. Real-time. */
  turn(hops: number): void {
    const rounds = Math.min(hops, this.#mostRounds());
    for (let i = 0; i < this.#taking; i++) (this.#lanes[i] as Lane).begin();
    for (let round = 0; round < rounds && this.#round(); round++);
    for (let i = 0; i < this.#taking; i++) (this.#lanes[i] as Lane).rest();
    this.#taking = 0;
  }

  /** A lane is closed: nothing of it is kept here. */
  forget(): void {
    this.#lanes.length = 0;
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
      const lane = this.#lanes[i] as Lane;
      if (!lane.going) continue;
      try {
        const hop = lane.prepare(this.#clock);
        if (hop === 'due') this.#due[this.#count++] = lane;
        moved = moved || lane.going;
      } catch (error) {
        this.#failed(lane, error);
      }
    }
    this.#stepDue();
    for (let i = 0; i < this.#count; i++) this.#complete(this.#due[i] as Lane);
    return moved;
  }

  #complete(lane: Lane): void {
    try {
      lane.complete(this.#clock);
    } catch (error) {
      this.#failed(lane, error);
    }
  }

  #stepDue(): void {
    const { weights } = this.program;
    if (this.#count === 1 || !(weights instanceof WasmWeights) || !this.#makeRoom(weights)) {
      for (let i = 0; i < this.#count; i++) (this.#due[i] as Lane).slot.stepNetwork();
      return;
    }
    for (let first = 0; first < this.#count; first += TOGETHER) {
      const lanes = this.#together as Lanes;
      lanes.count = Math.min(TOGETHER, this.#count - first);
      for (let i = 0; i < lanes.count; i++) {
        const { slot } = this.#due[first + i] as Lane;
        lanes.set(i, slot.featuresAt, slot.stateAt);
      }
      weights.step(lanes);
    }
  }

  /** Whether there is room for steps of many at once. Where the memory gets no larger, streams are stepped one after the other, to the same bits. */
  #makeRoom(weights: WasmWeights): boolean {
    if (this.#together !== null || this.#cramped) return !this.#cramped;
    try {
      this.#together = weights.kernel.attempt(() => weights.lanes(TOGETHER));
    } catch {
      this.#cramped = true;
    }
    return !this.#cramped;
  }
}
