// Watches one series of one or many channels, row by row, and learns by itself what is normal: a fixed random GRU remembers the past, a linear readout
// forecasts the next row and its spread, and what comes is called by how unusual it is among all that came before. It never learns from what it has just
// called anomalous.
import type { Kernel } from '../engine/kernel.js';
import { ChannelScale } from './channel.js';
import { LinearReadout } from './readout.js';
import { Reservoir } from './reservoir.js';
import { ChannelSurprise } from './surprise.js';
import { TailProbability } from './tail.js';

export interface MonitorOptions {
  /** Units of the GRU. @default 48 */
  readonly hidden?: number;
  /** Of its weights. @default 3 */
  readonly seed?: number;
  /** Rows that are only learnt from. @default 200 */
  readonly learnRows?: number;
  /** An alarm needs this severity. @default 3 */
  readonly threshold?: number;
}

/** What is said of a row. The object and its arrays are used again for the next row: copy what you keep. */
export interface Verdict {
  /** From 0 to 1: exceeded by a share of 1 - likelihood of normal rows. */
  likelihood: number;
  /** How grave it is: about -log10 of how seldom such a row is; grows on where nothing like it was ever seen. */
  severity: number;
  /** Whether it is graver than what came shortly before, which what follows an anomaly seldom is; 0 else. */
  onset: number;
  /** An onset at or above the threshold. */
  alarm: boolean;
  /** (channels) What was expected, in the channel's unit; NaN before there was anything to go by. */
  readonly forecast: Float64Array;
  /** (channels) How far off it was thought to be. */
  readonly spread: Float64Array;
  /** (channels) Each one's share of the surprise, 0 to 1. */
  readonly contributions: Float64Array;
}

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** The day of the week is told once so much has been seen. */
const WEEKS_SEEN = 2;
/** Inputs besides two a channel: time of day and of the week, as points on circles. */
const TIME_INPUTS = 4;
/** Readout inputs besides the units and two a channel: a constant, and the times. */
const PLAIN_INPUTS = 1 + TIME_INPUTS;
const FORGETTING = { forecast: 0.9995, spread: 0.999 };
/** Rarer rows are not learnt from. */
const ANOMALOUS = 4;
/** Errors beyond this many spreads of the channel are learnt from as if they were this large. */
const MOST_ERROR = 2;
/** How the memory of a grave row fades, in rows. */
const FADING = 400;
/** How much of the severity comes of the calibrated likelihood; the rest of the sum of surprises, which goes on where nothing has been counted. */
const CALIBRATED = 0.25;
/** Severities beyond this are all alike. */
const MOST_SEVERE = 100;
/** Of a graver row more than this is soon forgotten, by this factor a row. */
const SOON_FADED = 8;
const FAST_FADING = 0.98;

const MEMORY = 20_000;

export class SeriesMonitor {
  readonly #channels: number;
  readonly #hidden: number;
  readonly #learnRows: number;
  readonly #threshold: number;
  readonly #reservoir: Reservoir;
  readonly #forecast: LinearReadout;
  readonly #spread: LinearReadout;
  readonly #scales: readonly ChannelScale[];
  readonly #surprises: readonly ChannelSurprise[];
  readonly #sums = new TailProbability(MEMORY);
  readonly #inputs: Float64Array;
  /** What the readouts see: units, values now and before, times, 1. */
  readonly #features: Float64Array;
  readonly #shown: Float64Array;
  readonly #before: Float64Array;
  readonly #errors: Float64Array;
  readonly #spreadErrors: Float64Array;
  readonly #verdict: Verdict;
  #rows = 0;
  #firstMs = 0;
  #held = 0;

