// The operators RNN, GRU and LSTM in every form: our kernel and our TypeScript against
// onnxruntime-web. Forward over a sequence is a model like any other, read from its file and walked into steps;
// backward and both directions are the TypeScript cells over the sequence turned around.
import fc from 'fast-check';
import { env, InferenceSession, Tensor } from 'onnxruntime-web';
import { describe, expect, it } from 'vitest';
import { gruStep, lstmStep, rnnStep } from '#src/model/cells.js';
import { ACTIVATION_KINDS, gateActivation } from '#src/model/gate-activation.js';
import type { RecurrentLayer } from '#src/model/layers.js';
import type { OnnxAttribute, OnnxTensor, OnnxValue } from '#src/model/onnx/graph.js';
import { readOnnx } from '#src/model/onnx/read.js';
import { signatureOf } from '#src/model/onnx/signature.js';
import { stepModel } from '#src/model/onnx/step/step-model.js';
import { writeOnnx } from '#src/model/onnx/write.js';
import { ReferenceNetwork } from '#src/pipeline/network/reference.js';
import { randomFloats } from '../../../support/random.js';
import { runLayers } from '../../../support/run-network.js';

env.wasm.numThreads = 1;
env.logLevel = 'error';

const GATES = { RNN: 1, GRU: 3, LSTM: 4 } as const;
const ACTIVATIONS = { RNN: 1, GRU: 2, LSTM: 3 } as const;

/** ONNX's names. ONNX has no `linear`: it is an affine function of 1 and 0. */
const ONNX_NAMES = [
  'Sigmoid',
  'Tanh',
  'Relu',
  'Affine',
  'LeakyRelu',
  'ThresholdedRelu',
  'ScaledTanh',
  'HardSigmoid',
  'Elu',
  'Softsign',
  'Softplus',
];
const HAS_ALPHA = ['Affine', 'LeakyRelu', 'ThresholdedRelu', 'ScaledTanh', 'HardSigmoid', 'Elu'];
const HAS_BETA = ['Affine', 'ScaledTanh', 'HardSigmoid'];

const form = fc.record({
  op: fc.constantFrom('RNN' as const, 'GRU' as const, 'LSTM' as const),
  direction: fc.constantFrom('forward' as const, 'forward' as const, 'reverse' as const, 'bidirectional' as const),
  inputs: fc.integer({ min: 1, max: 7 }),
  hidden: fc.integer({ min: 1, max: 9 }),
  steps: fc.integer({ min: 1, max: 7 }),
  bias: fc.boolean(),
  initial: fc.boolean(),
  linearBeforeReset: fc.boolean(),
  peepholes: fc.boolean(),
  inputForget: fc.boolean(),
  clip: fc.option(fc.constantFrom(0.5, 2), { nil: null }),
  activations: fc.option(fc.array(fc.constantFrom(...ONNX_NAMES), { minLength: 3, maxLength: 3 }), { nil: null }),
  seed: fc.nat(1e6),
});
type Form = typeof form extends fc.Arbitrary<infer T> ? T : never;

/** Inputs of the operator: its tensors by their place in the list of inputs, and its attributes. */
function operator(form: Form) {
  const { op, direction, inputs, hidden, seed } = form;
  const gates = GATES[op];
  const directions = direction === 'bidirectional' ? 2 : 1;
  const tensor = (shape: number[], from: number): OnnxTensor => ({
    type: 'float',
    shape,
    values: Float64Array.from(
      randomFloats(
        shape.reduce((a, b) => a * b, 1),
        seed + from,
        0.8,
      ),
    ),
  });
  const tensors: Record<string, OnnxTensor> = {
    W: tensor([directions, gates * hidden, inputs], 1),
    R: tensor([directions, gates * hidden, hidden], 2),
    ...(form.bias ? { B: tensor([directions, 2 * gates * hidden], 3) } : {}),
    ...(op === 'LSTM' && form.peepholes ? { P: tensor([directions, 3 * hidden], 4) } : {}),
  };
  const attributes = new Map<string, OnnxAttribute>([
    ['hidden_size', { kind: 'int', value: hidden }],
    ['direction', { kind: 'string', value: direction }],
  ]);
  if (op === 'GRU') attributes.set('linear_before_reset', { kind: 'int', value: form.linearBeforeReset ? 1 : 0 });
  if (op === 'LSTM') attributes.set('input_forget', { kind: 'int', value: form.inputForget ? 1 : 0 });
  if (form.clip !== null) attributes.set('clip', { kind: 'float', value: form.clip });
  const names = form.activations?.slice(0, ACTIVATIONS[op]);
  if (names) {
    const all = Array.from({ length: directions }, () => names).flat();
    attributes.set('activations', { kind: 'strings', value: all });
    const [alphas, betas] = [
      all.filter((name) => HAS_ALPHA.includes(name)),
      all.filter((name) => HAS_BETA.includes(name)),
    ];
    const parameter = (name: string, which: 'alpha' | 'beta') => {
      const kind = ACTIVATION_KINDS.find((one) => one.replaceAll('-', '') === name.toLowerCase());
      return gateActivation(kind as 'affine')[which];
    };
    if (alphas.length > 0)
      attributes.set('activation_alpha', { kind: 'floats', value: alphas.map((name) => parameter(name, 'alpha')) });
    if (betas.length > 0)
      attributes.set('activation_beta', { kind: 'floats', value: betas.map((name) => parameter(name, 'beta')) });
  }
  return { tensors, attributes, directions };
}

