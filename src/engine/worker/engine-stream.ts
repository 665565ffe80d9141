// Engine thread: one stream's way. Samples come out of its ring, go through its state one hop at a time, and leave as
// records and detections. What to do when the stream falls behind, meets a gap, or must wait for a slow reader is
// decided here. What a hop does is decided in the state.
import { age, now } from '../../clock.js';
import type { Gate } from '../../pipeline/gate.js';
import type { SilenceFill, SoundStep, StreamState } from '../../pipeline/stream-state.js';
import type { StreamCounters } from '../../ring/records.js';
import type { RingReader } from '../../ring/ring.js';
import type { EngineStreamOptions } from '../messages.js';
import type { Checkpointer } from './checkpointer.js';
import { GapReader } from './gap-reader.js';
import type { HopRecorder } from './hop-recorder.js';
import type { ResultWriter } from './result-writer.js';
import { RoundClock, StageStamps } from './stage-stamps.js';
import { snapshotStream } from './stream-snapshot.js';

/**
 * What became of a hop. `done`: it was made; `due`: it was made up to the network's step, which the caller must make,
 * and then call `complete`; `starved`: samples are lacking; `stalled`: the record ring is full, and no prediction may
 * be dropped; `begun`: its steps are asynchronous.
 */
export type Hop = 'done' | 'due' | 'starved' | 'stalled' | 'begun';

/** What a stream is made of. */
export interface EngineStreamParts {
  readonly state: StreamState;
  /** Null: the network never rests. Only sound has a gate. */
  readonly gate: Gate | null;
  readonly reader: RingReader;
  readonly results: ResultWriter;
  readonly checkpointer: Checkpointer;
  /** Called when asynchronous steps have ended. */
  readonly wake: () => void;
}

export class EngineStream {
  readonly state: StreamState;
  readonly samplesPerMs: number;
  /** Null: nobody records. Change it between two steps only. */
  recorder: HopRecorder | null = null;
  /** What only sound has; null for a series. */
  readonly #sound: SoundStep | null;
  readonly #silence: SilenceFill | null;
  readonly #gate: Gate | null;
  readonly #reader: RingReader;
  readonly #gaps: GapReader;
  readonly #results: ResultWriter;
  readonly #checkpointer: Checkpointer;
  readonly #wake: () => void;
  readonly #live: boolean;
  readonly #stamps: StageStamps;
  /** For turns that the stream makes alone. */
  readonly #round = new RoundClock();
  /** A live stream skips samples when more than this many wait. */
  readonly #boundSamples: number;
  readonly #droppedBefore: number;
  #ended = false;
  #waiting = false;
  /**
   * Of the present turn: whether another hop may be made, whether anything moved, whether samples were lacking, whether
   * no more come, and hops made.
   */
  #going = false;
  #moved = false;
  #starved = false;
  #noMore = false;
  #hops = 0;
  #failure: unknown = null;
  readonly #afterStep: (() => void)[] = [];

  constructor(parts: EngineStreamParts, options: EngineStreamOptions) {
    const { state, gate, reader, results, checkpointer, wake } = parts;
    const samplesPerMs = options.sampleRate / 1000;
    this.state = state;
    this.samplesPerMs = samplesPerMs;
    this.#sound = state.sound;
    this.#silence = state.silence;
    this.#gate = gate;
    this.#reader = reader;
    this.#gaps = new GapReader(reader);
    this.#results = results;
    this.#checkpointer = checkpointer;
    this.#wake = wake;
    this.#live = options.live;
    this.#stamps = new StageStamps(reader, samplesPerMs, options.stampEvery);
    this.#boundSamples = Math.max(options.maxLatencyMs * samplesPerMs, 2 * state.mostNeeded);
    this.#gaps.skipped = options.resume?.skipped ?? 0;
    this.#droppedBefore = options.resume?.dropped ?? 0;
  }

  /** As of the last turn. */
  get counters(): Readonly<StreamCounters> {
    return this.#results.counters;
  }

