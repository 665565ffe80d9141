// Engine thread: the streams that are open, and which of them are awake: have something to do, or may have. Of a thousand streams few are at a time, and a
// turn's way leads past those only.
import { Marked } from '../../ring/marked.js';
import type { EngineStream } from './engine-stream.js';
import type { PostedEnds } from './posted-ends.js';
import type { StreamGroup } from './stream-group.js';

export interface OpenStream {
  readonly number: number;
  readonly stream: EngineStream;
  /** Null: transport `shared`. */
  readonly posted: PostedEnds | null;
  /** With whom it has its turns. Null: its steps take their time. */
  readonly group: StreamGroup | null;
  port: MessagePort | null;
  /** Ended and said so, or failed: it has no more turns. */
  done: boolean;
  awake: boolean;
}

export class OpenStreams {
  readonly #byNumber = new Map<number, OpenStream>();
  readonly #byMark = new Marked<OpenStream>();
  /** The first #count are meant. */
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

  of(stream: EngineStream): OpenStream | undefined {
    for (let i = 0; i < this.#count; i++) if (this.awake(i).stream === stream) return this.awake(i);
    return undefined;
  }

  /** Streams that are awake. */
  get count(): number {
    return this.#count;
  }

  awake(i: number): OpenStream {
    return this.#awake[i] as OpenStream;
  }

  /** Real-time, as the rest. */
  wake(open: OpenStream): void {
    if (open.awake) return;
    open.awake = true;
    this.#awake[this.#count++] = open;
  }

  /** Those that a mark may be of. */
  wakeMarked(mark: number): void {
    const streams = this.#byMark.at(mark);
    for (let i = 0; i < streams.length; i++) this.wake(streams[i] as OpenStream);
  }

  wakeAll(): void {
    for (const open of this.#byNumber.values()) this.wake(open);
  }

  /** The last one takes its place. */
  sleep(i: number): void {
    this.awake(i).awake = false;
    this.#awake[i] = this.#awake[--this.#count] as OpenStream;
  }
}
