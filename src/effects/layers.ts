// The layers of a model become records in the memory of the effects' kernel.
import { SluiceError } from '../errors.js';
import * as layout from '../kernel/effects/layout.js';
import type { EffectModel } from '../model/effect-model.js';
import { CELL_GATES, isCell } from '../model/file/effect-layers.js';
import { gateActivation } from '../model/gate-activation.js';
import type { DenseLayer, ElementwiseFunction, Layer, RecurrentLayer } from '../model/layers.js';
import { padded } from '../pipeline/kernel-access/kernel.js';
import { packRows } from '../pipeline/kernel-access/pack.js';
import { FUNCTION_NUMBERS, SIGMOID, TANH } from '../pipeline/network/wasm/functions.js';
import type { MemoryPlan } from './memory-plan.js';
import { interleaved, interleavedBias } from './pack.js';

/** What the layers of a model need beside their weights. */
export interface PlacedLayers {
  readonly records: number;
  readonly count: number;
  /** Of the kept states of one channel. */
  readonly stateBytes: number;
  /** What they begin with, of all slots. */
  readonly initial: Float32Array;
  /** The largest number of units, padded. */
  readonly widest: number;
}

/** A record before it has an address. */
interface Entry {
  readonly fields: (readonly [number, number])[];
  readonly floats: (readonly [number, number])[];
}

const LINEAR = gateActivation('linear');

/** Throws SluiceError MODEL_UNREADABLE for a layer that does not run in the audio thread, by its name and kind. */
export function placeLayers(plan: MemoryPlan, { layers, tensors }: EffectModel, slots: number): PlacedLayers {
  const of = (name: string): Float32Array => tensors.get(name)?.values as Float32Array;
  const entries: Entry[] = [];
  const starts: Float32Array[] = [];
  let [stateBytes, widest] = [0, 4];
  const add = (kind: number, size: number, fields: Entry['fields'], then: ElementwiseFunction = LINEAR) => {
    widest = Math.max(widest, padded(size));
    const common: Entry['fields'] = [
      [layout.LAYER_KIND, kind],
      [layout.LAYER_UNITS, padded(size)],
      [layout.LAYER_COLUMNS, size],
      [layout.LAYER_FUNCTION, FUNCTION_NUMBERS[then.kind]],
    ];
    const { alpha, beta } = { alpha: 0, beta: 0, ...then };
    const floats: Entry['floats'] = [
      [layout.LAYER_ALPHA, alpha],
      [layout.LAYER_BETA, beta],
    ];
    entries.push({ fields: [...common, ...fields], floats });
  };
  const addCell = (layer: RecurrentLayer, l: number) => {
    const kept = padded(layer.hiddenSize) * (layer.kind === 'lstm' ? 2 : 1);
    const fields: Entry['fields'] = [...placeCell(plan, layer, l, of), [layout.LAYER_STATE, stateBytes]];
    add(KINDS[layer.kind], layer.hiddenSize, fields, layer.kind === 'rnn' ? (layer.activation ?? TANH) : LINEAR);
    for (let slot = 0; slot < slots; slot++) starts.push(initialState(layer, l, kept, of));
    stateBytes += slots * kept * 4;
  };
  for (const layer of layers) {
    checkRuns(layer);
    if (isCell(layer)) for (let l = 0; l < layer.layers; l++) addCell(layer, l);
    else if (layer.kind === 'dense') {
      const then = layer.activation === 'sigmoid' ? SIGMOID : LINEAR;
      const kind = layer.outputSize === 1 ? layout.SINGLE_OUTPUT : layout.DENSE;
      add(kind, layer.outputSize, placeDense(plan, layer, of), then);
    } else if (layer.kind === 'activation') {
      const output = plan.reserve(4 * padded(layer.size));
      add(layout.ELEMENTWISE, layer.size, [[layout.LAYER_OUTPUT, output]], layer.function);
    }
  }
  const records = plan.reserve(layout.LAYER_BYTES * entries.length);
  for (const [i, { fields, floats }] of entries.entries()) {
    plan.integers(records + i * layout.LAYER_BYTES, fields);
    plan.floats(records + i * layout.LAYER_BYTES, floats);
  }
  return { records, count: entries.length, stateBytes, initial: joined(starts), widest };
}

const KINDS = { lstm: layout.LSTM, gru: layout.GRU, rnn: layout.RNN } as const;

