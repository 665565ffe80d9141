// What walking over a graph gathers: the values known so far, the layers made, their tensors; and how a value becomes
// what a layer can take.
import type { GatherLayer, Layer, Tensor } from '../../layers.js';
import type { OnnxNode } from '../graph.js';
import { unreadable } from '../tensor.js';
import { CannotStep, sizeOf, type Value, wholeSource } from './value.js';

/**
 * Numbers that all values of a walk may hold together, besides eight times what the file itself holds: more is a
 * mistake, or hostile.
 */
const MOST_NUMBERS = 1 << 21;
/** No network that steps in real time has more. */
const MOST_LAYERS = 2000;

/**
 * Something that elements come from: the input, a layer's output, a state from the step before, an LSTM's cell state.
 */
export interface SourceOfElements {
  readonly name: string;
  readonly size: number;
  readonly kind: 'input' | 'layer' | 'state' | 'cell-state';
}

/** A recurrent layer that begins with this value as its state, or LSTM cell state. */
export interface StateUse {
  readonly layer: string;
  readonly which: 'h' | 'c';
  readonly value: Value;
  readonly node: OnnxNode;
}

export class Walk {
  readonly values = new Map<string, Value>();
  readonly layers: Layer[] = [];
  readonly tensors = new Map<string, Tensor>();
  readonly sources: SourceOfElements[] = [];
  readonly stateUses: StateUse[] = [];
  /** Layers whose output is what went into another order or selection: the same one is not made twice. */
  readonly #gathers = new Map<string, string>();
  readonly #names = new Set<string>();
  readonly opset: number;
  #left = MOST_NUMBERS;

  constructor(opset: number) {
    this.opset = opset;
  }

  /** Numbers that the file holds: these may be turned and picked from a few times. */
  allow(numbers: number): void {
    this.#left += 8 * numbers;
  }

