// Watches one series of one or many channels, row by row, and learns by itself what is normal. A fixed random GRU
// remembers the past. A linear readout forecasts the next row and the size of its error. A row's severity says how
// unusual it is among all rows before. Rows that were just found anomalous are learnt from only as if they were a
// little beyond the rows before. While an alarm lasts, its channel is not learnt from, for as long as `adapt` says: then
// a lasting change becomes normal.

import { DEFAULT_MONITOR, type MonitorOptions } from '../model/monitor-options.js';
import { Kernel } from '../pipeline/kernel-access/kernel.js';
import { Alarms } from './alarm/alarms.js';
import { Evidence, type WeighedRow } from './alarm/evidence.js';
import type { ChannelRow } from './alarm/lasting-alarm.js';
import { Changes } from './change/changes.js';
import { within } from './channel.js';
import { Limits } from './channels/limits.js';
import { channelNumbers, monitorChannels } from './channels/monitor-channels.js';
import type { MonitoredChannel } from './channels/state-channel.js';
import { TIME_INPUTS, writeTime } from './clock.js';
import { featureCount, PER_CHANNEL } from './feature-count.js';
import { Onset } from './onset.js';
import { partsOf } from './parts.js';
import { LinearReadout } from './readout.js';
import { Reservoir, ReservoirUnits } from './reservoir.js';
import { likelihoodOf, MOST_SEVERE, Severity, severityOfChannel } from './severity.js';
import { clearVerdict, isFiniteVerdict, newVerdict, type Verdict, worstOf } from './verdict.js';
import { Volatility } from './volatility.js';

const FORGETTING = 0.999;
const PRIOR = 1;
/** A row from this severity on is not learnt from and suppresses the next ones, whatever the threshold of alarms is. */
const ANOMALOUS = 2;
/**
 * For so many rows, as a share of the rows that are only learnt from: a series that shows what is normal in few rows
 * changes quickly.
 */
const HOLDS = 0.4;

/** From this row on it is weighed how severe normal rows are. */
const WEIGHED_FROM = 100;

const ROWS = 0;
const FIRST_MS = 1;
const OWN_NUMBERS = 2;

export class SeriesMonitor {
  readonly #channels: readonly MonitoredChannel[];
  readonly #limits: Limits;
  readonly #hidden: number;
  readonly #learnRows: number;
  readonly #units: ReservoirUnits;
  readonly #readout: LinearReadout;
  readonly #severity: Severity;
  /** Which rows are reported, and from which severity on they are alarms. */
  readonly onset: Onset;
  /** The alarms that last. */
  readonly alarms: Alarms;
  readonly #state: Float64Array;
  readonly #own: Float64Array;
  /** Inputs of the readout. They are state, because the units are among them. */
  readonly #features: Float64Array;
  /** Scratch, written again with every row: the network's inputs, surprises, errors. */
  readonly #inputs: Float64Array;
  readonly #surprise: Float64Array;
  readonly #errors: Float64Array;
  readonly #verdict: Verdict;
  /** (channels) Scratch: the row, as the alarms take it. */
  readonly #rows: readonly ChannelRow[];
  readonly #changes: Changes;
  readonly #evidence: Evidence;
  /** Scratch: the row, as it is weighed. */
  readonly #weighed: WeighedRow = { timeMs: 0, severity: 0, usual: false, lasts: false, open: false };

