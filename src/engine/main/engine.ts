// Main thread: an engine as its owner holds it. It starts the engine thread, opens streams in it, and passes messages
// to their links. When the thread dies, another takes its place, and the streams continue there.
import { Deferred } from '../../deferred.js';
import { SluiceError } from '../../errors.js';
import type { AnyModel } from '../../model/any-model.js';
import { ModelIds } from '../../model/model-ids.js';
import { DoorbellWaiter } from '../../ring/doorbell.js';
import { HeldBell } from '../../ring/held-bell.js';
import type {
  EngineStreamOptions,
  FromEngine,
  OpenMessage,
  StreamBuffers,
  StreamGate,
  Transport,
} from '../messages.js';
import { type Doorbells, EngineLife, makeDoorbells } from './engine-life.js';
import type { EnginePlatform } from './engine-platform.js';
import { Readings } from './readings.js';
import { Restarts } from './restarts.js';
import { type LinkMessage, type LinkTransport, StreamLink } from './stream-link.js';

/** Main reads the record rings at least this often, in case a wake-up is lost. */
const CEILING_MS = 500;

/** What a stream asks of an engine. The engine gives the models their numbers. */
export interface LinkOptions extends Omit<EngineStreamOptions, 'gate' | 'resume'> {
  readonly gate: (Omit<StreamGate, 'modelId' | 'model'> & { readonly model: AnyModel }) | null;
}

/** An engine thread that several streams can share. `createEngine` makes one. */
export interface Engine extends AsyncDisposable {
  /** How samples and predictions cross to it. */
  readonly transport: Transport;
  /** Ends the thread. Streams that are open in it fail with `STREAM_CLOSED`. A second call waits for the first. */
  close(): Promise<void>;
}

/** A stream that is being opened. */
interface Opening {
  readonly message: OpenMessage;
  readonly answer: Deferred<StreamBuffers>;
}

export class EngineHandle implements Engine {
  readonly transport: Transport;
  readonly #platform: EnginePlatform;
  readonly #kernel: Uint8Array;
  /** Null: transport `messages`. */
  readonly #bells: Doorbells | null;
  readonly #mainBell: DoorbellWaiter | null;
  readonly #link: LinkTransport;
  readonly #links = new Map<number, StreamLink>();
  readonly #readings: Readings;
  readonly #opening = new Map<number, Opening>();
  readonly #modelIds = new ModelIds();
  readonly #started = new Deferred<void>();
  readonly #restarts = new Restarts();
  #life: EngineLife;
  #running = false;
  #streams = 0;
  #failure: SluiceError | null = null;
  #stopping: Promise<void> | null = null;

  /** Starts an engine thread. Rejects with SluiceError KERNEL_UNAVAILABLE or ENGINE_FAILED. */
  static async start(platform: EnginePlatform, transport: Transport, kernel: Uint8Array): Promise<EngineHandle> {
    const engine = new EngineHandle(platform, transport, kernel);
    try {
      await engine.#started.promise;
      return engine;
    } catch (error) {
      await engine.close();
      throw error;
    }
  }

