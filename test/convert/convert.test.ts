// Files of other programs become models that give what the original gives, or are refused in a sentence that says what
// to do.
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { convert } from '#src/convert/convert.js';
import { type Description, readDescription } from '#src/convert/description.js';
import { readModel, writeModel } from '#src/model/file/model-file.js';
import type { GruLayer } from '#src/model/layers.js';
import { kaldiFbank, kaldiMfcc, rawWindow } from '#src/model/named-front-ends.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { Program } from '#src/pipeline/program.js';
import { fixtureBytes } from '../support/fixtures.js';

const module = await readKernel();

/** As many samples a window as the network takes inputs. */
const raw = (inputs: number) => rawWindow({ windowSamples: inputs, hopSamples: inputs, sampleRate: 1000 });
const labels = (count: number) => Array.from({ length: count }, (_, i) => `label ${i}`);

async function converted(file: string, inputs: number, outputs: number, more: Description = {}) {
  return convert(module, await fixtureBytes(file), { frontEnd: raw(inputs), labels: labels(outputs), ...more });
}

describe('convert()', () => {
  it.each([
    ['gru.onnx', 5, 7],
    ['lstm-two-layers.onnx', 3, 5],
    ['rnn-relu.onnx', 4, 6],
    ['gru-64-128.onnx', 64, 128],
    ['crnn.onnx', 6, 4],
    ['separable.onnx', 6, 3],
    ['gru-step.onnx', 4, 3],
    ['gru-cell-step.onnx', 4, 2],
  ])('holds %s to onnxruntime-web over seeded noise, to 1e-5', async (file, inputs, outputs) => {
    const { against, frames, largestDifference } = await converted(file, inputs, outputs);
    expect(against).toBe('onnxruntime-web');
    expect(frames).toBeGreaterThanOrEqual(5);
    expect(largestDifference).toBeLessThan(1e-5);
  });

  it.each([
    ['gru-64-128.pt', 64, 128, 'gru'],
    ['lstm-projection.pt', 4, 3, 'lstm'],
    ['rnn-tanh.pt', 5, 7, 'rnn'],
    ['checkpoint.pt', 5, 7, 'gru'],
  ])('tells the network of %s from its tensors', async (file, inputs, outputs, kind) => {
    const { model, against, largestDifference } = await converted(file, inputs, outputs, { assume: true });
    expect(model.layers.map((layer) => layer.kind)).toEqual([kind]);
    expect(against).toBe('the reference in double precision');
    expect(largestDifference).toBeLessThan(1e-5);
  });

  it('makes a file that is read again, with a golden vector that comes out', async () => {
    const { model } = await converted('crnn.onnx', 6, 4);
    const again = readModel(writeModel(model));
    expect(again.tensors.get('golden.outputs')?.shape).toEqual([16, 4]);
    expect(() => new Program(Kernel.create(module), again)).not.toThrow();
  });

  it('makes two scores of one, where there are two labels', async () => {
    const wide = await converted('gru-cell-step.onnx', 4, 2);
    expect(wide.model.layers.at(-1)?.name).not.toBe('both');
    const layers = [{ kind: 'rnn', name: 'm', inputSize: 5, hiddenSize: 1, layers: 1 }] as const;
    const tensors = new Map([
      ['m.weight_ih_l0', { shape: [1, 5], values: Float32Array.of(1, 2, 3, 4, 5) }],
      ['m.weight_hh_l0', { shape: [1, 1], values: Float32Array.of(0.5) }],
      ['m.bias_ih_l0', { shape: [1], values: Float32Array.of(0.1) }],
      ['m.bias_hh_l0', { shape: [1], values: Float32Array.of(0.1) }],
    ]);
    const { model } = await converted('gru.onnx', 5, 7);
    const file = writeModel({ ...model, layers, tensors, labels: ['one'] });
    const told: Description = { frontEnd: raw(5), labels: ['none', 'speech'], layers };
    // tanh gives no probability
    await expect(convert(module, file, told)).rejects.toThrow(
      /its one score is no probability .*: --sigmoid makes it one/,
    );
    const { model: both } = await convert(module, file, { ...told, activation: 'sigmoid' });
    expect(both.layers.at(-1)).toMatchObject({ name: 'both', outputSize: 2 });
  });

  it.each([
    ['gru-bidirectional.onnx', /operator GRU runs bidirectional: it needs the whole sequence, and cannot be streamed/],
    ['lstm-bidirectional.pt', /'rnn' is bidirectional: it needs the whole sequence, and cannot be streamed/],
    ['crnn.pt', /does not say how '.*' is used: export the model as ONNX, or describe its 'layers'/],
    ['module.pt', /it gives 7 scores: received 8 labels/],
  ])('refuses %s with the reason', async (file, sentence) => {
    await expect(converted(file, 3, 8)).rejects.toThrow(sentence);
  });

  it('asks for what the file does not say', async () => {
    const bytes = await fixtureBytes('gru.onnx');
    await expect(convert(module, bytes, {})).rejects.toThrow(/its front end .* and its 7 labels/);
    await expect(convert(module, bytes, { frontEnd: raw(5), labels: ['a', 'b'] })).rejects.toThrow(
      'it gives 7 scores: received 2 labels',
    );
    await expect(convert(module, bytes, { frontEnd: raw(9), labels: labels(7) })).rejects.toThrow(
      "input 'x' of shape [time,1,5] does not take the 9 numbers of the front end",
    );
  });

  it('refuses a model whose reset convention was turned, by its golden vector', async () => {
    const { model } = await converted('gru.onnx', 5, 7);
    const [gru] = model.layers as readonly [GruLayer];
    const turned = { ...model, layers: [{ ...gru, resetAfter: false }] };
    expect(() => new Program(Kernel.create(module), readModel(writeModel(turned)))).toThrow(
      /its golden vector must come out within/,
    );
  });
});

