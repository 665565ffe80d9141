// An ONNX file, from bytes to a graph. Field numbers are those of onnx.proto3.
import { harmless } from '../../harmless-text.js';
import { shapeProblem } from '../file/shape.js';
import type { OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from './graph.js';
import { readTensor, type TensorFiles, typeName, unreadable } from './tensor.js';
import { append, bytesOf, corrupt, type Field, fieldsOf, floatsOf, integerOf, integersOf, textOf } from './wire.js';

const OLDEST_OPSET = 7;
const NEWEST_OPSET = 22;
/** Operators of a graph. What makes a step in real time has some hundreds. */
const MOST_NODES = 10_000;

/**
 * `files`: the bytes of a file beside the model, by name, in which its tensors may lie; null where there is none.
 * Throws SluiceError MODEL_CORRUPT where the bytes are no ONNX model or are cut short, MODEL_UNREADABLE for an opset
 * beside 7 to 22, a tensor in a file that is not there or of a type that is not read.
 */
export function readOnnx(bytes: Uint8Array, files: TensorFiles = () => null): OnnxModel {
  let opset = 0;
  let [producer, version] = ['', ''];
  let graph: OnnxGraph | null = null;
  const domains = new Map<string, number>();
  for (const field of fieldsOf(bytes)) {
    if (field.number === 2) producer = textOf(field);
    else if (field.number === 3) version = textOf(field);
    else if (field.number === 7) graph = readGraph(bytesOf(field), 1, files);
    else if (field.number === 8) {
      const imported = readImport(bytesOf(field));
      if (imported.domain === '') opset = Math.max(opset, imported.version);
      else domains.set(imported.domain, imported.version);
    }
  }
  if (graph === null) throw corrupt('it holds no graph');
  if (opset < OLDEST_OPSET || opset > NEWEST_OPSET)
    throw unreadable(`its opset must be ${OLDEST_OPSET} to ${NEWEST_OPSET}: received ${opset}`);
  return { opset, producer: version === '' ? producer : `${producer} ${version}`, domains, graph };
}

/** Which version of whose operators; ONNX's own domain is ''. */
function readImport(bytes: Uint8Array): { domain: string; version: number } {
  let domain = '';
  let version = 0;
  for (const field of fieldsOf(bytes, 1)) {
    if (field.number === 1) domain = textOf(field);
    else if (field.number === 2) version = integerOf(field);
  }
  return { domain: domain === 'ai.onnx' ? '' : domain, version };
}

function readGraph(bytes: Uint8Array, depth: number, files: TensorFiles): OnnxGraph {
  const nodes: OnnxNode[] = [];
  const initializers = new Map<string, OnnxTensor>();
  const inputs: OnnxValue[] = [];
  const outputs: OnnxValue[] = [];
  let name = '';
  for (const field of fieldsOf(bytes, depth)) {
    if (field.number === 1) {
      if (nodes.length >= MOST_NODES) throw unreadable(`it has more than ${MOST_NODES} operators`);
      nodes.push(readNode(bytesOf(field), depth + 1, files));
    } else if (field.number === 2) name = textOf(field);
    else if (field.number === 5) {
      const { name, tensor } = readTensor(bytesOf(field), depth + 1, files);
      initializers.set(name, tensor);
    } else if (field.number === 11) inputs.push(readValue(bytesOf(field), depth + 1));
    else if (field.number === 12) outputs.push(readValue(bytesOf(field), depth + 1));
    else if (field.number === 15) throw unreadable('it holds sparse tensors: export it with dense ones');
  }
  return { name, nodes, initializers, inputs: inputs.filter((input) => !initializers.has(input.name)), outputs };
}

function readNode(bytes: Uint8Array, depth: number, files: TensorFiles): OnnxNode {
  const inputs: string[] = [];
  const outputs: string[] = [];
  const attributes = new Map<string, OnnxAttribute>();
  let [name, op, domain] = ['', '', ''];
  for (const field of fieldsOf(bytes, depth)) {
    if (field.number === 1) inputs.push(textOf(field));
    else if (field.number === 2) outputs.push(textOf(field));
    else if (field.number === 3) name = textOf(field);
    else if (field.number === 4) op = textOf(field);
    else if (field.number === 5) {
      const attribute = readAttribute(bytesOf(field), depth + 1, files);
      attributes.set(attribute.name, attribute.attribute);
    } else if (field.number === 7) domain = textOf(field);
  }
  return { name, op, domain: domain === 'ai.onnx' ? '' : domain, inputs, outputs, attributes };
}

/** The type is told from the field that holds the value, as old files do not name it. */
function readAttribute(
  bytes: Uint8Array,
  depth: number,
  files: TensorFiles,
): { name: string; attribute: OnnxAttribute } {
  let name = '';
  let type = 0;
  let attribute: OnnxAttribute | null = null;
  const integers: number[] = [];
  const floats: number[] = [];
  const strings: string[] = [];
  for (const field of fieldsOf(bytes, depth)) {
    if (field.number === 1) name = textOf(field);
    else if (field.number === 20) type = integerOf(field);
    else if (field.number === 7) append(floats, floatsOf(field));
    else if (field.number === 8) append(integers, integersOf(field));
    else if (field.number === 9) strings.push(textOf(field));
    else attribute = readSingle(field, depth, files) ?? attribute;
  }
  if (type === 7 || integers.length > 0) attribute = { kind: 'ints', value: integers };
  else if (type === 6 || floats.length > 0) attribute = { kind: 'floats', value: floats };
  else if (type === 8 || strings.length > 0) attribute = { kind: 'strings', value: strings };
  // proto3 leaves out what is zero
  else if (attribute === null && type === 1) attribute = { kind: 'float', value: 0 };
  else if (attribute === null && type === 3) attribute = { kind: 'string', value: '' };
  return { name, attribute: attribute ?? { kind: 'int', value: 0 } };
}

function readSingle(field: Field, depth: number, files: TensorFiles): OnnxAttribute | null {
  if (field.number === 2) return { kind: 'float', value: floatsOf(field)[0] ?? 0 };
  if (field.number === 3) return { kind: 'int', value: integerOf(field) };
  if (field.number === 4) return { kind: 'string', value: textOf(field) };
  if (field.number === 5) return { kind: 'tensor', value: readTensor(bytesOf(field), depth + 1, files).tensor };
  return field.number === 6 ? { kind: 'graph', value: readGraph(bytesOf(field), depth + 1, files) } : null;
}

/** A ValueInfoProto. Only tensors are told of. */
function readValue(bytes: Uint8Array, depth: number): OnnxValue {
  let name = '';
  let type = '';
  let shape: (number | string | null)[] | null = null;
  for (const field of fieldsOf(bytes, depth)) {
    if (field.number === 1) name = textOf(field);
    if (field.number !== 2) continue;
    for (const kind of fieldsOf(bytesOf(field), depth + 1)) {
      if (kind.number !== 1) continue;
      for (const part of fieldsOf(bytesOf(kind), depth + 2)) {
        if (part.number === 1) type = typeName(integerOf(part));
        else if (part.number === 2) shape = readShape(bytesOf(part), depth + 3);
      }
    }
  }
  const problem = shapeProblem((shape ?? []).filter((size) => typeof size === 'number'));
  if (problem !== null) throw corrupt(`value '${harmless(name)}' ${problem}`);
  return { name, type, shape };
}

function readShape(bytes: Uint8Array, depth: number): (number | string | null)[] {
  const shape: (number | string | null)[] = [];
  for (const dimension of fieldsOf(bytes, depth)) {
    let size: number | string | null = null;
    for (const field of fieldsOf(bytesOf(dimension), depth + 1)) {
      if (field.number === 1) size = sizeOf(integerOf(field));
      else if (field.number === 2) size = textOf(field);
    }
    shape.push(size);
  }
  return shape;
}

/** Some programs write -1 where a size is open. */
function sizeOf(size: number): number | null {
  return size < 0 ? null : size;
}
