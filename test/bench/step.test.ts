import { describe, expect, it } from 'vitest';
import { Kernel } from '#src/engine/kernel.js';
import { cellContest } from '#src/harness/contest.js';
import { gruLayer } from '#src/harness/random-model.js';
import { benchStep } from '#src/harness/step.js';
import { kernelStepper, onnxStepper } from '#src/harness/steppers.js';
import { readKernel } from '#src/node/kernel-file.js';
import { randomFloats } from '../support/random.js';

describe('the steppers of the benchmark', () => {
  it('do the same work: after many steps their states agree', async () => {
    const contest = cellContest(gruLayer(10, 20), 3);
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
  it('gives the ratio first, then both engines, from one run', async () => {
    const module = await readKernel();
    const lines = await benchStep({ module, runtime: 'node', inputSize: 10, hiddenSize: 20, budgetMs: 50 });
    expect(lines.map(({ kind }) => kind)).toEqual(['step-ratio', 'step', 'step']);
    const [ratio, ours, theirs] = lines;
    expect([ours.engine, theirs.engine]).toEqual(['wasm-f32', 'onnxruntime-web']);
    expect(ratio.p50Ratio).toBeCloseTo(theirs.p50Us / ours.p50Us, 9);
    for (const line of [ours, theirs]) {
      expect(line.p50Us).toBeGreaterThan(0);
      expect(line.p99Us).toBeGreaterThanOrEqual(line.p50Us);
      expect(line.worstUs).toBeGreaterThanOrEqual(line.p99Us);
    }
    expect(ours.macsPerSecond).toBeCloseTo((3 * 20 * 30 * 1e6) / ours.p50Us, -3);
  });
});
