// One stream of rows: its monitor's state and its one-row step, in the shape in which a lane steps sound. A row is a hop; its time is its own.
import { SeriesMonitor, type Verdict } from '../../forecast/monitor.js';
import { ANOMALY } from '../../model/series-model.js';
import { rowTimeMs, rowWords, TIME_WORDS } from '../../series/rows.js';
import type { Detected, KeywordSettings } from '../detector/keyword.js';
import { ln } from '../exact.js';
import type { OnGap } from '../silence.js';
import type { StreamSlot } from '../stream-slot.js';
import { detailCount, packDetails } from './details.js';
import type { SeriesProgram } from './series-program.js';

/** A detection of a series. */
export interface SeriesDetected extends Detected {
  /** Index of the channel that was surprising most. */
  channel: number;
  severity: number;
}

/** Whether a detection is one of a series. */
export function isSeriesDetected(fired: Readonly<Detected>): fired is Readonly<SeriesDetected> {
  return 'channel' in fired;
}

const NOTHING = new Float32Array(0);
/** A likelihood of 1 means this much of doubt. */
const LEAST_PROBABILITY = 1e-16;
/** Of the two scores: see SeriesModel. */
const ANOMALY_LABEL = 1;

export class SeriesSlot implements StreamSlot {
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
  readonly ailment = null;
  readonly unhealthy = 0;
  readonly stateBytes = 0;
  onGap: OnGap = 'hold'; // rows may come at any time: a gap means nothing to the state
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
  #enter = 0;
  #settled = false;
  #index = -1;
  #endsAtMs = 0;
  #gap = 0;
  #gapBefore = 0;
  #fired: SeriesDetected | null = null;

  constructor(program: SeriesProgram) {
    const { model, kernel } = program;
    const channels = model.channels.length;
    this.program = program;
    this.samplesNeeded = rowWords(channels);
    this.mostNeeded = this.samplesNeeded;
    this.input = new Float32Array(this.samplesNeeded);
    this.features = new Float32Array(detailCount(channels));
    this.#values = this.input.subarray(TIME_WORDS);
    this.#monitor = new SeriesMonitor(kernel, channels, model.monitor);
    this.setDetector(model.detector);
  }

  /** Judges the row and learns from it. Real-time. */
  prepare(): boolean {
    const timeMs = rowTimeMs(this.input);
    this.#settled = this.#monitor.learnt;
    const verdict = this.#monitor.step(timeMs, this.#values);
    const alarm = this.#settled && verdict.onset >= this.#enter;
    this.#endsAtMs = timeMs;
    this.#index++;
    this.#gapBefore = this.#gap;
    this.#gap = 0;
    this.scores[0] = 1 - verdict.likelihood;
    this.scores[ANOMALY_LABEL] = verdict.likelihood;
    packDetails(verdict, alarm, this.features);
    this.#fired = alarm ? this.#fire(verdict) : null;
    return true;
  }

  stepNetwork(): void {
    // The monitor steps its own.
  }

  finish(): void {
    // Nothing is left to do.
  }

  async stepLater(): Promise<boolean> {
    return this.prepare();
  }

  /** A series has no gate: it never rests. */
  rest(): boolean {
    return this.prepare();
  }

  /** Words of rows that are missing here. What a row says does not hang on it: rows may come at any time. */
  gap(missing: number): void {
    this.#gap += missing;
  }

  bridges(): boolean {
    return false;
  }

  bridge(): void {
    // Nothing stands for a row that is missing.
  }

  resumeAt(index: number): void {
    this.#index = index - 1;
  }

  /** Only `enter` of 'anomaly' means something: the likelihood from which there is an alarm. */
  setDetector(settings: KeywordSettings): void {
    const likelihood = settings.enter[ANOMALY] ?? 1;
    this.#enter = -ln(Math.max(LEAST_PROBABILITY, 1 - likelihood)) / Math.LN10;
  }

  get index(): number {
    return this.#index;
  }

  /** Time of the last row, ms since the epoch. */
  get endsAtMs(): number {
    return this.#endsAtMs;
  }

  get gapBefore(): number {
    return this.#gapBefore;
  }

  /** Whether enough rows had been learnt from before the last one. */
  get settled(): boolean {
    return this.#settled;
  }

  get fired(): SeriesDetected | null {
    return this.#fired;
  }

  snapshot(): Uint8Array {
    throw new TypeError('Cannot snapshot the stream: its monitor has no snapshot');
  }

  get snapshotBytes(): number {
    return 0;
  }

  restore(): void {
    throw new TypeError('Cannot restore the stream: its monitor has no snapshot');
  }

  save(): void {
    // There are no bytes of it.
  }

  load(): void {
    // There are no bytes of it.
  }

  free(): void {
    // Its memory goes with the engine.
  }

  get featuresAt(): number {
    return 0;
  }

  get stateAt(): number {
    return 0;
  }

  #fire({ likelihood, severity, contributions }: Verdict): SeriesDetected {
    const event = this.#event;
    event.score = likelihood;
    event.severity = severity;
    event.startsAtMs = this.#endsAtMs;
    event.endsAtMs = this.#endsAtMs;
    event.placedAtMs = this.#endsAtMs;
    event.channel = 0;
    for (let c = 1; c < contributions.length; c++) {
      if ((contributions[c] as number) > (contributions[event.channel] as number)) event.channel = c;
    }
    return event;
  }
}
