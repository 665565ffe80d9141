// The recurrent cells in plain TypeScript and double precision, in every form that the layers allow. Tests compare the
// kernel's cells with them, and sluice/nn runs them. The equations are those of the ONNX operators RNN, GRU and LSTM;
// weights and gates are in PyTorch's order.
import { activate, type GateActivation, gateActivation } from './gate-activation.js';
import type { GruLayer, LstmLayer, RnnLayer } from './layers.js';

type Vector = readonly number[];

/** One layer's tensors: wIh (gates * hidden, inputs), wHh (gates * hidden, state), biases (gates * hidden). */
export interface CellTensors {
  readonly wIh: Float32Array;
  readonly wHh: Float32Array;
  readonly bIh: Float32Array;
  readonly bHh: Float32Array;
  /** LSTM: (3 hidden), i, f, o. */
  readonly peepholes?: Float32Array;
  /** LSTM: (projection, hidden). */
  readonly wHr?: Float32Array;
}

const SIGMOID = gateActivation('sigmoid');
const TANH = gateActivation('tanh');

/** Twin of matvec: b + W x, W: (rows, x.length), row after row. */
export function affine(w: Float32Array, b: ArrayLike<number>, x: Vector): number[] {
  const out: number[] = new Array(b.length);
  for (let row = 0, at = 0; row < b.length; row++) {
    let sum = b[row] as number;
    for (let col = 0; col < x.length; col++, at++) sum += (w[at] as number) * (x[col] as number);
    out[row] = sum;
  }
  return out;
}

/** Twin of rnnStep: h' = f(W_i x + b_i + W_h h + b_h). */
export function rnnStep(
  layer: Pick<RnnLayer, 'activation' | 'clip'>,
  weights: CellTensors,
  x: Vector,
  h: Vector,
): number[] {
  const gh = affine(weights.wHh, weights.bHh, h);
  const sums = affine(weights.wIh, weights.bIh, x).map((value, j) => value + (gh[j] as number));
  return gate(layer.activation ?? TANH, sums, layer.clip);
}

/**
 * Twin of gruStep and gruCell. Gates r, z, n; `resetAfter`: whether the reset gate acts after the product with W_hn.
 */
export function gruStep(
  layer: Pick<GruLayer, 'activations' | 'clip' | 'resetAfter'>,
  weights: CellTensors,
  x: Vector,
  h: Vector,
): number[] {
  const hidden = h.length;
  const [f, g] = layer.activations ?? [SIGMOID, TANH];
  const gi = affine(weights.wIh, weights.bIh, x);
  const ghRz = affine(weights.wHh, weights.bHh.subarray(0, 2 * hidden), h);
  const rz = gate(
    f,
    ghRz.map((value, j) => value + (gi[j] as number)),
    layer.clip,
  );
  const r = rz.slice(0, hidden);
  const candidate = (state: Vector) =>
    affine(weights.wHh.subarray(2 * hidden * hidden), weights.bHh.subarray(2 * hidden), state);
  const recurrent =
    (layer.resetAfter ?? true)
      ? candidate(h).map((value, j) => (r[j] as number) * value)
      : candidate(h.map((value, j) => (r[j] as number) * value));
  const n = gate(
    g,
    recurrent.map((value, j) => value + (gi[2 * hidden + j] as number)),
    layer.clip,
  );
  return h.map((before, j) => {
    const z = rz[hidden + j] as number;
    return (1 - z) * (n[j] as number) + z * before;
  });
}

/** Twin of lstmStep. Gates i, f, g, o. */
export function lstmStep(
  layer: Pick<LstmLayer, 'activations' | 'clip' | 'coupled'>,
  weights: CellTensors,
  x: Vector,
  { h, c }: { readonly h: Vector; readonly c: Vector },
): { h: number[]; c: number[] } {
  const hidden = c.length;
  const [f, g, out] = layer.activations ?? [SIGMOID, TANH, TANH];
  const gh = affine(weights.wHh, weights.bHh, h);
  const sums = affine(weights.wIh, weights.bIh, x).map((value, j) => value + (gh[j] as number));
  const looking = (which: number, gateAt: number, state: Vector) =>
    state.map(
      (value, j) => (sums[gateAt * hidden + j] as number) + (weights.peepholes?.[which * hidden + j] ?? 0) * value,
    );
  const i = gate(f, looking(0, 0, c), layer.clip);
  const forget = layer.coupled ? i.map((value) => 1 - value) : gate(f, looking(1, 1, c), layer.clip);
  const candidate = gate(g, sums.slice(2 * hidden, 3 * hidden), layer.clip);
  const next = c.map((value, j) => (forget[j] as number) * value + (i[j] as number) * (candidate[j] as number));
  const o = gate(f, looking(2, 3, next), layer.clip);
  const full = next.map((value, j) => (o[j] as number) * activate(out, value));
  const { wHr } = weights;
  return { h: wHr ? affine(wHr, new Float32Array(wHr.length / hidden), full) : full, c: next };
}

function gate(activation: GateActivation, sums: Vector, clip = Number.POSITIVE_INFINITY): number[] {
  return sums.map((value) => activate(activation, Math.min(clip, Math.max(-clip, value))));
}
