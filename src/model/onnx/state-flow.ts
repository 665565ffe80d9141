// Which state of a model is which, told from the graph: a recurrent operator begins with an input and leaves an output;
// a cell that was taken apart carries its state on by sums and products with gates. Names are not asked here.
import type { OnnxGraph, OnnxNode } from './graph.js';

/** An input that comes back from an output. */
export interface FlowPair {
  readonly input: string;
  readonly output: string;
}

export interface StateFlow {
  /** What recurrent operators begin with and leave. */
  readonly cells: readonly FlowPair[];
  /** What is carried on by sums and products alone. */
  readonly carried: readonly FlowPair[];
  /**
   * Inputs that an output is, moved about and nothing else: such an output is no state of theirs, for it would never
   * change.
   */
  readonly moved: readonly FlowPair[];
  /** Outputs that are the last state of a recurrent operator and nothing else. */
  readonly left: ReadonlySet<string>;
}

/** Operators that move numbers and compute nothing. */
const MOVES = new Set([
  'Identity',
  'Squeeze',
  'Unsqueeze',
  'Transpose',
  'Reshape',
  'Flatten',
  'Slice',
  'Gather',
  'Split',
  'Cast',
  'Concat',
  'Expand',
  'Dropout',
]);
const CELLS: Readonly<Record<string, readonly number[]>> = { RNN: [5], GRU: [5], LSTM: [5, 6] };
/** A gate times a state, and what is added to it. */
const CARRIES = new Set(['Mul', 'Add', 'Sub']);

export function stateFlow(graph: OnnxGraph): StateFlow {
  const inputs = new Set(graph.inputs.map(({ name }) => name));
  const outputs = new Set(graph.outputs.map(({ name }) => name));
  const makers = new Map(graph.nodes.flatMap((node) => node.outputs.map((name) => [name, node] as const)));
  const takers = new Map<string, OnnxNode[]>();
  for (const node of graph.nodes)
    for (const name of new Set(node.inputs)) {
      const known = takers.get(name);
      if (known) known.push(node);
      else takers.set(name, [node]);
    }
  const cells: FlowPair[] = [];
  const left = new Set<string>();
  for (const node of graph.nodes) {
    for (const [i, at] of (CELLS[node.op] ?? []).entries()) {
      const after = [...reached(node.outputs[i + 1] ?? '', takers, MOVES)].filter((name) => outputs.has(name));
      for (const name of after) left.add(name);
      for (const input of [...origins(node.inputs[at] ?? '', makers)].filter((name) => inputs.has(name)))
        for (const output of after) cells.push({ input, output });
    }
  }
  const pairs = (kinds: ReadonlySet<string>) =>
    [...inputs].flatMap((input) =>
      [...reached(input, takers, kinds)].filter((name) => outputs.has(name)).map((output) => ({ input, output })),
    );
  const moved = pairs(new Set([...MOVES].filter((kind) => kind !== 'Concat')));
  return { cells, carried: pairs(new Set([...MOVES, ...CARRIES])), moved, left };
}

/** All that a value becomes by operators of these kinds, and itself. */
function reached(
  from: string,
  takers: ReadonlyMap<string, readonly OnnxNode[]>,
  kinds: ReadonlySet<string>,
): Set<string> {
  const seen = new Set(from === '' ? [] : [from]);
  for (const name of seen)
    for (const node of takers.get(name) ?? [])
      if (node.domain === '' && kinds.has(node.op) && isMoved(node, name))
        for (const output of node.outputs) seen.add(output);
  return seen;
}

/** What a value was before it was moved, and itself. */
function origins(from: string, makers: ReadonlyMap<string, OnnxNode>): Set<string> {
  const seen = new Set(from === '' ? [] : [from]);
  for (const name of seen) {
    const node = makers.get(name);
    if (node?.domain !== '' || !MOVES.has(node.op)) continue;
    for (const input of node.inputs) if (input !== '' && isMoved(node, input)) seen.add(input);
  }
  return seen;
}

/** Whether an input of an operator is what it moves, and not a shape or a list of indices. */
function isMoved(node: OnnxNode, name: string): boolean {
  return node.op === 'Concat' || CARRIES.has(node.op) || node.inputs[0] === name;
}
