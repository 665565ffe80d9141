// Which of a model's inputs is the signal, which are states that come back from outputs, and which never change.
import type { OnnxGraph, OnnxValue } from './graph.js';
import { type FlowPair, type StateFlow, stateFlow } from './state-flow.js';
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
  /** Scores that are wanted: labels. */
  readonly outputSize?: number;
  /** Values of inputs that never change, by name. */
  readonly fixed?: Readonly<Record<string, number>>;
  /** Which output holds the scores. @default told from the graph and the number of labels */
  readonly output?: string;
  /** Which input comes back from which output. @default told from the graph */
  readonly states?: Readonly<Record<string, string>>;
}

/** A signature, and what is not certain of it. */
export interface SignatureFound {
  readonly signature: Signature;
  /** Dimensions of the input that may be time, the likeliest first. */
  readonly times: readonly number[];
  /** Whether the names of the dimensions say which it is. */
  readonly timeNamed: boolean;
  /** What only names told, one clause each with the option that says it for certain. */
  readonly unsure: readonly string[];
}

/** Inputs, and outputs, of a model: each is held against each. A network of 24 layers of LSTM has 50. */
const MOST_VALUES = 256;

/** The same without the doubts. Throws as `findSignature`. */
export function signatureOf(graph: OnnxGraph, options: SignatureOptions = {}): Signature {
  return findSignature(graph, options).signature;
}

/** Throws SluiceError MODEL_UNREADABLE, in one sentence, where it is not clear what is what. */
export function findSignature(graph: OnnxGraph, options: SignatureOptions = {}): SignatureFound {
  const { inputSize, fixed = {} } = options;
  const count = Math.max(graph.inputs.length, graph.outputs.length);
  if (count > MOST_VALUES)
    throw unreadable(`it must have at most ${MOST_VALUES} inputs and as many outputs: received ${count}`);
  const isSettled = (input: OnnxValue) => Object.hasOwn(fixed, input.name) || !isFloat(input);
  const settled = graph.inputs.filter(isSettled);
  const open = graph.inputs.filter((input) => !isSettled(input));
  const flow = stateFlow(graph);
  const { pairs, byName } = pairStates(graph, open, flow, options);
  const signals = open.filter((input) => !pairs.some((pair) => pair.input === input));
  const [signal] = signals;
  if (!signal || signals.length > 1)
    throw unreadable(
      `it must have one input that is no state: received ${list(signals) || 'none'}: --states input=output,... says what comes back, --fixed name=number what never changes`,
    );
  const score = scoresOf(graph, pairs, flow, options);
  const { times, named, ...input } = oneFrame(signal, inputSize);
  const signature = {
    input: { name: signal.name, ...input },
    output: score.name,
    states: pairs.map(({ input, output }) => ({
      input: input.name,
      output: output.name,
      shape: (input.shape ?? output.shape ?? []).map((size) => (typeof size === 'number' ? size : 1)),
    })),
    fixed: settled.map(({ name, type, shape }) => {
      const value = fixed[name];
      if (value === undefined)
        throw unreadable(`input '${name}' of type ${type} needs a value that never changes: --fixed ${name}=number`);
      return { name, type, shape: (shape ?? []).map((size) => (typeof size === 'number' ? size : 1)), value };
    }),
  };
  const unsure = byName.map(
    ({ input, output }) =>
      `only by its name '${input.name}' is taken to come back from '${output.name}' (--states ${input.name}=${output.name} says so)`,
  );
  return { signature, times, timeNamed: named, unsure };
}

/** Whether a value comes back from another, of many pairs. */
function pairTest(pairs: readonly FlowPair[]): (input: string, output: string) => boolean {
  const known = new Map<string, Set<string>>();
  for (const { input, output } of pairs) known.set(input, (known.get(input) ?? new Set<string>()).add(output));
  return (input, output) => known.get(input)?.has(output) === true;
}

/** Half and double precision become single: see single-precision.ts. */
function isFloat({ type }: OnnxValue): boolean {
  return ['float', 'float16', 'double', 'bfloat16', ''].includes(type);
}

interface Pair {
  readonly input: OnnxValue;
  readonly output: OnnxValue;
}

/**
 * States by what is told, then by what recurrent operators begin with and leave, by what sums and products carry on,
 * and by shapes that leave no choice. What is then left is told by names (h and h_next, h0 and hn, state and stateN),
 * and said. One input stays the signal, one output the scores.
 */
