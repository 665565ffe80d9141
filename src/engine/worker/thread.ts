// Engine thread: the streams it holds, and what each message from the main thread does to them. When the streams step
// is decided in the loop.
import { compileKernel } from '../../pipeline/kernel-access/compile-kernel.js';
import { newcomer, TurnOrder } from '../../turn-order.js';
import type { OpenMessage, PostToMain, StreamMessage } from '../messages.js';
import { createEngineStream } from './create-engine-stream.js';
import { describedError } from './described-error.js';
import { namedDetection } from './named-detection.js';
import { type OpenStream, OpenStreams } from './open-streams.js';
import { OpeningStreams } from './opening-streams.js';
import { type AnyProgram, Programs, type StreamPrograms } from './programs.js';
import { recordStream } from './record-stream.js';
import { StreamGroup } from './stream-group.js';

/** Hops that a stream makes in one turn, at most. */
const HOPS_A_TURN = 16;
/** Streams that make a turn before main is told: main delivers their predictions while the next streams step. */
const STREAMS_A_TURN = 64;

/** How a thread reaches what is around it. */
export interface Surroundings {
  readonly post: PostToMain;
  /** Called when a capture thread's port has brought something, and when an asynchronous step has ended. */
  wake(): void;
  /** Marks a stream that has something for main. Null: transport `messages`. */
  readonly mark: ((stream: number) => void) | null;
}

export class EngineThread {
  readonly #post: PostToMain;
  readonly #wake: () => void;
  readonly #mark: ((stream: number) => void) | null;
  readonly #programs: Programs;
  readonly #streams = new OpenStreams();
  /** One for each program that is not asynchronous. A group without streams is kept: its batch has memory. */
  readonly #groups: StreamGroup[] = [];
  readonly #order = new TurnOrder();
  /** Which of the streams that are awake is asked next. */
  #next = 0;
  readonly #opening: OpeningStreams;

  /** `kernel`: the bytes of the WebAssembly kernel. Throws SluiceError KERNEL_UNAVAILABLE where they do not compile. */
  constructor(kernel: Uint8Array, { post, wake, mark }: Surroundings) {
    this.#programs = new Programs(compileKernel(kernel));
    this.#post = post;
    this.#wake = wake;
    this.#mark = mark;
    this.#opening = new OpeningStreams(wake);
  }

  handle(message: StreamMessage): void {
    if (message.kind === 'open') {
      this.#open(message);
      return;
    }
    if (this.#opening.keep(message)) return;
    const open = this.#streams.get(message.stream);
    if (open !== undefined) {
      this.#streams.wake(open);
      this.#handle(open, message);
    } else if (message.kind === 'close') this.#post({ kind: 'closed', stream: message.stream }); // it was refused
  }

  /** The streams with that mark may have samples, or room for records. Real-time. */
  marked(mark: number): void {
    this.#streams.wakeMarked(mark);
  }

  /** Any stream may have them. */
  anyMarked(): void {
    this.#streams.wakeAll();
  }

  /**
   * Lets streams that are awake make a turn, some at a time, until any of them has moved. Returns whether any has.
   * Streams that did not move sleep until they are marked. Real-time.
   */
  turn(): boolean {
    const streams = this.#streams;
    this.#order.begin();
    do {
      for (let left = streams.count; left > 0; ) {
        const first = this.#next < streams.count ? this.#next : 0;
        const end = this.#take(first);
        this.#next = end;
        left -= end - first;
        if (this.#turnOf(first, end)) return true;
      }
    } while (this.#order.goOn());
    return false;
  }

  /** Takes streams for a turn, from the one that is asked next. Returns which was not asked. */
  #take(first: number): number {
    const [streams, order] = [this.#streams, this.#order];
    const most = Math.min(streams.count, first + STREAMS_A_TURN);
    let end = first;
    order.beginTurn();
    while (end < most && !order.full) {
      const open = streams.awake(end++);
      order.take(open, open.done || open.group === null ? 0 : open.group.hopMs);
      if (open.taken && !open.done) open.group?.take(open.stream);
    }
    return end;
  }

  #turnOf(first: number, end: number): boolean {
    const streams = this.#streams;
    for (let i = 0; i < this.#groups.length; i++) (this.#groups[i] as StreamGroup).turn(HOPS_A_TURN);
    let moved = false;
    for (let i = end - 1; i >= first; i--) {
      const open = streams.awake(i);
      if (!open.taken) continue;
      if (open.group !== null) this.#order.used(open, open.stream.hops * open.group.hopMs);
      const hasMoved = !open.done && this.#after(open);
      if (hasMoved) this.#mark?.(open.number);
      else if (!open.stream.waiting) streams.sleep(i);
      moved = moved || hasMoved;
    }
    return moved;
  }

  /**
   * Whether an asynchronous step is under way, or a model is being loaded: the thread must return to its event loop
   * then.
   */
  get waiting(): boolean {
    if (this.#opening.any) return true;
    for (let i = 0; i < this.#streams.count; i++) if (this.#streams.awake(i).stream.waiting) return true;
    return false;
  }

  #handle(open: OpenStream, message: Exclude<StreamMessage, { kind: 'open' }>): void {
    const { kind } = message;
    switch (kind) {
      case 'lend':
        return this.#lend(open, message.port, message.from);
      case 'samples':
        return open.posted?.take(message);
      case 'end':
        return open.posted?.end(message.missing);
      case 'ack':
        return open.posted?.acknowledge();
      case 'detector':
        return this.#guard(open, () => open.stream.state.setDetector(message.settings));
      case 'snapshot':
        return open.stream.betweenSteps(() => this.#guard(open, () => this.#snapshot(open, message.request)));
      case 'record':
        return open.stream.betweenSteps(() => this.#guard(open, () => recordStream(open, message.on, this.#post)));
      case 'taken':
        return open.stream.recorder?.acknowledge();
      case 'close':
        return this.#close(open);
      default:
        return kind satisfies never;
    }
  }

  /**
   * What follows a stream's turn, and the turn itself where its steps are asynchronous. Returns whether the stream
   * moved.
   */
  #after(open: OpenStream): boolean {
    try {
      if (open.group === null) open.stream.turn(HOPS_A_TURN);
      if (open.posted !== null) this.#postProgress(open, open.posted);
      if (open.stream.ended && (open.posted === null || open.posted.drained)) this.#end(open);
      return open.stream.moved;
    } catch (error) {
      this.#fail(open, error);
      return true;
    }
  }

  #postProgress(open: OpenStream, posted: NonNullable<OpenStream['posted']>): void {
    const progress = posted.progress(open.stream.counters);
    if (progress === null) return;
    this.#post({ kind: 'progress', stream: open.number, ...progress }, [progress.records.buffer]);
  }

  #end(open: OpenStream): void {
    open.done = true;
    this.#post({ kind: 'ended', stream: open.number });
  }

  #fail(open: OpenStream, error: unknown): void {
    open.done = true;
    this.#post({ kind: 'failed', stream: open.number, ...describedError(error) });
  }

  #guard(open: OpenStream, action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#fail(open, error);
    }
  }

