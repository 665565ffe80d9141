// Main thread: the recording of a stream, one at a time. It passes what the engine posts on to a listener.
import { Deferred } from '../../deferred.js';
import { SluiceError } from '../../errors.js';
import type { RecordedHops } from '../messages.js';

/** Who writes a recording. */
export interface RecordingListener {
  /** The recording starts, with this state. */
  begin(snapshot: Uint8Array): void;
  samples(samples: Float32Array, capturedAtMs: number): void;
  missing(samples: number, skipped: boolean): void;
  /** Nothing follows. `reason`: why the recording ends before the stream; else empty. */
  end(reason: string): void;
}

export class LinkRecording {
  #listener: RecordingListener | null = null;
  /** Keeps the newest samples, as long as the stream lives. */
  keeper: { take(recorded: RecordedHops): void } | null = null;
  #begun: Deferred<void> = new Deferred();
  #over: Deferred<void> = new Deferred();

  constructor() {
    this.#begun.promise.catch(() => undefined);
  }

  /** Whether a recording is under way. */
  get on(): boolean {
    return this.#listener !== null;
  }

  /** Resolves when the recording is whole, or where there is none. */
  get over(): Promise<void> {
    return this.#listener === null ? Promise.resolve() : this.#over.promise;
  }

  /** Resolves when the recording has started; rejects where it ends before. Throws TypeError where one is under way. */
  start(listener: RecordingListener): Promise<void> {
    if (this.#listener !== null) throw new TypeError('Cannot record the stream: it is recorded already');
    this.#listener = listener;
    this.#begun = new Deferred();
    this.#over = new Deferred();
    this.#begun.promise.catch(() => undefined); // the caller gets the rejection
    return this.#begun.promise;
  }

  begin(snapshot: Uint8Array): void {
    this.#listener?.begin(snapshot);
    this.#begun.resolve();
  }

  hops(recorded: RecordedHops): void {
    const { samples, blocks } = recorded;
    this.keeper?.take(recorded);
    let at = 0;
    for (const block of blocks) {
      if (block.missing > 0) this.#listener?.missing(block.missing, block.skipped);
      if (block.samples > 0) this.#listener?.samples(samples.subarray(at, at + block.samples), block.capturedAtMs);
      at += block.samples;
    }
  }

  /** `reason`: why the recording ends before the stream; else empty. */
  end(reason: string): void {
    this.#listener?.end(reason);
    this.#listener = null;
    this.#begun.reject(new SluiceError('STREAM_CLOSED', `Cannot record the stream: ${reason || 'it has ended'}`));
    this.#over.resolve();
  }
}
