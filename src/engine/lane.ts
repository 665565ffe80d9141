// Engine thread: one stream's way through. Samples come out of its ring, one hop at a time go through its slot, and leave as records and
// detections. What to do when it falls behind, meets a gap, or must wait for a slow reader is decided here; what a hop does is the slot's.
import type { LaneCounters, RecordWriter } from '../ring/records.js';
import type { RingReader } from '../ring/ring.js';
import type { Detected } from './detector/keyword.js';
import type { Gate } from './gate.js';
import { Inflow } from './inflow.js';
import type { LaneOptions } from './messages.js';
import { RoundClock, StageStamps } from './stage-stamps.js';
import type { StreamSlot } from './stream-slot.js';

/**
 * What came of a try to make a hop. `due`: up to its network's step, which is to be made, and then `complete` called. `stalled`: nothing may be lost and the
 * record ring is full. `begun`: its network takes its time.
 */
export type Hop = 'done' | 'due' | 'starved' | 'stalled' | 'begun';

/** Who is told what happens on a lane. */
export interface LaneListener {
  /** The detection is used over again: copy it. `capturedAtMs` as in records. */
  detected(fired: Readonly<Detected>, capturedAtMs: number): void;
  /** A step that took its time is over. */
  wake(): void;
}

export class Lane {
  readonly slot: StreamSlot;
  /** Null: the network never rests. */
  readonly #gate: Gate | null;
  /** As of the last turn. */
  readonly counters: LaneCounters = { dropped: 0, skipped: 0, replaced: 0, backlog: 0 };
  readonly #reader: RingReader;
  readonly #inflow: Inflow;
  readonly #records: RecordWriter;
  readonly #live: boolean;
  readonly #stamps: StageStamps;
  /** Of turns that it makes alone. */
  readonly #round = new RoundClock();
  readonly #boundSamples: number;
  readonly #listener: LaneListener;
  #ended = false;
  #waiting = false;
  /** Of the turn that is made. */
  #going = false;
  #moved = false;
  #starved = false;
  #noMore = false;
  #failure: unknown = null;
  readonly #afterStep: (() => void)[] = [];

  constructor(
    slot: StreamSlot,
    gate: Gate | null,
    rings: { readonly reader: RingReader; readonly records: RecordWriter },
    options: LaneOptions,
    listener: LaneListener,
  ) {
    this.slot = slot;
    this.#gate = gate;
    this.#reader = rings.reader;
    this.#inflow = new Inflow(rings.reader);
    this.#records = rings.records;
    this.#live = options.live;
    const samplesPerMs = options.sampleRate / 1000;
    this.#stamps = new StageStamps(rings.reader, samplesPerMs, options.stampEvery);
    this.#boundSamples = Math.max(options.maxLatencyMs * samplesPerMs, 2 * slot.mostNeeded);
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
    this.begin();
    for (let hop = 0; hop < hops && this.#going; hop++) {
      this.#round.begin();
      if (this.prepare(this.#round) !== 'due') continue;
      this.slot.stepNetwork();
      this.complete(this.#round);
    }
    return this.rest();
  }

  /** Begins a turn. Throws what a step that took its time failed with. */
  begin(): void {
    if (this.#failure !== null) throw this.#failure;
    this.#moved = false;
    this.#starved = false;
    this.#going = !this.#ended && !this.#waiting;
    // Asked before the samples are: what is not there once the end was said will not come.
    this.#noMore = this.#reader.ended;
  }

  /** Whether another hop may be made in this turn. */
  get going(): boolean {
    return this.#going;
  }

  /** A hop, or the first part of one, within a round of the streams that are stepped together. */
  prepare(round: RoundClock): Hop {
    const hop = this.#hop(round);
    this.#going = hop === 'done' || hop === 'due';
    this.#moved = this.#moved || this.#going || hop === 'begun';
    this.#starved = hop === 'starved';
    return hop;
  }

  /** The last part of a hop that was due. */
  complete(round: RoundClock): void {
    this.slot.finish();
    this.#publish(round);
  }

  /** Ends a turn, and says whether anything moved in it. */
  rest(): boolean {
    const over = this.#starved && this.#noMore && !this.#ended;
    if (over) this.#ended = true;
    this.#count();
    this.#moved = this.#moved || over;
    return this.#moved;
  }

  /** Whether anything moved in the last turn. */
  get moved(): boolean {
    return this.#moved;
  }

  /** Whether its steps take their time. */
  get waits(): boolean {
    return this.slot.program.waits || (this.#gate?.waits ?? false);
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

  #hop(round: RoundClock): Hop {
    if (!this.#live && this.#records.room <= 0) return 'stalled';
    if (this.#live && this.#inflow.waiting > this.#boundSamples) {
      this.#lost(this.#inflow.skipToNewest(this.slot.samplesNeeded));
    }
    while (!this.#inflow.has(this.slot.samplesNeeded)) {
      if (!this.#inflow.passGap()) return 'starved';
      this.#lost(this.#inflow.lost);
    }
    return this.#step(round);
  }

  /** The one place that decides what samples lost mean: the framer starts anew, the state is held, the next prediction says so. */
  #lost(samples: number): void {
    if (samples === 0) return;
    this.slot.gap(samples);
    this.#gate?.gap(samples);
  }

  #step(round: RoundClock): Hop {
    const { slot } = this;
    const gate = this.#gate;
    const needed = slot.samplesNeeded;
    this.#stamps.take(round);
    this.#reader.read(slot.input, needed);
    if (this.waits) return this.#stepLater(needed);
    gate?.hear(slot.input, needed);
    if (gate === null || gate.open) return slot.prepare() ? 'due' : 'done';
    if (slot.rest()) this.#publish(null);
    return 'done';
  }

  #stepLater(needed: number): Hop {
    this.#waiting = true;
    const over = (made: boolean) => {
      this.#waiting = false;
      if (made) this.#publish(null);
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

  #publish(round: RoundClock | null): void {
    const { slot } = this;
    const { record } = this.#records;
    record.index = slot.index;
    record.endsAtMs = slot.endsAtMs;
    this.#stamps.write(record, round);
    record.gap = slot.gapBefore;
    record.settled = slot.settled;
    record.gated = slot.resting;
    copy(slot.scores, record.scores);
    if (record.hidden.length > 0) copy(slot.hidden, record.hidden);
    if (record.features.length > 0) copy(slot.features, record.features);
    this.#records.write();
    if (slot.fired !== null) this.#listener.detected(slot.fired, record.capturedAtMs);
  }

  #count(): void {
    this.counters.dropped = this.#reader.dropped;
    this.counters.skipped = this.#inflow.skipped;
    this.counters.replaced = this.slot.replaced;
    this.counters.backlog = Math.max(0, this.#reader.waiting);
    this.#records.count(this.counters);
  }
}

function copy(from: Float32Array, into: Float32Array): void {
  for (let i = 0; i < into.length; i++) into[i] = from[i] as number;
}
