// Recurrent layers on the kernel: their weights laid out, and their step. The common GRU has a kernel function of its own; everything else goes
// through the general cells (src/kernel/cells.ts).
import { padded } from '../../kernel.js';
import { stateSize } from '../flow.js';
import type { GateActivation } from '../gate-activation.js';
import type { GruLayer, LstmLayer, RecurrentLayer, RnnLayer } from '../layers.js';
import { addressOf, type Builder, type Place, type Run } from './builder.js';
import { FUNCTION_NUMBERS, isKind, SIGMOID, TANH } from './functions.js';

/** One layer of a stack: the step, and where its output lies. */
export interface Cell {
  readonly run: Run;
  readonly h: Place;
}

/** Layer `l` of the stack; `x`: where its input lies. */
export function layCell(build: Builder, layer: RecurrentLayer, l: number, x: Place): Cell {
  if (layer.kind === 'rnn') return layRnn(build, layer, l, x);
  if (layer.kind === 'lstm') return layLstm(build, layer, l, x);
  return isCommon(layer) ? layCommonGru(build, layer, l, x) : layGru(build, layer, l, x);
}

function isCommon({ resetAfter = true, activations, clip }: GruLayer): boolean {
  return resetAfter && clip === undefined && isKind(activations?.[0], 'sigmoid') && isKind(activations?.[1], 'tanh');
}

function layRnn(build: Builder, layer: RnnLayer, l: number, x: Place): Cell {
  const { inputSize, hidden, units, wIh, bIh, bHh } = layInputs(build, layer, 1, l);
  const wHh = build.packed(build.tensor(`${layer.name}.weight_hh_l${l}`), 1, units, units);
  const h = build.state(units);
  const scratch = build.scratch(2 * hidden).at;
  const cell = layGates(build, layer.clip, [layer.activation ?? TANH]);
  const { rnnStep } = build.kernel.functions;
  const run: Run = (stateAt, inputAt) => {
    const from = addressOf(x, stateAt, inputAt);
    rnnStep(from, stateAt + h.at, wIh, wHh, bIh, bHh, scratch, cell, inputSize, hidden, units);
  };
  return { run, h };
}

function layCommonGru(build: Builder, layer: GruLayer, l: number, x: Place): Cell {
  const { inputSize, hidden, units, wIh, bIh, bHh } = layInputs(build, layer, 3, l);
  const wHh = build.packed(build.tensor(`${layer.name}.weight_hh_l${l}`), 3, units, units);
  const h = build.state(units);
  const scratch = build.scratch(6 * hidden).at;
  const { gruStep } = build.kernel.functions;
  const run: Run = (stateAt, inputAt) => {
    const from = addressOf(x, stateAt, inputAt);
    gruStep(from, stateAt + h.at, wIh, wHh, bIh, bHh, scratch, inputSize, hidden, units);
  };
  return { run, h };
}

function layGru(build: Builder, layer: GruLayer, l: number, x: Place): Cell {
  const { inputSize, hidden, units, wIh, bIh, bHh } = layInputs(build, layer, 3, l);
  const recurrent = build.tensor(`${layer.name}.weight_hh_l${l}`);
  const ofGates = 2 * units * units;
  const wHrz = build.packed(recurrent.subarray(0, ofGates), 2, units, units);
  const wHn = build.packed(recurrent.subarray(ofGates), 1, units, units);
  const h = build.state(units);
  const scratch = build.scratch(6 * hidden).at;
  const cell = layGates(build, layer.clip, layer.activations ?? [SIGMOID, TANH]);
  const after = (layer.resetAfter ?? true) ? 1 : 0;
  const { gruCell } = build.kernel.functions;
  const run: Run = (stateAt, inputAt) => {
    const from = addressOf(x, stateAt, inputAt);
    gruCell(from, stateAt + h.at, wIh, wHrz, wHn, bIh, bHh, scratch, cell, inputSize, hidden, units, after);
  };
  return { run, h };
}

function layLstm(build: Builder, layer: LstmLayer, l: number, x: Place): Cell {
  const { name, projectionSize = 0, peepholes = false, coupled = false } = layer;
  const { inputSize, hidden, units, wIh, bIh, bHh } = layInputs(build, layer, 4, l);
  const cols = stateSize(layer);
  const wHh = build.packed(build.tensor(`${name}.weight_hh_l${l}`), 4, units, cols);
  const looks = peepholes ? build.padded(build.tensor(`${name}.peephole_l${l}`), 3, units) : 0;
  const h = build.state(cols);
  const c = build.state(units).at;
  const scratch = build.scratch(8 * hidden).at;
  const cell = layGates(build, layer.clip, layer.activations ?? [SIGMOID, TANH, TANH]);
  const { lstmStep, matvec } = build.kernel.functions;
  const one = coupled ? 1 : 0;
  if (projectionSize === 0) {
    const run: Run = (stateAt, inputAt) => {
      const from = addressOf(x, stateAt, inputAt);
      const at = stateAt + h.at;
      lstmStep(from, at, stateAt + c, at, wIh, wHh, bIh, bHh, looks, scratch, cell, inputSize, hidden, cols, one);
    };
    return { run, h };
  }
  const wHr = build.packed(build.tensor(`${name}.weight_hr_l${l}`), 1, projectionSize, units);
  const none = build.scratch(padded(projectionSize)).at;
  const full = build.scratch(hidden).at;
  const run: Run = (stateAt, inputAt) => {
    const from = addressOf(x, stateAt, inputAt);
    const at = stateAt + h.at;
    lstmStep(from, at, stateAt + c, full, wIh, wHh, bIh, bHh, looks, scratch, cell, inputSize, hidden, cols, one);
    matvec(wHr, none, full, at, padded(projectionSize), units);
  };
  return { run, h };
}

/** What all cells have: the weights of their input and their biases, `gates` of them. */
function layInputs(build: Builder, layer: RecurrentLayer, gates: number, l: number) {
  const { name, hiddenSize: units } = layer;
  const inputSize = l === 0 ? layer.inputSize : stateSize(layer);
  return {
    inputSize,
    units,
    hidden: padded(units),
    wIh: build.packed(build.tensor(`${name}.weight_ih_l${l}`), gates, units, inputSize),
    bIh: build.padded(build.tensor(`${name}.bias_ih_l${l}`), gates, units),
    bHh: build.padded(build.tensor(`${name}.bias_hh_l${l}`), gates, units),
  };
}

/** What the kernel's general cells read of clipping and activations: see src/kernel/cells.ts. */
function layGates(build: Builder, clip: number | undefined, activations: readonly GateActivation[]): number {
  const bytes = 4 + 12 * activations.length;
  const at = build.kernel.allocate(bytes);
  const floats = build.kernel.floats(at, bytes / 4);
  const numbers = build.kernel.integers(at, bytes / 4);
  floats[0] = clip ?? Number.POSITIVE_INFINITY;
  activations.forEach(({ kind, alpha, beta }, i) => {
    numbers[1 + 3 * i] = FUNCTION_NUMBERS[kind];
    floats[2 + 3 * i] = alpha;
    floats[3 + 3 * i] = beta;
  });
  return at;
}
