// The state of a series stream as bytes, and whose it is. States from before alarms lasted are read too.
import { monitorOptions, type SeriesModel } from '../model/series-model.js';
import { packSnapshot, unpackSnapshot } from '../pipeline/snapshot.js';
import { STATE_NUMBERS } from '../pipeline/state-numbers.js';
import { SeriesMonitor } from './monitor.js';

const VERSION = 4;
const BEFORE_ALARMS_LASTED = 3;

const NO_BYTES = new Uint8Array(0);

/** STATE_NUMBERS, then the monitor's numbers. */
export function packState(model: SeriesModel, numbers: Float64Array): Uint8Array {
  return packSnapshot(identityOf(model, VERSION), numbers, NO_BYTES);
}

/** Sets the numbers. Of a state from before alarms lasted: none lasts. Returns whether the bytes are a state of theirs. */
export function unpackState(model: SeriesModel, snapshot: Uint8Array, into: Float64Array): boolean {
  const firstCount = STATE_NUMBERS + SeriesMonitor.firstNumbers(model.channels.length, monitorOptions(model));
  const state =
    unpackSnapshot(snapshot, identityOf(model, VERSION), into.length, 0) ??
    unpackSnapshot(snapshot, identityOf(model, BEFORE_ALARMS_LASTED), firstCount, 0);
  if (state === null) return false;
  into.fill(0, state.numbers.length);
  into.set(state.numbers);
  return true;
}

/** What a state depends on. For how long a monitor does not adapt, units and limits may change while it runs. */
function identityOf(model: SeriesModel, version: number): string {
  const { channels, described = [], monitor } = model;
  const { hidden, seed, learnRows } = monitor;
  const kinds = described.map(({ kind }) => kind);
  const plain = kinds.every((kind) => kind === 'gauge');
  return JSON.stringify(['series', version, channels, { hidden, seed, learnRows }, ...(plain ? [] : [kinds])]);
}
