// Engine thread: saves a stream's state now and then, for the engine that would replace this one if it died. It saves
// often enough that the samples since the last checkpoint are still in the ring, and seldom enough to cost next to
// nothing.
import type { CheckpointedState } from '../../pipeline/stream-state.js';

/** Where checkpoints are saved: see CheckpointWriter. */
export interface Checkpoints {
  /** Write the state here, then call `publish`. */
  readonly half: Uint8Array;
  publish(): void;
  /** Samples are about to be skipped. */
  skip(): void;
}

/** At most this share of the ring is read between two checkpoints … */
const SHARE = 1 / 4;
/** … and at most so many seconds of the stream. */
const LONGEST_S = 1;

export class Checkpointer {
  readonly #state: CheckpointedState;
  readonly #gate: CheckpointedState | null;
  readonly #checkpoints: Checkpoints;
  readonly #everySamples: number;
  #samples = 0;

  /** `capacity`: samples of the ring; `sampleRate`: Hz. */
  constructor(
    state: CheckpointedState,
    gate: CheckpointedState | null,
    checkpoints: Checkpoints,
    { capacity, sampleRate }: { readonly capacity: number; readonly sampleRate: number },
  ) {
    this.#state = state;
    this.#gate = gate;
    this.#checkpoints = checkpoints;
    this.#everySamples = Math.min(SHARE * capacity, LONGEST_S * sampleRate);
  }

  /** A hop took so many samples from the ring. */
  took(samples: number): void {
    this.#samples += samples;
  }

  /** Samples are about to be skipped, or a gap is crossed: the next checkpoint is due at the end of the turn. */
  skip(): void {
    this.#checkpoints.skip();
    this.#samples = this.#everySamples;
  }

  /** Saves the state if a checkpoint is due. Call it between two steps. Real-time. */
  saveIfDue(): void {
    if (this.#samples < this.#everySamples) return;
    this.save();
  }

  /** Saves the state. Call it between two steps. Real-time. */
  save(): void {
    const { half } = this.#checkpoints;
    this.#state.save(half, 0);
    this.#gate?.save(half, this.#state.stateBytes);
    this.#checkpoints.publish();
    this.#samples = 0;
  }
}
