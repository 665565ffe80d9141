// One series stream: its monitor's state and its step of one row. A row is a hop, and brings its own time.
import { SluiceError } from '../errors.js';
import type { KeywordSettings } from '../model/detector-settings.js';
import { ANOMALY, monitorOptions, type SeriesModel } from '../model/series-model.js';
import type { UnhealthyReason } from '../pipeline/health.js';
import { PredictionCount } from '../pipeline/prediction-count.js';
import { snapshotSize } from '../pipeline/snapshot.js';
import { CONSUMED, STATE_NUMBERS, UNHEALTHY } from '../pipeline/state-numbers.js';
import type { StreamProgram, StreamState } from '../pipeline/stream-state.js';
import { rowTimeMs, rowWords, TIME_WORDS } from '../series/rows.js';
import type { AlarmEvent } from './alarm/alarms.js';
import { type MeasuredReason, REASONS } from './alarm/reasons.js';
import { SaidMarks } from './alarm/said-marks.js';
import { toldAlarm } from './channels/told-alarm.js';
import { WatchedValues } from './channels/watched-values.js';
import { detailCount, packDetails } from './details.js';
import type { SeriesDetected } from './detected.js';
import { SeriesMonitor } from './monitor.js';
import type { Reservoir } from './reservoir.js';
import { packState, unpackState } from './saved/saved-state.js';
import { likelihoodOf, severityOf } from './severity.js';

/** Index of the likelihood among the two scores: see SeriesModel. */
const ANOMALY_LABEL = 1;

/** What the streams of one series model share. */
export interface SeriesModelAtWork extends StreamProgram {
  readonly model: SeriesModel;
  readonly reservoir: Reservoir;
}

