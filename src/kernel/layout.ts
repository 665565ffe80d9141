// What the kernel and its host must agree on: where records in the kernel's memory have their fields, and which number means which function.
// The one file that both compile: asc takes `export const X = 1` as i32, tsc as a number, and neither needs a type to be named, so no type that only
// one of them knows. So nothing but integers may stand here. Fields are told in bytes from the beginning of their record.
// What functions the kernel exports is told by asc itself: see write-functions.js.

/** Below this address lie the kernel's constants; address 0 is never given away. The host's memory begins here. */
export const HOST_MEMORY = 1024;

// The batch (batch.ts): one entry a row, with the addresses of its input, its state and its room for values between layers.
export const BATCH_ROW_BYTES = 16;
export const INPUT = 0;
export const STATE = 4;
export const WORK = 8;

// The record of a product (product.ts).
export const PRODUCT_BYTES = 32;
export const PRODUCT_KIND = 0;
export const PRODUCT_ROWS = 4;
export const PRODUCT_COLS = 8;
export const PRODUCT_WEIGHTS = 12;
export const PRODUCT_BIAS = 16;
export const PRODUCT_SCALES = 20;
export const PRODUCT_SUMS = 24;

// Kinds of a product.
/** Weights in single precision. */
export const SINGLE = 0;
/** Weights of 8 bits. */
export const INT8 = 1;
/** The same, where one instruction makes a dot of four: see `dotsAtOnce` in int8.ts. */
export const INT8_AT_ONCE = 2;
/** The same, with weights so small that two pairs of columns may be added in 16 bits. */
export const INT8_PAIRED = 3;

/** Vectors of four rows in a block of packed weights, at most (matvec.ts). */
export const BLOCK_VECTORS = 7;

// A quantized vector (int8.ts): its scale first, then its numbers, of up to two bytes each, for a multiple of 8 of them.
export const QUANTIZED_HEADER_BYTES = 16;
export const QUANTIZED_NUMBER_BYTES = 2;
export const QUANTIZED_MULTIPLE = 8;

// What a general cell does at its gates (cells.ts): a limit for clipping, then one record for each of its activations.
export const CLIP_BYTES = 4;
export const ACTIVATION_BYTES = 12;
export const ACTIVATION_FUNCTION = 0;
export const ACTIVATION_ALPHA = 4;
export const ACTIVATION_BETA = 8;

// Functions of one number (elementwise.ts), with the names and parameters of the ONNX operators.
/** x: nothing is done. */
export const LINEAR = 0;
export const SIGMOID = 1;
export const TANH = 2;
export const RELU = 3;
/** alpha x + beta */
export const AFFINE = 4;
/** x, below 0 alpha x */
export const LEAKY_RELU = 5;
/** x above alpha, else 0 */
export const THRESHOLDED_RELU = 6;
/** alpha tanh(beta x) */
export const SCALED_TANH = 7;
/** alpha x + beta, clamped to 0 and 1 */
export const HARD_SIGMOID = 8;
/** x, below 0 alpha (e^x - 1) */
export const ELU = 9;
/** x / (1 + |x|) */
export const SOFTSIGN = 10;
/** ln(1 + e^x) */
export const SOFTPLUS = 11;
export const SQUARE = 12;
export const SQRT = 13;
export const EXP = 14;
export const LOG = 15;

// Operations on two numbers (elementwise.ts).
export const ADD = 0;
export const SUBTRACT = 1;
export const MULTIPLY = 2;
export const DIVIDE = 3;

/** Floats that the table of a real FFT has room for behind its n / 2 + 1 cosines, and again behind the sines, less one (fft.ts). */
export const TWIDDLE_SPARE = 4;

/** The count of frames before the statistics of a running normalization (log-mel.ts). */
export const RUNNING_NORM_HEADER_BYTES = 16;

// Vectors of (hidden) that the forward pass of training keeps for the backward pass, for each step and sequence.
/** r, z, n, and the hidden part of n before the reset gate (training/gru.ts). */
export const GRU_SAVED = 4;
/** i, f, g, o, tanh(c') (training/lstm.ts). */
export const LSTM_SAVED = 5;
