// Effects of other programs against PyTorch: what each layout gives to the samples that its fixture has.
import { describe, expect, it } from 'vitest';
import { readEffect } from '#src/convert/effects/read-effect.js';
import { writeRtNeural } from '#src/convert/effects/write-rtneural.js';
import { answers } from '#src/effects/golden.js';
import { readEffectFile, writeEffectFile } from '#src/model/file/effect-file.js';
import { changedJson, effectBytes, pairOf } from '../../support/effect-fixtures.js';
import { difference, effectsKernel, madeEffect } from '../../support/made-effect.js';

const FILES = [
  ['rtneural-gru.json', "RTNeural's JSON of a Keras model", null],
  ['aida-x-lstm.json', "AIDA-X model (RTNeural's JSON)", 48_000],
  ['aida-x-brings.json', "AIDA-X model (RTNeural's JSON)", 44_100],
  ['proteus-lstm.json', 'GuitarML model (Proteus), LSTM of 8', null],
  ['proteus-gru.json', 'GuitarML model (Proteus), GRU of 8', null],
  ['nam-lstm.nam', 'Neural Amp Modeler 0.5.4, LSTM of 2 x 5', 48_000],
] as const;

const read = (bytes: Uint8Array, options = {}) => readEffect(effectsKernel, bytes, options);

describe('readEffect()', () => {
  it.each(FILES)('gives what PyTorch gives: %s', (name, recognised, sampleRate) => {
    const { model, report } = read(effectBytes(name));
    const { inputs, outputs } = pairOf(name);
    expect(difference(answers(effectsKernel, model, inputs), outputs)).toBeLessThan(1e-6);
    expect(report.recognised).toBe(recognised);
    expect(model.sampleRate).toBe(sampleRate);
  });

  it('takes its knobs by the names that are told, else as gain and so on, which it says', () => {
    const [bytes, plain] = [effectBytes('proteus-gru.json'), read(effectBytes('proteus-gru.json'))];
    expect(plain.model.knobs.map(({ name }) => name)).toEqual(['gain', 'knob2']);
    expect(plain.report.warnings.join()).toMatch(/2 inputs beside the sound are taken for knobs .* --knobs names them/);
    const knobs = ['drive', { name: 'tone', least: -1, most: 2, initial: 0 }];
    expect(read(bytes, { knobs }).model.knobs).toEqual([
      { name: 'drive', least: 0, most: 1, initial: 0.5 },
      { name: 'tone', least: -1, most: 2, initial: 0 },
    ]);
    expect(() => read(bytes, { knobs: ['one'] })).toThrow(/takes 2 inputs beside the sound: received 1 knobs/);
  });

  it('holds a model to the samples that its file brings, whether they are of the effect or of the network alone', () => {
    expect(read(effectBytes('aida-x-brings.json')).model.conversion?.evidence).toBe('example');
    const { inputs, outputs } = pairOf('aida-x-brings.json');
    const alone = changedJson('aida-x-brings.json', (json) => {
      json.output_batch = Array.from(outputs, (y, i) => y - (inputs[i] as number));
    });
    expect(read(alone).model.conversion?.evidence).toBe('example');
    const swapped = changedJson('aida-x-brings.json', (json) => {
      // the gates in the order of another program
      for (const row of [...json.layers[0].weights[0], ...json.layers[0].weights[1]]) row.unshift(...row.splice(5, 5));
    });
    expect(() => read(swapped)).toThrow(
      expect.objectContaining({
        code: 'MODEL_MISMATCH',
        message: expect.stringMatching(/the network gives something else: .*--assume/),
      }),
    );
    expect(read(swapped, { assume: true }).report.warnings.join()).toMatch(/gives something else/);
  });

  it('says where the samples that a file brings do not fit each other, for they are not checked', () => {
    const short = changedJson('aida-x-brings.json', (json) => {
      json.output_batch.pop();
    });
    const { model, report } = read(short);
    expect(model.conversion?.evidence).toBe('layers');
    expect(report.warnings.join()).toMatch(/'output_batch' do not fit each other, so the network is not checked/);
  });

  it('takes a rate that is not above 0 for one that is not said, whatever the format', () => {
    for (const rate of [0, -44_100, 'unknown']) {
      const proteus = changedJson('proteus-lstm.json', (json) => Object.assign(json.model_data, { samplerate: rate }));
      expect(read(proteus).model.sampleRate).toBe(null);
      expect(read(proteus).report.warnings.join()).toMatch(/does not say its rate/);
      const aida = changedJson('aida-x-lstm.json', (json) => Object.assign(json, { samplerate: rate }));
      expect(read(aida).model.sampleRate).toBe(null);
    }
  });

  it('runs a PReLU with a slope for each unit', () => {
    const name = 'rtneural-gru.json';
    const alphas = [0.1, -0.2, 0.3, 0.4, 0.5];
    const bytes = changedJson(name, (json) => {
      json.layers[0].activation = '';
      json.layers.splice(1, 0, { type: 'prelu', shape: [null, null, 5], weights: [[alphas]] });
      json.layers.splice(2, 1);
      json.layers[2].weights[0] = json.layers[2].weights[0].slice(0, 5);
    });
    const { model } = read(bytes);
    const of = (layer: number, tensor: string) => model.tensors.get(`dense${layer}.${tensor}`)?.values as Float32Array;
    const x = 0.7;
    const hidden = alphas.map((alpha, i) => {
      const sum = (of(0, 'weight')[i] as number) * x + (of(0, 'bias')[i] as number);
      return sum > 0 ? sum : alpha * sum;
    });
    const expected = hidden.reduce((sum, h, i) => sum + h * (of(4, 'weight')[i] as number), of(4, 'bias')[0] as number);
    expect(answers(effectsKernel, model, Float32Array.of(x))[0]).toBeCloseTo(expected, 6);
  });

  it.each([
    [
      'rtneural-gru.json',
      (json) => json.layers[1].weights[1].pop(),
      /the recurrent kernel of layer 3 \('gru'\) must be of shape \[7,21\]: received \[6,21\]/,
    ],
    [
      'rtneural-gru.json',
      (json) => (json.layers[1].weights[2] = json.layers[1].weights[2][0]),
      /reset gate is before the product \(reset_after=False\)/,
    ],
    [
      'rtneural-gru.json',
      (json) => (json.layers[1].type = 'conv1d'),
      /layer 3 \('conv1d'\) is none of those that effects run/,
    ],
    [
      'rtneural-gru.json',
      (json) => (json.layers[0].activation = 'swish'),
      /must be one of tanh, relu, .*: received swish/,
    ],
    ['rtneural-gru.json', (json) => json.layers.pop(), /an effect gives one number for each sample: its layers give 7/],
    ['rtneural-gru.json', (json) => (json.layers[0].weights[0][0][2] = null), /must be finite numbers: received null/],
    ['aida-x-lstm.json', (json) => (json.in_skip = 2), /'in_skip' must be 0 or 1: received 2/],
    [
      'proteus-lstm.json',
      (json) => (json.model_data.hidden_size = 9),
      /'state_dict.rec.weight_ih_l0' must be of shape \[36,1\]: received \[32,1\]/,
    ],
    [
      'proteus-lstm.json',
      (json) => (json.model_data.unit_type = 'TCN'),
      /'unit_type' must be LSTM, GRU or RNN: received TCN/,
    ],
    [
      'proteus-gru.json',
      (json) => (json.model_data.num_layers = 1),
      /has 'rec.weight_ih_l1', which no layer of 'model_data' takes/,
    ],
    [
      'nam-lstm.nam',
      (json) => (json.architecture = 'WaveNet'),
      /NAM model of the architecture WaveNet, .*: of NAM's the LSTM/,
    ],
    [
      'nam-lstm.nam',
      (json) => json.weights.pop(),
      /the weights of an LSTM of 2 x 5 must be 386 numbers: received \[385\]/,
    ],
    ['nam-lstm.nam', (json) => delete json.weights, /a JSON of none of these/],
  ] as const satisfies readonly (readonly [string, Parameters<typeof changedJson>[1], RegExp])[])(
    'refuses %s when it is not what it seems: case %#',
    (name, change, message) => {
      expect(() => read(changedJson(name, change))).toThrow(
        expect.objectContaining({ code: 'MODEL_UNREADABLE', message: expect.stringMatching(message) }),
      );
    },
  );

  it('refuses what is no effect, and says what reads it', () => {
    expect(() => read(effectBytes('state-dict.pt'))).toThrow(
      /neither an effect of ours nor a JSON .* 'sluice convert'/,
    );
    expect(() => read(new TextEncoder().encode('{ "rec.weight_ih_l0": [[1]] }'))).toThrow(/is a PyTorch state dict/);
    expect(() => read(new TextEncoder().encode('{ "half'))).toThrow(/begins like JSON and is none/);
  });
});

