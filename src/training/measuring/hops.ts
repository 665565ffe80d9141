// Samples in blocks of any length go through the state of a live stream, hop by hop.
import type { SoundState } from '../../pipeline/sound-state.js';

export class HopFeeder {
  readonly #state: SoundState;
  #filled = 0;

  constructor(state: SoundState) {
    this.#state = state;
  }

  /** Takes the next samples, and calls `predicted` after each hop that gave a prediction. */
  feed(samples: Float32Array, predicted: (state: SoundState) => void): void {
    const state = this.#state;
    for (let at = 0; at < samples.length; ) {
      const count = Math.min(state.samplesNeeded - this.#filled, samples.length - at);
      state.input.set(samples.subarray(at, at + count), this.#filled);
      at += count;
      this.#filled += count;
      if (this.#filled < state.samplesNeeded) return;
      this.#filled = 0;
      if (state.step()) predicted(state);
    }
  }
}
