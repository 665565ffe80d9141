// Engine thread: the streams it holds and what each message from the main thread does to them. When they are stepped is the loop's affair.
import { compileKernel } from './compile-kernel.js';
import { described } from './described.js';
import { LaneGroup } from './lane-group.js';
import { layLane } from './lay-lane.js';
import { listenToCapture } from './lent-port.js';
import type { FromEngine, OpenMessage, ToEngine } from './messages.js';
import { namedDetection } from './named-detection.js';
import { type OpenLane, OpenLanes } from './open-lanes.js';
import { Openings } from './openings.js';
import { type AnyProgram, type LanePrograms, Programs } from './programs.js';
import { recordLane } from './record-lane.js';

/** Hops a lane makes before the next one has its turn. */
const HOPS_A_TURN = 16;
/** Lanes that have a turn before main is told of it: it delivers the ones while the next ones are stepped. */
const LANES_A_TURN = 64;

/** What the engine thread posts to main with. */
export type Post = (message: FromEngine, transfer?: Transferable[]) => void;

/** A message that concerns a lane. */
export type LaneMessage = Exclude<ToEngine, { kind: 'start' }>;

/** How a thread reaches what is around it. */
export interface Surroundings {
  readonly post: Post;
  /** Called when a capture thread's port has brought something, and when a step that took its time is over. */
  wake(): void;
  /** Marks a stream that has something for main. Null: transport `messages`. */
  readonly mark: ((stream: number) => void) | null;
}

export class EngineThread {
  readonly #post: Post;
  readonly #wake: () => void;
  readonly #mark: ((stream: number) => void) | null;
  readonly #programs: Programs;
  readonly #lanes = new OpenLanes();
  /** Of each program whose steps are made at once; kept when empty, for it has its memory. */
  readonly #groups: LaneGroup[] = [];
  /** Which of the lanes that are awake has the next turn. */
  #next = 0;
  readonly #openings: Openings;

  /** `kernel`: the bytes of the WebAssembly kernel. Throws `KERNEL_UNAVAILABLE` where they do not compile. */
  constructor(kernel: Uint8Array, { post, wake, mark }: Surroundings) {
    this.#programs = new Programs(compileKernel(kernel));
    this.#post = post;
    this.#wake = wake;
    this.#mark = mark;
    this.#openings = new Openings(wake);
  }

  handle(message: LaneMessage): void {
    if (message.kind === 'open') {
      this.#open(message);
      return;
    }
    if (this.#openings.keep(message)) return;
    const open = this.#lanes.get(message.lane);
    if (open !== undefined) {
      this.#lanes.wake(open);
      this.#handle(open, message);
    } else if (message.kind === 'close') this.#post({ kind: 'closed', lane: message.lane }); // it was refused
  }

  /** The streams with that mark may have samples, or room for records. Real-time. */
  marked(mark: number): void {
    this.#lanes.wakeMarked(mark);
  }

  anyMarked(): void {
    this.#lanes.wakeAll();
  }

  /**
   * Gives lanes that are awake their turn, some at a time, until any of them has moved, and says whether any has. Those that did not sleep until they are
   * marked. Real-time.
   */
  turn(): boolean {
    const lanes = this.#lanes;
    for (let left = lanes.count; left > 0; ) {
      const first = this.#next < lanes.count ? this.#next : 0;
      const end = Math.min(lanes.count, first + LANES_A_TURN);
      this.#next = end;
      left -= end - first;
      if (this.#turnOf(first, end)) return true;
    }
    return false;
  }

  #turnOf(first: number, end: number): boolean {
    const lanes = this.#lanes;
    for (let i = first; i < end; i++) {
      const { group, lane, done } = lanes.awake(i);
      if (!done) group?.take(lane);
    }
    for (let i = 0; i < this.#groups.length; i++) (this.#groups[i] as LaneGroup).turn(HOPS_A_TURN);
    let moved = false;
    for (let i = end - 1; i >= first; i--) {
      const open = lanes.awake(i);
      const hasMoved = !open.done && this.#after(open);
      if (hasMoved) this.#mark?.(open.number);
      else if (!open.lane.waiting) lanes.sleep(i);
      moved = moved || hasMoved;
    }
    return moved;
  }

  /** Whether a step or the loading of a model is under way that takes its time: the thread must see to its event loop then. */
  get waiting(): boolean {
    if (this.#openings.any) return true;
    for (let i = 0; i < this.#lanes.count; i++) if (this.#lanes.awake(i).lane.waiting) return true;
    return false;
  }

  #handle(open: OpenLane, message: Exclude<LaneMessage, { kind: 'open' }>): void {
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
        return this.#guard(open, () => open.lane.slot.setDetector(message.settings));
      case 'snapshot':
        return open.lane.betweenSteps(() => this.#guard(open, () => this.#snapshot(open, message.request)));
      case 'record':
        return open.lane.betweenSteps(() => this.#guard(open, () => recordLane(open, message.on, this.#post)));
      case 'taken':
        return open.lane.tap?.acknowledge();
      case 'close':
        return this.#close(open);
      default:
        return kind satisfies never;
    }
  }

  /** What follows a lane's turn, and the turn itself where its steps take their time. Whether it moved. */
  #after(open: OpenLane): boolean {
    try {
      if (open.group === null) open.lane.turn(HOPS_A_TURN);
      if (open.posted !== null) this.#postProgress(open, open.posted);
      if (open.lane.ended && (open.posted === null || open.posted.drained)) this.#end(open);
      return open.lane.moved;
    } catch (error) {
      this.#fail(open, error);
      return true;
    }
  }

  #postProgress(open: OpenLane, posted: NonNullable<OpenLane['posted']>): void {
    const progress = posted.progress(open.lane.counters);
    if (progress === null) return;
    this.#post({ kind: 'progress', lane: open.number, ...progress }, [progress.records.buffer]);
  }

  #end(open: OpenLane): void {
    open.done = true;
    this.#post({ kind: 'ended', lane: open.number });
  }

  #fail(open: OpenLane, error: unknown): void {
    open.done = true;
    this.#post({ kind: 'failed', lane: open.number, ...described(error) });
  }

