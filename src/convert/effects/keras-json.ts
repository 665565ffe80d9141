// RTNeural's JSON, as its scripts write a Keras model, and what AIDA-X adds to it: `in_skip`, `in_gain`, `out_gain`,
// `samplerate`, and samples with what the original gave to them. Layouts are Keras': kernels (inputs, gates * units),
// gates i, f, g, o of an LSTM and z, r, n of a GRU, whose two rows of biases mean that its reset gate is behind the
// product.
import { gateActivation } from '../../model/gate-activation.js';
import type { DenseLayer, ElementwiseFunction, Layer, Tensor } from '../../model/layers.js';
import {
  type BroughtVector,
  type EffectDescription,
  effectOf,
  type ForeignEffect,
  isJson,
  type Json,
  openQuestions,
  unreadable,
} from './foreign-effect.js';
import { count, matrix, numberOf, rateOf, reordered, transposed, vector } from './numbers.js';

/** Whether a JSON is one of these. */
export function isKerasJson(json: Json): boolean {
  return Array.isArray(json.in_shape) && Array.isArray(json.layers);
}

/** Below this AIDA-X takes a gain in dB for silence. */
const SILENT_DB = -90;

/** Throws SluiceError MODEL_UNREADABLE, one sentence. */
export function readKerasJson(json: Json, told: EffectDescription): ForeignEffect {
  const inputs = count((json.in_shape as unknown[]).at(-1), "the last size of 'in_shape'", 9);
  const read = new KerasLayers(inputs);
  for (const layer of json.layers as unknown[]) read.add(layer);
  const file = factsOf(json);
  const isAida = ['in_skip', 'in_gain', 'out_gain', 'samplerate', 'input_batch'].some((key) => key in json);
  const model = effectOf(read, inputs, file, told);
  const golden = goldenOf(json, inputs);
  return {
    model,
    recognised: isAida ? "AIDA-X model (RTNeural's JSON)" : "RTNeural's JSON of a Keras model",
    facts: { format: isAida ? 'aida-x' : 'rtneural', inputs, sampleRateHz: model.sampleRate, residual: model.residual },
    assumed: [],
    warnings: [
      ...openQuestions(model, told),
      ...(golden === 'misfit'
        ? ["its 'input_batch' and 'output_batch' do not fit each other, so the network is not checked against them"]
        : []),
    ],
    ...(golden === null || golden === 'misfit' ? {} : { golden }),
  };
}

/** What stands beside the layers. */
function factsOf(json: Json): EffectDescription {
  const metadata = isJson(json.metadata) ? json.metadata : {};
  const skip = json.in_skip ?? 0;
  if (skip !== 0 && skip !== 1 && typeof skip !== 'boolean')
    throw unreadable(`'in_skip' must be 0 or 1: received ${String(skip)}`);
  const sampleRate = rateOf(json.samplerate, json.sample_rate, metadata.samplerate);
  return {
    residual: Boolean(skip),
    inputGain: factorOf(json.in_gain, 'in_gain'),
    outputGain: factorOf(json.out_gain, 'out_gain'),
    ...(sampleRate === undefined ? {} : { sampleRate }),
    ...(typeof metadata.name === 'string' ? { name: metadata.name } : {}),
  };
}

/** The factor of a gain in dB. */
function factorOf(db: unknown, what: string): number {
  if (db === undefined || db === null) return 1;
  const value = numberOf(db);
  if (value === undefined) throw unreadable(`'${what}' must be a number of dB: received ${String(db)}`);
  return value > SILENT_DB ? 10 ** (value / 20) : 0;
}

/** Null where it brings none. */
function goldenOf({ input_batch: x, output_batch: y }: Json, inputs: number): BroughtVector | 'misfit' | null {
  if (!Array.isArray(x) || !Array.isArray(y) || x.length === 0) return null;
  const rows = x.flat(2);
  const outputs = y.flat(2);
  if (rows.length !== outputs.length * inputs) return 'misfit';
  return {
    inputs: vector(rows, rows.length, "'input_batch'"),
    outputs: vector(outputs, outputs.length, "'output_batch'"),
  };
}

/** Layers as they come, each of the size that the one before gives. */
class KerasLayers {
  readonly layers: Layer[] = [];
  readonly tensors = new Map<string, Tensor>();
  #size: number;

  constructor(inputs: number) {
    this.#size = inputs;
  }

  add(value: unknown): void {
    if (!isJson(value) || typeof value.type !== 'string') throw unreadable("each of 'layers' must have a 'type'");
    const place = `layer ${this.layers.length + 1} ('${value.type}')`;
    const units = Array.isArray(value.shape) ? count(value.shape.at(-1), `the last size of the shape of ${place}`) : 0;
    const weights: unknown[] = Array.isArray(value.weights) ? value.weights : [];
    switch (value.type) {
      case 'lstm':
        return this.#lstm(units, weights, place);
      case 'gru':
        return this.#gru(units, weights, place);
      case 'dense':
      case 'time-distributed-dense':
        this.#dense(units, weights, place);
        return this.#function(value.activation, place);
      case 'activation':
        return this.#function(value.activation, place);
      case 'prelu':
        return this.#prelu(weights, place);
      default:
        throw unreadable(`${place} is none of those that effects run: lstm, gru, dense, activation, prelu`);
    }
  }

