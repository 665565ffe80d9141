// What the live kernel exports: kernel.wasm and kernel-relaxed.wasm, which every stream loads. What only training calls is
// in training/index.ts. Every function works on pointers into one memory, which the host lays out. No function allocates
// or has global state. All use vectors of 4 floats (v128): the host pads sizes to multiples of 4 with zeros, which the
// equations keep at zero or ignore.
export { sigmoidInto, softmaxInto } from './activations';
export { gruCell, lstmStep, rnnStep } from './cells';
export { activate, addRows, combine, gather, layerNorm, move, scaleRows } from './elementwise';
export { fftPower } from './fft';
export { fftPowerAny } from './fft-any';
export { gemm } from './gemm';
export { gruStep } from './gru';
export { bandSums, emphasize, logAbove, logMel, runningNorm, windowed } from './log-mel';
export { unhealthy } from './health';
export { matvec } from './matvec';
export { product, products } from './product';
export { dotsAtOnce, quantize } from './int8';
export { resample } from './resample';
export { sanitize } from './sanitize';