  #open(message: OpenMessage): void {
    const refuse = (error: unknown) =>
      this.#post({ kind: 'refused', stream: message.stream, ...describedError(error) });
    try {
      const programs = this.#programs.of(message);
      if (!(programs instanceof Promise)) return this.#openWith(programs, message);
      const opened = programs.then((loaded) => this.#openWith(loaded, message)).catch(refuse);
      void this.#opening.add(message.stream, opened, (kept) => this.handle(kept));
    } catch (error) {
      refuse(error);
    }
  }

  #openWith(programs: StreamPrograms, message: OpenMessage): void {
    // Do not refer to the message below: it may hold a copy of all weights, and these functions live as long as the
    // stream.
    const { model } = programs.network;
    const { stream: number } = message;
    const created = createEngineStream(programs, message, this.#mark !== null, {
      detected: (fired, capturedAtMs, index) => {
        this.#post({ kind: 'detection', stream: number, ...namedDetection(fired, model), capturedAtMs, index });
      },
      unhealthy: (unhealthyReason, endsAtMs) =>
        this.#post({ kind: 'unhealthy', stream: number, unhealthyReason, endsAtMs }),
      wake: () => {
        this.#streams.wake(open);
        this.#wake();
      },
    });
    const { stream, posted } = created;
    const group = stream.isAsync ? null : this.#groupOf(programs.network);
    const open = { number, stream, posted, group, port: null, done: false, awake: false, ...newcomer() };
    this.#streams.add(open);
    this.#post({ kind: 'opened', stream: number, ...created.buffers });
  }

  #groupOf(program: AnyProgram): StreamGroup {
    const known = this.#groups.find((group) => group.program === program);
    if (known !== undefined) return known;
    const group = new StreamGroup(program, (stream, error) => {
      const open = this.#streams.of(stream);
      if (open !== undefined) this.#fail(open, error);
    });
    this.#groups.push(group);
    return group;
  }

  #snapshot(open: OpenStream, request: number): void {
    this.#post({ kind: 'snapshot', stream: open.number, request, bytes: open.stream.snapshot() });
  }

  #close(open: OpenStream): void {
    this.#streams.remove(open);
    open.group?.forget();
    open.port?.close();
    open.stream.betweenSteps(() => {
      open.stream.free();
      this.#post({ kind: 'closed', stream: open.number });
    });
  }

  #lend(open: OpenStream, port: MessagePort, from: number): void {
    const { posted } = open;
    if (posted === null) return;
    open.port = port;
    posted.listen(port, from, () => {
      this.#streams.wake(open);
      this.#wake();
    });
  }
}
