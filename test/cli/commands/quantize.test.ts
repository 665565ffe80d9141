// `sluice quantize`: what it writes runs and is smaller, and what it says of scores and accuracy.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readModel, writeModel } from '#src/model/file/model-file.js';
import { sluice } from '../../support/command.js';
import { fixtureBytes } from '../../support/fixtures.js';
import { temporaryFolder } from '../../support/folder.js';
import { tinyModel } from '../../support/tiny-model.js';

const folder = temporaryFolder();
const model = tinyModel({ hidden: 40, layers: 2 });
const from = folder.write('tiny.safetensors', writeModel(model));
const out = `${folder.path}/small.safetensors`;
// Of the models that ship, the one whose weights have 16 bits.
const commands = fileURLToPath(new URL('../../../dist/models/commands.safetensors', import.meta.url));
const recording = fileURLToPath(new URL('../../../dist/assets/recording.wav', import.meta.url));
const shared = fileURLToPath(new URL('../../../../shared/data', import.meta.url));

describe('sluice quantize', () => {
  it('writes a smaller file with weights of 8 bits that is read back to the same network', async () => {
    const { code, lines, stderr } = await sluice(['quantize', from, '--out', out, '--json']);
    expect(stderr).toBe('');
    expect(code).toBe(0);
    const bytes = readFileSync(out);
    expect(lines[0]).toMatchObject({ kind: 'quantized', out, bytes: { after: bytes.length }, accuracy: null });
    const { tensors, layers, name } = readModel(bytes);
    expect(name).toBe('tiny-int8');
    expect(layers).toEqual(model.layers);
    const weight = tensors.get('gru.weight_hh_l1');
    expect(weight?.scales).toHaveLength(120);
    const before = model.tensors.get('gru.weight_hh_l1')?.values as Float32Array;
    weight?.values.forEach((value, i) => {
      const scale = weight.scales?.[Math.floor(i / 40)] as number;
      expect(Math.abs(value - (before[i] as number))).toBeLessThanOrEqual(0.51 * scale);
      expect(scale).toBeLessThan(2 / 127);
    });
    expect([...readModel(writeModel(readModel(bytes))).tensors.keys()]).toEqual([...tensors.keys()]);
    const inspected = await sluice(['inspect', out, '--json']);
    expect(inspected.lines[0]).toMatchObject({ name: 'tiny-int8', golden: 'passed' });
  });

  it('tells people what changes', async () => {
    const { stdout } = await sluice(['quantize', from, '--out', out]);
    expect(stdout).toMatch(/small\.safetensors: .* KiB, before .* KiB/);
    expect(stdout).toMatch(/a step takes .* µs, before .* µs: .* times as fast/);
    expect(stdout).toMatch(/scores differ by 0\.\d+ on average, by 0\.\d+ at most/);
  });

  it('hears in the recording what the model of 16 bits hears', async () => {
    await sluice(['quantize', commands, '--out', out]);
    expect(readFileSync(out).length).toBeLessThan(0.6 * readFileSync(commands).length);
    const heard = async (file: string) =>
      (await sluice(['run', recording, '--model', file, '--json'])).lines
        .filter(({ kind }) => kind === 'detection')
        .map(({ label }) => label);
    expect(await heard(out)).toEqual(await heard(commands));
  });

  it('refuses what it cannot quantize, in a sentence', async () => {
    const theirs = folder.write('theirs.onnx', await fixtureBytes('gru-step.onnx'));
    folder.write(
      'theirs.json',
      JSON.stringify({ labels: ['none', 'a', 'b'], frontEnd: { preset: 'raw', windowSamples: 4 } }),
    );
    await sluice(['convert', theirs, out, '--engine', 'onnxruntime-web']);
    const { code, stderr } = await sluice(['quantize', out, '--out', out]);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^sluice: \S+small\.safetensors: Cannot quantize the model 'theirs': it runs on onnxruntime-web/,
    );
    expect((await sluice(['quantize', from])).code).toBe(2);
  });

  it('is told from a file whose scales are broken', () => {
    const broken = { ...model, tensors: new Map(readModel(readFileSync(from)).tensors) };
    broken.tensors.set('fc.weight.scale', { shape: [4], values: Float32Array.of(1, 1, 0, 1) });
    expect(() => readModel(writeModel(broken))).toThrow("tensor 'fc.weight' and its scales are not 8-bit weights");
  });
});

describe.skipIf(!existsSync(shared))('on labelled clips (skipped where the shared data are not)', () => {
  it('loses at most 0.2 points of accuracy', async () => {
    const args = ['quantize', commands, '--out', out, '--json', '--data', `${shared}/speech`];
    const { clips, before, after } = (await sluice(args)).lines[0]!.accuracy as Record<string, number>;
    expect(clips).toBeGreaterThan(1500);
    expect((before as number) - (after as number)).toBeLessThanOrEqual(0.002 * (clips as number));
  }, 120_000);

  it('counts as right what `sluice run --accuracy` counts', async () => {
    const data = `${shared}/speech/alexa`;
    const right = async (model: string) => {
      const { lines } = await sluice(['run', data, '--clips', '--accuracy', '--json', '--model', model]);
      return [lines.at(-1)!.clips, lines.at(-1)!.right];
    };
    const quantized = await sluice(['quantize', commands, '--out', out, '--json', '--data', data]);
    const { clips, before, after } = quantized.lines[0]!.accuracy as Record<string, number>;
    expect(await right(commands)).toEqual([clips, before]);
    expect(await right(out)).toEqual([clips, after]);
  });
});
