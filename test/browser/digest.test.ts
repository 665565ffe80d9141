// The same samples give the same bits in Chromium as in Node, whatever way they take.
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { quantizeModel } from '#src/convert/quantize.js';
import { readModel, writeModel } from '#src/model/file/model-file.js';
import { readKernel } from '#src/node/kernel-file.js';
import { temporaryFolder } from '../support/folder.js';
import { digestOf, keywordsFile, predictInNode, recordingFile, withPage } from './page.js';

interface Page {
  load(specifier: string): Promise<typeof import('#src/browser/index.js')>;
}

/** What is captured in real time: more than the stream's ring holds, so that it is gone round. */
const CAPTURED_S = 12;
const HOP_MS = 20;

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
    const result = await withPage({ isolated }, (page) => page.evaluate(replayRecording, undefined));
    expect(result.transport).toBe(transport);
    expect(digestOf(result.predictions.map(toBytes))).toBe(digestOf(expected));
  });

  // both at once, for they take their time and little else
  it.concurrent.each([
    { isolated: true, transport: 'shared' },
    { isolated: false, transport: 'messages' },
  ])('are those of Node to the bit, captured by the worklet over $transport', async ({ isolated, transport }) => {
    const result = await withPage({ isolated }, (page) => page.evaluate(captureRecording, CAPTURED_S));
    expect(result.transport).toBe(transport);
    // the graph plays on after the sound: what was heard until its end is compared
    const heard = Math.floor((CAPTURED_S * 1000) / HOP_MS) - 2;
    expect(result.predictions.length).toBeGreaterThanOrEqual(heard);
    expect(digestOf(result.predictions.map(toBytes), heard)).toBe(digestOf(expected, heard));
  });
});

describe('predictions with weights of 8 bits in Chromium', { retry: 2 }, () => {
  const folder = temporaryFolder();
  const file = `${folder.path}/small.safetensors`;
  let inNode: Uint8Array[];

  beforeAll(async () => {
    const { model } = quantizeModel(await readKernel(), readModel(await readFile(keywordsFile)));
    folder.write('small.safetensors', writeModel(model));
    inNode = await predictInNode(recordingFile, file);
  });

  it.each(['relaxed', 'plain'])('are those of Node to the bit, on %s SIMD', async (simd) => {
    const model = [...(await readFile(file))];
    const kernel = `/dist/kernel/kernel${simd === 'relaxed' ? '-relaxed' : ''}.wasm`;
    const result = await withPage({ isolated: true }, (page) => page.evaluate(replayRecording, { model, kernel }));
    expect(result.relaxed).toBe(true); // this Chromium takes both kernels
    expect(digestOf(result.predictions.map(toBytes))).toBe(digestOf(inNode));
  });
});

function toBytes(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, 'base64'));
}

interface Result {
  readonly transport: string;
  readonly predictions: string[];
  readonly relaxed?: boolean;
}

/** Runs in the page: the recording as a source that waits. */
async function replayRecording(asked?: { model: number[]; kernel: string }): Promise<Result> {
  const { openStream, predictionBytes, replay } = await (globalThis as unknown as Page).load('sluice');
  // not decodeAudioData: Chromium's divides positive samples by 32767
  const wav = new Int16Array(await (await fetch('/dist/assets/recording.wav')).arrayBuffer(), 44);
  const source = replay(
    Float32Array.from(wav, (sample) => sample / 32768),
    { sampleRate: 16_000, pace: 'fast' },
  );
  const chosen = asked
    ? { model: Uint8Array.from(asked.model), kernel: asked.kernel }
    : { model: '/dist/models/keywords.safetensors' };
  const relaxedKernel = await (await fetch('/dist/kernel/kernel-relaxed.wasm')).arrayBuffer();
  const stream = await openStream({ source, ...chosen });
  const predictions: string[] = [];
  await new Promise<void>((resolve, reject) => {
    stream.predictions$.subscribe({
      next: (prediction) => predictions.push(btoa(String.fromCharCode(...predictionBytes(prediction)))),
      error: reject,
      complete: resolve,
    });
  });
  return { transport: stream.transport, predictions, relaxed: WebAssembly.validate(relaxedKernel) };
}

/** Runs in the page: so much of the recording, played by an audio graph, captured by the worklet in real time. */
async function captureRecording(seconds: number): Promise<Result> {
  const { audioNode, openStream, predictionBytes } = await (globalThis as unknown as Page).load('sluice');
  const wav = new Int16Array(await (await fetch('/dist/assets/recording.wav')).arrayBuffer(), 44, seconds * 16_000);
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
    maxLatencyMs: 2500,
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
