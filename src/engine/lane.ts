// Engine thread: one stream's way through. Samples come out of its ring, one hop at a time go through its slot, and leave as records and
// detections. What to do when it falls behind, meets a gap, or must wait for a slow reader is decided here; what a hop does is the slot's.
import type { LaneCounters, RecordShape, RecordWriter } from '../ring/records.js';
import type { RingReader } from '../ring/ring.js';
import type { Detected } from './detector/keyword.js';
import type { Gate } from './gate.js';
import type { LaneOptions } from './messages.js';
import type { Slot } from './slot.js';

/** What came of a try to make a hop. `stalled`: nothing may be lost and the record ring is full. `begun`: its network takes its time. */
type Hop = 'done' | 'starved' | 'stalled' | 'begun';

/** Who is told what happens on a lane. */
export interface LaneListener {
  /** The detection is used over again: copy it. `capturedAtMs` as in records. */
  detected(fired: Readonly<Detected>, capturedAtMs: number): void;
  /** A step that took its time is over. */
  wake(): void;
}

export class Lane {
  readonly slot: Slot;
  /** Null: the network never rests. */
  readonly #gate: Gate | null;
  /** As of the last turn. */
  readonly counters: LaneCounters = { dropped: 0, skipped: 0, replaced: 0, backlog: 0 };
  readonly #reader: RingReader;
  readonly #records: RecordWriter;
  readonly #live: boolean;
  readonly #inspect: boolean;
  readonly #samplesPerMs: number;
  readonly #boundSamples: number;
  readonly #listener: LaneListener;
  #ended = false;
  #waiting = false;
  #failure: unknown = null;
  readonly #afterStep: (() => void)[] = [];

  constructor(
    slot: Slot,
    gate: Gate | null,
    rings: { readonly reader: RingReader; readonly records: RecordWriter },
    options: LaneOptions,
    listener: LaneListener,
  ) {
    this.slot = slot;
    this.#gate = gate;
    this.#reader = rings.reader;
    this.#records = rings.records;
    this.#live = options.live;
    this.#inspect = options.inspect;
    this.#samplesPerMs = options.sampleRate / 1000;
    this.#boundSamples = Math.max(options.maxLatencyMs * this.#samplesPerMs, 2 * slot.mostNeeded);
    this.#listener = listener;
  }

  /** True once the last sample is dealt with. */
  get ended(): boolean {
    return this.#ended;
  }

