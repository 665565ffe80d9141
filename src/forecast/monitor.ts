// Watches one series of one or many channels, row by row, and learns by itself what is normal: a fixed random GRU
// remembers the past, a linear readout forecasts the next row and how far off it may be, and what comes is called by
// how unusual it is among all that came before. It never learns from what it has just called anomalous, but that it was
// a little beyond what came before: so what lasts becomes normal.

import { DEFAULT_MONITOR, type MonitorOptions } from '../model/monitor-options.js';
import { Kernel } from '../pipeline/kernel-access/kernel.js';
import { within } from './channel.js';
import { TIME_INPUTS, tellTime } from './clock.js';
import { featureCount, PER_CHANNEL } from './feature-count.js';
import { Onset } from './onset.js';
import { partsOf } from './parts.js';
import { LinearReadout } from './readout.js';
import { Reservoir, ReservoirUnits } from './reservoir.js';
import { Restlessness } from './restlessness.js';
import { MOST_SEVERE, Severity } from './severity.js';
import { newVerdict, sayNothing, saysNumbers, type Verdict, worstOf } from './verdict.js';
import { WatchedChannel } from './watched-channel.js';

const FORGETTING = 0.999;
const PRIOR = 1;
/** Severity from which a row is not learnt from and holds the next ones back, whatever alarms begin at. */
const ANOMALOUS = 2;
/**
 * For so long, as a share of the rows that are learnt from first: a series that shows what is normal in few rows is a
 * quick one.
 */
const HOLDS = 0.4;

const ROWS = 0;
const FIRST_MS = 1;
const OWN_NUMBERS = 2;

export class SeriesMonitor {
  readonly #channels: readonly WatchedChannel[];
  readonly #hidden: number;
  readonly #learnRows: number;
  readonly #units: ReservoirUnits;
  readonly #readout: LinearReadout;
  readonly #severity: Severity;
  /** Which rows are said, and from which severity on they are alarms. */
  readonly onset: Onset;
  readonly #state: Float64Array;
  readonly #own: Float64Array;
  /** What the readout sees. State, as the units are in it. */
  readonly #features: Float64Array;
  /** Scratch, written anew with every row: the network's input; surprises; errors. */
  readonly #inputs: Float64Array;
  readonly #surprise: Float64Array;
  readonly #errors: Float64Array;
  readonly #verdict: Verdict;

  /**
   * `home`: weights that other monitors share, made for `SeriesMonitor.inputs(channels)` inputs; or a kernel, for
   * weights of its own. `state`: `SeriesMonitor.numbers(channels, options)` numbers, all that it keeps from row to row;
   * zeros where it begins anew.
   */
  constructor(home: Kernel | Reservoir, channels: number, options: MonitorOptions = {}, state?: Float64Array) {
    const { hidden, seed, learnRows, threshold } = { ...DEFAULT_MONITOR, ...options };
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
    this.#channels = Array.from({ length: channels }, () => new WatchedChannel(take(WatchedChannel.NUMBERS)));
    this.#inputs = new Float64Array(inputs);
    this.#surprise = scratch();
    this.#errors = new Float64Array(2 * channels);
    this.#verdict = newVerdict(channels);
    if (state) this.restored();
  }

  /** How many numbers a monitor's state has. */
  static numbers(channels: number, { hidden = DEFAULT_MONITOR.hidden }: MonitorOptions = {}): number {
    const features = featureCount(channels, hidden);
    const shared = OWN_NUMBERS + features + LinearReadout.numbers(features, 2 * channels);
    return shared + Severity.NUMBERS + Onset.numbers(channels) + channels * WatchedChannel.NUMBERS;
  }

  /** Inputs of its network: of each channel the value and its change, and the time. */
  static inputs(channels: number): number {
    return 2 * channels + TIME_INPUTS;
  }

