// Recurrent layers on the kernel: their weights are placed in its memory, and their step is one kernel call. The common
// GRU has a kernel function of its own; everything else uses the general cells (src/kernel/cells.ts).
import {
  ACTIVATION_ALPHA,
  ACTIVATION_BETA,
  ACTIVATION_BYTES,
  ACTIVATION_FUNCTION,
  CLIP_BYTES,
} from '../../../kernel/layout.js';
import { stateSize } from '../../../model/flow.js';
import type { GateActivation } from '../../../model/gate-activation.js';
import type { GruLayer, LstmLayer, RecurrentLayer, RnnLayer } from '../../../model/layers.js';
import { padded } from '../../kernel-access/kernel.js';
import { BASES, type Place, type Run } from './batch.js';
import type { Builder } from './builder.js';
import { FUNCTION_NUMBERS, isKind, SIGMOID, TANH } from './functions.js';

/** One layer of a recurrent stack. */
export interface Cell {
  readonly run: Run;
  /** Where its output lies. */
  readonly h: Place;
  /** Where an LSTM's cell state lies. */
  readonly c?: Place;
  /** Whether h lies within -1 and 1 whatever the weights are. */
  readonly bounded: boolean;
}

/** Places layer `l` of the stack. `x`: where its input lies. Throws TypeError where a tensor is missing. */
export function placeCell(build: Builder, layer: RecurrentLayer, l: number, x: Place): Cell {
  switch (layer.kind) {
    case 'rnn':
      return placeRnn(build, layer, l, x);
    case 'lstm':
      return placeLstm(build, layer, l, x);
    case 'gru':
      return isCommon(layer) ? placeCommonGru(build, layer, l, x) : placeGru(build, layer, l, x);
    default:
      return layer satisfies never;
  }
}

/** PyTorch's GRU: the one that most models have. */
function isCommon({ resetAfter = true, activations, clip }: GruLayer): boolean {
  return resetAfter && clip === undefined && isKind(activations?.[0], 'sigmoid') && isKind(activations?.[1], 'tanh');
}

function placeRnn(build: Builder, layer: RnnLayer, l: number, x: Place): Cell {
  const { ih, hh, hidden } = placeProducts(build, layer, l, 1);
  const h = build.state(layer.hiddenSize);
  const cell = placeGates(build, layer.clip, [layer.activation ?? TANH]);
  const [base, { rnnStep }] = [BASES[x.base], build.kernel.functions];
  const run: Run = ({ at, count, scratch }) => rnnStep(at, count, base, x.at, h.at, ih, hh, scratch, cell, hidden);
  return { run, h, bounded: isKind(layer.activation, 'tanh') };
}

function placeCommonGru(build: Builder, layer: GruLayer, l: number, x: Place): Cell {
  const { ih, hh, hidden } = placeProducts(build, layer, l, 3);
  const h = build.state(layer.hiddenSize);
  const [base, { gruStep }] = [BASES[x.base], build.kernel.functions];
  const run: Run = ({ at, count, scratch }) => gruStep(at, count, base, x.at, h.at, ih, hh, scratch, hidden);
  return { run, h, bounded: true };
}

function placeGru(build: Builder, layer: GruLayer, l: number, x: Place): Cell {
  const { name, hiddenSize: units } = layer;
  const { ih, hidden } = placeProducts(build, layer, l, 3);
  const recurrent = (gates: number, first: number) =>
    build.product(`${name}.weight_hh_l${l}`, `${name}.bias_hh_l${l}`, { gates, units, cols: units }, first);
  const [hrz, hn] = [recurrent(2, 0), recurrent(1, 2)];
  const h = build.state(units);
  const cell = placeGates(build, layer.clip, layer.activations ?? [SIGMOID, TANH]);
  const after = (layer.resetAfter ?? true) ? 1 : 0;
  const [base, { gruCell }] = [BASES[x.base], build.kernel.functions];
  const run: Run = ({ at, count, scratch }) =>
    gruCell(at, count, base, x.at, h.at, ih, hrz, hn, scratch, cell, hidden, after);
  const [f, g] = layer.activations ?? [];
  return { run, h, bounded: isKind(f, 'sigmoid') && isKind(g, 'tanh') };
}

function placeLstm(build: Builder, layer: LstmLayer, l: number, x: Place): Cell {
  const { name, hiddenSize: units, projectionSize = 0, peepholes = false, coupled = false } = layer;
  const { ih, hh, hidden } = placeProducts(build, layer, l, 4);
  const projection = { gates: 1, units: projectionSize, cols: units };
  const hr = projectionSize > 0 ? build.product(`${name}.weight_hr_l${l}`, null, projection) : 0;
  const peepholesAt = peepholes ? build.padded(build.tensor(`${name}.peephole_l${l}`), 3, units) : 0;
  const h = build.state(stateSize(layer));
  const cellState = build.state(units);
  const c = cellState.at;
  const cell = placeGates(build, layer.clip, layer.activations ?? [SIGMOID, TANH, TANH]);
  const one = coupled ? 1 : 0;
  const [base, { lstmStep }] = [BASES[x.base], build.kernel.functions];
  const run: Run = ({ at, count, scratch }) =>
    lstmStep(at, count, base, x.at, h.at, c, ih, hh, hr, peepholesAt, scratch, cell, hidden, one);
  const [f, , out] = layer.activations ?? [];
  return { run, h, c: cellState, bounded: projectionSize === 0 && isKind(f, 'sigmoid') && isKind(out, 'tanh') };
}

/** What all cells have: products of `gates` gates with the input and with the state. */
function placeProducts(build: Builder, layer: RecurrentLayer, l: number, gates: number) {
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

/** Clipping and activations as the kernel's general cells read them: see src/kernel/cells.ts. Returns the address. */
function placeGates(build: Builder, clip: number | undefined, activations: readonly GateActivation[]): number {
  const bytes = CLIP_BYTES + ACTIVATION_BYTES * activations.length;
  const at = build.kernel.allocate(bytes);
  const floats = build.kernel.floats(at, bytes / 4);
  const numbers = build.kernel.integers(at, bytes / 4);
  floats[0] = clip ?? Number.POSITIVE_INFINITY;
  activations.forEach(({ kind, alpha, beta }, i) => {
    const record = CLIP_BYTES + ACTIVATION_BYTES * i;
    numbers[(record + ACTIVATION_FUNCTION) / 4] = FUNCTION_NUMBERS[kind];
    floats[(record + ACTIVATION_ALPHA) / 4] = alpha;
    floats[(record + ACTIVATION_BETA) / 4] = beta;
  });
  return at;
}
