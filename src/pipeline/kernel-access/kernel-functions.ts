// What the kernel exports, as its callers see it.

/** The kernel's functions. Arguments named `at` are byte addresses in its memory; sizes count floats. See src/kernel for the equations. */
export interface KernelFunctions {
  expInto(x: number, y: number, n: number): void;
  logInto(x: number, y: number, n: number): void;
  sigmoidInto(x: number, y: number, n: number): void;
  tanhInto(x: number, y: number, n: number): void;
  softmaxInto(x: number, y: number, n: number): void;
  dot(a: number, b: number, n: number): number;
  sanitize(x: number, n: number): number;
  unhealthy(x: number, n: number, bounded: number, limit: number): number;
  fftPower(frame: number, power: number, twiddles: number, work: number, n: number): void;
  windowed(x: number, window: number, y: number, n: number, size: number): void;
  logMel(power: number, bands: number, weights: number, shape: number, out: number, n: number, floor: number): void;
  bandSums(x: number, bands: number, weights: number, out: number, n: number): void;
  logAbove(x: number, n: number, offset: number, floor: number): void;
  emphasize(x: number, y: number, n: number, removeMean: number, p: number): void;
  runningNorm(x: number, state: number, y: number, n: number, gain: number, floor: number): void;
  matvec(w: number, b: number, x: number, y: number, rows: number, cols: number): void;
  /** `p`: a product's record; `lanes`: a table, see src/kernel/lanes.ts; `base`, `at`: where a lane's value lies. */
  product(p: number, x: number, y: number, spare: number): void;
  products(p: number, lanes: number, count: number, base: number, at: number, y: number, spare: number): void;
  quantize(x: number, q: number, n: number): void;
  dotsAtOnce(at: number): number;
  gruStep(
    lanes: number,
    count: number,
    xBase: number,
    xAt: number,
    hAt: number,
    ih: number,
    hh: number,
    scratch: number,
    hidden: number,
  ): void;
  rnnStep(
    lanes: number,
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
  gruCell(
    lanes: number,
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
    lanes: number,
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
  activate(x: number, n: number, f: number, alpha: number, beta: number): void;
  clip(x: number, n: number, limit: number): void;
  combine(a: number, b: number, y: number, n: number, operation: number): void;
  scaleRows(x: number, scale: number, shift: number, y: number, rows: number, n: number): void;
  layerNorm(x: number, w: number, b: number, y: number, rows: number, n: number, eps: number): void;
  gather(x: number, indices: number, y: number, n: number): void;
  move(x: number, y: number, n: number): void;
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
  gruForward(gi: number, gh: number, h: number, out: number, saved: number, lanes: number, hidden: number): void;
  gruBackward(
    dh: number,
    saved: number,
    h: number,
    dgi: number,
    dgh: number,
    dhBefore: number,
    lanes: number,
    hidden: number,
  ): void;
  lstmForward(
    gi: number,
    gh: number,
    c: number,
    outC: number,
    outH: number,
    saved: number,
    lanes: number,
    hidden: number,
  ): void;
  lstmBackward(
    dh: number,
    dc: number,
    saved: number,
    c: number,
    dGates: number,
    dcBefore: number,
    lanes: number,
    hidden: number,
  ): void;
  rnnForward(gi: number, gh: number, out: number, lanes: number, hidden: number): void;
  rnnBackward(dh: number, out: number, dGate: number, lanes: number, hidden: number): void;
  addRows(b: number, y: number, rows: number, n: number): void;
  sumRows(x: number, sum: number, rows: number, n: number): void;
  maskRows(x: number, mask: number, y: number, steps: number, n: number): void;
  softmaxRows(x: number, y: number, rows: number, n: number, stride: number): void;
  sumSquares(x: number, n: number): number;
  transpose(x: number, y: number, rows: number, cols: number, yRow: number): void;
  adam(
    w: number,
    g: number,
    m: number,
    v: number,
    n: number,
    scale: number,
    rate: number,
    b1: number,
    b2: number,
    c1: number,
    c2: number,
    eps: number,
    decay: number,
  ): void;
}

/** All of them, so that another module, or a kernel of another version, is told from this one. */
export const KERNEL_FUNCTIONS = [
  'expInto',
  'logInto',
  'sigmoidInto',
  'tanhInto',
  'softmaxInto',
  'dot',
  'sanitize',
  'unhealthy',
  'fftPower',
  'windowed',
  'logMel',
  'bandSums',
  'logAbove',
  'emphasize',
  'runningNorm',
  'matvec',
  'product',
  'products',
  'quantize',
  'dotsAtOnce',
  'gruStep',
  'rnnStep',
  'gruCell',
  'lstmStep',
  'activate',
  'clip',
  'combine',
  'scaleRows',
  'layerNorm',
  'gather',
  'move',
  'resample',
  'gemm',
  'gruForward',
  'gruBackward',
  'lstmForward',
  'lstmBackward',
  'rnnForward',
  'rnnBackward',
  'addRows',
  'sumRows',
  'maskRows',
  'softmaxRows',
  'sumSquares',
  'transpose',
  'adam',
] as const satisfies readonly (keyof KernelFunctions)[];
