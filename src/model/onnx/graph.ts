// An ONNX model as plain data: what is left of onnx.proto3 when everything that inference does not need is gone.

export interface OnnxModel {
  /** Of the default operators. */
  readonly opset: number;
  readonly producer: string;
  /** Versions of other operators, by their domain. */
  readonly domains?: ReadonlyMap<string, number>;
  readonly graph: OnnxGraph;
}

export interface OnnxGraph {
  readonly name: string;
  readonly nodes: readonly OnnxNode[];
  readonly initializers: ReadonlyMap<string, OnnxTensor>;
  /** Without those that are initializers. */
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
}

export interface OnnxNode {
  readonly name: string;
  readonly op: string;
  /** '' for ONNX's own operators. */
  readonly domain: string;
  /** '' where an optional one is left out. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, OnnxAttribute>;
}

export type OnnxAttribute =
  | { readonly kind: 'int' | 'float'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'ints' | 'floats'; readonly value: readonly number[] }
  | { readonly kind: 'strings'; readonly value: readonly string[] }
  | { readonly kind: 'tensor'; readonly value: OnnxTensor }
  | { readonly kind: 'graph'; readonly value: OnnxGraph };

export interface OnnxValue {
  readonly name: string;
  /** 'float', 'int64', ...; '' where it is not told. */
  readonly type: string;
  /** A dimension is a size, a name for one that is open, or null. Null: not told. */
  readonly shape: readonly (number | string | null)[] | null;
}

/** Numbers of any type, in double precision: exact for all but 64-bit integers beyond 2^53. */
export interface OnnxTensor {
  readonly type: string;
  readonly shape: readonly number[];
  readonly values: Float64Array;
}
