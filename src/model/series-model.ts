// What a model of a series is: which channels a row has, and how the monitor that learns from them is set. It needs no training; one that was trained
// ahead brings what it has learnt.
import type { KeywordSettings } from './detector-settings.js';
import type { Provenance } from './model.js';
import { DEFAULT_MONITOR } from './monitor-options.js';

/** How a monitor is set: see src/forecast/monitor.ts. */
export interface MonitorSettings {
  /** Units of the fixed random GRU. */
  readonly hidden: number;
  /** Of its weights. */
  readonly seed: number;
  /** Rows that are only learnt from. */
  readonly learnRows: number;
}

export interface SeriesModel {
  /** Version of the file format. */
  readonly format: 1;
  readonly kind: 'series';
  readonly name: string;
  /** Names of a row's values, in order. */
  readonly channels: readonly string[];
  readonly monitor: MonitorSettings;
  /** Of the two scores of a prediction: 1 - likelihood, likelihood. */
  readonly labels: readonly [normal: string, anomaly: string];
  /** `enter` of the second label: likelihood from which there is an alarm. */
  readonly detector: KeywordSettings;
  readonly provenance: Provenance;
  /** A monitor's whole state after what it was trained on, as bytes; null: it begins with nothing. */
  readonly learnt: Uint8Array | null;
}

/** What `seriesModel` takes. */
export interface SeriesModelOptions {
  /** Names of a row's values, in order; 1 to 256. */
  readonly channels: readonly string[];
  /** Rows that are only learnt from, 20 to 1,000,000. @default 500 */
  readonly learnFor?: number;
  /** Likelihood from which there is an alarm, above 0 and below 1: 0.999 is exceeded by about one normal row in a thousand. @default 0.999 */
  readonly threshold?: number;
  /** For people. @default 'anomaly' */
  readonly name?: string;
  /** Units of the random GRU that remembers, 4 to 512. @default 24 */
  readonly hidden?: number;
  /** Of its weights. @default 1 */
  readonly seed?: number;
}

export const MOST_CHANNELS = 256;
export const NORMAL = 'normal';
export const ANOMALY = 'anomaly';

/**
 * A model for `openStream` that watches rows of values and learns by itself what is normal. Streams that share it share its network's weights.
 *
 * Throws TypeError for the wrong kind, RangeError for out of range.
 */
export function seriesModel(options: SeriesModelOptions): SeriesModel {
  const {
    channels,
    learnFor = 500,
    threshold = 0.999,
    name = 'anomaly',
    hidden = DEFAULT_MONITOR.hidden,
    seed = DEFAULT_MONITOR.seed,
  } = options;
  checkChannels(channels);
  checkWhole('learnFor', learnFor, 20, 1_000_000);
  checkWhole('hidden', hidden, 4, 512);
  checkWhole('seed', seed, 0, 2 ** 31 - 1);
  if (!(threshold > 0 && threshold < 1)) {
    throw new RangeError(`${DOING}: 'threshold' must be above 0 and below 1: received ${threshold}`);
  }
  return {
    format: 1,
    kind: 'series',
    name,
    channels: [...channels],
    monitor: { hidden, seed, learnRows: learnFor },
    labels: [NORMAL, ANOMALY],
    detector: { smoothingMs: 0, enter: { [ANOMALY]: threshold }, exit: {}, minDurationMs: 0, refractoryMs: 0 },
    provenance: {},
    learnt: null,
  };
}

/** The same with another likelihood from which there is an alarm. */
export function withThreshold(model: SeriesModel, threshold: number): SeriesModel {
  return { ...model, detector: { ...model.detector, enter: { [ANOMALY]: threshold } } };
}

const DOING = 'Cannot make the model';

function checkChannels(channels: unknown): void {
  if (!Array.isArray(channels) || !channels.every((each) => typeof each === 'string')) {
    throw new TypeError(`${DOING}: 'channels' must be names: received ${typeof channels}`);
  }
  if (channels.length < 1 || channels.length > MOST_CHANNELS) {
    throw new RangeError(`${DOING}: 'channels' must be 1 to ${MOST_CHANNELS} names: received ${channels.length}`);
  }
  const twice = channels.find((channel, i) => channels.indexOf(channel) < i);
  if (twice !== undefined) throw new RangeError(`${DOING}: 'channels' must differ: received '${twice}' twice`);
}

function checkWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`${DOING}: '${name}' must be a whole number from ${least} to ${most}: received ${value}`);
}
