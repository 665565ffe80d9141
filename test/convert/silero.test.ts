// Silero VAD, a public voice activity detector, with its 64 samples of context: on our kernel and on onnxruntime-web.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { lastValueFrom, toArray } from 'rxjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { convert } from '#src/convert/convert.js';
import type { Model } from '#src/model/model.js';
import { sileroVad } from '#src/model/named-front-ends.js';
import { keywords, openStream, readAudio, replay, voiceActivity } from '#src/node/index.js';
import { readKernel } from '#src/node/kernel-file.js';

const folder = dirname(createRequire(import.meta.url).resolve('@ricky0123/vad-web/package.json'));
const frontEnd = sileroVad();

/** On our kernel, and on onnxruntime-web. */
async function silero(file: string) {
  const bytes = new Uint8Array(await readFile(join(folder, 'dist', file)));
  const on = async (engine: 'kernel' | 'onnxruntime-web') =>
    convert(await readKernel(), bytes, { frontEnd, labels: ['none', 'speech'], engine });
  return { ours: await on('kernel'), theirs: await on('onnxruntime-web') };
}

const recording = new URL('../../dist/assets/recording.wav', import.meta.url).pathname;

/** A minute of the recording that comes with the package, over and over. */
async function minute(): Promise<Float32Array> {
  const { samples } = await readAudio(recording);
  return Float32Array.from({ length: 60 * 16_000 }, (_, i) => samples[i % samples.length] as number);
}

async function speechIn(model: Model, samples: Float32Array): Promise<number[]> {
  const stream = await openStream({ source: replay(samples, { sampleRate: 16_000, pace: 'fast' }), model });
  const predictions = await lastValueFrom(stream.predictions$.pipe(toArray()));
  return predictions.map(({ scores }) => scores[1] as number);
}

describe.each(['silero_vad_v5.onnx', 'silero_vad_v6.onnx'])('%s', (file) => {
  let converted: Awaited<ReturnType<typeof silero>>;

  beforeAll(async () => {
    converted = await silero(file);
  });

  it('gives over a minute of speech on our kernel what it gives on onnxruntime-web, to 1e-4', async () => {
    const { ours, theirs } = converted;
    expect(ours.because).toBeNull();
    expect(ours.model.layers.map(({ kind }) => kind)).toContain('lstm');
    const samples = await minute();
    const [a, b] = [await speechIn(ours.model, samples), await speechIn(theirs.model, samples)];
    expect(a).toHaveLength(Math.floor((samples.length - 64) / 512));
    expect(b).toHaveLength(a.length);
    expect(Math.max(...a.map((p, i) => Math.abs(p - (b[i] as number))))).toBeLessThan(1e-4);
    // people speak in about two thirds of it
    const share = a.filter((p) => p > 0.5).length / a.length;
    expect(share).toBeGreaterThan(0.4);
    expect(share).toBeLessThan(0.9);
  });

  it('gates the keyword model, alike on both engines: it rests in the pauses and still hears every phrase', async () => {
    const { samples } = await readAudio(recording);
    const pause = new Float32Array(2 * 16_000);
    const spaced = Float32Array.from([...pause, ...samples, ...pause]);
    const run = async (gate?: Model) => {
      const source = replay(spaced, { sampleRate: 16_000, pace: 'fast' });
      const gating = gate === undefined ? {} : { gate: voiceActivity({ model: gate }) };
      const stream = await openStream({ source, model: keywords, ...gating });
      const detections = lastValueFrom(stream.detections$.pipe(toArray()));
      const predictions = await lastValueFrom(stream.predictions$.pipe(toArray()));
      return { heard: (await detections).map(({ label }) => label), gated: predictions.map(({ gated }) => gated) };
    };
    const { ours, theirs } = converted;
    const [always, one, other] = [await run(), await run(ours.model), await run(theirs.model)];
    expect(one.heard).toEqual(always.heard);
    expect(one.heard.length).toBeGreaterThan(4);
    expect(one).toEqual(other);
    // four seconds more of silence than the recording has, less a hangover
    expect(one.gated.filter(Boolean).length * 20).toBeGreaterThan(3000);
  });
});
