import { describe, expect, it } from 'vitest';
import { cellContest } from '#src/harness/contest.js';
import { measurePeak } from '#src/harness/peak.js';
import { gruLayer } from '#src/harness/random-model.js';
import type { PeakLine, StepLine } from '#src/harness/results.js';
import { benchStep } from '#src/harness/step.js';
import { kernelStepper, onnxStepper } from '#src/harness/steppers.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { randomFloats } from '../support/random.js';

describe('the steppers of the benchmark', () => {
  it.each([1, 5])('do the same work: after many steps of %d streams their states agree', async (batch) => {
    const contest = cellContest(gruLayer(10, 20), batch, 3);
    const inputs = Array.from({ length: 8 }, (_, i) => randomFloats(10, i));
    const ours = kernelStepper(Kernel.create(await readKernel()), contest, inputs);
    const theirs = await onnxStepper(contest, inputs);
    for (let i = 0; i < 20; i++) {
      await ours.run(5);
      await theirs.run(5);
      expect(ours.sink).not.toBe(0);
      expect(ours.sink).toBeCloseTo(theirs.sink, 5);
    }
    await theirs.close();
  });
});

describe('benchStep()', () => {
  const size = { cell: 'gru', input: 10, hidden: 20, layers: 1, batch: 1 } as const;

  it('gives the ratios first, then our engines and onnxruntime-web, from one run', async () => {
    const module = await readKernel();
    const peaks = [measurePeak(module, 'wasm-f32', 'node', 20)];
    const lines = await benchStep(size, { module, runtime: 'node', budgetMs: 50, compared: true }, peaks);
    const ratios = lines.flatMap((line) => (line.kind === 'step-ratio' ? [line] : []));
    const steps = lines.flatMap((line) => (line.kind === 'step' ? [line] : []));
    expect(lines).toEqual([...ratios, ...steps]);
    const [ours, int8, theirs] = steps as [StepLine, StepLine, StepLine];
    expect([ours.engine, int8.engine, theirs.engine]).toEqual(['wasm-f32', 'wasm-int8', 'onnxruntime-web']);
    expect(ratios[0]?.p50Ratio).toBeCloseTo(theirs.p50Us / ours.p50Us, 9);
    expect(ratios[1]?.p50Ratio).toBeCloseTo(theirs.p50Us / int8.p50Us, 9);
    for (const line of steps) {
      expect(line.p50Us).toBeGreaterThan(0);
      expect(line.p99Us).toBeGreaterThanOrEqual(line.p50Us);
      expect(line.worstUs).toBeGreaterThanOrEqual(line.p99Us);
    }
    expect(ours.macsPerSecond).toBeCloseTo((3 * 20 * 30 * 1e6) / ours.p50Us, -3);
    expect(ours.peakShare).toBeCloseTo(ours.macsPerSecond / (peaks[0] as PeakLine).macsPerSecond, 9);
  });

  it('takes batches, of every cell', async () => {
    const module = await readKernel();
    for (const cell of ['gru', 'lstm', 'rnn'] as const) {
      const lines = await benchStep(
        { ...size, cell, batch: 8 },
        { module, runtime: 'node', budgetMs: 20, compared: true },
      );
      expect(lines.filter(({ kind }) => kind === 'step').length).toBeGreaterThanOrEqual(3);
    }
  });
});
