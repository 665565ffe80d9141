// Binary frames from the server: predictions, detections, which blocks it has, and points of watched streams. A message
// holds one frame or several. All numbers are little-endian. The server writes many frames into one buffer.

export const PREDICTION = 17;
export const DETECTION = 18;
export const ACCEPTED = 19;
export const POINT = 20;
/** A point of more than 255 values or labels: only for clients with the feature `wide-points`. */
export const POINT_WIDE = 21;

export const PREDICTION_HEAD_BYTES = 40;
export const DETECTION_HEAD_BYTES = 56;
export const ACCEPTED_BYTES = 16;
export const POINT_HEAD_BYTES = 24;
export const POINT_WIDE_HEAD_BYTES = 28;
/** Counts of values and labels have 16 bits at most. */
export const MOST_COUNT = 65_535;
const MOST_NARROW_COUNT = 255;

/** Bits of the flags of a prediction and of a point. */
export const SETTLED = 1;
export const GATED = 2;
/** The fields of a series model follow the scores. */
export const SERIES = 4;
export const ALARM = 8;
/** A point from before the watch began. */
export const PAST = 16;
/** An alarm lasts, or ends. */
export const LASTS = 32;
export const ENDED = 64;

/** Bit of a detection's flags: value, expectation and spread follow its names. Needs the feature `detection-values`. */
export const DETECTION_VALUES = 1;
export const DETECTION_VALUES_BYTES = 12;
/**
 * Bit of them: whether the alarm begins or ends, its reason and a sentence follow that. Needs the feature
 * `lasting-alarms`, without which the end of an alarm is not told.
 */
export const DETECTION_LASTING = 2;
export const DETECTION_LASTING_BYTES = 8;
const DETECTION_FLAGS_AT = 1;

/** What a series model says of a row, beside its scores. */
export interface SeriesFields {
  readonly likelihood: number;
  readonly severity: number;
  readonly onset: number;
  readonly alarm: boolean;
  readonly open: boolean;
  readonly ended: boolean;
  /** (channels) each. */
  readonly forecast: ArrayLike<number>;
  readonly spread: ArrayLike<number>;
  readonly contributions: ArrayLike<number>;
}

/** The fields of a prediction's frame. */
export interface PredictionFields {
  readonly index: number;
  readonly endsAtMs: number;
  readonly timeMs: number;
  /** Rows missing before it, since the prediction that was sent before it. */
  readonly gap: number;
  readonly delayMs: number;
  readonly settled: boolean;
  readonly gated: boolean;
  readonly scores: ArrayLike<number>;
  readonly series: SeriesFields | null;
}

/** The fields of a detection's frame. */
export interface DetectionFields {
  readonly number: number;
  readonly index: number;
  readonly label: string;
  readonly score: number;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
  readonly timeMs: number;
  /** For a series: the most surprising channel, and how severe the alarm is. */
  readonly channel?: string;
  readonly severity?: number;
  /** For a series: the channel's value, what was expected, and how far off that was thought to be, in its unit. */
  readonly value?: number;
  readonly expected?: number;
  readonly spread?: number;
  /** For a series: whether the alarm begins, else it ends; the name of its reason, and a sentence. */
  readonly open?: boolean;
  readonly reason?: string;
  readonly why?: string;
}

/** The fields of a point's frame: a row of a watched stream with its prediction. */
export interface PointFields {
  readonly index: number;
  readonly timeMs: number;
  readonly gap: number;
  readonly settled: boolean;
  readonly past: boolean;
  readonly values: ArrayLike<number>;
  readonly scores: ArrayLike<number>;
  readonly series: SeriesFields | null;
}

/** Bytes of the prediction's frame. */
export function predictionBytesNeeded({ scores, series }: Pick<PredictionFields, 'scores' | 'series'>): number {
  return PREDICTION_HEAD_BYTES + 4 * scores.length + seriesBytes(series);
}

/**
 * Writes the frame at `at` and returns where it ends. `blocks`: number of the last block that the server has for good.
 */
