// Functions that the kernel knows by number: see src/kernel/elementwise.ts.
import { type GateActivation, gateActivation } from '../../../model/gate-activation.js';
import type { CombineLayer, ElementwiseFunction } from '../../../model/layers.js';

export const FUNCTION_NUMBERS: Readonly<Record<ElementwiseFunction['kind'], number>> = {
  linear: 0,
  sigmoid: 1,
  tanh: 2,
  relu: 3,
  affine: 4,
  'leaky-relu': 5,
  'thresholded-relu': 6,
  'scaled-tanh': 7,
  'hard-sigmoid': 8,
  elu: 9,
  softsign: 10,
  softplus: 11,
  square: 12,
  sqrt: 13,
  exp: 14,
  log: 15,
};

export const COMBINE_NUMBERS: Readonly<Record<CombineLayer['operation'], number>> = {
  add: 0,
  subtract: 1,
  multiply: 2,
  divide: 3,
};

export const SIGMOID = gateActivation('sigmoid');
export const TANH = gateActivation('tanh');

/** Whether it is this function, whatever parameters it does not use. */
export function isKind(activation: GateActivation | undefined, kind: GateActivation['kind']): boolean {
  return activation === undefined || activation.kind === kind;
}
