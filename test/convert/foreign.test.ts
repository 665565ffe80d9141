// Files of the kinds that people have (test/fixtures/foreign/make.py): each gives the numbers that PyTorch gave, or is
// refused, or asks. Never another answer.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Converted, convert } from '#src/convert/convert.js';
import { type Description, readDescription } from '#src/convert/description.js';
import { readExample } from '#src/convert/example.js';
import type { Beside } from '#src/convert/read-network.js';
import { UnconfirmedError } from '#src/convert/unconfirmed.js';
import { readModel, writeModel } from '#src/model/file/model-file.js';
import type { Model } from '#src/model/model.js';
import { rawWindow } from '#src/model/named-front-ends.js';
import { readKernel } from '#src/node/kernel-file.js';
import { Kernel } from '#src/pipeline/kernel-access/kernel.js';
import { runNetwork } from '#src/pipeline/network/run-network.js';
import { WasmBackend } from '#src/pipeline/network/wasm.js';
import { Program } from '#src/pipeline/program.js';

const module = await readKernel();
const folder = new URL('../fixtures/foreign/', import.meta.url);
const file = (name: string) => new Uint8Array(readFileSync(new URL(name, folder)));
const numbersOf = (name: string) => JSON.parse(new TextDecoder().decode(file(`${name}.json`))) as Numbers;
const exampleOf = (name: string) => readExample([{ name: `${name}.json`, bytes: file(`${name}.json`) }]);
const beside: Beside = { files: (name) => (existsSync(new URL(name, folder)) ? file(name) : null) };

interface Numbers {
  readonly x: number[][];
  readonly y: number[][];
}

/** Four samples a window, and so many labels. */
function told(scores: number): Description {
  return {
    frontEnd: rawWindow({ windowSamples: 4, hopSamples: 4, sampleRate: 16_000 }),
    labels: Array.from({ length: scores }, (_, i) => (i === 0 ? 'none' : `w${i}`)),
  };
}

async function converted(name: string, more: Description = {}): Promise<Converted> {
  const scores = existsSync(new URL(`${name.replace(/\..*/, '')}.json`, folder))
    ? (numbersOf(name.replace(/\..*/, '')).y[0]?.length ?? 3)
    : 3;
  return convert(module, file(name), { ...told(scores), ...more }, beside);
}

/** The largest difference of a converted model, written and read again, from what PyTorch gave. */
function off({ model }: Converted, { x, y }: Numbers): number {
  const again: Model = readModel(writeModel(model));
  const kernel = Kernel.create(module);
  expect(() => new Program(kernel, again)).not.toThrow();
  const given = runNetwork(kernel, new WasmBackend(kernel, again.layers, again.tensors), Float32Array.from(x.flat()));
  const expected = y.flat();
  expect(given).toHaveLength(expected.length);
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (given[i] as number))), 0);
}

/** State dicts whose network an example decides, and what it is. */
const DECIDED: Readonly<Record<string, string>> = {
  'between-relu': 'rnn, a, relu, b, softmax',
  'between-tanh': 'rnn, a, tanh, b, softmax',
  'between-silu': 'rnn, a, silu, b, softmax',
  'between-nothing': 'rnn, a, b, softmax',
  'other-order': 'rnn, a, relu, b, softmax',
  'pre-net': 'input, relu, rnn, fc, softmax',
  'end-sigmoid': 'rnn, fc, sigmoid',
  'end-logits': 'rnn, fc',
  'end-log-softmax': 'rnn, fc, log-softmax',
  'one-score': 'rnn, fc, sigmoid',
  'one-number': 'rnn, fc',
  'rnn-relu': 'rnn(relu), fc, softmax',
  'two-heads': 'rnn, head, softmax',
  'batch-norm': 'rnn, a, norm, relu, b, softmax',
  'layer-norm': 'rnn, norm, fc, softmax',
  'weight-norm': 'rnn, fc, softmax',
  'weight-norm-parametrized': 'rnn, fc, softmax',
  'spectral-norm': 'rnn, fc, softmax',
  'gru-cell': 'cell, fc, softmax',
  'lstm-cell': 'cell, fc, softmax',
  'rnn-cell-relu': 'cell(relu), fc, softmax',
  prelu: 'rnn, a, act, b, softmax',
  'learned-state': 'rnn, fc, softmax',
  'everything-beside': 'rnn, fc, softmax',
  'data-parallel': 'rnn, fc, softmax',
  'averaged-beside': 'rnn, fc, softmax',
  'averaged-copy': 'rnn, fc, softmax',
  legacy: 'rnn, fc, softmax',
  'whole-module': 'norm, rnn, head.0, tanh, head.2, softmax',
  script: 'rnn, fc, softmax',
};