  constructor(kernel: Kernel, channels: number, options: MonitorOptions = {}) {
    const { hidden = 48, seed = 3, learnRows = 200, threshold = 3 } = options;
    const inputs = 2 * channels + TIME_INPUTS;
    const features = hidden + 2 * channels + PLAIN_INPUTS;
    const each = () => new Float64Array(channels);
    this.#channels = channels;
    this.#hidden = hidden;
    this.#learnRows = learnRows;
    this.#threshold = threshold;
    this.#reservoir = new Reservoir(kernel, inputs, hidden, seed);
    this.#forecast = new LinearReadout(features, channels, { forgetting: FORGETTING.forecast, prior: 1 });
    this.#spread = new LinearReadout(features, channels, { forgetting: FORGETTING.spread, prior: 10 });
    this.#scales = Array.from({ length: channels }, () => new ChannelScale());
    this.#surprises = Array.from({ length: channels }, () => new ChannelSurprise());
    this.#inputs = new Float64Array(inputs);
    this.#features = new Float64Array(features);
    this.#shown = each();
    this.#before = each();
    this.#errors = each();
    this.#spreadErrors = each();
    this.#verdict = {
      likelihood: 0,
      severity: 0,
      onset: 0,
      alarm: false,
      forecast: each().fill(Number.NaN),
      spread: each().fill(Number.NaN),
      contributions: each(),
    };
  }

  /** Whether it has seen enough to call alarms. */
  get learnt(): boolean {
    return this.#rows >= this.#learnRows;
  }

  /** The next row: its time, and one value a channel, NaN where one is missing: it is taken to be as forecast. */
  step(timeMs: number, values: ArrayLike<number>): Verdict {
    const verdict = this.#verdict;
    if (this.#rows === 0) this.#firstMs = timeMs;
    this.#scale(values);
    const surprise = this.#rows === 0 ? 0 : this.#judge(values);
    this.#weigh(surprise);
    const anomalous = this.learnt && verdict.severity >= ANOMALOUS;
    if (this.#rows > 0) this.#learn(values, anomalous);
    this.#look(timeMs, values);
    this.#rows++;
    return verdict;
  }

  /** The row belongs to its scale: so the first values of a series, and one far out, are not measured by a spread that knows of none like them. */
  #scale(values: ArrayLike<number>): void {
    for (let c = 0; c < this.#channels; c++) {
      const value = values[c] as number;
      if (Number.isFinite(value)) (this.#scales[c] as ChannelScale).add(value);
    }
  }

  /** Forecast and surprise of each channel; -ln of the probabilities, added up. */
  #judge(values: ArrayLike<number>): number {
    const { forecast, spread, contributions } = this.#verdict;
    let total = 0;
    for (let c = 0; c < this.#channels; c++) {
      const scale = this.#scales[c] as ChannelScale;
      const surprise = this.#surprises[c] as ChannelSurprise;
      const expected = this.#forecast.predict(this.#features, c);
      const size = Math.exp(surprise.logSpread(this.#spread.predict(this.#features, c)));
      forecast[c] = scale.value(expected);
      spread[c] = scale.width(size);
      const value = values[c] as number;
      const scaled = scale.scaled(value);
      contributions[c] = Number.isFinite(value) ? surprise.of(scaled, scaled - expected, size) : 0;
      total += contributions[c] as number;
    }
    for (let c = 0; c < this.#channels; c++) contributions[c] = total > 0 ? (contributions[c] as number) / total : 0;
    return total / Math.sqrt(3 * this.#channels);
  }

  #weigh(surprise: number): void {
    const verdict = this.#verdict;
    const rarity = this.#sums.rarity(surprise);
    verdict.likelihood = 1 - Math.exp(-rarity);
    verdict.severity = Math.min(MOST_SEVERE, (CALIBRATED * rarity + (1 - CALIBRATED) * surprise) / Math.LN10);
    this.#held *= this.#held > SOON_FADED ? FAST_FADING : Math.exp(-1 / FADING);
    verdict.onset = verdict.severity > this.#held ? verdict.severity : 0;
    if (this.learnt) this.#held = Math.max(this.#held, verdict.severity);
    verdict.alarm = this.learnt && verdict.onset >= this.#threshold;
    this.#sums.add(this.learnt && verdict.severity >= ANOMALOUS ? this.#sums.beyond(surprise) : surprise);
  }

  #learn(values: ArrayLike<number>, anomalous: boolean): void {
    for (let c = 0; c < this.#channels; c++) {
      const surprise = this.#surprises[c] as ChannelSurprise;
      const value = values[c] as number;
      this.#errors[c] = 0;
      this.#spreadErrors[c] = 0;
      if (!Number.isFinite(value)) continue;
      surprise.learn(anomalous);
      const error = (this.#scales[c] as ChannelScale).shown(value) - this.#forecast.predict(this.#features, c);
      const above = surprise.learnSpread(error) - this.#spread.predict(this.#features, c);
      this.#spreadErrors[c] = Math.max(-2, Math.min(2, above));
      this.#errors[c] = anomalous ? Math.max(-MOST_ERROR, Math.min(MOST_ERROR, error)) : error;
    }
    this.#spread.learn(this.#features, this.#spreadErrors);
    this.#forecast.learn(this.#features, this.#errors);
  }

  /** Takes the row into the state that the next one is forecast from. */
  #look(timeMs: number, values: ArrayLike<number>): void {
    const n = this.#channels;
    for (let c = 0; c < n; c++) {
      const scale = this.#scales[c] as ChannelScale;
      const given = values[c] as number;
      const value = Number.isFinite(given) ? given : (this.#verdict.forecast[c] as number) || 0;
      this.#before[c] = this.#shown[c] as number;
      this.#shown[c] = scale.shown(value);
      this.#inputs[c] = this.#shown[c] as number;
      this.#inputs[n + c] = (this.#shown[c] as number) - (this.#before[c] as number);
    }
    this.#tellTime(timeMs);
    this.#reservoir.step(this.#inputs, this.#features);
    const plain = this.#hidden;
    this.#features.set(this.#shown, plain);
    this.#features.set(this.#before, plain + n);
    this.#features[plain + 2 * n] = 1;
    for (let i = 0; i < TIME_INPUTS; i++) this.#features[plain + 2 * n + 1 + i] = this.#inputs[2 * n + i] as number;
  }

  #tellTime(timeMs: number): void {
    const at = 2 * this.#channels;
    const day = (2 * Math.PI * timeMs) / DAY_MS;
    const week = (2 * Math.PI * timeMs) / WEEK_MS;
    const long = timeMs - this.#firstMs >= WEEKS_SEEN * WEEK_MS;
    this.#inputs[at] = Math.sin(day);
    this.#inputs[at + 1] = Math.cos(day);
    this.#inputs[at + 2] = long ? Math.sin(week) : 0;
    this.#inputs[at + 3] = long ? Math.cos(week) : 0;
  }
}
