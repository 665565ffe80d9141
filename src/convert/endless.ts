// What the second engine is not given: loops that may go on without end. Nothing could stop them, and a stream would
// wait.
import type { OnnxGraph, OnnxNode } from '../model/onnx/graph.js';
import { graphOf, tensorOf } from '../model/onnx/step/attributes.js';

/** Turns of a loop, with those of the loops around it. */
const MOST_TURNS = 10_000;

/** Which operator may not end, as a clause; or null. */
export function endless(graph: OnnxGraph, outerTurns = 1): string | null {
  for (const node of graph.nodes) {
    const turns = node.op === 'Loop' ? outerTurns * turnsOf(graph, node) : outerTurns;
    if (!(turns <= MOST_TURNS))
      return `operator Loop may take more than ${MOST_TURNS} turns in a step: write down a number of turns, or export the model without it`;
    for (const name of ['body', 'then_branch', 'else_branch']) {
      const inside = graphOf(node, name);
      const found = inside && endless(inside, turns);
      if (found) return found;
    }
  }
  return null;
}

/** The most that a loop may take, where that is a number in the file. */
function turnsOf(graph: OnnxGraph, node: OnnxNode): number {
  const [most = ''] = node.inputs;
  const made = graph.nodes.find(({ op, outputs }) => op === 'Constant' && outputs[0] === most);
  const value = graph.initializers.get(most) ?? (made ? tensorOf(made, 'value') : null);
  return value?.values[0] ?? Number.POSITIVE_INFINITY;
}