/** The operator as a model: x (steps, 1, inputs), and the states where they are inputs, to Y and the states after. */
function modelOf(form: Form, steps: number | 'time') {
  const { op, inputs, hidden } = form;
  const { tensors, attributes, directions } = operator(form);
  const states = form.initial ? (op === 'LSTM' ? ['h', 'c'] : ['h']) : [];
  const value = (name: string, shape: (number | string)[]): OnnxValue => ({ name, type: 'float', shape });
  const state = (name: string) => value(name, [directions, 1, hidden]);
  return writeOnnx({
    opset: 14,
    producer: 'test',
    graph: {
      name: 'cell',
      nodes: [
        {
          name: 'cell',
          op,
          domain: '',
          inputs: [
            'x',
            'W',
            'R',
            tensors.B ? 'B' : '',
            '',
            form.initial ? 'h' : '',
            ...(op === 'LSTM' ? [form.initial ? 'c' : '', tensors.P ? 'P' : ''] : []),
          ],
          outputs: ['Y', form.initial ? 'h_next' : '', ...(op === 'LSTM' && form.initial ? ['c_next'] : [])],
          attributes,
        },
      ],
      initializers: new Map(Object.entries(tensors)),
      inputs: [value('x', [steps, 1, inputs]), ...states.map(state)],
      outputs: [value('Y', [steps, directions, 1, hidden]), ...states.map((name) => state(`${name}_next`))],
    },
  });
}

/**
 * The scores Y of onnxruntime-web over a sequence, (steps, directions, hidden), or null where it refuses the operator.
 */
async function onnxruntime(
  form: Form,
  x: Float32Array,
  states: Readonly<Record<string, Float32Array>> = {},
): Promise<Float32Array | null> {
  const { steps, inputs, hidden } = form;
  let session: InferenceSession;
  try {
    session = await InferenceSession.create(modelOf({ ...form, initial: Object.keys(states).length > 0 }, steps));
  } catch {
    return null;
  }
  const feeds = Object.entries(states).map(([name, data]) => {
    return [name, new Tensor('float32', data, [data.length / hidden, 1, hidden])] as const;
  });
  const { Y } = await session.run({ x: new Tensor('float32', x, [steps, 1, inputs]), ...Object.fromEntries(feeds) });
  const data = Float32Array.from((Y as Tensor).data as Float32Array);
  await session.release();
  return data;
}

/** The same step by step: from the file to layers, on the kernel and in TypeScript. */
function bySteps(form: Form, x: Float32Array): { kernel: number[]; twin: number[] } {
  const model = readOnnx(modelOf(form, form.initial ? 1 : 'time'));
  const { layers, tensors } = stepModel(model, signatureOf(model.graph));
  const frames = Array.from({ length: form.steps }, (_, t) => x.slice(t * form.inputs, (t + 1) * form.inputs));
  const network = new ReferenceNetwork(layers, tensors);
  const twin = frames.flatMap((frame) => {
    network.input = Array.from(frame);
    network.step();
    return network.scores;
  });
  return { kernel: runLayers(layers, tensors, frames).flat(), twin };
}

function worst(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  const largest = Math.max(1, ...Array.from(b, Math.abs));
  return Array.from(a).reduce((most, x, i) => Math.max(most, Math.abs(x - (b[i] as number))), 0) / largest;
}