  #guard(open: OpenLane, action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#fail(open, error);
    }
  }

  #open(message: OpenMessage): void {
    const refuse = (error: unknown) => this.#post({ kind: 'refused', lane: message.lane, ...described(error) });
    try {
      const programs = this.#programs.of(message);
      if (!(programs instanceof Promise)) return this.#openWith(programs, message);
      const opened = programs.then((loaded) => this.#openWith(loaded, message)).catch(refuse);
      void this.#openings.add(message.lane, opened, (kept) => this.handle(kept));
    } catch (error) {
      refuse(error);
    }
  }

  #openWith(programs: LanePrograms, message: OpenMessage): void {
    // Not the message: it may hold a copy of all weights, and what is made here lives as long as the lane.
    const { model } = programs.network;
    const { lane: number } = message;
    const laid = layLane(programs, message, this.#mark !== null, {
      detected: (fired, capturedAtMs, index) => {
        this.#post({ kind: 'detection', lane: number, ...namedDetection(fired, model), capturedAtMs, index });
      },
      ailing: (ailment, endsAtMs) => this.#post({ kind: 'ailing', lane: number, ailment, endsAtMs }),
      wake: () => {
        this.#lanes.wake(open);
        this.#wake();
      },
    });
    const { lane, posted } = laid;
    const group = lane.waits ? null : this.#groupOf(programs.network);
    const open: OpenLane = { number, lane, posted, group, port: null, done: false, awake: false };
    this.#lanes.add(open);
    this.#post({ kind: 'opened', lane: number, ...laid.buffers });
  }

  #groupOf(program: AnyProgram): LaneGroup {
    const known = this.#groups.find((group) => group.program === program);
    if (known !== undefined) return known;
    const group = new LaneGroup(program, (lane, error) => {
      const open = this.#lanes.of(lane);
      if (open !== undefined) this.#fail(open, error);
    });
    this.#groups.push(group);
    return group;
  }

  #snapshot(open: OpenLane, request: number): void {
    this.#post({ kind: 'snapshot', lane: open.number, request, bytes: open.lane.snapshot() });
  }

  #close(open: OpenLane): void {
    this.#lanes.remove(open);
    open.group?.forget();
    open.port?.close();
    open.lane.betweenSteps(() => {
      open.lane.free();
      this.#post({ kind: 'closed', lane: open.number });
    });
  }

  #lend(open: OpenLane, port: MessagePort, from: number): void {
    const { posted } = open;
    if (posted === null) return;
    posted.lent(from);
    open.port = port;
    listenToCapture(port, posted, () => {
      this.#lanes.wake(open);
      this.#wake();
    });
  }
}
