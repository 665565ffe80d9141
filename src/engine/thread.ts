// Engine thread: the streams it holds and what each message from the main thread does to them. When they are stepped is the loop's affair.
import type { CaptureMessage } from '../source/source.js';
import { compileKernel } from './compile-kernel.js';
import { described } from './described.js';
import type { Lane } from './lane.js';
import { LaneGroup } from './lane-group.js';
import { type LanePrograms, layLane } from './lay-lane.js';
import type { FromEngine, OpenMessage, ToEngine, Transport } from './messages.js';
import { namedDetection } from './named-detection.js';
import { Openings } from './openings.js';
import type { PostedEnds } from './posted-ends.js';
import { type AnyProgram, isSeriesProgram, Programs } from './programs.js';
import { recordLane } from './record-lane.js';

/** Hops a lane makes before the next one has its turn. */
const HOPS_A_TURN = 16;

/** What the engine thread posts to main with. */
export type Post = (message: FromEngine, transfer?: Transferable[]) => void;

/** A message that concerns a lane. */
export type LaneMessage = Exclude<ToEngine, { kind: 'start' }>;

interface OpenLane {
  readonly number: number;
  readonly lane: Lane;
  /** Null: transport `shared`. */
  readonly posted: PostedEnds | null;
  /** With whom it has its turns. Null: its steps take their time. */
  readonly group: LaneGroup | null;
  port: MessagePort | null;
  /** Ended and said so, or failed: it has no more turns. */
  done: boolean;
}

export class EngineThread {
  readonly #transport: Transport;
  readonly #post: Post;
  /** Called when a capture thread's port has brought something, and when a step that took its time is over. */
  readonly #wake: () => void;
  readonly #programs: Programs;
  readonly #lanes: OpenLane[] = [];
  /** Of each program whose steps are made at once; kept when empty, for it has its memory. */
  readonly #groups: LaneGroup[] = [];
  readonly #openings: Openings;

  /** `kernel`: the bytes of the WebAssembly kernel. Throws `KERNEL_UNAVAILABLE` where they do not compile. */
  constructor(kernel: Uint8Array, transport: Transport, post: Post, wake: () => void) {
    this.#programs = new Programs(compileKernel(kernel));
    this.#transport = transport;
    this.#post = post;
    this.#wake = wake;
    this.#openings = new Openings(wake);
  }

  handle(message: LaneMessage): void {
    if (message.kind === 'open') {
      this.#open(message);
      return;
    }
    if (this.#openings.keep(message)) return;
    const open = this.#lanes.find((each) => each.number === message.lane);
    if (open !== undefined) this.#handle(open, message);
    else if (message.kind === 'close') this.#post({ kind: 'closed', lane: message.lane }); // it was refused
  }

  /** Gives every lane its turn, and says whether any of them moved. */
  turn(): boolean {
    for (let i = 0; i < this.#groups.length; i++) (this.#groups[i] as LaneGroup).turn(HOPS_A_TURN);
    let moved = false;
    for (let i = 0; i < this.#lanes.length; i++) {
      const open = this.#lanes[i] as OpenLane;
      if (!open.done && this.#after(open)) moved = true;
    }
    return moved;
  }

  /** Whether a step or the loading of a model is under way that takes its time: the thread must see to its event loop then. */
  get waiting(): boolean {
    return this.#openings.any || this.#lanes.some(({ lane }) => lane.waiting);
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

  #postProgress(open: OpenLane, posted: PostedEnds): void {
    const progress = posted.progress(open.lane.counters);
    if (progress === null) return;
    this.#post({ kind: 'progress', lane: open.number, ...progress }, [progress.records.buffer]);
  }

  #end(open: OpenLane): void {
    this.#stop(open);
    this.#post({ kind: 'ended', lane: open.number });
  }

  #fail(open: OpenLane, error: unknown): void {
    this.#stop(open);
    this.#post({ kind: 'failed', lane: open.number, ...described(error) });
  }

  #stop(open: OpenLane): void {
    open.done = true;
    this.#ungroup(open);
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
      const programs = this.#programsFor(message);
      if (!(programs instanceof Promise)) return this.#openWith(programs, message);
      const opened = programs.then((loaded) => this.#openWith(loaded, message)).catch(refuse);
      void this.#openings.add(message.lane, opened, (kept) => this.handle(kept));
    } catch (error) {
      refuse(error);
    }
  }

  #programsFor({ modelId, model, gate, runtime }: OpenMessage): LanePrograms | Promise<LanePrograms> {
    const network = this.#programs.get({ modelId, model }, runtime);
    const gating = gate === null ? null : this.#programs.get(gate, runtime);
    if (!(network instanceof Promise) && !(gating instanceof Promise)) return lanePrograms(network, gating);
    return Promise.all([network, gating]).then((loaded) => lanePrograms(...loaded));
  }

  #openWith(programs: LanePrograms, message: OpenMessage): void {
    const { model } = message;
    const laid = layLane(programs, message, this.#transport === 'shared', {
      detected: (fired, capturedAtMs, index) => {
        this.#post({ kind: 'detection', lane: message.lane, ...namedDetection(fired, model), capturedAtMs, index });
      },
      ailing: (ailment, endsAtMs) => this.#post({ kind: 'ailing', lane: message.lane, ailment, endsAtMs }),
      wake: this.#wake,
    });
    const { lane, posted } = laid;
    const group = lane.waits ? null : this.#groupOf(programs.network);
    group?.add(lane);
    this.#lanes.push({ number: message.lane, lane, posted, group, port: null, done: false });
    this.#post({ kind: 'opened', lane: message.lane, ...laid.buffers });
  }

  #groupOf(program: AnyProgram): LaneGroup {
    const known = this.#groups.find((group) => group.program === program);
    if (known !== undefined) return known;
    const group = new LaneGroup(program, (lane, error) => {
      const open = this.#lanes.find((each) => each.lane === lane);
      if (open !== undefined) this.#fail(open, error);
    });
    this.#groups.push(group);
    return group;
  }

  #ungroup({ lane, group }: OpenLane): void {
    group?.remove(lane);
  }

  #snapshot(open: OpenLane, request: number): void {
    this.#post({ kind: 'snapshot', lane: open.number, request, bytes: open.lane.snapshot() });
  }

  #close(open: OpenLane): void {
    this.#lanes.splice(this.#lanes.indexOf(open), 1);
    this.#ungroup(open);
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
    port.onmessage = (event: MessageEvent<CaptureMessage>) => {
      const message = event.data;
      const { kind } = message;
      switch (kind) {
        case 'samples':
          posted.take(message);
          port.postMessage({ kind: 'buffer', samples: message.samples }, [message.samples.buffer]);
          return this.#wake();
        case 'end':
          posted.end(message.missing);
          return this.#wake();
        default:
          return kind satisfies never;
      }
    };
  }
}

function lanePrograms(network: AnyProgram, gating: AnyProgram | null): LanePrograms {
  if (gating !== null && isSeriesProgram(gating))
    throw new TypeError("Cannot open the stream: a gate's model must be of sound");
  return { network, gating };
}
