// What the kernel exports. Every function works on pointers into one memory that the host lays out; none allocates, none keeps a global.
// Vectors of 4 (v128) everywhere: the host pads sizes to multiples of 4 with zeros, which these equations leave at zero or ignore.
export { expInto, logInto, sigmoidInto, softmaxInto, tanhInto } from './activations';
export { gruCell, lstmStep, rnnStep } from './cells';
export { dot } from './dot';
export { activate, clip, combine, gather, layerNorm, move, scaleRows } from './elementwise';
export { fftPower } from './fft';
export { gemm } from './gemm';
export { gruBackward, gruForward } from './gru-training';
export { gruStep } from './gru';
export { bandSums, emphasize, logAbove, logMel, runningNorm, windowed } from './log-mel';
export { unhealthy } from './health';
export { lstmBackward, lstmForward } from './lstm-training';
export { matvec } from './matvec';
export { product, products } from './product';
export { dotsAtOnce, quantize } from './int8';
export { adam, addRows, maskRows, softmaxRows, sumRows, sumSquares, transpose } from './training';
export { rnnBackward, rnnForward } from './rnn-training';
export { resample } from './resample';
export { sanitize } from './sanitize';