describe('writeRtNeural()', () => {
  it.each(['rtneural-gru.json', 'aida-x-lstm.json', 'proteus-lstm.json', 'proteus-gru.json'])(
    'writes what is read as the same effect: %s',
    (name) => {
      const { inputs, outputs } = pairOf(name);
      const back = read(new TextEncoder().encode(writeRtNeural(read(effectBytes(name)).model)));
      expect(difference(answers(effectsKernel, back.model, inputs), outputs)).toBeLessThan(1e-6);
    },
  );

  it('refuses what that JSON cannot say', () => {
    expect(() => writeRtNeural(read(effectBytes('nam-lstm.nam')).model)).toThrow(
      /'lstm' begins with a state of its own/,
    );
    expect(() => writeRtNeural(madeEffect({ kind: 'rnn' }))).toThrow(/the layer 'rec' is of the kind 'rnn'/);
    expect(() => writeRtNeural(madeEffect({ changes: { outputGain: -1 } }))).toThrow(/a gain in dB cannot be negative/);
  });
});

describe('an effect that was read', () => {
  it('keeps its golden vector in a file, and is refused with other weights', async () => {
    const { checkGolden } = await import('#src/effects/golden.js');
    const { model } = read(effectBytes('proteus-gru.json'));
    const again = readEffectFile(writeEffectFile(model));
    checkGolden(effectsKernel, again);
    const weights = again.tensors.get('rec.weight_hh_l1')?.values as Float32Array;
    weights[3] = (weights[3] as number) + 0.1;
    expect(() => checkGolden(effectsKernel, again)).toThrow(
      expect.objectContaining({
        code: 'MODEL_MISMATCH',
        message: expect.stringMatching(/its golden vector must come out/),
      }),
    );
  });
});
