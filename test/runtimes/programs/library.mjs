// What the README and docs/streams.md promise, in the runtime that runs this: `library.mjs RECORDING` prints one JSON object.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import {
  audioFile,
  keywords,
  openStream,
  predictionBytes,
  predictionsInSnapshot,
  readAudio,
  readRecording,
  replay,
  replayRecording,
  rows,
  samplesInSnapshot,
  seriesModel,
} from 'sluice';

const file = process.argv[2];

/** Runs a stream to its end. `before`: predictions of another stream that come first. */
async function outcome(stream, before = []) {
  const predictions = [...before];
  const detections = [];
  const done = new Promise((resolve, reject) => {
    stream.predictions$.subscribe({
      next: (prediction) => predictions.push(predictionBytes(prediction)),
      error: reject,
      complete: resolve,
    });
  });
  stream.detections$.subscribe({ next: ({ label, index }) => detections.push(`${label} ${index}`), error: () => {} });
  await done;
  await stream.close();
  const hash = createHash('sha256');
  for (const bytes of predictions) hash.update(bytes);
  return { transport: stream.transport, predictions: predictions.length, detections, digest: hash.digest('hex') };
}

/** The stream is saved in its middle, and another one goes on from there. */
async function resumed({ samples, sampleRate }) {
  const first = await openStream({ source: replay(samples, { sampleRate, pace: 'fast' }), model: keywords });
  const seen = [];
  const snapshot = await new Promise((resolve, reject) => {
    first.predictions$.subscribe({
      next: (prediction) => {
        seen.push(predictionBytes(prediction));
        if (prediction.index === 400) first.snapshot().then(resolve, reject);
      },
      error: reject,
    });
  });
  // The snapshot is of a hop after that one; what was predicted until then may still be on its way.
  while (seen.length < predictionsInSnapshot(snapshot)) await new Promise((resolve) => setTimeout(resolve, 1));
  await first.close();
  const rest = samples.subarray(samplesInSnapshot(snapshot));
  const source = replay(rest, { sampleRate, pace: 'fast' });
  const before = seen.slice(0, predictionsInSnapshot(snapshot));
  const { transport, predictions, digest } = await outcome(
    await openStream({ source, model: keywords, snapshot }),
    before,
  );
  return { transport, predictions, digest }; // how many detections come after it depends on when it was taken
}

/** The stream is recorded, and the recording is replayed. */
async function replayed({ samples, sampleRate }) {
  const parts = [];
  const stream = await openStream({ source: replay(samples, { sampleRate, pace: 'fast' }), model: keywords });
  const stop = await stream.record((bytes) => parts.push(bytes.slice()));
  await outcome(stream);
  await stop();
  const recording = readRecording(new Uint8Array(Buffer.concat(parts)));
  return outcome(await openStream({ source: replayRecording(recording), model: keywords }));
}

/** Threads that are left by six streams, each of which has started an engine and closed it. */
async function threadsLeft() {
  const count = () => (existsSync('/proc/self/task') ? readdirSync('/proc/self/task').length : 0);
  const source = () => rows([{ timeMs: 0, values: [1] }], { channels: 1 });
  const before = count();
  for (let i = 0; i < 6; i++)
    await outcome(await openStream({ source: source(), model: seriesModel({ channels: ['a'] }) }));
  let left = count() - before;
  for (let i = 0; i < 20 && left > 2; i++) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    left = count() - before;
  }
  return left;
}

const readings = Array.from({ length: 600 }, (_, i) => ({
  timeMs: 1e12 + 1000 * i,
  values: [Math.sin(i / 9), (i % 7) + (i === 500 ? 90 : 0)],
}));
const audio = await readAudio(file);
const heard = () => audioFile(file, { pace: 'fast' });
console.log(
  JSON.stringify({
    file: await outcome(await openStream({ source: heard(), model: keywords })),
    messages: await outcome(await openStream({ source: heard(), model: keywords, transport: 'messages' })),
    series: await outcome(
      await openStream({ source: rows(readings, { channels: 2 }), model: seriesModel({ channels: ['a', 'b'] }) }),
    ),
    resumed: await resumed(audio),
    replayed: await replayed(audio),
    threadsLeft: await threadsLeft(),
  }),
);
