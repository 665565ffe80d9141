// What each recipe does with the package: it finds the words of a recording, hears the microphone and watches a sensor.
import { decodeAudio, keywords, microphone, openStream, predictionBytes, replay, rows, seriesModel } from 'sluice';

/** Plays `/recording.wav` as fast as it goes. Resolves with its words and a digest of all predictions. */
export async function playRecording(options) {
  const response = await fetch('/recording.wav');
  if (!response.ok) throw new Error(`Cannot fetch /recording.wav: received ${response.status}`);
  const { samples, sampleRate } = await decodeAudio(new Uint8Array(await response.arrayBuffer()), 'recording.wav');
  const source = replay(samples, { sampleRate, pace: 'fast' });
  const stream = await openStream({ source, model: keywords, ...options });
  const words = [];
  stream.detections$.subscribe(({ label }) => words.push(label));
  return { words, digest: await digestOf(stream), transport: stream.transport };
}

/** Watches five minutes of a made-up sensor. Resolves with a digest of all predictions. */
export async function watchSensor(options) {
  const readings = Array.from({ length: 300 }, (_, n) => ({ timeMs: n * 1000, values: [n === 250 ? 9 : Math.sin(n)] }));
  const source = rows(readings, { channels: 1 });
  return digestOf(await openStream({ source, model: seriesModel({ channels: ['pressure'] }), ...options }));
}

/** Hears the microphone for half a second. Resolves with the number of predictions. */
export async function listen(options, microphoneOptions) {
  const stream = await openStream({ source: microphone(microphoneOptions), model: keywords, ...options });
  let count = 0;
  await new Promise((resolve, reject) => {
    const counting = () => {
      count += 1;
      if (count === 25) resolve();
    };
    stream.predictions$.subscribe({ next: counting, error: reject, complete: resolve });
  });
  await stream.close();
  return count;
}

async function digestOf(stream) {
  const predictions = [];
  await stream.predictions$.forEach((prediction) => {
    predictions.push(predictionBytes(prediction));
  });
  await stream.close();
  const hash = await crypto.subtle.digest('SHA-256', await new Blob(predictions).arrayBuffer());
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
