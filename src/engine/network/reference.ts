// The network in plain TypeScript and double precision, as the equations stand: the oracle that the kernel is held to. Slow, and never run live.
import type { DenseLayer, GruLayer, Layer, Tensors } from './layers.js';
import type { Network } from './network.js';

/** Twins of src/kernel/math.ts and activations.ts. */
export const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

export function softmax(x: readonly number[]): number[] {
  const max = Math.max(...x);
  const powers = x.map((value) => Math.exp(value - max));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}

/** Twin of matvec: b + W x, W: (rows, x.length), row after row. */
export function affine(w: Float32Array, b: Float32Array, x: readonly number[]): number[] {
  return Array.from(b, (bias, row) =>
    x.reduce((sum, value, col) => sum + (w[row * x.length + col] as number) * value, bias),
  );
}

/** Twin of gruStep: h' of torch.nn.GRU, gates r, z, n. */
export function gruStep(x: readonly number[], h: readonly number[], weights: GruTensors): number[] {
  const { z, n } = gruGates(affine(weights.wIh, weights.bIh, x), affine(weights.wHh, weights.bHh, h), h.length);
  return h.map((before, j) => (1 - (z[j] as number)) * (n[j] as number) + (z[j] as number) * before);
}

/** The gates of a step from gi = W_i x + b_i and gh = W_h h + b_h, (3 hidden) each. `hiddenPart` is that of n, before the reset gate. */
export function gruGates(gi: readonly number[], gh: readonly number[], hidden: number): GruGates {
  const sum = (gate: number, j: number) => (gi[gate * hidden + j] as number) + (gh[gate * hidden + j] as number);
  const units = Array.from({ length: hidden }, (_, j) => j);
  const r = units.map((j) => sigmoid(sum(0, j)));
  const z = units.map((j) => sigmoid(sum(1, j)));
  const hiddenPart = gh.slice(2 * hidden);
  const n = units.map((j) => Math.tanh((gi[2 * hidden + j] as number) + (r[j] as number) * (hiddenPart[j] as number)));
  return { r, z, n, hiddenPart };
}

/** (hidden) each. */
export interface GruGates {
  readonly r: readonly number[];
  readonly z: readonly number[];
  readonly n: readonly number[];
  readonly hiddenPart: readonly number[];
}

/** One layer's tensors: w (3 hidden, cols), b (3 hidden). */
export interface GruTensors {
  readonly wIh: Float32Array;
  readonly wHh: Float32Array;
  readonly bIh: Float32Array;
  readonly bHh: Float32Array;
}

export class ReferenceNetwork implements Network {
  /** Put the input here before `step`. */
  input: number[];
  /** What the last layer gave. */
  scores: number[] = [];
  readonly #layers: readonly Layer[];
  readonly #tensors: Tensors;
  #states: number[][] = [];

  constructor(layers: readonly Layer[], tensors: Tensors) {
    this.#layers = layers;
    this.#tensors = tensors;
    this.input = new Array<number>((layers[0] as Layer).inputSize).fill(0);
    this.reset();
  }

  reset(): void {
    this.#states = this.#layers.flatMap((layer) =>
      layer.kind === 'gru'
        ? Array.from({ length: layer.layers }, () => new Array<number>(layer.hiddenSize).fill(0))
        : [],
    );
  }

  step(): void {
    let x = this.input;
    let state = 0;
    for (const layer of this.#layers) {
      if (layer.kind === 'dense') x = this.#dense(layer, x);
      else {
        for (let l = 0; l < layer.layers; l++) {
          x = gruStep(x, this.#states[state] as number[], this.#gruTensors(layer, l));
          this.#states[state++] = x;
        }
      }
    }
    this.scores = x;
  }

  #dense({ name, activation }: DenseLayer, x: number[]): number[] {
    const y = affine(this.#values(`${name}.weight`), this.#values(`${name}.bias`), x);
    if (activation === 'softmax') return softmax(y);
    return activation === 'sigmoid' ? y.map(sigmoid) : y;
  }

  #gruTensors({ name }: GruLayer, l: number): GruTensors {
    return {
      wIh: this.#values(`${name}.weight_ih_l${l}`),
      wHh: this.#values(`${name}.weight_hh_l${l}`),
      bIh: this.#values(`${name}.bias_ih_l${l}`),
      bHh: this.#values(`${name}.bias_hh_l${l}`),
    };
  }

  #values(name: string): Float32Array {
    const tensor = this.#tensors.get(name);
    if (!tensor) throw new TypeError(`Cannot step the network: tensor '${name}' is missing`);
    return tensor.values;
  }
}