  #lstm(units: number, [w, u, b]: readonly unknown[], place: string): void {
    const name = this.#name('lstm');
    this.layers.push({ kind: 'lstm', name, inputSize: this.#size, hiddenSize: units, layers: 1 });
    const wide = 4 * units;
    this.#tensor(`${name}.weight_ih_l0`, [wide, this.#size], turned(w, this.#size, wide, `the kernel of ${place}`));
    this.#tensor(`${name}.weight_hh_l0`, [wide, units], turned(u, units, wide, `the recurrent kernel of ${place}`));
    this.#tensor(`${name}.bias_ih_l0`, [wide], vector(b, wide, `the bias of ${place}`));
    this.#tensor(`${name}.bias_hh_l0`, [wide], new Float32Array(wide));
    this.#size = units;
  }

  #gru(units: number, [w, u, b]: readonly unknown[], place: string): void {
    const name = this.#name('gru');
    const wide = 3 * units;
    if (Array.isArray(b) && b.length === wide)
      throw unreadable(
        `${place} has one row of biases, so its reset gate is before the product (reset_after=False), which effects do not run`,
      );
    this.layers.push({ kind: 'gru', name, inputSize: this.#size, hiddenSize: units, layers: 1 });
    const zr = [1, 0, 2];
    const biases = matrix(b, 2, wide, `the biases of ${place}`);
    const kernel = turned(w, this.#size, wide, `the kernel of ${place}`);
    const recurrent = turned(u, units, wide, `the recurrent kernel of ${place}`);
    this.#tensor(`${name}.weight_ih_l0`, [wide, this.#size], reordered(kernel, zr));
    this.#tensor(`${name}.weight_hh_l0`, [wide, units], reordered(recurrent, zr));
    this.#tensor(`${name}.bias_ih_l0`, [wide], reordered(biases.subarray(0, wide), zr));
    this.#tensor(`${name}.bias_hh_l0`, [wide], reordered(biases.subarray(wide), zr));
    this.#size = units;
  }

  #dense(units: number, [w, b]: readonly unknown[], place: string): void {
    const weight = turned(w, this.#size, units, `the kernel of ${place}`);
    const bias = b === undefined ? new Float32Array(units) : vector(b, units, `the bias of ${place}`);
    this.#addDense(units, weight, bias);
  }

  #addDense(outputSize: number, weight: Float32Array, bias: Float32Array): void {
    const name = this.#name('dense');
    const layer: DenseLayer = { kind: 'dense', name, inputSize: this.#size, outputSize, activation: 'none' };
    this.layers.push(layer);
    this.#tensor(`${name}.weight`, [outputSize, this.#size], weight);
    this.#tensor(`${name}.bias`, [outputSize], bias);
    this.#size = outputSize;
  }

  #function(activation: unknown, place: string): void {
    if (activation === undefined || activation === null || activation === '' || activation === 'linear') return;
    const known = ['tanh', 'relu', 'sigmoid', 'elu', 'softplus', 'softsign'] as const;
    const kind = known.find((each) => each === activation);
    if (kind === undefined)
      throw unreadable(`the activation of ${place} must be one of ${known.join(', ')}: received ${String(activation)}`);
    this.#addFunction(gateActivation(kind));
  }

  #addFunction(of: ElementwiseFunction): void {
    this.layers.push({ kind: 'activation', name: this.#name('activation'), size: this.#size, function: of });
  }

  /** x above 0, else alpha x: relu(x) - alpha relu(-x), where each unit has an alpha of its own. */
  #prelu([w]: readonly unknown[], place: string): void {
    const size = this.#size;
    const flat = Array.isArray(w) ? w.flat(2) : w;
    const alphas = vector(flat, Array.isArray(flat) && flat.length === 1 ? 1 : size, `the weights of ${place}`);
    const first = alphas[0] as number;
    if (alphas.every((alpha) => alpha === first)) return this.#addFunction(gateActivation('leaky-relu', first));
    const both = new Float32Array(2 * size * size);
    const back = new Float32Array(size * 2 * size);
    for (let i = 0; i < size; i++) {
      both[i * size + i] = 1;
      both[(size + i) * size + i] = -1;
      back[i * 2 * size + i] = 1;
      back[i * 2 * size + size + i] = -(alphas[i] as number);
    }
    this.#addDense(2 * size, both, new Float32Array(2 * size));
    this.#addFunction(gateActivation('relu'));
    this.#addDense(size, back, new Float32Array(size));
  }

  #name(kind: string): string {
    return `${kind}${this.layers.length}`;
  }

  #tensor(name: string, shape: readonly number[], values: Float32Array): void {
    this.tensors.set(name, { shape, values });
  }
}

function turned(value: unknown, rows: number, cols: number, what: string): Float32Array {
  return transposed(matrix(value, rows, cols, what), rows, cols);
}