  /** True once the last sample was used. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Makes up to `hops` hops, as far as there are samples. Returns whether anything moved. Real-time. */
  turn(hops: number): boolean {
    this.beginTurn();
    for (let hop = 0; hop < hops && this.#going; hop++) {
      this.#round.begin();
      if (this.prepare(this.#round) !== 'due') continue;
      this.state.stepNetwork();
      this.complete(this.#round);
    }
    return this.endTurn();
  }

  /** Begins a turn. Throws the error that an asynchronous step has failed with. */
  beginTurn(): void {
    if (this.#failure !== null) throw this.#failure;
    this.#moved = false;
    this.#starved = false;
    this.#hops = 0;
    this.#going = !this.#ended && !this.#waiting;
    // Read this before the samples: once the end was announced, samples that are not there will not come.
    this.#noMore = this.#reader.ended;
  }

  /** Whether another hop may be made in this turn. */
  get going(): boolean {
    return this.#going;
  }

  /** Makes a hop, or its part before the network's step. `round`: of the streams that step together. */
  prepare(round: RoundClock): Hop {
    this.#going = false; // no further hop, should it throw
    const hop = this.#hop(round);
    this.#going = hop === 'done' || hop === 'due';
    if (this.#going) this.#hops++;
    this.#moved = this.#moved || this.#going || hop === 'begun';
    this.#starved = hop === 'starved';
    return hop;
  }

  /** Makes the part after the network's step of a hop that was due. */
  complete(round: RoundClock): void {
    this.state.finish();
    this.#publish(round);
  }

  /** Ends a turn. Returns whether anything moved in it. */
  endTurn(): boolean {
    const over = this.#starved && this.#noMore && !this.#ended;
    if (over) this.#ended = true;
    if (!this.#waiting) this.#checkpointer.saveIfDue();
    this.recorder?.flush();
    this.#count();
    this.#moved = this.#moved || over;
    return this.#moved;
  }

  /** Whether anything moved in the last turn. */
  get moved(): boolean {
    return this.#moved;
  }

  /** Hops made in the last turn. */
  get hops(): number {
    return this.#hops;
  }

  /** Whether its steps are asynchronous. */
  get isAsync(): boolean {
    return this.state.program.backend.isAsync || (this.#gate?.isAsync ?? false);
  }

  /** Whether an asynchronous step is under way. */
  get waiting(): boolean {
    return this.#waiting;
  }

  /** Runs `action` between two steps: at once, or when the asynchronous step under way has ended. */
  betweenSteps(action: () => void): void {
    if (this.#waiting) this.#afterStep.push(action);
    else action();
  }

  /** The whole state, the gate's included. */
  snapshot(): Uint8Array {
    return snapshotStream(this.state, this.#gate);
  }

  /** Gives the memory back. */
  free(): void {
    this.state.free();
    this.#gate?.free();
  }

  #hop(round: RoundClock): Hop {
    const { state } = this;
    const gaps = this.#gaps;
    if (!this.#live && this.#results.room <= 0) return 'stalled';
    if (this.#live && gaps.waiting > this.#boundSamples && !this.#results.repeats && this.#waitedTooLong()) {
      this.#checkpointer.skip();
      this.#gap(gaps.skipToNewest(state.samplesNeeded), true);
    }
    for (;;) {
      const filled = this.#silence === null ? 0 : this.#silence.filled;
      const lacking = state.samplesNeeded - filled;
      const next = filled > 0 && lacking === 0 ? 'hop' : gaps.next(lacking);
      if (next === 'hop') return this.#step(lacking, filled, round);
      if (next === 'nothing') return 'starved';
      this.#cross();
    }
  }

  /**
   * Whether the next sample has waited longer than the bound. The count of waiting samples does not tell: they may have
   * come just now, in one long message. Reads the clock, so ask only where more samples wait than the bound.
   */
  #waitedTooLong(): boolean {
    const waitedMs = age(this.#gaps.nextCameAtMs, now());
    return !(waitedMs <= this.#boundSamples / this.samplesPerMs); // NaN where it is not known: the count decides
  }

  /** The one place that decides what to do about missing samples: silence takes their place, or they are a gap. */
  #cross(): void {
    const silence = this.#silence;
    const gaps = this.#gaps;
    const missing = gaps.gapLength;
    this.#checkpointer.skip();
    const skipped = gaps.gapSkipped;
    if (silence !== null && !skipped && silence.bridges(missing)) {
      const { filled } = silence;
      const { input } = this.state;
      const tail = gaps.takeTail(input, filled);
      this.recorder?.took(input, filled, tail, this.#reader);
      this.recorder?.missing(gaps.missing, false);
      this.#results.missing(gaps.missing);
      silence.bridge(tail, gaps.missing);
    } else {
      gaps.skipGap();
      this.#gap(gaps.missing, skipped);
    }
  }

  #gap(missing: number, skipped: boolean): void {
    if (missing === 0) return;
    this.recorder?.missing(missing, skipped);
    this.#results.endRepeats();
    this.state.gap(missing, skipped);
    this.#gate?.gap(missing, skipped);
  }

  #step(lacking: number, filled: number, round: RoundClock): Hop {
    const { state } = this;
    const gate = this.#gate;
    const { input } = state;
    const needed = lacking + filled;
    this.#stamps.take(round);
    this.#reader.read(input, lacking, filled);
    this.#checkpointer.took(lacking);
    this.recorder?.took(input, filled, lacking, this.#reader);
    const sound = this.#sound;
    if (sound === null) return state.prepare() ? 'due' : 'done';
    if (this.isAsync) return this.#stepAsync(sound, needed);
    gate?.take(input, needed);
    if (gate === null || gate.open) return state.prepare() ? 'due' : 'done';
    if (sound.rest()) this.#publish(null);
    return 'done';
  }

  #stepAsync(sound: SoundStep, needed: number): Hop {
    this.#waiting = true;
    const over = (made: boolean) => {
      this.#waiting = false;
      if (made) this.#publish(null);
      this.#checkpointer.saveIfDue();
      for (const action of this.#afterStep.splice(0)) action();
      this.#wake();
    };
    this.#gateAndStep(sound, needed).then(over, (error: unknown) => {
      this.#failure = error;
      over(false);
    });
    return 'begun';
  }

  async #gateAndStep(sound: SoundStep, needed: number): Promise<boolean> {
    await this.#gate?.takeAsync(this.state.input, needed);
    return this.#gate === null || this.#gate.open ? sound.stepAsync() : sound.rest();
  }

  #publish(round: RoundClock | null): void {
    this.#results.publish(this.#stamps, round);
  }

  #count(): void {
    const dropped = this.#droppedBefore + this.#reader.dropped;
    this.#results.count(dropped, this.#gaps.skipped, Math.max(0, this.#reader.waiting));
  }
}