describe('RNN, GRU and LSTM of ONNX', () => {
  it('in a thousand forms give what onnxruntime-web gives, to 1e-5', async () => {
    let compared = 0;
    let refused = 0;
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        form.filter(({ direction }) => direction === 'forward'),
        async (one) => {
          const x = randomFloats(one.steps * one.inputs, one.seed, 1.5);
          const expected = await onnxruntime(one, x);
          if (expected === null || !expected.every(Number.isFinite)) {
            refused++;
            return;
          }
          const { kernel, twin } = bySteps(one, x);
          expect(worst(twin, expected), 'TypeScript').toBeLessThan(1e-5);
          expect(worst(kernel, expected), 'kernel').toBeLessThan(1e-5);
          compared++;
          seen.add(`${one.op} ${one.linearBeforeReset} ${one.initial}`);
        },
      ),
      { seed: 12, numRuns: 1000 },
    );
    expect(compared).toBeGreaterThan(900);
    expect(refused).toBeLessThan(100);
    expect(seen.size).toBe(12);
  }, 120_000);

  it('in both directions, from any state, give what onnxruntime-web gives, to 1e-5', async () => {
    let compared = 0;
    await fc.assert(
      fc.asyncProperty(form, async (one) => {
        const x = randomFloats(one.steps * one.inputs, one.seed, 1.5);
        const { op, hidden, steps } = one;
        const directions = one.direction === 'bidirectional' ? 2 : 1;
        const [h, c] = [5, 6].map((from) => randomFloats(directions * hidden, one.seed + from)) as [
          Float32Array,
          Float32Array,
        ];
        const expected = await onnxruntime({ ...one, initial: true }, x, op === 'LSTM' ? { h, c } : { h });
        if (expected === null || !expected.every(Number.isFinite)) return;
        const given = new Float32Array(expected.length);
        for (let way = 0; way < directions; way++) {
          const backwards = one.direction === 'reverse' || way === 1;
          const at = (all: Float32Array) => Array.from(all.subarray(way * hidden, (way + 1) * hidden));
          let state = { h: at(h), c: at(c) };
          const step = stepOf(one, way);
          for (let i = 0; i < steps; i++) {
            const t = backwards ? steps - 1 - i : i;
            state = step(Array.from(x.subarray(t * one.inputs, (t + 1) * one.inputs)), state);
            given.set(state.h, (t * directions + way) * hidden);
          }
        }
        expect(worst(given, expected), JSON.stringify(one)).toBeLessThan(1e-5);
        compared++;
      }),
      { seed: 13, numRuns: 500 },
    );
    expect(compared).toBeGreaterThan(400);
  }, 120_000);

  it('also run with the batch before time; onnxruntime-web has no such layout', async () => {
    for (const op of ['RNN', 'GRU', 'LSTM'] as const) {
      const one = { ...PLAIN, op };
      const x = randomFloats(one.steps * one.inputs, 3, 1.5);
      const model = readOnnx(modelOf(one, 1));
      const node = model.graph.nodes[0]!;
      const turned = {
        ...node,
        attributes: new Map([...node.attributes, ['layout', { kind: 'int', value: 1 } as const]]),
      };
      const batchFirst = writeOnnx({ ...model, graph: { ...model.graph, nodes: [turned] } });
      await expect(InferenceSession.create(batchFirst)).rejects.toThrow(/layout/i);
      const { layers, tensors } = stepModel(readOnnx(batchFirst), signatureOf(model.graph));
      const frames = Array.from({ length: one.steps }, (_, t) => x.slice(t * one.inputs, (t + 1) * one.inputs));
      expect(runLayers(layers, tensors, frames).flat()).toEqual(bySteps(one, x).kernel);
    }
  });
});

const PLAIN: Form = {
  op: 'GRU',
  direction: 'forward',
  inputs: 3,
  hidden: 4,
  steps: 5,
  bias: true,
  initial: false,
  linearBeforeReset: true,
  peepholes: false,
  inputForget: false,
  clip: null,
  activations: null,
  seed: 9,
};

/** One direction of an operator as a step of the TypeScript cells. */
function stepOf(form: Form, way: number) {
  const model = readOnnx(modelOf({ ...form, initial: false }, 'time'));
  const node = model.graph.nodes[0]!;
  const part = (tensor: OnnxTensor): OnnxTensor => {
    const [directions, ...shape] = tensor.shape as [number, ...number[]];
    const size = tensor.values.length / directions;
    return { ...tensor, shape: [1, ...shape], values: tensor.values.slice(way * size, (way + 1) * size) };
  };
  const attributes = new Map(node.attributes);
  attributes.set('direction', { kind: 'string', value: 'forward' });
  const names = attributes.get('activations');
  if (names?.kind === 'strings')
    attributes.set('activations', { ...names, value: names.value.slice(0, ACTIVATIONS[form.op]) });
  const forward = {
    ...model,
    graph: {
      ...model.graph,
      nodes: [{ ...node, attributes }],
      initializers: new Map([...model.graph.initializers].map(([name, tensor]) => [name, part(tensor)])),
    },
  };
  const { layers, tensors } = stepModel(forward, signatureOf(model.graph));
  const layer = layers[0] as RecurrentLayer;
  const values = (name: string) => tensors.get(`${layer.name}.${name}_l0`)?.values as Float32Array;
  const weights = {
    wIh: values('weight_ih'),
    wHh: values('weight_hh'),
    bIh: values('bias_ih'),
    bHh: values('bias_hh'),
    ...(layer.kind === 'lstm' && layer.peepholes ? { peepholes: values('peephole') } : {}),
  };
  return (x: number[], state: { h: number[]; c: number[] }) => {
    if (layer.kind === 'lstm') return lstmStep(layer, weights, x, state);
    return {
      h: layer.kind === 'gru' ? gruStep(layer, weights, x, state.h) : rnnStep(layer, weights, x, state.h),
      c: state.c,
    };
  };
}
