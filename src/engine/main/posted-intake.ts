// Main thread, transport `messages`: samples are posted to the engine in blocks, on credit: never more than its ring
// has room for.
import type { IntakePort, RenewMessage, SourceEvent } from '../../source/source.js';
import type { OpenMessage, ToEngine } from '../messages.js';
import { BaseIntake } from './intake.js';
import { sampleUnit } from './sample-unit.js';

/** Samples posted as one block, at most. */
const BLOCK_SAMPLES = 4096;

/** Samples that are pushed in one task are posted as one block, however small the pieces are. */
export class PostedIntake extends BaseIntake {
  readonly #stream: number;
  readonly #capacity: number;
  readonly #samplesPerMs: number;
  /** So many samples belong together: see sampleUnit. */
  readonly #unit: number;
  readonly #post: (message: ToEngine, transfer?: Transferable[]) => void;
  /** Samples that may still be pushed. */
  #credit: number;
  #block = new Float32Array(BLOCK_SAMPLES);
  #filled = 0;
  #missing = 0;
  #skipped = false;
  #capturedAtMs = Number.NaN;
  #cameAtMs = Number.NaN;
  #scheduled = false;
  #finished = false;
  /** Samples posted since the stream's start; missing ones count. */
  #posted = 0;
  /** Samples to come that cannot be used, because the samples of their unit before them died with the engine. */
  #orphans = 0;
  /** Port to the capture thread that the intake was lent to. */
  #renewals: MessagePort | null = null;

  /** `capacity`: samples of the engine's ring. */
  constructor(
    { stream, model, sampleRate }: OpenMessage,
    capacity: number,
    post: (message: ToEngine, transfer?: Transferable[]) => void,
    report: (event: SourceEvent) => void,
  ) {
    super(capacity, report);
    this.#stream = stream;
    this.#capacity = capacity;
    this.#unit = sampleUnit(model);
    this.#post = post;
    this.#credit = capacity;
    this.#samplesPerMs = sampleRate / 1000;
  }

  /**
   * The engine died with all that was posted to it. In the next one the stream continues `from` samples after its
   * start.
   */
  restart(from: number): void {
    if (this.#renewals === null) this.#orphan();
    this.#credit = this.#capacity - this.#filled;
    if (this.#renewals !== null) return this.#renew(this.#renewals, from);
    this.#missing += this.#posted - from;
    this.#posted = from;
    if (this.#finished) this.#postEnd();
    this.wake();
  }

  /** The engine has used or skipped that many samples. */
  free(samples: number): void {
    this.#credit += samples;
  }

  protected override get room(): number {
    return this.#credit;
  }

  protected override take(samples: Float32Array, from: number, to: number, cameAtMs: number): number {
    const unusable = Math.min(this.#orphans, to - from);
    this.#orphans -= unusable;
    this.#missing += unusable;
    const first = from + unusable;
    const count = Math.min(this.#credit, to - first);
    this.#cameAtMs = cameAtMs;
    for (let at = first; at < first + count; ) {
      at += this.#fill(samples, at, first + count);
      // The last sample of the whole push was captured when it came.
      this.#capturedAtMs = cameAtMs - (to - at) / this.#samplesPerMs;
      if (this.#filled === BLOCK_SAMPLES) this.#flush();
    }
    this.#credit -= count;
    this.#schedule();
    return unusable + count;
  }

  /**
   * Where a unit was posted in part, its other samples cannot be used: those that are held here, and those still to
   * come.
   */
  #orphan(): void {
    const begun = (this.#posted + this.#missing) % this.#unit;
    const rest = begun === 0 ? 0 : this.#unit - begun;
    const held = Math.min(rest, this.#filled);
    this.#block.copyWithin(0, held, this.#filled);
    this.#filled -= held;
    this.#missing += held;
    this.#orphans = rest - held;
  }

  protected override miss(samples: number, skipped: boolean): void {
    this.#flush();
    this.#orphans = Math.max(0, this.#orphans - samples);
    if (this.#missing > 0 && skipped !== this.#skipped) this.#postBlock(new Float32Array(0));
    this.#skipped = skipped;
    this.#missing += samples;
  }

  protected override finish(): void {
    this.#flush();
    this.#finished = true;
    this.#postEnd();
  }

  protected override port(): IntakePort {
    this.#flush();
    const [port, { port1, port2: renewals }] = [this.#lendPort(0), new MessageChannel()];
    this.#renewals = port1;
    return { kind: 'messages', port, renewals, capacity: this.#capacity, transfer: [port, renewals] };
  }

  override close(): void {
    super.close();
    this.#renewals?.close();
  }

  /** The far end of a port whose near end goes to the engine. */
  #lendPort(from: number): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#post({ kind: 'lend', stream: this.#stream, port: port1, from }, [port1]);
    return port2;
  }

  #renew(renewals: MessagePort, from: number): void {
    const port = this.#lendPort(from);
    renewals.postMessage({ kind: 'renew', port } satisfies RenewMessage, [port]);
  }

  #postEnd(): void {
    this.#post({ kind: 'end', stream: this.#stream, missing: this.#missing });
  }

  #fill(samples: Float32Array, from: number, to: number): number {
    const count = Math.min(BLOCK_SAMPLES - this.#filled, to - from);
    this.#block.set(samples.subarray(from, from + count), this.#filled);
    this.#filled += count;
    return count;
  }

  #schedule(): void {
    if (this.#scheduled || this.#filled === 0) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    if (this.#filled === 0 || this.closed) return;
    const samples = this.#block.slice(0, this.#filled);
    this.#filled = 0;
    this.#postBlock(samples);
  }

  #postBlock(samples: Float32Array<ArrayBuffer>): void {
    const times = { capturedAtMs: this.#capturedAtMs, cameAtMs: this.#cameAtMs };
    const block = { samples, missing: this.#missing, skipped: this.#skipped, ...times };
    this.#posted += this.#missing + samples.length;
    this.#missing = 0;
    this.#skipped = false;
    this.#post({ kind: 'samples', stream: this.#stream, ...block }, [samples.buffer]);
  }
}