  private constructor(platform: EnginePlatform, transport: Transport, kernel: Uint8Array) {
    const bells = transport === 'shared' ? makeDoorbells() : null;
    this.transport = transport;
    this.#platform = platform;
    this.#kernel = kernel;
    this.#bells = bells;
    this.#mainBell = bells === null ? null : new DoorbellWaiter(bells.main);
    this.#readings = new Readings(this.#mainBell);
    this.#link = {
      post: (message, transfer) => this.#life.post(message, transfer),
      doorbell: bells?.engine ?? null,
      ringer: bells === null ? null : new HeldBell(bells.engine),
    };
    this.#life = this.#begin();
  }

  /** Whether it can take a stream. */
  get alive(): boolean {
    return this.#failure === null;
  }

  /** Opens a stream. Rejects with SluiceError MODEL_MISMATCH, SNAPSHOT_MISMATCH, MEMORY_REFUSED or ENGINE_FAILED. */
  async open(model: AnyModel, options: LinkOptions): Promise<StreamLink> {
    if (this.#failure !== null) throw this.#failure;
    const stream = this.#streams++;
    const answer = new Deferred<StreamBuffers>();
    const gate = options.gate === null ? null : { ...options.gate, modelId: this.#modelIds.of(options.gate.model) };
    const modelId = this.#modelIds.of(model);
    const message: OpenMessage = { kind: 'open', stream, modelId, model, ...options, gate, resume: null };
    this.#opening.set(stream, { message, answer });
    this.#life.post(message);
    const buffers = await answer.promise;
    if (this.#failure !== null) throw this.#failure;
    const link = new StreamLink(message, buffers, this.#link);
    this.#links.set(stream, link);
    this.#readings.add(stream, link);
    return link;
  }

  /** Samples pushed from now on do not wake the engine until `releaseBell`: it then wakes once for many streams. */
  holdBell(): void {
    this.#link.ringer?.hold();
  }

  releaseBell(): void {
    this.#link.ringer?.release();
  }

  close(): Promise<void> {
    this.#fail(new SluiceError('STREAM_CLOSED', 'The stream was closed with its engine'));
    this.#stopping ??= this.#life.stop();
    return this.#stopping;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #begin(): EngineLife {
    return new EngineLife(this.#platform, this.#kernel, this.#bells, {
      message: (message) => this.#handle(message),
      failed: (reason) => this.#died(reason),
    });
  }

  /**
   * The thread is dead. Another takes its streams, unless threads died too often in a row. A thread that never ran is
   * not replaced.
   */
  #died(reason: Error): void {
    if (this.#failure !== null) return;
    const isOurs = reason instanceof SluiceError;
    const failure = isOurs
      ? reason
      : new SluiceError('ENGINE_FAILED', `The engine failed: ${reason.message}`, { cause: reason });
    const resumption = this.#running ? this.#restarts.next(performance.now()) : null;
    if (resumption === null) return this.#fail(failure);
    const dead = this.#life;
    void dead.stop();
    this.#readings.readEvery(); // records in the rings are whole
    try {
      this.#life = this.#begin();
    } catch {
      return this.#fail(failure);
    }
    for (const { message } of this.#opening.values()) this.#life.post(message);
    for (const link of this.#links.values()) link.reopen(resumption, reason.message);
  }

  #handle(message: FromEngine): void {
    if (this.#failure !== null) return;
    const { kind } = message;
    switch (kind) {
      case 'started':
        if (!this.#running && DoorbellWaiter.canWaitAsync) void this.#pump();
        this.#running = true;
        return this.#started.resolve();
      case 'broken':
        return this.#fail(new SluiceError(message.code, message.message));
      case 'tick':
        // Answer first, then read the rings: records that come after the read bring another tick.
        this.#life.answer();
        void this.#readAll();
        return;
      case 'opened':
      case 'refused':
        return this.#answer(message);
      case 'detection':
      case 'unhealthy':
      case 'progress':
      case 'snapshot':
      case 'recording':
      case 'recorded-hops':
      case 'recorded':
      case 'ended':
      case 'failed':
      case 'closed':
        return this.#carry(message);
      default:
        return kind satisfies never;
    }
  }

  /** To the stream that is being opened. A stream that is reopened has its link already. */
  #answer(message: Extract<FromEngine, { kind: 'opened' | 'refused' }>): void {
    const answer = this.#opening.get(message.stream)?.answer;
    if (answer === undefined) return this.#carry(message);
    this.#opening.delete(message.stream);
    if (message.kind === 'opened') answer.resolve(message);
    else answer.reject(new SluiceError(message.code, message.message));
  }

  #carry(message: LinkMessage): void {
    this.#links.get(message.stream)?.handle(message);
    if (message.kind !== 'closed') return;
    this.#links.delete(message.stream);
    this.#readings.forget(message.stream);
  }

  /** Waits for the engine's doorbell and reads. The event loop gets a turn after each read, however fast it rings. */
  async #pump(): Promise<void> {
    const bell = this.#mainBell;
    while (bell !== null && this.#failure === null) {
      bell.look();
      await this.#readAll();
      await this.#platform.nextTask();
      if (!(await bell.waitAsync(CEILING_MS))) this.#readings.readEvery();
    }
  }

  async #readAll(): Promise<void> {
    while (this.#failure === null && this.#readings.read()) await this.#platform.nextTask();
  }

  #fail(error: SluiceError): void {
    if (this.#failure !== null) return;
    this.#failure = error;
    this.#started.reject(error);
    for (const { answer } of this.#opening.values()) answer.reject(error);
    for (const link of this.#links.values()) link.abandon(error);
    this.#opening.clear();
    this.#links.clear();
  }
}