export class SeriesState implements StreamState {
  readonly program: SeriesModelAtWork;
  readonly samplesNeeded: number;
  readonly mostNeeded: number;
  readonly input: Float32Array;
  readonly scores = new Float32Array(2);
  readonly features: Float32Array;
  readonly hidden = null;
  readonly sound = null;
  readonly silence = null;
  heals = true;
  readonly #monitor: SeriesMonitor;
  readonly #values: Float32Array;
  readonly #watched: WatchedValues;
  readonly #event: SeriesDetected = {
    label: ANOMALY_LABEL,
    score: 0,
    startsAtMs: 0,
    endsAtMs: 0,
    placedAtMs: 0,
    channel: 0,
    severity: 0,
    value: 0,
    expected: 0,
    spread: 0,
    open: true,
    reason: 'spike',
    why: '',
  };
  readonly #count: PredictionCount;
  readonly #marks: SaidMarks;
  /** All state from row to row: STATE_NUMBERS, the monitor's numbers, and those of counters. */
  readonly #numbers: Float64Array;
  /** The same numbers as bytes. */
  readonly #bytes: Uint8Array;
  #fired: SeriesDetected | null = null;
  #unhealthyReason: UnhealthyReason | null = null;
  /** Of the present row. */
  #timeMs = 0;
  #settled = false;

  /** Throws SluiceError SNAPSHOT_MISMATCH where the model's learnt state is of another version. */
  constructor(program: SeriesModelAtWork) {
    const { model, reservoir } = program;
    const channels = model.channels.length;
    this.program = program;
    this.samplesNeeded = rowWords(channels);
    this.mostNeeded = this.samplesNeeded;
    this.input = new Float32Array(this.samplesNeeded);
    this.features = new Float32Array(detailCount(channels));
    this.#values = this.input.subarray(TIME_WORDS);
    const options = monitorOptions(model);
    const watchedAt = STATE_NUMBERS + SeriesMonitor.numbers(channels, options);
    this.#numbers = new Float64Array(watchedAt + WatchedValues.numbers(model.described));
    this.#bytes = new Uint8Array(this.#numbers.buffer);
    this.#count = new PredictionCount(this.#numbers);
    this.#monitor = new SeriesMonitor(reservoir, channels, options, this.#numbers.subarray(STATE_NUMBERS, watchedAt));
    this.#watched = new WatchedValues(channels, model.described, this.#numbers.subarray(watchedAt));
    this.#marks = new SaidMarks(this.#monitor, model.channels);
    this.setDetector(model.detector);
    if (model.learnt !== null) this.#begin(model.learnt);
  }

  /** Judges the row and learns from it. Real-time. */
  prepare(): boolean {
    this.#timeMs = rowTimeMs(this.input);
    this.#marks.before(this.#row);
    this.#settled = this.#monitor.learnt;
    this.#monitor.prepare(this.#timeMs, this.#watched.take(this.#timeMs, this.#values));
    this.#count.took(this.samplesNeeded);
    return true;
  }

  stepNetwork(): void {
    this.#monitor.stepNetwork();
  }

  /** Checks the state and makes the prediction. Real-time. */
  finish(): void {
    this.#monitor.finish();
    this.#unhealthyReason = this.#monitor.finite ? null : 'not-finite';
    if (this.#unhealthyReason !== null) this.#foundUnhealthy();
    const { verdict } = this.#monitor;
    this.#count.predicted(this.#timeMs, this.#settled);
    this.scores[0] = 1 - verdict.likelihood;
    this.scores[ANOMALY_LABEL] = verdict.likelihood;
    packDetails(verdict, this.features);
    this.#fired = this.#monitor.alarms.event && this.#fire(this.#monitor.alarms.event);
  }

  /** `missing`: words of the missing rows. They do not change the state: rows may come at any time. */
  gap(missing: number): void {
    this.#count.took(missing);
    this.#count.missing(missing);
  }

  resumeAt(index: number): void {
    this.#count.resumeAt(index);
  }

  /** Only `enter` of 'anomaly' is used, the likelihood from which a row is an alarm, and what was said of alarms. */
  setDetector(settings: KeywordSettings): void {
    const likelihood = settings.enter[ANOMALY] ?? 1;
    this.#monitor.onset.threshold = severityOf(likelihood);
    this.#marks.set(settings.marks ?? [], this.#row);
  }

  /** Of the next row, from 0; missing rows count. */
  get #row(): number {
    return (this.#numbers[CONSUMED] as number) / this.samplesNeeded;
  }

  get index(): number {
    return this.#count.index;
  }

  get endsAtMs(): number {
    return this.#count.endsAtMs;
  }

  get gapBefore(): number {
    return this.#count.gapBefore;
  }

  get settled(): boolean {
    return this.#count.settled;
  }

  get unhealthyReason(): UnhealthyReason | null {
    return this.#unhealthyReason;
  }

  get unhealthy(): number {
    return this.#numbers[UNHEALTHY] as number;
  }

  get fired(): SeriesDetected | null {
    return this.#fired;
  }

  get featuresAt(): number {
    return this.#monitor.inputAt;
  }

  get stateAt(): number {
    return this.#monitor.stateAt;
  }

  snapshot(): Uint8Array {
    return packState(this.program.model, this.#numbers);
  }

  get snapshotBytes(): number {
    return snapshotSize(this.#numbers.length, 0);
  }

  restore(snapshot: Uint8Array): void {
    if (!unpackState(this.program.model, snapshot, this.#numbers)) {
      const other = 'the snapshot is of other channels, another monitor or version';
      throw new SluiceError('SNAPSHOT_MISMATCH', `Cannot restore the stream: ${other}`);
    }
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

  /**
   * Starts with what the model has learnt, and counts from 0. Nobody was told of the alarms in training, so they
   * suppress none now.
   */
  #begin(learnt: Uint8Array): void {
    this.restore(learnt);
    this.#monitor.onset.clear();
    this.#monitor.alarms.clear();
    this.#numbers.fill(0, 0, STATE_NUMBERS);
  }

  /** Nothing is learnt from the row: it may itself have caused the bad state. */
  #foundUnhealthy(): void {
    this.#numbers[UNHEALTHY] = this.unhealthy + 1;
    this.#settled = false;
    if (this.heals) this.#startAnew();
    else this.#monitor.retract();
  }

  /** Starts from what the model has learnt, or from nothing. The counts go on. */
  #startAnew(): void {
    const counts = this.#numbers.slice(0, STATE_NUMBERS);
    const { learnt } = this.program.model;
    if (learnt === null) this.#monitor.reset();
    else this.#begin(learnt);
    this.#numbers.set(counts);
  }

  #restored(): void {
    this.#monitor.restored();
    this.#marks.from(this.#row);
    this.#fired = null;
  }

  #fire(alarm: AlarmEvent): SeriesDetected {
    const event = this.#event;
    const { channel, open, severity, value, expected, spread, took, known } = alarm;
    const { channels, described } = this.program.model;
    const facts = { reason: REASONS[alarm.reason] as MeasuredReason, value, expected, spread, took, known };
    const { reason, why } = toldAlarm(channels[channel] as string, described?.[channel], facts);
    event.score = likelihoodOf(severity); // as compared with the threshold, and not the likelihood
    event.severity = severity;
    event.startsAtMs = alarm.startsAtMs;
    event.endsAtMs = alarm.endsAtMs;
    event.placedAtMs = alarm.startsAtMs;
    event.channel = channel;
    event.value = value;
    event.expected = expected;
    event.spread = spread;
    event.open = open;
    event.reason = reason;
    event.why = why;
    return event;
  }
}
