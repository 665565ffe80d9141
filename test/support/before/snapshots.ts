// States of streams: from which options they were taken, and what a stream says that goes on from them.
import { rows, type StreamOptions, samplesInSnapshot, seriesModel, voiceActivity } from '#src/node/index.js';
import { before } from './fixture.js';
import { pausedSound, RATE, sensorRows, sound } from './inputs.js';
import { held, heldRows, run, type Said, samplesAt, snapshotAfter } from './streams.js';

const SERIES_ROWS = 600;
const SERIES_ROWS_IN_ALL = 760;

interface Taken {
  /** Of the stream when it was taken. */
  readonly predictions: number;
  readonly model: StreamOptions['model'];
  readonly more?: Partial<StreamOptions>;
  /** What the stream hears before it is taken. */
  readonly before: () => StreamOptions['source'];
  /** What it hears afterwards. */
  readonly after: (snapshot: Uint8Array) => StreamOptions['source'];
}

/** A stream of sound of which the first `seconds` are heard before the snapshot is taken. */
function ofSound(
  predictions: number,
  model: StreamOptions['model'],
  seconds: number,
  samples: Float32Array,
  rate = RATE,
) {
  return {
    predictions,
    model,
    before: () => held(samples.subarray(0, seconds * rate), rate),
    after: (snapshot: Uint8Array) => samplesAt(samples.slice(samplesInSnapshot(snapshot)), rate),
  };
}

const gate = () =>
  voiceActivity({ model: before('loudness.safetensors'), label: 'loud', hangoverMs: 100, preRollMs: 100 });

/** By the file's name. */
export const SNAPSHOTS: Readonly<Record<string, () => Taken>> = {
  'tiny.snapshot': () => ofSound(98, before('tiny.safetensors'), 1, sound(2, 1)),
  'tiny-int8.snapshot': () => ofSound(98, before('tiny-int8.safetensors'), 1, sound(2, 1)),
  'resampled.snapshot': () => ofSound(97, before('tiny.safetensors'), 1, sound(2, 2, 44_100), 44_100),
  'gated.snapshot': () => ({
    ...ofSound(128, before('tiny.safetensors'), 1.3, pausedSound()),
    more: { gate: gate() },
  }),
  'keywords.snapshot': () => ofSound(49, before('keywords.safetensors'), 1, sound(2, 1)),
  'series.snapshot': () => ({
    predictions: SERIES_ROWS,
    model: seriesModel({ channels: ['pump', 'furnace'], learnFor: 300 }),
    before: () => heldRows(sensorRows(SERIES_ROWS)),
    after: () => rows(sensorRows(SERIES_ROWS_IN_ALL).slice(SERIES_ROWS), { channels: 2 }),
  }),
};

/** The state at the moment that the list says. */
export function takeSnapshot(taken: Taken): Promise<Uint8Array> {
  const { predictions, model, more = {} } = taken;
  return snapshotAfter(predictions, { source: taken.before(), model, ...more });
}

export function goOn(taken: Taken, snapshot: Uint8Array): Promise<Said> {
  const { model, more = {} } = taken;
  return run({ source: taken.after(snapshot), model, snapshot, ...more });
}
