// Which of a model's inputs is the signal, which are states that come back from outputs, and which never change.
import type { OnnxGraph, OnnxValue } from './graph.js';
import { unreadable } from './tensor.js';

/** A state's way: what comes out is put in at the next step; zeros at the start. */
export interface StatePair {
  readonly input: string;
  readonly output: string;
  readonly shape: readonly number[];
}

export interface Signature {
  readonly input: { readonly name: string; readonly shape: readonly number[]; readonly time: number | null };
  readonly output: string;
  readonly states: readonly StatePair[];
  /** Inputs that are one whole number for good: a sample rate. */
  readonly fixed: readonly {
    readonly name: string;
    readonly type: string;
    readonly shape: readonly number[];
    readonly value: number;
  }[];
}

export interface SignatureOptions {
  /** Numbers that one step brings: what the front end gives. @default what the model's input says */
  readonly inputSize?: number;
  /** Values of inputs that never change, by name. */
  readonly fixed?: Readonly<Record<string, number>>;
}

/** Throws SluiceError MODEL_UNREADABLE, in one sentence, where it is not clear what is what. */
export function signatureOf(graph: OnnxGraph, { inputSize, fixed = {} }: SignatureOptions = {}): Signature {
  const isFloat = ({ type }: OnnxValue) => type === 'float' || type === '';
  const settled = graph.inputs.filter((input) => Object.hasOwn(fixed, input.name) || !isFloat(input));
  const open = graph.inputs.filter((input) => !settled.includes(input));
  const pairs = pairStates(open, graph.outputs.filter(isFloat));
  const signals = open.filter((input) => !pairs.some((pair) => pair.input === input));
  const scores = graph.outputs.filter((output) => !pairs.some((pair) => pair.output === output));
  const [signal] = signals;
  const [score] = scores;
  if (!signal || signals.length > 1)
    throw unreadable(`it must have one input that is no state: received ${list(signals) || 'none'}`);
  if (!score) throw unreadable(`it has no output that is not a state: ${list(graph.outputs)}`);
  return {
    input: { name: signal.name, ...oneFrame(signal, inputSize) },
    output: score.name,
    states: pairs.map(({ input, output }) => ({
      input: input.name,
      output: output.name,
      shape: (input.shape ?? output.shape ?? []).map((size) => (typeof size === 'number' ? size : 1)),
    })),
    fixed: settled.map(({ name, type, shape }) => {
      const value = fixed[name];
      if (value === undefined) throw unreadable(`input '${name}' of type ${type} needs a value that never changes`);
      return { name, type, shape: (shape ?? []).map((size) => (typeof size === 'number' ? size : 1)), value };
    }),
  };
}

interface Pair {
  readonly input: OnnxValue;
  readonly output: OnnxValue;
}

/** By name first (h and h_next, h0 and hn, state and stateN), what is then left by shape, all but one input and one output. */
function pairStates(inputs: readonly OnnxValue[], outputs: readonly OnnxValue[]): Pair[] {
  const pairs: Pair[] = [];
  const free = <T extends OnnxValue>(values: readonly T[], end: keyof Pair) =>
    values.filter((value) => !pairs.some((pair) => pair[end] === value));
  for (const stem of [stemOf, (name: string) => stemOf(name).replace(/\d+$/, '')]) {
    for (const input of free(inputs, 'input')) {
      if (stem(input.name) === '') continue;
      const output = free(outputs, 'output').find((one) => stem(one.name) === stem(input.name) && fits(input, one));
      if (output) pairs.push({ input, output });
    }
  }
  for (const input of free(inputs, 'input').slice(1)) {
    const output = free(outputs, 'output')
      .slice(1)
      .find((one) => fits(input, one));
    if (output) pairs.push({ input, output });
  }
  return pairs.sort((a, b) => inputs.indexOf(a.input) - inputs.indexOf(b.input));
}

/** A name without what tells before from after. */
function stemOf(name: string): string {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  const kept = words.filter(
    (word) => !/^(in|out|input|output|next|new|prev|previous|init|initial|last|n|t|final)$/.test(word),
  );
  return kept.join('_').replace(/^([hc])n(\d*)$/, '$1$2');
}

/** Same rank, same sizes where both are told. */
function fits(a: OnnxValue, b: OnnxValue): boolean {
  if (a.shape === null || b.shape === null) return true;
  return (
    a.shape.length === b.shape.length &&
    a.shape.every((size, i) => typeof size !== 'number' || typeof b.shape?.[i] !== 'number' || size === b.shape[i])
  );
}

/** The shape of one frame of one sequence, and which dimension is time. */
function oneFrame({ name, shape }: OnnxValue, inputSize: number | undefined): { shape: number[]; time: number | null } {
  if (shape === null) throw unreadable(`input '${name}' does not tell its shape`);
  const frame = shape.map((size) => (typeof size === 'number' ? size : 1));
  const product = () => frame.reduce((a, b) => a * b, 1);
  const openDims = shape.flatMap((size, d) => (typeof size === 'number' ? [] : [d]));
  if (inputSize === undefined) {
    // no front end to ask: the last dimension is the features', those before it are batch and time
    if (shape.length === 3) frame.fill(1, 0, 2);
  } else if (product() !== inputSize) {
    const missing = inputSize / product();
    const widest = openDims.at(-1);
    const single = frame.findIndex((size) => product() / size === inputSize);
    if (widest !== undefined && Number.isInteger(missing)) frame[widest] = missing;
    else if (single >= 0) frame[single] = 1;
    else
      throw unreadable(`input '${name}' of shape [${shape}] does not take the ${inputSize} numbers of the front end`);
  }
  const candidates = shape.flatMap((size, d) => (frame[d] === 1 && size !== 1 ? [d] : []));
  const batch = candidates.find((d) => /batch|^n$|^b$/i.test(String(shape[d])));
  const others = candidates.filter((d) => d !== batch);
  const time = others.length > 1 && batch === undefined ? others.find((d) => d > 0) : others[0];
  return { shape: frame, time: shape.length < 2 ? null : (time ?? null) };
}

function list(values: readonly OnnxValue[]): string {
  return values.map(({ name }) => `'${name}'`).join(', ');
}
