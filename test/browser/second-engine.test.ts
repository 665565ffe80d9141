// A model that runs on onnxruntime-web, in a worker of a real browser.
import { describe, expect, it } from 'vitest';
import { convert } from '#src/convert/convert.js';
import { writeModel } from '#src/model/file/model-file.js';
import { rawWindow } from '#src/model/named-front-ends.js';
import { readKernel } from '#src/node/kernel-file.js';
import { fixtureBytes } from '../support/fixtures.js';
import { withPage } from './page.js';

interface Page {
  load(specifier: string): Promise<typeof import('#src/browser/index.js')>;
}

const frontEnd = rawWindow({ sampleRate: 1000, windowSamples: 4, hopSamples: 4 });
const bytes = await fixtureBytes('gru-step.onnx');
const modelOn = async (engine: 'kernel' | 'onnxruntime-web') =>
  writeModel((await convert(await readKernel(), bytes, { frontEnd, labels: ['none', 'a', 'b'], engine })).model);
const models = [[...(await modelOn('kernel'))], [...(await modelOn('onnxruntime-web'))]];

describe('a model on onnxruntime-web in Chromium', () => {
  it.each([true, false])('gives what our kernel gives, isolated: %s', async (isolated) => {
    const [ours, theirs] = await withPage({ isolated }, (page) => page.evaluate(scoresOf, models));
    expect(theirs).toHaveLength(100 * 3);
    expect(Math.max(...ours!.map((score, i) => Math.abs(score - (theirs![i] as number))))).toBeLessThan(1e-5);
  });
});

/** Runs in the page: the same noise through each of the models. */
async function scoresOf(files: number[][]): Promise<number[][]> {
  const { openStream, replay } = await (globalThis as unknown as Page).load('sluice');
  const samples = Float32Array.from({ length: 400 }, (_, i) => Math.sin(i * i));
  return Promise.all(
    files.map(async (file) => {
      const stream = await openStream({
        source: replay(samples, { sampleRate: 1000, pace: 'fast' }),
        model: Uint8Array.from(file),
        onnxruntime: new URL('/packages/onnxruntime-web/dist/ort.wasm.bundle.min.mjs', location.href),
      });
      const scores: number[] = [];
      await new Promise<void>((resolve, reject) => {
        stream.predictions$.subscribe({
          next: (prediction) => scores.push(...prediction.scores),
          error: reject,
          complete: resolve,
        });
      });
      return scores;
    }),
  );
}