const hello = new URL('../../../shared/data/models/hello-edge-gru-s.onnx', import.meta.url);

describe.skipIf(!existsSync(hello))('hello-edge-gru-s.onnx (skipped where the shared data are not)', () => {
  const description = readDescription(
    JSON.stringify({
      labels: ['silence', 'unknown', 'yes', 'no', 'up', 'down', 'left', 'right', 'on', 'off', 'stop', 'go'],
      frontEnd: {
        preset: 'tensorflow-mfcc',
        windowSamples: 640,
        hopSamples: 640,
        dct: { coefficients: 10, norm: 'tensorflow', lifter: 0 },
      },
      detector: { clipAnswer: 'last', clipMs: 1000 },
    }),
    'hello.json',
  );

  it('agrees with onnxruntime-web, and with the other reset convention it is refused', async () => {
    const { model, largestDifference } = await convert(module, new Uint8Array(await readFile(hello)), description);
    expect(largestDifference).toBeLessThan(2e-6);
    const [gru, ...rest] = model.layers as readonly [GruLayer];
    expect(gru.resetAfter).toBe(false);
    const turned = readModel(writeModel({ ...model, layers: [{ ...gru, resetAfter: true }, ...rest] }));
    await expect(async () => Program.open(Kernel.create(module), turned)).rejects.toThrow(/reset convention/);
  });
});

describe('readDescription()', () => {
  it.each([
    ['no JSON', '{', /Cannot read m\.json: it is no JSON/],
    ['a word that means nothing', '{"label": ["a"]}', /'label'/],
    ['an unknown front end', '{"frontEnd": "mel"}', /a front end is one of tensorflow-mfcc, .*: received 'mel'/],
    ['numbers that do not fit', '{"frontEnd": {"preset": "kaldi-fbank", "maxHz": 9000}}', /bands from 20 to 9000 Hz/],
    [
      'a number that it has not',
      '{"frontEnd": {"preset": "librosa-mfcc", "coefficients": 13}}',
      /has sampleRate, .*: received 'coefficients'/,
    ],
    ['a number that is none', '{"frontEnd": {"preset": "kaldi-fbank", "bands": "x"}}', /'frontEnd\.bands'/],
  ])('refuses %s in a sentence', (_, text, sentence) => {
    expect(() => readDescription(text, 'm.json')).toThrow(sentence);
  });

  it("says where a name of torchaudio has another FFT than torchaudio's default", () => {
    const notes = (frontEnd: unknown) => readDescription(JSON.stringify({ frontEnd }), 'm.json').notes ?? [];
    expect(notes('torchaudio-log-mel').join()).toContain(
      'torchaudio\'s own default is n_fft = 400: "fftSize": 400 in the JSON takes that',
    );
    for (const fftSize of [400, 512]) expect(notes({ preset: 'torchaudio-log-mel', fftSize })).toEqual([]);
    expect(notes({ preset: 'torchaudio-mfcc', windowSamples: 512 })).toEqual([]);
  });

  it('takes a part of a front end with what its name says for the rest', () => {
    const read = (frontEnd: unknown) => readDescription(JSON.stringify({ frontEnd }), 'm.json').frontEnd;
    expect(read({ preset: 'kaldi-mfcc', dct: { coefficients: 12 } })).toEqual({
      ...kaldiMfcc(),
      dct: { coefficients: 12, norm: 'ortho', lifter: 22 },
    });
    expect(read({ preset: 'kaldi-mfcc', dct: null })).toEqual(kaldiFbank());
    expect(read({ preset: 'torchaudio-log-mel', windowSamples: 400, fftSize: 400 })).toMatchObject({ fftSize: 400 });
    expect(() => read({ preset: 'torchaudio-log-mel', fftSize: 401 })).toThrow(
      /'frontEnd.fftSize': must be an even number from 16/,
    );
    expect(read({ preset: 'torchaudio-log-mel', windowSamples: 512 })).toMatchObject({ hopSamples: 256, fftSize: 512 });
    expect(read({ preset: 'silero-vad', sampleRate: 8000 })).toMatchObject({ windowSamples: 288, hopSamples: 256 });
  });
});
