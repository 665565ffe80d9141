// An ONNX graph under construction.
import type { Tensors } from '../model/layers.js';
import type { OnnxAttribute, OnnxGraph, OnnxNode, OnnxTensor, OnnxValue } from '../model/onnx/graph.js';

/** Whole numbers become ints; what is meant as a float is said so. */
type Attribute =
  | number
  | string
  | readonly number[]
  | readonly string[]
  | { readonly float: number }
  | { readonly floats: readonly number[] };

export class GraphBuilder {
  readonly #tensors: Tensors;
  readonly #nodes: OnnxNode[] = [];
  readonly #initializers = new Map<string, OnnxTensor>();
  readonly #inputs: OnnxValue[] = [];
  readonly #outputs: OnnxValue[] = [];
  readonly #statesOut: OnnxValue[] = [];

  constructor(tensors: Tensors) {
    this.#tensors = tensors;
  }

  input(name: string, shape: readonly number[]): void {
    this.#inputs.push({ name, type: 'float', shape });
  }

  output(name: string, shape: readonly number[]): void {
    this.#outputs.push({ name, type: 'float', shape });
  }

  /** A state before the step. */
  stateIn(name: string, shape: readonly number[]): void {
    this.input(name, shape);
  }

  /** A state after the step, what `value` is. */
  stateOut(name: string, value: string, shape: readonly number[]): void {
    this.node('Identity', [value], [name]);
    this.#statesOut.push({ name, type: 'float', shape });
  }

  node(
    op: string,
    inputs: readonly string[],
    outputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
  ): void {
    this.#nodes.push({
      name: outputs.find((name) => name !== '') ?? op,
      op,
      domain: '',
      inputs,
      outputs,
      attributes: new Map(Object.entries(attributes).map(([name, value]) => [name, attributeOf(value)])),
    });
  }

  /** One of the network's tensors as it is; its name. Throws TypeError where it is missing. */
  tensor(name: string): string {
    const tensor = this.#tensors.get(name);
    if (!tensor) throw new TypeError(`Cannot write the network: tensor '${name}' is missing`);
    return this.constant(name, tensor.values, tensor.shape);
  }

  values(name: string): Float32Array {
    const tensor = this.#tensors.get(name);
    if (!tensor) throw new TypeError(`Cannot write the network: tensor '${name}' is missing`);
    return tensor.values;
  }

  constant(
    name: string,
    values: ArrayLike<number>,
    shape: readonly number[],
    type: 'float' | 'int64' = 'float',
  ): string {
    this.#initializers.set(name, { type, shape, values: Float64Array.from(values) });
    return name;
  }

  /** `from` in another shape; the new name. */
  reshaped(from: string, to: string, shape: readonly number[]): string {
    this.node('Reshape', [from, this.constant(`shape.${shape.join('x')}`, shape, [shape.length], 'int64')], [to]);
    return to;
  }

  graph(name: string): OnnxGraph {
    return {
      name,
      nodes: this.#nodes,
      initializers: this.#initializers,
      inputs: this.#inputs,
      outputs: [...this.#outputs, ...this.#statesOut],
    };
  }
}

function attributeOf(value: Attribute): OnnxAttribute {
  if (typeof value === 'number') return { kind: 'int', value };
  if (typeof value === 'string') return { kind: 'string', value };
  if ('float' in value) return { kind: 'float', value: value.float };
  if ('floats' in value) return { kind: 'floats', value: value.floats };
  if (typeof value[0] === 'string') return { kind: 'strings', value: value as readonly string[] };
  return { kind: 'ints', value: value as readonly number[] };
}
