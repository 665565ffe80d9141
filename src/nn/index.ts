// `sluice/nn`: torch.nn's recurrent layers over whole sequences, on this thread and without the WebAssembly kernel.
export { type ForwardResult, GRU, type HiddenStateNetwork, RNN, type RnnOptions } from './gru.js';
export { LSTM, type LstmOptions, type LstmResult, type LstmState } from './lstm.js';
export { type NdArray, type Nested, ndarray } from './nd-array.js';
export type { RecurrentOptions } from './recurrent.js';