export function writePrediction(
  view: DataView,
  at: number,
  stream: number,
  blocks: number,
  prediction: PredictionFields,
): number {
  const { scores, series } = prediction;
  view.setUint8(at, PREDICTION);
  view.setUint8(at + 1, flagsOf(prediction.settled, prediction.gated, series));
  view.setUint16(at + 2, scores.length, true);
  view.setUint32(at + 4, stream, true);
  view.setUint32(at + 8, prediction.index, true);
  view.setUint32(at + 12, blocks, true);
  view.setFloat64(at + 16, prediction.endsAtMs, true);
  view.setFloat64(at + 24, prediction.timeMs, true);
  view.setUint32(at + 32, prediction.gap, true);
  view.setFloat32(at + 36, prediction.delayMs, true);
  return writeSeries(view, writeFloats(view, at + PREDICTION_HEAD_BYTES, scores), series);
}

/** A detection's names as UTF-8; `channel` empty where there is none. */
export interface DetectionNames {
  readonly label: Uint8Array;
  readonly channel: Uint8Array;
  readonly reason?: Uint8Array;
  readonly why?: Uint8Array;
}

export function detectionBytesNeeded(
  { label, channel, reason, why }: DetectionNames,
  { value, open }: Pick<DetectionFields, 'value' | 'open'> = {},
): number {
  const values = value === undefined ? 0 : DETECTION_VALUES_BYTES;
  const texts = (reason?.length ?? 0) + (why?.length ?? 0);
  const lasting = value === undefined || open === undefined ? 0 : DETECTION_LASTING_BYTES + texts;
  return DETECTION_HEAD_BYTES + label.length + channel.length + values + lasting;
}

export function writeDetection(
  view: DataView,
  at: number,
  stream: number,
  blocks: number,
  detection: DetectionFields,
  { label, channel, reason = NO_TEXT, why = NO_TEXT }: DetectionNames,
): number {
  view.setUint16(at, DETECTION, true);
  view.setUint16(at + 2, label.length, true);
  view.setUint32(at + 4, stream, true);
  view.setUint32(at + 8, detection.number, true);
  view.setUint32(at + 12, blocks, true);
  view.setFloat64(at + 16, detection.startsAtMs, true);
  view.setFloat64(at + 24, detection.endsAtMs, true);
  view.setFloat64(at + 32, detection.timeMs, true);
  view.setFloat32(at + 40, detection.score, true);
  view.setUint32(at + 44, detection.index, true);
  view.setFloat32(at + 48, detection.severity ?? Number.NaN, true);
  view.setUint32(at + 52, channel.length, true);
  const { value, expected = Number.NaN, spread = Number.NaN } = detection;
  const namesEnd = writeBytes(view, writeBytes(view, at + DETECTION_HEAD_BYTES, label), channel);
  if (value === undefined) return namesEnd;
  view.setUint8(at + DETECTION_FLAGS_AT, DETECTION_VALUES | (detection.open === undefined ? 0 : DETECTION_LASTING));
  const valuesEnd = writeFloats(view, namesEnd, [value, expected, spread]);
  if (detection.open === undefined) return valuesEnd;
  view.setUint16(valuesEnd, reason.length, true);
  view.setUint16(valuesEnd + 2, why.length, true);
  view.setUint32(valuesEnd + 4, detection.open ? 1 : 0, true);
  return writeBytes(view, writeBytes(view, valuesEnd + DETECTION_LASTING_BYTES, reason), why);
}

const NO_TEXT = new Uint8Array(0);

/** Flags of a detection's frame. */
export function detectionFlags(view: DataView, at: number): number {
  return view.getUint8(at + DETECTION_FLAGS_AT);
}

/** Bytes of a detection's frame that has only these of its flags. Mark the copy with `markDetection`. */
export function detectionBytesWith(view: DataView, at: number, flags: number): number {
  const has = detectionFlags(view, at) & flags;
  const names = DETECTION_HEAD_BYTES + view.getUint16(at + 2, true) + view.getUint32(at + 52, true);
  if ((has & DETECTION_VALUES) === 0) return names;
  const values = names + DETECTION_VALUES_BYTES;
  if ((has & DETECTION_LASTING) === 0) return values;
  const texts = view.getUint16(at + values, true) + view.getUint16(at + values + 2, true);
  return values + DETECTION_LASTING_BYTES + texts;
}

