// What the kernel exports. Written by src/kernel/write-functions.js from what asc has compiled: do not edit, run `npm run build:kernel`.

/** The kernel's functions. Pointers are byte addresses in its memory, sizes count floats. The equations stand in the files that are named. */
export interface KernelFunctions {
  // src/kernel/activations.ts
  expInto(x: number, y: number, n: number): void;
  logInto(x: number, y: number, n: number): void;
  sigmoidInto(x: number, y: number, n: number): void;
  softmaxInto(x: number, y: number, n: number): void;
  tanhInto(x: number, y: number, n: number): void;

  // src/kernel/cells.ts
  gruCell(
    batch: number,
    count: number,
    xBase: number,
    xAt: number,
    hAt: number,
    ih: number,
    hrz: number,
    hn: number,
    scratch: number,
    cell: number,
    hidden: number,
    resetAfter: number,
  ): void;
  lstmStep(
    batch: number,
    count: number,
    xBase: number,
    xAt: number,
    hAt: number,
    cAt: number,
    ih: number,
    hh: number,
    hr: number,
    peepholes: number,
    scratch: number,
    cell: number,
    hidden: number,
    coupled: number,
  ): void;
  rnnStep(
    batch: number,
    count: number,
    xBase: number,
    xAt: number,
    hAt: number,
    ih: number,
    hh: number,
    scratch: number,
    cell: number,
    hidden: number,
  ): void;

  // src/kernel/dot.ts
  dot(a: number, b: number, n: number): number;

  // src/kernel/elementwise.ts
  activate(x: number, n: number, f: number, alpha: number, beta: number): void;
  clip(x: number, n: number, limit: number): void;
  combine(a: number, b: number, y: number, n: number, operation: number): void;
  gather(x: number, indices: number, y: number, n: number): void;
  layerNorm(x: number, w: number, b: number, y: number, rows: number, n: number, eps: number): void;
  move(x: number, y: number, n: number): void;
  scaleRows(x: number, scale: number, shift: number, y: number, rows: number, n: number): void;

  // src/kernel/fft.ts
  fftPower(frame: number, power: number, twiddles: number, work: number, n: number): void;

  // src/kernel/fft-any.ts
  fftPowerAny(
    frame: number,
    power: number,
    factors: number,
    count: number,
    twiddles: number,
    work: number,
    n: number,
  ): void;

  // src/kernel/gemm.ts
  gemm(
    a: number,
    aRow: number,
    aCol: number,
    b: number,
    bRow: number,
    c: number,
    cRow: number,
    m: number,
    n: number,
    k: number,
  ): void;

  // src/kernel/gru.ts
  gruStep(
    batch: number,
    count: number,
    xBase: number,
    xAt: number,
    hAt: number,
    ih: number,
    hh: number,
    scratch: number,
    hidden: number,
  ): void;

  // src/kernel/log-mel.ts
  bandSums(x: number, bands: number, weights: number, out: number, n: number): void;
  emphasize(x: number, y: number, n: number, removeMean: number, p: number): void;
  logAbove(x: number, n: number, offset: number, floor: number): void;
  logMel(power: number, bands: number, weights: number, shape: number, out: number, n: number, floor: number): void;
  runningNorm(x: number, state: number, y: number, n: number, gain: number, floor: number): void;
  windowed(x: number, w: number, y: number, n: number, size: number): void;

  // src/kernel/health.ts
  unhealthy(x: number, n: number, bounded: number, limit: number): number;

  // src/kernel/matvec.ts
  matvec(w: number, b: number, x: number, y: number, rows: number, cols: number): void;

  // src/kernel/product.ts
  product(p: number, x: number, y: number, spare: number): void;
  products(p: number, batch: number, count: number, base: number, at: number, y: number, spare: number): void;

  // src/kernel/int8.ts
  dotsAtOnce(at: number): number;
  quantize(x: number, q: number, n: number): void;

  // src/kernel/resample.ts
  resample(
    x: number,
    table: number,
    out: number,
    count: number,
    taps: number,
    phases: number,
    rest: number,
    step: number,
    whole: number,
  ): void;

  // src/kernel/sanitize.ts
  sanitize(x: number, n: number): number;

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
  addRows(b: number, y: number, rows: number, n: number): void;
  maskRows(x: number, mask: number, y: number, steps: number, n: number): void;
  softmaxRows(x: number, y: number, rows: number, n: number, stride: number): void;
  sumRows(x: number, sum: number, rows: number, n: number): void;
  sumSquares(x: number, n: number): number;
  transpose(x: number, y: number, rows: number, cols: number, yRow: number): void;
}

/** The names of all of them, by which another module, or a kernel of another version, is told from this one. */
export const KERNEL_FUNCTIONS = [
  'expInto',
  'logInto',
  'sigmoidInto',
  'softmaxInto',
  'tanhInto',
  'gruCell',
  'lstmStep',
  'rnnStep',
  'dot',
  'activate',
  'clip',
  'combine',
  'gather',
  'layerNorm',
  'move',
  'scaleRows',
  'fftPower',
  'fftPowerAny',
  'gemm',
  'gruStep',
  'bandSums',
  'emphasize',
  'logAbove',
  'logMel',
  'runningNorm',
  'windowed',
  'unhealthy',
  'matvec',
  'product',
  'products',
  'dotsAtOnce',
  'quantize',
  'resample',
  'sanitize',
  'adam',
  'gruBackward',
  'gruForward',
  'lstmBackward',
  'lstmForward',
  'rnnBackward',
  'rnnForward',
  'addRows',
  'maskRows',
  'softmaxRows',
  'sumRows',
  'sumSquares',
  'transpose',
] as const satisfies readonly (keyof KernelFunctions)[];