  /**
   * Makes up to `hops` hops, as far as there are samples, and says whether it made any.
   * Real-time: allocates nothing, waits for nothing.
   */
  turn(hops: number): boolean {
    if (this.#failure !== null) throw this.#failure;
    if (this.#ended || this.#waiting) return false;
    // Asked before the samples are: what is not there once the end was said will not come.
    const noMore = this.#reader.ended;
    let made = 0;
    let hop: Hop = 'done';
    while (made < hops) {
      hop = this.#hop();
      if (hop !== 'done') break;
      made++;
    }
    if (hop === 'starved' && noMore) this.#ended = true;
    this.#count();
    return made > 0 || this.#ended || this.#waiting;
  }

  /** Whether a step is under way that takes its time. */
  get waiting(): boolean {
    return this.#waiting;
  }

  /** Between two steps: at once, or when the one under way is over. */
  betweenSteps(action: () => void): void {
    if (this.#waiting) this.#afterStep.push(action);
    else action();
  }

  /** The whole state of slot and gate. */
  snapshot(): Uint8Array {
    const slot = this.slot.snapshot();
    const gate = this.#gate?.snapshot() ?? new Uint8Array(0);
    const both = new Uint8Array(slot.length + gate.length);
    both.set(slot);
    both.set(gate, slot.length);
    return both;
  }

  /** Throws SluiceError SNAPSHOT_MISMATCH; the lane must not be used then. */
  restore(snapshot: Uint8Array): void {
    const slotBytes = this.#gate === null ? snapshot.length : this.slot.snapshotBytes;
    this.slot.restore(snapshot.subarray(0, slotBytes));
    this.#gate?.restore(snapshot.subarray(slotBytes));
  }

  /** Gives its memory back. */
  free(): void {
    this.slot.free();
    this.#gate?.free();
  }

  #hop(): Hop {
    if (!this.#live && this.#records.room <= 0) return 'stalled';
    if (this.#live && this.#reader.waiting > this.#boundSamples) this.#skipToNewest();
    while (!this.#samplesFor(this.slot.samplesNeeded)) {
      if (!this.#passGap()) return 'starved';
    }
    return this.#step();
  }

  #samplesFor(needed: number): boolean {
    return !this.#reader.atGap && this.#reader.available >= needed;
  }

  /** Goes past the next gap, with the samples before it that are too few for a step. False where there is no gap, only no samples yet. */
  #passGap(): boolean {
    // In this order: `available` is looked up later and can be less only because of a gap, for the writer never takes samples back.
    const waiting = this.#reader.waiting;
    const tail = this.#reader.available;
    if (tail >= waiting && !this.#reader.atGap) return false;
    this.#reader.skip(tail);
    this.counters.skipped += tail;
    this.#lost(tail + this.#reader.takeGap());
    return true;
  }

  /** Over the bound: passes over whole hops so that one or two are left. Old predictions are worth less than the newest. */
  #skipToNewest(): void {
    const hop = Math.max(1, this.slot.samplesNeeded);
    const excess = Math.floor((this.#reader.waiting - hop) / hop) * hop;
    let skipped = 0;
    let lost = 0;
    while (skipped < excess) {
      lost += this.#reader.takeGap();
      const count = Math.min(this.#reader.available, excess - skipped);
      if (count === 0 && !this.#reader.atGap) break;
      this.#reader.skip(count);
      skipped += count;
    }
    this.counters.skipped += skipped;
    this.#lost(lost + skipped);
  }

  /** The one place that decides what samples lost mean: the framer starts anew, the state is held, the next prediction says so. */
  #lost(samples: number): void {
    if (samples === 0) return;
    this.slot.gap(samples);
    this.#gate?.gap(samples);
  }

  #step(): Hop {
    const { slot } = this;
    const gate = this.#gate;
    const needed = slot.samplesNeeded;
    this.#reader.read(slot.input, needed);
    if (slot.program.waits || gate?.waits) return this.#stepLater(needed);
    gate?.hear(slot.input, needed);
    const made = gate === null || gate.open ? slot.step() : slot.rest();
    if (made) this.#publish();
    return 'done';
  }

  #stepLater(needed: number): Hop {
    this.#waiting = true;
    const over = (made: boolean) => {
      this.#waiting = false;
      if (made) this.#publish();
      for (const action of this.#afterStep.splice(0)) action();
      this.#listener.wake();
    };
    this.#hearAndStep(needed).then(over, (error: unknown) => {
      this.#failure = error;
      over(false);
    });
    return 'begun';
  }

  async #hearAndStep(needed: number): Promise<boolean> {
    const { slot } = this;
    await this.#gate?.hearLater(slot.input, needed);
    return this.#gate === null || this.#gate.open ? slot.stepLater() : slot.rest();
  }

  #publish(): void {
    const { slot } = this;
    const { record } = this.#records;
    record.index = slot.index;
    record.endsAtMs = slot.endsAtMs;
    record.capturedAtMs = this.#reader.capturedAt(this.#samplesPerMs);
    record.gap = slot.gapBefore;
    record.settled = slot.settled;
    record.gated = slot.resting;
    copy(slot.scores, record.scores);
    if (this.#inspect) {
      copy(slot.hidden, record.hidden);
      copy(slot.features, record.features);
    }
    this.#records.write();
    if (slot.fired !== null) this.#listener.detected(slot.fired, record.capturedAtMs);
  }

  #count(): void {
    this.counters.dropped = this.#reader.dropped;
    this.counters.replaced = this.slot.replaced;
    this.counters.backlog = Math.max(0, this.#reader.waiting);
    this.#records.count(this.counters);
  }
}

/** What a lane's records hold. */
export function recordShape(slot: Slot, inspect: boolean): RecordShape {
  return {
    scores: slot.scores.length,
    hidden: inspect ? slot.hidden.length : 0,
    features: inspect ? slot.features.length : 0,
  };
}

/**
 * Samples that a lane's ring holds: twice what may wait, so that a stream that falls behind is skipped on and not dropped from; for a
 * source that is held at least a second or so, for then each wake-up of its thread brings a good piece.
 */
export function ringCapacity(slot: Slot, options: LaneOptions): number {
  const boundSamples = (options.maxLatencyMs / 1000) * options.sampleRate;
  const atLeast = Math.max(2 * boundSamples, 8 * slot.mostNeeded, options.live ? 0 : options.sampleRate);
  return 2 ** Math.min(24, Math.ceil(Math.log2(atLeast)));
}

function copy(from: Float32Array, into: Float32Array): void {
  for (let i = 0; i < into.length; i++) into[i] = from[i] as number;
}