export function markDetection(view: DataView, at: number, flags: number): void {
  const known = (flags & DETECTION_VALUES) === 0 ? 0 : flags; // what lasts follows the values
  view.setUint8(at + DETECTION_FLAGS_AT, detectionFlags(view, at) & known);
}

/** Whether the frame tells the end of an alarm. */
export function tellsEnd(view: DataView, at: number): boolean {
  if ((detectionFlags(view, at) & DETECTION_LASTING) === 0) return false;
  return view.getUint32(at + detectionBytesWith(view, at, DETECTION_VALUES) + 4, true) === 0;
}

/** `dropped`: rows of the stream that the server has dropped so far, modulo 2^32. */
export function writeAccepted(view: DataView, at: number, stream: number, blocks: number, dropped: number): number {
  view.setUint32(at, ACCEPTED, true);
  view.setUint32(at + 4, stream, true);
  view.setUint32(at + 8, blocks, true);
  view.setUint32(at + 12, dropped, true);
  return at + ACCEPTED_BYTES;
}

export function pointBytesNeeded({
  values,
  scores,
  series,
}: Pick<PointFields, 'values' | 'scores' | 'series'>): number {
  const headBytes = isWide(values, scores) ? POINT_WIDE_HEAD_BYTES : POINT_HEAD_BYTES;
  return headBytes + 4 * values.length + 4 * scores.length + seriesBytes(series);
}

/** `watch`: the number that the server gave the watched stream. */
export function writePoint(view: DataView, at: number, watch: number, point: PointFields): number {
  const { values, scores, series } = point;
  const wide = isWide(values, scores);
  view.setUint8(at, wide ? POINT_WIDE : POINT);
  view.setUint8(at + 1, flagsOf(point.settled, false, series) | (point.past ? PAST : 0));
  if (wide) view.setUint16(at + 2, values.length, true);
  else {
    view.setUint8(at + 2, values.length);
    view.setUint8(at + 3, scores.length);
  }
  view.setUint32(at + 4, watch, true);
  view.setUint32(at + 8, point.index, true);
  view.setUint32(at + 12, point.gap, true);
  view.setFloat64(at + 16, point.timeMs, true);
  if (wide) view.setUint32(at + 24, scores.length, true);
  const headBytes = wide ? POINT_WIDE_HEAD_BYTES : POINT_HEAD_BYTES;
  const scoresAt = writeFloats(view, at + headBytes, values);
  return writeSeries(view, writeFloats(view, scoresAt, scores), series);
}

function isWide(values: ArrayLike<number>, scores: ArrayLike<number>): boolean {
  return Math.max(values.length, scores.length) > MOST_NARROW_COUNT;
}

function flagsOf(settled: boolean, gated: boolean, series: SeriesFields | null): number {
  const flags = (settled ? SETTLED : 0) | (gated ? GATED : 0);
  if (series === null) return flags;
  const { alarm, open, ended } = series;
  return flags | SERIES | (alarm ? ALARM : 0) | (open ? LASTS : 0) | (ended ? ENDED : 0);
}

/** Likelihood, severity, onset, number of channels; then forecast, spread and contributions of each channel. */
function seriesBytes(series: SeriesFields | null): number {
  return series === null ? 0 : 16 + 12 * series.forecast.length;
}

function writeSeries(view: DataView, at: number, series: SeriesFields | null): number {
  if (series === null) return at;
  view.setFloat32(at, series.likelihood, true);
  view.setFloat32(at + 4, series.severity, true);
  view.setFloat32(at + 8, series.onset, true);
  view.setUint32(at + 12, series.forecast.length, true);
  const spreadAt = writeFloats(view, at + 16, series.forecast);
  return writeFloats(view, writeFloats(view, spreadAt, series.spread), series.contributions);
}

function writeFloats(view: DataView, at: number, values: ArrayLike<number>): number {
  for (let i = 0; i < values.length; i++) view.setFloat32(at + 4 * i, values[i] as number, true);
  return at + 4 * values.length;
}

function writeBytes(view: DataView, at: number, bytes: Uint8Array): number {
  for (let i = 0; i < bytes.length; i++) view.setUint8(at + i, bytes[i] as number);
  return at + bytes.length;
}
