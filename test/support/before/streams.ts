// A stream run to its end or up to a sample, and all that it says, in a form that can be kept.
import { createHash } from 'node:crypto';
import {
  openStream,
  type Prediction,
  predictionBytes,
  predictionsInSnapshot,
  type Row,
  replay,
  rows,
  type Source,
  type Stream,
  type StreamOptions,
} from '#src/node/index.js';
import { plain } from './fixture.js';
import { RATE } from './inputs.js';

/** Everything that a stream says that is a function of its samples. */
export interface Said {
  readonly predictions: number;
  /** SHA-256 of all predictions' bytes. */
  readonly digest: string;
  /** SHA-256 of gap, settled, gated, and what is said of a series' row, of all predictions. */
  readonly marks: string;
  readonly detections: unknown;
}

export async function run(options: StreamOptions): Promise<Said> {
  await using stream = await openStream(options);
  const said = await saidBy(stream);
  if (said.predictions === 0) throw new Error('the stream said nothing: there is nothing to compare');
  return said;
}

async function saidBy(stream: Stream): Promise<Said> {
  const [bytes, marks] = [createHash('sha256'), createHash('sha256')];
  const detections: unknown[] = [];
  let predictions = 0;
  stream.detections$.subscribe(({ index, label, channel, severity, score, startsAtMs, endsAtMs }) => {
    detections.push({ index, label, channel, severity, score, startsAtMs, endsAtMs });
  });
  await stream.predictions$.forEach((prediction: Prediction) => {
    const { gap, settled, gated, series = null } = prediction;
    predictions++;
    bytes.update(predictionBytes(prediction));
    marks.update(JSON.stringify(plain([gap, settled, gated, series])));
  });
  return { predictions, digest: bytes.digest('hex'), marks: marks.digest('hex'), detections: plain(detections) };
}

export function samplesAt(samples: Float32Array, rate = RATE): Source {
  return replay(samples, { sampleRate: rate });
}

/** Samples, and for each number in between so many that are missing. */
export function withGaps(parts: readonly (Float32Array | number)[]): Source {
  return {
    name: 'with gaps',
    live: false,
    open: async () => ({ sampleRate: RATE }),
    async feed(intake, signal) {
      for (const part of parts) {
        if (typeof part === 'number') intake.lose(part);
        else await pushAll(part, intake, signal);
      }
    },
  };
}

/** Samples, and then nothing until the stream is closed. */
export function held(samples: Float32Array, rate = RATE): Source {
  return {
    name: 'held',
    live: false,
    open: async () => ({ sampleRate: rate }),
    async feed(intake, signal) {
      await pushAll(samples, intake, signal);
      await aborted(signal);
    },
  };
}

/** The same of rows. */
export function heldRows(given: readonly Row[]): Source {
  const end = new AbortController();
  async function* all() {
    yield* given;
    await aborted(end.signal);
  }
  const source = rows(all(), { channels: 2 });
  return {
    ...source,
    async feed(intake, signal) {
      signal.addEventListener('abort', () => end.abort());
      await source.feed(intake, signal);
    },
  };
}

/** The state after so many predictions of a stream that is given no more samples than they need. */
export async function snapshotAfter(predictions: number, options: StreamOptions): Promise<Uint8Array> {
  await using stream = await openStream(options);
  await new Promise<void>((resolve, reject) => {
    stream.predictions$.subscribe({
      next: ({ index }) => {
        if (index === predictions - 1) resolve();
      },
      error: reject,
      complete: () => reject(new Error(`the stream ended before prediction ${predictions}`)),
    });
  });
  const snapshot = await stream.snapshot();
  if (predictionsInSnapshot(snapshot) !== predictions) {
    throw new Error(`the state is of ${predictionsInSnapshot(snapshot)} predictions, not of ${predictions}`);
  }
  return snapshot;
}

async function pushAll(samples: Float32Array, intake: Parameters<Source['feed']>[0], signal: AbortSignal) {
  let at = intake.push(samples);
  while (at < samples.length && !signal.aborted) {
    await intake.ready();
    at += intake.push(samples, at);
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve());
  });
}
