// What the live kernel exports. Written by src/kernel/write-functions.js from what asc has compiled: do not edit, run `npm run build:kernel`.

/** The live kernel's functions. Pointers are byte addresses in its memory, sizes count floats. The equations stand in the files that are named. */
export interface KernelFunctions {
  // src/kernel/activations.ts
  sigmoidInto(x: number, y: number, n: number): void;
  softmaxInto(x: number, y: number, n: number): void;

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

  // src/kernel/elementwise.ts
  activate(x: number, n: number, f: number, alpha: number, beta: number): void;
  addRows(b: number, y: number, rows: number, n: number): void;
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
}

/** The names of all of them, by which another module, or a kernel of another version, is told from this one. */
export const KERNEL_FUNCTIONS = [
  'sigmoidInto',
  'softmaxInto',
  'gruCell',
  'lstmStep',
  'rnnStep',
  'activate',
  'addRows',
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
] as const satisfies readonly (keyof KernelFunctions)[];
