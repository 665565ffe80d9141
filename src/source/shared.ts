// One source for many streams: opened with the first of them, closed with the last. How samples reach each of them is
// in fan-out.ts.
import { wrongKind } from '../checks.js';
import { FanOut } from './fan-out.js';
import type { Intake, Source, SourceFormat } from './source.js';

/**
 * A source that may be given to any number of `openStream` calls, in any engines: one microphone for several models.
 * The device opens with the first stream, begins with the first subscription, and closes with the last stream. Every
 * stream gets the same samples from its own first subscription on, where its time 0 is; streams that are subscribed to
 * in one task begin with the same sample. A stream of a live source that is slow drops its own samples; a source that is
 * not live waits for the slowest stream. Events, the end and errors of the source reach all. Throws TypeError for
 * anything but a source.
 *
 *     const source = shared(microphone());
 *     const words = await openStream({ source, model: keywords });
 *     const mine = await openStream({ source, model: '/garden.safetensors' });
 */
export function shared(source: Source): Source {
  if (typeof source?.open !== 'function' || typeof source.feed !== 'function')
    throw wrongKind('Cannot share the source', 'source', 'a Source (open and feed)', source);
  return source.shared ? source : new SharedSource(source);
}

class SharedSource implements Source {
  readonly name: string;
  readonly live: boolean;
  readonly shared = true;
  readonly #source: Source;
  readonly #life = new AbortController();
  readonly #fanOut: FanOut;
  /** Of each stream that has opened it and not yet released it: what it opens and feeds with. */
  readonly #streams = new Set<AbortSignal>();
  #opening: Promise<SourceFormat> | undefined;
  #feeding: Promise<void> | undefined;

  constructor(source: Source) {
    this.name = source.name;
    this.live = source.live;
    this.#source = source;
    this.#fanOut = new FanOut(source.live);
  }

  async open(signal: AbortSignal): Promise<SourceFormat> {
    signal.throwIfAborted();
    if (this.#life.signal.aborted) {
      throw new TypeError(
        `Cannot open the stream: the shared source '${this.name}' was closed with its last stream; make a new one`,
      );
    }
    this.#streams.add(signal);
    try {
      this.#opening ??= this.#open();
      return await unlessAborted(this.#opening, signal);
    } catch (error) {
      await this.#leave(signal);
      throw error;
    }
  }

  async feed(intake: Intake, signal: AbortSignal): Promise<void> {
    try {
      if (signal.aborted) return;
      const branch = this.#fanOut.join(intake, signal);
      this.#feeding ??= this.#feed();
      await branch.flow();
      this.#fanOut.leave(branch);
      if (!signal.aborted) await this.#feeding;
    } finally {
      await this.#leave(signal);
    }
  }

  async #open(): Promise<SourceFormat> {
    const format = await this.#source.open(this.#life.signal);
    this.#fanOut.opened(format);
    return format;
  }

  async #feed(): Promise<void> {
    try {
      // Streams that were subscribed to in the same task join first.
      await Promise.resolve();
      await this.#source.feed(this.#fanOut, this.#life.signal);
    } finally {
      this.#fanOut.end();
    }
  }

  /** The last stream closes the source. Resolves when that is done. */
  async #leave(signal: AbortSignal): Promise<void> {
    if (!this.#streams.delete(signal) || this.#streams.size > 0) return;
    this.#life.abort();
    try {
      await this.#opening;
      // A source that never fed is called once, so that it can release what it opened.
      this.#feeding ??= this.#feed();
      await this.#feeding;
    } catch {
      // told to every stream that was there
    }
  }
}

/** What the promise gives, or the signal's reason if that aborts first. */
function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const aborted = () => reject(signal.reason);
    signal.addEventListener('abort', aborted, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', aborted));
  });
}
