// The state of a series stream as bytes, and whose it is. States of earlier versions are read too.
import { monitorOptions, type SeriesModel } from '../../model/series-model.js';
import { packSnapshot, unpackSnapshot } from '../../pipeline/snapshot.js';
import { STATE_NUMBERS } from '../../pipeline/state-numbers.js';
import { type EarlierVersion, earlierNumbers, upgrade } from './earlier-states.js';

const VERSION = 5;
const EARLIER: readonly EarlierVersion[] = [4, 3];

const NO_BYTES = new Uint8Array(0);

/** STATE_NUMBERS, then the monitor's numbers. */
export function packState(model: SeriesModel, numbers: Float64Array): Uint8Array {
  return packSnapshot(identityOf(model, VERSION), numbers, NO_BYTES);
}

/** Sets the numbers. Returns whether the bytes are a state of theirs, of this version or an earlier one. */
export function unpackState(model: SeriesModel, snapshot: Uint8Array, into: Float64Array): boolean {
  const state = unpackSnapshot(snapshot, identityOf(model, VERSION), into.length, 0);
  if (state === null) return EARLIER.some((version) => unpackEarlier(version, model, snapshot, into));
  into.set(state.numbers);
  return true;
}

function unpackEarlier(version: EarlierVersion, model: SeriesModel, snapshot: Uint8Array, into: Float64Array): boolean {
  const [channels, options] = [model.channels.length, monitorOptions(model)];
  const count = STATE_NUMBERS + earlierNumbers(version, channels, options);
  const state = unpackSnapshot(snapshot, identityOf(model, version), count, 0);
  if (state === null) return false;
  into.set(state.numbers.subarray(0, STATE_NUMBERS));
  upgrade(version, state.numbers.subarray(STATE_NUMBERS), into.subarray(STATE_NUMBERS), { channels, options });
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
