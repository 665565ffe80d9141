// The signature of an ONNX network in a model file, from unknown JSON.
import * as v from 'valibot';
import { finite, size } from './parse-numbers.js';

const shape = v.pipe(v.array(size), v.maxLength(16));

export const SignatureSchema = v.object({
  input: v.object({ name: v.string(), shape, time: v.nullable(v.pipe(v.number(), v.integer())) }),
  output: v.string(),
  states: v.array(v.object({ input: v.string(), output: v.string(), shape })),
  fixed: v.array(v.object({ name: v.string(), type: v.string(), shape, value: finite })),
});