  /**
   * `home`: weights that monitors share, made for `SeriesMonitor.inputs(channels)` inputs; or a kernel, for weights of
   * its own. `state`: `SeriesMonitor.numbers(channels, options)` numbers, all that it keeps from row to row; zeros for
   * a new monitor. Throws RangeError for a `state` of another length.
   */
  constructor(home: Kernel | Reservoir, channels: number, options: MonitorOptions = {}, state?: Float64Array) {
    const { hidden, seed, learnRows, threshold, adapt, described } = { ...DEFAULT_MONITOR, ...options };
    const numbers = SeriesMonitor.numbers(channels, options);
    const memory = state ?? new Float64Array(numbers);
    if (memory.length !== numbers) {
      throw new RangeError(`Cannot watch the series: 'state' must have ${numbers} numbers: received ${memory.length}`);
    }
    const inputs = SeriesMonitor.inputs(channels);
    const reservoir = home instanceof Kernel ? new Reservoir(home, inputs, hidden, seed) : home;
    const features = featureCount(channels, hidden);
    const take = partsOf(memory);
    const scratch = () => new Float64Array(channels);
    this.#state = memory;
    this.#hidden = hidden;
    this.#learnRows = learnRows;
    this.#units = new ReservoirUnits(reservoir);
    this.#own = take(OWN_NUMBERS);
    this.#features = take(features);
    this.#readout = new LinearReadout(
      features,
      2 * channels,
      { forgetting: FORGETTING, prior: PRIOR },
      take(LinearReadout.numbers(features, 2 * channels)),
    );
    this.#severity = new Severity(take(Severity.NUMBERS));
    const holds = { grave: ANOMALOUS, stretch: Math.floor(HOLDS * learnRows), most: MOST_SEVERE };
    this.onset = new Onset(holds, threshold, take(Onset.numbers(channels)));
    this.#channels = monitorChannels(channels, described, take);
    this.#limits = new Limits(channels, described);
    this.alarms = new Alarms(channels, adapt, take(Alarms.numbers(channels)));
    this.#changes = new Changes(this.#channels, take(Changes.numbers(channels)));
    this.#evidence = new Evidence(take(Evidence.NUMBERS));
    this.#rows = Array.from({ length: channels }, newRow);
    this.#inputs = new Float64Array(inputs);
    this.#surprise = scratch();
    this.#errors = new Float64Array(2 * channels);
    this.#verdict = newVerdict(channels);
    if (state) this.restored();
  }

  /** How many numbers a monitor's state has. */
  static numbers(channels: number, options: MonitorOptions = {}): number {
    const alarms = Alarms.numbers(channels) + Evidence.NUMBERS;
    return SeriesMonitor.firstNumbers(channels, options) + alarms + Changes.numbers(channels);
  }

  /** How many it had before alarms lasted. They are the first of its numbers. */
  static firstNumbers(channels: number, options: MonitorOptions = {}): number {
    const { hidden = DEFAULT_MONITOR.hidden, described } = options;
    const features = featureCount(channels, hidden);
    const shared = OWN_NUMBERS + features + LinearReadout.numbers(features, 2 * channels);
    return shared + Severity.NUMBERS + Onset.numbers(channels) + channelNumbers(channels, described);
  }

  /** Inputs of its network: the value and its change for each channel, and the time. */
  static inputs(channels: number): number {
    return 2 * channels + TIME_INPUTS;
  }

  /** Whether it has learnt enough to raise alarms. */
  get learnt(): boolean {
    return (this.#own[ROWS] as number) >= this.#learnRows;
  }

  /** The verdict on the last row. The object is used again. */
  get verdict(): Verdict {
    return this.#verdict;
  }

  /** Byte addresses of the network's input and state, for a step of a whole batch. */
  get inputAt(): number {
    return this.#units.inputAt;
  }

  get stateAt(): number {
    return this.#units.stateAt;
  }

  /**
   * The next row: its time, and one value for each channel. NaN: the value is missing, and the forecast takes its
   * place. Real-time.
   */
  step(timeMs: number, values: ArrayLike<number>): Verdict {
    const verdict = this.prepare(timeMs, values);
    this.stepNetwork();
    this.finish();
    return verdict;
  }

  /**
   * The part of a step before the network's: judges the row, learns from it and writes the network's input. Real-time.
   */
  prepare(timeMs: number, values: ArrayLike<number>): Verdict {
    const own = this.#own;
    if (own[ROWS] === 0) own[FIRST_MS] = timeMs;
    this.#take(timeMs, values);
    if ((own[ROWS] as number) > 0) this.#judge(timeMs);
    this.#look(timeMs);
    own[ROWS] = (own[ROWS] as number) + 1;
    return this.#verdict;
  }

  /** The network's step, of this monitor alone. Real-time. */
  stepNetwork(): void {
    this.#units.step();
  }

  /** The part after the network's: the next row is forecast from the units. Real-time. */
  finish(): void {
    this.#units.read(this.#features);
  }

  /** Call it when other numbers were put into `state`: the network continues from them, and there is no verdict yet. */
  restored(): void {
    this.#units.restore(this.#features);
    this.#evidence.restored();
    this.#changes.restored();
    this.retract();
  }

  /** Starts over, as a monitor that has seen nothing. */
  reset(): void {
    this.#state.fill(0);
    this.#readout.begin();
    this.restored();
  }

  /** The alarm of this channel that began then was no fault: see Alarms. */
  callNormal(channel: number, startsAtMs: number): void {
    for (const c of this.alarms.callNormal(channel, startsAtMs)) this.#changes.forgive(c);
  }

  /** As if no alarm had been told. */
  forgetAlarms(): void {
    this.onset.clear();
    this.alarms.clear();
    this.#evidence.clear();
  }

  /** Takes the verdict on the last row back. */
  retract(): void {
    clearVerdict(this.#verdict);
  }

  /**
   * Whether the last row left a state that can be used. It checks only what the row touched: a number that is not
   * finite, wherever it lies, shows in the verdict on the first row that uses it, or in the inputs of the next
   * forecast.
   */
  get finite(): boolean {
    const judged = (this.#own[ROWS] as number) > 1;
    const verdictFinite = !judged || (this.#readout.finite && isFiniteVerdict(this.#verdict));
    return verdictFinite && Number.isFinite(this.#own[FIRST_MS]) && this.#features.every(Number.isFinite);
  }

  /** Gives the network's memory back. The monitor must not be used again. */
  free(): void {
    this.#units.free();
  }

  #take(timeMs: number, values: ArrayLike<number>): void {
    for (let c = 0; c < this.#channels.length; c++) {
      const value = this.#limits.take(c, values[c] as number);
      (this.#channels[c] as MonitoredChannel).take(value, this.alarms.frozen(c, timeMs));
    }
  }

  #judge(timeMs: number): void {
    const verdict = this.#verdict;
    const { learnt } = this;
    const n = this.#channels.length;
    let sum = 0;
    for (let c = 0; c < n; c++) {
      const channel = this.#channels[c] as MonitoredChannel;
      const expected = this.#readout.predict(this.#features, c);
      const apart = this.#readout.predict(this.#features, n + c);
      this.#surprise[c] = channel.judge(timeMs, expected, apart);
      verdict.forecast[c] = channel.forecast;
      verdict.spread[c] = channel.spread;
      sum += this.#surprise[c] as number;
    }
    for (let c = 0; c < n; c++) verdict.contributions[c] = sum > 0 ? (this.#surprise[c] as number) / sum : 0;
    this.#severity.judge(this.#surprise);
    verdict.likelihood = this.#severity.likelihood;
    verdict.severity = this.#severity.severity;
    const worst = worstOf(verdict);
    const lasts = this.alarms.lasts(worst, verdict.severity);
    const onset = this.onset.of(verdict.severity, worst, learnt);
    verdict.onset = lasts ? 0 : onset;
    const convincing = this.#convinces(timeMs, worst, lasts);
    const surprising = learnt && convincing ? worst : -1;
    const anomalous = learnt && verdict.severity >= ANOMALOUS;
    if (surprising >= 0) this.#showAlarm(this.onset.threshold);
    const changed = this.#lookAt(timeMs, surprising);
    const found = surprising >= 0 || !learnt ? surprising : changed;
    if (learnt && changed >= 0) this.#showAlarm((this.#rows[changed] as ChannelRow).severity);
    const crossing = this.#limits.look(this.#rows, verdict, this.alarms);
    const begins = crossing >= 0 ? crossing : found;
    verdict.alarm = this.alarms.step(timeMs, this.#rows, begins);
    verdict.open = this.alarms.open;
    verdict.ended = this.alarms.event?.open === false;
    if (verdict.ended && !verdict.open) this.#evidence.ended(this.onset.threshold);
    this.#learn(anomalous, learnt);
  }

  /** A row that raises an alarm is at least as severe as the alarm, and that is its onset. */
  #showAlarm(severity: number): void {
    this.#showSeverity(severity);
    this.#verdict.onset = this.#verdict.severity;
  }

  #showSeverity(severity: number): void {
    const verdict = this.#verdict;
    if (severity <= verdict.severity) return;
    verdict.severity = severity;
    verdict.likelihood = Math.max(verdict.likelihood, likelihoodOf(severity));
  }

  /**
   * The row, as the alarms take it. `surprising`: the channel that raises an alarm. It is as severe as the whole row.
   * Returns the channel that has changed as only many rows show, where no alarm of its own lasts; -1: none.
   */
  #lookAt(timeMs: number, surprising: number): number {
    const { forecast, spread, severity } = this.#verdict;
    let [changed, gravest] = [-1, 0];
    this.#changes.step(timeMs);
    for (let c = 0; c < this.#channels.length; c++) {
      const [row, channel] = [this.#rows[c] as ChannelRow, this.#channels[c] as MonitoredChannel];
      row.severity = c === surprising ? severity : severityOfChannel(this.#surprise[c] as number);
      row.reason = channel.reason;
      row.missing = channel.missing;
      row.outside = false;
      row.value = channel.value;
      row.expected = forecast[c] as number;
      row.spread = spread[c] as number;
      const told = this.#changes.tell(c, row);
      if (told && this.#changes.isOfRow(row)) gravest = Math.max(gravest, row.severity);
      if (told && row.severity >= this.onset.threshold && !this.alarms.lasts(c, row.severity)) changed = c;
    }
    if (this.learnt && gravest >= this.onset.threshold) this.#showSeverity(gravest);
    return changed;
  }

  /**
   * Whether this row is an alarm, alone or with those before it. `worst`: the most surprising channel. `lasts`: whether
   * the row is part of an alarm of it.
   */
  #convinces(timeMs: number, worst: number, lasts: boolean): boolean {
    if ((this.#own[ROWS] as number) < WEIGHED_FROM) return false;
    const { onset, severity } = this.#verdict;
    const row = this.#weighed;
    row.timeMs = timeMs;
    row.severity = severity;
    const { usual, knowsItself } = this.#channels[worst] as MonitoredChannel;
    row.usual = usual;
    row.lasts = lasts;
    row.open = this.alarms.open;
    const by = this.#evidence.weigh(row, this.onset.threshold);
    if (knowsItself) return !lasts && onset >= this.onset.threshold;
    return by > 1 || (by === 1 && onset > 0);
  }

  #learn(anomalous: boolean, learnt: boolean): void {
    const n = this.#channels.length;
    const errors = this.#errors;
    let seen = 0;
    for (let c = 0; c < n; c++) {
      const channel = this.#channels[c] as MonitoredChannel;
      channel.learn(learnt);
      errors[c] = anomalous ? within(channel.error, MOST_ERROR) : channel.error;
      errors[n + c] = channel.apartError;
      if (!channel.missing) seen++;
    }
    this.#readout.learn(this.#features, errors);
    if (seen > 0) this.#severity.learn(anomalous);
  }

  /** Adds the row to the inputs of the next forecast. */
  #look(timeMs: number): void {
    const n = this.#channels.length;
    const [features, inputs, at] = [this.#features, this.#inputs, this.#hidden];
    for (let c = 0; c < n; c++) {
      const channel = this.#channels[c] as MonitoredChannel;
      const before = features[at + c] as number;
      const { shown } = channel;
      features[at + n + c] = before;
      features[at + c] = shown;
      inputs[c] = shown;
      inputs[n + c] = shown - before;
      channel.writeTo(features, at + 2 * n + c * Volatility.FEATURES);
    }
    writeTime(timeMs, inputs, 2 * n);
    const plain = at + n * PER_CHANNEL;
    for (let i = 0; i < TIME_INPUTS; i++) features[plain + i] = inputs[2 * n + i] as number;
    features[plain + TIME_INPUTS] = 1;
    this.#units.write(inputs);
  }
}

/**
 * Where the row was anomalous, errors beyond this many spreads of the channel are learnt from as if they were this
 * large.
 */
const MOST_ERROR = 2;

function newRow(): ChannelRow {
  return { severity: 0, reason: 0, missing: true, outside: false, value: 0, expected: 0, spread: 0, took: 0, known: 0 };
}
