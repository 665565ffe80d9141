// Main thread: the way in for a stream's samples. Where memory is shared, they are written to the sample ring; where it
// is not, they are posted: see posted-intake.ts.
import { now } from '../../clock.js';
import type { HeldBell } from '../../ring/held-bell.js';
import { RingWriter } from '../../ring/ring.js';
import type { Intake, IntakePort, SourceEvent } from '../../source/source.js';

/** An intake as the stream's owner holds it. */
export interface OwnedIntake extends Intake {
  /** No sample follows. */
  end(): void;
  /** The engine has read samples: whoever waits for room checks again. */
  wake(): void;
  /** The stream is closed. Whoever waits goes on; samples pushed from now on are ignored. */
  close(): void;
}

/** What both intakes share: waiting for room, being closed, and being lent. */
export abstract class BaseIntake implements OwnedIntake {
  protected closed = false;
  readonly #capacity: number;
  readonly #report: (event: SourceEvent) => void;
  #lent = false;
  #waiting: Array<() => void> = [];

  constructor(capacity: number, report: (event: SourceEvent) => void) {
    this.#capacity = capacity;
    this.#report = report;
  }

  push(samples: Float32Array, from = 0, to = samples.length, cameAtMs = now()): number {
    if (this.#lent) throw new TypeError('Cannot push samples: the intake was lent');
    return this.closed ? to - from : this.take(samples, from, to, cameAtMs);
  }

  ready(): Promise<void> {
    if (this.#hasRoom()) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  lose(samples: number, skipped = false): void {
    if (!this.closed && samples > 0) this.miss(samples, skipped);
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
  protected abstract take(samples: Float32Array, from: number, to: number, cameAtMs: number): number;
  protected abstract miss(samples: number, skipped: boolean): void;
  protected abstract finish(): void;
  protected abstract port(): IntakePort;

  /** A waiting source goes on when half the ring is free, so that it does not wake for every hop. */
  #hasRoom(): boolean {
    return this.closed || 2 * this.room >= this.#capacity;
  }
}

/** Writes to the shared sample ring. */
export class SharedIntake extends BaseIntake {
  readonly #ring: SharedArrayBuffer;
  readonly #doorbell: SharedArrayBuffer;
  readonly #writer: RingWriter;
  readonly #bell: HeldBell;
  readonly #stream: number;
  readonly #samplesPerMs: number;

  /**
   * `doorbell`: the engine's; `bell`: on that doorbell; `stream`: number within the engine; `sampleRate`: of the
   * source, Hz.
   */
  constructor(
    ring: SharedArrayBuffer,
    doorbell: SharedArrayBuffer,
    bell: HeldBell,
    stream: number,
    sampleRate: number,
    report: (event: SourceEvent) => void,
  ) {
    const writer = new RingWriter(ring);
    super(writer.capacity, report);
    this.#ring = ring;
    this.#doorbell = doorbell;
    this.#writer = writer;
    this.#bell = bell;
    this.#stream = stream;
    this.#samplesPerMs = sampleRate / 1000;
  }

  protected override get room(): number {
    return this.#writer.room;
  }

  protected override take(samples: Float32Array, from: number, to: number, cameAtMs: number): number {
    // The last sample was captured when the samples came. Where not all fit, the last one that fits was captured
    // before.
    const fits = Math.max(0, Math.min(this.#writer.room, to - from));
    this.#writer.stamp(cameAtMs - (to - from - fits) / this.#samplesPerMs, cameAtMs);
    const count = this.#writer.push(samples, from, from + fits);
    if (count > 0) this.#bell.ring(this.#stream);
    return count;
  }

  protected override miss(samples: number, skipped: boolean): void {
    this.#writer.drop(samples, skipped);
  }

  protected override finish(): void {
    this.#writer.end();
    this.#bell.ring(this.#stream);
  }

  protected override port(): IntakePort {
    return { kind: 'shared', ring: this.#ring, doorbell: this.#doorbell, stream: this.#stream, transfer: [] };
  }
}