function placeCell(
  plan: MemoryPlan,
  { kind, name, hiddenSize: hidden, inputSize }: RecurrentLayer,
  l: number,
  of: (name: string) => Float32Array,
): Entry['fields'] {
  const inputs = l === 0 ? inputSize : hidden;
  const [w, u] = [of(`${name}.weight_ih_l${l}`), of(`${name}.weight_hh_l${l}`)];
  const [b, c] = [of(`${name}.bias_ih_l${l}`), of(`${name}.bias_hh_l${l}`)];
  const both = b.map((value, i) => value + (c[i] as number));
  // the kernel computes tanh a as 2 sigmoid(2 a) - 1
  const gates = { count: CELL_GATES[kind], hidden, ...(kind === 'lstm' ? { factors: [1, 1, 2, 1] } : {}) };
  const pack = (of: Float32Array, cols: number) =>
    kind === 'rnn' ? packRows(of, 1, hidden, cols) : interleaved(of, cols, gates);
  const bias = () => {
    if (kind === 'rnn') return packRows(both, 1, hidden, 1);
    if (kind === 'lstm') return interleavedBias(both, gates);
    const parts = [both.subarray(0, 2 * hidden), b.subarray(2 * hidden), c.subarray(2 * hidden)];
    return interleavedBias(joined(parts), { count: 4, hidden });
  };
  return [
    [layout.LAYER_INPUTS, inputs],
    [layout.LAYER_WEIGHTS, plan.place(pack(w, inputs))],
    [layout.LAYER_RECURRENT, plan.place(pack(u, hidden))],
    [layout.LAYER_BIAS, plan.place(bias())],
  ];
}

function placeDense(
  plan: MemoryPlan,
  { name, inputSize, outputSize }: DenseLayer,
  of: (name: string) => Float32Array,
): Entry['fields'] {
  const [w, b] = [of(`${name}.weight`), of(`${name}.bias`)];
  const isSingle = outputSize === 1;
  const weights = new Float32Array(padded(inputSize));
  weights.set(w.subarray(0, inputSize));
  const bias = new Float32Array(padded(outputSize));
  bias.set(b);
  return [
    [layout.LAYER_INPUTS, isSingle ? padded(inputSize) : inputSize],
    [layout.LAYER_WEIGHTS, plan.place(isSingle ? weights : packRows(w, 1, outputSize, inputSize))],
    [layout.LAYER_BIAS, plan.place(bias)],
    [layout.LAYER_OUTPUT, plan.reserve(4 * padded(outputSize))],
  ];
}

/** h, and behind it c of an LSTM. */
function initialState(
  { kind, name, hiddenSize, initial }: RecurrentLayer,
  l: number,
  kept: number,
  of: (name: string) => Float32Array,
): Float32Array {
  const state = new Float32Array(kept);
  if (!initial) return state;
  state.set(of(`${name}.h0_l${l}`));
  if (kind === 'lstm') state.set(of(`${name}.c0_l${l}`), padded(hiddenSize));
  return state;
}

function checkRuns(layer: Layer): void {
  const why = whyNot(layer);
  if (why === null) return;
  throw new SluiceError(
    'MODEL_UNREADABLE',
    `Cannot run the effect: the layer '${layer.name}' ${why}: effects run lstm, gru, rnn, dense and activation, each behind the one before`,
  );
}

const OTHER_GATES = 'has other gates';

/** A clause about a layer that does not run in the audio thread; null for one that does. */
export function whyNot(layer: Layer): string | null {
  if ('from' in layer && layer.from !== undefined) return 'takes more than the layer before it';
  switch (layer.kind) {
    case 'rnn':
      return layer.clip === undefined ? null : OTHER_GATES;
    case 'gru':
      if (layer.resetAfter === false) return 'has its reset gate before the product';
      return layer.clip === undefined && layer.activations === undefined ? null : OTHER_GATES;
    case 'lstm':
      if (layer.projectionSize || layer.peepholes || layer.coupled) return OTHER_GATES;
      return layer.clip === undefined && layer.activations === undefined ? null : OTHER_GATES;
    case 'dense':
      return layer.activation === 'softmax' ? 'ends with a softmax' : null;
    case 'activation':
      return null;
    default:
      return `is of the kind '${layer.kind}'`;
  }
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const out = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
