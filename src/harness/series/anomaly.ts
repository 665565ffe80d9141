// Where an anomaly is put into a made-up series, and what it does to one channel.
import type { Random } from '../../random.js';
import type { Draft } from './draft.js';
import type { AnomalyName } from './kinds.js';
import type { LabelledWindow } from './labelled-series.js';

export interface Place {
  readonly rows: number;
  readonly dayRows: number;
  readonly random: Random;
}

/** Anomalies begin within these parts of the series: there is time to learn before, and time to last after. */
const EARLIEST = 0.6;
const LATEST = 0.8;
/** A slow leak needs time. */
const LEAK_FROM = 0.5;

/** The same for all anomalies of a series that last as long. */
export function placed(anomaly: AnomalyName, draft: Draft, { rows, dayRows, random }: Place): LabelledWindow {
  const begins = Math.floor(rows * random.between(EARLIEST, LATEST));
  const lasting = (length: number, from = begins) => ({ from, to: Math.min(rows, from + Math.max(1, length)) - 1 });
  switch (anomaly) {
    case 'spike':
      return lasting(1);
    case 'leak':
      return { from: Math.floor(LEAK_FROM * rows), to: rows - 1 };
    case 'period':
      return lasting(Math.min(2 * dayRows, 8 * (draft.period as number)));
    case 'missing': {
      const events = draft.events ?? [];
      const [from, to] = (events.find(([first]) => first >= begins) ?? events.at(-1)) as readonly [number, number];
      return { from, to };
    }
    case 'time-of-day': {
      const length = Math.round((draft.period as number) / 6);
      return lasting(length, mostUnusual(draft, begins, length));
    }
    case 'level':
    case 'trend':
    case 'noise':
    case 'stuck':
    case 'relation':
      return lasting(dayRows);
    default:
      return anomaly satisfies never;
  }
}

export interface Injected {
  readonly signal: Float64Array;
  readonly noise: Float64Array;
  readonly draft: Draft;
  readonly dayRows: number;
  readonly sensor: (values: Float64Array) => Float64Array;
  readonly random: Random;
}

/** The values of a channel with the anomaly in it, in parts of the range. What changes the draft itself is in it already. */
export function injected(anomaly: AnomalyName, at: LabelledWindow, channel: Injected): Float64Array {
  const { signal, noise, draft, dayRows, sensor, random } = channel;
  const { noiseSize } = draft;
  const sign = draft.sensor === undefined && random.chance(0.5) ? -1 : 1;
  const signalThen = (change: (row: number) => number) => sensor(valuesOf(signal, noise, at, change));
  switch (anomaly) {
    case 'spike':
      return signalThen((row) => (signal[row] as number) + sign * (0.3 + 10 * noiseSize));
    case 'level':
      return signalThen((row) => (signal[row] as number) + sign * (0.2 + 4 * noiseSize));
    case 'leak':
      return signalThen((row) => (signal[row] as number) + (sign * 0.01 * (row - at.from)) / dayRows);
    case 'trend':
      return signalThen((row) => (signal[row] as number) + (sign * 0.5 * (row - at.from)) / dayRows);
    case 'noise':
      return signalThen((row) => (signal[row] as number) + 3 * (noise[row] as number));
    case 'missing':
      return signalThen(() => draft.rest as number);
    case 'time-of-day':
      return signalThen((row) => signal[row - halfOf(draft)] as number);
    case 'stuck': {
      const values = sensor(valuesOf(signal, noise, at, (row) => signal[row] as number));
      return values.fill(values[at.from] as number, at.from, at.to + 1);
    }
    case 'period':
    case 'relation':
      return sensor(valuesOf(signal, noise, at, (row) => signal[row] as number));
    default:
      return anomaly satisfies never;
  }
}

function valuesOf(
  signal: Float64Array,
  noise: Float64Array,
  { from, to }: LabelledWindow,
  change: (row: number) => number,
): Float64Array {
  return signal.map((value, row) => (row < from || row > to ? value : change(row)) + (noise[row] as number));
}

/** The row from which the values of half a period before differ most from the usual ones, within a period. */
function mostUnusual(draft: Draft, begins: number, length: number): number {
  const signal = draft.signal[0] as Float64Array;
  const half = halfOf(draft);
  let [best, most] = [begins, -1];
  for (let from = begins; from < begins + (draft.period as number) && from + length <= signal.length; from++) {
    let apart = 0;
    for (let row = from; row < from + length; row++) {
      apart += Math.abs((signal[row] as number) - (signal[row - half] as number));
    }
    if (apart > most) [best, most] = [from, apart];
  }
  return best;
}

function halfOf({ period }: Draft): number {
  return Math.round((period as number) / 2);
}
