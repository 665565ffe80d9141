// Engine thread: the streams it holds and what each message from the main thread does to them. When they are stepped is the loop's affair.
import type { Model } from '../model/model.js';
import { RecordWriter, recordRingBytes } from '../ring/records.js';
import { RingReader, ringBytes } from '../ring/ring.js';
import type { CaptureMessage } from '../source/source.js';
import { compileKernel } from './compile-kernel.js';
import { described } from './described.js';
import type { Kernel } from './kernel.js';
import { Lane, recordShape, ringCapacity } from './lane.js';
import type { FromEngine, ToEngine, Transport } from './messages.js';
import { PostedEnds } from './posted-ends.js';
import { Program } from './program.js';
import { Slot } from './slot.js';

/** Records that can wait for the main thread: it may sleep for two seconds at a hop of 10 ms. */
const RECORD_CAPACITY = 256;
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
  port: MessagePort | null;
  /** Ended and said so, or failed: it has no more turns. */
  done: boolean;
}

export class EngineThread {
  readonly #kernel: Kernel;
  readonly #transport: Transport;
  readonly #post: Post;
  /** Called when a capture thread's port has brought something, and when a step that took its time is over. */
  readonly #wake: () => void;
  readonly #programs = new Map<number, Program | Promise<Program>>();
  readonly #lanes: OpenLane[] = [];
  #loading = 0;

  /** `kernel`: the bytes of the WebAssembly kernel. Throws `KERNEL_UNAVAILABLE` where they do not compile. */
  constructor(kernel: Uint8Array, transport: Transport, post: Post, wake: () => void) {
    this.#kernel = compileKernel(kernel);
    this.#transport = transport;
    this.#post = post;
    this.#wake = wake;
  }

  handle(message: LaneMessage): void {
    if (message.kind === 'open') {
      this.#open(message);
      return;
    }
    const open = this.#lanes.find((each) => each.number === message.lane);
    if (open !== undefined) this.#handle(open, message);
  }

  /** Gives every lane its turn, and says whether any of them moved. */
  turn(): boolean {
    let moved = false;
    for (let i = 0; i < this.#lanes.length; i++) {
      const open = this.#lanes[i] as OpenLane;
      if (!open.done && this.#turn(open)) moved = true;
    }
    return moved;
  }

  /** Whether a step or the loading of a model is under way that takes its time: the thread must see to its event loop then. */
  get waiting(): boolean {
    return this.#loading > 0 || this.#lanes.some(({ lane }) => lane.waiting);
  }

  #handle(open: OpenLane, message: Exclude<LaneMessage, { kind: 'open' }>): void {
    const { kind } = message;
    switch (kind) {
      case 'lend':
        return this.#lend(open, message.port);
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
      case 'close':
        return this.#close(open);
      default:
        return kind satisfies never;
    }
  }

  #turn(open: OpenLane): boolean {
    try {
      const moved = open.lane.turn(HOPS_A_TURN);
      if (open.posted !== null) this.#postProgress(open, open.posted);
      if (open.lane.ended && (open.posted === null || open.posted.drained)) this.#end(open);
      return moved;
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

  #open(message: Extract<ToEngine, { kind: 'open' }>): void {
    const refuse = (error: unknown) => this.#post({ kind: 'refused', lane: message.lane, ...described(error) });
    try {
      const program = this.#program(message.modelId, message);
      if (program instanceof Program) return this.#openWith(program, message);
      this.#loading++;
      program
        .then((loaded) => this.#openWith(loaded, message))
        .catch(refuse)
        .finally(() => {
          this.#loading--;
          this.#wake();
        });
    } catch (error) {
      refuse(error);
    }
  }

  #openWith(program: Program, message: Extract<ToEngine, { kind: 'open' }>): void {
    const shared = this.#transport === 'shared';
    let slot: Slot | null = null;
    try {
      slot = new Slot(program, message.sampleRate);
      if (message.detector !== null) slot.setDetector(message.detector);
      if (message.snapshot !== null) slot.restore(message.snapshot);
      const capacity = ringCapacity(slot, message);
      const shape = recordShape(slot, message.inspect);
      const samples = memory(ringBytes(capacity), shared);
      const records = memory(recordRingBytes(shape, RECORD_CAPACITY), shared);
      const rings = { reader: new RingReader(samples), records: new RecordWriter(records, shape) };
      const lane = new Lane(
        slot,
        rings,
        message,
        (fired, capturedAtMs) => {
          const label = message.model.labels[fired.label] as string;
          const { score, startsAtMs, endsAtMs } = fired;
          this.#post({ kind: 'detection', lane: message.lane, label, score, startsAtMs, endsAtMs, capturedAtMs });
        },
        this.#wake,
      );
      const posted = samples instanceof ArrayBuffer ? new PostedEnds(samples, records as ArrayBuffer, shape) : null;
      this.#lanes.push({ number: message.lane, lane, posted, port: null, done: false });
      const sent = shared ? { samples: samples as SharedArrayBuffer, records: records as SharedArrayBuffer } : null;
      this.#post({ kind: 'opened', lane: message.lane, capacity, shape, rings: sent });
    } catch (error) {
      slot?.free();
      throw error;
    }
  }

  #snapshot(open: OpenLane, request: number): void {
    this.#post({ kind: 'snapshot', lane: open.number, request, bytes: open.lane.slot.snapshot() });
  }

  #close(open: OpenLane): void {
    this.#lanes.splice(this.#lanes.indexOf(open), 1);
    open.port?.close();
    open.lane.betweenSteps(() => {
      open.lane.slot.free();
      this.#post({ kind: 'closed', lane: open.number });
    });
  }

  #lend(open: OpenLane, port: MessagePort): void {
    const { posted } = open;
    if (posted === null) return;
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

  /** Made for the first stream of a model and kept as long as the engine: the next one starts at once. */
  #program(id: number, { model, runtime }: { model: Model; runtime: string | null }): Program | Promise<Program> {
    const known = this.#programs.get(id);
    if (known !== undefined) return known;
    const program = model.onnx ? this.#load(id, model, runtime) : new Program(this.#kernel, model);
    this.#programs.set(id, program);
    return program;
  }

  /** One that failed is tried anew by the next stream. */
  async #load(id: number, model: Model, runtime: string | null): Promise<Program> {
    try {
      return await Program.open(this.#kernel, model, runtime ?? undefined);
    } catch (error) {
      this.#programs.delete(id);
      throw error;
    }
  }
}

function memory(bytes: number, shared: boolean): ArrayBuffer | SharedArrayBuffer {
  return shared ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}
