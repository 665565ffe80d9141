// Engine thread: the streams that are open, and which of them are awake: those that have work, or may have. Of a
// thousand streams few are awake at a time, and a turn visits only those.
import { Marked } from '../../ring/marked.js';
import type { Ordered } from '../../turn-order.js';
import type { EngineStream } from './engine-stream.js';
import type { PostedEnds } from './posted-ends.js';
import type { StreamGroup } from './stream-group.js';

export interface OpenStream extends Ordered {
  readonly number: number;
  readonly stream: EngineStream;
  /** Null: transport `shared`. */
  readonly posted: PostedEnds | null;
  /** The streams that it steps together with. Null: its steps are asynchronous. */
  readonly group: StreamGroup | null;
  /** A capture thread's port, where it was lent one. */
  port: MessagePort | null;
  /** It has ended and main was told, or it has failed: it gets no more turns. */
  done: boolean;
  awake: boolean;
}

export class OpenStreams {
  readonly #byNumber = new Map<number, OpenStream>();
  readonly #byMark = new Marked<OpenStream>();
  /** The first #count are awake. */
  readonly #awake: OpenStream[] = [];
  #count = 0;

  add(open: OpenStream): void {
    this.#byNumber.set(open.number, open);
    this.#byMark.add(open.number, open);
    this.wake(open);
  }

  remove(open: OpenStream): void {
    this.#byNumber.delete(open.number);
    this.#byMark.remove(open.number, open);
    for (let i = 0; i < this.#count; i++) if (this.#awake[i] === open) this.sleep(i);
    this.#awake.length = this.#count;
  }

  get(number: number): OpenStream | undefined {
    return this.#byNumber.get(number);
  }

  /** The open stream of an engine stream that is awake. */
  of(stream: EngineStream): OpenStream | undefined {
    for (let i = 0; i < this.#count; i++) if (this.awake(i).stream === stream) return this.awake(i);
    return undefined;
  }

  /** How many streams are awake. */
  get count(): number {
    return this.#count;
  }

  /** One of the streams that are awake, 0 to count - 1. */
  awake(i: number): OpenStream {
    return this.#awake[i] as OpenStream;
  }

  /** Real-time, as the methods below. */
  wake(open: OpenStream): void {
    if (open.awake) return;
    open.awake = true;
    this.#awake[this.#count++] = open;
  }

  /** Wakes the streams that have this mark. */
  wakeMarked(mark: number): void {
    const streams = this.#byMark.at(mark);
    for (let i = 0; i < streams.length; i++) this.wake(streams[i] as OpenStream);
  }

  wakeAll(): void {
    for (const open of this.#byNumber.values()) this.wake(open);
  }

  /** The i-th stream sleeps. The last one that is awake takes its place. */
  sleep(i: number): void {
    this.awake(i).awake = false;
    this.#awake[i] = this.#awake[--this.#count] as OpenStream;
  }
}
