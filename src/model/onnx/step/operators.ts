// Operators by name.
import type { OnnxGraph, OnnxNode } from '../graph.js';
import { BINARY_OPERATORS, FUNCTION_OPERATORS, walkBinary, walkFunction } from './arithmetic.js';
import { graphOf } from './attributes.js';
import { walkCell } from './cells.js';
import { walkClip, walkHardSwish, walkPRelu } from './composed.js';
import { walkCast, walkConstant, walkConstantOfShape, walkNot, walkShape, walkSize } from './constants.js';
import { walkConv } from './convolution.js';
import {
  walkConcat,
  walkExpand,
  walkFlatten,
  walkGather,
  walkIdentity,
  walkReshape,
  walkSlice,
  walkSplit,
  walkSqueeze,
  walkTile,
  walkTranspose,
  walkUnsqueeze,
  walkWhere,
} from './movement.js';
import { walkPad } from './padding.js';
import { walkAveragePool, walkMaxPool } from './pooling.js';
import { walkGemm, walkMatMul } from './products.js';
import { walkBatchNorm, walkLayerNorm, walkReduce, walkSoftmax } from './rows.js';
import { CannotStep, constant, type Value } from './value.js';
import type { Walk } from './walk.js';

type WalkOperator = (walk: Walk, node: OnnxNode) => Value[];

const OPERATORS: Readonly<Record<string, WalkOperator>> = {
  AveragePool: walkAveragePool,
  BatchNormalization: walkBatchNorm,
  Cast: walkCast,
  Clip: walkClip,
  Concat: walkConcat,
  Constant: walkConstant,
  ConstantOfShape: walkConstantOfShape,
  Conv: walkConv,
  Dropout: walkIdentity,
  Expand: walkExpand,
  Flatten: walkFlatten,
  GRU: walkCell,
  Gather: walkGather,
  Gemm: walkGemm,
  HardSwish: walkHardSwish,
  Identity: walkIdentity,
  LSTM: walkCell,
  LayerNormalization: walkLayerNorm,
  LogSoftmax: walkSoftmax,
  MatMul: walkMatMul,
  MaxPool: walkMaxPool,
  Not: walkNot,
  PRelu: walkPRelu,
  Pad: walkPad,
  RNN: walkCell,
  ReduceMean: walkReduce,
  ReduceSum: walkReduce,
  Reshape: walkReshape,
  Shape: walkShape,
  Size: walkSize,
  Slice: walkSlice,
  Softmax: walkSoftmax,
  Split: walkSplit,
  Squeeze: walkSqueeze,
  Tile: walkTile,
  Transpose: walkTranspose,
  Unsqueeze: walkUnsqueeze,
  Where: walkWhere,
  ...Object.fromEntries(FUNCTION_OPERATORS.map((name) => [name, walkFunction])),
  ...Object.fromEntries(BINARY_OPERATORS.map((name) => [name, walkBinary])),
};

/** For documents and tests. */
export const OPERATOR_NAMES: readonly string[] = [...Object.keys(OPERATORS), 'If'].sort();

/** Graphs within graphs. */
const DEEPEST = 20;

/** Walks all nodes of a graph. Throws CannotStep where one has no layer. */
export function walkGraph(walk: Walk, graph: OnnxGraph, depth = 0): void {
  if (depth > DEEPEST) throw new CannotStep('graphs lie too deep in each other');
  for (const [name, { values, shape }] of graph.initializers) {
    walk.allow(values.length);
    walk.values.set(name, constant(values, shape));
  }
  for (const node of graph.nodes) {
    const outputs = node.op === 'If' ? walkIf(walk, node, depth) : operatorOf(node)(walk, node);
    walk.spend(outputs);
    node.outputs.forEach((name, i) => {
      const value = outputs[i];
      if (name !== '' && value) walk.values.set(name, value);
    });
  }
}

function operatorOf(node: OnnxNode): WalkOperator {
  const operator = node.domain === '' && Object.hasOwn(OPERATORS, node.op) ? OPERATORS[node.op] : undefined;
  if (operator) return operator;
  throw new CannotStep(`operator ${node.domain === '' ? '' : `${node.domain}.`}${node.op} has no layer`);
}

/** Which way is taken must be known now: from a shape, or from an input that never changes, as a sample rate. */
function walkIf(walk: Walk, node: OnnxNode, depth: number): Value[] {
  const condition = walk.constantInput(node, 0, 'condition').constants[0];
  const branch = graphOf(node, condition ? 'then_branch' : 'else_branch');
  if (!branch) throw new CannotStep('operator If has no branch to take');
  walkGraph(walk, branch, depth + 1);
  return branch.outputs.map(({ name }) => walk.value(name, node));
}
