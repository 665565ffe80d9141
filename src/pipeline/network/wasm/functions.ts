// The kernel's numbers for functions: see src/kernel/layout.ts.
import * as layout from '../../../kernel/layout.js';
import { type GateActivation, gateActivation } from '../../../model/gate-activation.js';
import type { CombineLayer, ElementwiseFunction } from '../../../model/layers.js';

export const FUNCTION_NUMBERS: Readonly<Record<ElementwiseFunction['kind'], number>> = {
  linear: layout.LINEAR,
  sigmoid: layout.SIGMOID,
  tanh: layout.TANH,
  relu: layout.RELU,
  affine: layout.AFFINE,
  'leaky-relu': layout.LEAKY_RELU,
  'thresholded-relu': layout.THRESHOLDED_RELU,
  'scaled-tanh': layout.SCALED_TANH,
  'hard-sigmoid': layout.HARD_SIGMOID,
  elu: layout.ELU,
  softsign: layout.SOFTSIGN,
  softplus: layout.SOFTPLUS,
  square: layout.SQUARE,
  sqrt: layout.SQRT,
  exp: layout.EXP,
  log: layout.LOG,
};

export const COMBINE_NUMBERS: Readonly<Record<CombineLayer['operation'], number>> = {
  add: layout.ADD,
  subtract: layout.SUBTRACT,
  multiply: layout.MULTIPLY,
  divide: layout.DIVIDE,
};

export const SIGMOID = gateActivation('sigmoid');
export const TANH = gateActivation('tanh');

/**
 * Whether it is this function; parameters are not compared. Undefined stands for the layer's default, which is this
 * function.
 */
export function isKind(activation: GateActivation | undefined, kind: GateActivation['kind']): boolean {
  return activation === undefined || activation.kind === kind;
}
