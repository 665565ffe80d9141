// A model of half or double precision as one of single precision, which is what everything here computes in: the same
// operators, other numbers.
import type { OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from './graph.js';

const OTHERS = new Set(['float16', 'double', 'bfloat16']);
/** TensorProto.DataType, which Cast names. */
const FLOAT = 1;
const OTHER_NUMBERS = new Set([10, 11, 16]);

/** The other precisions that its inputs, outputs and weights have; none: it is of single precision. */
export function otherPrecisions({ graph }: OnnxModel): string[] {
  const types = [...graph.inputs, ...graph.outputs, ...graph.initializers.values()].map(({ type }) => type);
  return [...new Set(types.filter((type) => OTHERS.has(type)))].sort();
}

export function singlePrecision(model: OnnxModel): OnnxModel {
  return { ...model, graph: graphOf(model.graph) };
}

function graphOf(graph: OnnxGraph): OnnxGraph {
  return {
    ...graph,
    nodes: graph.nodes.map(nodeOf),
    initializers: new Map([...graph.initializers].map(([name, tensor]) => [name, tensorOf(tensor)])),
    inputs: graph.inputs.map(plainValue),
    outputs: graph.outputs.map(plainValue),
  };
}

function nodeOf(node: OnnxNode): OnnxNode {
  const cast = (name: string) => name === 'to' && node.op === 'Cast';
  const entries = [...node.attributes].map(([name, attribute]) => [name, attributeOf(attribute, cast(name))] as const);
  return { ...node, attributes: new Map(entries) };
}

function attributeOf(attribute: OnnxAttribute, isType: boolean): OnnxAttribute {
  if (attribute.kind === 'tensor') return { kind: 'tensor', value: tensorOf(attribute.value) };
  if (attribute.kind === 'graph') return { kind: 'graph', value: graphOf(attribute.value) };
  if (isType && attribute.kind === 'int' && OTHER_NUMBERS.has(attribute.value)) return { kind: 'int', value: FLOAT };
  return attribute;
}

function tensorOf(tensor: OnnxTensor): OnnxTensor {
  return OTHERS.has(tensor.type) ? { ...tensor, type: 'float' } : tensor;
}

function plainValue(value: OnnxValue): OnnxValue {
  return OTHERS.has(value.type) ? { ...value, type: 'float' } : value;
}
