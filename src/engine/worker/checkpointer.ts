// Engine thread: puts a stream's state down every so often, for the engine that would come after this one. Often enough that the samples since then are
// still in the ring, seldom enough to cost next to nothing.
import type { StreamSlot } from '../../pipeline/stream-state.js';

/** Where states are put down: see CheckpointWriter. */
export interface Checkpoints {
  readonly half: Uint8Array;
  publish(): void;
  /** Samples are about to be passed over. */
  skip(): void;
}

/** What else than the slot has state. */
interface Saved {
  readonly stateBytes: number;
  save(into: Uint8Array, at: number): void;
}

/** Share of the ring that is read between two checkpoints, at most … */
const SHARE = 1 / 4;
/** … and how much of the stream. */
const LONGEST_S = 1;

export class Checkpointer {
  readonly #slot: StreamSlot;
  readonly #gate: Saved | null;
  readonly #checkpoints: Checkpoints;
  readonly #everySamples: number;
  #samples = 0;

  /** `capacity`: of the sample ring; `sampleRate`: Hz. */
  constructor(
    slot: StreamSlot,
    gate: Saved | null,
    checkpoints: Checkpoints,
    { capacity, sampleRate }: { readonly capacity: number; readonly sampleRate: number },
  ) {
    this.#slot = slot;
    this.#gate = gate;
    this.#checkpoints = checkpoints;
    this.#everySamples = Math.min(SHARE * capacity, LONGEST_S * sampleRate);
  }

  /** A hop has taken so many samples. */
  took(samples: number): void {
    this.#samples += samples;
  }

  /** Samples are about to be passed over, or a gap was crossed: the next turn's end is worth a checkpoint. */
  passes(): void {
    this.#checkpoints.skip();
    this.#samples = this.#everySamples;
  }

  /** Between two steps: puts the state down where it is time. Real-time. */
  rest(): void {
    if (this.#samples < this.#everySamples) return;
    this.keep();
  }

  keep(): void {
    const { half } = this.#checkpoints;
    this.#slot.save(half, 0);
    this.#gate?.save(half, this.#slot.stateBytes);
    this.#checkpoints.publish();
    this.#samples = 0;
  }
}
