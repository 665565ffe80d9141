// One stream of rows: its monitor's state and its one-row step, in the shape in which a lane steps sound. A row is a hop; its time is its own.

import { SluiceError } from '../errors.js';
import type { KeywordSettings } from '../model/detector-settings.js';
import type { OnGap } from '../model/on-gap.js';
import { ANOMALY } from '../model/series-model.js';
import { CountedSlot } from '../pipeline/counted-slot.js';
import type { UnhealthyReason } from '../pipeline/health.js';
import { PredictionCount } from '../pipeline/prediction-count.js';
import { packSnapshot, snapshotSize, unpackSnapshot } from '../pipeline/snapshot.js';
import { SLOT_NUMBERS, UNHEALTHY } from '../pipeline/state-numbers.js';
import type { StreamSlot } from '../pipeline/stream-state.js';
import { rowTimeMs, rowWords, TIME_WORDS } from '../series/rows.js';
import { detailCount, packDetails } from './details.js';
import type { SeriesDetected } from './detected.js';
import { SeriesMonitor } from './monitor.js';
import type { SeriesProgram } from './program.js';
import { likelihoodOf, severityOf } from './severity.js';
import { type Verdict, worstOf } from './verdict.js';

const NOTHING = new Float32Array(0);
const NO_BYTES = new Uint8Array(0);
/** Of the two scores: see SeriesModel. */
const ANOMALY_LABEL = 1;

