import type { Intake, IntakePort, SourceEvent } from '#src/source/source.js';

/** An intake that keeps what it is given, with as much room as it is told. */
export class FakeIntake implements Intake {
  /** What came, in order; what is missing as a negative count. */
  readonly log: number[] = [];
  readonly events: SourceEvent[] = [];
  /** Samples a push, in order. */
  readonly pushes: number[] = [];
  room: number;
  waits = 0;
  readonly #refill: number;

  /**
   * Takes `room` samples; after a wait for `ready` so many again, or `refill`. A `refill` of 0: there is never room
   * again.
   */
  constructor(room = Number.POSITIVE_INFINITY, refill = room) {
    this.room = room;
    this.#refill = refill;
  }

  /** The samples alone. */
  get samples(): number[] {
    return this.log;
  }

  push(samples: Float32Array, from = 0, to = samples.length): number {
    const taken = Math.max(0, Math.min(this.room, to - from));
    for (let i = from; i < from + taken; i++) this.log.push(samples[i] as number);
    this.room -= taken;
    this.pushes.push(taken);
    return taken;
  }

  async ready(): Promise<void> {
    this.waits++;
    if (this.#refill === 0) return new Promise(() => undefined);
    this.room = this.#refill;
  }

  lose(samples: number): void {
    this.log.push(-samples);
  }

  lend(): IntakePort {
    throw new Error('nobody asked for that');
  }

  report(event: SourceEvent): void {
    this.events.push(event);
  }
}
