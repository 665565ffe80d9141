// The newest seconds of a stream's sound, in a ring that forgets the rest. A chunk of its own: only a stream that was
// asked to keep them loads it.
import type { RecordingListener } from '../engine/main/link-recording.js';

export class LastSeconds implements RecordingListener {
  readonly #ring: Float32Array;
  /** Samples that ever came. */
  #count = 0;

  constructor(seconds: number, sampleRate: number) {
    this.#ring = new Float32Array(Math.ceil(seconds * sampleRate));
  }

  begin(): void {}

  samples(samples: Float32Array): void {
    const { length } = this.#ring;
    const kept = samples.subarray(Math.max(0, samples.length - length));
    this.#count += samples.length - kept.length;
    const at = this.#count % length;
    const first = kept.subarray(0, length - at);
    this.#ring.set(first, at);
    this.#ring.set(kept.subarray(first.length), 0);
    this.#count += kept.length;
  }

  /** Silence stands in the place of what is missing. */
  missing(samples: number): void {
    this.samples(new Float32Array(Math.min(samples, this.#ring.length)));
  }

  end(): void {}

  /** A copy, the oldest sample first; fewer while the stream is young. */
  read(): Float32Array {
    const { length } = this.#ring;
    if (this.#count < length) return this.#ring.slice(0, this.#count);
    const at = this.#count % length;
    const out = new Float32Array(length);
    out.set(this.#ring.subarray(at));
    out.set(this.#ring.subarray(0, at), length - at);
    return out;
  }
}