  /**
   * Asked before a value is made that can be larger than what it is made of. Throws SluiceError MODEL_UNREADABLE, which
   * no other engine is asked about: a small file that claims gigabytes fills every memory.
   */
  afford(shape: readonly number[]): void {
    const size = sizeOf(shape);
    if (size > this.#left)
      throw unreadable(`a value of the shape [${shape.slice(0, 16)}] is more than it can need: ${size} numbers`);
  }

  /** What a node has made. Throws as `afford` where all together is too much. */
  spend(values: readonly Value[]): void {
    for (const { shape } of values) {
      this.afford(shape);
      this.#left -= sizeOf(shape);
    }
  }

  addSource(name: string, size: number, kind: SourceOfElements['kind']): number {
    this.#names.add(name);
    return this.sources.push({ name, size, kind }) - 1;
  }

  /** Throws CannotStep where it is not known. */
  value(name: string, node: OnnxNode): Value {
    const value = this.values.get(name);
    if (!value) throw new CannotStep(`operator ${node.op} takes '${name}', which nothing gives`);
    return value;
  }

  /** An input of a node; undefined where it is left out. */
  input(node: OnnxNode, at: number): Value | undefined {
    const name = node.inputs[at];
    return name ? this.value(name, node) : undefined;
  }

  /** An input that must be there. Throws CannotStep where it is not. */
  signal(node: OnnxNode, at: number): Value {
    const value = this.input(node, at);
    if (value === undefined) throw new CannotStep(`operator ${node.op} lacks input ${at}`);
    return value;
  }

  /** Throws CannotStep where it is not constant. */
  constantInput(node: OnnxNode, at: number, what: string): Value {
    const value = this.input(node, at);
    if (value === undefined) throw new CannotStep(`operator ${node.op} has no ${what}`);
    if (value.sources !== null) throw new CannotStep(`operator ${node.op} has a ${what} that is computed, not stored`);
    return value;
  }

  tensor(name: string, shape: readonly number[], values: ArrayLike<number>): void {
    this.tensors.set(name, { shape, values: Float32Array.from(values) });
  }

  /** A name for a layer, from what the node gives. */
  layerName(node: OnnxNode): string {
    const raw = (node.outputs.find((name) => name !== '') ?? node.name ?? node.op).replace(/_output_\d+$/, '');
    // within a branch of If, exporters put the branch's name in front
    const own = raw.slice(raw.lastIndexOf('__/') + 1).replace(/^_+/, '');
    const plain = own.replace(/^[/.]+/, '').replace(/[/:]+/g, '.') || node.op.toLowerCase();
    let name = plain;
    for (let i = 2; this.#names.has(name); i++) name = `${plain}.${i}`;
    return name;
  }

  /** Adds a layer and gives its output as a value; `order`: for each element of the shape its number in the output. */
  add(layer: Layer, shape: readonly number[], time: number | null, order?: Int32Array): Value {
    this.afford(shape);
    this.#push(layer);
    return wholeSource(this.addSource(layer.name, sizeOf(shape), 'layer'), shape, time, order);
  }

  /**
   * The name of something that gives these elements in this order: a layer or the input itself, or a layer made to put
   * them together. Throws CannotStep where they are not to be had.
   */
  materialized(value: Value, op: string): string {
    const { sources, indices, constants } = value;
    if (sources === null || indices === null)
      throw new CannotStep(`operator ${op} takes a constant where a signal is expected`);
    if (value.timePadding)
      throw new CannotStep(`operator ${op} takes frames that are padded in time: only a convolution can meet them`);
    const used = [...new Set(sources)]
      .filter((source) => source >= 0)
      .map((number) => ({ number, ...this.#source(number) }));
    if (sources.some((source, e) => source < 0 && constants[e] !== 0))
      throw new CannotStep(`operator ${op} takes a signal with constants put in between`);
    const hidden = used.find((source) => source.kind === 'cell-state');
    if (hidden) throw new CannotStep(`operator ${op} takes the cell state of an LSTM`);
    let base = used[0]?.name ?? 'input';
    const starts = new Map([[used[0]?.number ?? -1, 0]]);
    let total = used[0]?.size ?? 0;
    if (used.length > 1) {
      base = this.#together(used.map(({ name }) => name));
      total = 0;
      for (const { number, size } of used) {
        starts.set(number, total);
        total += size;
      }
    }
    const places = indices.map((index, e) =>
      (sources[e] as number) < 0 ? -1 : index + (starts.get(sources[e] as number) as number),
    );
    if (places.length === total && places.every((place, e) => place === e)) return base;
    return this.#gathered(base, total, runsOf(places));
  }

  #source(number: number): SourceOfElements {
    return this.sources[number] as SourceOfElements;
  }

  #together(from: readonly string[]): string {
    const key = from.join('\n');
    const known = this.#gathers.get(key);
    if (known !== undefined) return known;
    const name = this.#free('joined');
    this.#push({ kind: 'concat', name, from });
    this.#gathers.set(key, name);
    return name;
  }

  #gathered(from: string, inputSize: number, runs: GatherLayer['runs']): string {
    const key = JSON.stringify([from, runs]);
    const known = this.#gathers.get(key);
    if (known !== undefined) return known;
    const name = this.#free('picked');
    this.#push({ kind: 'gather', name, from, inputSize, runs });
    this.#gathers.set(key, name);
    return name;
  }

  #push(layer: Layer): void {
    if (this.layers.length >= MOST_LAYERS) throw new CannotStep(`it has more than ${MOST_LAYERS} layers`);
    this.#names.add(layer.name);
    this.layers.push(layer);
  }

  #free(word: string): string {
    let i = this.#gathers.size + 1;
    while (this.#names.has(`${word}${i}`)) i++;
    return `${word}${i}`;
  }
}

/** Places as runs of [first, how many, step]. */
export function runsOf(places: Int32Array): [number, number, number][] {
  const runs: [number, number, number][] = [];
  for (let e = 0; e < places.length; ) {
    const first = places[e] as number;
    const step =
      e + 1 < places.length && first >= 0 && (places[e + 1] as number) >= 0 ? (places[e + 1] as number) - first : 0;
    let count = 1;
    while (e + count < places.length && belongs(places[e + count] as number, first, step, count)) count++;
    runs.push([first, count, first < 0 ? 0 : step]);
    e += count;
  }
  return runs;
}

function belongs(place: number, first: number, step: number, count: number): boolean {
  return first < 0 ? place < 0 : place >= 0 && place === first + count * step;
}
