// The same samples give the same bits in Chromium as in Node, whatever way they take.
import { beforeAll, describe, expect, it } from 'vitest';
import { digestOf, keywordsFile, predictInNode, recordingFile, withPage } from './page.js';

interface Page {
  load(specifier: string): Promise<typeof import('#src/browser/index.js')>;
}

let expected: Uint8Array[];

beforeAll(async () => {
  expected = await predictInNode(recordingFile, keywordsFile);
});

// In real time on machines that are busy with other tests: a run that lost its time slice may be repeated.
describe('predictions in Chromium', { retry: 2 }, () => {
  it.each([
    { isolated: true, transport: 'shared' },
    { isolated: false, transport: 'messages' },
  ])('are those of Node to the bit, replayed over $transport', async ({ isolated, transport }) => {
    const result = await withPage({ isolated }, (page) => page.evaluate(replayRecording));
    expect(result.transport).toBe(transport);
    expect(digestOf(result.predictions.map(toBytes))).toBe(digestOf(expected));
  });

  it.each([
    { isolated: true, transport: 'shared' },
    { isolated: false, transport: 'messages' },
  ])('are those of Node to the bit, captured by the worklet over $transport', async ({ isolated, transport }) => {
    const result = await withPage({ isolated }, (page) => page.evaluate(captureRecording));
    expect(result.transport).toBe(transport);
    // the graph plays on after the recording: what was heard until its end is compared
    expect(result.predictions.length).toBeGreaterThanOrEqual(expected.length);
    expect(digestOf(result.predictions.map(toBytes), expected.length)).toBe(digestOf(expected));
  });
});

function toBytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

interface Result {
  readonly transport: string;
  readonly predictions: string[];
}

/** Runs in the page: the recording as a source that waits. */
async function replayRecording(): Promise<Result> {
  const { openStream, predictionBytes, replay } = await (globalThis as unknown as Page).load('sluice');
  // not decodeAudioData: Chromium's divides positive samples by 32767
  const wav = new Int16Array(await (await fetch('/dist/assets/recording.wav')).arrayBuffer(), 44);
  const source = replay(
    Float32Array.from(wav, (sample) => sample / 32768),
    { sampleRate: 16_000, pace: 'fast' },
  );
  const stream = await openStream({ source, model: '/dist/models/keywords.safetensors' });
  const predictions: string[] = [];
  await new Promise<void>((resolve, reject) => {
    stream.predictions$.subscribe({
      next: (prediction) => predictions.push(btoa(String.fromCharCode(...predictionBytes(prediction)))),
      error: reject,
      complete: resolve,
    });
  });
  return { transport: stream.transport, predictions };
}

/** Runs in the page: the recording played by an audio graph, captured by the worklet in real time. */
async function captureRecording(): Promise<Result> {
  const { audioNode, openStream, predictionBytes } = await (globalThis as unknown as Page).load('sluice');
  const wav = new Int16Array(await (await fetch('/dist/assets/recording.wav')).arrayBuffer(), 44);
  const context = new AudioContext({ sampleRate: 16_000 });
  await context.suspend();
  const player = context.createBufferSource();
  player.buffer = context.createBuffer(1, wav.length, 16_000);
  player.buffer.copyToChannel(
    Float32Array.from(wav, (sample) => sample / 32768),
    0,
  );
  const stream = await openStream({
    source: audioNode(player),
    model: '/dist/models/keywords.safetensors',
    maxLatencyMs: 5000,
  });
  const predictions: string[] = [];
  stream.predictions$.subscribe((prediction) => {
    predictions.push(btoa(String.fromCharCode(...predictionBytes(prediction))));
  });
  // the worklet takes the message while the clock stands still; then both start with the same quantum
  await new Promise((resolve) => setTimeout(resolve, 500));
  player.start();
  const ended = new Promise((resolve) => {
    player.onended = resolve;
  });
  await context.resume();
  await ended;
  await new Promise((resolve) => setTimeout(resolve, 500));
  await stream.close();
  await context.close();
  return { transport: stream.transport, predictions };
}
