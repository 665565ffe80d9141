// Engine thread: one stream's way through. Samples come out of its ring, one hop at a time go through its slot, and leave as records and
// detections. What to do when it falls behind, meets a gap, or must wait for a slow reader is decided here; what a hop does is the slot's.

import { age, now } from '../../clock.js';
import type { Gate } from '../../pipeline/gate.js';
import type { StreamSlot } from '../../pipeline/stream-state.js';
import type { StreamCounters } from '../../ring/records.js';
import type { RingReader } from '../../ring/ring.js';
import type { EngineStreamOptions } from '../messages.js';
import type { Checkpointer } from './checkpointer.js';
import { GapReader } from './gap-reader.js';
import type { HopRecorder } from './hop-recorder.js';
import type { EngineStreamParts } from './lane-parts.js';
import type { ResultWriter } from './result-writer.js';
import { RoundClock, StageStamps } from './stage-stamps.js';
import { snapshotStream } from './stream-snapshot.js';

/**
 * What came of a try to make a hop. `due`: up to its network's step, which is to be made, and then `complete` called. `stalled`: nothing may be lost and the
 * record ring is full. `begun`: its network takes its time.
 */
export type Hop = 'done' | 'due' | 'starved' | 'stalled' | 'begun';

export class EngineStream {
  readonly slot: StreamSlot;
  readonly samplesPerMs: number;
  readonly #gate: Gate | null;
  readonly #reader: RingReader;
  readonly #gaps: GapReader;
  readonly #results: ResultWriter;
  readonly #checkpointer: Checkpointer;
  readonly #wake: () => void;
  readonly #live: boolean;
  readonly #stamps: StageStamps;
  /** Of turns that it makes alone. */
  readonly #round = new RoundClock();
  readonly #boundSamples: number;
  readonly #droppedBefore: number;
  #ended = false;
  #waiting = false;
  /** Of the turn that is made. */
  #going = false;
  #moved = false;
  #starved = false;
  #noMore = false;
  #failure: unknown = null;
  readonly #afterStep: (() => void)[] = [];
  /** Null: nobody records. Hear it between two steps. */
  recorder: HopRecorder | null = null;

  constructor({ slot, gate, reader, results, checkpointer, wake }: EngineStreamParts, options: EngineStreamOptions) {
    this.slot = slot;
    this.#gate = gate;
    this.#reader = reader;
    this.#gaps = new GapReader(reader);
    this.#results = results;
    this.#checkpointer = checkpointer;
    this.#wake = wake;
    this.#live = options.live;
    const samplesPerMs = options.sampleRate / 1000;
    this.samplesPerMs = samplesPerMs;
    this.#stamps = new StageStamps(reader, samplesPerMs, options.stampEvery);
    this.#boundSamples = Math.max(options.maxLatencyMs * samplesPerMs, 2 * slot.mostNeeded);
    this.#gaps.skipped = options.resume?.skipped ?? 0;
    this.#droppedBefore = options.resume?.dropped ?? 0;
  }

  /** As of the last turn. */
  get counters(): Readonly<StreamCounters> {
    return this.#results.counters;
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
    this.#going = false; // for good, should it throw
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
    if (!this.#waiting) this.#checkpointer.rest();
    this.recorder?.flush();
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
    return snapshotStream(this.slot, this.#gate);
  }

  /** Gives its memory back. */
  free(): void {
    this.slot.free();
    this.#gate?.free();
  }

  #hop(round: RoundClock): Hop {
    const { slot } = this;
    const gaps = this.#gaps;
    if (!this.#live && this.#results.room <= 0) return 'stalled';
    if (this.#live && gaps.waiting > this.#boundSamples && !this.#results.repeats && this.#waitedTooLong()) {
      this.#checkpointer.passes();
      this.#lost(gaps.skipToNewest(slot.samplesNeeded), true);
    }
    for (;;) {
      const { filled } = slot;
      const lacking = slot.samplesNeeded - filled;
      const next = filled > 0 && lacking === 0 ? 'hop' : gaps.next(lacking);
      if (next === 'hop') return this.#step(lacking, filled, round);
      if (next === 'nothing') return 'starved';
      this.#cross();
    }
  }

  /**
   * Whether the next sample has waited for longer than the bound. That so many samples wait does not tell: they may have come just now, in one long
   * message. Asked only where more wait than the bound, for it reads the clock.
   */
  #waitedTooLong(): boolean {
    const waitedMs = age(this.#gaps.nextCameAtMs, now());
    return !(waitedMs <= this.#boundSamples / this.samplesPerMs); // where nobody said when it came, the count decides
  }

  /** The one place that decides what samples that are missing mean: silence in their place, or a gap. */
  #cross(): void {
    const { slot } = this;
    const gaps = this.#gaps;
    const missing = gaps.gapLength;
    this.#checkpointer.passes();
    const passedOver = gaps.gapPassedOver;
    if (!passedOver && slot.bridges(missing)) {
      const { filled } = slot;
      const tail = gaps.takeTail(slot.input, filled);
      this.recorder?.took(slot.input, filled, tail, this.#reader);
      this.recorder?.missed(gaps.lost, false);
      this.#results.owe(gaps.lost);
      slot.bridge(tail, gaps.lost);
    } else {
      gaps.passGap();
      this.#lost(gaps.lost, passedOver);
    }
  }

  #lost(samples: number, skipped: boolean): void {
    if (samples === 0) return;
    this.recorder?.missed(samples, skipped);
    this.#results.passRepeats();
    this.slot.gap(samples, skipped);
    this.#gate?.gap(samples, skipped);
  }

  #step(lacking: number, filled: number, round: RoundClock): Hop {
    const { slot } = this;
    const gate = this.#gate;
    const needed = lacking + filled;
    this.#stamps.take(round);
    this.#reader.read(slot.input, lacking, filled);
    this.#checkpointer.took(lacking);
    this.recorder?.took(slot.input, filled, lacking, this.#reader);
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
      this.#checkpointer.rest();
      for (const action of this.#afterStep.splice(0)) action();
      this.#wake();
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
    this.#results.publish(this.#stamps, round);
  }

  #count(): void {
    const dropped = this.#droppedBefore + this.#reader.dropped;
    this.#results.count(dropped, this.#gaps.skipped, Math.max(0, this.#reader.waiting));
  }
}
