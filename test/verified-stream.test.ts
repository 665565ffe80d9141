// The model that ships for wake phrases, verified by the one that ships for commands, which was trained on these too.
import { readFile } from 'node:fs/promises';
import { lastValueFrom, toArray } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { commands } from '#src/bundled/commands.js';
import {
  type Detection,
  keywords,
  openStream,
  openVerifiedStream,
  predictionBytes,
  readAudio,
  readModel,
  replay,
  type VerifiedStreamOptions,
} from '#src/node/index.js';
import { tinyModel } from './support/tiny-model.js';

const { samples, sampleRate } = await readAudio(new URL('../dist/assets/recording.wav', import.meta.url));
const source = () => replay(samples, { sampleRate });
const phrases = readModel(await readFile(keywords)).labels.slice(1);
const FOLLOWS = new Map(phrases.map((label, i) => [label, phrases[(i + 1) % phrases.length] as string]));
const placed = (detections: readonly Detection[]) => detections.map(({ latencyMs: _, ...detection }) => detection);

async function detect(options: Omit<VerifiedStreamOptions, 'source' | 'model'>) {
  const stream = await openVerifiedStream({ source: source(), model: keywords, ...options });
  const agreed = lastValueFrom(stream.detections$.pipe(toArray()));
  const rejected = lastValueFrom(stream.rejected$.pipe(toArray()));
  const predictions = lastValueFrom(stream.predictions$.pipe(toArray()));
  return {
    agreed: placed(await agreed),
    rejected: placed(await rejected),
    predictions: (await predictions).map(predictionBytes),
  };
}

async function alone() {
  const stream = await openStream({ source: source(), model: keywords });
  const detections = lastValueFrom(stream.detections$.pipe(toArray()));
  const predictions = lastValueFrom(stream.predictions$.pipe(toArray()));
  return { detections: placed(await detections), predictions: (await predictions).map(predictionBytes) };
}

describe('openVerifiedStream()', () => {
  it('lets through what both models heard, and changes neither the predictions nor what a detection says', async () => {
    const { detections, predictions } = await alone();
    expect(detections.length).toBeGreaterThan(3);
    for (const transport of ['shared', 'messages'] as const) {
      const verified = await detect({ verifier: commands, transport });
      expect(verified.agreed).toEqual(detections);
      expect(verified.rejected).toEqual([]);
      expect(verified.predictions).toEqual(predictions);
    }
  });

  it('rejects what the second model did not hear, and tells of it', async () => {
    const { detections } = await alone();
    // It hears one phrase where another is said.
    const model = readModel(await readFile(commands));
    const confused = { ...model, labels: model.labels.map((label) => FOLLOWS.get(label) ?? label) };
    const verified = await detect({ verifier: confused });
    expect(verified.agreed).toEqual([]);
    expect(verified.rejected).toEqual(detections);
  });

  it('ends with its source, and closes both streams when it is closed', async () => {
    const endless = replay(samples, { sampleRate, pace: 'real-time' });
    const stream = await openVerifiedStream({ source: endless, model: keywords, verifier: commands });
    const over = Promise.all([
      lastValueFrom(stream.detections$.pipe(toArray())),
      lastValueFrom(stream.rejected$.pipe(toArray())),
    ]);
    await stream.close();
    expect(await over).toEqual([[], []]);
  });

  it('keeps the last seconds, and takes thresholds, of the first model', async () => {
    const stream = await openVerifiedStream({ source: source(), model: keywords, verifier: commands, keepSeconds: 1 });
    stream.setDetector({ enter: Object.fromEntries(stream.labels.slice(1).map((label) => [label, 1.1])) });
    expect(await lastValueFrom(stream.detections$.pipe(toArray()))).toEqual([]);
    expect(stream.lastSeconds()).toHaveLength(sampleRate);
  });

  it.each([
    [
      'a verifier without the labels',
      { verifier: tinyModel() },
      /'verifier' must have the labels .* lacks alexa, computer, /,
    ],
    [
      'a verifier that is no model',
      { verifier: 7 as never },
      /'verifier' must be bytes, a URL, a path or a model: received 7/,
    ],
    ['a score above 1', { verifier: commands, verifierEnter: 1.5 }, /'verifierEnter' must be above 0 and at most 1/],
    ['no time to agree', { verifier: commands, verifierWithinMs: 0 }, /'verifierWithinMs' must be above 0/],
    ['a snapshot', { verifier: commands, snapshot: new Uint8Array(4) } as never, /'verifier' and 'snapshot' exclude/],
  ])('refuses %s', async (_, options: Omit<VerifiedStreamOptions, 'source' | 'model'>, sentence) => {
    await expect(openVerifiedStream({ source: source(), model: keywords, ...options })).rejects.toThrow(sentence);
  });
});
