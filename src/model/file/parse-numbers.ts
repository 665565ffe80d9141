// Numbers in a model's description, limited to what the kernel can compute with.
import * as v from 'valibot';

/** Sizes and rates. */
export const size = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1_000_000));

// the kernel computes in single precision, where larger numbers would be infinite and smaller ones zero
const MOST = 1e30;
const LEAST = 1e-30;

export const finite = v.pipe(v.number(), v.minValue(-MOST), v.maxValue(MOST));
export const notNegative = v.pipe(finite, v.minValue(0));
export const positive = v.pipe(finite, v.minValue(LEAST));
