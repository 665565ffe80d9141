// A stream with the life of a component: opened while the component is mounted and somebody wants it, closed otherwise,
// opened anew when an option changes that an open stream cannot take. It knows no React; use-stream.ts connects the two.
import { isObject, wrongKind } from '../checks.js';
import type { Detection } from '../observable/values.js';
import type { StreamOptions } from '../options.js';
import type { Stream } from '../stream.js';
import { detectorChange, needsReopening } from './changed-options.js';
import type { UseStreamOptions, UseStreamResult } from './values.js';

export type OpenStream = (options: StreamOptions) => Promise<Stream>;

const DOING = 'Cannot open the stream';
const NONE: readonly Detection[] = [];

export class StreamStore {
  readonly start = (): void => {
    this.#wanted = true;
    this.#open();
  };

  readonly stop = (): void => {
    this.#wanted = false;
    this.#close();
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly view = (): UseStreamResult => this.#view;

  /** On a server, and before the component is mounted. */
  readonly idleView = (): UseStreamResult => this.#idle;

  readonly #openStream: OpenStream;
  readonly #listeners = new Set<() => void>();
  readonly #idle: UseStreamResult = {
    state: 'idle',
    error: null,
    detections: NONE,
    stream: null,
    start: this.start,
    stop: this.stop,
  };
  #view = this.#idle;
  #options: UseStreamOptions | null = null;
  #mounted = false;
  /** Whether somebody wants the stream open. It survives unmounting, so that a component that comes back goes on. */
  #wanted = false;
  /** Of the stream that is opening or open. */
  #session: AbortController | null = null;
  /** Settles when the sessions so far have released everything. */
  #released: Promise<void> | null = null;

  constructor(openStream: OpenStream) {
    this.#openStream = openStream;
  }

  /** The options of the latest rendering. Throws TypeError where they are no object. */
  update(options: UseStreamOptions): void {
    if (!isObject(options)) throw wrongKind(DOING, 'options', 'an object', options);
    const before = this.#options;
    this.#options = options;
    if (before === null) return;
    const reopens = needsReopening(before, options);
    if (options.autoStart === true && (reopens || before.autoStart !== true)) this.#wanted = true;
    if (reopens) this.#close();
    if (this.#wanted) this.#open();
    if (this.#view.stream !== null && this.#session !== null) {
      this.#setDetector(this.#session, this.#view.stream, before);
    }
  }

  mount(): void {
    this.#mounted = true;
    if (this.#options?.autoStart === true && this.#view.state === 'idle') this.#wanted = true;
    if (this.#wanted) this.#open();
  }

  unmount(): void {
    this.#mounted = false;
    this.#close();
  }

  #open(): void {
    if (this.#session !== null || !this.#mounted) return;
    const session = new AbortController();
    this.#session = session;
    this.#show({ ...this.#idle, state: 'opening' });
    this.#released = this.#run(session, this.#released);
  }

  #close(): void {
    const session = this.#session;
    this.#session = null;
    session?.abort();
    const { state, detections } = this.#view;
    if (state === 'opening' || state === 'open') this.#show({ ...this.#idle, state: 'closed', detections });
  }

  /**
   * Never rejects. It settles when everything is released. `before`: what must be released first. Even without it,
   * opening waits for a microtask, which is still part of a click: React's strict mode mounts, unmounts and mounts again
   * in one task, and must not open two.
   */
  async #run(session: AbortController, before: Promise<void> | null): Promise<void> {
    const isOver = () => session.signal.aborted;
    try {
      await before;
      if (isOver()) return;
      const options = this.#options as UseStreamOptions;
      const stream = await this.#openStream({ ...streamOptions(options), signal: session.signal });
      try {
        if (isOver()) return;
        this.#setDetector(session, stream, options);
        if (isOver()) return;
        const ended = this.#follow(session, stream);
        this.#show({ ...this.#idle, state: 'open', stream });
        await ended;
      } finally {
        await stream.close();
      }
      if (!isOver()) this.#end(session, 'closed', null);
    } catch (error) {
      if (!isOver()) this.#end(session, 'failed', asError(error));
    }
  }

  /** Settles when the stream has ended. Both subscriptions start in one task, so that neither misses anything. */
  #follow(session: AbortController, stream: Stream): Promise<void> {
    if (this.#options?.onPrediction !== undefined) {
      stream.predictions$.subscribe({
        next: (prediction) => {
          if (!session.signal.aborted) this.#options?.onPrediction?.(prediction);
        },
        error: () => {}, // detections$ ends with the same error
      });
    }
    return new Promise((complete, error) => {
      stream.detections$.subscribe({
        next: (detection) => {
          if (session.signal.aborted) return;
          this.#keep(detection);
          this.#options?.onDetection?.(detection);
        },
        complete,
        error,
      });
    });
  }

  #keep(detection: Detection): void {
    const most = this.#options?.keepDetections ?? 20;
    const detections = most > 0 ? [...this.#view.detections, detection].slice(-most) : NONE;
    this.#show({ ...this.#view, detections });
  }

  /** Gives an open stream the settings of its detector that have changed since these options. */
  #setDetector(session: AbortController, stream: Stream, since: UseStreamOptions): void {
    const change = detectorChange(since, this.#options as UseStreamOptions);
    if (change === null) return;
    try {
      stream.setDetector(change);
    } catch (error) {
      session.abort();
      this.#end(session, 'failed', asError(error));
    }
  }

  #end(session: AbortController, state: 'closed' | 'failed', error: Error | null): void {
    if (this.#session === session) this.#session = null;
    this.#wanted = false;
    this.#show({ ...this.#view, state, error, stream: null });
  }

  #show(view: UseStreamResult): void {
    this.#view = view;
    for (const listener of this.#listeners) listener();
  }
}

/** Throws TypeError or RangeError for what `openStream` does not check itself. */
function streamOptions(options: UseStreamOptions): StreamOptions {
  const { source, sourceKey, autoStart, keepDetections = 20, onDetection, onPrediction, ...rest } = options;
  if (typeof source !== 'function') throw wrongKind(DOING, 'source', 'a function that makes a source', source);
  if (!Number.isSafeInteger(keepDetections) || keepDetections < 0) {
    throw new RangeError(`${DOING}: 'keepDetections' must be a whole number from 0: received ${keepDetections}`);
  }
  return { ...rest, source: source() };
}

function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
}
