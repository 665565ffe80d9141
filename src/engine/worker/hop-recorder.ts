// Engine thread: the samples that a stream's hops take, in their order, and what is missing between them, for a
// recording. They are posted once a turn. Where main takes them too slowly the recording ends; memory does not grow.
import type { RingReader } from '../../ring/ring.js';
import type { RecordedBlock, RecordedHops } from '../messages.js';

/** Posts that main has not acknowledged, at most. */
const MOST_UNDERWAY = 512;

export class HopRecorder {
  readonly #samplesPerMs: number;
  readonly #post: (recorded: RecordedHops) => void;
  readonly #overrun: () => void;
  #pieces: Float32Array<ArrayBuffer>[] = [];
  #blocks: RecordedBlock[] = [];
  #underway = 0;
  #over = false;

  /**
   * `samplesPerMs`: of the stream; `overrun`: called once where main takes the posts too slowly; nothing is posted
   * after it.
   */
  constructor(samplesPerMs: number, post: (recorded: RecordedHops) => void, overrun: () => void) {
    this.#samplesPerMs = samplesPerMs;
    this.#post = post;
    this.#overrun = overrun;
  }

  /** The stream has read `count` samples from the ring, to `input[from, from + count)`. */
  took(input: Float32Array, from: number, count: number, reader: RingReader): void {
    if (this.#over || count === 0) return;
    reader.arrive();
    const capturedAtMs = reader.capturedAtMs(this.#samplesPerMs);
    this.#pieces.push(Float32Array.from(input.subarray(from, from + count)));
    this.#blocks.push({ samples: count, missing: 0, skipped: false, capturedAtMs });
  }

  /** Samples are missing here. `skipped`: they were skipped, because they were too old. */
  missing(samples: number, skipped: boolean): void {
    if (this.#over || samples === 0) return;
    this.#blocks.push({ samples: 0, missing: samples, skipped, capturedAtMs: Number.NaN });
  }

  /** Main has taken one post. */
  acknowledge(): void {
    this.#underway--;
  }

  /** Posts what came since the last call. */
  flush(): void {
    if (this.#blocks.length === 0 || this.#over) return;
    if (this.#underway === MOST_UNDERWAY) {
      this.#over = true;
      return this.#overrun();
    }
    const samples = new Float32Array(this.#pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of this.#pieces) {
      samples.set(piece, at);
      at += piece.length;
    }
    this.#underway++;
    this.#post({ samples, blocks: this.#blocks });
    this.#pieces = [];
    this.#blocks = [];
  }
}