export class SeriesSlot extends CountedSlot implements StreamSlot {
  readonly program: SeriesProgram;
  readonly samplesNeeded: number;
  readonly mostNeeded: number;
  readonly input: Float32Array;
  readonly scores = new Float32Array(2);
  readonly features: Float32Array;
  readonly hidden = NOTHING;
  readonly resting = false;
  readonly replaced = 0; // what is missing is taken to be as forecast
  readonly filled = 0;
  onGap: OnGap = 'hold'; // rows may come at any time: a gap means nothing to the state
  /** Whether an unhealthy state starts anew. Of a row that left a state that is not finite nothing is said, either way. */
  heals = true;
  readonly #monitor: SeriesMonitor;
  readonly #values: Float32Array;
  readonly #event: SeriesDetected = {
    label: ANOMALY_LABEL,
    score: 0,
    startsAtMs: 0,
    endsAtMs: 0,
    placedAtMs: 0,
    channel: 0,
    severity: 0,
  };
  protected readonly clock: PredictionCount;
  /** All that it keeps from row to row: its counts, then the monitor's. */
  readonly #numbers: Float64Array;
  readonly #bytes: Uint8Array;
  #fired: SeriesDetected | null = null;
  #unhealthyReason: UnhealthyReason | null = null;
  /** Of the row that is judged. */
  #timeMs = 0;
  #settled = false;

  constructor(program: SeriesProgram) {
    super();
    const { model, reservoir } = program;
    const channels = model.channels.length;
    this.program = program;
    this.samplesNeeded = rowWords(channels);
    this.mostNeeded = this.samplesNeeded;
    this.input = new Float32Array(this.samplesNeeded);
    this.features = new Float32Array(detailCount(channels));
    this.#values = this.input.subarray(TIME_WORDS);
    this.#numbers = new Float64Array(SLOT_NUMBERS + SeriesMonitor.numbers(channels, model.monitor));
    this.#bytes = new Uint8Array(this.#numbers.buffer);
    this.clock = new PredictionCount(this.#numbers);
    this.#monitor = new SeriesMonitor(reservoir, channels, model.monitor, this.#numbers.subarray(SLOT_NUMBERS));
    this.setDetector(model.detector);
    if (model.learnt !== null) this.#begin(model.learnt);
  }

  /** Judges the row and learns from it. Real-time. */
  prepare(): boolean {
    this.#timeMs = rowTimeMs(this.input);
    this.#settled = this.#monitor.learnt;
    this.#monitor.prepare(this.#timeMs, this.#values);
    this.clock.took(this.samplesNeeded);
    return true;
  }

  stepNetwork(): void {
    this.#monitor.stepNetwork();
  }

  /** A look at the state, and what is said of the row. */
  finish(): void {
    this.#monitor.finish();
    this.#unhealthyReason = this.#monitor.finite ? null : 'not-finite';
    if (this.#unhealthyReason !== null) this.#foundUnhealthy();
    const { verdict } = this.#monitor;
    this.clock.predicted(this.#timeMs, this.#settled);
    this.scores[0] = 1 - verdict.likelihood;
    this.scores[ANOMALY_LABEL] = verdict.likelihood;
    packDetails(verdict, verdict.alarm, this.features);
    this.#fired = verdict.alarm ? this.#fire(verdict) : null;
  }

  async stepLater(): Promise<boolean> {
    return this.rest();
  }

  /** A series has no gate: it never rests. */
  rest(): boolean {
    this.prepare();
    this.stepNetwork();
    this.finish();
    return true;
  }

  /** Words of rows that are missing here. What a row says does not hang on it: rows may come at any time. */
  gap(missing: number): void {
    this.clock.took(missing);
    this.clock.missing(missing);
  }

  bridges(): boolean {
    return false;
  }

  bridge(): void {
    // Nothing stands for a row that is missing.
  }

  /** Only `enter` of 'anomaly' means something: the likelihood from which there is an alarm. */
  setDetector(settings: KeywordSettings): void {
    const likelihood = settings.enter[ANOMALY] ?? 1;
    this.#monitor.onset.threshold = severityOf(likelihood);
  }

  /** Why the state was unhealthy after the last row, or null. */
  get unhealthyReason(): UnhealthyReason | null {
    return this.#unhealthyReason;
  }

  /** Rows after which the state was unhealthy, so far. */
  get unhealthy(): number {
    return this.#numbers[UNHEALTHY] as number;
  }

  get fired(): SeriesDetected | null {
    return this.#fired;
  }

  snapshot(): Uint8Array {
    return packSnapshot(this.#identity(), this.#numbers, NO_BYTES);
  }

  get snapshotBytes(): number {
    return snapshotSize(this.#numbers.length, 0);
  }

  restore(snapshot: Uint8Array): void {
    const state = unpackSnapshot(snapshot, this.#identity(), this.#numbers.length, 0);
    if (!state) {
      const other = 'the snapshot is of other channels, another monitor or version';
      throw new SluiceError('SNAPSHOT_MISMATCH', `Cannot restore the stream: ${other}`);
    }
    this.#numbers.set(state.numbers);
    this.#restored();
  }

  get stateBytes(): number {
    return this.#bytes.length;
  }

  save(into: Uint8Array, at: number): void {
    into.set(this.#bytes, at);
  }

  load(from: Uint8Array): void {
    this.#bytes.set(from.subarray(0, this.#bytes.length));
    this.#restored();
  }

  free(): void {
    this.#monitor.free();
  }

  get featuresAt(): number {
    return this.#monitor.inputAt;
  }

  get stateAt(): number {
    return this.#monitor.stateAt;
  }

  /** Begins with what was learnt ahead, and counts from 0. Nobody was told of the alarms in it: they hide none. */
  #begin(learnt: Uint8Array): void {
    this.restore(learnt);
    this.#monitor.onset.clear();
    this.#numbers.fill(0, 0, SLOT_NUMBERS);
  }

  /** The row is not learnt from: what it left may be its own fault. */
  #foundUnhealthy(): void {
    this.#numbers[UNHEALTHY] = this.unhealthy + 1;
    this.#settled = false;
    if (this.heals) this.#startAnew();
    else this.#monitor.hush();
  }

  /** From what was learnt ahead, or from nothing; the counts go on. */
  #startAnew(): void {
    const counts = this.#numbers.slice(0, SLOT_NUMBERS);
    const { learnt } = this.program.model;
    if (learnt === null) this.#monitor.reset();
    else this.#begin(learnt);
    this.#numbers.set(counts);
  }

  #restored(): void {
    this.#monitor.restored();
    this.#fired = null;
  }

  #identity(): string {
    const { channels, monitor } = this.program.model;
    return JSON.stringify(['series', 3, channels, monitor]);
  }

  #fire(verdict: Verdict): SeriesDetected {
    const event = this.#event;
    event.score = likelihoodOf(verdict.severity); // what was compared with the threshold, and not the row's likelihood by count
    event.severity = verdict.severity;
    event.startsAtMs = this.endsAtMs;
    event.endsAtMs = this.endsAtMs;
    event.placedAtMs = this.endsAtMs;
    event.channel = worstOf(verdict);
    return event;
  }
}