  /** Whether it has seen enough to call alarms. */
  get learnt(): boolean {
    return (this.#own[ROWS] as number) >= this.#learnRows;
  }

  /** What was said of the last row. */
  get verdict(): Verdict {
    return this.#verdict;
  }

  /** Where the network's input and state lie, for a step of many monitors at once. */
  get inputAt(): number {
    return this.#units.inputAt;
  }

  get stateAt(): number {
    return this.#units.stateAt;
  }

  /**
   * The next row: its time, and one value a channel, NaN where one is missing: it is taken to be as forecast.
   * Real-time.
   */
  step(timeMs: number, values: ArrayLike<number>): Verdict {
    const verdict = this.prepare(timeMs, values);
    this.stepNetwork();
    this.finish();
    return verdict;
  }

  /**
   * The part of a step before the network's: judges the row, learns from it, and writes the network's input. Real-time.
   */
  prepare(timeMs: number, values: ArrayLike<number>): Verdict {
    const own = this.#own;
    if (own[ROWS] === 0) own[FIRST_MS] = timeMs;
    this.#take(values);
    if ((own[ROWS] as number) > 0) this.#judge(timeMs);
    this.#look(timeMs);
    own[ROWS] = (own[ROWS] as number) + 1;
    return this.#verdict;
  }

  /** The network's step, of this series alone. Real-time. */
  stepNetwork(): void {
    this.#units.step();
  }

  /** The part after it: the units are what the next row is forecast from. Real-time. */
  finish(): void {
    this.#units.read(this.#features);
  }

  /**
   * To be called when other numbers have been put into `state`: the network goes on from them, and nothing has been
   * said yet.
   */
  restored(): void {
    this.#units.restore(this.#features);
    this.hush();
  }

  /** Begins anew, as one that has seen nothing. */
  reset(): void {
    this.#state.fill(0);
    this.#readout.begin();
    this.restored();
  }

  /** Takes back what was said of the last row. */
  hush(): void {
    sayNothing(this.#verdict);
  }

  /**
   * Whether the last row left a state to go on from. Only what it touched is looked at: a number that is not finite,
   * wherever it lies, is in what is said of the row that first makes use of it, or in what the next is forecast from.
   */
  get finite(): boolean {
    const judged = (this.#own[ROWS] as number) > 1;
    const said = !judged || (this.#readout.finite && saysNumbers(this.#verdict));
    return said && Number.isFinite(this.#own[FIRST_MS]) && this.#features.every(Number.isFinite);
  }

  /** Gives the network's memory back. The monitor must not be used again. */
  free(): void {
    this.#units.free();
  }

  #take(values: ArrayLike<number>): void {
    for (let c = 0; c < this.#channels.length; c++) (this.#channels[c] as WatchedChannel).take(values[c] as number);
  }

  #judge(timeMs: number): void {
    const verdict = this.#verdict;
    const { learnt } = this;
    const n = this.#channels.length;
    let sum = 0;
    for (let c = 0; c < n; c++) {
      const channel = this.#channels[c] as WatchedChannel;
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
    verdict.onset = this.onset.of(verdict.severity, worstOf(verdict), learnt);
    verdict.alarm = learnt && verdict.onset >= this.onset.threshold;
    this.#learn(learnt && verdict.severity >= ANOMALOUS, learnt);
  }

  #learn(anomalous: boolean, learnt: boolean): void {
    const n = this.#channels.length;
    const errors = this.#errors;
    let seen = 0;
    for (let c = 0; c < n; c++) {
      const channel = this.#channels[c] as WatchedChannel;
      channel.learn(learnt);
      errors[c] = anomalous ? within(channel.error, MOST_ERROR) : channel.error;
      errors[n + c] = channel.apartError;
      if (!channel.missing) seen++;
    }
    this.#readout.learn(this.#features, errors);
    if (seen > 0) this.#severity.learn(anomalous);
  }

  /** Takes the row into what the next one is forecast from. */
  #look(timeMs: number): void {
    const n = this.#channels.length;
    const [features, inputs, at] = [this.#features, this.#inputs, this.#hidden];
    for (let c = 0; c < n; c++) {
      const channel = this.#channels[c] as WatchedChannel;
      const before = features[at + c] as number;
      const { shown } = channel;
      features[at + n + c] = before;
      features[at + c] = shown;
      inputs[c] = shown;
      inputs[n + c] = shown - before;
      channel.tell(features, at + 2 * n + c * Restlessness.FEATURES);
    }
    tellTime(timeMs, this.#own[FIRST_MS] as number, inputs, 2 * n);
    const plain = at + n * PER_CHANNEL;
    for (let i = 0; i < TIME_INPUTS; i++) features[plain + i] = inputs[2 * n + i] as number;
    features[plain + TIME_INPUTS] = 1;
    this.#units.write(inputs);
  }
}

/**
 * Errors beyond this many spreads of the channel are learnt from, where the row was anomalous, as if they were this
 * large.
 */
const MOST_ERROR = 2;
