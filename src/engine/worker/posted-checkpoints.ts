// Engine thread, transport `messages`: the newest checkpoint, until it is posted to main with the next progress.
import type { RingReader } from '../../ring/ring.js';
import type { PostedCheckpoint } from '../messages.js';
import type { Checkpoints } from './checkpointer.js';

export class PostedCheckpoints implements Checkpoints {
  readonly #reader: RingReader;
  readonly #bytes: number;
  #half: Uint8Array<ArrayBuffer> | null = null;
  #newest: PostedCheckpoint | null = null;

  /** `bytes`: of a state. */
  constructor(reader: RingReader, bytes: number) {
    this.#reader = reader;
    this.#bytes = bytes;
  }

  /** A new array for each checkpoint: the one before it moves to main. */
  get half(): Uint8Array<ArrayBuffer> {
    this.#half ??= new Uint8Array(this.#bytes);
    return this.#half;
  }

  publish(): void {
    this.#newest = { state: this.half, samples: this.#reader.position };
    this.#half = null;
  }

  skip(): void {
    // Nothing to note: over messages the samples since a checkpoint die with the engine in any case.
  }

  /** The newest checkpoint, once. */
  take(): PostedCheckpoint | null {
    const newest = this.#newest;
    this.#newest = null;
    return newest;
  }
}
