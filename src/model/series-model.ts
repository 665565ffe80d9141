// A series model: the channels of a row, and the settings of the monitor that learns from them. It needs no training; a
// model that was trained in advance holds what it has learned.

import { type Adapt, isAdapt } from './adapt.js';
import { type ChannelDescription, type ChannelSketch, describedChannel, isDescribed } from './channel-description.js';
import type { KeywordSettings } from './detector-settings.js';
import type { Provenance } from './model.js';
import { DEFAULT_MONITOR, type MonitorOptions } from './monitor-options.js';
import { repeated } from './repeated.js';

/** Settings of a monitor: see src/forecast/monitor.ts. */
export interface MonitorSettings {
  /** Units of the fixed random GRU. */
  readonly hidden: number;
  /** Seed of its weights. */
  readonly seed: number;
  /** Rows that are only learned from, without alarms. */
  readonly learnRows: number;
  /** For how long a channel is not learned from while its alarm lasts. Absent: DEFAULT_MONITOR's. */
  readonly adapt?: Adapt;
}

export interface SeriesModel {
  /** Version of the file format. */
  readonly format: 1;
  readonly kind: 'series';
  readonly name: string;
  /** Names of a row's values, in order. */
  readonly channels: readonly string[];
  /** What the channels are, in the same order. Absent: gauges, without units and limits. */
  readonly described?: readonly ChannelDescription[];
  readonly monitor: MonitorSettings;
  /** Labels of a prediction's two scores: 1 - likelihood, likelihood. */
  readonly labels: readonly [normal: string, anomaly: string];
  /** `enter` of the second label is the likelihood from which there is an alarm. */
  readonly detector: KeywordSettings;
  readonly provenance: Provenance;
  /** The monitor's state after training, as bytes; null: it begins untrained. */
  readonly learnt: Uint8Array | null;
}

/** What `seriesModel` takes. */
export interface SeriesModelOptions {
  /**
   * Names of a row's values, in order; 1 to 256. Or what they are: kind, unit and limits; a name alone is a gauge. The
   * channels of a table (`openTable`) are descriptions.
   */
  readonly channels: readonly (string | ChannelSketch)[];
  /** Rows that are only learned from, without alarms; 20 to 1,000,000. @default 500 */
  readonly learnFor?: number;
  /**
   * Likelihood from which there is an alarm, above 0 and below 1. About one normal row in a thousand exceeds 0.999.
   * @default 0.999
   */
  readonly threshold?: number;
  /**
   * For how long a channel is not learned from while its alarm lasts: 'never', a number of hours, or
   * 'when acknowledged': until somebody has acknowledged the alarm. @default 4
   */
  readonly adapt?: Adapt;
  /** Name of the model, for people. @default 'anomaly' */
  readonly name?: string;
  /** Units of the fixed random GRU, 4 to 512. @default 24 */
  readonly hidden?: number;
  /** Seed of its weights. @default 1 */
  readonly seed?: number;
}

export const MOST_CHANNELS = 256;
export const NORMAL = 'normal';
export const ANOMALY = 'anomaly';

/**
 * A model for `openStream` that watches rows of values and learns by itself what is normal. Streams of one model share
 * its network's weights.
 *
 *     const model = seriesModel({ channels: ['pressure', { name: 'energy', kind: 'counter', unit: 'kWh' }] });
 *     const stream = await openStream({ source: rows(readings, { channels: 2 }), model });
 *
 * Throws TypeError for an option of the wrong type, RangeError for one out of range.
 */
export function seriesModel(options: SeriesModelOptions): SeriesModel {
  const {
    channels,
    learnFor = 500,
    threshold = 0.999,
    adapt,
    name = 'anomaly',
    hidden = DEFAULT_MONITOR.hidden,
    seed = DEFAULT_MONITOR.seed,
  } = options;
  const described = describedChannels(channels);
  checkWhole('learnFor', learnFor, 20, 1_000_000);
  checkWhole('hidden', hidden, 4, 512);
  checkWhole('seed', seed, 0, 2 ** 31 - 1);
  checkAdapt(adapt);
  if (!(threshold > 0 && threshold < 1)) {
    throw new RangeError(`${DOING}: 'threshold' must be above 0 and below 1: received ${threshold}`);
  }
  return {
    format: 1,
    kind: 'series',
    name,
    channels: described.map((each) => each.name),
    ...(described.some(isDescribed) && { described }),
    monitor: { hidden, seed, learnRows: learnFor, ...(adapt !== undefined && { adapt }) },
    labels: [NORMAL, ANOMALY],
    detector: { smoothingMs: 0, enter: { [ANOMALY]: threshold }, exit: {}, minDurationMs: 0, refractoryMs: 0 },
    provenance: {},
    learnt: null,
  };
}

/** The same model with another `threshold`. */
export function withThreshold(model: SeriesModel, threshold: number): SeriesModel {
  return { ...model, detector: { ...model.detector, enter: { [ANOMALY]: threshold } } };
}

const DOING = 'Cannot make the model';

/**
 * Throws TypeError and RangeError, where they are no descriptions, too many, or two have the same name. `doing`: the
 * beginning of the sentence.
 */
export function describedChannels(channels: unknown, doing = DOING): readonly ChannelDescription[] {
  if (!Array.isArray(channels)) {
    throw new TypeError(`${doing}: 'channels' must be names or descriptions: received ${typeof channels}`);
  }
  if (channels.length < 1 || channels.length > MOST_CHANNELS) {
    throw new RangeError(`${doing}: 'channels' must be 1 to ${MOST_CHANNELS} names: received ${channels.length}`);
  }
  const described = channels.map((each) => describedChannel(doing, each));
  const twice = repeated(described.map(({ name }) => name));
  if (twice !== undefined) throw new RangeError(`${doing}: 'channels' must differ: received '${twice}' twice`);
  return described;
}

/** What a monitor of the model takes. */
export function monitorOptions({ monitor, described }: SeriesModel): MonitorOptions {
  return described === undefined ? monitor : { ...monitor, described };
}

function checkAdapt(adapt: Adapt = 0): void {
  if (isAdapt(adapt)) return;
  throw new RangeError(`${DOING}: 'adapt' must be 'never', 'when acknowledged' or hours: received ${adapt}`);
}

function checkWhole(name: string, value: number, least: number, most: number): void {
  if (Number.isInteger(value) && value >= least && value <= most) return;
  throw new RangeError(`${DOING}: '${name}' must be a whole number from ${least} to ${most}: received ${value}`);
}
