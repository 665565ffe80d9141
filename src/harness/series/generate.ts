// Makes series from a seed: normal ones, and the same with one anomaly at a known place. Up to the anomaly both are
// equal, number for number.
import { Random } from '../../random.js';
import { injected, placed } from './anomaly.js';
import { DAY_MS, type Draft } from './draft.js';
import { type AnomalyName, SERIES_KINDS, type SeriesKindName } from './kinds.js';
import type { LabelledSeries, LabelledWindow } from './labelled-series.js';

export interface SeriesRequest {
  readonly kind: SeriesKindName;
  /** Undefined: a normal series. */
  readonly anomaly?: AnomalyName;
  readonly seed: number;
  /** Which of the series of this kind and seed. */
  readonly copy: number;
  /** At least five days of them. */
  readonly rows: number;
  /** From row to row. */
  readonly stepMs: number;
  /** Rows for learning only. */
  readonly judgedFrom: number;
}

/** A Monday at midnight, UTC. */
const BEGINS_MS = Date.UTC(2024, 0, 1);
const LEAST_DAYS = 5;

/** Throws RangeError where the rows are fewer than five days. */
export function makeSeries(request: SeriesRequest): LabelledSeries {
  const { kind, anomaly, copy, rows, stepMs, judgedFrom } = request;
  const dayRows = Math.round(DAY_MS / stepMs);
  if (rows < LEAST_DAYS * dayRows) {
    throw new RangeError(
      `Cannot make series: ${LEAST_DAYS} days at one row every ${stepMs / 1000} s are ${LEAST_DAYS * dayRows} rows: received ${rows}`,
    );
  }
  const normal = draftOf(request, null);
  const at = anomaly && placed(anomaly, normal, { rows, dayRows, random: random(request, 'place') });
  const draft = at === undefined ? normal : draftOf(request, at);
  const values = finished(draft, request, at, dayRows);
  const inUnits = scaleOf(request);
  return {
    name: [kind, anomaly, copy + 1].filter((part) => part !== undefined).join(' '),
    channels: draft.signal.map((_, c) => `c${c + 1}`),
    timesMs: Float64Array.from({ length: rows }, (_, row) => BEGINS_MS + (draft.timesMs?.[row] ?? row * stepMs)),
    values: values.map(inUnits),
    windows: at === undefined ? [] : [visible(at, finished(normal, request, undefined, dayRows), values)],
    judgedFrom,
  };
}

function draftOf(request: SeriesRequest, at: LabelledWindow | null): Draft {
  const { kind, anomaly, rows, stepMs } = request;
  const changed = at !== null && anomaly === 'period' ? at : null;
  return SERIES_KINDS[kind].make({
    rows,
    stepMs,
    shape: random(request, 'shape'),
    chance: random(request, 'chance'),
    placeOf: (row) => (changed === null || row < changed.from ? row : faster(row, changed)),
    apart: at !== null && anomaly === 'relation' ? { chance: random(request, 'apart'), ...at } : null,
  });
}

/** While the period is changed, 1.5 rows pass for one; afterwards the period goes on from where it was. */
function faster(row: number, { from, to }: LabelledWindow): number {
  return row + 0.5 * (Math.min(row, to) - from);
}

/** From the first row on that is another than without the anomaly. */
function visible(
  { from, to }: LabelledWindow,
  normal: readonly Float64Array[],
  wrong: readonly Float64Array[],
): LabelledWindow {
  for (let row = from; row <= to; row++) {
    if (normal.some((channel, c) => !Object.is(channel[row], wrong[c]?.[row]))) return { from: row, to };
  }
  return { from, to };
}

function finished(
  draft: Draft,
  request: SeriesRequest,
  at: LabelledWindow | undefined,
  dayRows: number,
): Float64Array[] {
  const { anomaly, copy } = request;
  // In a series of many channels, the anomaly is in one of them; a broken relation is in the second.
  const wrong = copy % draft.signal.length;
  return draft.signal.map((signal, c) => {
    const usual = { signal, noise: draft.noise[c] as Float64Array };
    const sensor = draft.sensor ?? ((values: Float64Array) => values);
    if (anomaly === undefined || at === undefined || c !== wrong) return sensor(sum(usual));
    return injected(anomaly, at, { ...usual, draft, dayRows, sensor, random: random(request, 'anomaly') });
  });
}

export function sum({ signal, noise }: { signal: Float64Array; noise: Float64Array }): Float64Array {
  return signal.map((value, row) => value + (noise[row] as number));
}

/** A sensor's unit: any zero and any range. */
function scaleOf(request: SeriesRequest): (values: Float64Array) => Float64Array {
  const shape = random(request, 'scale');
  const range = 10 ** shape.between(-2, 3);
  const zero = shape.between(-2, 5) * range;
  // Events that are counted, states and amounts begin at 0.
  const offset = FROM_ZERO.includes(request.kind) ? 0 : zero;
  return (values) => values.map((value) => offset + range * value);
}

const FROM_ZERO: readonly SeriesKindName[] = [
  'counter',
  'on-off',
  'intermittent',
  'daylight',
  'events',
  'errors',
  'queue',
  'transfers',
  'uptime',
  'pulse-meter',
  'odometer',
  'compressor',
  'positions',
];

const PARTS = ['shape', 'chance', 'place', 'anomaly', 'apart', 'scale'] as const;

function random({ seed, kind, copy }: SeriesRequest, part: (typeof PARTS)[number]): Random {
  return new Random(seed, hashOf(kind), copy, PARTS.indexOf(part));
}

/** By name, so that a new kind leaves the series of the others as they are. */
function hashOf(name: string): number {
  return [...name].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0, 0);
}
