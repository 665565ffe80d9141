// GRU, LSTM and RNN offline, as people know them from torch.nn: shapes, state dicts, and PyTorch's own outputs.
import { describe, expect, it } from 'vitest';
import { readStateDict } from '#src/model/pytorch/read.js';
import { GRU, LSTM, type LstmResult, ndarray, RNN } from '#src/nn/index.js';
import { fixtureBytes, type Numbers, recorded, relativeError } from '../support/fixtures.js';
import { randomFloats } from '../support/random.js';

const array = ({ shape, values }: Numbers) => ndarray(Float32Array.from(values), shape);

/** Loads PyTorch's weights, runs PyTorch's input, and compares with what PyTorch gave. */
async function expectPytorch(name: string, network: GRU | LSTM | RNN): Promise<void> {
  network.loadStateDict(readStateDict(await fixtureBytes(`${name}.pt`)));
  const { inputs, outputs } = await recorded(name);
  const given = network.forward(array(inputs.x!));
  expect(given.output.shape).toEqual(outputs.output!.shape);
  expect(given.hidden.shape).toEqual(outputs.h_n!.shape);
  expect(relativeError(given.output.data, outputs.output!.values)).toBeLessThan(1e-6);
  expect(relativeError(given.hidden.data, outputs.h_n!.values)).toBeLessThan(1e-6);
  if ('cell' in given) expect(relativeError((given as LstmResult).cell.data, outputs.c_n!.values)).toBeLessThan(1e-6);
}

describe('new GRU({ inputSize: 64, hiddenSize: 128, batchFirst: true })', () => {
  it('gives [1, 5, 128] and [1, 1, 128] for x of [1, 5, 64]', () => {
    const gru = new GRU({ inputSize: 64, hiddenSize: 128, batchFirst: true });
    const { output, hidden } = gru.forward(ndarray(randomFloats(5 * 64, 1), [1, 5, 64]));
    expect(output.shape).toEqual([1, 5, 128]);
    expect(hidden.shape).toEqual([1, 1, 128]);
    expect(hidden.data).toEqual(output.data.slice(4 * 128));
  });

  it('gives PyTorch’s numbers with PyTorch’s weights', () =>
    expectPytorch('gru-64-128', new GRU({ inputSize: 64, hiddenSize: 128, batchFirst: true })));
});

describe('PyTorch’s outputs come out of', () => {
  it.each([
    ['gru', () => new GRU({ inputSize: 5, hiddenSize: 7 })],
    ['gru-two-layers', () => new GRU({ inputSize: 3, hiddenSize: 5, numLayers: 2, dropout: 0.3 })],
    ['gru-no-bias', () => new GRU({ inputSize: 3, hiddenSize: 5, bias: false })],
    ['gru-bidirectional', () => new GRU({ inputSize: 3, hiddenSize: 4, bidirectional: true })],
    ['lstm', () => new LSTM({ inputSize: 5, hiddenSize: 7 })],
    ['lstm-two-layers', () => new LSTM({ inputSize: 3, hiddenSize: 5, numLayers: 2, batchFirst: true })],
    ['lstm-bidirectional', () => new LSTM({ inputSize: 3, hiddenSize: 4, numLayers: 2, bidirectional: true })],
    ['lstm-projection', () => new LSTM({ inputSize: 4, hiddenSize: 6, numLayers: 2, projSize: 3 })],
    ['rnn-tanh', () => new RNN({ inputSize: 5, hiddenSize: 7 })],
    ['rnn-relu', () => new RNN({ inputSize: 4, hiddenSize: 6, numLayers: 2, nonlinearity: 'relu' })],
  ] as const)('%s', (name, make) => expectPytorch(name, make()));
});

describe.each([
  ['GRU', (options: object) => new GRU({ inputSize: 3, hiddenSize: 4, ...options })],
  ['LSTM', (options: object) => new LSTM({ inputSize: 3, hiddenSize: 4, ...options })],
  ['RNN', (options: object) => new RNN({ inputSize: 3, hiddenSize: 4, ...options })],
] as const)('%s', (name, make) => {
  const x = ndarray(randomFloats(2 * 6 * 3, 5), [6, 2, 3]);

  it('steps through a sequence as forward() runs it', () => {
    const network = make({ numLayers: 2 });
    const whole = network.forward(x).output;
    let state: never | undefined;
    for (let t = 0; t < 6; t++) {
      const frame = ndarray(x.data.slice(t * 6, (t + 1) * 6), [2, 3]);
      const step = network.step(frame, state) as unknown as {
        output: { shape: number[]; data: Float32Array };
        state: never;
      };
      expect(step.output.shape).toEqual([2, 4]);
      // states are single precision between steps
      expect(relativeError(step.output.data, whole.data.slice(t * 8, (t + 1) * 8))).toBeLessThan(1e-6);
      state = step.state;
    }
  });

  it('continues from the state that it returned', () => {
    const network = make({});
    const whole = network.forward(x).output;
    const first = network.forward(ndarray(x.data.slice(0, 18), [3, 2, 3]));
    const before = (name === 'LSTM' ? first : first.hidden) as never;
    const rest = network.forward(ndarray(x.data.slice(18), [3, 2, 3]), before);
    expect(relativeError([...first.output.data, ...rest.output.data], whole.data)).toBeLessThan(1e-6);
  });

  it('accepts a sequence without a batch, and nested arrays', () => {
    const network = make({});
    const rows = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    const { output, hidden } = network.forward(rows);
    expect(output.shape).toEqual([2, 4]);
    expect(hidden.shape).toEqual([1, 4]);
    expect(network.forward([[rows[0]!], [rows[1]!]]).output.data).toEqual(output.data);
    expect(network.step([1, 2, 3]).output).toEqual({ shape: [4], data: output.data.slice(0, 4) });
  });

  it('begins with weights within 1 / sqrt(hidden) from the seed', () => {
    const [a, b, c] = [make({ seed: 1 }), make({ seed: 1 }), make({ seed: 2 })].map((network) => network.stateDict());
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
    const all = [...a!.values()].flatMap(({ values }) => [...values]);
    expect(Math.max(...all.map(Math.abs))).toBeLessThanOrEqual(0.5);
    expect(Math.max(...all)).toBeGreaterThan(0.4);
  });

  it('loads its own state dict, and says what does not fit', () => {
    const [one, other] = [make({ seed: 1 }), make({ seed: 2 })];
    other.loadStateDict(one.stateDict());
    expect(other.forward(x)).toEqual(one.forward(x));
    const short = one.stateDict();
    short.delete('weight_hh_l0');
    short.set('weight_hh_l9', { shape: [1], values: new Float32Array(1) });
    expect(() => other.loadStateDict(short)).toThrow("'weight_hh_l0' is missing, 'weight_hh_l9' is unexpected");
  });

  it('refuses to step if it is bidirectional', () => {
    expect(() => make({ bidirectional: true }).step([1, 2, 3])).toThrow(/its backward half needs the whole sequence/);
  });

  it('says which shape it needs', () => {
    const network = make({ batchFirst: true });
    expect(() => network.forward(ndarray(new Float32Array(4), [1, 1, 4]))).toThrow(
      "'x' must be of shape [batch, time, 3] or [time, 3]: received [1,1,4]",
    );
    expect(() => make({ numLayers: 0 })).toThrow("'numLayers' must be a whole number from 1: received 0");
    expect(() =>
      network.forward([
        [1, 2, 3],
        [1, 2],
      ]),
    ).toThrow('rows must be of one length, 3: received 2');
  });
});