describe('a PyTorch file with an example of what the original gives', () => {
  it.each(Object.entries(DECIDED))('%s is (%s)', async (name, network) => {
    const given = await converted(`${name}.pt`, { example: exampleOf(name) });
    expect(given.report.facts.network).toBe(network);
    expect(given).toMatchObject({ against: 'the example', frames: 10 });
    expect(given.model.conversion).toMatchObject({
      evidence: 'example',
      golden: 'original',
      assumed: expect.any(Array),
    });
    expect(off(given, numbersOf(name))).toBeLessThan(1e-5);
  });

  it.each([
    [
      'between-gelu',
      /none of \d+ networks of 'rnn', 'a', 'b' gives the outputs of the example, the nearest of them, .* tried: .*: say what it does by 'layers'/,
    ],
    ['residual', /none of \d+ networks of 'rnn', 'fc'/],
    ['batch-norm-epsilon', /none of \d+ networks of 'norm', 'rnn', 'fc'/],
    ['forgot-batch-first', /the example was made without a state: .* batch_first=True was forgotten/],
    ['conv', /does not say how 'conv\.weight' is used: export the model as ONNX, or describe its 'layers'/],
    ['last-and-best', /the weights of several networks \('last', 'best'\): say which by --weights last/],
  ])('%s is refused with the reason', async (name, sentence) => {
    await expect(converted(`${name}.pt`, { example: exampleOf(name) })).rejects.toThrow(sentence);
  });

  it('takes what the refusal of an unknown epsilon asks for, and which weights are meant', async () => {
    const norm = await converted('batch-norm-epsilon.pt', { example: exampleOf('batch-norm-epsilon'), epsilon: 1e-2 });
    expect(off(norm, numbersOf('batch-norm-epsilon'))).toBeLessThan(1e-5);
    const last = await converted('last-and-best.pt', { example: exampleOf('last-and-best'), weights: 'last' });
    expect(off(last, numbersOf('last-and-best'))).toBeLessThan(1e-5);
    const best = converted('last-and-best.pt', { example: exampleOf('last-and-best'), weights: 'best' });
    await expect(best).rejects.toThrow(/none of \d+ networks/);
    await expect(converted('last-and-best.pt', { weights: 'first' })).rejects.toThrow(
      "it holds no weights 'first': there are 'last', 'best'",
    );
  });

  it('does not decide by an example that shows nothing', async () => {
    const { x, y } = numbersOf('between-relu');
    const one = { x: [x[0]], y: [y[0]] };
    const frame = readExample([{ name: 'one.json', bytes: new TextEncoder().encode(JSON.stringify(one)) }]);
    await expect(converted('between-relu.pt', { example: frame })).rejects.toThrow(
      /one frame does not show how the state goes on/,
    );
    // behind a relu network whose units are all positive, a relu is none
    const wrong = { x, y: y.map((row) => row.map(() => 1 / 3)) };
    const flat = readExample([{ name: 'flat.json', bytes: new TextEncoder().encode(JSON.stringify(wrong)) }]);
    await expect(converted('between-relu.pt', { example: flat })).rejects.toThrow(/none of \d+ networks/);
  });

  it('takes an example of one answer after the last frame', async () => {
    const { x, y } = numbersOf('between-tanh');
    const last = { x: [x], y: [y.at(-1)] };
    const example = readExample([{ name: 'last.json', bytes: new TextEncoder().encode(JSON.stringify(last)) }]);
    const given = await converted('between-tanh.pt', { example });
    expect(given.frames).toBe(1);
    expect(off(given, { x, y })).toBeLessThan(1e-5);
  });
});

