// What the training kernel exports beside the functions of the live one. Written by src/kernel/write-functions.js from what asc has compiled: do not edit, run `npm run build:kernel`.

/** What only training calls. Pointers are byte addresses, sizes count floats. */
export interface TrainingFunctions {
  // src/kernel/training/adam.ts
  adam(
    w: number,
    g: number,
    m: number,
    v: number,
    n: number,
    s: number,
    rate: number,
    b1: number,
    b2: number,
    c1: number,
    c2: number,
    eps: number,
    decay: number,
  ): void;

  // src/kernel/training/gru.ts
  gruBackward(
    dh: number,
    saved: number,
    h: number,
    dgi: number,
    dgh: number,
    dhBefore: number,
    sequences: number,
    hidden: number,
  ): void;
  gruForward(gi: number, gh: number, h: number, out: number, saved: number, sequences: number, hidden: number): void;

  // src/kernel/training/lstm.ts
  lstmBackward(
    dh: number,
    dc: number,
    saved: number,
    c: number,
    dGates: number,
    dcBefore: number,
    sequences: number,
    hidden: number,
  ): void;
  lstmForward(
    gi: number,
    gh: number,
    c: number,
    outC: number,
    outH: number,
    saved: number,
    sequences: number,
    hidden: number,
  ): void;

  // src/kernel/training/rnn.ts
  rnnBackward(dh: number, out: number, dGate: number, sequences: number, hidden: number): void;
  rnnForward(gi: number, gh: number, out: number, sequences: number, hidden: number): void;

  // src/kernel/training/rows.ts
  maskRows(x: number, mask: number, y: number, steps: number, n: number): void;
  softmaxRows(x: number, y: number, rows: number, n: number, stride: number): void;
  sumRows(x: number, sum: number, rows: number, n: number): void;
  sumSquares(x: number, n: number): number;
  transpose(x: number, y: number, rows: number, cols: number, yRow: number): void;

  // src/kernel/activations.ts
  expInto(x: number, y: number, n: number): void;
  logInto(x: number, y: number, n: number): void;
  tanhInto(x: number, y: number, n: number): void;

  // src/kernel/dot.ts
  dot(a: number, b: number, n: number): number;

  // src/kernel/elementwise.ts
  clip(x: number, n: number, limit: number): void;
}

/** The names of all of them, by which the training kernel is told from a live one. */
export const TRAINING_FUNCTIONS = [
  'adam',
  'gruBackward',
  'gruForward',
  'lstmBackward',
  'lstmForward',
  'rnnBackward',
  'rnnForward',
  'maskRows',
  'softmaxRows',
  'sumRows',
  'sumSquares',
  'transpose',
  'expInto',
  'logInto',
  'tanhInto',
  'dot',
  'clip',
] as const satisfies readonly (keyof TrainingFunctions)[];
