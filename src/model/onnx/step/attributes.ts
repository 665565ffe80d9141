// A node's attributes, with the defaults of the operator.
import type { OnnxGraph, OnnxNode, OnnxTensor } from '../graph.js';

export function intOf(node: OnnxNode, name: string, otherwise: number): number {
  const attribute = node.attributes.get(name);
  return attribute?.kind === 'int' ? attribute.value : otherwise;
}

export function floatOf(node: OnnxNode, name: string, otherwise: number): number {
  const attribute = node.attributes.get(name);
  return attribute?.kind === 'float' || attribute?.kind === 'int' ? attribute.value : otherwise;
}

export function textOf(node: OnnxNode, name: string, otherwise: string): string {
  const attribute = node.attributes.get(name);
  return attribute?.kind === 'string' ? attribute.value : otherwise;
}

export function numbersOf(node: OnnxNode, name: string): readonly number[] | null {
  const attribute = node.attributes.get(name);
  return attribute?.kind === 'ints' || attribute?.kind === 'floats' ? attribute.value : null;
}

export function textsOf(node: OnnxNode, name: string): readonly string[] | null {
  const attribute = node.attributes.get(name);
  return attribute?.kind === 'strings' ? attribute.value : null;
}

export function tensorOf(node: OnnxNode, name: string): OnnxTensor | null {
  const attribute = node.attributes.get(name);
  return attribute?.kind === 'tensor' ? attribute.value : null;
}

export function graphOf(node: OnnxNode, name: string): OnnxGraph | null {
  const attribute = node.attributes.get(name);
  return attribute?.kind === 'graph' ? attribute.value : null;
}
