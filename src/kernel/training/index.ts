// What the training kernel exports, kernel-training.wasm: everything of the live kernel, from the same source and so with
// the same bits, and what streams never call. Training needs both: it hears its streams through the live front end.
export * from '../index';
export { adam } from './adam';
export { gruBackward, gruForward } from './gru';
export { lstmBackward, lstmForward } from './lstm';
export { rnnBackward, rnnForward } from './rnn';
export { maskRows, softmaxRows, sumRows, sumSquares, transpose } from './rows';
// parts of live functions by themselves, for the tests that measure them
export { expInto, logInto, tanhInto } from '../activations';
export { dot } from '../dot';
export { clip } from '../elementwise';
