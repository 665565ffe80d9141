// Main thread: the way in for a stream's samples. Where memory is shared they are written straight to the sample ring; where it is not they
// are posted in blocks, on credit: never more than the engine's ring has room for.
import { now } from '../platform.js';
import type { DoorbellRinger } from '../ring/doorbell.js';
import { RingWriter } from '../ring/ring.js';
import type { Intake, IntakePort, SourceEvent } from '../source/source.js';
import type { ToEngine } from './messages.js';

/** An intake as the stream's owner holds it. */
export interface OwnedIntake extends Intake {
  /** No sample follows. */
  end(): void;
  /** The engine has moved: whoever waits for room looks again. */
  wake(): void;
  /** The stream is closed: whoever waits goes on, and what is pushed from here on is forgotten. */
  close(): void;
}

/** Samples posted as one block at most, and the least that a waiting source is woken for is half the ring. */
const BLOCK_SAMPLES = 4096;

/** What both intakes share: waiting for room, and being closed or lent. */
abstract class BaseIntake implements OwnedIntake {
  protected closed = false;
  readonly #capacity: number;
  readonly #report: (event: SourceEvent) => void;
  #lent = false;
  #waiting: Array<() => void> = [];

  constructor(capacity: number, report: (event: SourceEvent) => void) {
    this.#capacity = capacity;
    this.#report = report;
  }

  push(samples: Float32Array, from = 0, to = samples.length): number {
    if (this.#lent) throw new TypeError('Cannot push samples: the intake was lent to another thread');
    return this.closed ? to - from : this.take(samples, from, to);
  }

  ready(): Promise<void> {
    if (this.#hasRoom()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  lose(samples: number): void {
    if (!this.closed && samples > 0) this.miss(samples);
  }

  end(): void {
    if (!this.closed) this.finish();
  }

  lend(): IntakePort {
    if (this.#lent) throw new TypeError('Cannot lend the intake: it was lent already');
    this.#lent = true;
    return this.port();
  }

  report(event: SourceEvent): void {
    if (!this.closed) this.#report(event);
  }

  wake(): void {
    if (this.#waiting.length === 0 || !this.#hasRoom()) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }

  close(): void {
    this.closed = true;
    this.wake();
  }

  protected abstract get room(): number;
  protected abstract take(samples: Float32Array, from: number, to: number): number;
  protected abstract miss(samples: number): void;
  protected abstract finish(): void;
  protected abstract port(): IntakePort;

  /** Half the ring at once, rather than to be woken for every hop. */
  #hasRoom(): boolean {
    return this.closed || 2 * this.room >= this.#capacity;
  }
}

/** Into the shared sample ring. */
export class SharedIntake extends BaseIntake {
  readonly #ring: SharedArrayBuffer;
  readonly #doorbell: SharedArrayBuffer;
  readonly #writer: RingWriter;
  readonly #bell: DoorbellRinger;

  constructor(
    ring: SharedArrayBuffer,
    doorbell: SharedArrayBuffer,
    bell: DoorbellRinger,
    report: (event: SourceEvent) => void,
  ) {
    const writer = new RingWriter(ring);
    super(writer.capacity, report);
    this.#ring = ring;
    this.#doorbell = doorbell;
    this.#writer = writer;
    this.#bell = bell;
  }

  protected override get room(): number {
    return this.#writer.room;
  }

  protected override take(samples: Float32Array, from: number, to: number): number {
    this.#writer.stamp(now());
    const count = this.#writer.push(samples, from, to);
    if (count > 0) this.#bell.ring();
    return count;
  }

  protected override miss(samples: number): void {
    this.#writer.drop(samples);
  }

  protected override finish(): void {
    this.#writer.end();
    this.#bell.ring();
  }

  protected override port(): IntakePort {
    return { kind: 'shared', ring: this.#ring, doorbell: this.#doorbell };
  }
}

/** By messages. Samples pushed in one task go out as one block, however small the pieces. */
export class PostedIntake extends BaseIntake {
  readonly #lane: number;
  readonly #post: (message: ToEngine, transfer?: Transferable[]) => void;
  /** Samples that may still be pushed. */
  #credit: number;
  #block = new Float32Array(BLOCK_SAMPLES);
  #filled = 0;
  #missing = 0;
  #capturedAtMs = Number.NaN;
  #scheduled = false;

  constructor(
    lane: number,
    capacity: number,
    post: (message: ToEngine, transfer?: Transferable[]) => void,
    report: (event: SourceEvent) => void,
  ) {
    super(capacity, report);
    this.#lane = lane;
    this.#post = post;
    this.#credit = capacity;
  }

  /** The engine has dealt with that many samples. */
  free(samples: number): void {
    this.#credit += samples;
  }

  protected override get room(): number {
    return this.#credit;
  }

  protected override take(samples: Float32Array, from: number, to: number): number {
    const count = Math.min(this.#credit, to - from);
    for (let at = from; at < from + count; ) at += this.#fill(samples, at, from + count);
    this.#credit -= count;
    this.#capturedAtMs = now();
    this.#schedule();
    return count;
  }

  protected override miss(samples: number): void {
    this.#flush();
    this.#missing += samples;
  }

  protected override finish(): void {
    this.#flush();
    this.#post({ kind: 'end', lane: this.#lane, missing: this.#missing });
  }

  protected override port(): IntakePort {
    const { port1, port2 } = new MessageChannel();
    this.#flush();
    this.#post({ kind: 'lend', lane: this.#lane, port: port1 }, [port1]);
    return { kind: 'messages', port: port2 };
  }

  #fill(samples: Float32Array, from: number, to: number): number {
    const count = Math.min(BLOCK_SAMPLES - this.#filled, to - from);
    this.#block.set(samples.subarray(from, from + count), this.#filled);
    this.#filled += count;
    if (this.#filled === BLOCK_SAMPLES) {
      this.#capturedAtMs = now();
      this.#flush();
    }
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
    const block = { samples, missing: this.#missing, capturedAtMs: this.#capturedAtMs };
    this.#missing = 0;
    this.#post({ kind: 'samples', lane: this.#lane, ...block }, [samples.buffer]);
  }
}
