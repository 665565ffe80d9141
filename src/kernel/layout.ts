// What the kernel and its host must agree on: the offsets of fields in the kernel's memory, and the numbers of
// functions. Both sides import this file, so that nothing is typed twice. asc reads `export const X = 1` as an i32 and
// tsc as a number; a declaration without a type is the only form that both understand. So only integers may stand here.
// Offsets are in bytes from the beginning of their record. The signatures of the exported functions come from asc: see
// write-functions.js.

/** The host's memory begins here. Below are the kernel's constants, and address 0, which is never allocated. */
export const HOST_MEMORY = 1024;

// An entry of the batch's table (batch.ts): addresses of a row's input, its state and its values between layers.
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
/** 8-bit weights. */
export const INT8 = 1;
/** 8-bit weights, on a machine with an instruction for dot products of four bytes (`dotsAtOnce` in int8.ts). */
export const INT8_AT_ONCE = 2;
/** 8-bit weights that are small enough for two pairs of columns to be added in 16 bits. */
export const INT8_PAIRED = 3;

/** The largest number of vectors of four rows in a block of packed weights (matvec.ts). */
export const BLOCK_VECTORS = 7;

// A quantized vector (int8.ts): its scale, then its numbers, padded to a multiple of 8, of up to two bytes each.
export const QUANTIZED_HEADER_BYTES = 16;
export const QUANTIZED_NUMBER_BYTES = 2;
export const QUANTIZED_MULTIPLE = 8;

// What a general cell computes at its gates (cells.ts): the clipping limit, then one record for each activation.
export const CLIP_BYTES = 4;
export const ACTIVATION_BYTES = 12;
export const ACTIVATION_FUNCTION = 0;
export const ACTIVATION_ALPHA = 4;
export const ACTIVATION_BETA = 8;

// Functions of one number (elementwise.ts), with the names and parameters of the ONNX operators.
/** x */
export const LINEAR = 0;
export const SIGMOID = 1;
export const TANH = 2;
export const RELU = 3;
/** alpha x + beta */
export const AFFINE = 4;
/** x above 0, else alpha x */
export const LEAKY_RELU = 5;
/** x above alpha, else 0 */
export const THRESHOLDED_RELU = 6;
/** alpha tanh(beta x) */
export const SCALED_TANH = 7;
/** alpha x + beta, clamped to 0 and 1 */
export const HARD_SIGMOID = 8;
/** x above 0, else alpha (e^x - 1) */
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

/**
 * The last tables of an FFT of size n, cos and sin of pi k / n for k <= n / 2, take n / 2 plus this many floats each
 * (fft.ts).
 */
export const TWIDDLE_SPARE = 4;

/** The state of a running normalization begins with its count of frames (log-mel.ts). */
export const RUNNING_NORM_HEADER_BYTES = 16;

// How many vectors of (hidden) the forward pass keeps for the backward pass, for each step and sequence of training.
/** r, z, n, and the hidden part of n before the reset gate (training/gru.ts). */
export const GRU_SAVED = 4;
/** i, f, g, o, tanh(c') (training/lstm.ts). */
export const LSTM_SAVED = 5;