describe('a PyTorch file alone', () => {
  it.each(Object.keys(DECIDED))('%s is not converted before its assumptions are confirmed', async (name) => {
    const error = await converted(`${name}.pt`).then(
      () => null,
      (cause: unknown) => cause,
    );
    expect(error).toBeInstanceOf(UnconfirmedError);
    const { message, report } = error as UnconfirmedError;
    expect(message).toMatch(
      /this is assumed: \(1\) .*: confirm it with --assume, or better show what the original gives \(--example/,
    );
    expect(report.assumed.length).toBeGreaterThan(0);
  });

  it('lists every choice of a guess, and marks the golden vector of one that was accepted as made here', async () => {
    const { model, report, against } = await converted('batch-norm.pt', { assume: true });
    expect(report.assumed).toEqual([
      "the layers follow one another as 'rnn' → 'a' → 'norm' → 'b' (the only order that the sizes allow)",
      "nothing stands between 'rnn' and 'a'",
      "nothing stands between 'a' and 'norm'",
      "relu stands between 'norm' and 'b'",
      "softmax stands behind 'b' (--softmax, --sigmoid or --raw tells)",
      "'norm' has PyTorch's default epsilon, 1e-5, which the file does not say (\"epsilon\" in the JSON says another)",
    ]);
    expect(against).toBe('the reference in double precision');
    expect(readModel(writeModel(model)).conversion).toEqual({
      from: 'PyTorch state dict, 10 tensors',
      evidence: 'assumptions',
      golden: 'converted',
      assumed: report.assumed,
    });
  });

  it('takes no end for an assumption that was told', async () => {
    const error = await converted('end-sigmoid.pt', { activation: 'sigmoid' }).catch((cause: unknown) => cause);
    expect((error as UnconfirmedError).report.assumed.join()).not.toContain('sigmoid');
    const given = await converted('end-sigmoid.pt', { activation: 'sigmoid', assume: true });
    expect(off(given, numbersOf('end-sigmoid'))).toBeLessThan(1e-5);
  });

  it('says what it left out', async () => {
    const warningsOf = async (name: string) =>
      (await converted(`${name}.pt`, { assume: true })).report.warnings.join('\n');
    expect(await warningsOf('averaged-copy')).toContain("left out: 'model_ema' (6 tensors)");
    expect(await warningsOf('averaged-beside')).toContain(
      "left out: 'ema_net', an averaged copy (--weights ema_net takes it)",
    );
    expect(await warningsOf('everything-beside')).toBe('');
  });
});

describe("a PyTorch file with its 'layers'", () => {
  it.each([
    ['between-relu', ['rnn', 'a', 'relu', 'b', 'softmax']],
    ['between-silu', ['rnn', 'a', 'silu', 'b', 'softmax']],
    ['rnn-relu', ['rnn(relu)', 'fc', 'softmax']],
    ['data-parallel', ['module.rnn', 'fc', 'softmax']],
    ['batch-norm', ['rnn', 'a', 'norm', 'relu', 'b', 'softmax']],
    ['two-heads', ['rnn', 'head', 'softmax']],
  ])('%s is as they say', async (name, layers) => {
    const given = await converted(`${name}.pt`, { layers });
    expect(given.model.conversion).toMatchObject({ evidence: 'layers', golden: 'converted', assumed: [] });
    expect(off(given, numbersOf(name))).toBeLessThan(1e-5);
  });

  it('takes whole layers, for what words do not say: a convolution', async () => {
    const layers = readDescription(
      JSON.stringify({
        layers: [
          {
            kind: 'conv1d',
            name: 'conv',
            inputChannels: 4,
            outputChannels: 5,
            kernelSize: 3,
            stride: 1,
            frames: 1,
            history: 2,
            padding: [0, 0],
          },
          { kind: 'activation', name: 'relu', size: 5, function: { kind: 'relu', alpha: 0, beta: 0 } },
          { kind: 'gru', name: 'rnn', inputSize: 5, hiddenSize: 6, layers: 1 },
          { kind: 'dense', name: 'fc', inputSize: 6, outputSize: 3, activation: 'softmax' },
        ],
      }),
      'conv.json',
    );
    const given = await converted('conv.pt', { ...layers, example: exampleOf('conv') });
    expect(given.model.conversion).toMatchObject({ evidence: 'example', golden: 'original' });
    expect(off(given, numbersOf('conv'))).toBeLessThan(1e-5);
  });

  it('holds them to an example too', async () => {
    const layers = ['rnn', 'a', 'tanh', 'b', 'softmax'];
    await expect(converted('between-relu.pt', { layers, example: exampleOf('between-relu') })).rejects.toThrow(
      /the result must be within 0\.0001 of the original: received a difference of/,
    );
  });

  it.each([
    [['rnn', 'fd'], /'layers' holds 'fd': it must be a module of the file \(rnn, fc\) or one of none, relu/],
    [['relu', 'rnn'], /'layers' begins with 'relu', which follows nothing/],
    [['rnn', 'rnn'], /'layers' names 'rnn' twice/],
    [['fc', 'rnn'], /layer 'rnn' takes 4 inputs, but 3 come/],
  ])('says what is wrong with %j', async (layers, sentence) => {
    await expect(converted('end-logits.pt', { layers })).rejects.toThrow(sentence);
  });
});

/** Exports whose numbers are PyTorch's, and over how many answers they were compared with onnxruntime-web's. */
const EXPORTS: Readonly<Record<string, number>> = {
  'fixed-3': 66,
  'fixed-10': 70,
  'fixed-100': 200,
  'fixed-last-10': 8,
  'fixed-last-100': 8,
  'open-last': 19,
  'time-first': 64,
  'lstm-states-first': 64,
  'lstm-names-turned': 64,
  'gru-chunk-5': 65,
  'lstm-cell-names': 64,
  'gru-cell-names': 64,
  'exported-learned-state': 64,
  logits: 64,
  'exported-one-score': 64,
  'exported-one-number': 64,
  double: 64,
  autoencoder: 64,
  external: 64,
};

describe('an ONNX export', () => {
  it.each(Object.entries(EXPORTS))('%s gives what PyTorch gave, compared over %i answers', async (name, frames) => {
    const given = await converted(`${name}.onnx`);
    expect(given).toMatchObject({ against: 'onnxruntime-web', frames, because: null });
    expect(given.conversion).toMatchObject({ evidence: 'original', golden: 'original' });
    expect(off(given, numbersOf(name))).toBeLessThan(1e-5);
  });

  it.each([
    [
      'fixed-first-20',
      /received a difference of .* It may answer from other frames than the last: export it with an answer for each frame/,
    ],
    [
      'forgot-batch-first',
      /operator GRU goes over dimension 0 .* takes time, dimension 1, for a batch .* batch_first=True was forgotten/,
    ],
    ['forgot-batch-first-open', /batch_first=True was forgotten/],
    [
      'swapped-input',
      /or the input had its dimensions swapped: export the model again with time where the operator has it/,
    ],
    ['batch-of-4', /takes 4 sequences at a time: export it with a batch of 1, or an open \(dynamic\) one/],
  ])('%s is refused with what mends it', async (name, sentence) => {
    await expect(converted(`${name}.onnx`)).rejects.toThrow(sentence);
  });

  it('of half precision is computed in single precision, and says how far the original is from that', async () => {
    const given = await converted('half.onnx');
    expect(given.largestDifference).toBeLessThan(1e-5);
    expect(given.report.warnings.join()).toMatch(
      /half precision \(float16\), .* in that the original differs by up to \d\.\de-[45]/,
    );
    // whose weights are rounded to ten bits
    expect(off(given, numbersOf('double'))).toBeLessThan(2e-3);
  });

  it('pairs states by what the graph does with them, not by names that say otherwise', async () => {
    const { report } = await converted('lstm-names-turned.onnx');
    expect(report.facts.states).toEqual([
      { input: 'c_prev', output: 'c_next', shape: [2, 1, 6] },
      { input: 'h_prev', output: 'h_next', shape: [2, 1, 6] },
    ]);
    const cell = await converted('lstm-cell-names.onnx');
    expect(cell.report.facts.states).toMatchObject([
      { input: 'a', output: 'r' },
      { input: 'b', output: 'p' },
    ]);
  });

  it('with several outputs that may be the scores asks which, and takes the answer', async () => {
    await expect(converted('several-outputs.onnx')).rejects.toThrow(
      "'mu', 'sigma' have 3 numbers each and may all be the scores: --output mu says which",
    );
    expect((await converted('several-outputs.onnx', { output: 'sigma', assume: true })).report.facts.output).toBe(
      'sigma',
    );
    const one = await converted('several-outputs.onnx', { labels: ['value'] });
    expect(one.report.facts.output).toBe('value');
  });

  it('whose outputs are no probabilities says so, and puts behind them what is told', async () => {
    const plain = await converted('logits.onnx');
    expect(plain.report.assumed.join()).toMatch(
      /no probabilities \(-?\d.* to \d.*\): --softmax or --sigmoid makes some of them/,
    );
    expect((await converted('logits.onnx', { activation: 'none' })).report.assumed).toEqual([]);
    const { x, y } = numbersOf('logits');
    const soft = await converted('logits.onnx', { activation: 'softmax' });
    expect(soft.report.facts.scores).toBe('probabilities that sum to 1');
    const powers = y.map((row) => row.map(Math.exp));
    const sums = powers.map((row) => row.reduce((a, b) => a + b));
    expect(off(soft, { x, y: powers.map((row, t) => row.map((power) => power / (sums[t] as number))) })).toBeLessThan(
      1e-5,
    );
    const twice = converted('fixed-10.onnx', { activation: 'softmax' });
    await expect(twice).rejects.toThrow(
      /probabilities already, and softmax would be applied twice: leave --softmax out/,
    );
  });

  it('with one score is read back with one label, and with two where it is a probability', async () => {
    const one = await converted('exported-one-score.onnx', { labels: ['speech'] });
    expect(readModel(writeModel(one.model)).labels).toEqual(['speech']);
    expect(one.report.warnings.join()).toContain('two labels (--labels none,speech) make 1 - p and p');
    const two = await converted('exported-one-score.onnx', { labels: ['none', 'speech'] });
    const { x, y } = numbersOf('exported-one-score');
    expect(off(two, { x, y: y.map(([p = 0]) => [1 - p, p]) })).toBeLessThan(1e-5);
    const number = converted('exported-one-number.onnx', { labels: ['none', 'speech'] });
    await expect(number).rejects.toThrow(
      /its one score is no probability .*: --sigmoid makes it one, or give one label/,
    );
    await expect(
      converted('exported-one-number.onnx', { labels: ['none', 'speech'], activation: 'sigmoid' }),
    ).resolves.toBeDefined();
  });

  it('whose tensors lie in a file that is not there says which', async () => {
    await expect(convert(module, file('external.onnx'), told(3))).rejects.toThrow(
      /lies in the file 'external\.onnx\.data', which is not beside the model: put it there/,
    );
  });

  it('beside a state dict is evidence for it', async () => {
    const onnx = { name: 'logits.onnx', bytes: file('logits.onnx') };
    const other = convert(module, file('end-sigmoid.pt'), told(3), { onnx });
    await expect(other).rejects.toThrow(/none of \d+ networks/);
  });
});

const cases = new URL('../../../shared/cases/models/', import.meta.url);

describe.skipIf(!existsSync(cases))('the shared cases (skipped where ../shared is not there)', () => {
  const names = existsSync(cases) ? readdirSync(cases).sort() : [];

  it.each(names)('%s gives the right numbers, is refused, or asks', async (name) => {
    const read = (end: string) => new Uint8Array(readFileSync(new URL(`${name}/${end}`, cases)));
    const has = (end: string) => existsSync(new URL(`${name}/${end}`, cases));
    const bytes = read(has('in.pt') ? 'in.pt' : 'in.onnx');
    const description = readDescription(new TextDecoder().decode(read('in.json')), 'in.json');
    const outcome = await convert(module, bytes, description).catch((cause: Error) => cause);
    if (outcome instanceof Error) expect(outcome.message).toMatch(/: .*(--|export|layers)/);
    else expect(outcome.largestDifference).toBeLessThan(1e-5);
    if (!has('expected.json')) return;
    const numbers = JSON.parse(new TextDecoder().decode(read('expected.json'))) as Numbers;
    if (!(outcome instanceof Error)) expect(off(outcome, numbers)).toBeLessThan(1e-5);
    const example = readExample([{ name: 'expected.json', bytes: read('expected.json') }]);
    const shown = await convert(module, bytes, { ...description, example });
    expect(off(shown, numbers)).toBeLessThan(1e-5);
  });
});
