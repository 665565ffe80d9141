// A graph as an ONNX file. Field numbers are those of onnx.proto3.
import type { OnnxAttribute, OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, OnnxValue } from './graph.js';
import { bytesField, message, numberField } from './protobuf.js';

const IR_VERSION = 8;
const TYPES: Readonly<Record<string, number>> = {
  float: 1,
  uint8: 2,
  int8: 3,
  uint16: 4,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
  double: 11,
  uint32: 12,
  uint64: 13,
};
interface Write {
  readonly size: number;
  readonly put: (view: DataView, at: number, value: number) => void;
}

const BYTE: Write = { size: 1, put: (view, at, value) => view.setUint8(at, value & 255) };
const SHORT: Write = { size: 2, put: (view, at, value) => view.setUint16(at, value & 0xffff, true) };
const WRITES: Readonly<Record<string, Write>> = {
  float: { size: 4, put: (view, at, value) => view.setFloat32(at, value, true) },
  double: { size: 8, put: (view, at, value) => view.setFloat64(at, value, true) },
  uint8: BYTE,
  int8: BYTE,
  bool: BYTE,
  uint16: SHORT,
  int16: SHORT,
  int32: { size: 4, put: (view, at, value) => view.setInt32(at, value, true) },
  uint32: { size: 4, put: (view, at, value) => view.setUint32(at, value, true) },
  int64: { size: 8, put: (view, at, value) => view.setBigInt64(at, BigInt(value), true) },
  uint64: { size: 8, put: (view, at, value) => view.setBigUint64(at, BigInt(value), true) },
};
const ATTRIBUTES = { float: 1, int: 2, string: 3, tensor: 4, graph: 5, floats: 6, ints: 7, strings: 8 } as const;

/** Throws TypeError for a tensor of half precision, or of no type. */
export function writeOnnx({ opset, producer, graph, domains }: OnnxModel): Uint8Array {
  const imports = [['', opset] as const, ...(domains ?? [])];
  return message(
    numberField(1, IR_VERSION),
    bytesField(2, producer),
    bytesField(7, graphBytes(graph)),
    ...imports.map(([domain, version]) => bytesField(8, message(bytesField(1, domain), numberField(2, version)))),
  );
}

function graphBytes({ name, nodes, initializers, inputs, outputs }: OnnxGraph): Uint8Array {
  return message(
    ...nodes.map((node) => bytesField(1, nodeBytes(node))),
    bytesField(2, name),
    ...[...initializers].map(([name, tensor]) => bytesField(5, tensorBytes(name, tensor))),
    ...inputs.map((input) => bytesField(11, valueBytes(input))),
    ...outputs.map((output) => bytesField(12, valueBytes(output))),
  );
}

function nodeBytes({ name, op, domain, inputs, outputs, attributes }: OnnxNode): Uint8Array {
  return message(
    ...inputs.map((input) => bytesField(1, input)),
    ...outputs.map((output) => bytesField(2, output)),
    bytesField(3, name),
    bytesField(4, op),
    ...[...attributes].map(([key, attribute]) => bytesField(5, attributeBytes(key, attribute))),
    bytesField(7, domain),
  );
}

function attributeBytes(name: string, attribute: OnnxAttribute): Uint8Array {
  return message(bytesField(1, name), ...valueFields(attribute), numberField(20, ATTRIBUTES[attribute.kind]));
}

function valueFields(attribute: OnnxAttribute): Uint8Array[] {
  switch (attribute.kind) {
    case 'float':
      return [floatField(2, attribute.value)];
    case 'int':
      return [numberField(3, attribute.value)];
    case 'string':
      return [bytesField(4, attribute.value)];
    case 'tensor':
      return [bytesField(5, tensorBytes('', attribute.value))];
    case 'graph':
      return [bytesField(6, graphBytes(attribute.value))];
    case 'floats':
      return attribute.value.map((value) => floatField(7, value));
    case 'ints':
      return attribute.value.map((value) => numberField(8, value));
    case 'strings':
      return attribute.value.map((value) => bytesField(9, value));
    default:
      return attribute satisfies never;
  }
}

function tensorBytes(name: string, { type, shape, values }: OnnxTensor): Uint8Array {
  return message(
    ...shape.map((size) => numberField(1, size)),
    numberField(2, typeOf(type)),
    bytesField(8, name),
    bytesField(9, rawBytes(type, values)),
  );
}

function rawBytes(type: string, values: ArrayLike<number>): Uint8Array {
  const { size, put } = WRITES[type] as Write;
  const view = new DataView(new ArrayBuffer(values.length * size));
  for (let i = 0; i < values.length; i++) put(view, size * i, values[i] as number);
  return new Uint8Array(view.buffer);
}

function valueBytes({ name, type, shape }: OnnxValue): Uint8Array {
  const dimension = (size: number | string | null) =>
    message(...(typeof size === 'number' ? [numberField(1, size)] : size === null ? [] : [bytesField(2, size)]));
  const shapeBytes = message(...(shape ?? []).map((size) => bytesField(1, dimension(size))));
  const tensorType = message(
    ...(type === '' ? [] : [numberField(1, typeOf(type))]),
    ...(shape ? [bytesField(2, shapeBytes)] : []),
  );
  return message(bytesField(1, name), bytesField(2, bytesField(1, tensorType)));
}

function floatField(field: number, value: number): Uint8Array {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value, true);
  return message(Uint8Array.of(field * 8 + 5), new Uint8Array(view.buffer));
}

function typeOf(type: string): number {
  const number = TYPES[type];
  if (number === undefined) throw new TypeError(`Cannot write the ONNX model: a tensor of type '${type}'`);
  return number;
}
