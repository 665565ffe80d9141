// Main thread: an engine as its owner holds it. Starts the engine thread, opens streams in it, and carries what comes back to each of them.
import { SluiceError } from '../errors.js';
import type { AnyModel } from '../model/any-model.js';
import type { EngineWorker, Platform } from '../platform.js';
import { COUNT_BYTES, CountWriter } from '../ring/count.js';
import { DOORBELL_BYTES, DoorbellRinger, DoorbellWaiter } from '../ring/doorbell.js';
import { Deferred } from './deferred.js';
import { Link, type LinkMessage, type LinkTransport } from './link.js';
import type { FromEngine, LaneBuffers, LaneGate, LaneOptions, SharedWords, ToEngine, Transport } from './messages.js';

/** Main looks around at least this often, were a ring ever lost. */
const CEILING_MS = 500;

/** What a stream asks of an engine, which numbers the models. */
export interface LinkOptions extends Omit<LaneOptions, 'gate'> {
  readonly gate: Omit<LaneGate, 'modelId'> | null;
}

/** An engine thread that several streams can share. Made by `createEngine`. */
export interface Engine extends AsyncDisposable {
  /** How samples and predictions cross to it. */
  readonly transport: Transport;
  /** Ends the thread; streams that it still holds fail with `STREAM_CLOSED`. A second call waits for the first. */
  close(): Promise<void>;
}

export class EngineHandle implements Engine {
  readonly transport: Transport;
  readonly #worker: EngineWorker;
  readonly #nextTask: () => Promise<void>;
  readonly #link: LinkTransport;
  readonly #posted: CountWriter | null;
  readonly #answered: CountWriter | null;
  readonly #mainBell: DoorbellWaiter | null;
  readonly #links = new Map<number, Link>();
  readonly #opening = new Map<number, Deferred<LaneBuffers>>();
  readonly #modelIds = new WeakMap<AnyModel, number>();
  readonly #started = new Deferred<void>();
  #models = 0;
  #lanes = 0;
  #failure: SluiceError | null = null;
  #stopping: Promise<void> | null = null;

  /** Starts an engine thread. Rejects with `KERNEL_UNAVAILABLE` or `ENGINE_FAILED`. */
  static async start(platform: Platform, transport: Transport, kernel: Uint8Array): Promise<EngineHandle> {
    const engine = new EngineHandle(platform, transport, kernel);
    try {
      await engine.#started.promise;
      return engine;
    } catch (error) {
      await engine.close();
      throw error;
    }
  }

  private constructor(platform: Platform, transport: Transport, kernel: Uint8Array) {
    const shared = transport === 'shared' ? sharedWords() : null;
    this.transport = transport;
    this.#nextTask = () => platform.nextTask();
    this.#posted = shared === null ? null : new CountWriter(shared.posted);
    this.#answered = shared?.answered ? new CountWriter(shared.answered) : null;
    this.#mainBell = shared === null || shared.answered !== null ? null : new DoorbellWaiter(shared.mainBell);
    this.#link = {
      post: (message, transfer) => this.#post(message, transfer),
      shared,
      engineBell: shared === null ? null : new DoorbellRinger(shared.engineBell),
    };
    this.#worker = platform.startEngine();
    this.#worker.listen(
      (message) => this.#handle(message),
      (reason) =>
        this.#fail(new SluiceError('ENGINE_FAILED', `The engine failed: ${reason.message}`, { cause: reason })),
    );
    this.#worker.post({ kind: 'start', kernel, shared });
  }

  /** Whether it can take a stream. */
  get alive(): boolean {
    return this.#failure === null;
  }

  /**
   * Opens a stream. Rejects with `MODEL_MISMATCH`, `SNAPSHOT_MISMATCH` or `ENGINE_FAILED`.
   */
  async open(model: AnyModel, options: LinkOptions): Promise<Link> {
    if (this.#failure !== null) throw this.#failure;
    const lane = this.#lanes++;
    const answer = new Deferred<LaneBuffers>();
    this.#opening.set(lane, answer);
    const gate = options.gate === null ? null : { ...options.gate, modelId: this.#modelId(options.gate.model) };
    this.#post({ kind: 'open', lane, modelId: this.#modelId(model), model, ...options, gate });
    const buffers = await answer.promise;
    if (this.#failure !== null) throw this.#failure;
    const link = new Link(lane, buffers, this.#link, options.live);
    this.#links.set(lane, link);
    return link;
  }

  close(): Promise<void> {
    this.#fail(new SluiceError('STREAM_CLOSED', 'The stream was closed with its engine'));
    this.#stopping ??= this.#worker.stop();
    return this.#stopping;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** A message first, then its count, then the bell: see SharedLoop. */
  #post(message: ToEngine, transfer?: Transferable[]): void {
    if (this.#failure !== null) return;
    this.#worker.post(message, transfer);
    this.#posted?.add();
    this.#link.engineBell?.ring();
  }

  #handle(message: FromEngine): void {
    if (this.#failure !== null) return;
    const { kind } = message;
    switch (kind) {
      case 'started':
        this.#started.resolve();
        void this.#pump();
        return;
      case 'broken':
        return this.#fail(new SluiceError(message.code, message.message));
      case 'tick':
        // Answered before the rings are looked at: what comes after the look brings another tick.
        this.#answered?.add();
        void this.#readAll();
        return;
      case 'opened':
        return this.#answer(message.lane)?.resolve(message);
      case 'refused':
        return this.#answer(message.lane)?.reject(new SluiceError(message.code, message.message));
      case 'detection':
      case 'progress':
      case 'snapshot':
      case 'ended':
      case 'failed':
      case 'closed':
        return this.#carry(message);
      default:
        return kind satisfies never;
    }
  }

  #answer(lane: number): Deferred<LaneBuffers> | undefined {
    const answer = this.#opening.get(lane);
    this.#opening.delete(lane);
    return answer;
  }

  #carry(message: LinkMessage): void {
    this.#links.get(message.lane)?.handle(message);
    if (message.kind === 'closed') this.#links.delete(message.lane);
  }

  /** Waits for the engine's bell and reads. Between two turns the event loop has its own, however fast the engine is. */
  async #pump(): Promise<void> {
    const bell = this.#mainBell;
    while (bell !== null && this.#failure === null) {
      bell.look();
      await this.#readAll();
      await this.#nextTask();
      await bell.waitAsync(CEILING_MS);
    }
  }

  async #readAll(): Promise<void> {
    while (this.#failure === null && this.#readOnce()) await this.#nextTask();
  }

  #readOnce(): boolean {
    let more = false;
    for (const link of this.#links.values()) more = link.read() || more;
    return more;
  }

  #fail(error: SluiceError): void {
    if (this.#failure !== null) return;
    this.#failure = error;
    this.#started.reject(error);
    for (const answer of this.#opening.values()) answer.reject(error);
    for (const link of this.#links.values()) link.abandon(error);
    this.#opening.clear();
    this.#links.clear();
  }

  #modelId(model: AnyModel): number {
    const id = this.#modelIds.get(model) ?? this.#models++;
    this.#modelIds.set(model, id);
    return id;
  }
}

function sharedWords(): SharedWords {
  return {
    engineBell: new SharedArrayBuffer(DOORBELL_BYTES),
    posted: new SharedArrayBuffer(COUNT_BYTES),
    mainBell: new SharedArrayBuffer(DOORBELL_BYTES),
    answered: DoorbellWaiter.canWaitAsync ? null : new SharedArrayBuffer(COUNT_BYTES),
  };
}
