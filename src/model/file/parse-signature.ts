// The signature of an ONNX network in a model file, from unknown JSON.
import * as v from 'valibot';
import { finite, size } from './parse-numbers.js';
import { numbersIn } from './shape.js';

/** Of a value, and of all states together: 16 MB for each stream, as of layers. */
const MOST_NUMBERS = 1 << 22;

const shape = v.pipe(
  v.array(size),
  v.maxLength(16),
  v.check((sizes) => numbersIn(sizes) <= MOST_NUMBERS, `must hold at most ${MOST_NUMBERS} numbers`),
);

export const SignatureSchema = v.object({
  input: v.object({ name: v.string(), shape, time: v.nullable(v.pipe(v.number(), v.integer())) }),
  output: v.string(),
  states: v.pipe(
    v.array(v.object({ input: v.string(), output: v.string(), shape })),
    v.check(
      (states) => states.reduce((sum, state) => sum + numbersIn(state.shape), 0) <= MOST_NUMBERS,
      `must hold at most ${MOST_NUMBERS} numbers together`,
    ),
  ),
  fixed: v.array(v.object({ name: v.string(), type: v.string(), shape, value: finite })),
});
