// State dicts as torch.save writes them, and what is none.
import { describe, expect, it } from 'vitest';
import { SluiceError } from '#src/errors.js';
import { unpickle } from '#src/model/pytorch/pickle.js';
import { type Dictionary, Global, Unknown } from '#src/model/pytorch/pickle-values.js';
import { readPyTorch, readStateDict } from '#src/model/pytorch/read.js';
import { fixtureBytes, framesOf, recorded, relativeError } from '../../support/fixtures.js';
import { runLayers } from '../../support/run-network.js';

describe('readStateDict()', () => {
  it('gives the tensors of a module by name, in its order', async () => {
    const tensors = readStateDict(await fixtureBytes('gru-64-128.pt'));
    expect([...tensors].map(([name, { shape }]) => [name, shape])).toEqual([
      ['weight_ih_l0', [384, 64]],
      ['weight_hh_l0', [384, 128]],
      ['bias_ih_l0', [384]],
      ['bias_hh_l0', [384]],
    ]);
  });

  it('gives weights that make PyTorch’s output, GRU 64 -> 128 over [1, 5, 64]', async () => {
    const dict = readStateDict(await fixtureBytes('gru-64-128.pt'));
    const tensors = new Map([...dict].map(([name, tensor]) => [`gru.${name}`, tensor]));
    const { inputs, outputs } = await recorded('gru-64-128');
    const layer = { kind: 'gru', name: 'gru', inputSize: 64, hiddenSize: 128, layers: 1 } as const;
    const given = runLayers([layer], tensors, framesOf(inputs.x!, 1));
    expect(relativeError(given.flat(), outputs.output!.values)).toBeLessThan(1e-6);
    expect(relativeError(given.at(-1)!, outputs.h_n!.values)).toBeLessThan(1e-6);
  });

  it.each([
    ['lstm-projection', { kind: 'lstm', name: 'm', inputSize: 4, hiddenSize: 6, layers: 2, projectionSize: 3 }],
    ['lstm', { kind: 'lstm', name: 'm', inputSize: 5, hiddenSize: 7, layers: 1 }],
    ['rnn-tanh', { kind: 'rnn', name: 'm', inputSize: 5, hiddenSize: 7, layers: 1 }],
    ['gru-two-layers', { kind: 'gru', name: 'm', inputSize: 3, hiddenSize: 5, layers: 2 }],
  ] as const)('gives the weights of %s', async (name, layer) => {
    const dict = readStateDict(await fixtureBytes(`${name}.pt`));
    const tensors = new Map([...dict].map(([key, tensor]) => [`m.${key}`, tensor]));
    const { inputs, outputs } = await recorded(name);
    const given = runLayers([layer], tensors, framesOf(inputs.x!, 0));
    expect(relativeError(given.flat(), outputs.output!.values)).toBeLessThan(1e-6);
  });

  it('finds the state dict in a checkpoint, and reads half precision', async () => {
    const names = ['weight_ih_l0', 'weight_hh_l0', 'bias_ih_l0', 'bias_hh_l0'];
    const whole = readStateDict(await fixtureBytes('checkpoint.pt'));
    const half = readStateDict(await fixtureBytes('half.pt'));
    expect([...whole.keys()]).toEqual(names);
    for (const name of names) expect(relativeError(half.get(name)!.values, whole.get(name)!.values)).toBeLessThan(1e-3);
  });

  it('follows the strides of views, and converts doubles and whole numbers', async () => {
    const tensors = readStateDict(await fixtureBytes('views.pt'));
    expect(tensors.get('turned')).toEqual({
      shape: [4, 3],
      values: Float32Array.of(0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11),
    });
    expect(tensors.get('part')).toEqual({ shape: [4], values: Float32Array.of(2, 4, 6, 8) });
  });

  it('takes the parameters of a pickled module without running it', async () => {
    const { kind, tensors, modules } = readPyTorch(await fixtureBytes('module.pt'));
    const [facts] = modules;
    expect(kind).toBe('module');
    expect([...tensors.keys()]).toEqual(['weight_ih_l0', 'weight_hh_l0', 'bias_ih_l0', 'bias_hh_l0']);
    expect(facts).toMatchObject({ name: '', type: 'GRU' });
    expect(facts?.attributes.get('hidden_size')).toBe(7);
  });

  it('reads the format of before PyTorch 1.6: the same weights as the pickled module', async () => {
    const { legacy, tensors } = readPyTorch(await fixtureBytes('legacy.pt'));
    expect(legacy).toBe(true);
    expect(tensors).toEqual(readStateDict(await fixtureBytes('module.pt')));
  });

  it('says of a file of before PyTorch 1.6 that is cut short that it is', async () => {
    const bytes = await fixtureBytes('legacy.pt');
    for (const length of [20, 200, bytes.length - 8])
      expect(() => readPyTorch(bytes.slice(0, length))).toThrow(SluiceError);
  });
});

describe('unpickle()', () => {
  const pickle = (text: string) => new TextEncoder().encode(text);

  it.each([
    ['os.system', "cos\nsystem\n(S'true'\ntR."],
    ['builtins.eval', 'cbuiltins\neval\n.'],
    ['torch.load', 'ctorch\nload\n.'],
    ['collections.deque', 'ccollections\ndeque\n.'],
  ])('makes of %s a name that does nothing', (name, text) => {
    const value = unpickle(pickle(text));
    const of = value instanceof Unknown ? value.of : value instanceof Global ? value.name : '';
    expect(of.replace(' ', '.')).toBe(name);
  });

  it('calls nothing but what makes tensors and dictionaries', () => {
    expect(unpickle(pickle('ctorch\nFloatStorage\n)R.'))).toEqual(new Unknown('torch FloatStorage'));
    expect(unpickle(pickle('))R.'))).toEqual(new Unknown(''));
  });

  it('keeps what an object is built from, and builds nothing of it', () => {
    const value = unpickle(pickle('cargparse\nNamespace\n)R}S"lr"\nF0.5\nsb.')) as Unknown;
    expect(value.of).toBe('argparse Namespace');
    expect((value.state as Dictionary).entries).toEqual(new Map([['lr', 0.5]]));
  });
});