function pairStates(
  graph: OnnxGraph,
  inputs: readonly OnnxValue[],
  flow: StateFlow,
  { states = {}, inputSize }: SignatureOptions,
): { pairs: Pair[]; byName: Pair[] } {
  const outputs = graph.outputs.filter(isFloat);
  const pairs: Pair[] = [];
  // the only one of the front end's size is the signal, whatever else it looks like
  const signal =
    inputSize === undefined ? undefined : (only(inputs, inputSize, takes) ?? only(inputs, inputSize, mayTake));
  const freeInputs = () => inputs.filter((value) => !pairs.some(({ input }) => input === value));
  const freeOutputs = () => outputs.filter((value) => !pairs.some(({ output }) => output === value));
  for (const [from, to] of Object.entries(states)) {
    const [input, output] = [inputs.find(({ name }) => name === from), outputs.find(({ name }) => name === to)];
    if (!input || !output)
      throw unreadable(
        `it has no state '${from}' that comes back from '${to}': its inputs are ${list(graph.inputs)}, its outputs ${list(graph.outputs)}`,
      );
    pairs.push({ input, output });
  }
  const moved = pairTest(flow.moved);
  const unlike = (a: OnnxValue, b: OnnxValue) => moved(a.name, b.name);
  /** Pairs that are each other's only choice, as long as a signal and scores are left. */
  const pairUp = (choices: (input: OnnxValue) => readonly OnnxValue[]): Pair[] => {
    const free = new Set(freeOutputs());
    const chosen = new Map(
      freeInputs()
        .filter((input) => input !== signal)
        .map((input) => [input, choices(input).filter((output) => free.has(output) && !unlike(input, output))]),
    );
    const only = [...chosen].flatMap(([input, [output, ...more]]) =>
      output && more.length === 0 && [...chosen.values()].filter((others) => others.includes(output)).length === 1
        ? [{ input, output }]
        : [],
    );
    if (only.length >= freeInputs().length || only.length >= freeOutputs().length) return [];
    pairs.push(...only);
    return only;
  };
  const along = (found: readonly FlowPair[]) => {
    const isAlong = pairTest(found);
    return (input: OnnxValue) => outputs.filter((output) => fits(input, output) && isAlong(input.name, output.name));
  };
  const byName: Pair[] = [];
  pairUp(along(flow.cells));
  if (freeInputs().length > 1) pairUp(along(flow.carried));
  if (freeInputs().length > 1) pairUp((input) => outputs.filter((output) => fits(input, output)));
  for (const stem of [stemOf, (name: string) => stemOf(name).replace(/\d+$/, '')]) {
    if (freeInputs().length < 2) break;
    byName.push(
      ...pairUp((input) =>
        stem(input.name) === '' ? [] : outputs.filter((one) => stem(one.name) === stem(input.name) && fits(input, one)),
      ),
    );
  }
  return { pairs: pairs.sort((a, b) => inputs.indexOf(a.input) - inputs.indexOf(b.input)), byName };
}

/** The output that is no state; of several the one with as many numbers as there are labels. */
function scoresOf(
  graph: OnnxGraph,
  pairs: readonly Pair[],
  flow: StateFlow,
  { output, outputSize }: SignatureOptions,
): OnnxValue {
  if (output !== undefined) {
    const told = graph.outputs.find(({ name }) => name === output);
    if (!told) throw unreadable(`it has no output '${output}': its outputs are ${list(graph.outputs)}`);
    return told;
  }
  const open = graph.outputs.filter((value) => isFloat(value) && !pairs.some((pair) => pair.output === value));
  const own = open.filter(({ name }) => !flow.left.has(name));
  const candidates = own.length > 0 ? own : open;
  const wanted = candidates.filter((value) => outputSize !== undefined && gives(value, outputSize));
  const [score] = wanted.length > 0 ? wanted : candidates;
  if (!score)
    throw unreadable(
      `it has no output that is not a state: ${list(graph.outputs)}: --output name says which holds the scores`,
    );
  if (wanted.length > 1)
    throw unreadable(
      `${list(wanted)} have ${outputSize} numbers each and may all be the scores: --output ${score.name} says which`,
    );
  return score;
}

/** The one input of a size, where there is one. */
function only(
  inputs: readonly OnnxValue[],
  size: number,
  is: (value: OnnxValue, size: number) => boolean,
): OnnxValue | undefined {
  const [one, ...more] = inputs.filter((input) => is(input, size));
  return more.length === 0 ? one : undefined;
}

/** Whether its dimensions leave it open that it takes a frame. */
function mayTake({ shape }: OnnxValue, size: number): boolean {
  const told = (shape ?? []).reduce<number>((product, one) => product * (typeof one === 'number' ? one : 1), 1);
  const open = shape === null || shape.some((one) => typeof one !== 'number');
  return told % size === 0 || (open && size % told === 0);
}

/** Whether the last of its dimensions that is told is as long as a frame. */
function takes({ shape }: OnnxValue, size: number): boolean {
  return shape?.at(-1) === size;
}

/** Whether so many numbers a frame are what it can give. */
function gives({ shape }: OnnxValue, size: number): boolean {
  const last = shape?.at(-1);
  return last === undefined || typeof last !== 'number' || last === size || (size === 2 && last === 1);
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

interface OneFrame {
  readonly shape: number[];
  readonly time: number | null;
  readonly times: readonly number[];
  readonly named: boolean;
}

/** The shape of one frame of one sequence, and which dimension is time, or may be. */
function oneFrame({ name, shape }: OnnxValue, inputSize: number | undefined): OneFrame {
  if (shape === null) throw unreadable(`input '${name}' does not tell its shape: export the model with shapes`);
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
    else if (shape.length === 3 && frame[2] === inputSize) frame.fill(1, 0, 2);
    else
      throw unreadable(`input '${name}' of shape [${shape}] does not take the ${inputSize} numbers of the front end`);
  }
  const candidates = shape.flatMap((size, d) => (frame[d] === 1 && size !== 1 ? [d] : []));
  const time = candidates.find((d) => /time|seq|^t$|len|frames|steps/i.test(String(shape[d])));
  const batch = candidates.find((d) => d !== time && /batch|^n$|^b$/i.test(String(shape[d])));
  const others = candidates.filter((d) => d !== batch);
  const usual = others.length > 1 && batch === undefined ? others.find((d) => d > 0) : others[0];
  const first = shape.length < 2 ? null : (time ?? usual ?? null);
  const times = first === null ? [] : time !== undefined ? [time] : [first, ...others.filter((d) => d !== first)];
  return { shape: frame, time: first, times, named: time !== undefined || batch !== undefined };
}

function list(values: readonly OnnxValue[]): string {
  return values.map(({ name }) => `'${name}'`).join(', ');
}
