// The way forward of training in plain TypeScript and double precision: the oracle that the kernel is held to. Slow,
// and never run in training. Matrices are lists of rows.
import { sigmoid, softmax } from '#src/pipeline/network/reference.js';

type Matrix = readonly (readonly number[])[];

/** Twin of gemm: C + A B. */
export function gemm(a: Matrix, b: Matrix, c: Matrix): number[][] {
  return c.map((row, i) =>
    row.map((start, j) => (a[i] as readonly number[]).reduce((sum, x, k) => sum + x * (b[k]?.[j] as number), start)),
  );
}

/** Twin of transpose. */
export function transpose(x: Matrix): number[][] {
  return Array.from(x[0] ?? [], (_, j) => x.map((row) => row[j] as number));
}

/** Twin of addRows: `rows` times b. */
export function addRows(b: readonly number[], rows: number): number[][] {
  return Array.from({ length: rows }, () => [...b]);
}

/** Twin of maskRows: every row of x times mask. */
export function maskRows(x: Matrix, mask: readonly number[]): number[][] {
  return x.map((row) => row.map((value, j) => value * (mask[j] as number)));
}

/** Twin of softmaxRows. */
export function softmaxRows(x: Matrix): number[][] {
  return x.map(softmax);
}

/** Twin of gruForward: for each sequence the state after the step, and r, z, n and the hidden part of n in a row. */
export function gruForward(
  gi: Matrix,
  gh: Matrix,
  h: Matrix,
): { readonly out: number[][]; readonly saved: number[][] } {
  const sequences = h.map((before, sequence) => ({
    before,
    gates: gruGates(gi[sequence] ?? [], gh[sequence] ?? [], before.length),
  }));
  return {
    out: sequences.map(({ before, gates: { z, n } }) =>
      before.map((value, j) => (1 - (z[j] as number)) * (n[j] as number) + (z[j] as number) * value),
    ),
    saved: sequences.map(({ gates: { r, z, n, hiddenPart } }) => [...r, ...z, ...n, ...hiddenPart]),
  };
}

/** Twin of lstmForward: for each sequence h and c after the step, and i, f, g, o and tanh of c in a row. */
export function lstmForward(gi: Matrix, gh: Matrix, c: Matrix): { h: number[][]; c: number[][]; saved: number[][] } {
  const sequences = c.map((before, sequence) => {
    const hidden = before.length;
    const sum = (gate: number, j: number) =>
      (gi[sequence]?.[gate * hidden + j] as number) + (gh[sequence]?.[gate * hidden + j] as number);
    const [i, f, o] = [0, 1, 3].map((gate) => before.map((_, j) => sigmoid(sum(gate, j)))) as [
      number[],
      number[],
      number[],
    ];
    const g = before.map((_, j) => Math.tanh(sum(2, j)));
    const next = before.map((value, j) => (f[j] as number) * value + (i[j] as number) * (g[j] as number));
    const seen = next.map(Math.tanh);
    return { h: seen.map((value, j) => (o[j] as number) * value), c: next, saved: [...i, ...f, ...g, ...o, ...seen] };
  });
  return {
    h: sequences.map(({ h }) => h),
    c: sequences.map((sequence) => sequence.c),
    saved: sequences.map(({ saved }) => saved),
  };
}

/** Twin of rnnForward. */
export function rnnForward(gi: Matrix, gh: Matrix): number[][] {
  return gi.map((row, sequence) => row.map((value, j) => Math.tanh(value + (gh[sequence]?.[j] as number))));
}

/**
 * The gates of a step from gi = W_i x + b_i and gh = W_h h + b_h, (3 hidden) each. `hiddenPart` is that of n, before
 * the reset gate.
 */
function gruGates(gi: readonly number[], gh: readonly number[], hidden: number) {
  const sum = (gate: number, j: number) => (gi[gate * hidden + j] as number) + (gh[gate * hidden + j] as number);
  const units = Array.from({ length: hidden }, (_, j) => j);
  const r = units.map((j) => sigmoid(sum(0, j)));
  const z = units.map((j) => sigmoid(sum(1, j)));
  const hiddenPart = gh.slice(2 * hidden);
  const n = units.map((j) => Math.tanh((gi[2 * hidden + j] as number) + (r[j] as number) * (hiddenPart[j] as number)));
  return { r, z, n, hiddenPart };
}
