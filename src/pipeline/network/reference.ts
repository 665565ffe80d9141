// The network in plain TypeScript and double precision, written as the equations: tests compare the kernel with it. It
// is slow and never runs live.
import { affine, type CellTensors, gruStep, lstmStep, rnnStep } from '../../model/cells.js';
import { flow, framesOut, INPUT, inputSizeOf, isRecurrent, stateSize } from '../../model/flow.js';
import { activate, type GateActivation } from '../../model/gate-activation.js';
import type {
  Conv1dLayer,
  ElementwiseFunction,
  GatherLayer,
  Layer,
  RecurrentLayer,
  Tensors,
} from '../../model/layers.js';
import type { Network } from './network.js';

/** Twin of src/kernel/math.ts and activations.ts. */
export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

export function softmax(x: readonly number[]): number[] {
  const max = Math.max(...x);
  const powers = x.map((value) => Math.exp(value - max));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** Twin of activate. */
export function elementwise({ kind, ...rest }: ElementwiseFunction, x: number): number {
  if (kind === 'square') return x * x;
  if (kind === 'sqrt') return Math.sqrt(x);
  if (kind === 'exp') return Math.exp(x);
  return kind === 'log' ? Math.log(x) : activate({ kind, ...rest } as GateActivation, x);
}

/** Twin of combine. */
export const COMBINE = {
  add: (a: number, b: number) => a + b,
  subtract: (a: number, b: number) => a - b,
  multiply: (a: number, b: number) => a * b,
  divide: (a: number, b: number) => a / b,
} as const;

/** Twin of layerNorm, for one row. */
export function layerNorm(x: readonly number[], weight: Float32Array, bias: Float32Array, epsilon: number): number[] {
  const mean = x.reduce((a, b) => a + b, 0) / x.length;
  const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
  return x.map(
    (value, j) => ((value - mean) / Math.sqrt(variance + epsilon)) * (weight[j] as number) + (bias[j] as number),
  );
}

/** Twin of gather. */
export function gather(x: readonly number[], runs: GatherLayer['runs']): number[] {
  return runs.flatMap(([first, count, step]) =>
    Array.from({ length: count }, (_, i) => (first < 0 ? 0 : (x[first + i * step] as number))),
  );
}

/** The state of one cell of a stack. c is an LSTM's cell state. */
interface Memory {
  h: number[];
  c: number[];
}

export class ReferenceNetwork implements Network {
  /** Put the input here before `step`. */
  input: number[];
  /** Output of the last layer. */
  scores: number[] = [];
  readonly #layers: readonly Layer[];
  readonly #tensors: Tensors;
  readonly #cells = new Map<string, Memory>();
  /** What streaming convolutions and delays keep, by layer. */
  readonly #kept = new Map<string, number[]>();

  constructor(layers: readonly Layer[], tensors: Tensors) {
    this.#layers = layers;
    this.#tensors = tensors;
    this.input = zeros(inputSizeOf(layers));
  }

  reset(): void {
    this.#cells.clear();
    this.#kept.clear();
  }

  step(): void {
    const values = new Map([[INPUT, this.input]]);
    for (const { layer, takes } of flow(this.#layers)) {
      values.set(
        layer.name,
        this.#layer(
          layer,
          takes.map((name) => values.get(name) as number[]),
        ),
      );
    }
    for (const layer of this.#layers)
      if (layer.kind === 'delay') this.#kept.set(layer.name, values.get(layer.of) as number[]);
    this.scores = values.get((this.#layers.at(-1) as Layer).name) as number[];
  }

  #layer(layer: Layer, from: readonly number[][]): number[] {
    const x = from[0] ?? [];
    if (isRecurrent(layer)) return this.#stack(layer, x);
    switch (layer.kind) {
      case 'dense': {
        const y = affine(this.#values(`${layer.name}.weight`), this.#values(`${layer.name}.bias`), x);
        if (layer.activation === 'softmax') return softmax(y);
        return layer.activation === 'sigmoid' ? y.map(sigmoid) : y;
      }
      case 'conv1d':
        return this.#convolve(layer, x);
      case 'activation':
        return x.map((value) => elementwise(layer.function, value));
      case 'softmax':
        return rowsOf(x, layer.size).flatMap(softmax);
      case 'scale': {
        const [weight, bias] = [this.#values(`${layer.name}.weight`), this.#values(`${layer.name}.bias`)];
        return x.map((value, i) => value * (weight[i % layer.size] as number) + (bias[i % layer.size] as number));
      }
      case 'layer-norm': {
        const [weight, bias] = [this.#values(`${layer.name}.weight`), this.#values(`${layer.name}.bias`)];
        return rowsOf(x, layer.size).flatMap((row) => layerNorm(row, weight, bias, layer.epsilon));
      }
      case 'combine':
        return x.map((value, i) => COMBINE[layer.operation](value, from[1]?.[i] as number));
      case 'concat':
        return from.flat();
      case 'gather':
        return gather(x, layer.runs);
      case 'delay':
        return this.#kept.get(layer.name) ?? zeros(layer.size);
      default:
        return layer satisfies never;
    }
  }

  #stack(layer: RecurrentLayer, input: number[]): number[] {
    let x = input;
    for (let l = 0; l < layer.layers; l++) {
      const key = `${layer.name}.${l}`;
      const before = this.#cells.get(key) ?? this.#start(layer, l);
      const weights = this.#cellTensors(layer, l);
      const after =
        layer.kind === 'lstm'
          ? lstmStep(layer, weights, x, before)
          : {
              h: layer.kind === 'gru' ? gruStep(layer, weights, x, before.h) : rnnStep(layer, weights, x, before.h),
              c: [],
            };
      this.#cells.set(key, after);
      x = after.h;
    }
    return x;
  }

  /** What a cell begins with. */
  #start(layer: RecurrentLayer, l: number): Memory {
    if (!layer.initial) return { h: zeros(stateSize(layer)), c: zeros(layer.hiddenSize) };
    const c = layer.kind === 'lstm' ? Array.from(this.#values(`${layer.name}.c0_l${l}`)) : [];
    return { h: Array.from(this.#values(`${layer.name}.h0_l${l}`)), c };
  }

  #convolve(layer: Conv1dLayer, x: number[]): number[] {
    const { name, inputChannels: channels, kernelSize, stride, history, padding } = layer;
    const past = this.#kept.get(name) ?? zeros(history * channels);
    const samples = [...past, ...x];
    this.#kept.set(name, samples.slice(samples.length - history * channels));
    const frames = rowsOf([...zeros(padding[0] * channels), ...samples, ...zeros(padding[1] * channels)], channels);
    const [weight, bias] = [this.#values(`${name}.weight`), this.#values(`${name}.bias`)];
    return Array.from({ length: framesOut(layer) }, (_, place) => {
      // (channel, frame), in the order of the weights
      const covered = Array.from({ length: channels }, (_, c) =>
        Array.from({ length: kernelSize }, (_, k) => frames[place * stride + k]?.[c] as number),
      );
      return affine(weight, bias, covered.flat());
    }).flat();
  }

  #cellTensors({ kind, name, ...layer }: RecurrentLayer, l: number): CellTensors {
    const { peepholes = false, projectionSize = 0 } = layer as { peepholes?: boolean; projectionSize?: number };
    return {
      wIh: this.#values(`${name}.weight_ih_l${l}`),
      wHh: this.#values(`${name}.weight_hh_l${l}`),
      bIh: this.#values(`${name}.bias_ih_l${l}`),
      bHh: this.#values(`${name}.bias_hh_l${l}`),
      ...(kind === 'lstm' && peepholes ? { peepholes: this.#values(`${name}.peephole_l${l}`) } : {}),
      ...(kind === 'lstm' && projectionSize ? { wHr: this.#values(`${name}.weight_hr_l${l}`) } : {}),
    };
  }

  #values(name: string): Float32Array {
    const tensor = this.#tensors.get(name);
    if (!tensor) throw new TypeError(`Cannot step the network: tensor '${name}' is missing`);
    return tensor.values;
  }
}

function zeros(count: number): number[] {
  return new Array<number>(count).fill(0);
}

function rowsOf(x: readonly number[], size: number): number[][] {
  return Array.from({ length: x.length / size }, (_, i) => x.slice(i * size, (i + 1) * size));
}
