// Recurrent layers on the kernel: their weights laid out, and their step. The common GRU has a kernel function of its own; everything else goes
// through the general cells (src/kernel/cells.ts).

import { stateSize } from '../../../model/flow.js';
import type { GateActivation } from '../../../model/gate-activation.js';
import type { GruLayer, LstmLayer, RecurrentLayer, RnnLayer } from '../../../model/layers.js';
import { padded } from '../../kernel-access/kernel.js';
import { BASES, type Place } from './batch.js';
import type { Builder, Run } from './builder.js';
import { FUNCTION_NUMBERS, isKind, SIGMOID, TANH } from './functions.js';

/** One layer of a stack: the step, and where its output lies. */
export interface Cell {
  readonly run: Run;
  readonly h: Place;
  /** Whether h lies within -1 and 1 whatever the weights. */
  readonly bounded: boolean;
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
  const { ih, hh, hidden } = layProducts(build, layer, l, 1);
  const h = build.state(layer.hiddenSize);
  const cell = layGates(build, layer.clip, [layer.activation ?? TANH]);
  const [base, { rnnStep }] = [BASES[x.base], build.kernel.functions];
  const run: Run = ({ at, count, scratch }) => rnnStep(at, count, base, x.at, h.at, ih, hh, scratch, cell, hidden);
  return { run, h, bounded: isKind(layer.activation, 'tanh') };
}

function layCommonGru(build: Builder, layer: GruLayer, l: number, x: Place): Cell {
  const { ih, hh, hidden } = layProducts(build, layer, l, 3);
  const h = build.state(layer.hiddenSize);
  const [base, { gruStep }] = [BASES[x.base], build.kernel.functions];
  const run: Run = ({ at, count, scratch }) => gruStep(at, count, base, x.at, h.at, ih, hh, scratch, hidden);
  return { run, h, bounded: true };
}

function layGru(build: Builder, layer: GruLayer, l: number, x: Place): Cell {
  const { name, hiddenSize: units } = layer;
  const { ih, hidden } = layProducts(build, layer, l, 3);
  const recurrent = (gates: number, first: number) =>
    build.product(`${name}.weight_hh_l${l}`, `${name}.bias_hh_l${l}`, { gates, units, cols: units }, first);
  const [hrz, hn] = [recurrent(2, 0), recurrent(1, 2)];
  const h = build.state(units);
  const cell = layGates(build, layer.clip, layer.activations ?? [SIGMOID, TANH]);
  const after = (layer.resetAfter ?? true) ? 1 : 0;
  const [base, { gruCell }] = [BASES[x.base], build.kernel.functions];
  const run: Run = ({ at, count, scratch }) =>
    gruCell(at, count, base, x.at, h.at, ih, hrz, hn, scratch, cell, hidden, after);
  const [f, g] = layer.activations ?? [];
  return { run, h, bounded: isKind(f, 'sigmoid') && isKind(g, 'tanh') };
}

function layLstm(build: Builder, layer: LstmLayer, l: number, x: Place): Cell {
  const { name, hiddenSize: units, projectionSize = 0, peepholes = false, coupled = false } = layer;
  const { ih, hh, hidden } = layProducts(build, layer, l, 4);
  const projection = { gates: 1, units: projectionSize, cols: units };
  const hr = projectionSize > 0 ? build.product(`${name}.weight_hr_l${l}`, null, projection) : 0;
  const looks = peepholes ? build.padded(build.tensor(`${name}.peephole_l${l}`), 3, units) : 0;
  const h = build.state(stateSize(layer));
  const c = build.state(units).at;
  const cell = layGates(build, layer.clip, layer.activations ?? [SIGMOID, TANH, TANH]);
  const one = coupled ? 1 : 0;
  const [base, { lstmStep }] = [BASES[x.base], build.kernel.functions];
  const run: Run = ({ at, count, scratch }) =>
    lstmStep(at, count, base, x.at, h.at, c, ih, hh, hr, looks, scratch, cell, hidden, one);
  const [f, , out] = layer.activations ?? [];
  return { run, h, bounded: projectionSize === 0 && isKind(f, 'sigmoid') && isKind(out, 'tanh') };
}

/** What all cells have: products of `gates` gates with their input and their state. */
function layProducts(build: Builder, layer: RecurrentLayer, l: number, gates: number) {
  const { name, hiddenSize: units } = layer;
  const state = stateSize(layer);
  const inputSize = l === 0 ? layer.inputSize : state;
  const hidden = padded(units);
  build.scratch(2 * gates * hidden, Math.max(inputSize, state, units));
  return {
    hidden,
    ih: build.product(`${name}.weight_ih_l${l}`, `${name}.bias_ih_l${l}`, { gates, units, cols: inputSize }),
    hh: build.product(`${name}.weight_hh_l${l}`, `${name}.bias_hh_l${l}`, { gates, units, cols: state }),
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
